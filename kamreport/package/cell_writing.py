"""Rows as XML: every cell with its address and style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from operator import add, itemgetter
from typing import NamedTuple

from kamreport.cells import CellRef, column_letters
from kamreport.errors import RefusedError
from kamreport.package.cell_spelling import NotStorableError, rest_of_cell
from kamreport.package.own_sheets import Cell, Look, OwnColumn, OwnSheet, Plain, Styled, plain
from kamreport.package.splicing import attribute
from kamreport.package.styles import CellStyle, StyleBook

MOST_LINKS = 65_530
"""Excel drops all links of a sheet that holds more."""

_LINE_HEIGHT, _PADDING, _HEADER_HEIGHT, _HIGHEST = 15.0, 3.0, 33.0, 409.0
_REMEMBERED = 5_000
_WORDS_FIT = 0.95
"""Lines break between words, so a column holds a little less text than its width."""


class _Slot(NamedTuple):
    """A column in its place."""

    at: int
    """Which of the sheet's columns."""
    start: str
    """What stands before the row number of its cells."""
    style: str
    """What follows it in a cell without a look of its own."""


class RowWriter:
    """Writes rows of one sheet. ``places`` are the column numbers of the sheet's columns, in their order."""

    def __init__(self, sheet: OwnSheet, styles: StyleBook, places: Sequence[int], *, date1904: bool) -> None:
        self._sheet = sheet
        self._styles = styles
        self._date1904 = date1904
        self._known: dict[tuple[int, str, str], _Spelt] = {}
        self._looked: list[dict[Look, str]] = [{} for _ in places]
        self._places = places
        self._letters = [column_letters(place) for place in places]
        self._slots = [
            _Slot(at, f'<c r="{self._letters[at]}', f'" s="{styles.number(_style_of(sheet, sheet.columns[at], None))}"')
            for at in sorted(range(len(places)), key=places.__getitem__)
        ]
        self._wrapped = [(at, column.width * _WORDS_FIT) for at, column in enumerate(sheet.columns) if column.wrapped]
        self.links: list[str] = []

    def header(self, row: int, kept: Mapping[int, str] | None = None) -> str:
        """The row of titles."""
        style = CellStyle(
            fill=self._sheet.header.fill, ink=self._sheet.header.ink, bold=self._sheet.header.bold, wrapped=True,
            line=self._sheet.line_colour, vertical="center", horizontal="left",
        )  # fmt: skip
        number = self._styles.number(style)
        titles = [
            f'{start}{row}" s="{number}"{self._rest(self._sheet.columns[at].title)}' for at, start, _ in self._slots
        ]
        return self._whole_row(row, titles, kept, _HEADER_HEIGHT)

    def row(
        self, row: int, cells: Sequence[Cell], kept: Mapping[int, str] | None = None, *, hidden: bool = False
    ) -> str:
        """One row of values; ``kept`` holds cells that are not ours, ready as XML, by column number."""
        columns, numbers = [(cell,) for cell in cells], range(row, row + 1)
        written = [f"{slot.start}{row}{self._ends(slot, columns[slot.at], numbers)[0]}" for slot in self._slots]
        self._note_links(columns, numbers)
        (height,) = self._heights(columns, 1)
        return self._whole_row(row, written, kept, height, hidden=hidden)

    def rows(self, first: int, rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
        """Rows of values below each other, the first in row ``first``.

        They are made column by column, for a column repeats its words. What stands between two row numbers, from
        behind one address to the letters of the next, is then the same again and again: the number joins it.
        """
        columns, numbers = list(zip(*rows, strict=True)), range(first, first + len(rows))
        heights = self._heights(columns, len(rows))
        opened = {height: f'"{_tall(height)}>{self._slots[0].start}' for height in set(heights)}
        following = [*(slot.start for slot in self._slots[1:]), "</row>"]
        ends = [
            self._ends(slot, columns[slot.at], numbers, behind)
            for slot, behind in zip(self._slots, following, strict=True)
        ]
        self._note_links(columns, numbers)
        for row, height, cells in zip(numbers, heights, zip(*ends, strict=True), strict=True):
            yield str(row).join(('<row r="', opened[height], *cells))

    def _ends(self, slot: _Slot, column: Sequence[Cell], numbers: range, behind: str = "") -> list[str]:
        """Each cell of a column from behind its address to its end, followed by ``behind``."""
        try:
            if Styled not in set(map(type, column)):
                return self._spelt(slot.at, slot.style, behind).of(column)  # type: ignore[arg-type]  # as just asked
            rests = self._spelt(slot.at, "", behind).of([*map(plain, column)])
            return list(map(add, self._styles_of(slot, column), rests))
        except NotStorableError as fault:
            where = CellRef(self._sheet.title, numbers[[*map(plain, column)].index(fault.value)], self._places[slot.at])
            raise RefusedError(
                f"{where} would hold {fault.value}, which Excel cannot store; nothing was changed."
            ) from fault

    def _spelt(self, at: int, before: str, behind: str) -> _Spelt:
        return self._known.setdefault((at, before, behind), _Spelt(before, behind, date1904=self._date1904))

    def _whole_row(
        self, row: int, written: Sequence[str], kept: Mapping[int, str] | None, height: float, *, hidden: bool = False
    ) -> str:
        if kept:
            ours = {self._places[at]: xml for (at, *_), xml in zip(self._slots, written, strict=True)}
            by_column = {**kept, **ours}
            written = [by_column[column] for column in sorted(by_column)]
        return row_xml(row, written, height, hidden=hidden)

    def _note_links(self, columns: Sequence[Sequence[Cell]], numbers: range) -> None:
        """Remember the links of some rows, row by row."""
        found = [
            (row, slot.at, cell.link)
            for slot in self._slots
            if Styled in set(map(type, columns[slot.at]))
            for row, cell in zip(numbers, columns[slot.at], strict=True)
            if type(cell) is Styled and cell.link
        ]
        found.sort(key=itemgetter(0))
        for row, at, link in found[: MOST_LINKS - len(self.links)]:
            self.links.append(f'ref="{self._letters[at]}{row}" location={attribute(link)}')

    def remark(self, row: int, column: int, text: str) -> str:
        """A row with a remark of ours below the table."""
        number = self._styles.number(CellStyle(bold=True))
        return row_xml(row, [f'<c r="{column_letters(column)}{row}" s="{number}"{self._rest(text)}'])

    def _heights(self, columns: Sequence[Sequence[Cell]], count: int) -> list[float]:
        """The height of each row for its longest wrapped text; 0 where one line holds it."""
        lines = [1] * count
        for at, width in self._wrapped:
            for row, text in enumerate(map(plain, columns[at])):
                if type(text) is str and (len(text) > width or "\n" in text):
                    needed = sum([max(ceil(len(line) / width), 1) for line in text.split("\n")])
                    lines[row] = max(lines[row], needed)
        return [min(some * _LINE_HEIGHT + _PADDING, _HIGHEST) if some > 1 else 0.0 for some in lines]

    def _styles_of(self, slot: _Slot, column: Sequence[Cell]) -> Iterator[str]:
        """The end of the attributes of each cell."""
        looked = self._looked[slot.at]
        for cell in column:
            look = cell.look if type(cell) is Styled else None
            yield slot.style if look is None else looked.get(look) or self._look(slot.at, look)

    def _look(self, at: int, look: Look) -> str:
        number = self._styles.number(_style_of(self._sheet, self._sheet.columns[at], look))
        style = self._looked[at][look] = f'" s="{number}"'
        return style

    def _rest(self, text: str) -> str:
        return rest_of_cell(text, date1904=self._date1904)


class _Spelt(dict[Plain, str]):
    """The cells of a column between two texts, by what they hold: most columns repeat themselves."""

    def __init__(self, before: str, behind: str, *, date1904: bool) -> None:
        super().__init__()
        self._before, self._behind, self._date1904 = before, behind, date1904

    def of(self, values: Sequence[Plain]) -> list[str]:
        """Some cells more of the column."""
        if len(self) > _REMEMBERED:
            self.clear()
        if bool in set(map(type, values)):  # TRUE would pass for 1, which it equals
            return [self._spell(value) for value in values]
        return [self[value] for value in values]

    def __missing__(self, value: Plain) -> str:
        spelt = self[value] = self._spell(value)
        return spelt

    def _spell(self, value: Plain) -> str:
        return self._before + rest_of_cell(value, date1904=self._date1904) + self._behind


def _style_of(sheet: OwnSheet, column: OwnColumn, look: Look | None) -> CellStyle:
    look = look or Look()
    return CellStyle(
        number_format=look.number_format or column.number_format, fill=look.fill, ink=look.ink, bold=look.bold,
        underlined=look.underlined, wrapped=column.wrapped, line=sheet.line_colour,
        vertical="top" if any(column.wrapped for column in sheet.columns) else "center", horizontal=column.aligned,
    )  # fmt: skip


def row_xml(row: int, cells: Iterable[str], height: float = 0.0, *, hidden: bool = False) -> str:
    """A row around its cells; ``height`` in points, 0 where it is the usual one."""
    unseen = ' hidden="1"' if hidden else ""
    return f'<row r="{row}"{_tall(height)}{unseen}>{"".join(cells)}</row>'


def _tall(height: float) -> str:
    return f' ht="{height:g}"' if height else ""
