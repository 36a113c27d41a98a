"""Plans applied to an open workbook: all is looked at first, then each sheet is written block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import xlwings as xw

from kamreport.cells import CellRef
from kamreport.errors import ChangedSinceReadError, RefusedError
from kamreport.package import OwnSheet, SheetDifference
from kamreport.package.comparing import difference
from kamreport.writing.closed import own_sheets
from kamreport.writing.live import native
from kamreport.writing.live.block import refuse_unstorable
from kamreport.writing.live.notes import follow
from kamreport.writing.live.sheets import add_sheet, update_sheet
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


def apply_open(plan: EditPlan, book: xw.Book, told: Told = lambda _: None) -> tuple[str, ...]:
    """Write a plan into the open workbook it was made for, and give what to tell of it; saving is left to the user.

    Screen updating, events, calculation, the active sheet and each sheet's protection are as before afterwards,
    whatever happens. Raises ChangedSinceReadError or RefusedError before anything is written.
    """
    tasks = [_task(book, own) for own in own_sheets(plan.sheets, plan.accounts)]
    if tuple(task.change for task in tasks) != plan.changes:
        raise ChangedSinceReadError(
            f"{book.name} was changed while kamreport was working. Press the button again; nothing was written."
        )
    return _write(book, tasks, told)


def _write(book: xw.Book, tasks: Sequence[_Task], told: Told) -> tuple[str, ...]:
    for task in tasks:
        refuse_unstorable(task.own)
    moves = {task.own.title: follow(task.standing, task.own) for task in tasks if task.standing}
    _refuse_locked(book, tasks)
    remarks: list[str] = []
    with _quiet(book):
        for task in tasks:
            told(f"writing {task.own.title}")
            if task.standing is None:
                add_sheet(book, task.own)
            else:
                remarks += update_sheet(task.standing, task.own, moves[task.own.title])
    return tuple(remarks)


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
