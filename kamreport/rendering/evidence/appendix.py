"""The appendix of a pack: each figure once, with what is printed and the cells it came from."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering.addresses import name_cells
from kamreport.rendering.evidence.printed import Printed, printed_in
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.pieces import Document, Section

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


def appendix(document: Document, *, most: int = 6) -> tuple[Part, ...]:
    """What the appendix lists; empty when no figure of the document names a cell.

    A line names at most so many areas of cells and counts the rest; on screen a figure names more of its own.
    """
    known: set[Line] = set()
    parts = []
    for section in document.sections:
        lines = [line for line in _lines(section, most) if line not in known]
        known.update(lines)
        if lines:
            parts.append(Part(section.name, section.anchor, tuple(lines)))
    return tuple(parts)


def _lines(section: Section, most: int) -> list[Line]:
    """A line for each figure, column or picture; one for those of a tile or table that rest on the same cells."""
    named: dict[str, list[Printed]] = {}
    for number, one in enumerate(printed_in(section)):
        if one.evidence and (one.is_figure or one.is_picture):
            named.setdefault(one.name if one.of else str(number), []).append(one)
    alike: dict[tuple[str, str], list[list[Printed]]] = {}
    for key, figures in named.items():
        cells = name_cells((cell for one in figures for cell in one.evidence), most=most)
        alike.setdefault((figures[0].of or key, cells), []).append(figures)
    return [Line(_name(columns), _text(columns), cells) for (_, cells), columns in alike.items()]


def _name(columns: list[list[Printed]]) -> str:
    """The name of one column; what several are a part of, with the titles they have of their own."""
    first = columns[0][0]
    if len(columns) == 1:
        return first.name
    titles = ", ".join(figures[0].part for figures in columns if figures[0].part)
    return f"{first.of}: {titles}" if titles else first.of


def _text(columns: list[list[Printed]]) -> str:
    """One figure or few as they stand, many by their number, a picture as such."""
    told = list(dict.fromkeys(one.text for figures in columns for one in figures if one.text))
    if not told:
        return say("picture")
    if len(told) > _MOST_TEXTS:
        return say_count("{count} figure", "{count} figures", len(told))
    return _shortened(" · ".join(told))


def _shortened(text: str) -> str:
    return text if len(text) <= _ROOM else f"{text[:_ROOM].rsplit(' ', 1)[0]} …"
