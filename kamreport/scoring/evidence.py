"""Addresses of what was read, made in bulk and mostly ``later``: a portfolio has a million of them."""

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


class HasEvidence(Protocol):
    """A reading that knows the cells it rests on."""

    @property
    def evidence(self) -> tuple[CellRef, ...]:
        """Its cells."""


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


def cells_down(rows: Sequence[HasOrigin], fields: Iterable[str]) -> tuple[CellRef, ...]:
    """Several fields of rows of one sheet, field by field."""
    return tuple([cell for field in fields for cell in cells_of(rows, field)])


def cells_across(rows: Iterable[HasOrigin], fields: Sequence[str]) -> tuple[CellRef, ...]:
    """Several fields of several rows, row by row."""
    return tuple([cell for row in rows for cell in cells_in(row, fields)])


def cells_behind(*readings: HasEvidence) -> tuple[CellRef, ...]:
    """What several readings rest on, one after the other."""
    return tuple([cell for reading in readings for cell in reading.evidence])
