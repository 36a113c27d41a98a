"""Arithmetic between measures: what is missing on one side is missing in the result."""

from __future__ import annotations

from kamreport.records import later
from kamreport.results import Measured
from kamreport.scoring.evidence import cells_behind


def quotient(part: Measured, whole: Measured, zero: str) -> Measured:
    """``part`` / ``whole`` with the cells of both; ``zero`` says what a whole of 0 means."""
    if part.value is None:
        return part
    if whole.value is None:
        return whole
    evidence = later(cells_behind, part, whole)
    if whole.value == 0:
        return Measured.missing(zero, evidence)
    return Measured.known(part.value / whole.value, "", evidence)


def growth(now: Measured, before: Measured, nothing: str) -> Measured:
    """``now`` / ``before`` − 1; ``nothing`` says why there is none when before is 0 or less."""
    if now.value is None:
        return now
    if before.value is None:
        return before
    evidence = later(cells_behind, now, before)
    if before.value <= 0:
        return Measured.missing(nothing, evidence)
    return Measured.known(now.value / before.value - 1, "", evidence)
