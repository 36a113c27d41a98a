"""Words of the KAM programme (KAM.md §3.8, §12)."""

from __future__ import annotations

from enum import StrEnum


class ChecklistAnswer(StrEnum):
    """An answer to a checklist item; N/A is an answer here."""

    YES = "Yes"
    PARTIAL = "Partial"
    NO = "No"
    NOT_APPLICABLE = "N/A"


class ProgrammePart(StrEnum):
    """The two halves of the checklist."""

    BEFORE = "Before launch"
    AFTER = "After launch"


class Element(StrEnum):
    """The six elements of a KAM programme, in short (KAM.md §12.1)."""

    STRUCTURE = "Structure"
    METRICS = "Metrics"
    PLANNING = "Planning"
    CULTURE = "Culture"
    VALUE = "Value"
    PEOPLE = "People"


class ProgrammePhase(StrEnum):
    """How far a programme has come, earliest first."""

    SCOPING = "Scoping"
    INTRODUCING = "Introducing"
    EMBEDDING = "Embedding"
    OPTIMISING = "Optimising"


class ItemDirection(StrEnum):
    """Whether Yes is good news."""

    FAVOURABLE = "Favourable"
    REVERSE = "Reverse"


class MeasureKind(StrEnum):
    """What a programme measure looks at."""

    PROCESS = "Process"
    RESULTS = "Results"


class AnswerKind(StrEnum):
    """How a programme question is answered."""

    RATING = "Rating"
    YES_PARTIAL_NO = "Yes-Partial-No"
    OPEN = "Open"
