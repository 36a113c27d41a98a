"""White space and pipeline by offering, over all accounts that are scored (KAM.md §9.1, P11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kamreport.cells import CellRef
from kamreport.model import Offering, Opportunity, Portfolio, WhiteSpace
from kamreport.model.lists import OpportunityType, WhiteSpaceStatus
from kamreport.results import OfferingReading
from kamreport.scoring.evidence import cells_in
from kamreport.scoring.plan_reading import space_cell
from kamreport.scoring.white_space import TO_WIN


class _Sums:
    """The sums of one offering under way."""

    def __init__(self) -> None:
        self.space = dict.fromkeys(TO_WIN, 0.0)
        self.pipeline = dict.fromkeys(OpportunityType, 0.0)
        self.unweighted = 0.0
        self.accounts: set[str] = set()
        self.evidence: list[CellRef] = []

    def add_cell(self, row: WhiteSpace) -> None:
        """Add a cell of white space that is still to be won."""
        cell = space_cell(row)
        if cell.gap is None:
            return
        self.unweighted += cell.gap
        if row.status in self.space:
            self.space[row.status] += cell.weighted or 0.0
        self.accounts.add(row.account_id)
        self.evidence += cells_in(row, ("status", "current_annual", "potential_annual", "probability"))

    def add_opportunity(self, row: Opportunity) -> None:
        """Add an opportunity that is neither won nor lost."""
        self.pipeline[row.type] += row.amount * row.probability
        self.accounts.add(row.account_id)
        self.evidence += cells_in(row, ("type", "offering_id", "amount", "probability"))


def read_offerings(portfolio: Portfolio, scored: Collection[str]) -> tuple[OfferingReading, ...]:
    """Every offering with something to win, the largest weighted sum first; what names no offering comes last."""
    sums: dict[str | None, _Sums] = defaultdict(_Sums)
    for cell in portfolio.rows(WhiteSpace):
        if cell.account_id in scored:
            sums[cell.offering_id].add_cell(cell)
    for sale in portfolio.rows(Opportunity):
        if sale.account_id in scored and sale.sales_stage.is_open:
            sums[sale.offering_id].add_opportunity(sale)
    filled = [(offering_id, one) for offering_id, one in sums.items() if one.accounts]
    filled.sort(key=lambda pair: (pair[0] is None, -_weight(pair[1]), pair[0] or ""))
    return tuple(_reading(portfolio, offering_id, one) for offering_id, one in filled)


def _weight(one: _Sums) -> float:
    return sum(one.space.values()) + sum(one.pipeline.values())


def _reading(portfolio: Portfolio, offering_id: str | None, one: _Sums) -> OfferingReading:
    offering = portfolio.find(Offering, offering_id)
    space: dict[WhiteSpaceStatus, float] = one.space
    return OfferingReading(
        name=offering.offering if offering else offering_id or "",
        space=space,
        pipeline=one.pipeline,
        unweighted=one.unweighted,
        accounts=len(one.accounts),
        evidence=tuple(one.evidence),
    )
