"""Scoring: from a portfolio and a date to breakdowns, matrix, stages, health, concentration and the choice (KAM.md §5–§11)."""

from kamreport.scoring import criteria, health, ratings_checks, shares, spread
from kamreport.scoring.steps import score

RULES = tuple(
    sorted(
        (*criteria.RULES, *shares.RULES, *spread.RULES, *health.RULES, *ratings_checks.RULES),
        key=lambda rule: rule.code,
    )
)
"""Every rule scoring can find, by code."""

__all__ = ["RULES", "score"]
