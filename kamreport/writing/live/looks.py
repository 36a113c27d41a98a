"""Which neighbouring cells belong together, so that Excel is asked once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Run(NamedTuple):
    """Cells that follow each other down a column: the first and the last, counted from 0."""

    first: int
    last: int


class Stretch(NamedTuple):
    """Neighbouring columns: the first, the last, and which of those asked for they are, from left to right."""

    left: int
    right: int
    order: tuple[int, ...]


def runs_of(column: Sequence[T], usual: T) -> Iterator[tuple[T, Run]]:
    """The stretches of a column that are not as usual, each with what it is."""
    start = 0
    for at in range(1, len(column) + 1):
        if at == len(column) or column[at] != column[start]:
            if column[start] != usual:
                yield column[start], Run(start, at - 1)
            start = at


def stretches(places: Sequence[int]) -> Iterator[Stretch]:
    """Column numbers as stretches of neighbours: 1, 2, 5 is 1 to 2 and 5 to 5."""
    order = sorted(range(len(places)), key=places.__getitem__)
    start = 0
    for at in range(1, len(order) + 1):
        if at == len(order) or places[order[at]] != places[order[at - 1]] + 1:
            yield Stretch(places[order[start]], places[order[at - 1]], tuple(order[start:at]))
            start = at


def rgb(colour: str) -> tuple[int, int, int]:
    """Six hexadecimal digits as Excel takes colours."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
