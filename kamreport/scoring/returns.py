"""What money put into an account brings, and where won sales come from (KAM.md §9.1)."""

from __future__ import annotations

from collections.abc import Iterable

from kamreport.model import Opportunity
from kamreport.model.lists import OpportunityType, SalesStage
from kamreport.results import Measured
from kamreport.scoring.facts import Facts
from kamreport.scoring.measures.arithmetic import quotient
from kamreport.scoring.windows import Window


def contribution_per_investment(facts: Facts) -> Measured:
    """Contribution margin of 12 months / Investment, 12 months."""
    spent, cell = facts.account.investment_12m, facts.account.origin.cell("investment_12m")
    put_in = (
        Measured.missing("Fill Investment, 12 months.", (cell,))
        if spent is None
        else Measured.known(spent, "", (cell,))
    )
    return quotient(facts.read("contribution_12m"), put_in, "Nothing was invested in the 12 months.")


def hourglass_share(opportunities: Iterable[Opportunity], window: Window) -> float | None:
    """Won amount of any type but Land / all won amount, expected close in the window; None when nothing was won."""
    won = [one for one in opportunities if one.sales_stage is SalesStage.WON and window.holds(one.expected_close)]
    total = sum(one.amount for one in won)
    return sum(one.amount for one in won if one.type is not OpportunityType.LAND) / total if total > 0 else None
