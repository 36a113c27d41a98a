"""What the previous Yearly run found, as Score history kept it (KAM.md §10 step 8, §13.1)."""

from __future__ import annotations

import datetime as dt

from kamreport.model import Portfolio
from kamreport.results.written import ScoreHistory


def low_in_previous_run(portfolio: Portfolio, period_end: dt.date) -> frozenset[str]:
    """Key accounts that the previous Yearly run found below its own cut minus band.

    Of several reviews with one Period end the last counts.
    """
    rows = [row for row in portfolio.rows(ScoreHistory) if row.period_end < period_end]
    counting = {row.period_end: row.review_id for row in rows}
    yearly = [row for row in rows if row.yearly and counting[row.period_end] == row.review_id]
    if not yearly:
        return frozenset()
    last = max(row.period_end for row in yearly)
    return frozenset(
        row.account_id for row in yearly if row.period_end == last and row.below_band and row.is_key is not False
    )
