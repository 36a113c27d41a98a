"""What scoring says of the KAM programme itself (KAM.md §12). Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kamreport.cells import CellRef
from kamreport.model import ChecklistItem, FrameworkItem, Milestone, ProgrammeMeasure, ProgrammeQuestion
from kamreport.model.lists import ProgrammePhase
from kamreport.results.measured import Measured


class Agreement(StrEnum):
    """How what people say of the programme fits what the data say (KAM.md §12.3)."""

    ROSIER = "rosier than data"
    GLOOMIER = "gloomier than data"
    PARTLY = "partly"
    AGREES = "agrees"
    NOT_COMPARED = "not compared"


class Index:
    """Names under which figures of the programme are kept from review to review (KAM.md §13.1)."""

    READINESS = "READINESS"
    OUTCOMES = "OUTCOMES"
    SUCCESS = "SUCCESS"
    FRAMEWORK = "FRAMEWORK"
    TRUST = "TRUST"
    LEADERSHIP = "LEADERSHIP"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFigure:
    """One figure made of several answers, with how many of them are known."""

    code: str
    """READINESS, OUTCOMES, SUCCESS, TRUST, LEADERSHIP, FRAMEWORK, or the letters of an element such as SP."""
    title: str
    measured: Measured
    """Readiness, trust and leadership 0–1; outcomes −1…1; success and framework 0–100."""
    coverage: float | None
    """Share of applicable answers that are given, 0–1; None when nothing applies."""
    answered: int
    """Answers that entered."""

    @property
    def value(self) -> float | None:
        """The figure; None when nothing is answered."""
        return self.measured.value


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseReading:
    """How many items of one phase are at Yes (KAM.md §12.1)."""

    phase: ProgrammePhase
    at_yes: int
    applicable: int
    """Items not answered N/A; blank ones count."""
    share: float | None
    """None when no item applies; such a phase holds nobody back."""
    is_held: bool
    """Whether the share reaches what Settings ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReading:
    """One outcome after launch: what is claimed beside what the data say (KAM.md §12.2, §12.3)."""

    item: ChecklistItem
    claimed: bool | None
    """Whether the answer is favourable after direction; None for Partial, N/A and blank."""
    measured: Measured
    """1 when the data are favourable after direction, 0 when not; missing says what to fill."""
    before: float | None
    """The older, or the other, of the two values compared."""
    now: float | None
    agreement: Agreement
    unit: str
    """In what the two values are counted: fraction, 1–5, points, count or money."""

    @property
    def is_favourable(self) -> bool | None:
        """What the data say after direction; None when not measurable."""
        return None if self.measured.value is None else bool(self.measured.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementReading:
    """One element of the framework with its items (KAM.md §12.4)."""

    figure: ProgrammeFigure
    items: tuple[FrameworkItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReading:
    """A milestone, and whether it should have been reached by now (KAM.md §12.5)."""

    milestone: Milestone
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureReading:
    """A programme measure with the value kamreport computes beside the one entered (KAM.md §12.6)."""

    row: ProgrammeMeasure
    measured: Measured
    unit: str
    """fraction, 1–5 or points; empty for a measure of the team's own, which is not measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FluencyReading:
    """How easily one colleague talks of the five areas (KAM.md §12.7)."""

    person_id: str
    name: str
    grades: Mapping[str, int | None]
    """By area, F1 to F5; None is not rated."""
    mean: float | None
    evidence: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakItem:
    """One of the items that hold the programme back most (KAM.md §14.5)."""

    item_id: str
    item: str
    why: str
    evidence: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeScores:
    """All that scoring says of the programme; empty parts where a sheet has no rows."""

    readiness: ProgrammeFigure
    gate: tuple[ChecklistItem, ...]
    """The critical items, in the order of the sheet."""
    is_ready: bool | None
    """Whether all critical items are Yes; None when the checklist has none."""
    phases: tuple[PhaseReading, ...]
    """Earliest first; empty without a checklist."""
    phase: ProgrammePhase | None
    """The phase reached; None is "Not started", or not known when ``phases`` is empty."""
    outcomes: ProgrammeFigure
    claims: tuple[ClaimReading, ...]
    """Disagreements first, rosier before gloomier; then in the order of the sheet."""
    framework: ProgrammeFigure
    elements: tuple[ElementReading, ...]
    milestones: tuple[MilestoneReading, ...]
    measures: tuple[MeasureReading, ...]
    success: ProgrammeFigure
    trust: ProgrammeFigure
    leadership: ProgrammeFigure
    open_answers: tuple[ProgrammeQuestion, ...]
    """Open questions with an answer; printed, never scored."""
    fluency: tuple[FluencyReading, ...]
    fluency_by_area: Mapping[str, float | None]
    """Mean over the people rated, by area; empty without rows."""
    weakest: tuple[WeakItem, ...]
    """At most five."""

    @property
    def figures(self) -> tuple[ProgrammeFigure, ...]:
        """The figures that History keeps, in its order: four indexes, then the elements (KAM.md §13.1)."""
        return (
            self.readiness,
            self.outcomes,
            self.success,
            self.framework,
            *(element.figure for element in self.elements),
        )

    @property
    def late(self) -> tuple[Milestone, ...]:
        """Milestones that should have been reached."""
        return tuple(one.milestone for one in self.milestones if one.is_late)
