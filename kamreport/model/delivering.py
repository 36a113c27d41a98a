"""What was promised and what came of it: commitments, value, feedback, events, touchpoints, team (KAM.md §3.8)."""

from __future__ import annotations

import datetime as dt

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import (
    AccountId,
    AnyText,
    ColleagueId,
    Id,
    Money,
    NeedId,
    OneToFive,
    OneToThree,
    StakeholderId,
    TouchpointKind,
    ZeroToTen,
)
from kamreport.model.lists import (
    AccountRole,
    Audience,
    Direction,
    EventKind,
    FeedbackSource,
    KamDuty,
    StartedBy,
    ValueAdd,
)
from kamreport.model.understanding import SHARING
from kamreport.schema import When, column, sheet
from kamreport.schema.declare import Group

_NOISE = 1e-9
"""What the last digits of a formula's result may be off, on either side of a target."""


@sheet("Commitments", key="commitment_id", group=Group.OPTIONAL)
class Commitment:
    """One row per promise to an account, service levels included."""

    origin: RowRef
    commitment_id: Id = column("Commitment ID", doc="Your short, stable name for the promise.")
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    promise: str = column("Promise", doc="What we promised.", width=40)
    value_add: ValueAdd = column("Value-add", doc="What it adds.")
    need_id: NeedId | None = column("Need ID", doc="The need it answers.")
    service_level: bool | None = column("Service level", doc="Yes for a measured service level.")
    measure: AnyText | None = column("Measure", doc="What is measured.", width=24)
    unit: AnyText | None = column("Unit", doc="In what.")
    target: float | None = column("Target", doc="What was promised.")
    actual: float | None = column("Actual", doc="What was reached.")
    direction: Direction | None = column("Direction", doc="Whether more or less is better.", blank="Higher")
    remedy: str | None = column("Remedy", doc="What we do when it is missed.", width=30)
    due: dt.date | None = column("Due", doc="Date by which it holds.")
    customer_agreed: bool | None = column("Customer agreed", doc="Yes once they confirmed it.")
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")

    @property
    def is_kept(self) -> bool | None:
        """Whether actual meets target (KAM.md §5.1); None when either is not known."""
        if self.target is None or self.actual is None:
            return None
        short = self.actual - self.target if self.direction is Direction.LOWER else self.target - self.actual
        return short <= _NOISE


@sheet("Value delivered", group=Group.OPTIONAL)
class ValueDelivered:
    """One row per outcome for the customer."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    outcome: str = column("Outcome", doc="What is better for them.", width=40)
    measure: AnyText | None = column("Measure", doc="How one sees it.", width=24)
    unit: AnyText | None = column("Unit", doc="In what.")
    baseline: float | None = column("Baseline", doc="Before.")
    now: float | None = column("Now", doc="After.")
    yearly_value: Money | None = column("Yearly value to customer", doc="In money, per year.")
    confirmed_by: StakeholderId | None = column("Confirmed by", doc="Stakeholder ID of who confirms it.")
    confirmed_on: dt.date | None = column("Confirmed on", doc="Date of the confirmation.")
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")


@sheet("Feedback", group=Group.OPTIONAL)
class Feedback:
    """One row per answer of a customer: CSAT, NPS or both."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    date: dt.date = column("Date", doc="Date of the answer.")
    stakeholder_id: StakeholderId | None = column("Stakeholder ID", doc="Who answered.")
    csat: OneToFive | None = column(
        "CSAT", doc="1 to 5; this or an NPS answer is needed.", required_when=When("nps", blank=True)
    )
    nps: ZeroToTen | None = column("NPS answer", doc="0 to 10.")
    source: FeedbackSource | None = column("Source", doc="Survey, Interview or Informal.")
    comment: str | None = column("Comment", doc="In their words.", width=44)


@sheet("Events", group=Group.OPTIONAL)
class Event:
    """One row per event that matters to the relationship."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    date: dt.date = column("Date", doc="When it happened.")
    kind: EventKind = column("Kind", doc="What kind of event.", width=20)
    event: str = column("Event", doc="In one sentence.", width=44)
    severity: OneToThree | None = column(
        "Severity", doc="1 is the worst; needed for an Escalation.", required_when=When("kind", (EventKind.ESCALATION,))
    )
    amount: Money | None = column("Amount", doc="Shared investment of a Joint activity.")
    closed_on: dt.date | None = column("Closed on", doc="Date on which it was settled.")
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")


@sheet("Touchpoints", group=Group.OPTIONAL)
class Touchpoint:
    """One row per interaction."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    date: dt.date = column("Date", doc="When.")
    stakeholder_id: StakeholderId | None = column("Stakeholder ID", doc="With whom.")
    person_id: ColleagueId | None = column("Person ID", doc="Who of us.")
    kind: TouchpointKind | None = column("Kind", doc="From your own list on Lists.")
    started_by: StartedBy | None = column("Started by", doc="Us or Customer.")
    note: str | None = column("Note", doc="What it was about.", width=44)


@sheet("Account team", key=("account_id", "person_id", "account_role"), group=Group.OPTIONAL)
class TeamRole:
    """One row per account, person and role or duty."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    person_id: ColleagueId = column("Person ID", doc="From Team.")
    account_role: AccountRole | None = column(
        "Account role",
        doc="Part in the account team; this or a duty is needed.",
        required_when=When("duty", blank=True),
    )
    duty: KamDuty | None = column("KAM duty", doc="Duty of key account management.", width=24)
