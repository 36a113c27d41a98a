"""What holds for every workbook: what was typed is what is read, however it is laid out; nothing ever raises."""

from __future__ import annotations

import dataclasses
import random
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from books import MarkdownBook, MarkdownSheet, book
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strategies import GRADED, LISTS, RAWS, as_typed_in, members_of, rows, tables

from kamreport.cells import Raw
from kamreport.model import MODEL, SHEETS, ListValue, SettingLine
from kamreport.reading import Reading, read, read_sheets
from kamreport.results.written import Run, ScoreHistory
from kamreport.schema import SheetSchema, schema_of
from kamreport.writing.template.blank import new_workbook

FILLED = tuple(record for record in SHEETS if record not in (SettingLine, *MODEL))
"""Sheets of a manager's own rows."""
SCHEMAS = [schema_of(record) for record in FILLED]
BASE = book("## Lists\n| List | Value |\n|-|-|\n" + "".join(f"| {row['List']} | {row['Value']} |\n" for row in LISTS))
few = settings(max_examples=6, deadline=None)


def with_sheet(schema: SheetSchema, cells: dict[int, dict[int, Raw]], title: str = "") -> Reading:
    sheets = {name: sheet for name, sheet in BASE.by_title.items() if name != schema.title}
    sheet = MarkdownSheet(title or schema.title, cells)
    return read_sheets(MarkdownBook(Path("book.xlsx"), "", {**sheets, sheet.title: sheet}))


def laid_out(titles: Sequence[str], table: Sequence[Mapping[str, Raw]]) -> dict[int, dict[int, Raw]]:
    at = {title: number for number, title in enumerate(titles, 1)}
    body = {row: {at[title]: raw for title, raw in cells.items()} for row, cells in enumerate(table, 2)}
    return {1: dict(enumerate(titles, 1)), **body}


def titles_of(schema: SheetSchema) -> list[str]:
    return [
        title for column in schema.columns for title in (members_of(column) if column.is_family else [column.title])
    ]


def as_read(reading: Reading, record: type[Any]) -> list[dict[str, Any]]:
    """Records without their origin and their blank cells."""
    fields = [field.name for field in dataclasses.fields(record) if field.name != "origin"]
    return [
        {field: value for field in fields if (value := getattr(row, field)) is not None}
        for row in reading.portfolio.rows(record)
    ]


def said_of(reading: Reading, schema: SheetSchema) -> list[str]:
    return [str(finding) for finding in reading.findings if finding.where.sheet == schema.title]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.title)
@given(data=st.data())
@few
def test_what_was_typed_is_what_is_read(schema: SheetSchema, data: st.DataObject) -> None:
    table = data.draw(tables(schema))
    reading = with_sheet(schema, laid_out(titles_of(schema), [as_typed_in(row, schema.columns) for row in table]))
    assert said_of(reading, schema) == []
    assert as_read(reading, schema.record) == table


@given(data=st.data())
@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example makes a file: too slow to shrink
)
def test_a_filled_template_reads_as_what_was_filled_in(data: st.DataObject) -> None:
    tables_in = {schema.record: data.draw(tables(schema, most=2)) for schema in SCHEMAS}
    typed: dict[type, list[dict[str, Raw]]] = {
        record: [as_typed_in(row, schema_of(record).columns) for row in table] for record, table in tables_in.items()
    }
    typed[SettingLine] = [{"Setting": "Period end", "Value": _period_end()}, {"Setting": "Currency", "Value": "EUR"}]
    typed[ListValue] = [dict(row) for row in LISTS]
    for record in FILLED:
        for row in typed[record]:
            _title_the_grades(row)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        new_workbook(path, preset="lite", rules=(), rows=typed)
        reading = read(path)
    assert [str(finding) for finding in reading.findings] == []
    for record in FILLED:
        assert as_read(reading, record) == tables_in[record]


def _period_end() -> Raw:
    import datetime as dt

    return dt.datetime(2026, 3, 31)  # noqa: DTZ001 - Excel's dates have no zone


def _title_the_grades(row: dict[str, Raw]) -> None:
    """In the template a family's columns are titled with the ID and the name."""
    names = {str(cells[1]): str(cells[2]) for number, cells in BASE.by_title["Criteria"].cells.items() if number > 1}
    for member in [title for title in row if title in GRADED]:
        row[f"{member} {names[member]}"] = row.pop(member)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.title)
@given(data=st.data(), chance=st.randoms(use_true_random=False))
@few
def test_order_of_columns_and_case_and_spaces_of_titles_do_not_matter(
    schema: SheetSchema, data: st.DataObject, chance: random.Random
) -> None:
    table = [as_typed_in(row, schema.columns) for row in data.draw(tables(schema))]
    titles = titles_of(schema)
    straight = with_sheet(schema, laid_out(titles, table))
    spelled = {
        title: chance.choice([" ", ""]) + chance.choice([title.upper(), title.lower(), title]) for title in titles
    }
    mixed = list(titles)
    chance.shuffle(mixed)
    crooked = with_sheet(
        schema,
        laid_out(
            [spelled[title] for title in mixed], [{spelled[title]: raw for title, raw in row.items()} for row in table]
        ),
        title=chance.choice([schema.title.upper(), f" {schema.title.lower()}"]),
    )
    assert as_read(crooked, schema.record) == as_read(straight, schema.record)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.title)
@given(data=st.data(), chance=st.randoms(use_true_random=False))
@few
def test_the_order_of_rows_and_blank_rows_between_them_do_not_matter(
    schema: SheetSchema, data: st.DataObject, chance: random.Random
) -> None:
    table = [as_typed_in(row, schema.columns) for row in data.draw(tables(schema, least=2))]
    straight = as_read(with_sheet(schema, laid_out(titles_of(schema), table)), schema.record)
    order = list(range(len(table)))
    chance.shuffle(order)
    spread = [cells for place in order for cells in (table[place], {})]
    shuffled = as_read(with_sheet(schema, laid_out(titles_of(schema), spread)), schema.record)
    assert shuffled == [straight[place] for place in order]


@pytest.mark.parametrize("record", [*SHEETS, Run, ScoreHistory], ids=lambda record: record.__name__)
@given(data=st.data())
@few
def test_garbage_of_any_type_in_any_cell_never_raises(record: type, data: st.DataObject) -> None:
    schema = schema_of(record)
    titles = titles_of(schema)
    table = data.draw(st.lists(st.dictionaries(st.sampled_from(titles), RAWS, max_size=len(titles)), max_size=4))
    reading = with_sheet(schema, laid_out(titles, table))
    for finding in reading.findings:
        assert finding.message
        assert finding.hint
        assert "\n" not in finding.message + finding.hint


@pytest.mark.parametrize("record", SHEETS, ids=lambda record: record.__name__)
@given(cells=st.dictionaries(st.integers(1, 14), st.dictionaries(st.integers(1, 9), RAWS), max_size=14))
@few
def test_garbage_instead_of_a_sheet_never_raises(record: type, cells: dict[int, dict[int, Raw]]) -> None:
    with_sheet(schema_of(record), dict(sorted(cells.items())))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.title)
@given(data=st.data())
@few
def test_one_bad_cell_costs_its_row_at_most(schema: SheetSchema, data: st.DataObject) -> None:
    table = [as_typed_in(row, schema.columns) for row in data.draw(tables(schema, least=2))]
    titles = titles_of(schema)
    good = as_read(with_sheet(schema, laid_out(titles, table)), schema.record)
    spoilt = dict(table[0]) | {data.draw(st.sampled_from(titles)): data.draw(RAWS)}
    others = as_read(with_sheet(schema, laid_out(titles, [spoilt, *table[1:]])), schema.record)
    assert others[-len(good) + 1 :] == good[1:]
    assert len(good) - len(others) in (0, 1)


@given(row=rows(schema_of(FILLED[1])))
@few
def test_a_row_is_found_by_its_cells(row: dict[str, Any]) -> None:
    schema = schema_of(FILLED[1])
    cells = laid_out(titles_of(schema), [as_typed_in(row, schema.columns)])
    record: Any
    (record,) = with_sheet(schema, cells).portfolio.rows(schema.record)
    for column in schema.columns:
        where = record.origin.cell(column.field)
        assert cells[1][where.column] == column.title
        assert where.row == 2
