"""The rows of a worksheet in one pass: plain rows by pattern, everything else by a full XML parser.

The patterns are trusted only where they cover a row without a gap. At the first row they do not, the parser
reads the sheet from its start and goes on from that row, so a value is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kamreport.cells import Raw
from kamreport.package.markup import MAIN, PartText, unescape_entities
from kamreport.package.plain_cells import PlainCells
from kamreport.package.sheet_events import last_marks, parsed_rows
from kamreport.package.strings import settle_text
from kamreport.package.values import CellValues, Columns, formula_text

_ATTRIBUTES = r'(?: [\w:.]+="[^"<>]*")*'
_HEAD = re.compile(
    rf"\s*(?:<\?xml[^<>]*\?>)?\s*<worksheet({_ATTRIBUTES})\s*>(?:[^<]++|<(?!sheetData|!|\?))*+<sheetData(/?)>"
)
_ROW = re.compile(rf"\s*<row({_ATTRIBUTES})\s*(/?)>\s*")
_ROW_NUMBER = re.compile(r' r="([0-9]{1,7})"')
_CELL = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]+"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?: ?/>|>'
    rf"(<f{_ATTRIBUTES}(?:/>|>[^<]*</f>))?"
    r'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v ?/>|<is><t(?: xml:space="(preserve)")?>([^<]*)</t></is>)?</c>)\s*'
)
_GROUPS = 8
_LONGEST_WAIT = 1 << 22
"""Characters to look through again and again for the next row; a longer one is left to the parser."""
_VALUE_MARKS = ("<v", "<f", "<is")
_ROW_END, _DATA_END = "</row>", "</sheetData>"
_AFTER_DATA = re.compile(r"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")


class _NotPlainError(Exception):
    """The patterns do not cover this sheet."""


class SheetRows:
    """Iterates over ``(row number, {column number: value})`` with blank cells left out."""

    def __init__(self, text: PartText, values: CellValues, part: str) -> None:
        self._text = text
        self._part = part
        self._values = values
        self._columns = Columns()
        self._plain = PlainCells(values, self._columns)
        self._tail: str | None = None
        self.last_row = 0
        """The last row the part names, blank or not; known after the rows have been walked."""

    def __iter__(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        given = 0
        try:
            for row in self._plain_rows():
                given += 1
                yield row
        except _NotPlainError:
            pass
        else:
            return
        last, self.last_row = last_marks(self._text())
        rows = parsed_rows(self._text, self._values, self._part, last)
        for at, row in enumerate(rows):
            if at >= given:
                yield row

    @property
    def tail(self) -> str:
        """What the part says after its rows: merged cells, validations, links."""
        if self._tail is None:
            self._tail = _after_rows(self._text())
        return self._tail

    def _plain_rows(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        number = 0
        for block in self._blocks():
            at = 0
            if not any(mark in block for mark in _VALUE_MARKS):
                number = _last_number(block)
                continue
            while at < len(block):
                row = _ROW.match(block, at)
                if row is None:
                    raise _NotPlainError
                stated = _ROW_NUMBER.search(row[1])
                number = int(stated[1]) if stated else number + 1
                at = row.end()
                if row[2]:
                    continue
                end = block.find(_ROW_END, at)
                cells = self._cells(block[at:end] if end >= 0 else "?")
                at = end + len(_ROW_END)
                if cells:
                    yield number, cells
        self.last_row = number

    def _blocks(self) -> Iterator[str]:
        """The text between ``<sheetData>`` and its end, cut before the start of a row."""
        pieces = self._text()
        rest = ""
        for piece in pieces:
            rest += piece
            if "<sheetData" in rest or "<!" in rest or ":sheetData" in rest:
                break
            if len(rest) > _LONGEST_WAIT:
                raise _NotPlainError
        rest += next(pieces, "")
        head = _HEAD.match(rest)
        if head is None or f' xmlns="{MAIN}"' not in head[1]:
            raise _NotPlainError
        if head[2]:
            return
        rest = rest[head.end() :]
        for piece in chain(pieces, ("",)):
            end = rest.find(_DATA_END)
            cut = end if end >= 0 else rest.rfind("<row")
            if block := rest[: max(cut, 0)].strip():
                yield block
            rest = rest[max(cut, 0) :] + piece
            if end >= 0:
                self._tail = rest + "".join(pieces)
                return
            if len(rest) > _LONGEST_WAIT:
                raise _NotPlainError
        raise _NotPlainError

    def _cells(self, body: str) -> dict[int, Raw]:
        if not any(mark in body for mark in _VALUE_MARKS) and "<!" not in body:
            return {}
        try:
            return self._plain.read(body)
        except (ValueError, IndexError):
            return self._careful_cells(body)

    def _careful_cells(self, body: str) -> dict[int, Raw]:
        parts = _CELL.split(body)
        if "".join(parts[::_GROUPS]):
            raise _NotPlainError
        row: dict[int, Raw] = {}
        for letters, style, kind, formula, value, space, inline in zip(*_columns_of(parts), strict=True):
            stated = unescape_entities(inline or value or "") if inline or value is not None else None
            if inline and stated:
                raw: Raw = settle_text(stated, keep_blanks=space is not None) or None
            else:
                raw = self._values.raw(style, kind, formula_text(formula), stated)
            if raw is not None:
                row[self._columns[letters]] = raw
        return row


def _columns_of(parts: list[str]) -> tuple[list[str], ...]:
    return tuple(parts[group::_GROUPS] for group in range(1, _GROUPS))


def _last_number(block: str) -> int:
    """The number of the last row of a block without values; rows that state none need the parser."""
    match = _ROW.match(block, block.rfind("<row"))
    stated = _ROW_NUMBER.search(match[1]) if match else None
    if stated is None or "<!" in block:
        raise _NotPlainError
    return int(stated[1])


def _after_rows(pieces: Iterator[str]) -> str:
    waiting = ""
    for piece in pieces:
        waiting += piece
        if found := _AFTER_DATA.search(waiting):
            return waiting[found.end() :] + "".join(pieces)
        waiting = waiting[-64:]
    return ""
