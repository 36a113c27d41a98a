"""Words of white space, wallet and opportunities (KAM.md §3.5, §3.8)."""

from __future__ import annotations

from enum import StrEnum


class WhiteSpaceStatus(StrEnum):
    """What an offering is to a buying centre."""

    OWNED = "Owned"
    PIPELINE = "Pipeline"
    OPEN = "Open"
    COMPETITOR = "Competitor"
    NOT_ELIGIBLE = "Not eligible"


class Barrier(StrEnum):
    """What keeps a buying centre from an offering, after RAIN Group."""

    OFFERING_UNKNOWN = "Does not know the offering"
    PROBLEM_UNSEEN = "Does not see the problem"
    VALUE_UNSEEN = "Does not see the value"
    OTHER = "Other"


class OpportunityType(StrEnum):
    """What kind of sale is possible."""

    LAND = "Land"
    CROSS_SELL = "Cross-sell"
    UPSELL = "Upsell"
    RENEWAL = "Renewal"


class SalesStage(StrEnum):
    """How far a possible sale is."""

    IDENTIFIED = "Identified"
    QUALIFIED = "Qualified"
    PROPOSED = "Proposed"
    NEGOTIATING = "Negotiating"
    WON = "Won"
    LOST = "Lost"

    @property
    def is_open(self) -> bool:
        """Neither won nor lost."""
        return self not in (SalesStage.WON, SalesStage.LOST)


class WalletBasis(StrEnum):
    """Where a figure of the customer's spend comes from."""

    TOLD = "Customer told us"
    ESTIMATE = "Estimate"
    PUBLIC = "Public"
