"""What lies behind stage, tier, health, plan and the choice of key accounts, part by part with its cells."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.cli.say_lines import cells_told, title, told
from kamreport.model import Account, Criterion, HealthMeasure
from kamreport.model.lists import Axis, Direction, Outcome
from kamreport.rendering.formats import NOT_KNOWN, count_of, listed, percent, plain, score
from kamreport.rendering.views.wording import sentence
from kamreport.results import AccountScores, HealthCap, HealthLine, HealthReading, Review, StageReading
from kamreport.scoring.measures import BY_FIELD
from kamreport.scoring.saying import edge, said_beside


def stage_told(review: Review, account: Account, scores: AccountScores) -> Iterator[str]:
    """Every indicator, their total, every cap, the three views, and the advice."""
    stage = scores.stage
    how = ", declared only" if stage.is_declared else ", by the evidence" if stage.inferred else ""
    yield f"{title('Relationship stage')} {stage.used or NOT_KNOWN}{how}"
    if not stage.inferred:
        yield from told(f"No stage is inferred. {sentence(stage.reason)}", indent=2)
    for one in stage.indicators:
        value = "–" if one.value is None else str(one.value)
        yield f"  {one.code} {one.title:<12} {value}  {one.says or 'not known':<44} {cells_told((one.cell,))}"
    yield from _inferred(stage)
    yield from _suggested(stage)
    yield from _views(account, stage)
    if stage.advice is not None:
        potential = f"potential is {str(stage.potential).lower()}{_shows_potential(review, scores)}"
        yield from told(f"{stage.advice}, because {potential}: {_small(stage.advice.told)}", indent=2)


def _inferred(stage: StageReading) -> Iterator[str]:
    if stage.total is None or stage.index is None:
        return
    yield f"  Total {score(stage.total)} of 24, stage index {score(stage.index)}. What may hold the stage down:"
    for cap in stage.caps:
        how = "decides" if cap.lowers else "no effect" if cap.holds else "no"
        yield from told(f"{how:<10} at most {cap.limit}: {cap.condition}", cells=cap.evidence, indent=4, hanging=15)


def _suggested(stage: StageReading) -> Iterator[str]:
    known = (
        (stage.suggested_position, "I1 from the share of wallet"),
        (stage.suggested_interaction, "I2 from the contacts"),
    )
    hints = [f"{value} for {what}" for value, what in known if value is not None]
    if hints:
        yield f"  Suggested, never filled in: {listed(hints)}."


def _views(account: Account, stage: StageReading) -> Iterator[str]:
    if stage.declared:
        apart = _apart(stage.stage_difference, "the evidence")
        cells = (account.origin.cell("declared_stage"),)
        yield from told(f"We declare {stage.declared}{apart}", cells=cells, indent=2)
    if stage.customer_view:
        apart = _apart(stage.view_difference and -stage.view_difference, "what we declare")
        cells = (account.origin.cell("customer_stage"),)
        yield from told(f"The customer sees {stage.customer_view}{apart}", cells=cells, indent=2)


def _apart(stages: int | None, other: str) -> str:
    if stages is None:
        return ""
    if stages == 0:
        return f", equal to {other}"
    return f", {count_of(abs(stages), 'stage')} {'above' if stages > 0 else 'below'} {other}"


def _shows_potential(review: Review, scores: AccountScores) -> str:
    breakdown = scores.breakdown(Axis.ATTRACTIVENESS)
    shown = {one.criterion_id for one in review.portfolio.rows(Criterion) if one.is_active and one.is_potential}
    lines = [line for line in (breakdown.lines if breakdown else ()) if line.criterion_id in shown]
    return f" ({lines[0].criterion_id} {lines[0].criterion} scores {score(lines[0].score)})" if lines else ""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def tier_told(scores: AccountScores) -> Iterator[str]:
    """Present against recommended tier, and access against what the tier expects."""
    tier = scores.tier
    fit = (
        ""
        if tier.fit is None
        else ": it fits"
        if tier.fit == 0
        else ": under-served"
        if tier.fit < 0
        else ": over-served"
    )
    yield f"{title('Tier')} {tier.present}; recommended {tier.recommended or 'none'}{fit}"
    yield from told(sentence(tier.reason), cells=tier.evidence, indent=2)
    reached = ", ".join(scores.relationship.access) or "none"
    short = {None: "no Level is filled", True: f"{reached} reached, which is short", False: f"{reached} reached"}
    cells = [one.stakeholder.origin.cell("level") for one in scores.relationship.people]
    yield from told(f"Expected access: {tier.expected_access}; {short[tier.access_short]}", cells=cells, indent=2)


def health_told(review: Review, scores: AccountScores) -> Iterator[str]:
    """Every component and measure, every limit, and what people decided."""
    health = scores.health
    colour = f", {health.colour.word}" if health.colour else ""
    yield f"{title('Health')} {score(health.value)}{colour}, {health.state}; {percent(health.coverage)} of the weight is known"
    for component in health.components:
        yield f"  {component.name:<42} {score(component.value):>9}  weight {plain(component.weight)}"
        for line in component.lines:
            yield from _health_line(review, line)
    yield from _limits(health)


def _health_line(review: Review, line: HealthLine) -> Iterator[str]:
    measured = line.measured
    known = measured.outcome is Outcome.SCORED and measured.value is not None
    points = score(line.score) if known else str(measured.outcome)
    yield f"    {line.health_id} {line.title:<35} {points:>9}  weight {plain(line.weight)}"
    unit = BY_FIELD[line.measure].unit
    limits = (line.good, line.average)
    value = said_beside(measured.value, unit, limits) if known and measured.value is not None else ""
    row = review.portfolio.find(HealthMeasure, line.health_id)
    word = "up to" if row is not None and row.direction is Direction.LOWER else "from"
    marks = f"good {word} {edge(line.good, unit)}, average {word} {edge(line.average, unit)}" if known else ""
    yield from told(value, measured.reason, marks, cells=measured.evidence, indent=9)


def _limits(health: HealthReading) -> Iterator[str]:
    if health.computed is not None:
        yield f"  Computed {score(health.computed)}, the weighted mean of the components known. Limits on it:"
    for cap in health.caps:
        yield from told(_limit(cap), cells=cap.evidence, indent=4, hanging=9)
    if health.cap is not None:
        yield f"  Limited to {score(health.cap)}: {health.cap_reason}"
    if health.override_reason:
        yield from told(
            f"Set to {score(health.value)} by hand: {health.override_reason}", cells=health.override_evidence, indent=2
        )


def _limit(cap: HealthCap) -> str:
    how = "yes" if cap.holds else "no"
    detail = "" if cap.told.casefold() == cap.condition.casefold() else f" ({cap.told})"
    return f"{how:<4} at most {plain(cap.limit)}: {cap.condition}{detail}"


def plan_told(account: Account, scores: AccountScores) -> Iterator[str]:
    """What the plan should hold for the tier, part by part."""
    measured = scores.plan_completeness
    there = sum(part.is_complete for part in scores.plan_parts)
    asked = f"{there} of {count_of(len(scores.plan_parts), 'part')} that a {account.tier} should have"
    share = percent(measured.value) if measured.value is not None else f"{NOT_KNOWN}. {measured.reason}"
    yield f"{title('Plan completeness')} {share}{f', {asked}' if measured.value is not None else ''}"
    for part in scores.plan_parts:
        said_of_it = "; ".join(filter(None, (part.told, cells_told(part.evidence))))
        yield f"  {part.code} {part.title:<32} {'yes' if part.is_complete else 'open':<5} {said_of_it}".rstrip()


def choice_told(scores: AccountScores) -> Iterator[str]:
    """Where the choice placed it, by which step, and what that step looked at."""
    selection = scores.selection
    yield f"{title('Choice of key accounts')} {selection.placing}"
    ties = f"ties with {listed(list(selection.ties_with))}" if selection.ties_with else ""
    yield from told(sentence(f"{selection.decided_by}: {selection.reason}"), ties, cells=selection.evidence, indent=2)
