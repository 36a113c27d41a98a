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

    @property
    def range(self) -> str:
        """The rectangle without its sheet: D4:E7, or D4 for one cell; empty for a whole sheet."""
        if not self.top:
            return ""
        first, last = f"{column_letters(self.left)}{self.top}", f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def __str__(self) -> str:
        return f"{quoted_sheet(self.sheet)}!{self.range}" if self.top else quoted_sheet(self.sheet)


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
    """Cells in words, sheet by sheet: Accounts!F7; Revenue!D4:E7, G4. After ``most`` areas the rest is counted."""
    found = areas(cells)
    sheets = groupby(found[:most], key=lambda area: (area.sheet, area.top > 0))
    told = "; ".join(", ".join(_named(own)) for _, own in sheets)
    more = len(found) - most
    if more <= 0:
        return told
    return say_count("{cells} and {count} more", "{cells} and {count} more", more, cells=told)


def _named(own: Iterable[Area]) -> Iterator[str]:
    """The areas of one sheet, the first with its name."""
    for number, area in enumerate(own):
        yield area.range if number else str(area)


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
