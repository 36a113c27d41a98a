"""The KAM programme itself: checklist, framework, milestones, measures, questions (KAM.md §3.8, §12)."""

from __future__ import annotations

import datetime as dt

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import Answer, AnyText, AtLeastZero, ColleagueId, FrameworkScore, Id, OneToFive
from kamreport.model.lists import (
    ActionStatus,
    AnswerKind,
    Direction,
    Element,
    Horizon,
    ItemDirection,
    MeasureKind,
    ProgrammePart,
    ProgrammePhase,
    StepStatus,
)
from kamreport.schema import When, column, sheet
from kamreport.schema.declare import Group, Owner

_SHIPPED = Owner.SHIPPED


@sheet("Checklist", key="item_id", group=Group.PROGRAMME)
class ChecklistItem:
    """One row per item: 23 before launch, 9 after."""

    origin: RowRef
    item_id: Id = column("Item ID", doc="Stable name of the item.", owner=_SHIPPED)
    item: str = column("Item", doc="The statement to judge.", owner=_SHIPPED, width=60)
    part: ProgrammePart = column("Part", doc="Before or after launch.", owner=_SHIPPED)
    element: Element | None = column("Element", doc="Element of the programme.", owner=_SHIPPED)
    phase: ProgrammePhase | None = column("Phase", doc="Phase in which it belongs.", owner=_SHIPPED)
    direction: ItemDirection | None = column(
        "Direction", doc="Whether Yes is good news.", owner=_SHIPPED, blank="Favourable"
    )
    critical: bool | None = column("Critical", doc="Whether launch depends on it.", owner=_SHIPPED, blank="No")
    answer: Answer | None = column("Answer", doc="Yes, Partial, No or N/A.")
    evidence: str | None = column("Evidence", doc="What the answer rests on.", width=44)
    owner: ColleagueId | None = column("Owner", doc="Person ID from Team.")
    due: dt.date | None = column("Due", doc="Date by which it should be Yes.")


@sheet("Framework", key="item_id", group=Group.PROGRAMME)
class FrameworkItem:
    """One row per item of the six elements."""

    origin: RowRef
    item_id: Id = column("Item ID", doc="Stable name of the item.", owner=_SHIPPED)
    element: AnyText = column("Element", doc="Element of the programme.", owner=_SHIPPED, width=28)
    item: str = column("Item", doc="What is judged.", owner=_SHIPPED, width=30)
    question: str = column("Question", doc="The question to answer.", owner=_SHIPPED, width=60)
    weight: AtLeastZero = column("Weight", doc="0 keeps the item without scoring it.", owner=_SHIPPED)
    score: FrameworkScore | None = column(
        "Score", doc="0 nothing, 1 ad hoc, 2 partly, 3 in place, 4 in place and regularly improved, N/A."
    )
    evidence: str | None = column("Evidence", doc="What the score rests on.", width=44)
    owner: ColleagueId | None = column("Owner", doc="Person ID from Team.")
    due: dt.date | None = column("Due", doc="Date of the next step.")


@sheet("Programme milestones", key="milestone_id", group=Group.PROGRAMME)
class Milestone:
    """One row per milestone of the programme."""

    origin: RowRef
    milestone_id: Id = column("Milestone ID", doc="Stable name.", owner=_SHIPPED)
    milestone: str = column("Milestone", doc="In a word.", owner=_SHIPPED, width=26)
    meaning: str | None = column("Meaning", doc="What it means.", owner=_SHIPPED, width=60)
    planned_start: dt.date | None = column("Planned start", doc="First day.")
    planned_end: dt.date | None = column("Planned end", doc="Last day.")
    actual_end: dt.date | None = column("Actual end", doc="When it was reached.")
    status: StepStatus | None = column("Status", doc="How far it is.")
    note: str | None = column("Note", doc="What to know.", width=40)


@sheet("Programme measures", key="measure_id", group=Group.PROGRAMME)
class ProgrammeMeasure:
    """One row per measure of the programme, process and results."""

    origin: RowRef
    measure_id: Id = column("Measure ID", doc="Stable name.", owner=_SHIPPED)
    measure: str = column("Measure", doc="What is measured.", owner=_SHIPPED, width=34)
    kind: MeasureKind = column("Kind", doc="Process or Results.", owner=_SHIPPED)
    unit: AnyText | None = column("Unit", doc="In what.", owner=_SHIPPED)
    direction: Direction | None = column("Direction", doc="Higher or Lower is better.", owner=_SHIPPED, blank="Higher")
    horizon: Horizon | None = column("Horizon", doc="Short or Long.")
    target: float | None = column("Target", doc="What is aimed at.")
    actual: float | None = column("Actual", doc="What was reached.")
    note: str | None = column("Note", doc="What to know.", width=40)


@sheet("Programme questions", key="question_id", group=Group.PROGRAMME)
class ProgrammeQuestion:
    """One row per question to the programme."""

    origin: RowRef
    question_id: Id = column("Question ID", doc="Stable name.", owner=_SHIPPED)
    block: AnyText = column("Block", doc="What it belongs to.", owner=_SHIPPED, width=20)
    question: str = column("Question", doc="The question or statement.", owner=_SHIPPED, width=60)
    answer_kind: AnswerKind = column("Answer kind", doc="Rating, Yes-Partial-No or Open.", owner=_SHIPPED)
    answer: AnyText | None = column(
        "Answer", doc="1 to 5; Yes, Partial or No; or text: as the answer kind says.", width=36
    )
    comment: str | None = column("Comment", doc="What to know.", width=40)
    owner: ColleagueId | None = column("Owner", doc="Person ID from Team.")


@sheet("Programme actions", key="action_id", group=Group.PROGRAMME)
class ProgrammeAction:
    """One row per action of the programme."""

    origin: RowRef
    action_id: Id = column("Action ID", doc="Your short, stable name for the action.")
    linked_item: AnyText | None = column("Linked item", doc="Any ID of the programme sheets.")
    action: str = column("Action", doc="What will be done.", width=48)
    owner: ColleagueId = column("Owner", doc="Person ID from Team.")
    due: dt.date = column("Due", doc="Date by which it is done.")
    status: ActionStatus = column("Status", doc="How far it is.")
    done_on: dt.date | None = column(
        "Done on", doc="Date on which it was done.", required_when=When("status", (ActionStatus.DONE,))
    )


@sheet("Fluency", key="person_id", group=Group.PROGRAMME)
class Fluency:
    """One row per colleague: how easily they talk of five areas."""

    origin: RowRef
    person_id: ColleagueId = column("Person ID", doc="From Team.")
    f1_customer_needs: OneToFive | None = column("F1 Customer needs", doc="Needs we solve, 1 to 5.")
    f2_our_offerings: OneToFive | None = column("F2 Our offerings", doc="Our offerings as answers, 1 to 5.")
    f3_market: OneToFive | None = column("F3 Market", doc="The market, 1 to 5.")
    f4_our_company: OneToFive | None = column("F4 Our company", doc="Our company and its value, 1 to 5.")
    f5_competition: OneToFive | None = column("F5 Competition", doc="Competitors and why we are worth more, 1 to 5.")
    rated_on: dt.date | None = column("Rated on", doc="Date of the rating.")
