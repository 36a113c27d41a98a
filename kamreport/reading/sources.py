"""What reading needs of a source of rows: a closed file, an open book and a test's Markdown all look like this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

from kamreport.cells import Raw

RawRow: TypeAlias = tuple[int, dict[int, Raw]]
"""A row's number and its cells by column number; blank cells are left out."""
Corners: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged area."""


class Tab(Protocol):
    """A sheet of the source, before it is read."""

    @property
    def title(self) -> str:
        """The title as the source spells it."""


class Cells(Protocol):
    """The cells of one sheet."""

    @property
    def rows(self) -> Iterable[RawRow]:
        """The rows that hold anything, top down; they may stream by only once."""

    @property
    def last_row(self) -> int:
        """The number of the last row the sheet names, formatted blanks included; asked after the rows, 0 if unknown."""

    @property
    def merged(self) -> Iterable[Corners]:
        """The merged areas; asked after the rows."""


class Source(Protocol):
    """A workbook, wherever it is."""

    @property
    def path(self) -> Path:
        """Where the workbook is kept."""

    @property
    def fingerprint(self) -> str:
        """What changes when the workbook does."""

    @property
    def sheets(self) -> Sequence[Tab]:
        """Its sheets in order."""

    def read(self, title: str, /) -> Cells:
        """The cells of a sheet."""
