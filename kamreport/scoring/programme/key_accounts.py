"""Figures of key accounts, and of the others, over two years: what measured outcomes rest on (KAM.md §12.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kamreport.model import Event, Feedback, Wallet
from kamreport.model.lists import EventKind
from kamreport.scoring.commercial import retention_of
from kamreport.scoring.facts import Facts, Ground
from kamreport.scoring.programme.answers import mean
from kamreport.scoring.windows import YEAR, RevenueWindow, Window, month_end, read_window


class Year(NamedTuple):
    """The same figure now and 12 months before; or of key accounts and of the others."""

    before: float
    now: float


class Sides(NamedTuple):
    """Key accounts and all other listed accounts, with what all accounts have in common."""

    key: tuple[Facts, ...]
    other: tuple[Facts, ...]
    ground: Ground


def sides_of(facts: Iterable[Facts], ground: Ground) -> Sides:
    """Key account Yes today, and the rest; the same sets on both sides of every comparison."""
    everybody = tuple(facts)
    key = tuple(one for one in everybody if one.account.is_key)
    return Sides(key, tuple(one for one in everybody if not one.account.is_key), ground)


def growth(accounts: Sequence[Facts], field: str) -> float | None:
    """Growth of a column of Revenue over the accounts that know both years."""
    totals = [(one.revenue.before.total(field), one.revenue.now.total(field)) for one in accounts]
    known = [(before, now) for before, now in totals if before is not None and now is not None]
    start = sum(before for before, _ in known)
    return sum(now for _, now in known) / start - 1 if start > 0 else None


def contribution(window: RevenueWindow) -> float | None:
    """Gross margin less cost to serve in a window."""
    margin, cost = window.total("gross_margin"), window.total("cost_to_serve")
    return None if margin is None or cost is None else margin - cost


def rate(accounts: Sequence[Facts], amount: Callable[[RevenueWindow], float | None]) -> Year | None:
    """Σ amount / Σ revenue in both years, over the accounts that know all four."""
    rows = [
        (one.revenue.before.total("revenue"), amount(one.revenue.before), one.revenue.now.total("revenue"),
         amount(one.revenue.now))
        for one in accounts
    ]  # fmt: skip
    known = [[value for value in row if value is not None] for row in rows if None not in row]
    before, now = sum(row[0] for row in known), sum(row[2] for row in known)
    if before <= 0 or now <= 0:
        return None
    return Year(sum(row[1] for row in known) / before, sum(row[3] for row in known) / now)


def wallet_share(accounts: Sequence[Facts], ground: Ground) -> Year | None:
    """Σ revenue / Σ wallet of accounts that have both now and a year earlier.

    The year-earlier wallet is the newest one dated at least 12 months before Period end.
    """
    if ground.window is None:
        return None
    then = month_end(ground.window.last - YEAR)
    rows = []
    for one in accounts:
        spends = ground.portfolio.of(one.account.account_id, Wallet)
        old = max((row for row in spends if row.as_of <= then), key=lambda row: row.as_of, default=None)
        new = max((row for row in spends if row.as_of <= ground.as_of), key=lambda row: row.as_of, default=None)
        sold_then, sold_now = one.revenue.before.total("revenue"), one.revenue.now.total("revenue")
        if old and new and new is not old and sold_then is not None and sold_now is not None:
            rows.append((sold_then, old.spend, sold_now, new.spend))
    if not rows:
        return None
    return Year(sum(row[0] for row in rows) / sum(row[1] for row in rows),
                sum(row[2] for row in rows) / sum(row[3] for row in rows))  # fmt: skip


def satisfaction(accounts: Sequence[Facts], ground: Ground) -> Year | None:
    """Mean over accounts of their mean CSAT, over those that answered in both years."""
    if ground.window is None:
        return None
    earlier = ground.window.earlier(YEAR)
    pairs = [
        (_csat(one, ground, earlier), _csat(one, ground, ground.window))
        for one in accounts
    ]  # fmt: skip
    known = [(before, now) for before, now in pairs if before is not None and now is not None]
    return Year(sum(row[0] for row in known) / len(known), sum(row[1] for row in known) / len(known)) if known else None


def _csat(one: Facts, ground: Ground, window: Window) -> float | None:
    answers = ground.portfolio.of(one.account.account_id, Feedback)
    return mean([row.csat for row in answers if row.csat is not None and _counts(row, window, ground)])


def _counts(row: Feedback | Event, window: Window, ground: Ground) -> bool:
    """Whether a row lies in a window; one after the as-of date is not counted yet (KAM.md §4.3, K206)."""
    return window.holds(row.date) and row.date <= ground.as_of


def retention(accounts: Sequence[Facts], ground: Ground) -> Year | None:
    """Gross revenue retention of the accounts that know three years: last year's and this year's."""
    if ground.window is None:
        return None
    first = ground.window.earlier(2 * YEAR)
    rows = []
    for one in accounts:
        oldest = read_window(one.account, one.revenue.rows, first, ground.as_of).total("revenue")
        middle, newest = one.revenue.before.total("revenue"), one.revenue.now.total("revenue")
        if oldest is not None and middle is not None and newest is not None:
            rows.append((oldest, middle, newest))
    before = retention_of((row[0], row[1]) for row in rows)
    now = retention_of((row[1], row[2]) for row in rows)
    return Year(before.gross, now.gross) if before and now else None


def events(accounts: Sequence[Facts], ground: Ground, kind: EventKind) -> tuple[list[Event], list[Event]] | None:
    """Events of a kind in the prior 12 months and in the last; None while nobody keeps Events."""
    if ground.window is None or not ground.portfolio.rows(Event):
        return None
    earlier = ground.window.earlier(YEAR)
    rows = [row for one in accounts for row in ground.portfolio.of(one.account.account_id, Event) if row.kind is kind]
    return (
        [row for row in rows if _counts(row, earlier, ground)],
        [row for row in rows if _counts(row, ground.window, ground)],
    )
