"""What measures read: the portfolio at a date, and one account's part of it, each prepared once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kamreport.model import Account, AccountRatings, Portfolio, Revenue, Settings
from kamreport.results import Measured, RelationshipReading
from kamreport.scoring.relationship import read_relationship
from kamreport.scoring.stage import Inference, read_evidence
from kamreport.scoring.windows import NO_PERIOD_END, YEAR, RevenueWindow, Window, read_window, window_ending


class AccountRevenue(NamedTuple):
    """An account's Revenue rows up to Period end, and the two windows of 12 months in them."""

    rows: tuple[Revenue, ...]
    """Oldest first."""
    now: RevenueWindow
    before: RevenueWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all accounts have in common."""

    portfolio: Portfolio
    as_of: dt.date
    window: Window | None
    """The 12 months; None when Period end is not known."""
    review: Window | None
    """The months under review."""
    base: Measured
    """What shares are taken of: company revenue, or the listed accounts."""
    readers: Mapping[str, Callable[[Facts], Measured]]
    """How each measure is read, by its field name."""

    settings: Settings = field(init=False)
    """The settings in force."""

    def __post_init__(self) -> None:
        """Settings are asked for thirty times an account."""
        object.__setattr__(self, "settings", self.portfolio.settings)


@dataclass(slots=True)
class Facts:
    """One account and what its rows say; ``read`` gives its measures, each computed once."""

    account: Account
    ground: Ground
    revenue: AccountRevenue
    ratings: AccountRatings | None
    relationship: RelationshipReading
    evidence: Inference
    found: dict[str, Measured] = field(default_factory=dict)

    def read(self, name: str) -> Measured:
        """A measure by its field name."""
        measured = self.found.get(name)
        if measured is None:
            measured = self.found[name] = self.ground.readers[name](self)
        return measured


class Measures(Mapping[str, Measured]):
    """Every measure of an account by its field name, in their order; each is read when it is first asked for."""

    __slots__ = ("_facts",)

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> Measured:
        return self._facts.read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts.ground.readers)

    def __len__(self) -> int:
        return len(self._facts.ground.readers)

    def __reduce__(self) -> tuple[type, tuple[dict[str, Measured]]]:
        """What goes to another process are the figures, not the portfolio they are read from."""
        return dict, (dict(self),)


def read_revenue(portfolio: Portfolio, as_of: dt.date) -> dict[str, AccountRevenue]:
    """The Revenue rows of every account in their windows, Lost accounts included."""
    end = portfolio.settings.period_end
    if end is None:
        nothing = AccountRevenue((), RevenueWindow((), NO_PERIOD_END), RevenueWindow((), NO_PERIOD_END))
        return {account.account_id: nothing for account in portfolio.accounts}
    now = window_ending(end, YEAR)
    before = now.earlier(YEAR)
    read = {}
    for account in portfolio.accounts:
        rows = [row for row in portfolio.of(account.account_id, Revenue) if row.period_end <= end]
        rows.sort(key=_when)
        read[account.account_id] = AccountRevenue(
            tuple(rows), read_window(account, rows, now, as_of), read_window(account, rows, before, as_of)
        )
    return read


def gather_facts(ground: Ground, account: Account, revenue: AccountRevenue) -> Facts:
    """All that the measures of one account read."""
    return Facts(
        account,
        ground,
        revenue,
        ground.portfolio.find(AccountRatings, account.account_id),
        read_relationship(account, ground.portfolio, ground.as_of),
        read_evidence(account, ground.portfolio),
    )


def _when(row: Revenue) -> dt.date:
    return row.period_end
