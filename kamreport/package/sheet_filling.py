"""The rows of one of our sheets in order: what stood above, titles, our rows with their notes, what stood below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from kamreport.package.book import Area
from kamreport.package.cell_writing import RowWriter, row_xml
from kamreport.package.hidden_rows import HiddenRows, cell_of
from kamreport.package.kept_cells import KeptCells, KeptRow, Key, key_of, moved_cell
from kamreport.package.own_sheets import Cell, OwnSheet, plain
from kamreport.package.row_filters import Held

_AT_ONCE = 100
"""Rows that are made together."""
ROWS_GONE = "Notes beside rows that are no longer here"


class SheetFilling:
    """Pieces of whole rows, to be walked once. Afterwards ``last_row`` is the last row of our rectangle, which has one row at least."""

    def __init__(  # noqa: PLR0913 - all that a sheet's rows are made of
        self,
        sheet: OwnSheet,
        writer: RowWriter,
        area: Area,
        places: Sequence[int],
        kept: KeptCells | None = None,
        hidden: HiddenRows | None = None,
    ) -> None:
        self._sheet = sheet
        self._writer = writer
        self._area = area
        self._places = places
        self._kept = kept or KeptCells()
        self._hidden = hidden or HiddenRows()
        self._at = {place: index for index, place in enumerate(places)}
        titles = [column.title for column in sheet.columns]
        self._key = [titles.index(title) for title in sheet.key] or list(range(len(titles)))
        self.last_row = area.first_row + 1

    def __iter__(self) -> Iterator[str]:
        kept = self._kept
        yield from kept.above
        row = self._area.first_row
        yield self._writer.header(row, kept.header)
        rows = iter(self._sheet.rows)
        while some := list(islice(rows, _AT_ONCE)):
            yield from self._ours(row + 1, some)
            row += len(some)
        if row == self._area.first_row:
            row += 1
            yield self._writer.row(row, [None] * len(self._places))
        self.last_row = row
        yield from self._below(row)

    def _ours(self, first: int, rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
        """Rows of ours; one by one only where a manager's notes or hidden rows go with them."""
        kept, some_hidden = self._kept, self._hidden.any
        if not kept.beside and not some_hidden:
            yield "".join(self._writer.rows(first, rows))
            return
        for row, cells in enumerate(rows, first):
            key = key_of([plain(cells[at]) for at in self._key])
            notes = kept.take(key, row) if kept.beside else None
            yield self._writer.row(row, cells, notes, hidden=some_hidden and self._hides(row, key, cells))

    def now(self, row: int) -> int:
        """Where a row of the old sheet stands now; to be asked after all rows were made."""
        if row > self._area.last_row and row not in self._kept.moved:
            return row + self.last_row - self._area.last_row
        return self._kept.moved.get(row, row)

    def _hides(self, row: int, key: Key, cells: Sequence[Cell]) -> bool:
        def held(column: int) -> Held | None:
            index = self._at.get(column)
            return None if index is None else cell_of(self._sheet, cells, index)

        return self._hidden.hides(row, key, held)

    def _below(self, last: int) -> Iterator[str]:
        row = last
        for kept in self._kept.below:
            row = last + kept.row - self._area.last_row
            yield row_xml(row, _ordered(self._kept.put(kept, row)), hidden=kept.row in self._hidden.numbers)
        if self._kept.nameless:
            row += 1
        for kept in self._kept.nameless:
            row += 1
            yield row_xml(row, _ordered(self._kept.put(kept, row)))
        gone = self._kept.left_over()
        if not gone:
            return
        row += 2
        yield self._writer.remark(row, min(self._places), ROWS_GONE)
        for kept in gone:
            row += 1
            yield row_xml(row, _ordered({**self._known_by(kept, row), **self._kept.put(kept, row)}))

    def _known_by(self, kept: KeptRow, row: int) -> dict[int, str]:
        wanted = {self._places[at] for at in self._key}
        return {column: moved_cell(xml, kept.row, row) for column, xml in kept.known_by.items() if column in wanted}


def _ordered(cells: dict[int, str]) -> list[str]:
    return [cells[column] for column in sorted(cells)]
