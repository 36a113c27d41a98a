"""What a sheet of ours holds now against what it is about to hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence, Sized
from typing import NamedTuple

from kamreport.cells import Raw
from kamreport.package.own_sheets import Cell, Plain, plain

_CLOSE = 1e-9


class SheetDifference(NamedTuple):
    """What writing does to one sheet; rows without the header. Of a new sheet every cell of its columns is new."""

    title: str
    is_new: bool
    rows_before: int
    rows_after: int
    changed_cells: int
    remarks: tuple[str, ...] = ()
    """What people should know of how the sheet will be, one sentence or two each."""


def filter_untold(title: str, column: str) -> str:
    """The remark that a filter's criteria cannot be worked out, so that rows stay hidden or shown as they were."""
    return (
        f"{title}: what the filter on {column} asks only Excel can work out, so its rows stay hidden or shown as they"
        " were. Choose Data, Reapply in Excel."
    )


def difference(
    title: str,
    old: Iterable[tuple[int, dict[int, Raw]]] | None,
    new: Iterable[Sequence[Cell]],
    places: Sequence[int],
    first_row: int,
) -> SheetDifference:
    """Count what changes. ``old`` is None for a new sheet; ``first_row`` is the row below the titles."""
    if old is None:
        return _all_new(title, new, len(places))
    before = _only(old, set(places), first_row)
    rows_before = rows_after = changed = 0
    waiting = next(before, None)
    for at, cells in enumerate(new, first_row):
        rows_after += 1
        values = {
            place: value for place, cell in zip(places, cells, strict=True) if (value := plain(cell)) not in (None, "")
        }
        held: dict[int, Raw] = {}
        if waiting is not None and waiting[0] == at:
            held, waiting, rows_before = waiting[1], next(before, None), rows_before + 1
        changed += sum(not same_value(held.get(place), values.get(place)) for place in held.keys() | values.keys())
    while waiting is not None:
        changed, rows_before, waiting = changed + len(waiting[1]), rows_before + 1, next(before, None)
    return SheetDifference(title, False, rows_before, rows_after, changed)


def _all_new(title: str, new: Iterable[Sequence[Cell]], columns: int) -> SheetDifference:
    """A new sheet has nothing to compare with; its rows are counted, not made."""
    rows = len(new) if isinstance(new, Sized) else sum(1 for _ in new)
    return SheetDifference(title, True, 0, rows, rows * columns)


def same_value(held: Raw, value: Plain) -> bool:
    """Whether a cell holds a value already: numbers to nine digits, dates to the second."""
    if isinstance(held, bool) or isinstance(value, bool) or held is None or value is None:
        return held is value
    if isinstance(held, float) and isinstance(value, (int, float)):
        return abs(held - value) <= _CLOSE * max(1.0, abs(held))
    if isinstance(held, dt.datetime) and isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        return abs(held - moment.replace(tzinfo=None)) < dt.timedelta(seconds=1)
    if isinstance(held, dt.time):
        return False
    return str(held) == str(value)


def _only(
    rows: Iterable[tuple[int, dict[int, Raw]]], places: set[int], first_row: int
) -> Iterator[tuple[int, dict[int, Raw]]]:
    for number, cells in rows:
        ours = {place: value for place, value in cells.items() if place in places}
        if number >= first_row and ours:
            yield number, ours
