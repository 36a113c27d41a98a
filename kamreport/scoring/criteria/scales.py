"""From a rating, a measured value or a code to 0–100 (KAM.md §5.2)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import Criterion
from kamreport.model.lists import Direction
from kamreport.scoring.edges import NEAR
from kamreport.scoring.measures import Measure
from kamreport.scoring.saying import Unit, edge

STEP = 25
"""Points between one rating and the next."""
LOWEST = 1
FULL = 100.0


class Bracket(NamedTuple):
    """One band [start, end) and its score; open ends are infinite."""

    start: float
    end: float
    score: float
    told: str
    """The band in words: “lies in [6%, 10%)”."""
    where: CellRef


class Scale(NamedTuple):
    """A criterion that can be read, with its scale."""

    criterion: Criterion
    measure: Measure | None
    """None for Rating and Lookup."""
    brackets: tuple[Bracket, ...] = ()
    codes: Mapping[str, float] = {}
    """Scores by code in lower case, for Lookup."""


def rating_score(rating: int, direction: Direction) -> float:
    """25 points a step from 1; Lower turns it round."""
    score = float(STEP * (rating - LOWEST))
    return FULL - score if direction is Direction.LOWER else score


def linear_score(value: float, low: float, high: float, direction: Direction) -> float:
    """100 × the way from low to high, clamped; Lower turns it round."""
    score = FULL * min(1.0, max(0.0, (value - low) / (high - low)))
    return FULL - score if direction is Direction.LOWER else score


def band_of(value: float, brackets: Sequence[Bracket]) -> Bracket | None:
    """The band that holds a value; None when none does."""
    for bracket in brackets:
        if bracket.start - NEAR <= value < bracket.end - NEAR:
            return bracket
    return None


def told_band(start: float, end: float, unit: Unit) -> str:
    """A band in words."""
    if math.isinf(start) and math.isinf(end):
        return "lies in the only band"
    if math.isinf(start):
        return f"is below {edge(end, unit)}"
    if math.isinf(end):
        return f"is {edge(start, unit)} or more"
    return f"lies in [{edge(start, unit)}, {edge(end, unit)})"
