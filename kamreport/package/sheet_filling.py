"""The rows of one of our sheets in order: what stood above, titles, our rows with their notes, what stood below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamreport.package.book import Area
from kamreport.package.cell_writing import RowWriter
from kamreport.package.kept_cells import KeptCells, KeptRow, key_of, moved_cell
from kamreport.package.own_sheets import OwnSheet, plain

ROWS_GONE = "Notes beside rows that are no longer here"


class SheetFilling:
    """Walked once. Afterwards ``last_row`` is the last row of our rectangle, which has one row at least."""

    def __init__(
        self, sheet: OwnSheet, writer: RowWriter, area: Area, places: Sequence[int], kept: KeptCells | None = None
    ) -> None:
        self._sheet = sheet
        self._writer = writer
        self._area = area
        self._places = places
        self._kept = kept or KeptCells()
        titles = [column.title for column in sheet.columns]
        self._key = [titles.index(title) for title in sheet.key] or list(range(len(titles)))
        self.last_row = area.first_row + 1

    def __iter__(self) -> Iterator[str]:
        kept = self._kept
        yield from kept.above
        row = self._area.first_row
        yield self._writer.header(row, kept.header)
        for cells in self._sheet.rows:
            row += 1
            notes = kept.take(key_of([plain(cells[at]) for at in self._key]), row) if kept.beside else None
            yield self._writer.row(row, cells, notes)
        if row == self._area.first_row:
            row += 1
            yield self._writer.row(row, [None] * len(self._places))
        self.last_row = row
        yield from self._below(row)

    def _below(self, last: int) -> Iterator[str]:
        row = last
        for kept in self._kept.below:
            row = last + kept.row - self._area.last_row
            yield _row(row, kept.at(row))
        gone = self._kept.left_over()
        if not gone:
            return
        row += 2
        yield self._writer.remark(row, min(self._places), ROWS_GONE)
        for kept in gone:
            row += 1
            yield _row(row, {**self._known_by(kept, row), **kept.at(row)})

    def _known_by(self, kept: KeptRow, row: int) -> dict[int, str]:
        wanted = {self._places[at] for at in self._key}
        return {column: moved_cell(xml, kept.row, row) for column, xml in kept.known_by.items() if column in wanted}


def _row(row: int, cells: dict[int, str]) -> str:
    return f'<row r="{row}">{"".join(cells[column] for column in sorted(cells))}</row>'
