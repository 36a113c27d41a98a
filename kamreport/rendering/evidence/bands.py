"""The appendix on paper: bands of three columns, each about as high, so that the PDF engine lays out every line once.

A browser balances columns in no time; the engine tries one height after the other, a dozen times over the whole list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, combinations_with_replacement
from typing import NamedTuple, TypeAlias

from kamreport.rendering.charts.lettering import text_width
from kamreport.rendering.evidence.appendix import Line, Part

Column: TypeAlias = "tuple[Part, ...]"
"""Lines below each other; a part that goes on from the column before has no name here."""
Band: TypeAlias = "tuple[Column, ...]"
"""Columns beside each other, read one after the other; what follows stands below."""

_WORD = re.compile(r"[^ !]*[ !]?")
_WIDTH = 22.0
"""What a line of print in a column holds, in sizes of its lettering."""
_HEADING = 2
"""The height of a section's name, in lines of print."""
_LEAD = 18
"""Lines of print of the first band at most: it stays with the heading of the appendix, at the foot of a page too."""
_ENOUGH, _MOST = 15, 30
"""Lines of print of a band: from the first on, the next section begins a band; with more, any line does.

Few enough that one at the foot of a page is read on the next without searching, enough to fill columns evenly.
"""


class _Entry(NamedTuple):
    part: Part
    line: Line
    is_first: bool
    height: int
    """About how many lines of print it takes, with the name of its section where it is the first."""


def bands(parts: Iterable[Part]) -> tuple[Band, ...]:
    """The parts of an appendix, set in columns; every line once, in the same order."""
    entries = (_entry(part, line, is_first=not number) for part in parts for number, line in enumerate(part.lines))
    return tuple(tuple(map(_column, _evenly(band))) for band in _cut(entries))


def _entry(part: Part, line: Line, *, is_first: bool) -> _Entry:
    height = _height(f"{line.name}: {line.text} {line.cells}") + _HEADING * is_first
    return _Entry(part, line, is_first, height)


def _height(words: str) -> int:
    """About how many lines of print they take in a column; an address may break before its cells."""
    lines, room = 0, 0.0
    for word in _WORD.findall(words):
        width = text_width(word, 1)
        if width > room:
            lines, room = lines + 1, _WIDTH
        room -= width
    return lines


def _cut(entries: Iterable[_Entry]) -> Iterator[list[_Entry]]:
    band: list[_Entry] = []
    height, most = 0, _LEAD
    for entry in entries:
        if band and (height + entry.height > most or (entry.is_first and height >= _ENOUGH)):
            yield band
            band, height, most = [], 0, _MOST
        band.append(entry)
        height += entry.height
    if band:
        yield band


def _evenly(band: list[_Entry]) -> list[list[_Entry]]:
    """Three columns of which the highest is as low as can be; of those that are as low, the first is the fullest."""
    above = [0, *accumulate(entry.height for entry in band)]

    def highest(cuts: tuple[int, ...]) -> int:
        second, first = cuts
        return max(above[first], above[second] - above[first], above[-1] - above[second])

    every = combinations_with_replacement(range(len(band), 0, -1), 2)
    second, first = min(every, key=highest)
    return [band[:first], band[first:second], band[second:]]


def _column(entries: list[_Entry]) -> Column:
    parts: list[Part] = []
    for entry in entries:
        if entry.is_first or not parts:
            parts.append(Part(entry.part.name if entry.is_first else "", entry.part.anchor, ()))
        last = parts[-1]
        parts[-1] = Part(last.name, last.anchor, (*last.lines, entry.line))
    return tuple(parts)
