"""The example workbook with a past: reviewed in two earlier quarters, so that its packs show what moved.

A quarter ago the portfolio was as it is now, its working dates a quarter earlier, but for the cells that
``earlier/changes.csv`` of an edition's folders name; revenue of quarters that have since dropped out of the workbook
stands in ``example/earlier/revenue.csv``. Each earlier quarter is reviewed as a manager would have done it, and the history that
makes is put into the workbook of the present quarter.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from kamreport import history
from kamreport.cells import Raw
from kamreport.model import SHEETS, Account, AccountRatings, Action, Revenue, SettingLine, Stakeholder
from kamreport.package import open_book
from kamreport.rulebook import RULES
from kamreport.run.preparing import KEPT, review_of
from kamreport.run.writing_back import put
from kamreport.schema import schema_of
from kamreport.writing import template
from kamreport.writing.rows import SheetRows, written_rows
from kamreport.writing.template import Edition

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


def make_example(path: str | os.PathLike[str], edition: Edition = Edition.CORE) -> None:
    """Make the example workbook, with the results of the quarter before and the history of two quarters in it.

    The same texts give the same workbook. Raises OutputError when the file exists or cannot be written.
    """
    where = Path(path)
    template.new_workbook(where, preset=edition.preset, rules=RULES, rows=template.example_rows(edition))
    book = open_book(where)
    put(book, _last_written(edition), review_of(book).portfolio)


def earlier_quarters(edition: Edition = Edition.CORE) -> Iterator[Rows]:
    """The filled sheets as they were in each earlier quarter, oldest first."""
    changes = read_earlier(folder / "earlier" / "changes.csv" for folder in edition.folders)
    quarters: list[Rows] = []
    rows = {record: [dict(row) for row in rows] for record, rows in template.example_rows(edition).items()}
    rows[Revenue] = [*map(dict, template.completed(Revenue, template.earlier_revenue(), rows[Revenue]))]
    for quarter in sorted(changes, reverse=True):
        rows = {record: [_a_quarter_ago(record, row) for row in of_sheet] for record, of_sheet in rows.items()}
        for then in changes[quarter]:
            change_row(rows, then)
        quarters.append(_rated(rows, edition))
    return reversed(quarters)


def _rated(rows: Rows, edition: Edition) -> Rows:
    rated = template.rated_by(edition.preset, rows)
    return {record: [dict(row) for row in of_sheet] for record, of_sheet in rated.items()}


def read_earlier(files: Iterable[Path]) -> Mapping[str, Sequence[Then]]:
    """The changes of each earlier quarter, by its Period end; the older builds on the newer."""
    changes: dict[str, list[Then]] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines, strict=True):
                then = Then(line["Sheet"], line["Row"], line["Column"], _held(line["Value"]))
                changes.setdefault(line["Period end"], []).append(then)
    return changes


def _last_written(edition: Edition) -> tuple[SheetRows, ...]:
    """The written sheets as the last earlier quarter's review left them."""
    kept: dict[type, Sequence[object]] = {}
    sheets: tuple[SheetRows, ...] = ()
    with tempfile.TemporaryDirectory() as folder:
        for number, rows in enumerate(earlier_quarters(edition)):
            file = Path(folder) / f"quarter-{number}.xlsx"
            template.new_workbook(file, preset=edition.preset, rules=RULES, rows=rows)
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
    record = next((one for one in SHEETS if schema_of(one).title == then.sheet), SettingLine)
    key = schema_of(record).columns[0].title
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
