"""Addresses and raw values: where something stands in a workbook, and what the file holds there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


def column_letters(column: int) -> str:
    """Spell a column number (1 or more) the way Excel does: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Read a column's letters: A is 1, AB is 28. Case does not matter."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def quoted_sheet(sheet: str) -> str:
    """Spell a sheet title as a reference does: quoted when it needs to be, with inner quotes doubled."""
    if _PLAIN_SHEET.fullmatch(sheet) and not _LOOKS_LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


class CellRef(NamedTuple):
    """One cell: sheet title, row and column counted from 1. Row 0 stands for the sheet as a whole."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The cell without its sheet: ``F7``."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{quoted_sheet(self.sheet)}!{self.a1}" if self.row else quoted_sheet(self.sheet)


_made = tuple.__new__
"""Skips the keyword handling of CellRef, which costs more than the tuple itself: a review has a million addresses."""


class RowRef(NamedTuple):
    """One row and where each field stands in it; ``columns`` is shared by all rows of a sheet."""

    sheet: str
    row: int
    columns: Mapping[str, int]

    def cell(self, field: str) -> CellRef:
        """The cell of a field; the row's first cell when the sheet has no such column."""
        return _made(CellRef, (self.sheet, self.row, self.columns.get(field, 1)))


def sheet_ref(sheet: str) -> CellRef:
    """The address of a sheet as a whole."""
    return CellRef(sheet, 0, 0)


def name_cells(cells: Iterable[CellRef], most: int | None = None) -> str:
    """Cells in words, each once, neighbours in a column joined: ``Revenue!D4:D7, Accounts!F7``.

    ``most`` is how many of these are named before "and 3 more"; None names all.
    """
    runs: list[tuple[CellRef, int]] = []
    for cell in sorted(set(cells), key=lambda cell: (cell.sheet, cell.column, cell.row)):
        first, last = runs[-1] if runs else (cell, cell.row)
        if runs and (cell.sheet, cell.column) == (first.sheet, first.column) and cell.row == last + 1:
            runs[-1] = (first, cell.row)
        else:
            runs.append((cell, cell.row))
    named = [_name_run(first, last) for first, last in runs[:most]]
    return ", ".join([*named, f"and {len(runs) - most} more"] if most is not None and len(runs) > most else named)


def _name_run(first: CellRef, last: int) -> str:
    return str(first) if first.row == last else f"{first}:{column_letters(first.column)}{last}"


class ErrorValue(NamedTuple):
    """A cell that holds an Excel error such as ``#REF!``."""

    code: str


class NoStoredValue(NamedTuple):
    """A formula whose result is not stored in the file."""

    formula: str


Raw: TypeAlias = str | float | bool | dt.datetime | dt.time | ErrorValue | NoStoredValue | None
"""What a cell holds. Numbers are floats, dates are datetimes, a blank cell is None."""
