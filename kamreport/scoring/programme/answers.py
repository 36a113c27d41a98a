"""Answers of Yes, Partial, No and N/A, and figures made of several of them."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.cells import CellRef
from kamreport.model.lists import ChecklistAnswer
from kamreport.results import Measured, ProgrammeFigure

VALUES = {ChecklistAnswer.YES: 1.0, ChecklistAnswer.PARTIAL: 0.5, ChecklistAnswer.NO: 0.0}
"""What an answer is worth; N/A leaves, blank is not known (KAM.md §12.1)."""


def figure(  # noqa: PLR0913 - the parts of one figure
    code: str, title: str, value: float | None, *, fill: str, answered: int, applicable: int, cells: Sequence[CellRef]
) -> ProgrammeFigure:
    """A figure over ``answered`` of ``applicable`` answers; ``fill`` says what to do when there is none."""
    told = f"{answered} of {applicable} answered"
    measured = Measured.missing(fill) if value is None else Measured.known(value, told, tuple(cells))
    return ProgrammeFigure(
        code=code,
        title=title,
        measured=measured,
        coverage=answered / applicable if applicable else None,
        answered=answered,
    )


def mean(values: Sequence[float]) -> float | None:
    """The mean of what is known; None of nothing."""
    return sum(values) / len(values) if values else None
