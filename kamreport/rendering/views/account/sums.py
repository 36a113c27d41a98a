"""The sums behind an account's headline figures, in the words of ``views.sums``."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.rendering import formats
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.sums import Write, added, divided, grown, meets
from kamreport.results import PeriodFigures


def priority_sum(case: Case) -> str:
    """Priority from both axis scores; empty without one."""
    a, r = (one.total if one is not None else None for one in (case.scores.attractiveness, case.scores.strength))
    priority, share = case.scores.placement.priority, case.review.settings.priority_a
    if a is None or r is None or priority is None or not meets(share * a + (1 - share) * r, priority):
        return ""
    parts = (f"{formats.percent(share)} × {formats.score(a)}", f"{formats.percent(1 - share)} × {formats.score(r)}")
    return f"{parts[0]} + {parts[1]} = {formats.score(priority)}"


def revenue_sum(case: Case) -> str:
    """Revenue of 12 months from the rows of Revenue."""
    return _of_periods(case, "revenue_12m", [one.revenue for one in _year(case)])


def contribution_sum(case: Case) -> str:
    """Contribution of 12 months from the rows of Revenue."""
    return _of_periods(case, "contribution_12m", [one.contribution for one in _year(case)])


def target_sum(case: Case) -> str:
    """Revenue of 12 months over its target."""
    targets = [one.target for one in _year(case)]
    aim = None if None in targets else sum(target or 0.0 for target in targets)
    return divided(value_of(case, "revenue_12m"), aim, value_of(case, "target_ratio"), _money(case), _one_place)


def growth_sum(case: Case) -> str:
    """Revenue of 12 months over that of the 12 before, less 1."""
    now, before = value_of(case, "revenue_12m"), value_of(case, "revenue_prior")
    return grown(now, before, value_of(case, "revenue_growth"), _money(case))


def share_sum(case: Case) -> str:
    """Revenue of 12 months over that of the company, or of what Settings and accounts give in its place."""
    whole = case.review.settings.company_revenue_12m
    return divided(value_of(case, "revenue_12m"), whole, value_of(case, "revenue_share"), _money(case), _one_place)


def rate_sum(case: Case) -> str:
    """Contribution over revenue of 12 months."""
    now = value_of(case, "revenue_12m")
    return divided(
        value_of(case, "contribution_12m"), now, value_of(case, "contribution_rate"), _money(case), _one_place
    )


def wallet_sum(case: Case) -> str:
    """Revenue of 12 months over what they spend in our categories."""
    whole = value_of(case, "wallet")
    return divided(value_of(case, "revenue_12m"), whole, value_of(case, "share_of_wallet"), _money(case), _one_place)


def value_of(case: Case, field: str) -> float | None:
    """A measure's value."""
    measured = case.measure(field)
    return None if measured is None else measured.value


def _of_periods(case: Case, field: str, parts: Sequence[float | None]) -> str:
    return added(parts, value_of(case, field), _money(case))


def _year(case: Case) -> tuple[PeriodFigures, ...]:
    """The last rows of Revenue that make 12 months."""
    months, found = 0, []
    for one in reversed(case.scores.periods):
        if months >= 12:  # noqa: PLR2004 - months of a year
            break
        found.append(one)
        months += one.months
    return tuple(reversed(found))


def _money(case: Case) -> Write:
    return case.wording.money.amount


def _one_place(share: float | None) -> str:
    return formats.percent(share, 1)
