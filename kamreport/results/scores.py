"""What scoring makes of one account. Values only: every figure is computed before it gets here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import Stakeholder
from kamreport.model.lists import (
    Axis,
    Level,
    Outcome,
    Placing,
    Potential,
    Quadrant,
    RelationshipModel,
    RelationshipStage,
    RoleState,
    ScoreState,
    StageAdvice,
    StakeholderRole,
    Tier,
    WhenMissing,
)
from kamreport.records import made_when_asked, quickly_made
from kamreport.results.account_plan import NO_PLAN, PlanReading
from kamreport.results.explaining import Indicator, PlanPart, StageCap
from kamreport.results.health import HealthReading
from kamreport.results.measured import Measured
from kamreport.results.risks import DetectedRisk, GradedRisk

_NEAR = 1e-9
"""How close two weights must be to count as one."""
NOT_READ = Measured.missing("not read")
"""What stands in a field that nobody filled."""


@quickly_made
@made_when_asked("reason", "evidence")
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """One criterion's part in an axis score (KAM.md §5.5)."""

    criterion_id: str
    criterion: str
    axis: Axis
    outcome: Outcome
    raw: float | str | None
    """What was read: a rating, a measure's value, a Lookup code; None when nothing was."""
    score: float | None
    """0–100; with policy Neutral or Worst the assumed score; None when the criterion is not used."""
    weight: float
    effective_weight: float | None
    """Share of the score this criterion carries; None when it is not used."""
    contribution: float | None
    points_left: float | None
    policy: WhenMissing | None
    """The missing policy that was applied; None when the value is known or not applicable."""
    reason: str
    evidence: tuple[CellRef, ...]

    @property
    def is_used(self) -> bool:
        """Whether it enters the score, known or assumed."""
        return self.effective_weight is not None

    @property
    def is_assumed(self) -> bool:
        """Whether it enters with a score nobody gave."""
        return self.is_used and self.outcome is Outcome.MISSING


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBreakdown:
    """An account's score on one axis and the sum that makes it."""

    account_id: str
    axis: Axis
    lines: tuple[ScoreLine, ...]
    """All active criteria of the axis, in the order of Criteria."""
    total: float | None
    """0–100; None when the axis has no score."""
    coverage: float
    """Share of applicable weight that is known, 0–1."""
    low: float | None
    high: float | None
    state: ScoreState
    reason: str
    """Why there is no score, or what kind of score it is; empty for an ordinary one."""

    @property
    def used(self) -> tuple[ScoreLine, ...]:
        """The lines that enter the score."""
        return tuple([line for line in self.lines if line.effective_weight is not None])


class Crossing(NamedTuple):
    """How one criterion's weight could change an account's place (KAM.md §5.7)."""

    account_id: str
    axis: Axis
    criterion_id: str
    effective_weight: float
    crossing_effective_weight: float | None
    """Effective weight at which the axis score meets the cut; None when no weight does."""
    crossing_weight_share: float | None
    """The same as share of all applicable weight."""
    score_minus: float
    """Axis score when the raw weight falls by the weight test range."""
    score_plus: float
    flips: bool
    """Whether the quadrant flips at either."""

    @property
    def lies_on_the_cut(self) -> bool:
        """Whether the axis score meets the cut at the present weight: then the least change decides."""
        meets = self.crossing_effective_weight
        return meets is not None and abs(meets - self.effective_weight) < _NEAR

    @property
    def falls_with_more(self) -> bool:
        """Whether more weight lowers the axis score."""
        return self.score_plus < self.score_minus


@quickly_made
@made_when_asked("nearest_flip", "firmness")
@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an account stands in the key account matrix and in the ranking (KAM.md §5.6, §5.7)."""

    quadrant: Quadrant | None
    certain: bool | None
    borderline: bool | None
    priority: float | None
    rank: int | None
    best_rank: int | None
    worst_rank: int | None
    robust: bool | None
    share_of_weightings: float | None
    """Share of random weightings in which the quadrant holds; None when the test is off."""
    reason: str
    """Why there is no quadrant; empty otherwise."""
    nearest_flip: Crossing | None = None
    """The weight nearest to where its quadrant flips, one within the test range before others; None when none does."""
    firmness: str = ""
    """Which weight would give it another quadrant or another place in the ranking, in words."""


@quickly_made
@made_when_asked("evidence")
@dataclass(frozen=True, slots=True, kw_only=True)
class StageReading:
    """How deep the relationship is: by evidence, by us, by the customer (KAM.md §6.1–6.3)."""

    inferred: RelationshipStage | None
    total: float | None
    index: float | None
    declared: RelationshipStage | None
    customer_view: RelationshipStage | None
    stage_difference: int | None
    """Declared minus inferred, in stages."""
    view_difference: int | None
    """Declared minus the customer's view, in stages."""
    potential: Potential | None
    advice: StageAdvice | None
    reason: str
    evidence: tuple[CellRef, ...]
    suggested_position: int | None = None
    """What share of wallet suggests for I1; shown beside it, never filled in."""
    suggested_interaction: int | None = None
    """What the relationship model suggests for I2."""
    indicators: tuple[Indicator, ...] = ()
    """I1 to I6; empty without a row of Stage evidence."""
    caps: tuple[StageCap, ...] = ()
    """All caps in their order; empty when no stage was inferred."""

    @property
    def used(self) -> RelationshipStage | None:
        """The stage advice rests on: inferred, else declared."""
        return self.inferred or self.declared

    @property
    def is_declared(self) -> bool:
        """Whether the stage used is only declared; packs mark it."""
        return self.inferred is None and self.declared is not None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderReading:
    """One person at the account, as the relationship measures see them (KAM.md §6.4)."""

    stakeholder: Stakeholder
    last_contact: dt.date | None
    is_active: bool
    is_undated: bool
    counterpart_id: str
    """Our person; the key account manager when none is named."""


@quickly_made
@made_when_asked("evidence", "last_touch_cells")
@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipReading:
    """The relationship with the account's people (KAM.md §6.4, §6.5)."""

    people: tuple[StakeholderReading, ...]
    """Everybody who has not left."""
    coverage: float | None
    """0–100, influence-weighted."""
    threads: int
    undated: int
    single_threaded: bool | None
    """None when no stakeholder is listed."""
    roles: Mapping[StakeholderRole, RoleState]
    """The three key roles."""
    access: tuple[Level, ...]
    """Levels reached with strength 2 or more, lowest first."""
    support_balance: float | None
    """−1…1."""
    model: RelationshipModel | None
    last_touch: dt.date | None
    """Newest dated contact with anyone at the account."""
    evidence: tuple[CellRef, ...]
    last_touch_cells: tuple[CellRef, ...] = ()
    """Where that contact is written: at people, or on Touchpoints, whose rows need not name anybody."""

    @property
    def missing_roles(self) -> tuple[StakeholderRole, ...]:
        """Key roles nobody is named for."""
        return tuple(role for role, state in self.roles.items() if state is RoleState.MISSING)


@quickly_made
@made_when_asked("evidence")
@dataclass(frozen=True, slots=True, kw_only=True)
class TierReading:
    """Present against recommended tier (KAM.md §7.2)."""

    present: Tier
    recommended: Tier | None
    fit: int | None
    """Present rank minus recommended rank: below 0 under-served, above 0 over-served."""
    expected_access: str
    """What access the present tier expects, in words."""
    access_short: bool | None
    """Whether access stays below it; None when no Level is filled."""
    reason: str
    evidence: tuple[CellRef, ...]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """One Revenue row as charts need it; None is not known, never 0."""

    end: dt.date
    months: int
    revenue: float
    target: float | None
    contribution: float | None
    evidence: tuple[CellRef, ...]


@quickly_made
@made_when_asked("evidence")
@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionReading:
    """What the choice of key accounts made of an account, and by which step (KAM.md §10)."""

    rank: int | None
    """Place among eligible accounts."""
    priority: float | None
    cut_score: float | None
    placing: Placing
    decided_by: str
    """The step of KAM.md §10 that decided, in words."""
    reason: str
    ties_with: tuple[str, ...]
    below_band: bool
    """Whether its priority lies below cut minus promotion band."""
    evidence: tuple[CellRef, ...] = ()
    """The cells the deciding step looked at."""


@quickly_made
@made_when_asked(
    "periods", "lifetime_value", "contribution_per_investment", "risks", "detected_risks", "plan", "plan_parts"
)  # only the pages of the account show them
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountScores:
    """Everything scoring says of one account."""

    account_id: str
    measures: Mapping[str, Measured]
    """Every measure of KAM.md §5.1 by field name, such as ``revenue_12m``."""
    attractiveness: ScoreBreakdown | None
    """None for a Lost account, which is not scored."""
    strength: ScoreBreakdown | None
    placement: Placement
    crossings: tuple[Crossing, ...]
    stage: StageReading
    relationship: RelationshipReading
    tier: TierReading
    health: HealthReading
    selection: SelectionReading
    periods: tuple[PeriodFigures, ...]
    """Its Revenue rows up to Period end, oldest first."""
    volume_band: str | None
    lifetime_value: Measured
    revenue_at_risk: Measured
    plan_completeness: Measured
    self_scored: bool
    """Strength was judged by the team alone (S205)."""
    contribution_per_investment: Measured = NOT_READ
    """Contribution margin of 12 months / Investment, 12 months (KAM.md §9.1)."""
    white_space: Measured = NOT_READ
    weighted_white_space: Measured = NOT_READ
    white_space_coverage: Measured = NOT_READ
    risks: tuple[GradedRisk, ...] = ()
    """Open risks, gravest first."""
    detected_risks: tuple[DetectedRisk, ...] = ()
    """In the order AR1 to AR8."""
    plan: PlanReading = NO_PLAN
    plan_parts: tuple[PlanPart, ...] = ()
    """What its plan should hold, in the order of KAM.md §11.1; empty while nobody plans."""

    def breakdown(self, axis: Axis) -> ScoreBreakdown | None:
        """The breakdown of an axis."""
        return self.attractiveness if axis is Axis.ATTRACTIVENESS else self.strength

    def value(self, measure: str) -> float | None:
        """A measure's value, None when it is missing or does not apply."""
        return self.measures[measure].value
