"""Measures of what the account spends in our categories, with us and with others (KAM.md §5.1)."""

from __future__ import annotations

from kamreport.results import Measured
from kamreport.scoring.facts import Facts
from kamreport.scoring.measures.arithmetic import quotient, together

YEARS_AHEAD = 3
"""The expected spend is asked for in so many years."""
FILL_WALLET = Measured.missing("Fill the Wallet sheet.")


def wallet(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """Spend in our categories: the newest Wallet row dated by the as-of date."""
    return FILL_WALLET


def share_of_wallet(facts: Facts) -> Measured:
    """R12 / wallet."""
    return quotient(facts.read("revenue_12m"), facts.read("wallet"), "Spend in our categories is 0.")


def wallet_growth(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """(Spend in 3 years / spend)^(1/3) − 1."""
    return FILL_WALLET


def untapped_share(facts: Facts) -> Measured:
    """(Wallet − R12) / company revenue."""
    spend, ours = facts.read("wallet"), facts.read("revenue_12m")
    if spend.value is None or ours.value is None:
        return spend if spend.value is None else ours
    rest = Measured.known(spend.value - ours.value, "", together(spend.evidence, ours.evidence))
    return quotient(rest, facts.ground.base, "No account has revenue.")


def yearly_growth(spend: float, expected: float) -> float:
    """Growth per year that leads from a spend to the one expected in 3 years."""
    growth: float = (expected / spend) ** (1 / YEARS_AHEAD) - 1
    return growth
