"""Rows as XML: values escaped, dates as serial numbers, every cell with its address and style."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from kamreport.cells import CellRef, column_letters
from kamreport.errors import RefusedError
from kamreport.package.own_sheets import Cell, Look, OwnColumn, OwnSheet, Plain, Styled, plain
from kamreport.package.splicing import attribute
from kamreport.package.styles import CellStyle, StyleBook

LONGEST_TEXT = 32_767
MOST_LINKS = 65_530
"""Excel drops all links of a sheet that holds more."""

_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}
_OUTER_BLANK = re.compile(r"^\s|\s$|\n")
_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
_DAYS_1904 = 1462
_MARCH_1900 = 61
_EXACT = 1e15
_LINE_HEIGHT, _PADDING, _HEADER_HEIGHT, _HIGHEST = 15.0, 3.0, 33.0, 409.0
_WORDS_FIT = 0.95
"""Lines break between words, so a column holds a little less text than its width."""
_DAY_SECONDS = 86_400


class RowWriter:
    """Writes rows of one sheet. ``places`` are the column numbers of the sheet's columns, in their order."""

    def __init__(self, sheet: OwnSheet, styles: StyleBook, places: Sequence[int], *, date1904: bool) -> None:
        self._sheet = sheet
        self._styles = styles
        self._date1904 = date1904
        self._known: dict[tuple[int, Look], str] = {}
        self._order = sorted(range(len(places)), key=places.__getitem__)
        self._letters = [column_letters(place) for place in places]
        self._places = places
        self._plain = [f'" s="{styles.number(_style_of(sheet, column, None))}"' for column in sheet.columns]
        self._wrapped = [(at, column.width * _WORDS_FIT) for at, column in enumerate(sheet.columns) if column.wrapped]
        self.links: list[str] = []

    def header(self, row: int, kept: Mapping[int, str] | None = None) -> str:
        """The row of titles."""
        style = CellStyle(
            fill=self._sheet.header.fill, ink=self._sheet.header.ink, bold=self._sheet.header.bold, wrapped=True,
            line=self._sheet.line_colour, vertical="center", horizontal="left",
        )  # fmt: skip
        number = f'" s="{self._styles.number(style)}"'
        titles = [
            (self._places[at], _cell(self._letters[at], row, number, self._sheet.columns[at].title))
            for at in self._order
        ]
        return _row(row, _merged(titles, kept), _HEADER_HEIGHT)

    def row(self, row: int, cells: Sequence[Cell], kept: Mapping[int, str] | None = None) -> str:
        """One row of values; ``kept`` holds cells that are not ours, ready as XML, by column number."""
        written = []
        for at in self._order:
            cell = cells[at]
            style = self._plain[at]
            if type(cell) is Styled:
                if cell.look is not None:
                    style = self._looked(at, cell.look)
                if cell.link and len(self.links) < MOST_LINKS:
                    ref = f"{self._letters[at]}{row}"
                    self.links.append(f'ref="{ref}" location={attribute(cell.link)}')
                cell = cell.value
            if type(cell) is str:
                written.append(_text(self._letters[at], row, style, cell))
            elif type(cell) is float and cell - cell == 0.0:
                written.append(f'<c r="{self._letters[at]}{row}{style}><v>{_number(cell)}</v></c>')
            elif cell is None:
                written.append(f'<c r="{self._letters[at]}{row}{style}/>')
            else:
                written.append(self._other(at, row, style, cell))  # type: ignore[arg-type]
        height = self._height(cells) if self._wrapped else 0.0
        if kept:
            ours = [(self._places[at], xml) for at, xml in zip(self._order, written, strict=True)]
            return _row(row, _merged(ours, kept), height)
        return _row(row, written, height)

    def remark(self, row: int, column: int, text: str) -> str:
        """A row with a remark of ours below the table."""
        number = self._styles.number(CellStyle(bold=True))
        return _row(row, [_text(column_letters(column), row, f'" s="{number}"', text)])

    def _height(self, cells: Sequence[Cell]) -> float:
        """The height for the longest wrapped text; 0 when one line holds it."""
        lines = 1
        for at, width in self._wrapped:
            text = plain(cells[at])
            if type(text) is str and (len(text) > width or "\n" in text):
                lines = max(lines, sum(ceil(max(len(line), 1) / width) for line in text.split("\n")))
        return min(lines * _LINE_HEIGHT + _PADDING, _HIGHEST) if lines > 1 else 0.0

    def _looked(self, at: int, look: Look) -> str:
        key = (at, look)
        if key not in self._known:
            number = self._styles.number(_style_of(self._sheet, self._sheet.columns[at], look))
            self._known[key] = f'" s="{number}"'
        return self._known[key]

    def _other(self, at: int, row: int, style: str, value: Plain) -> str:
        if isinstance(value, dt.date):
            value = serial(value, date1904=self._date1904)
        elif isinstance(value, float) and value - value != 0.0:
            where = CellRef(self._sheet.title, row, self._places[at])
            raise RefusedError(f"{where} would hold {value}, which Excel cannot store; nothing was changed.")
        return _cell(self._letters[at], row, style, value)


def _style_of(sheet: OwnSheet, column: OwnColumn, look: Look | None) -> CellStyle:
    look = look or Look()
    return CellStyle(
        number_format=look.number_format or column.number_format, fill=look.fill, ink=look.ink, bold=look.bold,
        underlined=look.underlined, wrapped=column.wrapped, line=sheet.line_colour,
        vertical="top" if any(column.wrapped for column in sheet.columns) else "center", horizontal=column.aligned,
    )  # fmt: skip


def serial(moment: dt.date, *, date1904: bool) -> float:
    """The number Excel holds for a date or a date with time."""
    whole = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
    passed = whole.replace(tzinfo=None) - _DAY_ZERO
    days = passed.days + passed.seconds / _DAY_SECONDS + passed.microseconds / (_DAY_SECONDS * 1_000_000)
    if date1904:
        return days - _DAYS_1904
    return days if days >= _MARCH_1900 else days - 1


def escape_text(text: str) -> str:
    """Text as a cell holds it: XML characters escaped, control characters spelt as Excel does, not too long."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if named := _NAMED.get(character):
        return named
    return f"_x{ord(character):04X}_" if character < " " else "\ufffd"


def _text(letters: str, row: int, style: str, text: str) -> str:
    if not text:
        return f'<c r="{letters}{row}{style}/>'
    space = ' xml:space="preserve"' if _OUTER_BLANK.search(text) else ""
    return f'<c r="{letters}{row}{style} t="inlineStr"><is><t{space}>{escape_text(text)}</t></is></c>'


def _cell(letters: str, row: int, style: str, value: Plain | float) -> str:
    if isinstance(value, str):
        return _text(letters, row, style, str(value))
    if isinstance(value, bool):
        return f'<c r="{letters}{row}{style} t="b"><v>{int(value)}</v></c>'
    return f'<c r="{letters}{row}{style}><v>{_number(value)}</v></c>'  # type: ignore[arg-type]


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and -_EXACT < value < _EXACT else repr(value)


def _merged(cells: list[tuple[int, str]], kept: Mapping[int, str] | None) -> Iterator[str]:
    by_column = {**(kept or {}), **dict(cells)}
    return (by_column[column] for column in sorted(by_column))


def _row(row: int, cells: Iterable[str], height: float = 0.0) -> str:
    tall = f' ht="{height:g}"' if height else ""
    return f'<row r="{row}"{tall}>{"".join(cells)}</row>'
