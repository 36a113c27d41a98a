"""What a manager put into a sheet of ours: notes beside our rows travel with the row's key, the rest keeps its place."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from kamreport.cells import ErrorValue, NoStoredValue, Raw, column_number
from kamreport.errors import RefusedError
from kamreport.package.book import Area
from kamreport.package.cell_spelling import serial
from kamreport.package.markup import damaged_part, whole_number
from kamreport.package.moved_formulas import moved_formula
from kamreport.package.own_sheets import Plain

Key = tuple[str, ...]
CellsByColumn = dict[int, str]

_ADDRESS = re.compile(rb'<(?:[\w.-]+:)?c\s[^<>]*?\br="([A-Z]+)([0-9]+)"')
_CELL_START = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")
_REF = re.compile(r'(\sr=")[A-Z]+[0-9]+(")')
_FORMULA = re.compile(r"(<(?:[\w.-]+:)?f(?:\s[^<>]*)?>)([^<]*)(?=</)")
_SHARED = re.compile(r'<(?:[\w.-]+:)?f\s[^<>]*\bt="(?:shared|array|dataTable)"')


@dataclass(slots=True)
class KeptRow:
    """The manager's cells of one row, as XML by column number, and what the row is known by."""

    row: int
    notes: CellsByColumn
    known_by: CellsByColumn
    commented: bool = False
    """Whether a comment stands on a cell of the row."""

    @property
    def says_something(self) -> bool:
        """Whether more than formats would be lost with it."""
        return self.commented or any(
            "<v" in xml or "<f" in xml or "<is" in xml or ":v" in xml or ":is" in xml for xml in self.notes.values()
        )

    def at(self, row: int) -> CellsByColumn:
        """The notes as they read in another row."""
        return {column: moved_cell(xml, self.row, row) for column, xml in self.notes.items()}


@dataclass(slots=True)
class KeptCells:
    """Everything in a sheet that is not ours."""

    above: list[str] = field(default_factory=list)
    header: CellsByColumn = field(default_factory=dict)
    beside: defaultdict[Key, list[KeptRow]] = field(default_factory=lambda: defaultdict(list))
    below: list[KeptRow] = field(default_factory=list)
    nameless: list[KeptRow] = field(default_factory=list)
    """Notes beside rows of ours that hold no key, such as the empty one of a table without rows."""
    found: set[int] = field(default_factory=set)
    """The columns in which the manager has cells beside our rows."""
    moved: dict[int, int] = field(default_factory=dict)
    """Where rows that were put back stand now, by the number they had."""

    def take(self, key: Key, row: int) -> CellsByColumn:
        """The notes of a row, ready for the row number it now has."""
        waiting = self.beside.get(key)
        return self.put(waiting.pop(0), row) if waiting else {}

    def put(self, kept: KeptRow, row: int) -> CellsByColumn:
        """The notes of a kept row for the row number it now has, which is remembered."""
        self.moved[kept.row] = row
        return kept.at(row)

    def left_over(self) -> list[KeptRow]:
        """Notes whose row is gone; formats alone are not worth a row."""
        return [kept for rows in self.beside.values() for kept in rows if kept.says_something]


def key_of(values: Sequence[Raw | Plain | None]) -> Key:
    """What a row is known by, the same whether its values were read or are about to be written."""
    return tuple(_key_text(value) for value in values)


def _key_text(value: Raw | Plain | None) -> str:
    if value is None:
        return ""
    if isinstance(value, (dt.date, dt.datetime)):
        return f"{serial(value, date1904=False):.6f}"
    if isinstance(value, (bool, dt.time, ErrorValue, NoStoredValue)):
        return str(value)
    if isinstance(value, (int, float)):
        return f"{value:.6f}"
    return value.strip().casefold()


def only_ours(rows: bytes, places: Sequence[int], ours: Area, part: str) -> bool:
    """Whether a sheet's rows hold no cell outside our rectangle and columns."""
    found = _ADDRESS.findall(rows)
    if len(found) != len(_CELL_START.findall(rows)):
        raise RefusedError(
            f"The part {part} has cells without addresses. Open the workbook in Excel, save it, and run again;"
            " nothing was changed."
        )
    columns = {column_number(letters.decode()) for letters in {letters for letters, _ in found}}
    numbers = {number for _, number in found}
    return columns <= set(places) and all(ours.first_row <= int(number) <= ours.last_row for number in numbers)


def gather(  # noqa: PLR0913 - one call, all by name
    head: bytes, rows: bytes, part: str, *, places: Sequence[int], ours: Area, keys: Mapping[int, Key],
    commented: frozenset[int] = frozenset(),
) -> KeptCells:  # fmt: skip
    """Collect the manager's cells of a sheet. ``keys`` says by row number what its row is known by.

    ``commented`` are the numbers of rows with comments, which are kept as cells are.
    """
    kept = KeptCells()
    own = frozenset(places)
    for number, xml, cells in _rows(head, rows, part):
        if number < ours.first_row:
            kept.above.append(xml)
            continue
        notes = {column: cell for column, cell in cells.items() if column not in own}
        kept.found |= notes.keys()
        if number == ours.first_row:
            kept.header = notes
            continue
        if not notes and number not in commented:
            continue
        mine = {column: cell for column, cell in cells.items() if column in own}
        key = keys.get(number, ())
        if any(key):
            kept.beside[key].append(KeptRow(number, notes, mine, number in commented))
        elif number > ours.last_row:
            kept.below.append(KeptRow(number, notes, {}))
        elif (row := KeptRow(number, notes, {}, number in commented)).says_something:
            kept.nameless.append(row)
    return kept


def _rows(head: bytes, rows: bytes, part: str) -> Iterator[tuple[int, str, CellsByColumn]]:
    """Row number, the row as XML, and its cells as XML by column."""
    whole = head + b"<sheetData>" + rows
    found: list[tuple[int, str, CellsByColumn]] = []
    starts: list[int] = []
    cells: CellsByColumn = {}
    number = column = 0
    parser = expat.ParserCreate("utf-8")

    def end_of(at: int) -> int:
        return at if whole[at - 2 : at] == b"/>" else whole.index(b">", at) + 1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal number, column, cells
        local = name.rpartition(":")[2]
        if local == "row":
            number, cells = whole_number(attributes.get("r"), number + 1), {}
            starts.append(parser.CurrentByteIndex)
        elif local == "c":
            column = column_number(attributes["r"].rstrip("0123456789"))
            starts.append(parser.CurrentByteIndex)

    def end(name: str) -> None:
        local = name.rpartition(":")[2]
        if local in ("row", "c"):
            xml = whole[starts.pop() : end_of(parser.CurrentByteIndex)].decode("utf-8")
            if local == "c":
                cells[column] = xml
            else:
                found.append((number, xml, cells))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(whole, False)
    except expat.ExpatError as error:
        raise damaged_part(part) from error
    yield from found


def moved_cell(xml: str, old: int, new: int) -> str:
    """A cell as it reads in another row of its column: its address, and its formula's references to its own row."""
    if old == new:
        return xml
    if _SHARED.search(xml):
        raise RefusedError(
            "A formula beside kamreport's rows is shared or spills, and its row would move. Turn it into plain"
            " formulas or values and run again; nothing was changed."
        )
    placed = _REF.sub(lambda match: _placed(match, xml, new), xml, count=1)
    return _FORMULA.sub(lambda match: match[1] + moved_formula(match[2], old, new), placed, count=1)


def _placed(match: re.Match[str], xml: str, new: int) -> str:
    letters = xml[match.end(1) : match.start(2)].rstrip("0123456789")
    return f"{match[1]}{letters}{new}{match[2]}"
