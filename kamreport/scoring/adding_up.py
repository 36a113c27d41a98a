"""From verdicts to an axis score: weights, missing policies, coverage, contributions, bounds (KAM.md §5.4, §5.5)."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.model import Settings
from kamreport.model.lists import Axis, Outcome, ScoreState, WhenMissing
from kamreport.results import ScoreBreakdown, ScoreLine
from kamreport.scoring.criteria import Verdict
from kamreport.scoring.edges import reaches
from kamreport.scoring.saying import Unit, listed, said_beside

ASSUMED = {WhenMissing.NEUTRAL: 50.0, WhenMissing.WORST: 0.0}
"""Scores that stand in for a missing one, by policy."""
_FULL, _PROVISIONAL, _UNSCORED = ScoreState.SCORED, ScoreState.PROVISIONAL, ScoreState.NOT_SCORED
_SCORED, _MISSING, _EXEMPT = Outcome.SCORED, Outcome.MISSING, Outcome.NOT_APPLICABLE
_BLOCK = WhenMissing.BLOCK


def add_up(account_id: str, axis: Axis, verdicts: Sequence[Verdict], settings: Settings) -> ScoreBreakdown:
    """The score of an account on an axis, with the line of every criterion."""
    known = sum([verdict.criterion.weight for verdict in verdicts if verdict.outcome is _SCORED])
    applicable = sum([verdict.criterion.weight for verdict in verdicts if verdict.outcome is not _EXEMPT])
    coverage = known / applicable if applicable else 0.0
    state, reason = _state(verdicts, coverage, applicable, settings)
    used = _used_weight(verdicts) if state is not _UNSCORED else 0.0
    lines = tuple([_line(verdict, axis, used) for verdict in verdicts])
    if not used:
        return ScoreBreakdown(
            account_id=account_id,
            axis=axis,
            lines=lines,
            total=None,
            coverage=coverage,
            low=None,
            high=None,
            state=state,
            reason=reason,
        )
    low = sum([line.weight * (line.score or 0.0) for line in lines if line.outcome is _SCORED]) / applicable
    return ScoreBreakdown(
        account_id=account_id,
        axis=axis,
        lines=lines,
        total=sum([line.contribution for line in lines if line.contribution is not None]),
        coverage=coverage,
        low=low,
        high=low + 100 * (1 - coverage),
        state=state,
        reason=reason,
    )


def state_of(coverage: float, settings: Settings) -> ScoreState:
    """How much of a score is known, in words (KAM.md §5.4)."""
    if reaches(coverage, settings.min_coverage):
        return _FULL
    return _PROVISIONAL if reaches(coverage, settings.provisional_coverage) else _UNSCORED


def _state(
    verdicts: Sequence[Verdict], coverage: float, applicable: float, settings: Settings
) -> tuple[ScoreState, str]:
    if not applicable:
        return _UNSCORED, "no criterion applies"
    blocking = [verdict.criterion.criterion_id for verdict in verdicts if _blocks(verdict)]
    if blocking:
        if len(blocking) == 1:
            return _UNSCORED, f"{blocking[0]} is missing, and nothing is scored without it"
        return _UNSCORED, f"{listed(blocking)} are missing, and nothing is scored without them"
    if not coverage:
        return _UNSCORED, "nothing is known"
    state = state_of(coverage, settings)
    if state is _FULL:
        return state, ""
    told = said_beside(coverage, Unit.FRACTION, (settings.min_coverage, settings.provisional_coverage))
    return state, f"only {told} of the weight is known"


def _blocks(verdict: Verdict) -> bool:
    return verdict.outcome is _MISSING and verdict.criterion.when_missing is _BLOCK and verdict.criterion.weight > 0


def _used_weight(verdicts: Sequence[Verdict]) -> float:
    """Weight of what is scored or assumed."""
    return sum(
        [
            verdict.criterion.weight
            for verdict in verdicts
            if verdict.outcome is _SCORED or (verdict.outcome is _MISSING and verdict.criterion.when_missing in ASSUMED)
        ]
    )


def _line(verdict: Verdict, axis: Axis, used: float) -> ScoreLine:
    """One line of the sum; ``used`` is 0 when the axis has no score."""
    criterion, outcome, score, reason = verdict.criterion, verdict.outcome, verdict.score, verdict.reason
    policy = None
    if outcome is _MISSING:
        policy = criterion.when_missing or WhenMissing.EXCLUDE
        score = ASSUMED.get(policy)
        reason = reason if score is None else f"{reason.rstrip('.')}: {score:.0f} is assumed"
    share = contribution = points_left = None
    if used and score is not None:
        share = criterion.weight / used
        contribution, points_left = share * score, share * (100 - score)
    return ScoreLine(
        criterion_id=criterion.criterion_id,
        criterion=criterion.name,
        axis=axis,
        outcome=outcome,
        raw=verdict.raw,
        score=score,
        weight=criterion.weight,
        effective_weight=share,
        contribution=contribution,
        points_left=points_left,
        policy=policy,
        reason=reason,
        evidence=verdict.evidence,
    )
