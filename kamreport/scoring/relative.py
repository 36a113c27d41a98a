"""Strength against the strongest competitor, after McDonald (KAM.md §5.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kamreport.model import CompetitorRatings, Criterion
from kamreport.model.lists import Direction, Outcome, ScoreState
from kamreport.results import ScoreBreakdown, ScoreLine
from kamreport.scoring.adding_up import state_of
from kamreport.scoring.facts import Facts
from kamreport.scoring.saying import Unit, said

PARITY = 50.0
FULL = 100.0
TURNED = 6
"""A rating of which less is better counts as 6 minus itself."""


NO_RIVAL = "no rating on Competitor ratings stands beside one of ours"


class Pair(NamedTuple):
    """Our rating and a competitor's on one criterion, both 1–5."""

    weight: float
    ours: float
    theirs: float


class Rival(NamedTuple):
    """A competitor with its ratings on the criteria that are rated for us too."""

    row: CompetitorRatings
    pairs: tuple[tuple[str, Pair], ...]
    strength: float
    """Our strength against it."""


def relative_strength(pairs: Sequence[Pair]) -> float | None:
    """R = clamp(50 q, 0, 100), q = Σ w ours / Σ w theirs; None without a rating known for both."""
    theirs = sum(pair.weight * pair.theirs for pair in pairs)
    ours = sum(pair.weight * pair.ours for pair in pairs)
    return min(FULL, max(0.0, PARITY * ours / theirs)) if theirs else None


def read_relative(own: ScoreBreakdown, facts: Facts) -> ScoreBreakdown:
    """The strength of an account against its strongest competitor; its lines are shown, not counted."""
    rated = [line for line in own.lines if facts.ratings and line.criterion_id in facts.ratings.grades]
    rivals = [found for row in _competitors(facts) if (found := _rival(row, rated, facts)) is not None]
    if not rivals:
        lack = Standing(0.0, ScoreState.NOT_SCORED, NO_RIVAL)
        return _set_against(own, None, lack)
    strongest = min(rivals, key=lambda rival: rival.strength)
    known = sum(pair.weight for _, pair in strongest.pairs)
    applicable = sum(line.weight for line in rated if line.outcome is not Outcome.NOT_APPLICABLE)
    coverage = known / applicable if applicable else 0.0
    state, rival = state_of(coverage, facts.ground.settings), strongest.row.competitor
    if state is ScoreState.SCORED:
        told = f"against {rival}, on {said(coverage, Unit.FRACTION)} of the rated weight"
    else:
        told = f"only {said(coverage, Unit.FRACTION)} of the rated weight is known of us and of {rival}"
    return _set_against(own, strongest, Standing(coverage, state, told))


def _competitors(facts: Facts) -> tuple[CompetitorRatings, ...]:
    return facts.ground.portfolio.of(facts.account.account_id, CompetitorRatings)


def _rival(row: CompetitorRatings, rated: Sequence[ScoreLine], facts: Facts) -> Rival | None:
    """A competitor, when at least one criterion with weight is rated for both."""
    directions = {one.criterion_id: one.direction for one in facts.ground.portfolio.rows(Criterion)}
    pairs: list[tuple[str, Pair]] = []
    for line in rated:
        ours, theirs = line.raw, row.grades.get(line.criterion_id)
        if isinstance(ours, int) and isinstance(theirs, int):
            turned = directions[line.criterion_id] is Direction.LOWER
            pair = Pair(line.weight, TURNED - ours, TURNED - theirs) if turned else Pair(line.weight, ours, theirs)
            pairs.append((line.criterion_id, pair))
    strength = relative_strength([pair for _, pair in pairs])
    return None if strength is None else Rival(row, tuple(pairs), strength)


class Standing(NamedTuple):
    """How much is known of both sides, and what is said about it."""

    coverage: float
    state: ScoreState
    reason: str


def _set_against(own: ScoreBreakdown, rival: Rival | None, standing: Standing) -> ScoreBreakdown:
    """The same lines outside the sum; bounds are not given in this mode."""
    scored = rival is not None and standing.state is not ScoreState.NOT_SCORED
    return replace(
        own,
        lines=tuple([_outside(line, rival) for line in own.lines]),
        total=rival.strength if rival is not None and scored else None,
        coverage=standing.coverage,
        low=None,
        high=None,
        state=standing.state,
        reason=standing.reason,
    )


def _outside(line: ScoreLine, rival: Rival | None) -> ScoreLine:
    """A line that shows what was read and carries no weight of its own."""
    compared = rival is not None and any(criterion_id == line.criterion_id for criterion_id, _ in rival.pairs)
    reason, evidence = f"{line.reason}; shown, not counted in Relative mode", line.evidence
    if rival is not None and compared:
        reason = f"{line.reason}; {rival.row.competitor} is rated {rival.row.grades[line.criterion_id]}"
        evidence = (*line.evidence, rival.row.origin.cell(line.criterion_id))
    return replace(line, effective_weight=None, contribution=None, points_left=None, reason=reason, evidence=evidence)
