"""How a figure was reckoned, shown beside it: its parts as they are printed, and what they come to.

Nothing is claimed that does not hold: a sum whose parts, unrounded, do not come to the figure is not told at all (a
window that cuts a period in two, for instance). What is shown is rounded, so the last digit may differ.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from kamreport.rendering import formats
from kamreport.rendering.language import say
from kamreport.rendering.views.pieces import Shown
from kamreport.results import HealthReading, ScoreBreakdown

Write: TypeAlias = Callable[[float | None], str]

_MOST = 6
_ENDS = 2


def told(shown: Shown, how: str) -> Shown:
    """The same figure with its sum."""
    return replace(shown, how=how)


def added(parts: Sequence[float | None], total: float | None, write: Write) -> str:
    """Parts and their total: €640k + €610k = €1,250k; the first and last of many. Empty when they do not add up."""
    known = [part for part in parts if part is not None]
    if total is None or len(known) < _ENDS or len(known) != len(parts) or not meets(sum(known), total):
        return ""
    words = [write(part) for part in known]
    if len(words) > _MOST:
        words = [*words[:_ENDS], "…", *words[-_ENDS:]]
    return f"{' + '.join(words)} = {write(total)}".replace(f"+ {formats.MINUS}", f"{formats.MINUS} ")


def divided(part: float | None, whole: float | None, share: float | None, write: Write, result: Write) -> str:
    """A share: €1,250k / €19,000k = 6.6%. Empty when it is another."""
    if part is None or not whole or share is None or not meets(part / whole, share):
        return ""
    return f"{write(part)} / {write(whole)} = {result(share)}"


def grown(now: float | None, before: float | None, rate: float | None, write: Write) -> str:
    """A rate of change: €1,250k / €1,180k − 1 = +5.9%. Empty when it is another."""
    if now is None or not before or rate is None or not meets(now / before - 1, rate):
        return ""
    return f"{write(now)} / {write(before)} {formats.MINUS} 1 = {formats.percent_change(rate)}"


def score_sum(breakdown: ScoreBreakdown | None) -> str:
    """Points of the criteria that enter a score, the most first; empty without a score."""
    if breakdown is None or breakdown.total is None:
        return ""
    parts = sorted((line.contribution or 0.0 for line in breakdown.used), reverse=True)
    return added(parts, breakdown.total, formats.score)


def health_sum(health: HealthReading) -> str:
    """Parts of health by their weights, then what was made of the sum; empty when health is not known."""
    parts = [(part.weight, part.value) for part in health.components if part.value is not None and part.weight]
    weight = sum(share for share, _ in parts)
    if health.computed is None or not weight or not meets(sum(w * v for w, v in parts) / weight, health.computed):
        return ""
    summands = " + ".join(f"{formats.percent(share / weight)} × {formats.score(value)}" for share, value in parts)
    reckoned = f"{summands} = {formats.score(health.computed)}"
    if health.override_reason:
        return say("{sum}, then overridden", sum=reckoned)
    return say("{sum}, then capped at {cap}", sum=reckoned, cap=formats.score(health.cap)) if health.cap else reckoned


def meets(reckoned: float, figure: float) -> bool:
    """Whether a sum comes to the figure, but for arithmetic noise."""
    return math.isclose(reckoned, figure, rel_tol=1e-9, abs_tol=1e-9)
