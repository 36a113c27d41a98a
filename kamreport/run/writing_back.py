"""From a review to the sheets it is written in."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kamreport import history
from kamreport.cells import CellRef
from kamreport.errors import ChangedSinceReadError, RefusedError
from kamreport.model import Portfolio
from kamreport.package import Book, open_book
from kamreport.package.blank_book import blank_book
from kamreport.results import Review
from kamreport.run.outcomes import SheetChange, Written
from kamreport.run.pausing import no_cycle_search
from kamreport.schema import schema_of
from kamreport.writing.alone import write_alone
from kamreport.writing.closed import apply, plan_edits
from kamreport.writing.plan import EditPlan, PlannedSheet
from kamreport.writing.rows import SheetRows, written_rows


@no_cycle_search()
def write_back(
    review: Review,
    *,
    now: dt.datetime,
    user: str,
    dry_run: bool = False,
    destination: str | os.PathLike[str] | None = None,
) -> Written:
    """Write findings, scores and history into kamreport's own sheets; every other part of the file keeps its bytes.

    ``now`` and ``user`` go to Runs. A dry run writes nothing and says what would be written. With ``destination`` a
    copy is written there and the workbook stays as it is; where the workbook cannot take our sheets, such as a signed
    one, the copy holds the results alone. When the sheets hold these results already, the file is not touched. Raises
    ChangedSinceReadError, FileBusyError, RefusedError or OutputError; nothing was changed then.
    """
    path = review.workbook.path
    if review.why_unscored:
        return Written(review=review, path=path, dry_run=dry_run, sheets=(), why_not=review.why_unscored)
    fresh = as_written(review)
    book = _same_book(review)
    rows = tuple(written_rows(fresh, history.remember(fresh), now=now, user=user))
    try:
        plan = _planned(book, rows, account_cells(fresh.portfolio))
        if not dry_run:
            path = apply(plan, book, destination=destination)
    except RefusedError:
        if destination is None or dry_run:
            raise
        return _written_alone(fresh, rows, destination)
    return Written(review=fresh, path=path, dry_run=dry_run, sheets=sheet_changes(plan))


def _written_alone(review: Review, rows: Iterable[SheetRows], destination: str | os.PathLike[str]) -> Written:
    """The results alone, where the workbook takes no sheets of ours."""
    blank = blank_book(Path(destination))
    sheets = [PlannedSheet(schema_of(sheet.record), sheet) for sheet in rows]
    changes = sheet_changes(plan_edits(blank, sheets))
    return Written(review=review, path=write_alone(sheets, destination), dry_run=False, sheets=changes, alone=True)


def put(book: Book, sheets: Iterable[SheetRows], portfolio: Portfolio) -> None:
    """Put sheets of any review into a workbook, whatever its own records (``portfolio``) say. Raises as ``write_back``."""
    apply(_planned(book, sheets, account_cells(portfolio)), book)


def as_written(review: Review) -> Review:
    """The review as its own sheets show it: results just written are never stale (KAM.md §13.4)."""
    told = tuple(finding for finding in review.findings if finding.rule is not history.H101)
    return replace(review, findings=told, stale=False, unreviewed=False)


def _same_book(review: Review) -> Book:
    book = open_book(review.workbook.path)
    if book.fingerprint != review.workbook.fingerprint:
        raise ChangedSinceReadError(
            f"{Path(book.path).name} was changed after it was read. Run again; nothing was written."
        )
    return book


def _planned(book: Book, sheets: Iterable[SheetRows], accounts: Mapping[str, CellRef]) -> EditPlan:
    planned = [PlannedSheet(schema_of(sheet.record), sheet) for sheet in sheets]
    return plan_edits(book, planned, accounts)


def account_cells(portfolio: Portfolio) -> Mapping[str, CellRef]:
    """Where each account's own row begins, for the links that lead there."""
    return {account.account_id: account.origin.cell("account_id") for account in portfolio.accounts}


def sheet_changes(plan: EditPlan) -> tuple[SheetChange, ...]:
    """What a plan does to each sheet, as a door tells it."""
    return tuple(
        SheetChange(
            title=one.title,
            rows=one.rows_after,
            is_new=one.is_new,
            changed_cells=one.changed_cells,
            remarks=one.remarks,
        )
        for one in plan.changes
    )
