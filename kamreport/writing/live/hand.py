"""Plans applied to an open workbook: all is looked at first, then each sheet is written block by block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import xlwings as xw

from kamreport.cells import CellRef, ErrorValue, quoted_sheet
from kamreport.errors import ChangedSinceReadError, RefusedError
from kamreport.package import OwnSheet, SheetDifference
from kamreport.package.comparing import difference
from kamreport.writing.closed import own_sheets
from kamreport.writing.live import native
from kamreport.writing.live.block import draw_lines, refuse_unstorable, show_plain, write_block
from kamreport.writing.live.looks import stretches
from kamreport.writing.live.notes import Moves, follow
from kamreport.writing.live.standing import StandingOpen, find_open
from kamreport.writing.plan import EditPlan, PlannedSheet

Told = Callable[[str], None]
"""Told in a few words what is being done, before each sheet."""


class _Task(NamedTuple):
    own: OwnSheet
    standing: StandingOpen | None
    change: SheetDifference


def plan_open(
    book: xw.Book,
    sheets: Iterable[PlannedSheet],
    accounts: Mapping[str, CellRef] | None = None,
    *,
    fingerprint: str,
) -> EditPlan:
    """What writing these sheets would do to the open workbook; nothing is written.

    ``fingerprint`` is that of the reading the results were made from. Raises RefusedError where writing would be.
    """
    planned, ways = tuple(sheets), dict(accounts or {})
    changes = tuple(_task(book, own).change for own in own_sheets(planned, ways))
    return EditPlan(fingerprint=fingerprint, sheets=planned, changes=changes, accounts=ways)


def apply_open(plan: EditPlan, book: xw.Book, told: Told = lambda _: None) -> None:
    """Write a plan into the open workbook it was made for; saving it is left to the user.

    Screen updating, events, calculation, the active sheet and each sheet's protection are as before afterwards,
    whatever happens. Raises ChangedSinceReadError or RefusedError before anything is written.
    """
    tasks = [_task(book, own) for own in own_sheets(plan.sheets, plan.accounts)]
    if tuple(task.change for task in tasks) != plan.changes:
        raise ChangedSinceReadError(
            f"{book.name} was changed while kamreport was working. Press the button again; nothing was written."
        )
    _write(book, tasks, told)


def _write(book: xw.Book, tasks: Sequence[_Task], told: Told) -> None:
    for task in tasks:
        refuse_unstorable(task.own)
    moves = {task.own.title: follow(task.standing, task.own) for task in tasks if task.standing}
    _refuse_locked(book, tasks)
    with _quiet(book):
        for task in tasks:
            told(f"writing {task.own.title}")
            if task.standing is None:
                _add(book, task.own)
            else:
                _update(task.standing, task.own, moves[task.own.title])


def _task(book: xw.Book, own: OwnSheet) -> _Task:
    standing = find_open(book, own)
    if standing is None:
        change = difference(own.title, None, own.rows, range(1, len(own.columns) + 1), 2)
    else:
        first = standing.area.first_row + 1
        change = difference(standing.sheet.name, standing.rows.items(), own.rows, standing.places, first)
    return _Task(own, standing, change)


def _refuse_locked(book: xw.Book, tasks: Iterable[_Task]) -> None:
    """Try every lock before the first cell is written: a password of somebody's stops all or nothing."""
    for task in tasks:
        if task.standing is None or not native.is_protected(task.standing.sheet):
            continue
        sheet = task.standing.sheet
        try:
            native.unprotect(sheet)
        except Exception as error:  # COM and AppleScript each raise their own
            raise _locked(sheet) from error
        if native.is_protected(sheet):
            raise _locked(sheet)
        native.protect(sheet)
    if any(task.standing is None for task in tasks) and native.has_locked_structure(book):
        raise RefusedError(
            f"The structure of {book.name} is protected, so no sheet can be added. Choose Review, Protect Workbook,"
            " and press the button again; nothing was changed."
        )


def _locked(sheet: xw.Sheet) -> RefusedError:
    return RefusedError(
        f"{sheet.name} is protected with a password. Choose Review, Unprotect Sheet, and press the button again;"
        " nothing was changed."
    )


@contextmanager
def _quiet(book: xw.Book) -> Iterator[None]:
    active = book.sheets.active
    app = book.app
    with (
        app.properties(screen_updating=False),
        app.properties(enable_events=False),
        app.properties(calculation="manual"),
    ):
        try:
            yield
        finally:
            active.activate()


@contextmanager
def _unprotected(sheet: xw.Sheet, *, afterwards: bool) -> Iterator[None]:
    if native.is_protected(sheet):
        native.unprotect(sheet)
    try:
        yield
    finally:
        if afterwards:
            native.protect(sheet)


def _add(book: xw.Book, own: OwnSheet) -> None:
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


def _update(standing: StandingOpen, own: OwnSheet, moves: Moves) -> None:
    """Our rows anew, the notes where their rows are now, the table over exactly our rows."""
    sheet, area = standing.sheet, standing.area
    with _unprotected(sheet, afterwards=native.is_protected(sheet)):
        if standing.table is not None:
            _lift_filter(standing.table)
        for left, right, _ in stretches(standing.places):
            sheet.range((area.first_row + 1, left), (standing.last_row, right)).clear()
        last_row = write_block(sheet, own, standing.places, area.first_row)
        if standing.table is not None:
            corner = (last_row, area.last_column)
            standing.table.resize(sheet.range((area.first_row, area.first_column), corner))
        if moves.any:
            _move_notes(standing, own, moves)


def _lift_filter(table: xw.main.Table) -> None:
    """Show every row first: Excel writes a block into the visible rows only, one after another."""
    if table.show_autofilter:
        table.autofilter.clear()


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
