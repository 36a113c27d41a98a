"""The example workbook with a past: reviewed in two earlier quarters, so that its packs show what moved.

A quarter ago the portfolio was as it is now, its working dates a quarter earlier, but for the cells that
``example/earlier/changes.csv`` names; revenue of quarters that have since dropped out of the workbook stands in
``example/earlier/revenue.csv``. Each earlier quarter is reviewed as a manager would have done it, and the history that
makes is put into the workbook of the present quarter.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kamreport import history
from kamreport.cells import Raw
from kamreport.model import CORE, Account, AccountRatings, Action, Revenue, SettingLine, Stakeholder
from kamreport.package import open_book
from kamreport.rulebook import RULES
from kamreport.run.preparing import KEPT, review_of
from kamreport.run.writing_back import put
from kamreport.schema import schema_of
from kamreport.shipped import workbook_templates
from kamreport.writing import template
from kamreport.writing.rows import SheetRows, written_rows
from kamreport.writing.template.shipped_texts import read_rows

Row: TypeAlias = dict[str, Raw]
Rows: TypeAlias = dict[type, list[Row]]

WORKING_DATES: Mapping[type, tuple[str, ...]] = {
    Account: ("Last review", "Last strategy review"),
    AccountRatings: ("Rated on",),
    Stakeholder: ("Last contact",),
    Action: ("Due", "Done on"),
}
"""Columns whose dates were a quarter earlier a quarter ago."""
_QUARTER = dt.timedelta(days=91)
_NOON = dt.timedelta(hours=12)
_REVIEWER = "Tomasz Rehn"


class Then(NamedTuple):
    """What a cell held in an earlier quarter; without a column the row was not there yet."""

    sheet: str
    row: str
    column: str
    value: Raw


def make_example(path: str | os.PathLike[str]) -> None:
    """Make the example workbook, with the results of the quarter before and the history of two quarters in it.

    The same texts give the same workbook. Raises OutputError when the file exists or cannot be written.
    """
    where = Path(path)
    template.new_workbook(where, preset="lite", rules=RULES, rows=template.example_rows())
    book = open_book(where)
    put(book, _last_written(), review_of(book).portfolio)


def earlier_quarters() -> Iterator[Rows]:
    """The core sheets as they were in each earlier quarter, oldest first."""
    folder = workbook_templates() / "example" / "earlier"
    changes = read_earlier(folder / "changes.csv")
    quarters: list[Rows] = []
    rows = {record: [dict(row) for row in rows] for record, rows in template.example_rows().items()}
    rows[Revenue] = [*map(dict, read_rows(folder, Revenue)), *rows[Revenue]]
    for quarter in sorted(changes, reverse=True):
        rows = {record: [_a_quarter_ago(record, row) for row in of_sheet] for record, of_sheet in rows.items()}
        for then in changes[quarter]:
            change_row(rows, then)
        quarters.append(rows)
    return reversed(quarters)


def read_earlier(file: Path) -> Mapping[str, Sequence[Then]]:
    """The changes of each earlier quarter, by its Period end; the older builds on the newer."""
    changes: dict[str, list[Then]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines, strict=True):
            then = Then(line["Sheet"], line["Row"], line["Column"], _held(line["Value"]))
            changes.setdefault(line["Period end"], []).append(then)
    return changes


def _last_written() -> tuple[SheetRows, ...]:
    """The written sheets as the last earlier quarter's review left them."""
    kept: dict[type, Sequence[object]] = {}
    sheets: tuple[SheetRows, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        for number, rows in enumerate(earlier_quarters()):
            file = Path(folder) / f"quarter-{number}.xlsx"
            template.new_workbook(file, preset="lite", rules=RULES, rows=rows)
            review = review_of(open_book(file), carried=kept)
            now = dt.datetime.combine(review.as_of, dt.time()) + _NOON
            sheets = written_rows(review, history.remember(review), now=now, user=_REVIEWER)
            kept = {sheet.record: tuple(sheet) for sheet in sheets if sheet.record in KEPT}
    return sheets


def _a_quarter_ago(record: type, row: Mapping[str, Raw]) -> Row:
    dates = WORKING_DATES.get(record, ())
    return {
        title: raw - _QUARTER if title in dates and isinstance(raw, dt.datetime) else raw for title, raw in row.items()
    }


def change_row(rows: Rows, then: Then) -> None:
    """Apply one line of the text. Raises ValueError for a sheet or row that is not there."""
    record = next((one for one in CORE if schema_of(one).title == then.sheet), SettingLine)
    key = schema_of(record).column(schema_of(record).key[0]).title
    row = next((row for row in rows[record] if row[key] == then.row), None)
    if row is None:
        raise ValueError(f"changes.csv: there is no row {then.row} on {then.sheet}")
    if not then.column:
        rows[record] = [other for other in rows[record] if other is not row]
    elif then.value is None:
        row.pop(then.column, None)
    else:
        row[then.column] = then.value


def _held(text: str) -> Raw:
    """What Excel holds after these keystrokes."""
    for read in (dt.datetime.fromisoformat, float):
        try:
            held: Raw = read(text)
        except ValueError:
            continue
        return held
    return text or None
