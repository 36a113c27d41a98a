"""The rows of any worksheet through a full XML parser: prefixes, comments, rich text, missing addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from kamreport.cells import Raw
from kamreport.package.markup import PartText, damaged_part, refuse_doctype, whole_number
from kamreport.package.strings import RichText, local_name
from kamreport.package.values import CellValues, Columns

_LONGEST_CELL = 1 << 20
_LONGEST_TAG = 100
_ROW_NUMBER = re.compile(r"<(?:\w+:)?row\s[^<>]*?\br=[\"'](\d{1,7})[\"']")
_VALUE_MARKS = ("<v", "<f", "<is", ":v", ":f", ":is")


def parsed_rows(text: PartText, values: CellValues, part: str, last: int) -> Iterator[tuple[int, dict[int, Raw]]]:
    """Row number and values by column, blank cells left out. Stops after the last value, which ``last`` tells."""
    events = _Events(values)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    refuse_doctype(parser, part)
    parser.StartElementHandler, parser.EndElementHandler = events.start, events.end
    parser.CharacterDataHandler = events.characters
    fed = 0
    try:
        for piece in text():
            parser.Parse(piece, False)
            yield from events.take()
            if fed > last + _LONGEST_CELL:
                break
            fed += len(piece)
        else:
            parser.Parse("", True)
        yield from events.unfinished()
    except expat.ExpatError as error:
        raise damaged_part(part) from error


def last_marks(pieces: Iterator[str]) -> tuple[int, int]:
    """Where the last value of a sheet begins, or later, and the number of the last row that states one, else 0.

    What follows the last value may be a million formatted blanks, which are not worth parsing.
    """
    last, passed, overlap, row = -1, 0, "", 0
    for piece in pieces:
        window = overlap + piece
        if (found := max(window.rfind(mark) for mark in _VALUE_MARKS)) >= 0:
            last = passed - len(overlap) + found
        if stated := _ROW_NUMBER.match(window, _last_row_start(window)):
            row = int(stated[1])
        passed += len(piece)
        overlap = piece[-_LONGEST_TAG:]
    return last, row


def _last_row_start(window: str) -> int:
    """Where the last row that opens in a stretch of text begins; 0 when none does."""
    plain, prefixed = window.rfind("<row"), window.rfind(":row")
    while prefixed > plain:
        opens = window.rfind("<", 0, prefixed)
        if opens >= 0 and window[opens + 1] != "/":
            return opens
        prefixed = window.rfind(":row", 0, prefixed)
    return max(plain, 0)


class _Events:
    """Builds rows from elements as they open and close."""

    def __init__(self, values: CellValues) -> None:
        self._values = values
        self._columns = Columns()
        self._rows: list[tuple[int, dict[int, Raw]]] = []
        self._row: dict[int, Raw] = {}
        self._number = self._column = 0
        self._style: str | None = None
        self._kind: str | None = None
        self._formula: str | None = None
        self._value: str | None = None
        self._listening: list[str] | None = None
        self._rich: RichText | None = None
        self._in_cell = self._row_is_open = False

    def take(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        """The rows finished since last asked."""
        rows, self._rows = self._rows, []
        return iter(rows)

    def unfinished(self) -> Iterator[tuple[int, dict[int, Raw]]]:
        """The row that was open when parsing stopped after the last value."""
        if self._row_is_open and self._row:
            yield self._number, self._row

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if self._rich:
            self._rich.start(local, attributes)
        elif local == "c":
            self._open_cell(attributes)
        elif local == "row":
            self._number = whole_number(attributes.get("r"), self._number + 1)
            self._row, self._column, self._row_is_open = {}, 0, True
        elif self._in_cell and local in ("v", "f"):
            self._listening = []
        elif self._in_cell and local == "is":
            self._rich = RichText()

    def characters(self, words: str) -> None:
        if self._listening is not None:
            self._listening.append(words)
        elif self._rich:
            self._rich.text(words)

    def end(self, name: str) -> None:
        local = local_name(name)
        if local == "is" and self._rich:
            self._kind, self._value, self._rich = "inlineStr", self._rich.take(), None
        elif self._rich:
            self._rich.end(local)
        elif local == "v" and self._listening is not None:
            self._value, self._listening = "".join(self._listening), None
        elif local == "f" and self._listening is not None:
            self._formula, self._listening = "".join(self._listening), None
        elif local == "c":
            self._close_cell()
        elif local == "row":
            self._row_is_open = False
            if self._row:
                self._rows.append((self._number, self._row))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r", "").rstrip("0123456789")
        self._column = self._columns[address] if address else self._column + 1
        self._style, self._kind = attributes.get("s"), attributes.get("t")
        self._formula = self._value = None
        self._in_cell = True

    def _close_cell(self) -> None:
        self._in_cell = False
        value = self._values.raw(self._style, self._kind, self._formula, self._value)
        if value is not None:
            self._row[self._column] = value
