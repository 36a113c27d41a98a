"""Where every account stands: quadrant, priority, rank, and how firm they are (KAM.md §5.6, §5.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamreport.model import Settings
from kamreport.model.lists import Quadrant, ScoreState
from kamreport.records import later
from kamreport.results import Crossing, Placement, Swap
from kamreport.scoring.criteria import Judging
from kamreport.scoring.facts import Facts
from kamreport.scoring.firmness import firmness_told, held_told, nearest_flip
from kamreport.scoring.matrix import Axes, Cuts, is_borderline, is_certain, place, priority_of, rank_order
from kamreport.scoring.ranking import Ranks, Standing, extreme_ranks, hold_under_random_weights
from kamreport.scoring.sensitivity import is_robust, try_weights
from kamreport.scoring.swapping import find_swaps


class Placed(NamedTuple):
    """An account's place and the weight tests of its criteria."""

    placement: Placement
    crossings: tuple[Crossing, ...]


class Places(NamedTuple):
    """The place of every account, and which neighbours in the ranking a weight would make change places."""

    of: dict[str, Placed]
    swaps: tuple[Swap, ...]


def place_accounts(
    facts: Mapping[str, Facts], axes: Mapping[str, Axes], cuts: Cuts, judging: Judging, settings: Settings
) -> Places:
    """Place every scored account. Cuts stay where they are while weights are tested."""
    quadrants = {account_id: place(pair, cuts) for account_id, pair in axes.items()}
    crossings = {
        account_id: _test(pair, cuts, settings.weight_range, placed=quadrants[account_id] is not None)
        for account_id, pair in axes.items()
    }
    standings = _rank(facts, axes, crossings)
    ranks, swaps = extreme_ranks(standings), find_swaps(standings)
    nearest = _nearest(swaps)
    names = {scale.criterion.criterion_id: scale.criterion.name for model in judging.axes for scale in model.scales}
    held = hold_under_random_weights(axes, judging.axes, cuts, settings)
    placed = {}
    for account_id, pair in axes.items():
        quadrant, tested = quadrants[account_id], crossings[account_id]
        swap, share = nearest.get(account_id), held.get(account_id)
        other = facts[swap.behind if swap.ahead == account_id else swap.ahead].account.name if swap else ""
        told = later(_told, quadrant, tested, swap, names, other, held_told(share, settings.random_weightings))
        flip = later(nearest_flip, quadrant, tested)
        firmness = _Firmness(ranks.get(account_id), is_robust(tested), share, flip, told)
        placed[account_id] = Placed(_placement(pair, quadrant, cuts, firmness, facts[account_id]), tested)
    return Places(placed, swaps)


def _nearest(swaps: Sequence[Swap]) -> dict[str, Swap]:
    """Of each account the swap with a neighbour that needs the smaller change."""
    found: dict[str, Swap] = {}
    for swap in swaps:
        for account_id in (swap.ahead, swap.behind):
            if account_id not in found or swap.distance < found[account_id].distance:
                found[account_id] = swap
    return found


def _test(pair: Axes, cuts: Cuts, change: float, *, placed: bool) -> tuple[Crossing, ...]:
    """The weight tests of both axes."""
    return tuple(
        [
            crossing
            for breakdown in pair
            for crossing in try_weights(breakdown, cuts.of(breakdown.axis), change, placed=placed)
        ]
    )


def nowhere(reason: str) -> Placement:
    """No quadrant, no rank, and why."""
    return Placement(
        quadrant=None,
        certain=None,
        borderline=None,
        priority=None,
        rank=None,
        best_rank=None,
        worst_rank=None,
        robust=None,
        share_of_weightings=None,
        reason=reason,
    )


class _Firmness(NamedTuple):
    """How firm a place is; what is given later is only handed on to the placement."""

    ranks: Ranks | None
    robust: bool
    held: float | None
    flip: Crossing | None
    told: str


def _told(  # noqa: PLR0913 - what the sentence speaks of
    quadrant: Quadrant | None,
    tested: Sequence[Crossing],
    swap: Swap | None,
    names: Mapping[str, str],
    other: str,
    held: str,
) -> str:
    return firmness_told(quadrant, nearest_flip(quadrant, tested), swap, names, other) + held


def _rank(
    facts: Mapping[str, Facts], axes: Mapping[str, Axes], crossings: Mapping[str, tuple[Crossing, ...]]
) -> list[Standing]:
    """Every account that has a priority, in the order of the ranking."""
    priorities = priorities_of(facts, axes)
    margins = {account_id: facts[account_id].read("contribution_12m").value for account_id in priorities}
    return [
        Standing(
            account_id,
            priorities[account_id],
            1.0 if facts[account_id].account.is_emerging else facts[account_id].ground.settings.priority_a,
            axes[account_id],
            crossings[account_id],
        )
        for account_id in rank_order(priorities, axes, margins)
    ]


def priorities_of(facts: Mapping[str, Facts], axes: Mapping[str, Axes]) -> dict[str, float]:
    """The priority of every account that has one."""
    found = {
        account_id: priority_of(facts[account_id].account, pair, facts[account_id].ground.settings)
        for account_id, pair in axes.items()
    }
    return {account_id: priority for account_id, priority in found.items() if priority is not None}


def _placement(pair: Axes, quadrant: Quadrant | None, cuts: Cuts, firmness: _Firmness, facts: Facts) -> Placement:
    settings, ranks, placed = facts.ground.settings, firmness.ranks, quadrant is not None
    return Placement(
        quadrant=quadrant,
        certain=is_certain(pair, cuts) if placed else None,
        borderline=is_borderline(pair, cuts, settings.borderline_band),
        priority=priority_of(facts.account, pair, settings),
        rank=ranks.rank if ranks else None,
        best_rank=ranks.best if ranks else None,
        worst_rank=ranks.worst if ranks else None,
        robust=firmness.robust if placed else None,
        share_of_weightings=firmness.held,
        reason="" if placed else _why_nowhere(pair),
        nearest_flip=firmness.flip,
        firmness=firmness.told,
    )


def _why_nowhere(pair: Axes) -> str:
    short = [breakdown for breakdown in pair if breakdown.state is ScoreState.NOT_SCORED]
    return "; ".join(f"{breakdown.axis} is not scored: {breakdown.reason}" for breakdown in short)
