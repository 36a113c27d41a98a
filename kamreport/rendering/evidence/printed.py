"""Every figure a section prints, found by walking its pieces: what it is, how it reads, and its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from kamreport.cells import CellRef
from kamreport.rendering.language import say
from kamreport.rendering.views.pieces import Cell, Fact, Figure, Remark, Section, Shown, Table, Tile, has_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One printed thing and the cells behind it."""

    name: str
    """What it is; the figures of one column of a table share it."""
    text: str
    """As printed; empty for a picture."""
    evidence: tuple[CellRef, ...]
    """Its cells; empty when it names none."""
    how: str = ""
    """Its sum in words, where it has one."""
    of: str = ""
    """The tile or table it is a part of; empty for what stands alone."""
    part: str = ""
    """Which column of the table it stands in."""

    @property
    def is_figure(self) -> bool:
        """Whether a number stands in it."""
        return has_number(self.text)

    @property
    def is_picture(self) -> bool:
        """Whether it is drawn, without a word beside it."""
        return not self.text


def printed_in(section: Section) -> Iterator[Printed]:
    """All that a section prints, in the order of its parts: heading and point, then everything below them."""
    yield Printed(name=say("Heading"), text=f"{section.headline}. {section.point}", evidence=section.evidence)
    own = {one.name for one in fields(Section)}
    for part in fields(section):
        if part.name not in own:
            yield from _within(getattr(section, part.name))
    yield from _within(section.commentary)


def _within(part: object) -> Iterator[Printed]:
    """What a part prints: a piece, several of them, or something of a section's own that holds pieces."""
    if isinstance(part, tuple):
        for one in part:
            yield from _within(one)
    elif isinstance(part, Tile):
        yield from _tile(part)
    elif isinstance(part, Fact):
        yield _shown(part.label, part.value)
    elif isinstance(part, Remark):
        yield Printed(name=say("In words"), text=part.text, evidence=part.evidence)
    elif isinstance(part, Table):
        yield from _table(part)
    elif isinstance(part, Figure):
        yield Printed(name=part.caption, text="", evidence=part.evidence)
    elif is_dataclass(part):
        yield from _own(part)


def _own(part: object) -> Iterator[Printed]:
    """A piece of a section's own: its words with its evidence, and the pieces it holds."""
    evidence = getattr(part, "evidence", None)
    for field in fields(part):  # type: ignore[arg-type] # whoever calls knows that it is a dataclass
        value = getattr(part, field.name)
        if isinstance(value, str) and value and evidence is not None:
            yield Printed(name=say("In words"), text=value, evidence=evidence)
        elif not isinstance(value, str):
            yield from _within(value)


def _tile(tile: Tile) -> Iterator[Printed]:
    yield _shown(tile.label, tile.value, of=tile.label)
    if tile.change is not None:
        yield _shown(say("{figure}, change", figure=tile.label), tile.change, of=tile.label)
    if tile.note:
        name = say("{figure}, note", figure=tile.label)
        yield Printed(name=name, text=tile.note, evidence=tile.note_evidence, of=tile.label)


def _table(table: Table) -> Iterator[Printed]:
    for position, column in enumerate(table.columns):
        for row in table.rows:
            cell, is_name = row[position], position == 0 and not column.number
            # the first cell of a row names it, so a number in it is part of a name
            if (cell.text or cell.chart is not None) and (cell.evidence or not is_name):
                yield _cell(table.caption, column.title, cell)
    if table.note:
        yield Printed(name=table.caption, text=table.note, evidence=table.evidence, of=table.caption)


def _cell(caption: str, column: str, cell: Cell) -> Printed:
    name = f"{caption}: {column}"
    return Printed(name=name, text=cell.text, evidence=cell.evidence, how=cell.how, of=caption, part=column)


def _shown(name: str, shown: Shown, *, of: str = "") -> Printed:
    return Printed(name=name, text=shown.text, evidence=shown.evidence, how=shown.how, of=of)
