"""Health: the present condition of an account, its caps and colours (KAM.md §8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kamreport.findings import Finding, Rule, Severity
from kamreport.model import HealthMeasure, Portfolio, Settings
from kamreport.model.lists import Colour, Direction, OverrideKind, ScoreState
from kamreport.model.measure_titles import MEASURE_TITLES
from kamreport.records import later
from kamreport.results import HealthComponent, HealthLine, HealthReading, Measured, component_named
from kamreport.schema.nearest import nearest
from kamreport.scoring.adding_up import state_of
from kamreport.scoring.criteria.setup import S106
from kamreport.scoring.edges import reaches, within
from kamreport.scoring.evidence import cells_in
from kamreport.scoring.facts import Facts
from kamreport.scoring.health_caps import caps_in_force, caps_of, lowest_cap
from kamreport.scoring.measures import BY_FIELD
from kamreport.scoring.overrides import in_force

S115 = Rule("S115", "health-weights-zero", Severity.ERROR, "0.1", "The weights of Health sum to 0.")

GOOD, AVERAGE, POOR = 100.0, 60.0, 0.0
"""Points of the three levels, as in Totango's published method."""
_LOWER = Direction.LOWER
_GREEN, _AMBER, _RED = Colour.GREEN, Colour.AMBER, Colour.RED
_BY_HAND = ("value", "reason", "by", "until")


class Part(NamedTuple):
    """A component of health and the rows that make it."""

    name: str
    weight: float
    rows: tuple[HealthMeasure, ...]


@dataclass(frozen=True, slots=True)
class HealthModel:
    """What health is made of."""

    parts: tuple[Part, ...]
    fault: str
    """Why there is no health at all; empty otherwise."""
    findings: tuple[Finding, ...]


def set_up_health(portfolio: Portfolio) -> HealthModel:
    """Read the Health sheet; a component's weight is that of its first row (S106, S115)."""
    active = [_spelled(row) for row in portfolio.rows(HealthMeasure) if row.is_active]
    findings = [finding for row in active for finding in _check_measure(row)]
    by_name: dict[str, list[HealthMeasure]] = defaultdict(list)
    for row in active:
        if row.measure in BY_FIELD:
            by_name[row.component.casefold()].append(row)
    parts = tuple(Part(rows[0].component, rows[0].component_weight, tuple(rows)) for rows in by_name.values())
    if not parts:
        return HealthModel((), "Fill the Health sheet.", tuple(findings))
    wrong = _check_weights(parts)
    return HealthModel(parts, "the weights on Health sum to 0" if wrong else "", (*findings, *wrong))


def read_health(facts: Facts, model: HealthModel) -> HealthReading:
    """The health of an account: measures, components, computed value, then the lowest cap that applies.

    What was decided by hand is shown also where too little is known to compute anything.
    """
    if model.fault:
        return no_health()
    components = tuple([_read_part(part, facts) for part in model.parts])
    computed, coverage = combine([(one.weight, one.value, one.coverage) for one in components])
    settings = facts.ground.settings
    state = ScoreState.NOT_SCORED if computed is None else state_of(coverage, settings)
    computed = None if state is ScoreState.NOT_SCORED else computed
    cap = None if computed is None else lowest_cap(caps_in_force(facts), computed)
    hand = in_force(facts, (OverrideKind.HEALTH,))
    by_hand = hand.value if hand else None
    shown = by_hand if by_hand is not None else cap.limit if cap else computed
    return HealthReading(
        value=shown,
        computed=computed,
        colour=None if shown is None else colour_of(shown, settings),
        coverage=coverage,
        state=state,
        components=components,
        cap=cap.limit if cap else None,
        cap_reason=cap.reason if cap else "",
        caps=() if computed is None else later(caps_of, facts),
        override_evidence=cells_in(hand, _BY_HAND) if hand and by_hand is not None else (),
        override_why=hand.reason if hand and by_hand is not None else "",
        override_by=hand.by if hand and by_hand is not None else "",
        override_until=hand.until if hand and by_hand is not None else None,
    )


def no_health() -> HealthReading:
    """The account is not scored, or the Health sheet makes no health."""
    return HealthReading(
        value=None,
        computed=None,
        colour=None,
        coverage=0.0,
        state=ScoreState.NOT_SCORED,
        components=(),
        cap=None,
        cap_reason="",
    )


def level_of(value: float, good: float, average: float, direction: Direction) -> float:
    """100, 60 or 0 points for a value against its two limits."""
    if direction is _LOWER:
        return GOOD if within(value, good) else AVERAGE if within(value, average) else POOR
    return GOOD if reaches(value, good) else AVERAGE if reaches(value, average) else POOR


def combine(components: Sequence[tuple[float, float | None, float]]) -> tuple[float | None, float]:
    """Health and its coverage from (weight, value, share of measure weight known) of each component."""
    whole = sum([weight for weight, _, _ in components])
    known = [(weight, value) for weight, value, _ in components if value is not None]
    coverage = sum([weight * share for weight, _, share in components]) / whole if whole else 0.0
    weight = sum([weight for weight, _ in known])
    return (sum([part * value for part, value in known]) / weight if weight else None), coverage


def colour_of(value: float, settings: Settings) -> Colour:
    """Red below ``health_red``, green from ``health_green``, amber between."""
    if reaches(value, settings.health_green):
        return _GREEN
    return _AMBER if reaches(value, settings.health_red) else _RED


def _read_part(part: Part, facts: Facts) -> HealthComponent:
    scored = [(row.weight, _score(row, facts.read(row.measure))) for row in part.rows]
    whole = sum([weight for weight, _ in scored])
    known = sum([weight for weight, score in scored if score is not None])
    value = sum([weight * score for weight, score in scored if score is not None]) / known if known else None
    return HealthComponent(
        name=part.name,
        weight=part.weight,
        value=value,
        coverage=known / whole if whole else 0.0,
        lines=later(_read_lines, part, facts),
        colour=None if value is None else colour_of(value, facts.ground.settings),
    )


def _score(row: HealthMeasure, measured: Measured) -> float | None:
    value = measured.value
    return None if value is None else level_of(value, row.good, row.average, row.direction)


def _read_lines(part: Part, facts: Facts) -> tuple[HealthLine, ...]:
    return tuple([_read_line(row, facts.read(row.measure)) for row in part.rows])


def _read_line(row: HealthMeasure, measured: Measured) -> HealthLine:
    return HealthLine(
        row.health_id,
        row.component,
        row.measure,
        MEASURE_TITLES[row.measure],
        row.weight,
        measured,
        _score(row, measured),
        row.good,
        row.average,
    )


def _spelled(row: HealthMeasure) -> HealthMeasure:
    """The row with the component and the measure spelt as the product does, where it knows them."""
    measure = row.measure.casefold()
    return replace(
        row, component=component_named(row.component), measure=measure if measure in BY_FIELD else row.measure
    )


def _check_measure(row: HealthMeasure) -> list[Finding]:
    if row.measure in BY_FIELD:
        return []
    meant = nearest(row.measure, BY_FIELD)
    return [
        S106.at(
            row.origin.cell("measure"),
            f"{row.health_id} reads the measure “{row.measure}”, which does not exist; the row is left out.",
            hint=f"Did you mean {meant}?"
            if meant
            else "Take a measure's field name from the reference, such as on_time.",
        )
    ]


def _check_weights(parts: Sequence[Part]) -> list[Finding]:
    """S115, once: for the components, or for the first one whose measures weigh nothing."""
    weights: Mapping[str, float] = {part.name: sum(row.weight for row in part.rows) for part in parts}
    empty = next((part for part in parts if weights[part.name] <= 0), None)
    if empty is None and sum(part.weight for part in parts) > 0:
        return []
    row = empty.rows[0] if empty else parts[0].rows[0]
    told = f"The measure weights of {empty.name} sum to 0" if empty else "The component weights sum to 0"
    return [
        S115.at(
            row.origin.cell("weight" if empty else "component_weight"),
            f"{told}, so no account has a health.",
            hint="Give the rows weights above 0, or set Active to No on those you do not use.",
        )
    ]


RULES = (S115,)
