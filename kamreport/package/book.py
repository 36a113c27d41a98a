"""A closed workbook: its sheets, its names, its cells."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kamreport.cells import Raw, column_number
from kamreport.errors import NotAWorkbookError
from kamreport.package.archive import Archive
from kamreport.package.markup import MAIN, STRICT_MAIN, Node, PartText, parse, text_pieces, utf8, whole_number
from kamreport.package.number_formats import date_styles
from kamreport.package.recognising import read_file, why_no_workbook
from kamreport.package.relations import Relation, relations_of
from kamreport.package.sheet_rows import SheetRows
from kamreport.package.strings import shared_strings
from kamreport.package.values import CellValues

_MERGED = re.compile(
    r"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?[\"']"
)


class SheetEntry(NamedTuple):
    """A tab of the workbook. ``kind`` is worksheet, chartsheet, dialogsheet, xlMacrosheet … or missing."""

    title: str
    state: str
    kind: str
    part: str
    sheet_id: int


class DefinedName(NamedTuple):
    """A name somebody gave to a range; ``scope`` is a sheet's title, or empty for the whole book."""

    name: str
    text: str
    scope: str
    hidden: bool


class Area(NamedTuple):
    """A rectangle of cells, both corners inside."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class SheetCells:
    """The cells of one sheet: ``rows`` streams by once, ``merged`` may be asked at any time."""

    def __init__(self, rows: SheetRows) -> None:
        self._rows = rows
        self.rows: Iterator[tuple[int, dict[int, Raw]]] = iter(rows)

    @property
    def last_row(self) -> int:
        """The number of the last row the part names, formatted blanks included; to be asked after the rows."""
        return self._rows.last_row

    @cached_property
    def merged(self) -> tuple[Area, ...]:
        """The merged ranges; cheapest after the rows have been read."""
        found = _MERGED.findall(self._rows.tail)
        return tuple(
            Area(int(top), column_number(left), int(bottom or top), column_number(right or left))
            for left, top, right, bottom in found
        )


class Book:
    """A workbook file held in memory as it was read; nothing of it is changed here."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.fingerprint = hashlib.sha256(data).hexdigest()
        self.archive = Archive(data)
        self.part = _workbook_part(self.archive, path.name)
        self.relations: tuple[Relation, ...] = relations_of(self.archive, self.part)
        entry = self.archive.find(self.part)
        data = utf8(self.archive.read(entry), self.part) if entry else b""
        self.strict = STRICT_MAIN.encode() in data
        root = parse(data, self.part)
        self.sheets = tuple(_sheets(root, self.relations))
        self.names = tuple(_names(root, self.sheets))
        properties = root.first("workbookPr")
        self.date1904 = properties is not None and properties.get("date1904") in ("1", "true", "on")

    def sheet(self, title: str) -> SheetEntry | None:
        """The sheet of that title, compared as Excel does: without case."""
        return next((sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold()), None)

    def read(self, title: str) -> SheetCells:
        """The cells of a sheet; none for a tab that is no worksheet. Raises KeyError for an unknown title."""
        sheet = self.sheet(title)
        if sheet is None:
            raise KeyError(title)
        if sheet.kind != "worksheet":
            return SheetCells(SheetRows(lambda: iter(("<worksheet><sheetData/></worksheet>",)), self._cell_values, ""))
        return SheetCells(SheetRows(self._text(sheet.part), self._cell_values, sheet.part))

    def parse(self, part: str) -> Node:
        """The tree of a small part. Raises NotAWorkbookError when it is damaged or missing."""
        entry = self.archive.find(part)
        if entry is None:
            raise _missing(part)
        return parse(utf8(self.archive.read(entry), entry.name), entry.name)

    def related(self, kind: str) -> str:
        """The part the workbook names for a purpose such as ``styles``; empty when there is none."""
        return next((relation.target for relation in self.relations if relation.kind == kind), "")

    def _text(self, part: str) -> PartText:
        entry = self.archive.find(part)
        if entry is None:
            raise _missing(part)
        return lambda: text_pieces(self.archive.chunks(entry), entry.name)

    @cached_property
    def _cell_values(self) -> CellValues:
        strings: list[str] = []
        if entry := self.archive.find(self.related("sharedStrings")):
            strings = shared_strings(self._text(entry.name), entry.name)
        styles = self.related("styles")
        dates = date_styles(self.parse(styles) if styles else None)
        return CellValues(strings, dates, date1904=self.date1904)


def open_book(path: str | os.PathLike[str]) -> Book:
    """Open a closed workbook (.xlsx, .xlsm, .xltx, .xltm) for reading.

    Raises WorkbookError or NotAWorkbookError: one line that says what the file is and what to do.
    """
    where = Path(path)
    data = read_file(where)
    try:
        return Book(where, data)
    except NotAWorkbookError as error:
        if str(error).startswith(where.name):
            raise
        raise NotAWorkbookError(f"{where.name}: {error}") from error


def _workbook_part(archive: Archive, name: str) -> str:
    """The part the package starts from. Raises NotAWorkbookError when that is no workbook."""
    targets = [relation.target for relation in relations_of(archive, "") if relation.kind == "officeDocument"]
    entry = archive.find(next(filter(None, targets), "xl/workbook.xml"))
    if entry is not None and not entry.name.endswith(".bin"):
        root = parse(utf8(archive.read(entry), entry.name), entry.name)
        if (root.name, root.space) == ("workbook", MAIN):
            return entry.name
    types = archive.find("[Content_Types].xml")
    declared = archive.read(types).decode("utf-8", "replace") if types else ""
    raise NotAWorkbookError(f"{name} {why_no_workbook(declared)}")


def _missing(part: str) -> NotAWorkbookError:
    return NotAWorkbookError(f"The workbook lacks its part {part}. Open it in Excel, let it repair it, and save it.")


def _sheets(root: Node, relations: tuple[Relation, ...]) -> Iterator[SheetEntry]:
    by_id = {relation.id: relation for relation in relations}
    holder = root.first("sheets")
    for node in holder.children if holder else []:
        relation = by_id.get(node.relation_id)
        kind, part = (relation.kind, relation.target) if relation and relation.target else ("missing", "")
        yield SheetEntry(node.get("name"), node.get("state", "visible"), kind, part, node.number("sheetId"))


def _names(root: Node, sheets: tuple[SheetEntry, ...]) -> Iterator[DefinedName]:
    holder = root.first("definedNames")
    for node in holder.children if holder else []:
        local = node.get("localSheetId")
        at = whole_number(local, -1)
        scope = sheets[at].title if 0 <= at < len(sheets) else ""
        yield DefinedName(node.get("name"), node.text, scope, node.get("hidden") in ("1", "true"))
