"""How firm a place is, in words: which weight would flip the quadrant, and which the ranking (KAM.md §5.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kamreport.model.lists import Quadrant
from kamreport.results import Crossing, Swap
from kamreport.scoring.edges import NEAR
from kamreport.scoring.saying import rounded

_FINEST = 5
"""Decimals of a percentage beyond which two weights count as one in print."""


def nearest_flip(quadrant: Quadrant | None, crossings: Sequence[Crossing]) -> Crossing | None:
    """The crossing that needs the smallest change of a weight; those within the test range come first.

    One at weight 0 flips nothing for an account above the cut: there it only comes to lie on it.
    """
    if quadrant is None:
        return None
    flipping = [one for one in crossings if _weight(one) > NEAR or not quadrant.is_upper(one.axis)]
    meeting = [one for one in flipping if one.crossing_effective_weight is not None]
    return min(meeting, key=lambda one: (not one.flips, abs(_weight(one) - one.effective_weight)), default=None)


def firmness_told(
    quadrant: Quadrant | None, nearest: Crossing | None, swap: Swap | None, names: Mapping[str, str], other: str
) -> str:
    """Yes or No, whether the quadrant holds within the weight test range, then the nearest weights that change a place.

    ``swap`` is the nearest change of places with a neighbour called ``other``; ``names`` are the criteria by ID.
    Empty without a quadrant.
    """
    if quadrant is None:
        return ""
    if nearest is None:
        told = ["Yes; no single weight gives it another quadrant"]
    else:
        told = [f"{'No' if nearest.flips else 'Yes'}; {_flip(quadrant, nearest, names)}"]
    if swap is not None and swap.is_tie:
        told.append(f"priority equal to that of {other}")
    elif swap is not None:
        weights = weights_told(swap.tie_weight, swap.effective_weight)
        told.append(f"changes places with {other} when {names[swap.criterion_id]} weighs {weights}")
    return "; ".join(told)


def held_told(share: float | None, draws: int) -> str:
    """In how many of the random weightings the quadrant holds; empty while that test is off."""
    return "" if share is None else f"; holds in {rounded(share * 100, 0)}% of {draws} random weightings"


def weights_told(then: float, now: float) -> str:
    """Two weights with so many decimals that they differ in print: 22% instead of 15%."""
    for places in range(_FINEST):
        after, before = (f"{rounded(weight * 100, places)}%" for weight in (then, now))
        if after != before:
            break
    return f"{after} instead of {before}"


def _flip(quadrant: Quadrant, crossing: Crossing, names: Mapping[str, str]) -> str:
    if crossing.lies_on_the_cut:
        more = "more" if crossing.falls_with_more else "less"
        weights = f"a little {more} than {rounded(crossing.effective_weight * 100, 0)}%"
    else:
        weights = weights_told(_weight(crossing), crossing.effective_weight)
    return f"{quadrant.beyond(crossing.axis)} quadrant when {names[crossing.criterion_id]} weighs {weights}"


def _weight(crossing: Crossing) -> float:
    return crossing.crossing_effective_weight or 0.0
