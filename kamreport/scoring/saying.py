"""How a figure is said inside a reason: short, rounded half up, in the unit people think in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache

from kamreport.scoring.edges import NEAR

_FINEST = 7
"""Decimals beyond the usual after which a value counts as equal to an edge in print."""


class Unit(StrEnum):
    """What a measure is counted in."""

    MONEY = "money"
    FRACTION = "fraction"
    YEARLY = "fraction a year"
    RATIO = "ratio"
    POINTS = "points"
    GRADE = "1–5"
    COUNT = "count"
    DAYS = "days"
    YEARS = "years"
    NUMBER = "number"
    TEXT = "text"


def rounded(value: float, places: int) -> str:
    """A number to so many places, half up, without zeros at its end."""
    plain = _half_up(value, places)
    return f"{plain:.{places}f}".rstrip("0").rstrip(".") if places else f"{plain:.0f}"


@lru_cache(maxsize=1000)
def edge(value: float, unit: Unit) -> str:
    """An edge of a scale as people write it: 6%, 1.25, 40."""
    if unit in (Unit.FRACTION, Unit.YEARLY):
        return f"{rounded(value * 100, 2)}%"
    return f"{value:,.0f}" if unit is Unit.MONEY else f"{value:.10g}"


def said(value: float, unit: Unit, *, finer: int = 0) -> str:
    """A value as people say it: 7.4% a year, 0.75, 20 days; points always with one decimal (KAM.md §5.2).

    ``finer`` asks for so many more decimals of shares and ratios.
    """
    if unit is Unit.FRACTION:
        return f"{rounded(value * 100, 1 + finer)}%"
    if unit is Unit.YEARLY:
        return f"{rounded(value * 100, 1 + finer)}% a year"
    if unit is Unit.MONEY:
        return f"{_half_up(value, 0):,.0f}"
    if unit in (Unit.DAYS, Unit.COUNT):
        return f"{value:.0f} days" if unit is Unit.DAYS else f"{value:.0f}"
    if unit is Unit.POINTS:
        return f"{_half_up(value, 1):.1f}"
    return rounded(value, 2 + finer)


def said_beside(value: float, unit: Unit, edges: Iterable[float]) -> str:
    """A value so precise that it does not read like an edge it only comes near: 0.97% beside 1%, not 1%."""
    told = said(value, unit)
    near = {edge(one, unit) for one in edges if NEAR < abs(one - value) < math.inf}
    for finer in range(1, _FINEST):
        if told.removesuffix(" a year") not in near:
            break
        told = said(value, unit, finer=finer)
    return told


def _half_up(value: float, places: int) -> float:
    """Half up means away from 0, as packs round: −6.25% is −6.3%."""
    step = 10.0**places
    plain = math.floor(abs(value) * step + 0.5 + 1e-9) / step
    return -plain if value < 0 and plain else plain


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: A1, A2 and A3."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
