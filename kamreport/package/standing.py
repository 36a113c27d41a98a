"""Where our sheets stand in a workbook: found by their mark, whatever their title and place are now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamreport.errors import RefusedError
from kamreport.package.book import Area, Book, SheetEntry
from kamreport.package.own_sheets import OwnSheet
from kamreport.package.tables import TablePart, tables_of


class Standing(NamedTuple):
    """A sheet of ours in the workbook: its entry, its table, and where our columns and rows are."""

    entry: SheetEntry
    table: TablePart | None
    area: Area
    places: tuple[int, ...]
    added: tuple[str, ...]
    """Titles of columns that are new at the right of the table."""


def find_standing(book: Book, sheet: OwnSheet) -> Standing | None:
    """Where the sheet stands, or None when it is new. Raises RefusedError when its title is somebody else's."""
    for name in book.names:
        if name.name == sheet.mark and not name.scope:
            entry = book.sheet(_sheet_of(name.text))
            if entry is not None and entry.kind == "worksheet":
                return _layout(book, sheet, entry)
    if book.sheet(sheet.title) is not None:
        raise RefusedError(
            f"The workbook has a sheet {sheet.title} that kamreport did not make. Rename it in Excel and run again;"
            " nothing was changed."
        )
    return None


def _sheet_of(text: str) -> str:
    title = text.strip().removeprefix("=").rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _layout(book: Book, sheet: OwnSheet, entry: SheetEntry) -> Standing:
    table = _our_table(sheet, tuple(tables_of(book, entry.part)))
    if table is None:
        rows = sum(1 for _ in book.read(entry.title).rows)
        places = tuple(range(1, len(sheet.columns) + 1))
        return Standing(entry, None, Area(1, 1, max(rows, 2), len(places)), places, ())
    at = {title.casefold(): table.area.first_column + offset for offset, title in enumerate(table.columns)}
    added = tuple(column.title for column in sheet.columns if column.title.casefold() not in at)
    at |= {title.casefold(): table.area.last_column + offset for offset, title in enumerate(added, 1)}
    places = tuple(at[column.title.casefold()] for column in sheet.columns)
    area = table.area._replace(last_column=table.area.last_column + len(added))
    return Standing(entry, table, area, places, added)


def _our_table(sheet: OwnSheet, tables: Sequence[TablePart]) -> TablePart | None:
    titles = {column.title.casefold() for column in sheet.columns}
    ours = [table for table in tables if table.name.casefold() == sheet.table.casefold()]
    ours += sorted(tables, key=lambda table: -len(titles & {title.casefold() for title in table.columns}))
    return ours[0] if ours and titles & {title.casefold() for title in ours[0].columns} else None
