"""Rows as XML: values escaped, dates as serial numbers, every cell with its address and style."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
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
_SHORT, _REMEMBERED = 60, 20_000
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
        self._texts = _Texts()
        self._looked: list[dict[Look, str]] = [{} for _ in places]
        self._places = places
        self._letters = [column_letters(place) for place in places]
        self._slots = [
            (at, f'<c r="{self._letters[at]}', f'" s="{styles.number(_style_of(sheet, sheet.columns[at], None))}"')
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
            f'{start}{row}" s="{number}"{self._texts[self._sheet.columns[at].title]}' for at, start, _ in self._slots
        ]
        return self._whole_row(row, titles, kept, _HEADER_HEIGHT)

    def row(
        self, row: int, cells: Sequence[Cell], kept: Mapping[int, str] | None = None, *, hidden: bool = False
    ) -> str:
        """One row of values; ``kept`` holds cells that are not ours, ready as XML, by column number."""
        written = []
        texts = self._texts
        for at, start, style in self._slots:
            cell = cells[at]
            if type(cell) is Styled:
                if cell.look is not None:
                    style = self._looked[at].get(cell.look) or self._look(at, cell.look)  # noqa: PLW2901 - its own
                if cell.link:
                    self._link(at, row, cell.link)
                cell = cell.value
            kind = type(cell)
            if cell is None:
                written.append(f"{start}{row}{style}/>")
            elif kind is str:
                written.append(f"{start}{row}{style}{texts[cell]}")  # type: ignore[index]
            elif kind is float and cell - cell == 0.0:  # type: ignore[operator]
                written.append(f"{start}{row}{style}><v>{_number(cell)}</v></c>")  # type: ignore[arg-type]
            else:
                written.append(f"{start}{row}{style}{self._other(at, row, cell)}")  # type: ignore[arg-type]
        return self._whole_row(row, written, kept, self._height(cells) if self._wrapped else 0.0, hidden=hidden)

    def _whole_row(
        self, row: int, written: list[str], kept: Mapping[int, str] | None, height: float, *, hidden: bool = False
    ) -> str:
        if kept:
            ours = {self._places[at]: xml for (at, _, _), xml in zip(self._slots, written, strict=True)}
            by_column = {**kept, **ours}
            written = [by_column[column] for column in sorted(by_column)]
        return row_xml(row, written, height, hidden=hidden)

    def _link(self, at: int, row: int, link: str) -> None:
        if len(self.links) < MOST_LINKS:
            self.links.append(f'ref="{self._letters[at]}{row}" location={attribute(link)}')

    def remark(self, row: int, column: int, text: str) -> str:
        """A row with a remark of ours below the table."""
        number = self._styles.number(CellStyle(bold=True))
        return row_xml(row, [f'<c r="{column_letters(column)}{row}" s="{number}"{self._texts[text]}'])

    def _height(self, cells: Sequence[Cell]) -> float:
        """The height for the longest wrapped text; 0 when one line holds it."""
        lines = 1
        for at, width in self._wrapped:
            text = plain(cells[at])
            if type(text) is str and (len(text) > width or "\n" in text):
                lines = max(lines, sum(ceil(max(len(line), 1) / width) for line in text.split("\n")))
        return min(lines * _LINE_HEIGHT + _PADDING, _HIGHEST) if lines > 1 else 0.0

    def _look(self, at: int, look: Look) -> str:
        number = self._styles.number(_style_of(self._sheet, self._sheet.columns[at], look))
        style = self._looked[at][look] = f'" s="{number}"'
        return style

    def _other(self, at: int, row: int, value: Plain) -> str:
        """The end of a cell that holds neither plain text nor a plain fraction."""
        if isinstance(value, str):
            return self._texts[str(value)]
        if isinstance(value, bool):
            return f' t="b"><v>{int(value)}</v></c>'
        if isinstance(value, dt.date):
            return f"><v>{_number(serial(value, date1904=self._date1904))}</v></c>"
        if isinstance(value, int):
            return f"><v>{value}</v></c>"
        where = CellRef(self._sheet.title, row, self._places[at])
        raise RefusedError(f"{where} would hold {value}, which Excel cannot store; nothing was changed.")


class _Texts(dict[str, str]):
    """The end of a text cell by its text: a column repeats its words. Only some are remembered."""

    def __missing__(self, text: str) -> str:
        space = ' xml:space="preserve"' if _OUTER_BLANK.search(text) else ""
        xml = f' t="inlineStr"><is><t{space}>{escape_text(text)}</t></is></c>' if text else "/>"
        if len(text) <= _SHORT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = xml
        return xml


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


def _number(value: float) -> str:
    text = repr(value + 0.0)  # a zero loses its sign
    return text.removesuffix(".0")


def row_xml(row: int, cells: Iterable[str], height: float = 0.0, *, hidden: bool = False) -> str:
    """A row around its cells; ``height`` in points, 0 where it is the usual one."""
    tall = f' ht="{height:g}"' if height else ""
    unseen = ' hidden="1"' if hidden else ""
    return f'<row r="{row}"{tall}{unseen}>{"".join(cells)}</row>'
