"""The day's steps for a workbook that is open in Excel: reviewed as it stands there, written into where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from kamreport import history
from kamreport.errors import ChangedSinceReadError
from kamreport.reading.live import LiveBook
from kamreport.results import Review
from kamreport.run.outcomes import Progress, Written, in_silence
from kamreport.run.preparing import review_of
from kamreport.run.writing_back import account_cells, as_written, sheet_changes
from kamreport.schema import schema_of
from kamreport.writing.live import apply_open, plan_open
from kamreport.writing.plan import PlannedSheet
from kamreport.writing.rows import written_rows


def prepare_open(
    source: LiveBook, *, now: dt.datetime, as_of: dt.date | None = None, progress: Progress = in_silence
) -> Review:
    """The review of an open workbook as it stands at ``now``, changes that are not saved yet included."""
    review = review_of(source, as_of=as_of, progress=progress)
    return replace(review, workbook=replace(review.workbook, read_open_at=now))


def write_into_open(
    review: Review, source: LiveBook, *, now: dt.datetime, user: str, told: Callable[[str], None] = lambda _: None
) -> Written:
    """Write a review into the open workbook it was made from; saving it is left to the user.

    As ``write_back``, through Excel. Raises ChangedSinceReadError or RefusedError before anything is written.
    """
    path = review.workbook.path
    if review.why_unscored:
        return Written(review=review, path=path, dry_run=False, sheets=(), why_not=review.why_unscored)
    if not source.is_current():
        raise ChangedSinceReadError(
            f"{path.name} was changed while kamreport was working. Press the button again; nothing was written."
        )
    fresh = as_written(review)
    rows = written_rows(fresh, history.remember(fresh), now=now, user=user)
    planned = [PlannedSheet(schema_of(sheet.record), sheet) for sheet in rows]
    plan = plan_open(source.book, planned, account_cells(fresh.portfolio), fingerprint=source.fingerprint)
    remarks = apply_open(plan, source.book, told) if plan.changed else ()
    return Written(review=fresh, path=path, dry_run=False, sheets=sheet_changes(plan), said=remarks)
