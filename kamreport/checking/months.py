"""Calendar months as whole numbers, so that periods can be laid side by side (KAM.md §5.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kamreport.checking.sentences import listed
from kamreport.model import Revenue

YEAR = 12


def month(date: dt.date) -> int:
    """The month of a date: January 2026 is one more than December 2025."""
    return date.year * YEAR + date.month - 1


def spelled(number: int) -> str:
    """A month as people write it: ``2026-03``."""
    return f"{number // YEAR}-{number % YEAR + 1:02}"


def covered(row: Revenue) -> range:
    """The months a Revenue row covers; the last one is that of its Period end."""
    last = month(row.period_end)
    return range(last - row.covered_months + 1, last + 1)


def spelled_runs(months: Iterable[int]) -> str:
    """Months in order, neighbours drawn together: ``2025-04 to 2025-06 and 2025-12``."""
    runs: list[list[int]] = []
    for number in sorted(months):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed(spelled(run[0]) if len(run) == 1 else f"{spelled(run[0])} to {spelled(run[-1])}" for run in runs)
