"""Which neighbours in the ranking one weight would make change places (KAM.md §5.7).

The priority of an account is a straight line in a criterion's effective weight, as its score on the axis is: it is that
score times the weight of the axis, and what the other axis adds. Two lines meet where the accounts tie; those that meet
at weight 0 never cross.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kamreport.model.lists import Axis
from kamreport.results import ScoreBreakdown, Swap
from kamreport.scoring.edges import NEAR, same
from kamreport.scoring.ranking import Standing
from kamreport.scoring.sensitivity import score_without, tie_share

_ACROSS = Axis.ATTRACTIVENESS


def find_swaps(standings: Sequence[Standing]) -> tuple[Swap, ...]:
    """Of each pair of neighbours the swap that needs the smallest change of a weight, in the order of the ranking."""
    pairs = pairwise(standings)
    closest = [min(_swaps(first, second), key=_distance, default=None) for first, second in pairs]
    return tuple([swap for swap in closest if swap is not None])


def _distance(swap: Swap) -> float:
    return round(swap.distance, 12)


def _swaps(first: Standing, second: Standing) -> Iterator[Swap]:
    if same(first.priority, second.priority):
        yield Swap(first.account_id, second.account_id, Axis.ATTRACTIVENESS, "", 0.0, 0.0)
        return
    for axis in Axis:
        ours, theirs = first.axes.of(axis), second.axes.of(axis)
        if _weight(first, axis) and _weight(second, axis) and _is_alike(ours, theirs):
            yield from _on_axis(first, second, axis)


def _on_axis(first: Standing, second: Standing, axis: Axis) -> Iterator[Swap]:
    for ours, theirs in zip(first.axes.of(axis).used, second.axes.of(axis).used, strict=True):
        share = ours.effective_weight or 0.0
        lines = _line(first, axis, share, ours.score), _line(second, axis, share, theirs.score)
        if lines[0] is None or lines[1] is None:
            continue
        tie = tie_share(lines[0], lines[1])
        if tie is not None and tie > NEAR:
            yield Swap(first.account_id, second.account_id, axis, ours.criterion_id, share, tie)


def _is_alike(ours: ScoreBreakdown, theirs: ScoreBreakdown) -> bool:
    """Whether both scores use the same criteria: only then does a weight mean the same to both."""
    return [line.criterion_id for line in ours.used] == [line.criterion_id for line in theirs.used]


def _weight(standing: Standing, axis: Axis) -> float:
    """How much an axis weighs in the priority."""
    return standing.share if axis is _ACROSS else 1 - standing.share


def _line(standing: Standing, axis: Axis, share: float, score: float | None) -> tuple[float, float] | None:
    """The priority when the criterion is all that counts on the axis, and when it does not count."""
    total, weight = standing.axes.of(axis).total or 0.0, _weight(standing, axis)
    rest = score_without(total, share, score or 0.0)
    if rest is None:
        return None
    other = standing.priority - weight * total
    return other + weight * (score or 0.0), other + weight * rest
