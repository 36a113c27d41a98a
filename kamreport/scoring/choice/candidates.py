"""Steps 1 to 3: the universe, who is eligible, and with which priority (KAM.md §10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kamreport.model import Account, AccountRatings, Portfolio
from kamreport.model.lists import AccountStatus, Placing, ScoreState
from kamreport.records import quickly_made
from kamreport.results import Measured
from kamreport.scoring.matrix import Axes

SOLVENCY = "A6"
LOWEST = 1


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An account of the universe as the choice sees it."""

    account_id: str
    is_key: bool
    priority: float
    attractiveness: float
    margin: float | None
    """Contribution margin of 12 months."""
    was_low: bool = False
    """Whether the previous Yearly run found it, as a key account, below its own band."""
    barred: Placing | None = None
    """UNJUDGED, NOT ELIGIBLE, or OUTSIDE the universe; None for an eligible account."""
    bar: str = ""
    """Why."""
    by_hand: Placing | None = None
    """KEY or SECONDARY by an override in force."""
    hand: str = ""
    """Reason and name of the override."""


def is_in_universe(account: Account, revenue: Measured) -> bool:
    """Step 1: whether an account counts in N."""
    if account.status is AccountStatus.LOST:
        return False
    if account.is_key:
        return True
    if account.status is AccountStatus.PROSPECT:
        return account.is_emerging
    return revenue.value != 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the accounts when the choice begins, by Account ID."""

    axes: Mapping[str, Axes]
    priorities: Mapping[str, float]
    revenue: Mapping[str, Measured]
    margins: Mapping[str, float | None]
    low_before: Collection[str]
    """By folded Account ID."""
    by_hand: Mapping[str, tuple[Placing, str]]


def candidates_of(portfolio: Portfolio, known: Known) -> tuple[Candidate, ...]:
    """Everybody in the universe, eligible or not, in the order of the sheet; and from outside who is included by hand."""
    return tuple(
        _candidate(account, known, portfolio.find(AccountRatings, account.account_id))
        for account in portfolio.accounts
        if account.account_id in known.axes and (_is_inside(account, known) or _is_included(account, known))
    )


def _is_inside(account: Account, known: Known) -> bool:
    return is_in_universe(account, known.revenue[account.account_id])


def _is_included(account: Account, known: Known) -> bool:
    placing, _ = known.by_hand.get(account.account_id, (None, ""))
    return placing is Placing.KEY


def _candidate(account: Account, known: Known, ratings: AccountRatings | None) -> Candidate:
    account_id = account.account_id
    axes = known.axes[account_id]
    barred, bar = bar_of(account, axes, ratings) if _is_inside(account, known) else (Placing.OUTSIDE, "")
    by_hand, hand = known.by_hand.get(account_id, (None, ""))
    return Candidate(
        account_id=account_id,
        is_key=account.is_key,
        priority=known.priorities.get(account_id, 0.0),
        attractiveness=axes.attractiveness.total or 0.0,
        margin=known.margins.get(account_id),
        was_low=account_id.casefold() in known.low_before,
        barred=barred,
        bar=bar,
        by_hand=by_hand,
        hand=hand,
    )


def bar_of(account: Account, axes: Axes, ratings: AccountRatings | None) -> tuple[Placing | None, str]:
    """Step 2: why an account cannot be chosen; (None, "") when it can."""
    if account.disqualified:
        return Placing.NOT_ELIGIBLE, "Disqualified is Yes"
    if ratings is not None and ratings.grades.get(SOLVENCY) == LOWEST:
        return Placing.NOT_ELIGIBLE, f"solvency ({SOLVENCY}) is rated 1"
    needed = (axes.attractiveness,) if account.is_emerging else tuple(axes)
    short = [breakdown for breakdown in needed if breakdown.state is not ScoreState.SCORED]
    if not short:
        return None, ""
    told = "; ".join(f"{breakdown.axis} is {breakdown.state}: {breakdown.reason}" for breakdown in short)
    return (Placing.UNJUDGED if account.is_key else Placing.NOT_ELIGIBLE), told
