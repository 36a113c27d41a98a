"""The account plan: objectives, risks, steps, remarks, decisions by hand (KAM.md §3.8, §11)."""

from __future__ import annotations

import datetime as dt

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import (
    AccountId,
    AnyText,
    ColleagueId,
    Count,
    Fraction,
    Id,
    Money,
    OneToFive,
    Points,
    SectionCode,
    Step,
)
from kamreport.model.lists import (
    Audience,
    Focus,
    Horizon,
    NarrativeKind,
    NarrativePack,
    ObjectiveOutcome,
    ObjectiveStatus,
    OpenClosed,
    OverrideKind,
    RiskCategory,
    StepStatus,
)
from kamreport.model.understanding import SHARING
from kamreport.schema import When, column, sheet
from kamreport.schema.declare import Group


@sheet("Objectives", key="objective_id", group=Group.OPTIONAL)
class Objective:
    """One row per objective of an account plan."""

    origin: RowRef
    objective_id: Id = column("Objective ID", doc="Your short, stable name for the objective.")
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    objective: str = column("Objective", doc="What is to be reached.", width=44)
    focus: Focus = column("Focus", doc="Penetrate, Expand or Protect.")
    outcome: ObjectiveOutcome | None = column("Outcome", doc="What it brings.")
    measure: AnyText | None = column("Measure", doc="How one sees it.", width=24)
    unit: AnyText | None = column("Unit", doc="In what.")
    baseline: float | None = column("Baseline", doc="Where it began.")
    target: float | None = column("Target", doc="Where it should be.")
    actual: float | None = column("Actual", doc="Where it is.")
    start: dt.date | None = column("Start", doc="First day.")
    due: dt.date = column("Due", doc="Date by which it is reached.")
    owner: ColleagueId = column("Owner", doc="Person ID from Team.")
    status: ObjectiveStatus = column("Status", doc="How it stands.")
    horizon: Horizon | None = column("Horizon", doc="Short or Long.")
    customers_own_objective: bool | None = column("Customer's own objective", doc="Yes if it is theirs.")
    company_strategy_link: str | None = column("Company strategy link", doc="What of our strategy it serves.", width=30)
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")

    @property
    def progress(self) -> float | None:
        """(actual − baseline)/(target − baseline), below 0 and above 1 too; works for falling targets (KAM.md §11.5).

        None when a figure is not known or there is no way to go.
        """
        if self.baseline is None or self.target is None or self.actual is None or self.target == self.baseline:
            return None
        return (self.actual - self.baseline) / (self.target - self.baseline)

    def elapsed(self, as_of: dt.date) -> float | None:
        """Share of the time from Start to Due that is gone, 0–1; None without a start (KAM.md §11.5)."""
        if self.start is None:
            return None
        length = (self.due - self.start).days
        if length <= 0:
            return 1.0 if as_of >= self.due else 0.0
        return min(1.0, max(0.0, (as_of - self.start).days / length))


@sheet("Narrative", group=Group.OPTIONAL)
class Remark:
    """One row per remark for the first page of a pack."""

    origin: RowRef
    pack: NarrativePack = column("Pack", doc="Account, Portfolio or Programme.")
    account_id: AccountId | None = column(
        "Account ID", doc="From Accounts; for account packs.", required_when=When("pack", (NarrativePack.ACCOUNT,))
    )
    kind: NarrativeKind = column("Kind", doc="Win, Lesson, Risk, Ask, Decision or Commentary.")
    section: SectionCode | None = column(
        "Section", doc="Section code of a Commentary.", required_when=When("kind", (NarrativeKind.COMMENTARY,))
    )
    text: str = column("Text", doc="In one sentence.", width=60)
    order: Count | None = column("Order", doc="Place in the list.")
    audience: Audience | None = column("Audience", doc=SHARING, blank="Internal")


@sheet("Risks", key="risk_id", group=Group.OPTIONAL)
class Risk:
    """One row per risk of an account."""

    origin: RowRef
    risk_id: Id = column("Risk ID", doc="Your short, stable name for the risk.")
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    category: RiskCategory = column("Category", doc="Where it comes from.")
    risk: str = column("Risk", doc="In one sentence.", width=44)
    likelihood: OneToFive = column("Likelihood", doc="5 is almost certain.")
    impact: OneToFive = column("Impact", doc="5 is the gravest.")
    probability: Fraction | None = column(
        "Probability", doc="Chance that it happens.", blank="the one of Settings for the likelihood"
    )
    revenue_exposed: Money | None = column("Revenue exposed", doc="Yearly revenue that would be lost.")
    mitigation: str | None = column("Mitigation", doc="What we do against it.", width=36)
    owner: ColleagueId | None = column("Owner", doc="Person ID from Team.")
    due: dt.date | None = column("Due", doc="Date of the mitigation.")
    status: OpenClosed = column("Status", doc="Open or Closed.")
    closed_on: dt.date | None = column(
        "Closed on", doc="Date on which it was closed.", required_when=When("status", (OpenClosed.CLOSED,))
    )


@sheet("Plan steps", key=("account_id", "step"), group=Group.OPTIONAL)
class PlanStep:
    """One row per account and step of planning."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    step: Step = column("Step", doc="N1–N9 after Pipedrive, D1–D7 after DemandFarm.")
    status: StepStatus = column("Status", doc="How far it is.")
    date: dt.date | None = column("Date", doc="When it was done or is planned.")


@sheet("Overrides", group=Group.OPTIONAL)
class Override:
    """One row per decision by hand; it never hides the computed value."""

    origin: RowRef
    account_id: AccountId = column("Account ID", doc="From Accounts.")
    override: OverrideKind = column("Override", doc="Health, Include or Exclude.")
    value: Points | None = column(
        "Value", doc="Health to show, 0 to 100.", required_when=When("override", (OverrideKind.HEALTH,))
    )
    reason: str = column("Reason", doc="Why.", width=44)
    by: AnyText = column("By", doc="Who decided.", width=20)
    start: dt.date = column("From", doc="First day.")
    until: dt.date | None = column(
        "Until", doc="Last day; needed for Health.", required_when=When("override", (OverrideKind.HEALTH,))
    )
