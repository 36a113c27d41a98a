"""The example workbook's review as a text: findings, scores, movements. A changed rule or figure shows in its diff.

``pytest tests/test_golden_review.py --update`` writes ``tests/golden/review.txt``; then read the diff.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

from house import ROOT

from kamreport import run
from kamreport.findings import Severity
from kamreport.model.lists import Axis
from kamreport.results import AccountScores, Movement, Review
from kamreport.shipped import workbook_templates

GOLDEN = ROOT / "tests" / "golden" / "review.txt"


@cache
def example() -> Review:
    return run.prepare(workbook_templates() / run.EXAMPLE)


def told(review: Review) -> Iterator[str]:
    """The review from top to bottom."""
    yield f"{review.workbook.path.name}: {review.period_label}, as of {review.as_of}, review {review.review_id}"
    yield f"stale: {'yes' if review.stale else 'no'}"
    yield ""
    yield "# Findings"
    counts = [f"{review.count(severity)} {severity.word}s" for severity in reversed(Severity)]
    yield ", ".join(counts)
    yield from map(str, review.findings)
    yield ""
    yield "# Scores"
    for scores in review.scores.accounts.values():
        yield from scored(scores)
    yield ""
    yield "# Portfolio"
    for measure in review.scores.measures.values():
        counted = f"{measure.counted} counted, {measure.left_out} left out"
        yield f"{measure.title}: {number(measure.measured.value)} {measure.unit} ({counted})"
    yield ""
    yield f"# Movements since {review.previous.review_id if review.previous else 'nothing'}"
    for account_id, moved in groupby(review.movements, key=lambda movement: movement.account_id):
        yield account_id
        yield from (f"  {line}" for movement in moved for line in movement_told(movement))


def scored(scores: AccountScores) -> Iterator[str]:
    place, health, selection = scores.placement, scores.health, scores.selection
    yield f"{scores.account_id} {place.quadrant or 'no quadrant'}, priority {number(place.priority)}, rank {place.rank}"
    for axis in Axis:
        breakdown = scores.breakdown(axis)
        if breakdown is not None:
            bounds = f"{number(breakdown.low)} to {number(breakdown.high)}"
            yield f"  {axis} {number(breakdown.total)} ({bounds}, coverage {breakdown.coverage:.2f}, {breakdown.state})"
            used = [f"{line.criterion_id} {number(line.contribution)}" for line in breakdown.used]
            yield f"    {' + '.join(used)}"
    colour = health.colour.word if health.colour else "no colour"
    yield f"  health {number(health.value)} ({colour}, coverage {health.coverage:.2f}, {health.state})"
    yield f"  stage {scores.stage.used}, tier {scores.tier.present} recommended {scores.tier.recommended}"
    yield f"  selection {selection.placing} by {selection.decided_by}: {selection.reason}"


def movement_told(movement: Movement) -> Iterator[str]:
    cause = f", {movement.main_cause}" if movement.main_cause else ""
    roster = ", roster only" if movement.roster_only else ""
    change = f" ({number(movement.change)})" if movement.change is not None else ""
    yield f"{movement.subject}: {number(movement.before)} to {number(movement.after)}{change}{cause}{roster}"
    effects = {
        "data": movement.data_effect,
        "definition": movement.definition_effect,
        "coverage": movement.coverage_effect,
        "weight": movement.weight_effect,
    }
    if movement.data_effect is not None:
        yield "  " + ", ".join(f"{name} {number(effect)}" for name, effect in effects.items())
    for effect in movement.because:
        yield f"  {effect.criterion_id} {number(effect.before)} to {number(effect.after)}: {number(effect.effect)}"


def number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{value:,.0f}"
    return "none" if value is None else str(value)


def test_the_review_of_the_example_is_as_it_was_read_last(update: bool) -> None:
    text = "\n".join(told(example())) + "\n"
    if update:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_the_example_has_something_of_everything_a_demonstration_shows() -> None:
    """Every quadrant, every colour of health, a score that moved, an account that has none, movement with causes."""
    accounts = example().scores.accounts.values()
    assert len({scores.placement.quadrant for scores in accounts} - {None}) == 4
    assert len({scores.health.colour for scores in accounts} - {None}) == 3
    assert len({scores.selection.placing for scores in accounts}) >= 4
    subjects = {movement.subject for movement in example().movements}
    assert subjects >= {"Attractiveness", "Strength", "Quadrant", "Stage", "Tier", "Health", "Rank", "Revenue 12m"}
    assert any(movement.main_cause.startswith("A") for movement in example().movements)


def test_the_effects_of_every_axis_movement_sum_to_its_change() -> None:
    for movement in example().movements:
        if movement.data_effect is not None:
            parts = (movement.definition_effect, movement.coverage_effect, movement.weight_effect)
            total = movement.data_effect + sum(part or 0.0 for part in parts)
            assert movement.change is not None
            assert abs(total - movement.change) < 1e-9
