"""Whatever the programme sheets hold, in any combination, the job is done and every figure keeps its bounds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import programmes
from hypothesis import given, settings
from hypothesis import strategies as st
from nearly import nearly
from strategies import rows

from kamreport import history
from kamreport.cells import RowRef
from kamreport.model import PROGRAMME, Portfolio
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.programme.document import CODES, programme_document
from kamreport.results import Review
from kamreport.schema import schema_of
from kamreport.scoring import score
from kamreport.writing.rows.programme import programme


def records(record: type) -> st.SearchStrategy[list[Any]]:
    """A few records of a sheet, drawn from its declaration."""
    schema = schema_of(record)
    places = {column.field: at for at, column in enumerate(schema.columns, 1)}
    return st.lists(rows(schema), max_size=6).map(
        lambda drawn: [
            record(
                origin=RowRef(schema.title, at, places),
                **{column.field: row.get(column.field) for column in schema.columns},
            )
            for at, row in enumerate(drawn, 2)
        ]
    )


SHEETS = st.fixed_dictionaries({record: records(record) for record in PROGRAMME})


@cache
def around() -> Review:
    """A review whose accounts stay the same."""
    return programmes.first_review()


def reviewed(sheets: dict[type, list[Any]]) -> Review:
    portfolio: Portfolio = around().portfolio.with_rows(sheets)
    return replace(around(), portfolio=portfolio, scores=score(portfolio, programmes.AS_OF))


@settings(max_examples=60, deadline=None)
@given(sheets=SHEETS)
def test_any_programme_is_scored_written_kept_and_printed(sheets: dict[type, list[Any]]) -> None:
    review = reviewed(sheets)
    assert (review.scores.programme is None) is not any(sheets.values())
    written = list(programme(review.scores.programme))
    history.remember(review)
    document = programme_document(review)
    assert sorted([one.code for one in document.sections] + [one.code for one in document.unfilled]) == sorted(CODES)
    assert Pages().html(document)
    assert len(written) >= len(review.scores.programme.claims if review.scores.programme else ())


@settings(max_examples=60, deadline=None)
@given(sheets=SHEETS)
def test_every_figure_stays_inside_its_bounds(sheets: dict[type, list[Any]]) -> None:
    found = reviewed(sheets).scores.programme
    if found is None:
        return
    shares = [found.readiness.value, found.trust.value, found.leadership.value]
    shares += [figure.coverage for figure in found.figures]
    assert all(0 <= share <= 1 + 1e-9 for share in shares if share is not None)
    points = [found.success.value, found.framework.value, *(one.figure.value for one in found.elements)]
    assert all(0 <= one <= 100 + 1e-9 for one in points if one is not None)
    assert found.outcomes.value is None or -1 <= found.outcomes.value <= 1


@settings(max_examples=40, deadline=None)
@given(sheets=SHEETS, data=st.data())
def test_the_order_of_rows_changes_no_figure(sheets: dict[type, list[Any]], data: st.DataObject) -> None:
    turned = {record: data.draw(st.permutations(held)) for record, held in sheets.items()}
    one, other = (reviewed(said).scores.programme for said in (sheets, turned))
    if one is None or other is None:
        assert one is other
        return
    for figure, again in zip(one.figures[:4], other.figures[:4], strict=True):
        assert again.value == (None if figure.value is None else nearly(figure.value))
    assert (one.phase, one.is_ready) == (other.phase, other.is_ready)
