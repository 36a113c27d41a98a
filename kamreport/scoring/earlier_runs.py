"""What earlier reviews found, as Score history and History lines kept it (KAM.md §9.3, §10 step 8, §13.1)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamreport.model import Portfolio
from kamreport.results import counting_reviews
from kamreport.results.written import HistoryLine, Run, ScoreHistory
from kamreport.scoring.windows import YEAR, month_end, month_number

_AROUND = 100
"""Days by which a review counts as one of a year ago."""


class Then(NamedTuple):
    """What the previous review said of an account."""

    row: ScoreHistory
    raw: Mapping[str, object]
    """What was read for each criterion, by folded Criterion ID."""


def low_in_previous_run(portfolio: Portfolio, period_end: dt.date) -> frozenset[str]:
    """Key accounts, by folded ID, that the previous Yearly run found below its own cut minus band.

    An Advisory run after it, of the same Period end, takes nothing back: it only shows (KAM.md §10).
    """
    yearly = _counting([row for row in portfolio.rows(ScoreHistory) if row.yearly], portfolio, period_end)
    if not yearly:
        return frozenset()
    last = max(row.period_end for row in yearly)
    return frozenset(
        row.account_id.casefold()
        for row in yearly
        if row.period_end == last and row.below_band and row.is_key is not False
    )


def previous_review(portfolio: Portfolio, period_end: dt.date) -> dict[str, Then]:
    """The counting review with the latest earlier Period end, by Account ID as spelt now; empty when there is none."""
    rows = _counting(portfolio.rows(ScoreHistory), portfolio, period_end)
    if not rows:
        return {}
    last = max(row.period_end for row in rows)
    newest = [row for row in rows if row.period_end == last]
    raw: dict[str, dict[str, object]] = defaultdict(dict)
    for line in portfolio.rows(HistoryLine):
        if line.review_id == newest[0].review_id and line.account_id is not None:
            raw[line.account_id.casefold()][line.criterion_id.casefold()] = line.raw
    then = {(folded := row.account_id.casefold()): Then(row, raw[folded]) for row in newest}
    spelt_now = {account.account_id: account.account_id.casefold() for account in portfolio.accounts}
    return {account_id: then[folded] for account_id, folded in spelt_now.items() if folded in then}


def _counting(kept: Sequence[ScoreHistory], portfolio: Portfolio, period_end: dt.date) -> Sequence[ScoreHistory]:
    """Rows of earlier reviews that count."""
    rows = [row for row in kept if row.period_end < period_end]
    counting = counting_reviews(rows, portfolio.rows(Run))
    return [row for row in rows if counting[row.period_end] == row.review_id]


def review_a_year_ago(portfolio: Portfolio, period_end: dt.date) -> Sequence[ScoreHistory]:
    """The rows of the review whose Period end is nearest to 12 months earlier, within 100 days (KAM.md §12.2)."""
    then = month_end(month_number(period_end) - YEAR)
    earlier = _counting(portfolio.rows(ScoreHistory), portfolio, period_end)
    rows = [row for row in earlier if abs((row.period_end - then).days) <= _AROUND]
    nearest = min((row.period_end for row in rows), key=lambda end: (abs((end - then).days), end), default=None)
    return [row for row in rows if row.period_end == nearest]
