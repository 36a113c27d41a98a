"""Commercial measures of the portfolio: retention, lifetime value, volume bands, top fifth (KAM.md §9.1)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kamreport.model import Account, Settings
from kamreport.model.lists import AccountStatus
from kamreport.results import Measured
from kamreport.scoring.edges import NEAR, reaches

LONGEST = 10.0
"""Years of lifetime value are never counted further."""
_LOST = Measured.not_applicable("A Lost account has no years ahead.")
FIFTH = 0.2


class Retention(NamedTuple):
    """What became of the revenue of a cohort."""

    net: float
    gross: float


def retention_of(cohort: Iterable[tuple[float, float]]) -> Retention | None:
    """NRR and GRR of accounts as (start, now); only those that started above 0 belong to the cohort."""
    pairs = [(start, now) for start, now in cohort if start > 0]
    start = sum(before for before, _ in pairs)
    if not pairs:
        return None
    expansion = sum(max(0.0, now - before) for before, now in pairs)
    lost = sum(max(0.0, before - now) for before, now in pairs)
    return Retention((start + expansion - lost) / start, (start - lost) / start)


def expected_years(retention: float) -> float:
    """Years an account is expected to stay: 1 / (1 − retention), at most 10."""
    return LONGEST if retention >= 1 - NEAR else min(LONGEST, 1 / (1 - retention))


def lifetime_value(account: Account, contribution: Measured, retention: Measured) -> Measured:
    """Contribution margin of 12 months × expected years; an estimate."""
    if account.status is AccountStatus.LOST:
        return _LOST
    if contribution.value is None or retention.value is None:
        return contribution if contribution.value is None else retention
    years = expected_years(retention.value)
    return Measured.known(
        contribution.value * years, f"estimate over {years:.3g} years", contribution.evidence + retention.evidence
    )


def retention_in_force(settings: Settings, portfolio: Retention | None) -> Measured:
    """The retention lifetime value rests on: Settings, else the portfolio's own GRR."""
    if settings.expected_retention is not None:
        return Measured.known(settings.expected_retention, "", (settings.cell("expected_retention"),))
    if portfolio is None:
        return Measured.missing("Fill Expected yearly retention in Settings, or 24 months of Revenue.")
    return Measured.known(portfolio.gross)


def volume_bands(revenue: Mapping[str, float], settings: Settings) -> dict[str, str]:
    """A, B, C or D by the cumulative share of revenue before the account, largest first."""
    total, before, bands = sum(revenue.values()), 0.0, {}
    marks = ((settings.volume_a, "A"), (settings.volume_b, "B"), (settings.volume_c, "C"))
    if total <= 0:
        return {}
    for account_id in sorted(revenue, key=lambda one: (-revenue[one], one)):
        share = before / total
        bands[account_id] = next((band for mark, band in marks if not reaches(share, mark)), "D")
        before += revenue[account_id]
    return bands


def top_count(accounts: int) -> int:
    """How many accounts make the top fifth."""
    return math.ceil(FIFTH * accounts - NEAR)


def top_fifth_share(values: Sequence[float]) -> float | None:
    """Share of the top fifth, sorted by the same measure; None when the total is 0 or less (T5)."""
    total = sum(values)
    return sum(sorted(values, reverse=True)[: top_count(len(values))]) / total if total > 0 else None
