"""Everything scoring says of one account, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kamreport.model import Revenue
from kamreport.model.lists import Outcome
from kamreport.records import later
from kamreport.results import (
    AccountScores,
    CustomerGroup,
    Measured,
    PeriodFigures,
    ScoreBreakdown,
    SelectionReading,
    StageReading,
)
from kamreport.scoring.choosing import outside
from kamreport.scoring.commercial import lifetime_value
from kamreport.scoring.criteria import Judging
from kamreport.scoring.detected import detect_risks
from kamreport.scoring.earlier_runs import Then
from kamreport.scoring.evidence import cells_in
from kamreport.scoring.facts import Facts, Measures
from kamreport.scoring.health import HealthModel, no_health, read_health
from kamreport.scoring.matrix import Axes
from kamreport.scoring.placing import Placed, nowhere
from kamreport.scoring.plan_completeness import plan_completeness, read_plan_parts
from kamreport.scoring.plan_reading import read_plan
from kamreport.scoring.ratings_checks import is_self_scored
from kamreport.scoring.returns import contribution_per_investment
from kamreport.scoring.risk import grade_risks, revenue_at_risk
from kamreport.scoring.stage import read_potential, read_stage, suggest_interaction, suggest_position
from kamreport.scoring.tiers import Recommendation, read_tier, recommend_tier
from kamreport.scoring.white_space import weighted_white_space, white_space, white_space_coverage

LOST = "A Lost account is not scored."
STOPPED = "Fill Period end and Currency in Settings: nothing is scored without them."
_FIGURES = ("revenue", "target", "gross_margin", "cost_to_serve")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What was worked out over all accounts, by Account ID; accounts that are not scored are absent."""

    judging: Judging
    health: HealthModel
    axes: Mapping[str, Axes]
    placed: Mapping[str, Placed]
    selection: Mapping[str, SelectionReading]
    bands: Mapping[str, str]
    groups: Mapping[str, CustomerGroup]
    then: Mapping[str, Then]
    """What the previous review said."""
    retention: Measured


def account_scores(facts: Facts, whole: Whole) -> AccountScores:
    """One account's readings, side by side."""
    account_id = facts.account.account_id
    axes = whole.axes.get(account_id)
    placed = whole.placed.get(account_id) or Placed(nowhere(STOPPED if facts.account.is_scored else LOST), ())
    health = read_health(facts, whole.health) if axes else no_health()
    stage = _stage(facts, axes.attractiveness if axes else None, whole.judging.potential_id)
    return AccountScores(
        account_id=account_id,
        measures=Measures(facts),
        attractiveness=axes.attractiveness if axes else None,
        strength=axes.strength if axes else None,
        placement=placed.placement,
        crossings=placed.crossings,
        stage=stage,
        relationship=facts.relationship,
        tier=read_tier(facts.account, _recommend(facts, placed, stage, scored=axes is not None), facts.relationship),
        health=health,
        selection=whole.selection.get(account_id) or outside(),
        periods=later(_periods, facts),
        volume_band=whole.bands.get(account_id),
        lifetime_value=later(lifetime_value, facts.account, facts.read("contribution_12m"), whole.retention),
        revenue_at_risk=revenue_at_risk(facts),
        plan_completeness=plan_completeness(facts),
        plan_parts=later(read_plan_parts, facts),
        contribution_per_investment=later(contribution_per_investment, facts),
        white_space=white_space(facts),
        weighted_white_space=weighted_white_space(facts),
        white_space_coverage=white_space_coverage(facts),
        risks=later(grade_risks, facts),
        detected_risks=later(detect_risks, facts, health, whole.groups.get(account_id), whole.then.get(account_id)),
        plan=later(read_plan, facts),
        self_scored=is_self_scored(facts.ratings, axes.strength if axes else None),
    )


def _stage(facts: Facts, attractiveness: ScoreBreakdown | None, potential_id: str | None) -> StageReading:
    """Potential is known only from a criterion that was scored, not assumed."""
    lines = attractiveness.lines if attractiveness else ()
    shown = next((line for line in lines if line.criterion_id == potential_id), None)
    score = shown.score if shown and shown.outcome is Outcome.SCORED else None
    share, is_largest = facts.read("share_of_wallet").value, bool(facts.account.largest_supplier)
    suggested = suggest_position(share, largest_supplier=is_largest), suggest_interaction(facts.relationship)
    return read_stage(facts.account, facts.evidence, read_potential(score, facts.ground.settings), suggested)


def _recommend(facts: Facts, placed: Placed, stage: StageReading, *, scored: bool) -> Recommendation:
    if not scored:
        return Recommendation(None, placed.placement.reason)
    return recommend_tier(facts.account, placed.placement.quadrant, stage.used, facts.ground.settings)


def _periods(facts: Facts) -> tuple[PeriodFigures, ...]:
    return tuple([_period(row) for row in facts.revenue.rows])


def _period(row: Revenue) -> PeriodFigures:
    """One Revenue row for charts; only filled cells are evidence."""
    margin, cost = row.gross_margin, row.cost_to_serve
    figures = (row.revenue, row.target, margin, cost)
    filled = (
        _FIGURES
        if None not in figures
        else [name for name, value in zip(_FIGURES, figures, strict=True) if value is not None]
    )
    return PeriodFigures(
        end=row.period_end,
        months=row.covered_months,
        revenue=row.revenue,
        target=row.target,
        contribution=None if margin is None or cost is None else margin - cost,
        evidence=cells_in(row, filled),
    )
