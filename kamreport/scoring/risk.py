"""What stands to be lost: risks graded, and revenue at risk (KAM.md §9.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import Risk, Settings
from kamreport.model.lists import OpenClosed
from kamreport.records import later
from kamreport.results import GradedRisk, Measured
from kamreport.scoring.evidence import cells_of
from kamreport.scoring.facts import Facts

SEVERE_FROM, HIGH_FROM, MEDIUM_FROM = 15, 10, 5


class Gravity(StrEnum):
    """A risk's likelihood × impact in words."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    SEVERE = "severe"


class Exposure(NamedTuple):
    """Revenue at risk, and how firm it is."""

    value: float
    assumed: int
    """Risks whose probability was taken from Settings."""
    unquantified: int
    """Risks without Revenue exposed."""


def gravity_of(likelihood: int, impact: int) -> Gravity:
    """1–4 low, 5–9 medium, 10–14 high, 15–25 severe."""
    score = likelihood * impact
    if score >= SEVERE_FROM:
        return Gravity.SEVERE
    if score >= HIGH_FROM:
        return Gravity.HIGH
    return Gravity.MEDIUM if score >= MEDIUM_FROM else Gravity.LOW


def grade_risks(facts: Facts) -> tuple[GradedRisk, ...]:
    """The open risks of an account, gravest first."""
    settings = facts.ground.settings
    graded = [
        GradedRisk(
            risk=risk,
            score=risk.likelihood * risk.impact,
            gravity=gravity_of(risk.likelihood, risk.impact),
            probability=probability_of(risk, settings),
            is_assumed=risk.probability is None,
        )
        for risk in _open_risks(facts)
    ]
    return tuple(sorted(graded, key=lambda one: -one.score))


def expose(risks: Sequence[Risk], revenue: float, settings: Settings) -> Exposure:
    """min(R12, Σ probability × revenue exposed) over open risks."""
    total = sum((risk.revenue_exposed or 0.0) * probability_of(risk, settings) for risk in risks)
    return Exposure(
        min(revenue, total),
        sum(risk.probability is None for risk in risks),
        sum(risk.revenue_exposed is None for risk in risks),
    )


def still_open(risk: Risk, as_of: dt.date) -> bool:
    """Whether a risk stands on that day; one closed after it does (KAM.md §4.3, K206)."""
    return risk.status is OpenClosed.OPEN or (risk.closed_on is not None and risk.closed_on > as_of)


def probability_of(risk: Risk, settings: Settings) -> float:
    """The probability of a risk; a blank one is assumed from its likelihood."""
    assumed = (settings.risk_p1, settings.risk_p2, settings.risk_p3, settings.risk_p4, settings.risk_p5)
    return assumed[risk.likelihood - 1] if risk.probability is None else risk.probability


def revenue_at_risk(facts: Facts) -> Measured:
    """Revenue at risk of an account, with what was assumed in the reason."""
    portfolio = facts.ground.portfolio
    if not portfolio.rows(Risk):
        return Measured.missing("Fill the Risks sheet.")
    revenue = facts.read("revenue_12m")
    if revenue.value is None:
        return revenue
    risks = _open_risks(facts)
    found = expose(risks, revenue.value, facts.ground.settings)
    return Measured.known(found.value, _said(found), later(_cells, risks, revenue))


def _open_risks(facts: Facts) -> list[Risk]:
    rows = facts.ground.portfolio.of(facts.account.account_id, Risk)
    return [risk for risk in rows if still_open(risk, facts.ground.as_of)]


def _cells(risks: Sequence[Risk], revenue: Measured) -> tuple[CellRef, ...]:
    return cells_of(risks, "revenue_exposed") + revenue.evidence


def _said(found: Exposure) -> str:
    parts = [f"{found.assumed} with assumed probability"] if found.assumed else []
    parts += [f"{found.unquantified} not quantified"] if found.unquantified else []
    return ", ".join(parts)
