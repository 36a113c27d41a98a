"""From a workbook to its review: read, settle, score, check, compare with the review before."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kamreport import checking, history, reading, scoring
from kamreport.errors import UsageError
from kamreport.findings import Finding
from kamreport.model import Account, Portfolio, Settings
from kamreport.package import open_book
from kamreport.reading import Reading, Source
from kamreport.results import NOTHING_SCORED, Movement, Review, Scores
from kamreport.results.written import HistoryLine, Run, ScoreHistory
from kamreport.run.findings import in_order, unknown_severities
from kamreport.run.outcomes import Progress, in_silence
from kamreport.run.pausing import no_cycle_search
from kamreport.run.written_cells import written_cells
from kamreport.schema import nearest
from kamreport.writing import rows

KEPT = (Run, ScoreHistory, HistoryLine)
"""Written sheets that are read again: what earlier runs and reviews left. Nobody fills them, so nothing is settled."""
_NOTHING: Mapping[type, Sequence[object]] = {}
_MONTHS_IN_A_QUARTER = 3
_STEPS = 4
_NAMED = 12
"""So many accounts are named to somebody who asked for one that is not there."""


def prepare(path: str | os.PathLike[str], *, as_of: dt.date | None = None, progress: Progress = in_silence) -> Review:
    """Read, check and score a closed workbook; nothing is written.

    ``as_of`` is the day ages count to: the argument, else Settings, else Period end (KAM.md §1.2). Raises
    WorkbookError when the file cannot be read as a workbook; what is wrong in it is told by the review's findings.
    """
    return review_of(open_book(path), as_of=as_of, progress=progress)


@no_cycle_search()
def review_of(
    source: Source,
    *,
    as_of: dt.date | None = None,
    progress: Progress = in_silence,
    carried: Mapping[type, Sequence[object]] = _NOTHING,
) -> Review:
    """The review of a workbook from any source of rows: as ``prepare``.

    ``carried`` are rows of Runs, Score history and History lines that take the place of the workbook's own.
    """
    progress(0, _STEPS, "reading")
    read = reading.read_sheets(source)
    kept: dict[type, Iterable[object]] = {record: carried.get(record, read.portfolio.rows(record)) for record in KEPT}
    why = why_unscored(read.portfolio)
    settings = read.portfolio.settings
    if why or settings.period_end is None:
        return _unscored(read, as_of, why)
    day = as_of or settings.as_of or settings.period_end
    settled = checking.settle(read.portfolio.with_rows(dict.fromkeys(KEPT, ())), day)
    portfolio = settled.portfolio.with_rows(kept)
    progress(1, _STEPS, "scoring")
    scores = scoring.score(portfolio, day)
    progress(2, _STEPS, "checking")
    said = (*read.findings, *unknown_severities(settings))
    found = (*said, *settled.findings, *scores.findings, *checking.check(portfolio, scores, day))
    progress(3, _STEPS, "comparing")
    review = _compared(_reviewed(read, portfolio, scores, day, settings.period_end))
    found = (*found, *history.history_findings(review), *_written_changed(source, portfolio))
    progress(_STEPS, _STEPS, "")
    return replace(review, findings=in_order(found, portfolio))


def why_unscored(portfolio: Portfolio) -> str:
    """Why nothing can be scored: a required setting or the Accounts sheet is missing. Empty when it can."""
    settings = portfolio.settings
    if settings.period_end is None:
        return "Period end in Settings is missing or wrong, so nothing could be scored."
    if settings.currency is None:
        return "Currency in Settings is missing or wrong, so nothing could be scored."
    if Account not in portfolio.records:
        return "The sheet Accounts could not be read, so nothing could be scored."
    return ""


def find_account(review: Review, said: str) -> Account:
    """The account of that ID or, if only one has it, that name, without regard to case. Raises UsageError."""
    if review.why_unscored:
        raise UsageError(review.why_unscored)
    word = said.strip().casefold()
    accounts = review.portfolio.accounts
    found = [one for one in accounts if one.account_id.casefold() == word]
    found = found or [one for one in accounts if one.name.casefold() == word]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{len(found)} accounts are called '{said}': say which by its Account ID.")
    if review.portfolio.is_left_out(Account, word):
        book = review.workbook.path.name
        raise UsageError(
            f"The row of '{said}' on Accounts is left out for an error in it; to see it: kamreport check {book}"
        )
    raise UsageError(f"There is no account '{said}' in {review.workbook.path.name}.{_meant(review, said)}")


def _meant(review: Review, said: str) -> str:
    accounts = review.portfolio.accounts
    near = nearest(said.strip(), [word for one in accounts for word in (one.account_id, one.name)])
    if near:
        return f" Did you mean {near}?"
    more = f" and {len(accounts) - _NAMED:,} more" if len(accounts) > _NAMED else ""
    return f" It holds {', '.join(one.account_id for one in accounts[:_NAMED])}{more}." if accounts else ""


def period_label(settings: Settings, period_end: dt.date) -> str:
    """What the period is called: as Settings say, else its calendar quarter, such as 2026 Q1."""
    return settings.period_label or f"{period_end.year} Q{(period_end.month - 1) // _MONTHS_IN_A_QUARTER + 1}"


def _reviewed(read: Reading, portfolio: Portfolio, scores: Scores, day: dt.date, period_end: dt.date) -> Review:
    inputs = history.input_fingerprint(portfolio)
    return Review(
        review_id=history.review_id(period_end, inputs),
        as_of=day,
        period_end=period_end,
        period_label=period_label(portfolio.settings, period_end),
        workbook=read.workbook,
        portfolio=portfolio,
        scores=scores,
        findings=(),
        movements=(),
        previous=history.previous(portfolio, period_end),
        input_fingerprint=inputs,
        model_fingerprint=history.model_fingerprint(portfolio),
        stale=False,
    )


def _compared(review: Review) -> Review:
    moved: tuple[Movement, ...] = ()
    if review.previous is not None:
        moved = history.movements(review.previous, *history.remember(review), review.portfolio)
    return replace(
        review,
        movements=moved,
        stale=bool(history.stale_reasons(review)),
        unreviewed=history.is_unreviewed(review),
    )


def _written_changed(source: Source, portfolio: Portfolio) -> Iterator[Finding]:
    run = history.last_run(portfolio)
    if run is not None and run.written_fingerprint:
        yield from rows.written_changed(run, rows.fingerprint_of_cells(written_cells(source)))


def _unscored(read: Reading, as_of: dt.date | None, why: str) -> Review:
    """The review of a workbook nothing of which can be scored: its findings, and no accounts."""
    settings = read.portfolio.settings
    found = (*read.findings, *unknown_severities(settings))
    period_end = settings.period_end or as_of or settings.as_of or dt.date.min
    day = as_of or settings.as_of or period_end
    if Account in read.portfolio.records and day > dt.date.min:
        found = (*found, *checking.settle(read.portfolio, day).findings)
    return Review(
        review_id="",
        as_of=day,
        period_end=period_end,
        period_label=period_label(settings, period_end) if settings.period_end else "",
        workbook=read.workbook,
        portfolio=read.portfolio.with_rows({Account: ()}),
        scores=NOTHING_SCORED,
        findings=in_order(found, read.portfolio),
        movements=(),
        previous=None,
        input_fingerprint=history.input_fingerprint(read.portfolio),
        model_fingerprint=history.model_fingerprint(read.portfolio),
        stale=False,
        why_unscored=why,
    )
