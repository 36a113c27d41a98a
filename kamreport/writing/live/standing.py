"""Where our sheets stand in an open workbook: found by their mark, read once each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import xlwings as xw

from kamreport.cells import Raw
from kamreport.errors import RefusedError
from kamreport.package import Area, OwnSheet
from kamreport.package.handed_over import raw_rows
from kamreport.package.standing import places_in, sheet_of

Rows = dict[int, dict[int, Raw]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingOpen:
    """One of our sheets in an open workbook, and all it holds."""

    sheet: xw.Sheet
    table: xw.main.Table | None
    area: Area
    """Our rectangle, titles included, columns about to be added included."""
    places: tuple[int, ...]
    added: tuple[str, ...]
    rows: Rows
    last_row: int
    last_column: int


def find_open(book: xw.Book, sheet: OwnSheet) -> StandingOpen | None:
    """Where the sheet stands, or None when it is new. Raises RefusedError when its title is somebody else's."""
    titles = {one.name.casefold(): one.name for one in book.sheets}
    if book.names.contains(sheet.mark):
        title = titles.get(sheet_of(book.names[sheet.mark].refers_to or "").casefold())
        if title is not None:
            return _layout(book.sheets[title], sheet)
    if sheet.title.casefold() in titles:
        raise RefusedError(
            f"The workbook has a sheet {sheet.title} that kamreport did not make. Rename it and press the button"
            " again; nothing was changed."
        )
    return None


def _layout(tab: xw.Sheet, sheet: OwnSheet) -> StandingOpen:
    used = tab.used_range
    rows = dict(raw_rows(used.options(ndim=2, err_to_str=True).value, used.row, used.column))
    last_row, last_column = used.row + used.shape[0] - 1, used.column + used.shape[1] - 1
    found = _our_table(tab, sheet)
    table: xw.main.Table | None = None
    places, added = places_in(sheet, [column.title for column in sheet.columns], 1)
    area = Area(1, 1, max(len(rows), 2), len(places))
    if found is not None:
        table, titles = found
        block = table.range
        places, added = places_in(sheet, titles, block.column)
        right = block.column + len(titles) + len(added) - 1
        area = Area(block.row, block.column, block.row + block.shape[0] - 1, right)
    return StandingOpen(
        sheet=tab, table=table, area=area, places=places, added=added, rows=rows,
        last_row=max(last_row, area.last_row), last_column=max(last_column, area.last_column),
    )  # fmt: skip


def _our_table(tab: xw.Sheet, sheet: OwnSheet) -> tuple[xw.main.Table, Sequence[str]] | None:
    """The table of that name, else the one that shares most titles with ours."""
    wanted = {column.title.casefold() for column in sheet.columns}
    best: tuple[int, xw.main.Table, Sequence[str]] | None = None
    for table in tab.tables:
        header = table.header_row_range
        titles = [str(title) for title in header.options(ndim=1).value] if header else []
        shared = len(wanted & {title.casefold() for title in titles})
        if table.name.casefold() == sheet.table.casefold():
            shared += len(wanted) + 1
        if wanted & {title.casefold() for title in titles} and (best is None or shared > best[0]):
            best = (shared, table, titles)
    return (best[1], best[2]) if best else None
