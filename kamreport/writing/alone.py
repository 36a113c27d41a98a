"""The results in a workbook of their own, for workbooks that nothing can be written into."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kamreport.package import Cell, Styled, patch
from kamreport.package.blank_book import blank_book
from kamreport.writing.closed import own_sheets
from kamreport.writing.plan import PlannedSheet


def write_alone(sheets: Iterable[PlannedSheet], destination: str | os.PathLike[str]) -> Path:
    """Write these sheets, and nothing else, to a new workbook; gives its path. Raises OutputError or FileBusyError.

    Links lead nowhere from there, so cells have none.
    """
    target = Path(destination)
    ours = [replace(sheet, rows=_Unlinked(sheet.rows)) for sheet in own_sheets(sheets, {})]
    return patch(blank_book(target), ours, destination=target)


class _Unlinked:
    """Rows whose cells lead nowhere, made each time they are walked."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for cells in self._rows:
            yield [cell.value if type(cell) is Styled and cell.link else cell for cell in cells]
