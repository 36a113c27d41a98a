"""What grows from run to run, and whether the written sheets are still as they were left (KAM.md §3.9, §13.1, B101)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from made import in_force, made

from kamreport.cells import Raw
from kamreport.model import Portfolio
from kamreport.model.lists import AccountStatus, Axis, Outcome, Quadrant
from kamreport.results import NOTHING_SCORED, Review, Workbook
from kamreport.results.written import HistoryLine, Result, Run, ScoreHistory, ScoreLineRow
from kamreport.schema import schema_of
from kamreport.writing.rows import fingerprint_of_cells, written_changed, written_fingerprint, written_rows
from kamreport.writing.rows.sheets import history

NOON = dt.datetime(2026, 4, 14, 12, 0, 0)  # noqa: DTZ001 - a workbook knows no zone
LATER = dt.datetime(2026, 4, 15, 8, 0, 0)  # noqa: DTZ001 - likewise
THIS, OTHER = "2026-03-31-aaaaaa", "2025-12-31-bbbbbb"


def review(rows: Mapping[type, Sequence[object]]) -> Review:
    return Review(
        review_id=THIS,
        as_of=dt.date(2026, 4, 14),
        period_end=dt.date(2026, 3, 31),
        period_label="2026 Q1",
        workbook=Workbook(Path("portfolio.xlsx"), "", "1"),
        portfolio=Portfolio(in_force(), rows),
        scores=NOTHING_SCORED,
        findings=(),
        movements=(),
        previous=None,
        input_fingerprint="inputs",
        model_fingerprint="model",
        stale=False,
    )


def kept(review_id: str, account_id: str = "KA-001", **said: object) -> ScoreHistory:
    return made(ScoreHistory, review_id=review_id, account_id=account_id, period_end=dt.date(2026, 3, 31), **said)


def line(review_id: str, criterion_id: str) -> HistoryLine:
    return made(
        HistoryLine, review_id=review_id, axis="Attractiveness", criterion_id=criterion_id, outcome=Outcome.SCORED
    )


def runs(rows: Mapping[type, Sequence[object]], now: dt.datetime, user: str = "Ana") -> list[Run]:
    sheets = written_rows(review(rows), ([kept(THIS)], [line(THIS, "A1")]), now=now, user=user)
    (found,) = (sheet for sheet in sheets if sheet.record is Run)
    return [row for row in found if isinstance(row, Run)]


def test_history_grows_and_leaves_other_reviews_alone() -> None:
    before = [kept(OTHER), kept(OTHER, "KA-002")]
    scores, lines = history(
        review({ScoreHistory: before, HistoryLine: [line(OTHER, "A1")]}), [kept(THIS)], [line(THIS, "A1")]
    )
    assert scores == (*before, kept(THIS))
    assert lines == (line(OTHER, "A1"), line(THIS, "A1"))


def test_a_review_run_again_takes_the_place_of_its_own_rows() -> None:
    rows: dict[type, list[object]] = {
        ScoreHistory: [kept(OTHER), kept(THIS), kept(THIS, "KA-002")],
        HistoryLine: [line(THIS, "A1"), line(THIS, "A2"), line(OTHER, "A1")],
    }
    scores, lines = history(review(rows), [kept(THIS, a_score=60.0)], [line(THIS, "A3")])
    assert scores == (kept(OTHER), kept(THIS, a_score=60.0))
    assert lines == (line(OTHER, "A1"), line(THIS, "A3"))


def test_what_a_yearly_run_froze_stays_when_an_advisory_run_follows() -> None:
    frozen = kept(THIS, yearly=True, below_band=True)
    scores, _ = history(review({ScoreHistory: [frozen]}), [kept(THIS, yearly=False)], [])
    assert scores == (frozen, kept(THIS, yearly=False))
    again, _ = history(review({ScoreHistory: list(scores)}), [kept(THIS, yearly=False)], [])
    assert again == scores


def test_every_run_that_differs_is_logged() -> None:
    first = runs({}, NOON)
    assert [(run.review_id, run.time, run.user) for run in first] == [(THIS, NOON, "Ana")]
    other_inputs = replace(first[0], input_fingerprint="older")
    assert runs({Run: [other_inputs]}, LATER)[0] == other_inputs
    assert [run.time for run in runs({Run: [other_inputs]}, LATER)] == [NOON, LATER]


def test_a_run_that_differs_in_time_and_user_only_is_not_logged_again() -> None:
    (first,) = runs({}, NOON)
    assert runs({Run: [first], ScoreHistory: [kept(THIS)], HistoryLine: [line(THIS, "A1")]}, LATER, "Ben") == [first]


RESULTS = [
    made(
        Result,
        account_id="KA-001",
        name="Northwind\nTraders",
        status=AccountStatus.ACTIVE,
        a_score=65.78947368421053,
        quadrant=Quadrant.STAR,
        certain=True,
        growth=-0.0,
        rank=2,
    ),
    made(Result, account_id="KA-002", name="Contoso", status=AccountStatus.LOST, open_findings=0),
]
LINES = [
    made(
        ScoreLineRow,
        account_id="KA-001",
        axis=Axis.STRENGTH,
        criterion_id="R3",
        raw=4,
        weight=20.0,
        outcome=Outcome.SCORED,
    )
]


def as_cells(record: type, rows: list[object]) -> list[list[Raw]]:
    """The cells of records as a workbook gives them back: no whole numbers, Yes for true, dates with a time."""
    values = map(attrgetter(*(column.field for column in schema_of(record).columns)), rows)
    return [[_as_cell(value) for value in row] for row in values]


def _as_cell(value: object) -> Raw:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return float(value) + 0.0
    return None if value is None else str(value)


def test_cells_read_back_have_the_fingerprint_of_the_records_written() -> None:
    cells: dict[type, list[list[Raw]]] = {
        Result: as_cells(Result, list(RESULTS)),
        ScoreLineRow: as_cells(ScoreLineRow, list(LINES)),
    }
    assert fingerprint_of_cells(cells) == written_fingerprint({Result: RESULTS, ScoreLineRow: LINES})


def test_sorting_and_blank_rows_do_not_count_as_a_change() -> None:
    blank: list[Raw] = [None] * len(schema_of(Result).columns)
    cells = [blank, *as_cells(Result, list(RESULTS))[::-1]]
    assert fingerprint_of_cells({Result: cells}) == written_fingerprint({Result: RESULTS})


@pytest.mark.parametrize("value", ["Contoso Ltd", None, 5.0])
def test_another_value_in_one_cell_does(value: Raw) -> None:
    cells = as_cells(Result, list(RESULTS))
    cells[1][1] = value
    assert fingerprint_of_cells({Result: cells}) != written_fingerprint({Result: RESULTS})


def test_a_changed_sheet_is_told_once_and_an_unchanged_one_never() -> None:
    (run,) = runs({}, NOON)
    assert run.written_fingerprint
    assert list(written_changed(run, run.written_fingerprint)) == []
    assert list(written_changed(None, "whatever")) == []
    (finding,) = written_changed(run, "something else")
    assert str(finding).startswith("warning[B101] Results: ")
