"""What accounts are judged by: criteria, bands, anchors, health measures, tiers, lists (KAM.md §3.7)."""

from __future__ import annotations

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import AnyText, AtLeastZero, CriterionId, Id, ListWord, OneOrMore, OneToFive, Points
from kamreport.model.lists import Axis, Direction, Job, Method, Tier, WhenMissing
from kamreport.schema import When, column, sheet
from kamreport.schema.declare import Group, Owner

_MEASURED = When("method", (Method.BAND, Method.LINEAR))
_LINEAR = When("method", (Method.LINEAR,))


@sheet("Criteria", key="criterion_id", group=Group.MODEL, owner=Owner.SHIPPED)
class Criterion:
    """One row per criterion of the key account matrix."""

    origin: RowRef
    criterion_id: Id = column("Criterion ID", doc="Short, stable name; titles the column in Ratings.")
    name: str = column("Criterion", doc="What is judged.", width=34)
    axis: Axis = column("Axis", doc="Attractiveness or Strength; a criterion counts on one axis only.")
    group: AnyText | None = column("Group", doc="For subtotals only.", width=16)
    question: str | None = column("Question", doc="The question a rater answers.", width=46)
    origin_note: AnyText | None = column("Origin", doc="Where the criterion comes from.", width=24)
    weight: AtLeastZero = column(
        "Weight",
        doc="How much it counts on its axis; weights should add up to 100. 0 shows it without counting.",
    )
    method: Method = column("Method", doc="Rating 1–5, Band, Linear or Lookup.", width=12)
    direction: Direction = column("Direction", doc="Higher: more is better. Lower: less is better.", width=12)
    measure: AnyText | None = column(
        "Measure", doc="Field name of the measure that is read.", required_when=_MEASURED, width=22
    )
    low: float | None = column("Low", doc="Value that scores 0 (Linear).", required_when=_LINEAR)
    high: float | None = column("High", doc="Value that scores 100 (Linear).", required_when=_LINEAR)
    when_missing: WhenMissing | None = column(
        "When missing", doc="What a missing value does.", width=14, blank="Exclude"
    )
    is_potential: bool | None = column(
        "Shows potential", doc="Yes on exactly one attractiveness criterion.", blank="No"
    )
    active: bool | None = column("Active", doc="No switches the criterion off.", blank="Yes")

    @property
    def is_active(self) -> bool:
        """Blank means Yes."""
        return self.active is not False

    @property
    def is_graded(self) -> bool:
        """Whether people grade it in Ratings, instead of a measure being read."""
        return self.method in (Method.RATING, Method.LOOKUP)


@sheet("Bands", key=(), group=Group.MODEL, owner=Owner.SHIPPED)
class Band:
    """One row per band of a Band criterion, or per code of a Lookup criterion."""

    origin: RowRef
    criterion_id: CriterionId = column("Criterion ID", doc="From Criteria.")
    start: float | None = column("From", doc="Lowest value, inclusive.", blank="open")
    end: float | None = column("To", doc="Highest value, exclusive.", blank="open")
    code: AnyText | None = column("Code", doc="The code, for Lookup criteria only.", width=12)
    score: Points = column("Score", doc="Points from 0 to 100.")
    label: AnyText | None = column("Label", doc="The band in words.", width=30)


@sheet("Anchors", key=("criterion_id", "rating"), group=Group.MODEL, owner=Owner.SHIPPED)
class Anchor:
    """What a rating means, so that raters share one scale."""

    origin: RowRef
    criterion_id: CriterionId = column("Criterion ID", doc="From Criteria.")
    rating: OneToFive = column("Rating", doc="1 to 5.")
    description: str = column("Description", doc="What an account with this rating looks like.", width=60)


@sheet("Health", key="health_id", group=Group.MODEL, owner=Owner.SHIPPED)
class HealthMeasure:
    """One row per measure of account health."""

    origin: RowRef
    health_id: Id = column("Health ID", doc="Short, stable name.")
    component: str = column("Component", doc="The part of health the measure belongs to.", width=20)
    component_weight: AtLeastZero = column("Component weight", doc="Weight of the component; equal on all its rows.")
    measure: AnyText = column("Measure", doc="Field name of the measure that is read.", width=24)
    weight: AtLeastZero = column("Weight", doc="Weight of the measure within its component.")
    direction: Direction = column("Direction", doc="Higher: more is better. Lower: less is better.", width=12)
    good: float = column("Good limit", doc="From here on the measure scores 100.")
    average: float = column("Average limit", doc="From here on it scores 60; beyond it 0.")
    active: bool | None = column("Active", doc="No switches the measure off.", blank="Yes")

    @property
    def is_active(self) -> bool:
        """Blank means Yes."""
        return self.active is not False


@sheet("Tiers", key="tier", group=Group.MODEL, owner=Owner.SHIPPED)
class TierService:
    """One row per tier: what the account can expect of us, and how we look at it."""

    origin: RowRef
    tier: Tier = column("Tier", doc="The tier described.")
    rank: OneOrMore = column("Rank", doc="1 is the lowest tier.")
    job: Job = column("Job", doc="Who usually manages accounts of this tier.", width=26)
    touchpoint_days: OneOrMore = column("Touchpoint every (days)", doc="Agreed rhythm of contact.")
    active_days: OneOrMore = column("Active window (days)", doc="A stakeholder contacted within this window is active.")
    review_days: OneOrMore = column("Review every (days)", doc="Longest time between account reviews.")
    reply_hours: OneOrMore = column("Reply within (hours)", doc="Promised time to a first reply.")
    what_we_do: AnyText | None = column("What we do", doc="Our part.", width=34)
    access: AnyText | None = column("Access", doc="Levels at which we are in touch.", width=30)
    resources: AnyText | None = column("Resources", doc="What the account gets.", width=36)
    value_focus: AnyText | None = column("Value focus", width=36)
    finding_value: AnyText | None = column("Finding value", width=36)
    specifying_value: AnyText | None = column("Specifying value", width=36)
    delivering_value: AnyText | None = column("Delivering value", width=36)
    risk_focus: AnyText | None = column("Risk focus", width=36)
    assessing_risk: AnyText | None = column("Assessing risk", width=36)
    reducing_risk: AnyText | None = column("Reducing risk", width=36)


PERSPECTIVES = (
    "value_focus",
    "finding_value",
    "specifying_value",
    "delivering_value",
    "risk_focus",
    "assessing_risk",
    "reducing_risk",
)
"""Fields of TierService that hold the seven perspective texts (KAM.md §7.3)."""


@sheet("Lists", key=("list_name", "value"), group=Group.MODEL, owner=Owner.SHIPPED)
class ListValue:
    """One row per value of a drop-down list; a team adds its own values here."""

    origin: RowRef
    list_name: str = column("List", doc="Title of the list.", width=20)
    value: ListWord = column("Value", doc="A value the drop-down offers.", width=30)
    order: float | None = column("Order", doc="Place in the list.")
