"""The key account matrix: cuts, quadrants, how firm a place is, priority (KAM.md §5.6, §10 step 3)."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Mapping
from typing import NamedTuple

from kamreport.model import Account, Settings
from kamreport.model.lists import Axis, CutMode, Quadrant
from kamreport.results import ScoreBreakdown
from kamreport.scoring.edges import reaches, within


class Cuts(NamedTuple):
    """The values that split the axes."""

    attractiveness: float
    strength: float

    def of(self, axis: Axis) -> float:
        """The cut of an axis."""
        return self.attractiveness if axis is Axis.ATTRACTIVENESS else self.strength


class Axes(NamedTuple):
    """The breakdowns of one account on both axes."""

    attractiveness: ScoreBreakdown
    strength: ScoreBreakdown

    def of(self, axis: Axis) -> ScoreBreakdown:
        """The breakdown of an axis."""
        return self.attractiveness if axis is Axis.ATTRACTIVENESS else self.strength


def find_cuts(axes: Collection[Axes], settings: Settings) -> Cuts:
    """Settings, or with Cut mode Median the median of all accounts with a score on the axis."""
    if settings.cut_mode is CutMode.FIXED:
        return Cuts(settings.cut_a, settings.cut_r)
    across = [pair.attractiveness.total for pair in axes if pair.attractiveness.total is not None]
    up = [pair.strength.total for pair in axes if pair.strength.total is not None]
    return Cuts(
        statistics.median(across) if across else settings.cut_a, statistics.median(up) if up else settings.cut_r
    )


def quadrant_of(attractiveness: float, strength: float, cuts: Cuts) -> Quadrant:
    """The field of the matrix; a score on a cut belongs to the higher side."""
    if reaches(strength, cuts.strength):
        return Quadrant.STRATEGIC if reaches(attractiveness, cuts.attractiveness) else Quadrant.STATUS
    return Quadrant.STAR if reaches(attractiveness, cuts.attractiveness) else Quadrant.STREAMLINE


def place(axes: Axes, cuts: Cuts) -> Quadrant | None:
    """The quadrant of an account; None unless both axes have a score."""
    across, up = axes.attractiveness.total, axes.strength.total
    return None if across is None or up is None else quadrant_of(across, up, cuts)


def is_certain(axes: Axes, cuts: Cuts) -> bool | None:
    """Whether nothing still missing could change the quadrant; None where bounds are not given."""
    bounds = [(cuts.of(breakdown.axis), breakdown.low, breakdown.high) for breakdown in axes]
    known = [(cut, low, high) for cut, low, high in bounds if low is not None and high is not None]
    if len(known) < len(bounds):
        return None
    return all(reaches(low, cut) or not reaches(high, cut) for cut, low, high in known)


def is_borderline(axes: Axes, cuts: Cuts, band: float) -> bool | None:
    """Whether an account lies within the borderline band of either cut; None without both scores."""
    across, up = axes.attractiveness.total, axes.strength.total
    if across is None or up is None:
        return None
    return within(abs(across - cuts.attractiveness), band) or within(abs(up - cuts.strength), band)


def priority_of(account: Account, axes: Axes, settings: Settings) -> float | None:
    """P: the mix of both axes; attractiveness alone for an Emerging account."""
    across, up = axes.attractiveness.total, axes.strength.total
    if across is None or account.is_emerging:
        return across
    return None if up is None else mix(across, up, settings.priority_a)


def mix(attractiveness: float, strength: float, share: float) -> float:
    """Attractiveness and strength in one number; ``share`` is the weight of attractiveness."""
    return share * attractiveness + (1 - share) * strength


def rank_order(
    priorities: Mapping[str, float], axes: Mapping[str, Axes], margins: Mapping[str, float | None]
) -> list[str]:
    """Account IDs by priority, attractiveness, contribution margin (missing last), then ID (KAM.md §10 step 4)."""

    def key(account_id: str) -> tuple[float, float, bool, float, str]:
        margin = margins.get(account_id)
        across = axes[account_id].attractiveness.total or 0.0
        return -round(priorities[account_id], 9), -round(across, 9), margin is None, -(margin or 0.0), account_id

    return sorted(priorities, key=key)
