"""What was read for one measure. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model.lists import Outcome
from kamreport.records import made_when_asked, quickly_made

_SCORED, _MISSING, _NOT_APPLICABLE = Outcome.SCORED, Outcome.MISSING, Outcome.NOT_APPLICABLE
"""Words of a list are slow to find, and every account is told these a hundred times."""


@quickly_made
@made_when_asked("reason", "evidence")  # a value is asked for a hundred times as often as what it rests on
@dataclass(frozen=True, slots=True)
class Measured:
    """What was read for one measure: a value with the cells it came from, or why there is none."""

    outcome: Outcome
    value: float | None
    reason: str
    evidence: tuple[CellRef, ...] = ()

    @classmethod
    def known(cls, value: float, reason: str = "", evidence: tuple[CellRef, ...] = ()) -> Measured:
        """A value, 0 included."""
        return cls(_SCORED, value, reason, evidence)

    @classmethod
    def missing(cls, reason: str, evidence: tuple[CellRef, ...] = ()) -> Measured:
        """Nothing to read; ``reason`` says what to fill."""
        return cls(_MISSING, None, reason, evidence)

    @classmethod
    def not_applicable(cls, reason: str, evidence: tuple[CellRef, ...] = ()) -> Measured:
        """The question does not arise for this account."""
        return cls(_NOT_APPLICABLE, None, reason, evidence)
