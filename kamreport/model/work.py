"""What is known about an account from month to month: revenue, ratings, people, promises (KAM.md §3.6.3–3.6.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import (
    AccountId,
    AnyText,
    ColleagueId,
    ColleagueOrStakeholderId,
    Count,
    Function,
    Id,
    MinusTwoToTwo,
    Money,
    MonthEnd,
    MonthsCovered,
    ObjectiveId,
    OneToFive,
    Role,
    SignedMoney,
    StakeholderId,
    ZeroToFour,
)
from kamreport.model.lists import ActionStatus, Audience, Level, RatingSource
from kamreport.schema import When, column, family, sheet
from kamreport.schema.kinds import NotApplicable


@sheet("Revenue", key=("account_id", "period_end"))
class Revenue:
    """One row per account and period; eight quarters are advised."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    period_end: MonthEnd = column("Period end", doc="Last day of the period's last month.")
    months: MonthsCovered | None = column("Months covered", doc="1, 3 or 12.", blank="3")
    revenue: Money = column("Revenue", doc="Revenue of the period in full units of your currency.")
    target: Money | None = column("Target revenue", doc="What was planned for the period.")
    recurring: Money | None = column("Recurring revenue", doc="Part of the revenue that recurs by contract.")
    gross_margin: SignedMoney | None = column(
        "Gross margin", doc="Revenue less cost of what was sold; may be negative."
    )
    cost_to_serve: Money | None = column(
        "Cost to serve",
        doc="Sales, service and logistics spent on the account. Blank means not known, never zero.",
    )
    orders: Count | None = column("Orders", doc="Number of orders in the period.")

    @property
    def covered_months(self) -> int:
        """Months this row covers, ending with the month of ``period_end``."""
        return self.months or 3


@sheet("Ratings", key="account_id")
class AccountRatings:
    """One row per account: how it is rated on each criterion of method Rating or Lookup."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts; one row each.")
    grades: Mapping[str, int | str | NotApplicable] = family(
        "Criteria",
        doc="One column for each active criterion with method Rating (1 to 5, or N/A) or Lookup (a code).",
    )
    """By Criterion ID; a criterion that is blank is absent. The cell is ``origin.cell(criterion_id)``."""
    rated_on: dt.date | None = column(
        "Rated on", doc="Date of the rating; needed as soon as anything is rated.", required_when=When("grades")
    )
    rated_by: AnyText | None = column(
        "Rated by", doc="Who rated; needed as soon as anything is rated.", required_when=When("grades"), width=20
    )
    source: RatingSource | None = column("Source", doc="Who judged the strength: Customer, Team or Both.", blank="Team")
    evidence: str | None = column("Evidence", doc="What a rating of 1 or 5 rests on.", width=44)


@sheet("Stakeholders", key="stakeholder_id")
class Stakeholder:
    """One row per person at an account."""

    origin: RowRef
    stakeholder_id: Id = column("Stakeholder ID", doc="Your short, stable name for the person, such as S-014.")
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    name: str = column("Name", doc="First and last name.", width=24)
    role: Role = column("Role", doc="What the person means for a decision.")
    influence: OneToFive = column("Influence", doc="1 hardly heard, 5 decides.")
    strength: ZeroToFour = column("Relationship strength", doc="0 none, 1 aware, 2 working, 3 trusted, 4 advocate.")
    level: Level | None = column("Level", doc="Rank in their company.", width=13)
    function: Function | None = column("Function", doc="Their department, from your list on Lists.")
    job_title: AnyText | None = column("Job title", doc="As on their card.", width=24)
    support: MinusTwoToTwo | None = column("Support", doc="−2 opposes us, 0 neutral, +2 advocates for us.")
    counterpart_id: ColleagueId | None = column(
        "Our counterpart", doc="Person ID from Team.", blank="the key account manager"
    )
    reports_to: StakeholderId | None = column("Reports to", doc="Stakeholder ID of their superior at the same account.")
    last_contact: dt.date | None = column("Last contact", doc="Date of the last conversation.")
    left: bool | None = column("Left", doc="Yes once the person has left, who then counts nowhere.", blank="No")


@sheet("Actions", key="action_id")
class Action:
    """One row per action: a dated promise in the plan."""

    origin: RowRef
    action_id: Id = column("Action ID", doc="Your short, stable name for the action.")
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    text: str = column("Action", doc="What will be done, in words the account would understand.", width=48)
    owner_id: ColleagueOrStakeholderId = column(
        "Owner", doc="Person ID from Team, or Stakeholder ID when the customer owes it."
    )
    due: dt.date = column("Due", doc="Date by which it is done.")
    status: ActionStatus = column("Status", doc="How far it is.", width=14)
    done_on: dt.date | None = column(
        "Done on", doc="Date on which it was done.", required_when=When("status", (ActionStatus.DONE,))
    )
    objective_id: ObjectiveId | None = column("Objective ID", doc="Objective this action serves.", width=13)
    blocker: str | None = column("Blocker", doc="What is in the way.", width=30)
    audience: Audience | None = column("Audience", doc="Shared rows may reach the customer.", blank="Internal")

    def is_open(self, as_of: dt.date) -> bool:
        """Whether it still waits on that day; one done after it does (KAM.md §4.3, K206)."""
        done_later = self.done_on is not None and self.done_on > as_of
        return self.status.is_open or (self.status is ActionStatus.DONE and done_later)

    def is_late(self, as_of: dt.date) -> bool:
        """Whether it is open and past its due date on that day (K501)."""
        return self.is_open(as_of) and self.due < as_of
