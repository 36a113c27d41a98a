"""Addresses of what was read, made in bulk: a portfolio has a million of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from kamreport.cells import CellRef, RowRef

_made = tuple.__new__
"""Skips the keyword handling of CellRef, which costs more than the tuple itself."""


class HasOrigin(Protocol):
    """A record that knows where it stands."""

    @property
    def origin(self) -> RowRef:
        """Its row."""


def cells_of(rows: Sequence[HasOrigin], field: str) -> tuple[CellRef, ...]:
    """One field of rows of one sheet."""
    if not rows:
        return ()
    sheet, _, columns = rows[0].origin
    column = columns.get(field, 1)
    return tuple([_made(CellRef, (sheet, row.origin[1], column)) for row in rows])


def cells_in(row: HasOrigin, fields: Iterable[str]) -> tuple[CellRef, ...]:
    """Several fields of one row."""
    sheet, number, columns = row.origin
    return tuple([_made(CellRef, (sheet, number, columns.get(field, 1))) for field in fields])
