"""Cells in words: neighbours joined to areas, so that a reader can type what stands there into Excel's name box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from kamreport.cells import CellRef, column_letters, quoted_sheet
from kamreport.rendering.language import say_count


class Area(NamedTuple):
    """Cells that fill a rectangle of a sheet; row 0 stands for the sheet as a whole."""

    sheet: str
    top: int
    bottom: int
    left: int
    right: int

    def __str__(self) -> str:
        if not self.top:
            return quoted_sheet(self.sheet)
        first, last = (f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}")
        return f"{quoted_sheet(self.sheet)}!{first}" + (f":{last}" if last != first else "")


def areas(cells: Iterable[CellRef]) -> tuple[Area, ...]:
    """The areas the cells fill, by sheet and column: first runs down a column, then equal runs side by side."""
    joined: list[Area] = []
    runs = sorted(_runs(cells), key=lambda run: (run.sheet, run.top, run.bottom, run.left))
    for run in runs:
        beside = joined[-1] if joined else None
        if beside and run[:3] == beside[:3] and run.left == beside.right + 1 and run.top:
            joined[-1] = beside._replace(right=run.right)
        else:
            joined.append(run)
    return tuple(sorted(joined, key=lambda area: (area.sheet, area.left, area.top)))


def name_cells(cells: Iterable[CellRef], most: int = 12) -> str:
    """Cells in words: Revenue!D4:E7, Accounts!F7. After ``most`` areas the rest is counted."""
    named = [str(area) for area in areas(cells)]
    more = len(named) - most
    if more > 0:
        named = [*named[:most], say_count("and {count} more", "and {count} more", more)]
    return ", ".join(named)


def _runs(cells: Iterable[CellRef]) -> Iterator[Area]:
    """Runs down a column, each as an area one column wide."""
    ordered = sorted(set(cells), key=lambda cell: (cell.sheet, cell.column, cell.row))
    for (sheet, column), own in groupby(ordered, key=lambda cell: (cell.sheet, cell.column)):
        rows = [cell.row for cell in own]
        top = bottom = rows[0]
        for row in rows[1:]:
            if row != bottom + 1:
                yield Area(sheet, top, bottom, column, column)
                top = row
            bottom = row
        yield Area(sheet, top, bottom, column, column)
