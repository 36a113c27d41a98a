"""What makes a sheet seem far larger than it is: a value far from all others, blank rows that are only formatted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamreport.cells import CellRef
from kamreport.findings import Finding, Rule, Severity
from kamreport.reading.sources import RawRow

W112 = Rule("W112", "sheet-too-large", Severity.NOTE, "0.1", "A sheet reaches far beyond its data.")

_FAR_ROWS, _FAR_COLUMNS = 1_000, 100
_MANY_BLANK_ROWS = 10_000


class Strays:
    """Watches the rows below a sheet's titles stream by; the titles end at ``last_column`` of ``header_row``."""

    def __init__(self, sheet: str, header_row: int, last_column: int) -> None:
        self._sheet = sheet
        self._last = header_row
        self._far_column = last_column + _FAR_COLUMNS
        self._far: CellRef | None = None

    def watch(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """The same rows."""
        last, far_column = self._last, self._far_column
        for row in rows:
            number, cells = row
            if number - last > _FAR_ROWS or (cells and next(reversed(cells)) > far_column):
                self._far = self._far or CellRef(self._sheet, number, next(reversed(cells)))
            last = max(last, number)
            yield row
        self._last = last

    def findings(self, last_row: int) -> Iterator[Finding]:
        """W112 for either reason, after the rows. ``last_row`` is the last one the sheet names, 0 if unknown."""
        if self._far:
            yield W112.at(
                self._far,
                f"{self._far.a1} holds a value far away from the rest of the sheet, which Excel then takes to reach up to"
                " there.",
                hint="Press Ctrl+End to get to the end of the sheet, delete what should not be there, and save.",
            )
        if last_row - self._last > _MANY_BLANK_ROWS:
            first = CellRef(self._sheet, self._last + 1, 1)
            yield W112.at(
                first,
                f"Rows {self._last + 1:,} to {last_row:,} are blank and only formatted; they make the workbook large and"
                " slow.",
                hint=f"Select row {first.row} and all below it (Ctrl+Shift+Down), choose Home, Delete, Delete Sheet Rows,"
                " and save.",
            )


RULES = (W112,)
