"""What an account could buy, what it spends, and what is under way (KAM.md §3.8)."""

from __future__ import annotations

import datetime as dt

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import (
    AccountId,
    AnyText,
    BuyingCentre,
    ColleagueId,
    Fraction,
    Id,
    Money,
    MoneyAboveZero,
    OfferingFamily,
    OfferingId,
    OneToFive,
)
from kamreport.model.lists import Barrier, OpportunityType, SalesStage, WalletBasis, WhiteSpaceStatus
from kamreport.schema import When, column, sheet
from kamreport.schema.declare import Group


@sheet("Wallet", key=("account_id", "as_of"), group=Group.OPTIONAL)
class Wallet:
    """One row per account and date: what the customer spends in our categories."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    as_of: dt.date = column("As of", doc="Date of the figure.")
    spend: MoneyAboveZero = column("Spend in our categories", doc="Over 12 months, with all suppliers.")
    expected_spend: Money | None = column("Expected spend in 3 years", doc="The same, three years on.")
    basis: WalletBasis = column("Basis", doc="Where the figure comes from.")
    confidence: OneToFive | None = column("Confidence", doc="5 is sure.")


@sheet("Offerings", key="offering_id", group=Group.OPTIONAL)
class Offering:
    """One row per offering of ours."""

    origin: RowRef
    offering_id: Id = column("Offering ID", doc="Your short, stable name for the offering.")
    offering: str = column("Offering", doc="The name packs print.", width=30)
    family: OfferingFamily | None = column("Family", doc="From your own list on Lists.")
    typical_annual_value: Money | None = column("Typical annual value", doc="What a customer usually spends on it.")
    active: bool | None = column("Active", doc="No once it is no longer sold.", blank="Yes")

    @property
    def is_active(self) -> bool:
        """Blank means Yes."""
        return self.active is not False


@sheet("White space", key=("account_id", "buying_centre", "offering_id"), group=Group.OPTIONAL)
class WhiteSpace:
    """One row per account, buying centre and offering: what they have and what they could have."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    buying_centre: BuyingCentre = column("Buying centre", doc="From your own list on Lists.")
    offering_id: OfferingId = column("Offering ID", doc="From Offerings.")
    status: WhiteSpaceStatus = column("Status", doc="Owned, Pipeline, Open, Competitor or Not eligible.")
    current_annual: Money | None = column("Current annual", doc="What they buy of it in a year.")
    potential_annual: Money | None = column("Potential annual", doc="What they could buy of it in a year.")
    probability: Fraction | None = column("Probability", doc="Chance of winning it.")
    competitor: AnyText | None = column(
        "Competitor", doc="Who has it now.", required_when=When("status", (WhiteSpaceStatus.COMPETITOR,)), width=20
    )
    barrier: Barrier | None = column("Barrier", doc="What keeps them from it.")
    next_step: str | None = column("Next step", doc="What we do next.", width=36)
    last_checked: dt.date | None = column("Last checked", doc="Date of the last look.")


@sheet("Opportunities", key="opportunity_id", group=Group.OPTIONAL)
class Opportunity:
    """One row per possible sale."""

    origin: RowRef
    opportunity_id: Id = column("Opportunity ID", doc="Your short, stable name for it.")
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    opportunity: str = column("Opportunity", doc="What could be sold.", width=36)
    type: OpportunityType = column("Type", doc="Land, Cross-sell, Upsell or Renewal.")
    offering_id: OfferingId | None = column("Offering ID", doc="From Offerings.")
    sales_stage: SalesStage = column("Sales stage", doc="How far it is.")
    amount: Money = column("Amount", doc="Value of the sale.")
    probability: Fraction = column("Probability", doc="Chance of winning it.")
    expected_close: dt.date = column("Expected close", doc="Date on which it will be decided.")
    owner: ColleagueId | None = column("Owner", doc="Person ID from Team.")
