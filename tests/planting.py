"""Faults planted into the example workbook, from a list that can be read: ``workbook_templates/example/faults.csv``."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.cells import CellRef
from kamreport.model import SHEETS
from kamreport.schema import schema_of
from kamreport.shipped import workbook_templates

TITLES = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the list: what is planted where, and the rule that must find it there."""

    rule: str
    """Empty for a line that only completes another."""
    found_at: CellRef
    says: str


def plant(book: Workbook) -> list[Fault]:
    """Plant every fault of the list and tell where each stands. Cells are found before any of them changes."""
    with (workbook_templates() / "example" / "faults.csv").open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    cells = [_cell(book[line["Sheet"]], line) for line in listed]
    places = [_found_at(book, cell, line) for cell, line in zip(cells, listed, strict=True)]
    for cell, line in zip(cells, listed, strict=True):
        _WAYS[line["As"]](cell, line["Planted"])
    return [
        Fault(line["Rule"], CellRef(_sheet(found).title, found.row, found.column), line["Fault"])
        for found, line in zip(places, listed, strict=True)
    ]


def _found_at(book: Workbook, cell: Cell, line: Mapping[str, str]) -> Cell:
    """Where the finding stands: at the planted cell unless the list says otherwise."""
    if not line["Found at"]:
        return cell
    title, row, column = line["Found at"].split("; ")
    return _cell(book[title], {"Row": row, "Column": column, "As": ""})


def _cell(sheet: Worksheet, line: Mapping[str, str]) -> Cell:
    if line["As"] == "extra":
        return _at(sheet, TITLES, len(sheet[TITLES]) + 1)
    (column,) = [cell.column for cell in sheet[TITLES] if cell.value == line["Column"]]
    return _at(sheet, TITLES if line["Row"] == "title" else _row(sheet, line["Row"]), column)


def _row(sheet: Worksheet, key: str) -> int:
    """The row of a key; where a sheet has none, the list gives the row's number."""
    if key.isdigit():
        return int(key)
    width = _key_width(sheet.title)
    (row,) = [at for at, values in enumerate(sheet.values, 1) if at > TITLES and _told(values[:width]) == key]
    return row


def _key_width(title: str) -> int:
    (schema,) = [schema_of(record) for record in SHEETS if schema_of(record).title == title]
    return len(schema.key)


def _told(values: tuple[object, ...]) -> str:
    return " ".join(value.date().isoformat() if isinstance(value, dt.datetime) else str(value) for value in values)


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    return cell


def _text(cell: Cell, planted: str) -> None:
    cell.value = planted


def _number(cell: Cell, planted: str) -> None:
    cell.value = float(planted)


def _date(cell: Cell, planted: str) -> None:
    cell.value = dt.datetime.fromisoformat(planted)


def _blank(cell: Cell, planted: str) -> None:
    assert not planted
    cell.value = None


def _formula(cell: Cell, planted: str) -> None:
    cell.value = planted
    cell.data_type = "f"


def _error(cell: Cell, planted: str) -> None:
    cell.value = planted
    cell.data_type = "e"


def _title(cell: Cell, planted: str) -> None:
    """A title is also the name of a column of the table: Excel repairs a file in which the two differ."""
    (table,) = _sheet(cell).tables.values()
    for column in table.tableColumns:
        if column.name == cell.value:
            column.name = planted
    cell.value = planted


def _merged(cell: Cell, planted: str) -> None:
    last = _row(_sheet(cell), planted)
    _sheet(cell).merge_cells(start_row=cell.row, end_row=last, start_column=cell.column, end_column=cell.column)


def _sheet(cell: Cell) -> Worksheet:
    assert isinstance(cell.parent, Worksheet)
    return cell.parent


_WAYS: Mapping[str, Callable[[Cell, str], None]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "blank": _blank,
    "formula": _formula,
    "error": _error,
    "title": _title,
    "extra": _text,
    "merged": _merged,
}
