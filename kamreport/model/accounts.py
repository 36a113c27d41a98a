"""Accounts and the colleagues who answer for them (KAM.md §3.6.1, §3.6.2)."""

from __future__ import annotations

import datetime as dt

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import (
    AccountId,
    AtLeastZero,
    BusinessSize,
    ColleagueId,
    Count,
    CountryCode,
    Function,
    Id,
    Industry,
    Money,
    OneOrMore,
    OneToFive,
    Region,
)
from kamreport.model.lists import AccountStatus, Job, KeyType, ProcessStage, RelationshipStage, Tier
from kamreport.schema import column, sheet


@sheet("Team", key="person_id")
class Colleague:
    """One row per colleague who answers for an account or helps with one."""

    origin: RowRef
    person_id: Id = column("Person ID", doc="Your short, stable name for the colleague, such as P-01.")
    name: str = column("Name", doc="First and last name as packs print it.", width=24)
    job: Job = column("Job", doc="What the colleague is employed as; it sets how many accounts are usual.", width=26)
    function: Function | None = column("Function", doc="Department.")
    start_date: dt.date | None = column("Start date", doc="First day in this job.")
    max_accounts: OneOrMore | None = column(
        "Max accounts",
        doc="How many accounts this person can serve well.",
        blank="5 for key and strategic account managers, 20 for other account managers, no limit for others",
    )


@sheet("Accounts", key="account_id")
class Account:
    """One row per account in the portfolio."""

    origin: RowRef
    account_id: Id = column(
        "Account ID", doc="Your short, stable name for the account, such as KA-001. Other sheets link to it."
    )
    name: str = column("Account name", doc="The name packs print.", aliases=("Account",), width=30)
    status: AccountStatus = column("Status", doc="Active: buys from us. Prospect: not yet. Lost: no longer.", width=12)
    is_key: bool = column("Key account", doc="Yes if the account belongs to the named set of key accounts.")
    manager_id: ColleagueId = column(
        "Key account manager", doc="Person ID from Team of the one person who answers for it."
    )
    tier: Tier = column("Tier", doc="How the account is managed today.", aliases=("Segment",))
    key_type: KeyType | None = column(
        "Key type",
        doc="Existing: large and to be protected. Emerging: not yet large, strong growth ahead.",
        width=12,
        blank="Existing",
    )
    key_since: dt.date | None = column("Key since", doc="Date on which it joined the named set.")
    our_sponsor_id: ColleagueId | None = column(
        "Our executive sponsor", doc="Person ID from Team of our leader who stands for this account."
    )
    industry: Industry | None = column("Industry", doc="From your own list on Lists.", width=20)
    region: Region | None = column("Region", doc="From your own list on Lists.")
    business_size: BusinessSize | None = column("Business size", doc="From your own list on Lists.")
    country: CountryCode | None = column("Country", doc="Head office.")
    employees: Count | None = column("Employees", doc="Head count of the account.")
    parent_id: AccountId | None = column(
        "Parent account",
        doc="Account ID of the company that controls this one; groups them for concentration.",
    )
    first_purchase: dt.date | None = column("First purchase", doc="Date of the first order.")
    contract_start: dt.date | None = column("Contract start", doc="Start of the contract that renews next.")
    renewal_date: dt.date | None = column(
        "Renewal date", doc="Next date on which the contract can lapse; blank if it never does."
    )
    notice_date: dt.date | None = column("Notice date", doc="Last day on which notice can be given.")
    contract_value: Money | None = column("Annual contract value", doc="Value of the contract per year, averaged.")
    declared_stage: RelationshipStage | None = column("Declared stage", doc="How deep we believe the relationship is.")
    customer_stage: RelationshipStage | None = column(
        "Customer's view of stage", doc="How deep the customer says it is."
    )
    complexity: OneToFive | None = column("Complexity", doc="How complex their needs are: 1 simple, 5 very complex.")
    commitment: OneToFive | None = column("Commitment", doc="How committed both sides are: 1 hardly, 5 deeply.")
    process_stage: ProcessStage | None = column(
        "Process stage", doc="Where the work on the account plan stands.", width=14
    )
    alignment_date: dt.date | None = column("Alignment meeting", doc="Date on which the customer agreed the plan.")
    last_review: dt.date | None = column("Last review", doc="Date of the last account review.")
    last_strategy_review: dt.date | None = column(
        "Last strategy review", doc="Date of the last yearly look beyond the figures."
    )
    kam_hours: AtLeastZero | None = column(
        "Manager hours per month", doc="Hours the key account manager spends on it in a month."
    )
    investment_12m: Money | None = column(
        "Investment, 12 months", doc="Money spent to develop the account in the last 12 months."
    )
    largest_supplier: bool | None = column(
        "Largest supplier", doc="Yes if we are their largest supplier in our categories."
    )
    disqualified: bool | None = column(
        "Disqualified", doc="Yes keeps the account out of the choice of key accounts.", blank="No"
    )
    customer_pack: bool | None = column(
        "Customer-safe pack allowed", doc="Only Yes allows a pack made for the customer.", blank="No"
    )

    @property
    def is_scored(self) -> bool:
        """Only Active and Prospect accounts are scored (KAM.md §5.1)."""
        return self.status is not AccountStatus.LOST

    @property
    def is_emerging(self) -> bool:
        """A blank Key type counts as Existing."""
        return self.key_type is KeyType.EMERGING
