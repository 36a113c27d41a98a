"""Dependence on few customers, with accounts under common control counted as one (KAM.md §9.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamreport.model import Account, Portfolio, Settings
from kamreport.records import later
from kamreport.results import Concentration, CustomerGroup, Measured
from kamreport.scoring.edges import reaches
from kamreport.scoring.evidence import cells_behind

WHOLE = 100.0
ALL_OF_IT = 10_000.0
"""The index of a single customer: (100 %)²."""


class Spread(NamedTuple):
    """Concentration figures of a list of shares."""

    low: float
    high: float
    """The index when the rest is one customer; equal to ``low`` when there is no rest."""
    effective_low: float
    effective_high: float


def read_concentration(portfolio: Portfolio, revenue: Mapping[str, Measured], base: Measured) -> Concentration:
    """Groups with their shares and flags, largest first; ``revenue`` is R12 by account."""
    settings = portfolio.settings
    members: dict[str, list[Account]] = defaultdict(list)
    for account in portfolio.accounts:
        if revenue[account.account_id].value is not None:
            members[topmost(account, portfolio).account_id].append(account)
    totals = {top: sum(revenue[account.account_id].value or 0.0 for account in found) for top, found in members.items()}
    whole = base.value or 0.0
    shares = {top: total / whole for top, total in totals.items()} if whole > 0 else {}
    earning = [share for share in shares.values() if share > 0]
    usual = sum(earning) / len(earning) if earning else None
    groups = tuple(
        _group(portfolio, members[top], top, totals[top], shares[top], usual, revenue)
        for top in sorted(shares, key=lambda top: (-totals[top], top))
    )
    ranked = [group.share for group in groups]
    spread = spread_of(ranked)
    return Concentration(
        groups=groups,
        base=base,
        cr1=sum(ranked[:1]) if ranked else None,
        cr3=sum(ranked[:3]) if ranked else None,
        cr5=sum(ranked[:5]) if ranked else None,
        hhi_low=spread.low if spread else None,
        hhi_high=spread.high if spread else None,
        effective_low=spread.effective_low if spread else None,
        effective_high=spread.effective_high if spread else None,
        label=label_of(spread.low, settings) if spread else "",
    )


def topmost(account: Account, portfolio: Portfolio) -> Account:
    """The account at the top of an account's parents; a circle (K103) ends where it closes."""
    seen = {account.account_id}
    while True:
        parent = portfolio.account(account.parent_id)
        if parent is None or parent.account_id in seen:
            return account
        seen.add(parent.account_id)
        account = parent


def spread_of(shares: Sequence[float]) -> Spread | None:
    """HHI as a range, and the number of equal customers that would give it; None when there is no revenue."""
    low = sum((WHOLE * share) ** 2 for share in shares)
    if low <= 0:
        return None
    rest = max(0.0, 1 - sum(shares))
    high = low + (WHOLE * rest) ** 2
    return Spread(low, high, ALL_OF_IT / high, ALL_OF_IT / low)


def label_of(index: float, settings: Settings) -> str:
    """low, moderate or high: words borrowed from merger practice."""
    if reaches(index, settings.hhi_high):
        return "high"
    return "moderate" if reaches(index, settings.hhi_moderate) else "low"


def flag_of(share: float, settings: Settings) -> str:
    """How large a share of one group is: major, high, severe, dominant, or nothing."""
    marks = (
        ("dominant", settings.share_dominant),
        ("severe", settings.share_severe),
        ("high", settings.share_high),
        ("major", settings.share_major),
    )
    return next((word for word, mark in marks if reaches(share, mark)), "")


def must_consider(share: float, usual: float | None, *, is_key: bool, multiple: float) -> bool:
    """Whether a group that is not key is too large to ignore, against the mean share of those with revenue."""
    return not is_key and usual is not None and reaches(share, multiple * usual)


def _group(  # noqa: PLR0913 - one row of the table, part by part
    portfolio: Portfolio,
    members: Sequence[Account],
    top: str,
    total: float,
    share: float,
    usual: float | None,
    revenue: Mapping[str, Measured],
) -> CustomerGroup:
    settings, head = portfolio.settings, portfolio.account(top)
    return CustomerGroup(
        top_id=top,
        name=head.name if head else top,
        account_ids=tuple(account.account_id for account in members),
        revenue=total,
        share=share,
        flag=flag_of(share, settings),
        must_consider=must_consider(
            share, usual, is_key=any(account.is_key for account in members), multiple=settings.consider_multiple
        ),
        evidence=later(cells_behind, *[revenue[account.account_id] for account in members]),
    )
