"""One sheet of ours in an open workbook: added, or brought up to date with its table and the notes around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import xlwings as xw

from kamreport.cells import ErrorValue, quoted_sheet
from kamreport.package import OwnSheet
from kamreport.writing.live import native
from kamreport.writing.live.block import draw_lines, show_plain, write_block
from kamreport.writing.live.comments import put_notes
from kamreport.writing.live.filters import lifted_filter, set_again
from kamreport.writing.live.looks import stretches
from kamreport.writing.live.notes import Moves
from kamreport.writing.live.standing import StandingOpen


@contextmanager
def _unprotected(sheet: xw.Sheet, *, afterwards: bool) -> Iterator[None]:
    if native.is_protected(sheet):
        native.unprotect(sheet)
    try:
        yield
    finally:
        if afterwards:
            native.protect(sheet)


def add_sheet(book: xw.Book, own: OwnSheet) -> None:
    """A new sheet of ours, last in the book, with its table, its mark and room for notes."""
    sheet = book.sheets.add(own.title, after=book.sheets[len(book.sheets) - 1])
    with _unprotected(sheet, afterwards=own.protected):
        places = tuple(range(1, len(own.columns) + 1))
        last = write_block(sheet, own, places, 1)
        table = sheet.tables.add(
            source=sheet.range((1, 1), (last, len(places))), name=_free_name(book, own.table), has_headers=True,
            table_style_name="",
        )  # fmt: skip
        table.show_table_style_row_stripes = False
        for place, column in zip(places, own.columns, strict=True):
            sheet.range((1, place)).column_width = column.width
        native.unlock(sheet.range((1, len(places) + 1), (native.LAST_ROW, native.LAST_COLUMN)))
        native.colour_tab(sheet, own.tab_colour)
        sheet.show_gridlines = False
        native.freeze(sheet, 1, own.frozen_columns)
        if book.names.contains(own.mark):
            book.names[own.mark].delete()
        native.hide(book.names.add(own.mark, f"={quoted_sheet(own.title)}!$A$1"))


def _free_name(book: xw.Book, wanted: str) -> str:
    taken = {table.name.casefold() for sheet in book.sheets for table in sheet.tables}
    name, number = wanted, 1
    while name.casefold() in taken or book.names.contains(name):
        number += 1
        name = f"{wanted}_{number}"
    return name


def update_sheet(standing: StandingOpen, own: OwnSheet, moves: Moves) -> list[str]:
    """Our rows anew, the notes where their rows are now, the table over exactly our rows; gives what to tell of it."""
    sheet, area = standing.sheet, standing.area
    with _unprotected(sheet, afterwards=native.is_protected(sheet)):
        asked = lifted_filter(standing.table) if standing.table is not None else ()
        for left, right, _ in stretches(standing.places):
            sheet.range((area.first_row + 1, left), (standing.last_row, right)).clear()
        last_row = write_block(sheet, own, standing.places, area.first_row)
        if standing.table is not None:
            corner = (last_row, area.last_column)
            standing.table.resize(sheet.range((area.first_row, area.first_column), corner))
        if moves.any:
            _move_notes(standing, own, moves)
        put_notes(sheet, moves.comments.notes, moves.rows, moves.cleared)
        return set_again(standing.table, asked) if standing.table is not None else []


def _move_notes(standing: StandingOpen, own_sheet: OwnSheet, moves: Moves) -> None:
    sheet, own = standing.sheet, set(standing.places)
    first = standing.area.first_row + 1
    last = max([standing.last_row, *moves.after, moves.remark_row])
    columns = [column for column in moves.columns if column not in own]
    for left, right, _ in stretches(columns):
        block = [
            [_typed(moves.after.get(row, {}).get(column)) for column in range(left, right + 1)]
            for row in range(first, last + 1)
        ]
        sheet.range((first, left), (last, right)).value = block
    _write_known_by(standing, own_sheet, moves)


def _write_known_by(standing: StandingOpen, own: OwnSheet, moves: Moves) -> None:
    """The remark, and under it what each lost row was known by, looking as it did."""
    columns = dict(zip(standing.places, own.columns, strict=True))
    for row, cells in moves.known_by.items():
        for place, value in cells.items():
            cell = standing.sheet.range((row, place))
            cell.number_format = "@" if isinstance(value, str) else "General"
            cell.value = value
            if row == moves.remark_row:
                cell.number_format = "General"
                cell.font.bold = True
            else:
                draw_lines(cell, own)
                show_plain(cell, columns[place])


def _typed(value: object) -> object:
    """What to type for a note: an apostrophe keeps text text, whatever format the cell has."""
    if isinstance(value, ErrorValue):
        return f"={value.code}"
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if isinstance(value, str) and not value.startswith("="):
        return f"'{value}"
    return value
