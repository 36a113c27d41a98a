"""What moved between two reviews, and why (KAM.md §13.2, §13.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kamreport.history.effects import AxisEffects, Graded, axis_effects
from kamreport.model import Criterion, HealthMeasure, Portfolio
from kamreport.model.lists import Axis
from kamreport.results import HEALTH_COMPONENTS, CriterionEffect, Movement, PreviousReview, component_named
from kamreport.results.written import HistoryLine, ScoreHistory

SAME = 1e-9
"""Numbers closer than this are equal: what is computed twice may differ in the last digit."""
COVERAGE, WEIGHTS, CAP = "coverage", "weights", "cap or override"
NEW_SCORE, SCORE_LOST = "new score", "score lost"
NEW_ACCOUNT, GONE = "new", "gone"


@dataclass(frozen=True, slots=True)
class _Model:
    """What movements need to know of the present model."""

    criteria: Mapping[str, Criterion]
    """By folded ID."""
    component_weights: Mapping[str, float]
    """By field of Score history."""


def movements(
    before: PreviousReview, scores: Iterable[ScoreHistory], lines: Iterable[HistoryLine], portfolio: Portfolio
) -> tuple[Movement, ...]:
    """Everything that differs between a kept review and the rows of the present one.

    Accounts in the present order, those gone last; subjects in the order of KAM.md §13.3. The present Criteria and
    Health sheets of ``portfolio`` name the causes. Two equal reviews give none.
    """
    model = _Model(
        {criterion.criterion_id.casefold(): criterion for criterion in portfolio.rows(Criterion)},
        {
            HEALTH_COMPONENTS[name]: line.component_weight
            for line in portfolio.rows(HealthMeasure)
            if line.is_active and (name := component_named(line.component)) in HEALTH_COMPONENTS
        },
    )
    then = {row.account_id.casefold(): row for row in before.scores}
    lines_then, lines_now = _by_axis(before.lines, model), _by_axis(lines, model)
    found: list[Movement] = []
    for now in scores:
        account = now.account_id.casefold()
        earlier = then.pop(account, None)
        if earlier is None:
            found.append(_came_or_went(now.account_id, NEW_ACCOUNT))
            continue
        for axis, field in _AXES:
            graded = lines_then.get((account, axis), {}), lines_now.get((account, axis), {})
            found += _axis(now.account_id, axis, (getattr(earlier, field), getattr(now, field)), *graded)
        found += _others(earlier, now, model)
    found += [_came_or_went(gone.account_id, GONE) for gone in then.values()]
    return tuple(found)


_AXES = ((Axis.ATTRACTIVENESS.value, "a_score"), (Axis.STRENGTH.value, "r_score"))


def _by_axis(lines: Iterable[HistoryLine], model: _Model) -> dict[tuple[str, str], dict[str, Graded]]:
    """The lines of each account and axis, by Criterion ID as it is spelt now."""
    grouped: dict[tuple[str, str], dict[str, Graded]] = {}
    for line in lines:
        present = model.criteria.get(line.criterion_id.casefold())
        graded = Graded(line.weight or 0.0, line.score, line.definition or "", present.name if present else "")
        criterion = present.criterion_id if present else line.criterion_id
        grouped.setdefault(((line.account_id or "").casefold(), line.axis), {})[criterion] = graded
    return grouped


def _axis(
    account_id: str,
    axis: str,
    values: tuple[float | None, float | None],
    then: Mapping[str, Graded],
    now: Mapping[str, Graded],
) -> Iterator[Movement]:
    before, after = values
    if before is None or after is None:
        yield from _came_or_lost(account_id, axis, before, after)
        return
    effects = _explained(axis_effects(then, now), before, after)
    if effects is None:
        yield from _number(account_id, axis, before, after)
        return
    parts = (effects.data, effects.definition, effects.coverage, effects.weight)
    each = (effect.effect for effect in effects.because)
    if all(abs(part) <= SAME for part in (after - before, *parts, *each)):
        return
    yield Movement(
        account_id=account_id,
        subject=axis,
        before=before,
        after=after,
        change=after - before,
        data_effect=effects.data,
        definition_effect=effects.definition,
        coverage_effect=effects.coverage,
        weight_effect=effects.weight,
        main_cause=_main_cause(effects.because, {COVERAGE: effects.coverage, WEIGHTS: effects.weight}),
        because=effects.because,
    )


def _came_or_lost(account_id: str, subject: str, before: float | None, after: float | None) -> Iterator[Movement]:
    """A score on one side only."""
    if before is not after:
        cause = NEW_SCORE if before is None else SCORE_LOST
        yield Movement(
            account_id=account_id, subject=subject, before=before, after=after, change=None, main_cause=cause
        )


def _explained(effects: AxisEffects | None, before: float, after: float) -> AxisEffects | None:
    """Effects that add up to these very scores; a relative strength or an edited history cannot be explained."""
    if effects is None or abs(effects.scores[0] - before) > SAME or abs(effects.scores[4] - after) > SAME:
        return None
    return effects


def _main_cause(because: tuple[CriterionEffect, ...], others: Mapping[str, float]) -> str:
    weighed = [(abs(effect.effect), effect.criterion_id) for effect in because]
    weighed += [(abs(size), name) for name, size in others.items()]
    size, name = max(weighed, key=lambda cause: cause[0])
    return name if size > SAME else ""


def _others(then: ScoreHistory, now: ScoreHistory, model: _Model) -> Iterator[Movement]:
    account = now.account_id
    yield from _word(account, "Quadrant", then.quadrant, now.quadrant)
    yield from _word(account, "Stage", then.stage, now.stage)
    yield from _word(account, "Tier", then.tier, now.tier)
    yield from _word(account, "Key account", _yes_no(then.is_key), _yes_no(now.is_key))
    yield from _word(account, "Selection", then.selection, now.selection)
    yield from _health(then, now, model)
    yield from _number(account, "Revenue 12m", then.revenue_12m, now.revenue_12m)
    yield from _number(account, "Share of wallet", then.share_of_wallet, now.share_of_wallet)
    unmoved = _equal(then.priority, now.priority)
    yield from _number(account, "Rank", then.rank, now.rank, roster_only=unmoved)


def _word(account_id: str, subject: str, before: str | None, after: str | None) -> Iterator[Movement]:
    if before != after:
        yield Movement(
            account_id=account_id,
            subject=subject,
            before=None if before is None else str(before),
            after=None if after is None else str(after),
            change=None,
        )


def _number(
    account_id: str, subject: str, before: float | None, after: float | None, *, roster_only: bool = False
) -> Iterator[Movement]:
    if not _equal(before, after):
        yield Movement(
            account_id=account_id,
            subject=subject,
            before=before,
            after=after,
            change=None if before is None or after is None else after - before,
            roster_only=roster_only,
        )


def _equal(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return abs(after - before) <= SAME * max(1.0, abs(before), abs(after))


def _yes_no(flag: bool | None) -> str | None:
    return None if flag is None else "Yes" if flag else "No"


def _came_or_went(account_id: str, how: str) -> Movement:
    before, after = (None, "listed") if how == NEW_ACCOUNT else ("listed", None)
    return Movement(account_id=account_id, subject="Account", before=before, after=after, change=None, main_cause=how)


def _health(then: ScoreHistory, now: ScoreHistory, model: _Model) -> Iterator[Movement]:
    """Each component moves health by the change of its weight share times its score.

    History keeps components without their weights, so both sides are weighed with the present ones.
    """
    before, after = then.health, now.health
    if before is None or after is None:
        yield from _came_or_lost(now.account_id, "Health", before, after)
        return
    parts = tuple(_component_effects(then, now, model.component_weights))
    for movement in _number(now.account_id, "Health", before, after):
        rest = after - before - sum(part.effect for part in parts)
        yield replace(movement, main_cause=_main_cause(parts, {CAP: rest}), because=parts)


def _component_effects(
    then: ScoreHistory, now: ScoreHistory, weights: Mapping[str, float]
) -> Iterator[CriterionEffect]:
    before, after = _contributions(then, weights), _contributions(now, weights)
    effects = [
        CriterionEffect(
            criterion_id=name,
            criterion=name,
            before=getattr(then, field),
            after=getattr(now, field),
            effect=after.get(field, 0.0) - before.get(field, 0.0),
            redefined=False,
        )
        for name, field in HEALTH_COMPONENTS.items()
    ]
    moved = (effect for effect in effects if abs(effect.effect) > SAME)
    yield from sorted(moved, key=lambda effect: -abs(effect.effect))


def _contributions(row: ScoreHistory, weights: Mapping[str, float]) -> dict[str, float]:
    """Weight share × score of every component that has a value."""
    values = {field: getattr(row, field) for field in weights}
    known = {field: value for field, value in values.items() if value is not None}
    total = sum(weights[field] for field in known)
    return {field: weights[field] * value / total for field, value in known.items()} if total > 0 else {}
