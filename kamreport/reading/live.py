"""A workbook that is open in Excel as one more source of rows, changes that are not saved yet included."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import xlwings as xw

from kamreport.errors import WorkbookError
from kamreport.package.handed_over import raw_rows
from kamreport.reading.sources import Corners, RawRow

Told = Callable[[str], None]
"""Told the title of each sheet before it is read."""


_MOST_CELLS = 30_000_000


class LiveTab(NamedTuple):
    """A worksheet of an open workbook."""

    title: str


class LiveCells:
    """The cells of one worksheet, as one call to Excel gave them; hidden and filtered rows are among them.

    Raises WorkbookError for a sheet that reaches so far that Excel could not hand it over.
    """

    def __init__(self, sheet: xw.Sheet) -> None:
        self._used = sheet.used_range
        rows, columns = self._used.shape
        if rows * columns > _MOST_CELLS:
            raise WorkbookError(
                f"{sheet.name} reaches to {self._used.last_cell.address.replace('$', '')}, too far beyond its data to be"
                " read while it is open. Delete the rows and columns beyond it (Ctrl+End shows the last cell), save, and"
                " press the button again."
            )
        values = self._used.options(ndim=2, err_to_str=True).value
        self.last_row: int = self._used.row + self._used.shape[0] - 1
        self.rows: list[RawRow] = list(raw_rows(values, self._used.row, self._used.column))

    @cached_property
    def merged(self) -> tuple[Corners, ...]:
        """The merged areas: one question where there are none, else halving until each is found."""
        top, left = self._used.row, self._used.column
        rows, columns = self._used.shape
        return tuple(dict.fromkeys(_merged(self._used.sheet, (top, left, top + rows - 1, left + columns - 1))))


class LiveBook:
    """An open workbook. Every sheet is read once, when it is first asked for; make another to see later changes."""

    def __init__(self, book: xw.Book, told: Told | None = None) -> None:
        self.book = book
        self.location: str = book.fullname
        """Where Excel says the workbook is: a path, an address such as https://…, or a bare name when never saved."""
        self.sheets = tuple(LiveTab(sheet.name) for sheet in book.sheets)
        self._told = told
        self._read: dict[str, LiveCells] = {}

    @property
    def path(self) -> Path:
        """The workbook's file; its bare name where it was never saved or lives on a server."""
        return Path(self.location) if is_local(self.location) else Path(self.book.name)

    def read(self, title: str, /) -> LiveCells:
        """The cells of a sheet. Raises KeyError for an unknown title."""
        tab = next((tab for tab in self.sheets if tab.title.casefold() == title.casefold()), None)
        if tab is None:
            raise KeyError(title)
        if tab.title not in self._read:
            if self._told:
                self._told(tab.title)
            self._read[tab.title] = LiveCells(self.book.sheets[tab.title])
        return self._read[tab.title]

    @cached_property
    def fingerprint(self) -> str:
        """What changes when the workbook does: sha256 of the titles and of all cells read before it was asked for."""
        self._titles = tuple(self._read)
        return self._digest(self._titles)

    def is_current(self) -> bool:
        """Whether the cells the fingerprint was made of are still in the open workbook; reads those sheets again."""
        before = self.fingerprint
        now = LiveBook(self.book)
        if not {tab.title for tab in now.sheets}.issuperset(self._titles):
            return False
        for title in self._titles:
            now.read(title)
        return now._digest(self._titles) == before

    def _digest(self, titles: tuple[str, ...]) -> str:
        digest = hashlib.sha256()
        for title in titles:
            digest.update(f"\0{title}\0".encode())
            for number, cells in self._read[title].rows:
                digest.update(repr((number, sorted(cells.items(), key=lambda cell: cell[0]))).encode())
        return digest.hexdigest()


def is_local(location: str) -> bool:
    """Whether a workbook lives in a folder of this machine, told by what Excel calls its full name."""
    return "://" not in location and ("/" in location or "\\" in location)


def _merged(sheet: xw.Sheet, area: Corners) -> Iterator[Corners]:
    """Merged areas inside a rectangle, each as often as it is met."""
    top, left, bottom, right = area
    block = sheet.range((top, left), (bottom, right))
    if block.merge_cells is False:
        return
    first = sheet.range((top, left)).merge_area
    rows, columns = first.shape
    whole = (first.row, first.column, first.row + rows - 1, first.column + columns - 1)
    if (rows, columns) != (1, 1) and whole[2] >= bottom and whole[3] >= right:
        yield whole
        return
    if (top, left) == (bottom, right):
        return
    if bottom - top >= right - left:
        middle = (top + bottom) // 2
        halves = ((top, left, middle, right), (middle + 1, left, bottom, right))
    else:
        middle = (left + right) // 2
        halves = ((top, left, bottom, middle), (top, middle + 1, bottom, right))
    for half in halves:
        yield from _merged(sheet, half)
