"""Which of our rows are out of sight: those a manager's filter keeps back, else those that were hidden before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kamreport.cells import Raw
from kamreport.package.book import Book
from kamreport.package.cell_details import CellDetail, row_details
from kamreport.package.kept_cells import Key, key_of
from kamreport.package.markup import Node
from kamreport.package.own_sheets import Cell, OwnSheet, Styled, plain
from kamreport.package.row_filters import Filter, Held, Test, filter_of, number_in, together
from kamreport.package.standing import Standing

LAST_ROW = 1_048_576
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])([^<>]*)>")
_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")

OldRow = tuple[bool, Mapping[int, Held]]
"""Whether a row was hidden, and the manager's cells in it that the filter asks about."""


@dataclass(slots=True)
class HiddenRows:
    """Asked once for each new row, in order."""

    numbers: frozenset[int] = frozenset()
    """The rows that were hidden, by number."""
    filters: Sequence[Filter] = ()
    untold: tuple[str, ...] = ()
    """Titles of filtered columns whose criteria cannot be worked out."""
    before: defaultdict[Key, list[OldRow]] = field(default_factory=lambda: defaultdict(list))

    @property
    def any(self) -> bool:
        """Whether a row could be hidden at all."""
        return bool(self.filters or self.numbers)

    def hides(self, row: int, key: Key, held: Callable[[int], Held | None]) -> bool:
        """Whether a new row is out of sight. ``held`` gives its cell in a column; None for one that is not ours."""
        waiting = self.before.get(key)
        was_hidden, foreign = waiting.pop(0) if waiting else (False, {})
        asked = [one for one in self.filters if one.first_row < row <= one.last_row]
        if not asked:
            return was_hidden
        verdict = together(
            test(held(column) or foreign.get(column, Held(None))) for one in asked for column, test in one.tests.items()
        )
        if verdict is not False and any(one.untold for one in asked):
            verdict = None
        return was_hidden if verdict is None else not verdict


def hidden_rows(
    book: Book, sheet: OwnSheet, standing: Standing, filters: Iterable[Node], hidden: frozenset[int]
) -> HiddenRows:
    """What is known of hidden rows before the new ones are made. ``hidden`` are the numbers of the old ones."""
    at = {place: index for index, place in enumerate(standing.places)}

    def numbers_of(column: int) -> Iterable[float]:
        if (index := at.get(column)) is None:
            return ()
        return [number for cells in sheet.rows if (number := number_in(plain(cells[index]))) is not None]

    stated = [one for node in filters if (one := filter_of(node, numbers_of, date1904=book.date1904))]
    if standing.table:
        stated = [one._replace(last_row=LAST_ROW) for one in stated]  # it reaches as far as the table will
    foreign = frozenset(column for one in stated for column in one.columns if column not in at)
    if not foreign and not any(one.untold for one in stated) and (stated or not hidden):
        return HiddenRows(hidden, stated)
    details = _details(book, standing, foreign) if foreign else {}
    old = _old_rows(book, sheet, standing, foreign, details)
    stated = [_without_untold(one, foreign, details, [held for _, _, held in old]) for one in stated]
    found = HiddenRows(hidden, stated, _titles(standing, stated))
    for number, key, held in old:
        found.before[key].append((number in hidden, held))
    return found


def hidden_numbers(rows: bytes) -> frozenset[int]:
    """The numbers of the rows that are hidden, from the XML inside ``<sheetData>``."""
    if b"hidden=" not in rows:
        return frozenset()
    number, hidden = 0, []
    for found in _ROW.finditer(rows):
        stated = _NUMBER.search(found[1])
        number = int(stated[1]) if stated else number + 1
        if _HIDDEN.search(found[1]):
            hidden.append(number)
    return frozenset(hidden)


def cell_of(sheet: OwnSheet, cells: Sequence[Cell], index: int) -> Held:
    """One of our cells as a filter will meet it."""
    cell = cells[index]
    look = cell.look if isinstance(cell, Styled) else None
    return Held(plain(cell), (look and look.number_format) or sheet.columns[index].number_format)


def _details(book: Book, standing: Standing, columns: frozenset[int]) -> dict[int, dict[int, CellDetail]]:
    return {
        row.number: {column: cell for column, cell in row.cells.items() if column in columns}
        for row in row_details(book, standing.entry.title)
        if standing.area.first_row < row.number <= standing.area.last_row
    }


def _old_rows(
    book: Book,
    sheet: OwnSheet,
    standing: Standing,
    foreign: frozenset[int],
    details: Mapping[int, Mapping[int, CellDetail]],
) -> list[tuple[int, Key, dict[int, Held]]]:
    """The number and key of each old row, with the manager's cells in it that a filter asks about."""
    titles = {column.title: place for column, place in zip(sheet.columns, standing.places, strict=True)}
    known_by = [titles[title] for title in sheet.key] or list(standing.places)
    return [
        (
            number,
            key_of([cells.get(place) for place in known_by]),
            {column: _held(cells.get(column), details.get(number, {}).get(column)) for column in foreign},
        )
        for number, cells in book.read(standing.entry.title).rows
        if standing.area.first_row < number <= standing.area.last_row
    ]


def _held(value: Raw, detail: CellDetail | None) -> Held:
    return Held(value, detail.number_format if detail else "General")


def _without_untold(
    one: Filter,
    foreign: frozenset[int],
    details: Mapping[int, Mapping[int, CellDetail]],
    held: Sequence[Mapping[int, Held]],
) -> Filter:
    """A manager's own column can be judged where every cell can, and none is a formula about to give another result."""
    untold = {
        column
        for column, test in one.tests.items()
        if column in foreign
        and (
            any(cells[column].formula for cells in details.values() if column in cells)
            or any(test(cells[column]) is None for cells in held)
        )
    }
    tests: dict[int, Test] = {column: test for column, test in one.tests.items() if column not in untold}
    return one._replace(tests=tests, untold=one.untold | untold)


def _titles(standing: Standing, filters: Iterable[Filter]) -> tuple[str, ...]:
    columns = sorted({column for one in filters for column in one.untold})
    titles = (*standing.table.columns, *standing.added) if standing.table else ()
    places = range(standing.area.first_column, standing.area.first_column + len(titles))
    known = dict(zip(places, titles, strict=True))
    return tuple(known.get(column, "another column") for column in columns)
