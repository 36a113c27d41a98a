"""Why an axis score moved: data, definitions, coverage or weights (KAM.md §13.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kamreport.results import CriterionEffect


@dataclass(frozen=True, slots=True)
class Graded:
    """One criterion in one review: the weight it had, its score if it was used, and what its score meant."""

    weight: float
    score: float | None
    """0–100, assumed scores included; None when the criterion was not used."""
    definition: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisEffects:
    """The five scores between two reviews and the effects they make; the effects sum to S4 − S0 (KAM.md §13.2)."""

    scores: tuple[float, float, float, float, float]
    """S0 … S4. With no criterion in both reviews S1, S2 and S3 have no meaning: S1 is S0, S2 and S3 are S4."""
    data: float
    definition: float
    coverage: float
    weight: float
    because: tuple[CriterionEffect, ...]
    """Criteria used in both reviews that moved the score, largest effect first."""


def axis_effects(old: Mapping[str, Graded], new: Mapping[str, Graded]) -> AxisEffects | None:
    """The movement of one axis score, criteria by ID; None when either side has no score.

    A criterion absent on one side has weight 0 there.
    """
    before, after = _used(old), _used(new)
    weight_then = {criterion: old[criterion].weight if criterion in old else 0.0 for criterion in old.keys() | new}
    weight_now = {criterion: graded.weight for criterion, graded in new.items()}
    first, last = _mean(weight_then, before), _mean(weight_now, after)
    if first is None or last is None:
        return None
    both = [criterion for criterion in before if criterion in after]
    second = _mean(weight_then, {criterion: before[criterion] for criterion in both})
    third = _mean(weight_then, {criterion: after[criterion] for criterion in both})
    fourth = _mean(weight_then, after)
    if second is None or third is None or fourth is None:
        return AxisEffects(
            scores=(first, first, last, last, last),
            data=0.0,
            definition=0.0,
            coverage=last - first,
            weight=0.0,
            because=(),
        )
    because = tuple(_effects_of(both, old, new))
    data = sum(effect.effect for effect in because if not effect.redefined)
    return AxisEffects(
        scores=(first, second, third, fourth, last),
        data=data,
        definition=third - second - data if any(effect.redefined for effect in because) else 0.0,
        coverage=(second - first) + (fourth - third),
        weight=last - fourth,
        because=tuple(sorted(because, key=lambda effect: (-abs(effect.effect), effect.criterion_id))),
    )


def _used(graded: Mapping[str, Graded]) -> dict[str, float]:
    return {criterion: line.score for criterion, line in graded.items() if line.score is not None}


def _mean(weights: Mapping[str, float], scores: Mapping[str, float]) -> float | None:
    """The weighted mean of the scores; None when nothing carries weight."""
    total = sum(weights[criterion] for criterion in scores)
    if total <= 0:
        return None
    return sum(weights[criterion] * score for criterion, score in scores.items()) / total


def _effects_of(both: list[str], old: Mapping[str, Graded], new: Mapping[str, Graded]) -> Iterable[CriterionEffect]:
    total = sum(old[criterion].weight for criterion in both)
    for criterion in both:
        then, now = old[criterion], new[criterion]
        redefined = then.definition != now.definition
        effect = then.weight / total * ((now.score or 0.0) - (then.score or 0.0))
        if effect or (redefined and then.score != now.score):
            yield CriterionEffect(
                criterion_id=criterion,
                criterion=now.name or criterion,
                before=then.score,
                after=now.score,
                effect=effect,
                redefined=redefined,
            )
