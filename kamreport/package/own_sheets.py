"""What a sheet of ours is: columns, rows, looks. Plain values; nothing here knows what a sheet means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Plain: TypeAlias = str | float | int | bool | dt.date | dt.datetime | None
"""A value to write; None leaves the cell blank. Text that begins with ``=`` stays text."""


class Look(NamedTuple):
    """How a cell stands out: colours as six hexadecimal digits, empty for none; a number format of its own."""

    fill: str = ""
    ink: str = ""
    bold: bool = False
    underlined: bool = False
    number_format: str = ""


HEADER = Look(fill="14213D", ink="FFFFFF", bold=True)


class Styled(NamedTuple):
    """A value with a look and, where ``link`` names a place such as ``'Key accounts'!F7``, a way there."""

    value: Plain
    look: Look | None = None
    link: str = ""


Cell: TypeAlias = Plain | Styled
Alignment: TypeAlias = Literal["", "left", "center", "right", "fill"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnColumn:
    """A column of ours. ``width`` is in characters; ``wrapped`` breaks long text into lines.

    ``aligned`` is left, center, right or fill (cut at the edge); empty leaves it to the kind of value.
    """

    title: str
    width: float = 14.0
    number_format: str = "General"
    wrapped: bool = False
    aligned: Alignment = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """A sheet of ours to be added, or brought up to date where its mark is found.

    ``mark`` is the hidden defined name by which the sheet is known after it was renamed or moved. ``rows`` is walked
    more than once, each time from its start. ``key`` names the columns by which a manager's notes beside a row find
    their row again; without it the whole row must be the same.
    """

    title: str
    mark: str
    table: str
    columns: Sequence[OwnColumn]
    rows: Iterable[Sequence[Cell]]
    key: tuple[str, ...] = ()
    tab_colour: str = "A6A9AF"
    header: Look = HEADER
    line_colour: str = "D8DCE4"
    frozen_columns: int = 1
    protected: bool = True


def plain(cell: Cell) -> Plain:
    """The value of a cell without its look."""
    return cell.value if type(cell) is Styled else cell  # type: ignore[return-value]
