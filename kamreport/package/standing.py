"""Where our sheets stand in a workbook: found by their mark, whatever their title and place are now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamreport.cells import column_letters
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
            entry = book.sheet(sheet_of(name.text))
            if entry is not None and entry.kind == "worksheet":
                return _layout(book, sheet, entry)
    if book.sheet(sheet.title) is not None:
        raise RefusedError(
            f"The workbook has a sheet {sheet.title} that kamreport did not make. Rename it in Excel and run again;"
            " nothing was changed."
        )
    return None


def sheet_of(text: str) -> str:
    """The title of the sheet a defined name points into."""
    title = text.strip().removeprefix("=").rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _layout(book: Book, sheet: OwnSheet, entry: SheetEntry) -> Standing:
    table = _our_table(sheet, tuple(tables_of(book, entry.part)))
    if table is None:
        rows = sum(1 for _ in book.read(entry.title).rows)
        places = tuple(range(1, len(sheet.columns) + 1))
        return Standing(entry, None, Area(1, 1, max(rows, 2), len(places)), places, ())
    _refuse_rearranged(book, entry, table)
    places, added = places_in(sheet, table.columns, table.area.first_column)
    area = table.area._replace(last_column=table.area.last_column + len(added))
    return Standing(entry, table, area, places, added)


def _refuse_rearranged(book: Book, entry: SheetEntry, table: TablePart) -> None:
    """Raise RefusedError where our rows could not be written without harm: a total row, or merged cells among them."""
    if table.root.get("totalsRowCount", "0") != "0":
        raise RefusedError(
            f"The table on {entry.title} has a total row, which new rows would overwrite. Choose Table Design, take the"
            " mark off Total Row, and run again; nothing was changed."
        )
    ours = table.area
    for merged in book.read(entry.title).merged:
        if (
            merged.first_row <= ours.last_row and ours.first_row <= merged.last_row
            and merged.first_column <= ours.last_column and ours.first_column <= merged.last_column
        ):  # fmt: skip
            raise RefusedError(
                f"Cells of {entry.title} are merged among kamreport's rows"
                f" ({column_letters(merged.first_column)}{merged.first_row}). Choose Home, Unmerge Cells there and run"
                " again; nothing was changed."
            )


def places_in(sheet: OwnSheet, titles: Sequence[str], first_column: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The column numbers of our columns in a table with these titles, and the titles it lacks, put at its right."""
    at = {title.casefold(): first_column + offset for offset, title in enumerate(titles)}
    added = tuple(column.title for column in sheet.columns if column.title.casefold() not in at)
    at |= {title.casefold(): first_column + len(titles) + offset for offset, title in enumerate(added)}
    return tuple(at[column.title.casefold()] for column in sheet.columns), added


def _our_table(sheet: OwnSheet, tables: Sequence[TablePart]) -> TablePart | None:
    titles = {column.title.casefold() for column in sheet.columns}
    ours = [table for table in tables if table.name.casefold() == sheet.table.casefold()]
    ours += sorted(tables, key=lambda table: -len(titles & {title.casefold() for title in table.columns}))
    return ours[0] if ours and titles & {title.casefold() for title in ours[0].columns} else None
