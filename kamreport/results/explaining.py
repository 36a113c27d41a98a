"""The parts behind a reading, one by one with their cells: what ``kamreport explain`` goes through."""

from __future__ import annotations

from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model.lists import Axis, RelationshipStage


class Indicator(NamedTuple):
    """One indicator of how deep the relationship is (KAM.md §6.1)."""

    code: str
    """I1 to I6."""
    title: str
    value: int | None
    """1–4; None when it is not known."""
    says: str
    """What the value means; empty when it is not known."""
    cell: CellRef


class StageCap(NamedTuple):
    """What could hold the inferred stage down (KAM.md §6.1)."""

    limit: RelationshipStage
    """The deepest stage it leaves possible."""
    condition: str
    """When it holds, in words."""
    holds: bool
    """Whether the condition is met; an unknown I2 or I3 does not meet the first two."""
    lowers: bool
    """Whether it is the one that decided the stage."""
    evidence: tuple[CellRef, ...]


class HealthCap(NamedTuple):
    """A limit that may be put on health (KAM.md §8.3)."""

    limit: float
    condition: str
    """When it holds, in words."""
    holds: bool
    told: str
    """How things stand with the account."""
    evidence: tuple[CellRef, ...]


class PlanPart(NamedTuple):
    """One thing the plan of an account of its tier should hold (KAM.md §11.1)."""

    code: str
    """PL01 to PL17."""
    title: str
    is_complete: bool
    told: str
    """What was found, or where to fill it in."""
    evidence: tuple[CellRef, ...]


class Swap(NamedTuple):
    """Two neighbours in the ranking, and the weight of one criterion at which they change places (KAM.md §5.7)."""

    ahead: str
    """Account ID of the one that stands higher now."""
    behind: str
    axis: Axis
    criterion_id: str
    """Empty for two whose priorities are equal as they are."""
    effective_weight: float
    """Its effective weight now, which is the same for both."""
    tie_weight: float
    """The effective weight at which their priorities are equal."""

    @property
    def is_tie(self) -> bool:
        """Whether the priorities are equal already."""
        return not self.criterion_id

    @property
    def distance(self) -> float:
        """How far the weight would have to move."""
        return abs(self.tie_weight - self.effective_weight)
