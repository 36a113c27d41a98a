"""Measures read from Revenue: growth, shares, margins, cost to serve (KAM.md §5.1)."""

from __future__ import annotations

from kamreport.records import later
from kamreport.results import Measured
from kamreport.scoring.facts import Facts
from kamreport.scoring.measures.arithmetic import growth, quotient
from kamreport.scoring.windows import RevenueWindow

_NO_REVENUE = "Revenue of the 12 months is 0."
_LACKS = {
    "orders": "A Revenue row of the 12 months lacks Orders.",
    "cost_to_serve": "A Revenue row of the 12 months lacks Cost to serve.",
}


def revenue_12m(facts: Facts) -> Measured:
    """R12: revenue of the last 12 months; missing when a month is not covered."""
    return _sum(facts.revenue.now, "revenue")


def revenue_prior(facts: Facts) -> Measured:
    """Revenue of the 12 months before; missing when a month is not covered."""
    return _sum(facts.revenue.before, "revenue")


def revenue_growth(facts: Facts) -> Measured:
    """R12 / prior − 1."""
    return growth(facts.read("revenue_12m"), facts.read("revenue_prior"), "Revenue of the prior 12 months is 0.")


def revenue_share(facts: Facts) -> Measured:
    """R12 / company revenue."""
    return quotient(facts.read("revenue_12m"), facts.ground.base, "No account has revenue.")


def target_ratio(facts: Facts) -> Measured:
    """Σ revenue / Σ target over the rows of the 12 months that have a target."""
    window = facts.revenue.now
    if window.absence:
        return Measured.missing(window.absence)
    aimed = RevenueWindow(tuple([row for row in window.rows if row.target is not None]), "")
    if not aimed.rows:
        return Measured.missing("No Revenue row of the 12 months has a Target revenue.")
    return quotient(_sum(aimed, "revenue"), _sum(aimed, "target"), "Target revenue of the 12 months is 0.")


def contribution_12m(facts: Facts) -> Measured:
    """Σ (gross margin − cost to serve); a blank cost to serve is unknown, never 0 (T18)."""
    window = facts.revenue.now
    margin, cost = window.total("gross_margin"), window.total("cost_to_serve")
    if margin is None or cost is None:
        return Measured.missing(window.absence or "A Revenue row of the 12 months lacks Gross margin or Cost to serve.")
    return Measured.known(margin - cost, "", later(window.cells, "gross_margin", "cost_to_serve"))


def contribution_rate(facts: Facts) -> Measured:
    """Contribution margin / R12."""
    return quotient(facts.read("contribution_12m"), facts.read("revenue_12m"), _NO_REVENUE)


def margin_ratio(facts: Facts) -> Measured:
    """Contribution margin rate / target margin."""
    target = facts.ground.settings.target_margin
    cell = facts.ground.settings.cell("target_margin")
    aim = Measured.missing("Fill Target margin in Settings.") if target is None else Measured.known(target, "", (cell,))
    return quotient(facts.read("contribution_rate"), aim, "Target margin is 0.")


def cost_rate(facts: Facts) -> Measured:
    """Σ cost to serve / R12."""
    return quotient(_sum(facts.revenue.now, "cost_to_serve"), facts.read("revenue_12m"), _NO_REVENUE)


def cost_growth(facts: Facts) -> Measured:
    """Cost to serve of the 12 months / of the prior 12 − 1."""
    now, before = _sum(facts.revenue.now, "cost_to_serve"), _sum(facts.revenue.before, "cost_to_serve")
    return growth(now, before, "Cost to serve of the prior 12 months is 0.")


def orders_12m(facts: Facts) -> Measured:
    """Σ orders."""
    return _sum(facts.revenue.now, "orders")


def _sum(window: RevenueWindow, field: str) -> Measured:
    total = window.total(field)
    if total is None:
        return Measured.missing(window.absence or _LACKS[field])
    return Measured.known(total, "", later(window.cells, field))
