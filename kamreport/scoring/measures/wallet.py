"""Measures of what the account spends in our categories, with us and with others (KAM.md §5.1)."""

from __future__ import annotations

from kamreport.model import Wallet
from kamreport.records import later
from kamreport.results import Measured
from kamreport.scoring.evidence import cells_behind, cells_in
from kamreport.scoring.facts import Facts
from kamreport.scoring.measures.arithmetic import quotient

YEARS_AHEAD = 3
"""The expected spend is asked for in so many years."""
_FILL = Measured.missing("Fill the Wallet sheet.")
_NONE = Measured.missing("Wallet has no row of this account up to the as-of date.")


def newest_wallet(facts: Facts) -> Wallet | None:
    """The newest Wallet row dated by the as-of date; None when there is none."""
    rows = facts.ground.portfolio.of(facts.account.account_id, Wallet)
    dated = [row for row in rows if row.as_of <= facts.ground.as_of]
    return max(dated, key=lambda row: row.as_of, default=None)


def wallet(facts: Facts) -> Measured:
    """Spend in our categories over 12 months, with all suppliers."""
    newest = newest_wallet(facts)
    if newest is None:
        return _absent(facts)
    return Measured.known(newest.spend, "", later(cells_in, newest, ("spend",)))


def share_of_wallet(facts: Facts) -> Measured:
    """R12 / wallet."""
    return quotient(facts.read("revenue_12m"), facts.read("wallet"), "Spend in our categories is 0.")


def wallet_growth(facts: Facts) -> Measured:
    """(Spend in 3 years / spend)^(1/3) − 1."""
    newest = newest_wallet(facts)
    if newest is None:
        return _absent(facts)
    cells = later(cells_in, newest, ("expected_spend", "spend"))
    if newest.expected_spend is None:
        return Measured.missing("Fill Expected spend in 3 years on Wallet.", cells)
    return Measured.known(yearly_growth(newest.spend, newest.expected_spend), "", cells)


def untapped_share(facts: Facts) -> Measured:
    """(Wallet − R12) / company revenue."""
    spend, ours = facts.read("wallet"), facts.read("revenue_12m")
    if spend.value is None or ours.value is None:
        return spend if spend.value is None else ours
    rest = Measured.known(spend.value - ours.value, "", later(cells_behind, spend, ours))
    return quotient(rest, facts.ground.base, "No account has revenue.")


def yearly_growth(spend: float, expected: float) -> float:
    """Growth per year that leads from a spend to the one expected in 3 years."""
    growth: float = (expected / spend) ** (1 / YEARS_AHEAD) - 1
    return growth


def _absent(facts: Facts) -> Measured:
    return _NONE if facts.ground.portfolio.rows(Wallet) else _FILL
