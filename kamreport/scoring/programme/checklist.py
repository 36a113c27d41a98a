"""The checklist: readiness, the launch gate, the phase reached, the outcomes index (KAM.md §12.1, §12.2)."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.model import ChecklistItem
from kamreport.model.lists import ChecklistAnswer, ItemDirection, ProgrammePart, ProgrammePhase
from kamreport.results import Index, PhaseReading, ProgrammeFigure
from kamreport.scoring.edges import reaches
from kamreport.scoring.evidence import cells_of
from kamreport.scoring.programme.answers import VALUES, figure, mean

YES, NO, OUT = ChecklistAnswer.YES, ChecklistAnswer.NO, ChecklistAnswer.NOT_APPLICABLE
FILL = "Fill Checklist."
ALWAYS_REVERSE = "POST3"
"""The one unfavourable outcome among nine."""


def before_launch(items: Sequence[ChecklistItem]) -> list[ChecklistItem]:
    """The items to judge before launch."""
    return [item for item in items if item.part is ProgrammePart.BEFORE]


def after_launch(items: Sequence[ChecklistItem]) -> list[ChecklistItem]:
    """The outcomes to judge after launch."""
    return [item for item in items if item.part is ProgrammePart.AFTER]


def readiness(items: Sequence[ChecklistItem]) -> ProgrammeFigure:
    """Mean of the answered items before launch, 0–1."""
    asked = [item for item in before_launch(items) if item.answer is not OUT]
    given = [item for item in asked if item.answer is not None]
    value = mean([VALUES[item.answer] for item in given if item.answer is not None])
    return figure(
        Index.READINESS,
        "Readiness",
        value,
        fill=FILL,
        answered=len(given),
        applicable=len(asked),
        cells=cells_of(given, "answer"),
    )


def gate(items: Sequence[ChecklistItem]) -> tuple[ChecklistItem, ...]:
    """The critical items, on which launch depends."""
    return tuple(item for item in before_launch(items) if item.critical)


def is_ready(critical: Sequence[ChecklistItem]) -> bool | None:
    """Whether every critical item is Yes; None without any."""
    return all(item.answer is YES for item in critical) if critical else None


def phases(items: Sequence[ChecklistItem], phase_share: float) -> tuple[PhaseReading, ...]:
    """Every phase with its share of applicable items at Yes; blank is not Yes. Empty without items."""
    asked = [item for item in before_launch(items) if item.phase is not None]
    return tuple(_phase(phase, asked, phase_share) for phase in ProgrammePhase) if asked else ()


def _phase(phase: ProgrammePhase, items: Sequence[ChecklistItem], phase_share: float) -> PhaseReading:
    applicable = [item for item in items if item.phase is phase and item.answer is not OUT]
    at_yes = sum(item.answer is YES for item in applicable)
    share = at_yes / len(applicable) if applicable else None
    return PhaseReading(
        phase=phase,
        at_yes=at_yes,
        applicable=len(applicable),
        share=share,
        is_held=share is None or reaches(share, phase_share),
    )


def phase_reached(readings: Sequence[PhaseReading]) -> ProgrammePhase | None:
    """The highest phase such that it and each earlier one are held; None is "Not started".

    A phase none of whose items apply is passed, but is never the one reached.
    """
    reached = None
    for reading in readings:
        if not reading.is_held:
            break
        reached = reading.phase if reading.share is not None else reached
    return reached


def is_reverse(item: ChecklistItem) -> bool:
    """Whether Yes is bad news; of POST3 it always is, whatever its row says (KAM.md §15)."""
    return item.direction is ItemDirection.REVERSE or item.item_id.upper() == ALWAYS_REVERSE


def is_favourable(item: ChecklistItem) -> bool | None:
    """Whether the answer is good news after direction; None for Partial, N/A and blank."""
    return (item.answer is YES) is not is_reverse(item) if item.answer in (YES, NO) else None


def outcomes(items: Sequence[ChecklistItem]) -> ProgrammeFigure:
    """(Favourable − unfavourable) / answered after launch, −1…1; Partial is answered and counts nothing."""
    asked = [item for item in after_launch(items) if item.answer is not OUT]
    given = [item for item in asked if item.answer is not None]
    balance = sum(1 if good else -1 for item in given if (good := is_favourable(item)) is not None)
    return figure(
        Index.OUTCOMES,
        "Outcomes index",
        balance / len(given) if given else None,
        fill="Answer POST1–POST9 on Checklist.",
        answered=len(given),
        applicable=len(asked),
        cells=cells_of(given, "answer") + cells_of(given, "direction"),
    )
