"""One of our sheets brought up to date: its rows, its table, and what a manager put on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamreport.cells import column_letters
from kamreport.errors import RefusedError
from kamreport.package.book import Book
from kamreport.package.cell_writing import RowWriter
from kamreport.package.hidden_rows import HiddenRows, hidden_numbers, hidden_rows
from kamreport.package.kept_cells import KeptCells, gather, key_of, only_ours
from kamreport.package.markup import utf8
from kamreport.package.moved_comments import commented_rows, moved_comments
from kamreport.package.own_sheets import OwnSheet
from kamreport.package.packing import PackedPart, pack
from kamreport.package.sheet_filling import SheetFilling
from kamreport.package.sheet_parts import StandingSheet
from kamreport.package.standing import Standing
from kamreport.package.styles import StyleBook
from kamreport.package.tables import stretched_table

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")


class SheetUpdate:
    """The parts of a standing sheet as they will be. Raises RefusedError where that cannot be done without harm."""

    def __init__(self, book: Book, sheet: OwnSheet, standing: Standing, styles: StyleBook) -> None:
        self._book, self._standing = book, standing
        old = standing_sheet(book, standing)
        kept = _kept(book, sheet, standing, old)
        hidden = hidden_now(book, sheet, standing, old)
        writer = RowWriter(sheet, styles, standing.places, date1904=book.date1904)
        self._rows = SheetFilling(sheet, writer, standing.area, standing.places, kept, hidden)
        self.packed: PackedPart = pack(old.with_rows(self._rows, writer.links, standing.area, self._rows.now))
        self.had_formulas = bool(_FORMULA.search(old.rows))

    def around(self, *, reordered: bool) -> Iterator[tuple[str, PackedPart]]:
        """The other parts that change with the sheet, by name. ``reordered`` says that its rows are others now."""
        area = self._standing.area._replace(last_row=self._rows.last_row)
        table = self._standing.table
        if table and (data := stretched_table(self._book, table, area, self._standing.added, reordered=reordered)):
            yield table.part, pack((data,))
        for name, data in moved_comments(self._book, self._standing.entry.part, self._rows.now):
            yield name, pack((data,))


def standing_sheet(book: Book, standing: Standing) -> StandingSheet:
    """The part of a standing sheet."""
    entry = book.archive.find(standing.entry.part)
    assert entry is not None  # noqa: S101 - the standing sheet was found through this very entry
    return StandingSheet(utf8(book.archive.read(entry), entry.name), entry.name)


def hidden_now(book: Book, sheet: OwnSheet, standing: Standing, old: StandingSheet) -> HiddenRows:
    """What is known of hidden rows before new ones are made: by the table's filter, else by the sheet's own."""
    filters = tuple(standing.table.root.all("autoFilter")) if standing.table else old.filters
    return hidden_rows(book, sheet, standing, filters, hidden_numbers(old.rows))


def _kept(book: Book, sheet: OwnSheet, standing: Standing, old: StandingSheet) -> KeptCells:
    area, part = standing.area, standing.entry.part
    taken = range(area.last_column - len(standing.added) + 1, area.last_column + 1)
    places = [place for place in standing.places if place not in taken]
    marked = commented_rows(book, part) | old.linked_rows(area)
    if only_ours(old.rows, places, area, part) and not marked:
        return KeptCells()
    titles = {column.title: place for column, place in zip(sheet.columns, standing.places, strict=True)}
    known_by = [titles[title] for title in sheet.key] or list(standing.places)
    keys = {
        number: key_of([cells.get(place) for place in known_by])
        for number, cells in book.read(standing.entry.title).rows
    }
    kept = gather(old.head, old.rows, part, places=places, ours=area, keys=keys, commented=marked)
    if any(column in kept.found for column in taken):
        raise RefusedError(
            f"{standing.entry.title} needs the column {column_letters(taken[0])} for {standing.added[0]}, but notes"
            " stand there. Move them further to the right and run again; nothing was changed."
        )
    return kept
