"""What a sheet says of its cells besides their values: formulas, number formats, hidden rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from kamreport.package.book import Book
from kamreport.package.markup import Node, damaged_part, refuse_doctype, text_pieces, whole_number
from kamreport.package.number_formats import BUILT_IN
from kamreport.package.shared_formulas import shared_formula
from kamreport.package.strings import local_name
from kamreport.package.values import Columns


class CellDetail(NamedTuple):
    """``formula`` begins with ``=``, one that is shared as this cell means it; empty where there is none."""

    formula: str
    number_format: str


class RowDetails(NamedTuple):
    """One row that the sheet names; cells by column number."""

    number: int
    hidden: bool
    cells: dict[int, CellDetail]


def row_details(book: Book, title: str) -> Iterator[RowDetails]:
    """The rows of a sheet in order, formatted blank cells included. Raises KeyError for an unknown title."""
    sheet = book.sheet(title)
    if sheet is None:
        raise KeyError(title)
    entry = book.archive.find(sheet.part) if sheet.kind == "worksheet" else None
    if entry is None:
        return
    styles = book.related("styles")
    events = _Events(_formats(book.parse(styles)) if styles else ())
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    refuse_doctype(parser, sheet.part)
    parser.StartElementHandler, parser.EndElementHandler = events.start, events.end
    parser.CharacterDataHandler = events.characters
    try:
        for piece in text_pieces(book.archive.chunks(entry), entry.name):
            parser.Parse(piece, False)
            yield from events.take()
        parser.Parse("", True)
    except expat.ExpatError as error:
        raise damaged_part(sheet.part) from error


def _formats(styles: Node) -> tuple[str, ...]:
    """The number format of each cell format, by its place in the list."""
    own = styles.first("numFmts")
    codes = {**BUILT_IN, **{node.get("numFmtId"): node.get("formatCode") for node in (own.children if own else ())}}
    listed = styles.first("cellXfs")
    return tuple(codes.get(node.get("numFmtId")) or "General" for node in (listed.children if listed else ()))


class _Events:
    """Builds rows from elements as they open and close."""

    def __init__(self, formats: tuple[str, ...]) -> None:
        self._formats = formats
        self._columns = Columns()
        self._rows: list[RowDetails] = []
        self._row = RowDetails(0, False, {})
        self._column = 0
        self._style = 0
        self._formula = ""
        self._shared: dict[str, tuple[str, int, int]] = {}
        """Shared formulas by their number, each with the row and column of the cell that states it."""
        self._share = ""
        self._listening = self._in_cell = False

    def take(self) -> list[RowDetails]:
        """The rows finished since last asked."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = local_name(name)
        if local == "row":
            number = whole_number(attributes.get("r"), self._row.number + 1)
            self._row, self._column = RowDetails(number, attributes.get("hidden") in ("1", "true"), {}), 0
        elif local == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = self._columns[letters] if letters else self._column + 1
            self._style, self._formula, self._in_cell = whole_number(attributes.get("s"), 0), "", True
            self._share = ""
        elif local == "f" and self._in_cell:
            self._formula, self._listening = "=", True
            self._share = attributes.get("si", "") if attributes.get("t") == "shared" else ""

    def characters(self, words: str) -> None:
        if self._listening:
            self._formula += words

    def end(self, name: str) -> None:
        local = local_name(name)
        if local == "f":
            self._listening = False
        elif local == "c":
            self._in_cell = False
            if self._share:
                self._settle_share()
            known = self._formats[self._style] if self._style < len(self._formats) else "General"
            self._row.cells[self._column] = CellDetail(self._formula, known)
        elif local == "row":
            self._rows.append(self._row)

    def _settle_share(self) -> None:
        """The first cell of a share states its formula, the others point at it."""
        if self._formula != "=":
            self._shared.setdefault(self._share, (self._formula[1:], self._row.number, self._column))
        elif self._share in self._shared:
            formula, row, column = self._shared[self._share]
            self._formula = f"={shared_formula(formula, self._row.number - row, self._column - column)}"
