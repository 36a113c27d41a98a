"""Risks as they are read: those people entered, graded, and those the workbook shows by itself (KAM.md §9.3)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Risk
from kamreport.records import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class GradedRisk:
    """An open risk as it was entered, graded (KAM.md §9.3)."""

    risk: Risk
    score: int
    """Likelihood × impact, 1–25."""
    gravity: str
    """low, medium, high or severe."""
    probability: float
    is_assumed: bool
    """The probability was taken from Settings for the likelihood."""


@quickly_made
@dataclass(frozen=True, slots=True)
class DetectedRisk:
    """A risk the workbook shows by itself, unscored (KAM.md §9.3)."""

    code: str
    """AR1 to AR8."""
    told: str
    """What was detected, as the rest of a sentence."""
    evidence: tuple[CellRef, ...]
