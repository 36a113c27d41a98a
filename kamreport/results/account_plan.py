"""What the optional sheets say of an account beyond its scores, worked out for the packs. Values only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from kamreport.cells import CellRef
from kamreport.model import Objective, WhiteSpace
from kamreport.model.lists import OpportunityType, QuestionCategory, WhiteSpaceStatus
from kamreport.records import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class ObjectiveReading:
    """How far an objective is, and how far its time (KAM.md §11.5)."""

    objective: Objective
    progress: float | None
    """0–1; None when a figure is not known."""
    elapsed: float | None
    """0–1; None without a start."""


@quickly_made
@dataclass(frozen=True, slots=True)
class AnsweredShare:
    """How many relevant questions of a category have their answer (KAM.md §11.3)."""

    category: QuestionCategory
    answered: int
    relevant: int
    share: float
    evidence: tuple[CellRef, ...]


@quickly_made
@dataclass(frozen=True, slots=True)
class SpaceCell:
    """One cell of white space with what it could still bring (KAM.md §9.1)."""

    row: WhiteSpace
    gap: float | None
    """Potential less current, a year; None when the potential is not known or nothing is to be won."""
    weighted: float | None
    """The same × probability; None when that is not known or the cell is not Pipeline or Open."""


@quickly_made
@dataclass(frozen=True, slots=True)
class QuarterlyVoice:
    """Mean CSAT of a calendar quarter, 1–5."""

    end: dt.date
    mean: float
    answers: int


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReading:
    """What the sheets of the account plan come to."""

    understood: int = 0
    """How many of the five understandings are filled (KAM.md §11.2)."""
    objectives: tuple[ObjectiveReading, ...] = ()
    """Objectives in the order of the sheet."""
    steps: int = 0
    """Plan steps listed."""
    steps_done: int = 0
    steps_share: float | None = None
    """Share Done of the plan steps listed; None without any."""
    questions: tuple[AnsweredShare, ...] = ()
    """Categories with a relevant question, in the order of the list."""
    yearly_value: float | None = None
    """Sum of Yearly value to customer over outcomes that state it; None when none does."""
    confirmed: int = 0
    """Outcomes the customer confirmed by the as-of date."""
    voice: tuple[QuarterlyVoice, ...] = ()
    """CSAT by calendar quarter up to the as-of date, oldest first."""
    space: tuple[SpaceCell, ...] = ()
    """Cells of white space, in the order of the sheet."""
    gravities: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """The gravity of each pair of likelihood and impact (KAM.md §9.3)."""


NO_PLAN = PlanReading()
"""What is said of an account none of whose plan sheets has rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingReading:
    """What one offering could still bring, over all accounts (KAM.md §9.1, P11)."""

    name: str
    """Name of the offering; empty for opportunities that name none."""
    space: Mapping[WhiteSpaceStatus, float]
    """Weighted white space by status: Pipeline and Open."""
    pipeline: Mapping[OpportunityType, float]
    """Weighted open opportunities by type."""
    unweighted: float
    """White space without its probabilities, cells held by a competitor included."""
    accounts: int
    """Accounts with such a cell or opportunity."""
    evidence: tuple[CellRef, ...]
