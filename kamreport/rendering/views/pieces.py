"""The pieces every section is made of: figures as printed, tiles, tables, pictures. Nothing here computes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markupsafe import Markup

from kamreport.cells import CellRef
from kamreport.rendering.addresses import name_cells

_NUMBER = re.compile(r"(?<![\w-])\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure or word as it is printed, with the cells it was read from."""

    text: str
    """As the reader sees it; already rounded, with its unit."""
    evidence: tuple[CellRef, ...] = ()
    """The cells it rests on; the screen reveals them."""
    tone: str = ""
    """good or bad (always beside a sign or a word), own (this account), quiet, strong, or empty."""
    marks: tuple[str, ...] = ()
    """Quality marks in words: provisional, self-scored, estimate …"""
    how: str = ""
    """How it was reckoned from its cells: €640k + €610k = €1,250k; empty for what was read as it stands."""

    @property
    def cells(self) -> str:
        """The evidence in words: Revenue!D4:D7, Accounts!F7."""
        return name_cells(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table."""

    text: str = ""
    """What it says; empty when it only holds a picture."""
    chart: Markup | None = None
    """A word-sized picture, or None."""
    tone: str = ""
    """As in Shown."""
    heat: str = ""
    """good, fair, poor or none: the tint behind a figure of a heat table; the figure says the same."""
    marks: tuple[str, ...] = ()
    """As in Shown."""
    evidence: tuple[CellRef, ...] = ()
    """The cells it rests on."""
    href: str = ""
    """A place in the same document, starting with #, or empty."""
    how: str = ""
    """As in Shown."""

    @property
    def is_figure(self) -> bool:
        """Whether it prints a number; words need no key of their own to reach their cells."""
        return has_number(self.text)

    @property
    def cells(self) -> str:
        """The evidence in words."""
        return name_cells(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; units stand in its title."""

    title: str
    """What stands in the heading."""
    number: bool = False
    """Whether it holds figures, which are set flush right."""
    width: str = ""
    """How much room the column asks for: narrow (as little as it needs), even (one of several alike), strip, field, who
    (a name), read, wide (40 percent), or empty (what the others leave)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under headings. The first cell of a row names it."""

    caption: str
    """What the table shows, in a few words."""
    columns: tuple[Column, ...]
    """From left to right."""
    rows: tuple[tuple[Cell, ...], ...]
    """As many cells as columns in each."""
    note: str = ""
    """A remark below, or empty."""
    shaded: bool = False
    """Whether cells carry tints (a heat table)."""
    evidence: tuple[CellRef, ...] = ()
    """The cells its caption and its note rest on."""

    @property
    def cells(self) -> str:
        """The evidence in words."""
        return name_cells(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its heading and the sheets behind it."""

    chart: Markup
    """The SVG; its title and description are its text alternative."""
    caption: str
    """What it shows, with the unit."""
    sources: tuple[str, ...]
    """Titles of the sheets it rests on."""
    evidence: tuple[CellRef, ...] = ()
    """The cells it rests on."""
    note: str = ""
    """How to read it, where that is not plain."""

    @property
    def cells(self) -> str:
        """The evidence in words."""
        return name_cells(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A headline figure."""

    label: str
    """What is counted."""
    value: Shown
    """The figure or word."""
    change: Shown | None = None
    """What became of it since the previous review, with its sign; None when nothing can be said."""
    note: str = ""
    """The comparison or remark below."""
    note_evidence: tuple[CellRef, ...] = ()
    """The cells the note rests on."""
    word: bool = False
    """Whether the value is a word, which is set smaller than a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact with its name."""

    label: str
    """What it is."""
    value: Shown
    """The fact; the words "not known" when it is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A point of a list: what is the case, and what to do where there is something to do."""

    text: str
    """One sentence."""
    evidence: tuple[CellRef, ...] = ()
    """The cells it rests on."""
    kind: str = ""
    """good, bad or empty: which mark stands before it."""

    @property
    def cells(self) -> str:
        """The evidence in words."""
        return name_cells(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading above sections of a pack; one that has none of its own says where to read on."""

    number: int
    """Its place among the chapters, from 1."""
    title: str
    """What its sections are about, in two or three words."""
    pointer: str = ""
    """Where it is told, when not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What every section has; the sections of the packs add their own fields."""

    code: str
    """Q01 … Q17, P01 … P17, M01 … M12 (KAM.md §14)."""
    name: str
    """What the section is about, in two or three words."""
    headline: str
    """Its conclusion, computed from the data."""
    point: str
    """One sentence: so what."""
    sources: tuple[str, ...]
    """Titles of the sheets it rests on."""
    empty: str = ""
    """The line that says what to fill, printed when a part of the section has no data."""
    evidence: tuple[CellRef, ...] = ()
    """The cells that headline and point rest on."""
    commentary: tuple[Remark, ...] = ()
    """What managers remark on this section (Narrative, kind Commentary)."""
    chapters: tuple[Chapter, ...] = ()
    """The chapters that begin above it."""

    @property
    def cells(self) -> str:
        """The evidence in words."""
        return name_cells(self.evidence)

    @property
    def template(self) -> str:
        """File name of its template."""
        return f"{self.code.lower()}.html"

    @property
    def anchor(self) -> str:
        """Its place in the document."""
        return self.code.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfilled:
    """A section that has no data yet: its title and its line (KAM.md §14.1.4)."""

    code: str
    """Its code."""
    name: str
    """What it would be about."""
    line: str
    """What to fill."""
    core: bool = False
    """Whether a core sheet would feed it; an optional sheet that is absent is no fault."""
    commentary: tuple[Remark, ...] = ()
    """As in Section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One pack, ready to be set."""

    pack: str
    """Name of the pack: account, portfolio or programme."""
    kind: str
    """What it is: Account review, Portfolio review."""
    title: str
    """Account or company name."""
    company: str
    """Our company, or empty."""
    facts: tuple[str, ...]
    """The line under the title: manager, tier, as-of date …"""
    running: str
    """Account or scope with the period, at the top of every page."""
    dated: str
    """As-of date and Review ID, at the foot of every page."""
    stamps: tuple[str, ...]
    """STALE, PROVISIONAL, or none."""
    stamps_mean: tuple[str, ...]
    """What each stamp means, in a sentence."""
    sections: tuple[Section, ...]
    """In the order of KAM.md §14."""
    unfilled: tuple[Unfilled, ...] = field(default=())
    """Sections that only say what to fill."""
    notes: tuple[str, ...] = field(default=())
    """What a reader should bear in mind, without alarm: one line each below the title."""
    reveals: bool = True
    """Whether figures show the cells they came from; never in a pack for a customer."""
    template: str = "pack.html"
    """File name of the template around the sections."""

    @property
    def stamped(self) -> str:
        """The stamps as they run along every page."""
        return " · ".join(self.stamps)


def has_number(text: str) -> bool:
    """Whether a number stands in a text; digits of a name (KA-001, Revenue!D4, K201) are none."""
    return _NUMBER.search(text) is not None


def join_evidence(*parts: tuple[CellRef, ...]) -> tuple[CellRef, ...]:
    """All cells of several parts, each once, in order."""
    return tuple(dict.fromkeys(cell for part in parts for cell in part))
