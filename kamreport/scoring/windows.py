"""Windows of months, and what an account's Revenue rows say inside one (KAM.md §5.1)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import Account, Revenue
from kamreport.model.lists import AccountStatus
from kamreport.scoring.evidence import cells_in, cells_of
from kamreport.scoring.saying import listed

YEAR = 12
NO_PERIOD_END = "Fill Period end in Settings."


class Window(NamedTuple):
    """Months in a row, as numbers that grow by one a month."""

    first: int
    last: int

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies inside."""
        return self.first <= month_number(day) <= self.last

    def earlier(self, months: int) -> Window:
        """The same number of months, so many months before."""
        return Window(self.first - months, self.last - months)


@dataclass(slots=True)
class RevenueWindow:
    """The Revenue rows that count in a window, and which of its months none of them covers.

    What was added up is kept: every column is asked for by several measures.
    """

    rows: tuple[Revenue, ...]
    absence: str
    """Why nothing can be summed; empty when every month is covered."""
    nothing: tuple[CellRef, ...] = ()
    """The cells that say of months without a row that there was no revenue."""

    _totals: dict[str, float | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def total(self, name: str) -> float | None:
        """The sum of a column; None when the window is not covered or a row lacks the value."""
        if self.absence:
            return None
        totals = self._totals
        if name not in totals:
            values = [getattr(row, name) for row in self.rows]
            totals[name] = None if None in values else float(sum(values))
        return totals[name]

    def cells(self, *names: str) -> tuple[CellRef, ...]:
        """The cells of each column, and those that stand for rows there need not be."""
        return tuple([cell for name in names for cell in cells_of(self.rows, name) + self.nothing])


def month_number(day: dt.date) -> int:
    """The month of a day as a number."""
    return day.year * YEAR + day.month - 1


def month_name(number: int) -> str:
    """A month as people read it beside dates: 2026-03."""
    return f"{number // YEAR}-{number % YEAR + 1:02d}"


def month_end(number: int) -> dt.date:
    """The last day of a month."""
    year, month = number // YEAR, number % YEAR + 1
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def window_ending(end: dt.date, months: int) -> Window:
    """The months (end − months, end]; ``end`` is a month's last day."""
    last = month_number(end)
    return Window(last - months + 1, last)


def read_window(account: Account, rows: Sequence[Revenue], window: Window, as_of: dt.date) -> RevenueWindow:
    """Pick the rows whose months all lie in a window, and name the months they leave open.

    ``rows`` are the account's rows that end by Period end.
    """
    covered = _known_empty(account, rows, window, as_of)
    counted, nothing = [], cells_in(account, ("first_purchase", "status")) if covered else ()
    for row in rows:
        last = month_number(row.period_end)
        first = last - row.covered_months + 1
        if first >= window.first and last <= window.last:
            counted.append(row)
            covered |= _months(first - window.first, last - window.first)
    length = window.last - window.first + 1
    if covered == _months(0, length - 1):
        return RevenueWindow(tuple(counted), "", nothing)
    open_months = [window.first + at for at in range(length) if not covered >> at & 1]
    return RevenueWindow(tuple(counted), f"Revenue is not filled for {spans(open_months)}.")


def spans(months: Sequence[int]) -> str:
    """Months in words, neighbours drawn together: 2025-04 to 2025-06 and 2025-09."""
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    names = [month_name(run[0]) if len(run) == 1 else f"{month_name(run[0])} to {month_name(run[-1])}" for run in runs]
    return listed(names)


def _known_empty(account: Account, rows: Sequence[Revenue], window: Window, as_of: dt.date) -> int:
    """Months without a row in which revenue is known to be nothing, as bits."""
    length = window.last - window.first + 1
    if account.status is AccountStatus.PROSPECT and not rows:
        return _months(0, length - 1)
    known = 0
    if account.first_purchase is not None and account.first_purchase <= as_of:
        known |= _months(0, min(month_number(account.first_purchase) - window.first, length) - 1)
    if account.status is AccountStatus.LOST and rows:
        known |= _months(max(0, max(month_number(row.period_end) for row in rows) + 1 - window.first), length - 1)
    return known


def _months(first: int, last: int) -> int:
    """Months ``first`` to ``last`` of a window as bits; none when the order is turned."""
    return (1 << last + 1) - (1 << first) if last >= first else 0
