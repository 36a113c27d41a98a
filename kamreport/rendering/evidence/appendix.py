"""The appendix of a pack: each figure once, with what is printed and the cells it came from."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.rendering.addresses import name_cells
from kamreport.rendering.evidence.printed import Printed, printed_in
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.pieces import Document, Section

_MOST_AREAS = 6
_MOST_TEXTS = 3
_ROOM = 64


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, or the figures of one column of a table."""

    name: str
    """What it is."""
    text: str
    """As printed: in full, shortened, or how many there are."""
    cells: str
    """Where it came from."""


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of one section."""

    name: str
    """What the section is about."""
    anchor: str
    """Its place in the document."""
    lines: tuple[Line, ...]
    """In printed order; none that stood in an earlier section already."""


def appendix(document: Document) -> tuple[Part, ...]:
    """What the appendix lists; empty when no figure of the document names a cell."""
    known: set[Line] = set()
    parts = []
    for section in document.sections:
        lines = [line for line in _lines(section) if line not in known]
        known.update(lines)
        if lines:
            parts.append(Part(section.name, section.anchor, tuple(lines)))
    return tuple(parts)


def _lines(section: Section) -> list[Line]:
    named: dict[str, list[Printed]] = {}
    for number, one in enumerate(printed_in(section)):
        if one.evidence and (one.is_figure or not one.text):
            # words and headings have no name of their own, so each is a line
            key = f"{one.name}\0{number}" if one.name in {say("In words"), say("Heading")} else one.name
            named.setdefault(key, []).append(one)
    return [_line(figures) for figures in named.values()]


def _line(figures: list[Printed]) -> Line:
    cells: tuple[CellRef, ...] = tuple(cell for one in figures for cell in one.evidence)
    return Line(figures[0].name, _text([one.text for one in figures]), name_cells(cells, most=_MOST_AREAS))


def _text(texts: list[str]) -> str:
    """One figure or few as they stand, many by their number, a picture as such."""
    told = list(dict.fromkeys(text for text in texts if text))
    if not told:
        return say("picture")
    if len(told) > _MOST_TEXTS:
        return say_count("{count} figure", "{count} figures", len(told))
    return _shortened(" · ".join(told))


def _shortened(text: str) -> str:
    return text if len(text) <= _ROOM else f"{text[:_ROOM].rsplit(' ', 1)[0]} …"
