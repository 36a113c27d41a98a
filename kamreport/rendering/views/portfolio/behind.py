"""The cells behind the measures of the portfolio: those of the accounts that enter, and what says that they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from kamreport.cells import CellRef
from kamreport.model import Account, Colleague, Opportunity
from kamreport.rendering.views.grounds import column_of, measured_in
from kamreport.rendering.views.pieces import join_evidence
from kamreport.results import AccountScores, Review, Scores

Pair: TypeAlias = tuple[Account, AccountScores]
Keep: TypeAlias = Callable[[Account], bool]

_FIELDS: dict[str, tuple[str, ...]] = {
    "revenue_12m": ("revenue_12m",),
    "growth": ("revenue_growth",),
    "contribution_12m": ("contribution_12m",),
    "contribution_rate": ("contribution_rate",),
    "nrr": ("revenue_prior", "revenue_12m"),
    "grr": ("revenue_prior", "revenue_12m"),
    "csat": ("csat_12m",),
    "contribution_share": ("contribution_12m",),
    "weighted_pipeline": ("weighted_pipeline",),
    "on_time": ("on_time",),
}
"""What each measure reads of every account, by its field without the side it is taken of."""
_OWN: dict[str, Callable[[AccountScores], tuple[CellRef, ...]]] = {
    "white_space": lambda one: one.white_space.evidence,
    "weighted_white_space": lambda one: one.weighted_white_space.evidence,
    "white_space_coverage": lambda one: one.white_space_coverage.evidence,
    "revenue_at_risk": lambda one: one.revenue_at_risk.evidence,
    "plan_completeness": lambda one: one.plan_completeness.evidence,
}
_OF_KEY = ("white_space_coverage", "plan_completeness")


def cells_behind(
    scores: Scores, accounts: Iterable[Account], field: str, won: Iterable[Opportunity]
) -> tuple[CellRef, ...]:
    """The cells of a measure of the portfolio by its field; empty for one that rests on nothing said here."""
    pairs = [(one, scores.accounts[one.account_id]) for one in accounts if one.account_id in scores.accounts]
    side, _, rest = field.partition("_")
    if side in ("key", "other") and rest:
        chosen = [pair for pair in pairs if pair[0].is_key is (side == "key") or rest.endswith("share")]
        who = column_of(Account, [account for account, _ in pairs], "is_key")
        return join_evidence(_of(chosen, rest), who)
    if field == "hourglass_share":
        return column_of(Opportunity, won, "type", "amount", "sales_stage", "expected_close")
    if field.startswith(("cr", "hhi", "effective")):
        groups = [one.evidence for one in scores.concentration.groups]
        parents = column_of(Account, [account for account, _ in pairs], "parent_id")
        return join_evidence(scores.concentration.base.evidence, *groups, parents)
    if field in _OF_KEY:
        pairs = [pair for pair in pairs if pair[0].is_key]
    return _of(pairs, field.removeprefix("revenue_") if field == "revenue_growth" else field)


def _of(pairs: list[Pair], field: str) -> tuple[CellRef, ...]:
    if field == "hours_share":
        return column_of(Account, [account for account, _ in pairs], "kam_hours")
    if field in _OWN:
        return join_evidence(*(_OWN[field](one) for _, one in pairs))
    return measured_in([one for _, one in pairs], *_FIELDS.get(field, ()))


def room_of(review: Review) -> tuple[CellRef, ...]:
    """What limits the number of key accounts: the cap, and what each key account manager can serve (KAM.md §10)."""
    people = column_of(Colleague, review.portfolio.rows(Colleague), "job", "max_accounts")
    return (review.settings.cell("programme_cap"), review.settings.cell("key_share"), *people)
