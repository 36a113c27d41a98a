"""How far ranks and quadrants move under other weights: single weights and random weightings (KAM.md §5.7)."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from kamreport.model import Settings
from kamreport.model.lists import Axis
from kamreport.results import Crossing, ScoreLine
from kamreport.scoring.criteria import AxisModel
from kamreport.scoring.matrix import Axes, Cuts, place, quadrant_of

_ACROSS = Axis.ATTRACTIVENESS
START = 20_101
"""The fixed start number of random weightings: the same workbook gives the same shares."""


class Ranks(NamedTuple):
    """The rank of an account and its extremes over the weight tests; 1 is the highest priority."""

    rank: int
    best: int
    worst: int


class Standing(NamedTuple):
    """An account in the present ranking, with what moves it under a weight test."""

    account_id: str
    priority: float
    share: float
    """Weight of attractiveness in its priority; 1 for an Emerging account."""
    axes: Axes
    crossings: Sequence[Crossing]


def extreme_ranks(standings: Sequence[Standing]) -> dict[str, Ranks]:
    """Rank every account again for each criterion with its raw weight lowered and raised by the test range.

    ``standings`` stand in the order of the present ranking; equal priorities keep it.
    """
    tests: dict[tuple[Axis, str], tuple[dict[int, float], dict[int, float]]] = defaultdict(lambda: ({}, {}))
    for at, (_, priority, share, axes, crossings) in enumerate(standings):
        for crossing in crossings:
            is_across = crossing.axis is _ACROSS
            weight = share if is_across else 1 - share
            rest = priority - weight * ((axes.attractiveness if is_across else axes.strength).total or 0.0)
            lowered, raised = tests[crossing.axis, crossing.criterion_id]
            lowered[at] = rest + weight * crossing.score_minus
            raised[at] = rest + weight * crossing.score_plus
    present = [round(standing.priority, 9) for standing in standings]
    best = list(range(1, len(standings) + 1))
    worst = best.copy()
    for test in chain.from_iterable(tests.values()):
        _widen(present, test, best, worst)
    return {standing.account_id: Ranks(at + 1, best[at], worst[at]) for at, standing in enumerate(standings)}


def _widen(present: list[float], test: Mapping[int, float], best: list[int], worst: list[int]) -> None:
    """Let one weight test widen the extremes of every rank."""
    tried = present.copy()
    for at, priority in test.items():
        tried[at] = round(priority, 9)
    for rank, at in enumerate(sorted(range(len(tried)), key=tried.__getitem__, reverse=True), start=1):
        if rank < best[at]:
            best[at] = rank
        elif rank > worst[at]:
            worst[at] = rank


def hold_under_random_weights(
    axes: Mapping[str, Axes], models: Sequence[AxisModel], cuts: Cuts, settings: Settings
) -> dict[str, float]:
    """The share of random weightings, drawn evenly over all weights, in which each account keeps its quadrant."""
    draws = settings.random_weightings
    placed = {account_id: place(pair, cuts) for account_id, pair in axes.items()}
    if not draws:
        return {}
    source = random.Random(START)  # noqa: S311 - a repeatable experiment, no secret
    held = dict.fromkeys([account_id for account_id, quadrant in placed.items() if quadrant], 0)
    scores = {account_id: tuple(_scores(part.used) for part in axes[account_id]) for account_id in held}
    for _ in range(draws):
        weights = [_draw(model, source) for model in models]
        for account_id, parts in scores.items():
            totals = [_weighted(part, drawn) for part, drawn in zip(parts, weights, strict=True)]
            across, up = (axes[account_id][at].total if total is None else total for at, total in enumerate(totals))
            held[account_id] += quadrant_of(across or 0.0, up or 0.0, cuts) is placed[account_id]
    return {account_id: count / draws for account_id, count in held.items()}


def _scores(lines: Sequence[ScoreLine]) -> tuple[tuple[str, float], ...]:
    return tuple((line.criterion_id, line.score or 0.0) for line in lines)


def _draw(model: AxisModel, source: random.Random) -> dict[str, float]:
    """Weights drawn evenly over the simplex: exponential draws, whose proportions are uniform on it."""
    return {
        scale.criterion.criterion_id: source.expovariate(1.0) for scale in model.scales if scale.criterion.weight > 0
    }


def _weighted(scores: Sequence[tuple[str, float]], weights: Mapping[str, float]) -> float | None:
    """The axis score under drawn weights; None when the axis is not a weighted sum."""
    weight = sum([weights.get(criterion_id, 0.0) for criterion_id, _ in scores])
    return sum([weights.get(criterion_id, 0.0) * score for criterion_id, score in scores]) / weight if weight else None
