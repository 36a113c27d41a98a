"""What packs print of other rooms in words: the fixed lists whose words they show, and sentences kept beside them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from kamreport.model import BEYOND_UNDERSTANDINGS, INDICATORS, UNDERSTANDINGS, Profile, StageEvidence
from kamreport.model.lists import (
    PLAN_STEPS,
    QUADRANT_ADVICE,
    AccountRole,
    AccountStatus,
    ActionStatus,
    Axis,
    Barrier,
    ChecklistAnswer,
    Colour,
    Direction,
    Element,
    EventKind,
    Focus,
    Horizon,
    Job,
    KamDuty,
    KeyType,
    Level,
    MeasureKind,
    Method,
    NeedStatus,
    ObjectiveStatus,
    OpportunityType,
    Outcome,
    Placing,
    Potential,
    ProcessStage,
    ProgrammePhase,
    Quadrant,
    QuestionCategory,
    RelationshipModel,
    RelationshipStage,
    ScoreState,
    StageAdvice,
    StakeholderRole,
    Tier,
    ValueAdd,
    WalletBasis,
    WhenMissing,
    WhiteSpaceStatus,
)
from kamreport.model.measure_titles import MEASURE_TITLES
from kamreport.rendering.language import INSIDE, later
from kamreport.results import Agreement
from kamreport.schema import schema_of

LISTS: tuple[type[StrEnum], ...] = (
    AccountRole,
    AccountStatus,
    ActionStatus,
    Agreement,
    Axis,
    ChecklistAnswer,
    Direction,
    Element,
    EventKind,
    Focus,
    Horizon,
    Job,
    KamDuty,
    Level,
    MeasureKind,
    Method,
    NeedStatus,
    ObjectiveStatus,
    OpportunityType,
    Outcome,
    Placing,
    Potential,
    ProcessStage,
    ProgrammePhase,
    Quadrant,
    QuestionCategory,
    RelationshipModel,
    RelationshipStage,
    ScoreState,
    StageAdvice,
    StakeholderRole,
    Tier,
    WhenMissing,
    WhiteSpaceStatus,
)
"""Lists whose words stand on their own: in a cell, behind a label, as a value of a sentence."""

INFLECTED: tuple[type[StrEnum], ...] = (
    Barrier,
    Focus,
    KeyType,
    ObjectiveStatus,
    Placing,
    QuestionCategory,
    StakeholderRole,
    ValueAdd,
    WalletBasis,
)
"""Lists whose words stand inside a sentence, where they may need another form."""

FIGURES: tuple[str, ...] = (
    later("Readiness"),
    later("Outcomes index"),
    later("Framework"),
    later("Success reasons"),
    later("Internal trust"),
    later("Leadership"),
    later("Customer needs"),
    later("Our offerings"),
    later("Market"),
    later("Our company"),
    later("Competition"),
)
"""Titles that scoring gives to figures of the programme and to areas of fluency; elements have the team's own."""


def printed_terms() -> Iterator[tuple[str, str]]:
    """Context and text of every word and sentence that packs print of other rooms; sentences have no context."""
    for words in LISTS:
        yield from ((words.__name__, word.value) for word in words)
    for words in INFLECTED:
        yield from ((words.__name__ + INSIDE, word.value) for word in words)
    for text in (*PLAN_STEPS.values(), *MEASURE_TITLES.values()):
        yield "", text
    for text in (*QUADRANT_ADVICE.values(), *(one.told for one in StageAdvice), *(one.word for one in Colour)):
        yield "", text
    yield from (
        ("", column.title)
        for column in schema_of(Profile).columns
        if column.field in (*UNDERSTANDINGS, *BEYOND_UNDERSTANDINGS)
    )
    yield from (("", column.title) for column in schema_of(StageEvidence).columns if column.field in INDICATORS)
