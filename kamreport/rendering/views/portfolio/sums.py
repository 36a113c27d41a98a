"""The sums behind the portfolio's headline figures, in the words of ``views.sums``."""

from __future__ import annotations

from kamreport.rendering import formats
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.rendering.views.sums import added, divided, grown


def total_sum(desk: Desk, field: str) -> str:
    """An amount as the sum of what is known of the accounts, the most first."""
    parts = sorted((value for value in _values(desk, field) if value is not None), reverse=True)
    return added(parts, desk.value(field), desk.wording.money.amount)


def growth_sum(desk: Desk) -> str:
    """Revenue of accounts of which both years are known, now over before, less 1."""
    now, before = _both(desk)
    return grown(sum(now), sum(before), desk.value("revenue_growth"), desk.wording.money.amount)


def rate_sum(desk: Desk) -> str:
    """Contribution over revenue, of accounts of which both are known."""
    pairs = zip(_values(desk, "contribution_12m"), _values(desk, "revenue_12m"), strict=True)
    known = [(part, whole) for part, whole in pairs if part is not None and whole is not None]
    part, whole = (sum(side) for side in zip(*known, strict=True)) if known else (0.0, 0.0)
    return divided(part, whole, desk.value("contribution_rate"), desk.wording.money.amount, _one_place)


def retention_sum(desk: Desk, *, gross: bool = False) -> str:
    """What became of the revenue of accounts that had some a year before; ``gross`` counts no growth."""
    now, before = _both(desk)
    cohort = [(then, is_) for is_, then in zip(now, before, strict=True) if then > 0]
    kept = sum(min(then, is_) if gross else is_ for then, is_ in cohort)
    share = desk.value("grr" if gross else "nrr")
    return divided(kept, sum(then for then, _ in cohort), share, desk.wording.money.amount, _one_place)


def share_sum(desk: Desk, groups: int, share: float | None) -> str:
    """Shares of the largest customer groups and what they make."""
    parts = [group.share for group in desk.scores.concentration.groups[:groups]]
    return added(parts, share, _one_place)


def _both(desk: Desk) -> tuple[list[float], list[float]]:
    pairs = zip(_values(desk, "revenue_12m"), _values(desk, "revenue_prior"), strict=True)
    known = [(now, before) for now, before in pairs if now is not None and before is not None]
    return [now for now, _ in known], [before for _, before in known]


def _values(desk: Desk, field: str) -> list[float | None]:
    """A measure of every account, lost ones included."""
    measured = (one.measures.get(field) for one in desk.scores.accounts.values())
    return [None if one is None else one.value for one in measured]


def _one_place(share: float | None) -> str:
    return formats.percent(share, 1)
