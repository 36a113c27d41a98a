"""Which of the reviews a workbook keeps count (KAM.md §13.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kamreport.results.written import Run, ScoreHistory


def counting_reviews(rows: Iterable[ScoreHistory], runs: Iterable[Run]) -> dict[dt.date, str]:
    """The ID of the review that counts for each Period end: of several, the one that Runs logged last.

    The place of a row says nothing, for rows may have been sorted; only among reviews that Runs does not know does the
    one furthest down count.
    """
    times: dict[str, dt.datetime] = {}
    for run in runs:
        times[run.review_id] = max(run.time, times.get(run.review_id, run.time))
    counting: dict[dt.date, str] = {}
    for row in rows:
        rival = counting.get(row.period_end)
        if rival is None or times.get(row.review_id, dt.datetime.min) >= times.get(rival, dt.datetime.min):  # noqa: DTZ901 - a review that Runs does not know comes before every logged one
            counting[row.period_end] = row.review_id
    return counting
