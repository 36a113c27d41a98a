"""The sheets kamreport writes, declared like every other sheet (KAM.md §3.9, §13.1, §13.3)."""

from __future__ import annotations

import datetime as dt

from kamreport.cells import RowRef
from kamreport.model.cell_kinds import AnyText, Change, Fraction, Points, Ratio, SignedMoney
from kamreport.model.lists import (
    AccountStatus,
    Axis,
    Colour,
    Outcome,
    Placing,
    Potential,
    Quadrant,
    RelationshipModel,
    RelationshipStage,
    ScoreState,
    StageAdvice,
    Tier,
    WhenMissing,
)
from kamreport.schema import column, schema_of, sheet
from kamreport.schema.declare import Group, Owner

NOWHERE = RowRef("", 0, {})
"""The origin of a record that was made, not read."""


@sheet("Results", key="account_id", group=Group.WRITTEN, owner=Owner.KAMREPORT)
class Result:
    """One row per account: where it stands."""

    origin: RowRef
    account_id: AnyText = column("Account ID", width=12)
    name: AnyText = column("Account name", width=30)
    status: AccountStatus = column("Status", width=10)
    a_score: Points | None = column("Attractiveness")
    a_low: Points | None = column("Attractiveness low")
    a_high: Points | None = column("Attractiveness high")
    a_coverage: Fraction | None = column("Attractiveness coverage")
    a_state: ScoreState | None = column("Attractiveness state", width=13)
    r_score: Points | None = column("Strength")
    r_low: Points | None = column("Strength low")
    r_high: Points | None = column("Strength high")
    r_coverage: Fraction | None = column("Strength coverage")
    r_state: ScoreState | None = column("Strength state", width=13)
    quadrant: Quadrant | None = column("Quadrant", width=13)
    certain: bool | None = column("Quadrant certain")
    borderline: bool | None = column("Borderline")
    priority: Points | None = column("Priority")
    rank: int | None = column("Rank")
    best_rank: int | None = column("Best rank")
    worst_rank: int | None = column("Worst rank")
    robust: AnyText | None = column("Robust", width=84)
    stage: RelationshipStage | None = column("Inferred stage", width=16)
    stage_total: Change | None = column("Stage total")
    stage_index: Points | None = column("Stage index")
    declared_stage: RelationshipStage | None = column("Declared stage", width=16)
    stage_difference: int | None = column("Stage difference")
    view_difference: int | None = column("View difference")
    potential: Potential | None = column("Potential", width=11)
    advice: StageAdvice | None = column("Stage advice", width=13)
    relationship_coverage: Points | None = column("Relationship coverage")
    threads: int | None = column("Threads")
    undated: int | None = column("Undated")
    single_threaded: bool | None = column("Single-threaded")
    missing_roles: AnyText | None = column("Missing roles", width=26)
    access: AnyText | None = column("Access levels", width=26)
    model: RelationshipModel | None = column("Relationship model", width=14)
    recommended_tier: Tier | None = column("Recommended tier", width=20)
    tier_fit: AnyText | None = column("Tier fit", width=14)
    health: Points | None = column("Health")
    computed_health: Points | None = column("Computed health")
    colour: Colour | None = column("Colour", width=10)
    health_state: ScoreState | None = column("State", width=13)
    commercial: Points | None = column("Commercial")
    relationship: Points | None = column("Relationship")
    voice: Points | None = column("Customer voice")
    delivery: Points | None = column("Delivery")
    plan_execution: Points | None = column("Plan execution")
    capped_by: AnyText | None = column("Capped by", width=30)
    revenue_12m: SignedMoney | None = column("Revenue 12 months")
    growth: Ratio | None = column("Growth")
    revenue_share: Ratio | None = column("Revenue share")
    contribution: SignedMoney | None = column("Contribution margin")
    share_of_wallet: Ratio | None = column("Share of wallet")
    revenue_at_risk: SignedMoney | None = column("Revenue at risk")
    volume_band: AnyText | None = column("Volume band", width=10)
    plan_completeness: Fraction | None = column("Plan completeness")
    self_scored: bool | None = column("Self-scored strength")
    selection: Placing | None = column("Selection", width=15)
    open_findings: int | None = column("Open findings")


@sheet("Score lines", key=("account_id", "criterion_id"), group=Group.WRITTEN, owner=Owner.KAMREPORT)
class ScoreLineRow:
    """One row per account and criterion: the sum behind each score."""

    origin: RowRef
    account_id: AnyText = column("Account ID", width=12)
    axis: Axis = column("Axis", width=15)
    criterion_id: AnyText = column("Criterion ID", width=12)
    raw: object | None = column("Raw value")
    score: Points | None = column("Score")
    weight: float = column("Weight")
    effective_weight: Fraction | None = column("Effective weight")
    contribution: Points | None = column("Contribution")
    points_left: Points | None = column("Points left")
    outcome: Outcome = column("Outcome", width=15)
    policy: WhenMissing | None = column("Policy used", width=12)
    reason: AnyText | None = column("Reason", width=48)
    source_cells: AnyText | None = column("Source cells", width=34)


@sheet("Sensitivity", key=("account_id", "axis", "criterion_id"), group=Group.WRITTEN, owner=Owner.KAMREPORT)
class SensitivityRow:
    """One row per account and criterion: which weight would change the picture."""

    origin: RowRef
    account_id: AnyText = column("Account ID", width=12)
    axis: Axis = column("Axis", width=15)
    criterion_id: AnyText = column("Criterion ID", width=12)
    effective_weight: Fraction = column("Effective weight")
    crossing_effective_weight: Fraction | None = column("Crossing effective weight")
    crossing_weight_share: Fraction | None = column("Crossing weight share")
    score_minus: Points | None = column("Score at −range")
    score_plus: Points | None = column("Score at +range")
    flips: bool | None = column("Flips within range")


@sheet("Selection", key="account_id", group=Group.WRITTEN, owner=Owner.KAMREPORT)
class SelectionRow:
    """One row per account: what the choice of key accounts made of it, and why."""

    origin: RowRef
    rank: int | None = column("Rank")
    account_id: AnyText = column("Account ID", width=12)
    priority: Points | None = column("Priority")
    cut_score: Points | None = column("Cut score")
    outcome: Placing = column("Outcome", width=15)
    decided_by: AnyText | None = column("Decided by", width=26)
    reason: AnyText | None = column("Reason", width=60)
    ties_with: AnyText | None = column("Ties with", width=20)


@sheet("Portfolio", key="measure", group=Group.WRITTEN, owner=Owner.KAMREPORT)
class PortfolioRow:
    """One row per measure of the portfolio as a whole."""

    origin: RowRef
    measure: AnyText = column("Measure", width=36)
    value: object | None = column("Value", width=16)
    unit: AnyText | None = column("Unit", width=12)
    counted: int | None = column("Accounts counted")
    left_out: int | None = column("Accounts left out")
    note: AnyText | None = column("Note", width=70)


@sheet("Programme results", key="item_id", group=Group.WRITTEN, owner=Owner.KAMREPORT)
class ProgrammeRow:
    """One row per figure, outcome and measure of the programme: what is claimed beside what the data say."""

    origin: RowRef
    item_id: AnyText = column("ID", width=16)
    claimed: object | None = column("Claimed", width=14)
    measured: object | None = column("Measured", width=14)
    old_value: object | None = column("Old value")
    new_value: object | None = column("New value")
    agreement: AnyText | None = column("Agreement", width=18)
    score: object | None = column("Score")
    coverage: Fraction | None = column("Coverage")
    note: AnyText | None = column("Note", width=70)


@sheet("Movements", key=("account_id", "subject"), group=Group.WRITTEN, owner=Owner.KAMREPORT)
class MovementRow:
    """One row per account and subject that moved since the previous review."""

    origin: RowRef
    account_id: AnyText = column("Account ID", width=12)
    subject: AnyText = column("Subject", width=22)
    before: object | None = column("Before", width=16)
    after: object | None = column("After", width=16)
    change: Change | None = column("Change")
    data_effect: Change | None = column("Data effect")
    definition_effect: Change | None = column("Definition effect")
    coverage_effect: Change | None = column("Coverage effect")
    weight_effect: Change | None = column("Weight effect")
    main_cause: AnyText | None = column("Main cause", width=24)
    roster_only: bool | None = column("Roster only")


@sheet("Findings", group=Group.WRITTEN, owner=Owner.KAMREPORT)
class FindingRow:
    """One row per finding, with a link to its cell."""

    origin: RowRef
    severity: AnyText = column("Severity", width=10)
    code: AnyText = column("Code", width=8)
    name: AnyText = column("Name", width=24)
    sheet: AnyText = column("Sheet", width=16)
    cell: AnyText | None = column("Cell", width=9)
    account_id: AnyText | None = column("Account ID", width=12)
    account_name: AnyText | None = column("Account name", width=26)
    message: AnyText = column("Message", width=70)
    hint: AnyText = column("Next step", width=60)
    see_also: AnyText | None = column("See also", width=40)


@sheet("Runs", group=Group.WRITTEN, owner=Owner.KAMREPORT, appended=True)
class Run:
    """One row per review: what was read and what was found."""

    origin: RowRef
    review_id: AnyText = column("Review ID", width=20)
    time: dt.datetime = column("Time")
    user: AnyText | None = column("User", width=16)
    version: AnyText = column("Version", width=10)
    as_of: dt.date = column("As-of")
    input_fingerprint: AnyText = column("Input fingerprint", width=20)
    model_fingerprint: AnyText = column("Model fingerprint", width=20)
    written_fingerprint: AnyText | None = column("Written fingerprint", width=20)
    errors: int = column("Errors")
    warnings: int = column("Warnings")
    notes: int = column("Notes")


@sheet("Score history", key=("review_id", "account_id"), group=Group.WRITTEN, owner=Owner.KAMREPORT, appended=True)
class ScoreHistory:
    """One row per review and account: what movement is measured against."""

    origin: RowRef
    review_id: AnyText = column("Review ID", width=20)
    period_end: dt.date = column("Period end")
    period_label: AnyText | None = column("Period label", width=12)
    account_id: AnyText = column("Account ID", width=12)
    is_key: bool | None = column("Key account")
    a_score: Points | None = column("Attractiveness")
    r_score: Points | None = column("Strength")
    a_coverage: Fraction | None = column("Attractiveness coverage")
    r_coverage: Fraction | None = column("Strength coverage")
    quadrant: Quadrant | None = column("Quadrant", width=13)
    stage: RelationshipStage | None = column("Stage", width=16)
    stage_index: Points | None = column("Stage index")
    tier: Tier | None = column("Tier", width=20)
    health: Points | None = column("Health")
    commercial: Points | None = column("Commercial")
    relationship: Points | None = column("Relationship")
    voice: Points | None = column("Customer voice")
    delivery: Points | None = column("Delivery")
    plan_execution: Points | None = column("Plan execution")
    health_coverage: Fraction | None = column("Health coverage")
    revenue_12m: SignedMoney | None = column("Revenue 12 months")
    share_of_wallet: Ratio | None = column("Share of wallet")
    sla_attainment: Ratio | None = column("SLA attainment")
    relationship_coverage: Points | None = column("Relationship coverage")
    priority: Points | None = column("Priority")
    rank: int | None = column("Rank")
    selection: Placing | None = column("Selection", width=15)
    below_band: bool | None = column("Below band")
    yearly: bool | None = column("Yearly run")
    left: AnyText | None = column("Stakeholders left", width=22)
    input_fingerprint: AnyText | None = column("Input fingerprint", width=20)
    model_fingerprint: AnyText | None = column("Model fingerprint", width=20)


@sheet(
    "History lines",
    key=("review_id", "account_id", "axis", "criterion_id"),
    group=Group.WRITTEN,
    owner=Owner.KAMREPORT,
    appended=True,
)
class HistoryLine:
    """One row per review, account and criterion: what makes movement explainable."""

    origin: RowRef
    review_id: AnyText = column("Review ID", width=20)
    account_id: AnyText | None = column("Account ID", width=12)
    axis: AnyText = column("Axis", width=15)
    criterion_id: AnyText = column("Criterion ID", width=12)
    raw: object | None = column("Raw value")
    score: Points | None = column("Score")
    weight: float | None = column("Weight")
    outcome: Outcome = column("Outcome", width=15)
    definition: AnyText | None = column("Definition fingerprint", width=20)


PROGRAMME_AXIS = "Programme"
"""What stands in the column Axis of History lines about the programme; they have no account (KAM.md §13.1)."""

HEALTH_COMPONENTS = {
    schema_of(ScoreHistory).column(field).title: field
    for field in ("commercial", "relationship", "voice", "delivery", "plan_execution")
}
"""Fields that hold the five health components in Results and Score history, by the component's shipped name."""
_COMPONENTS = {name.casefold(): name for name in HEALTH_COMPONENTS}


def component_named(typed: str) -> str:
    """The shipped name of a health component typed in any case; a name of the team's own as it was typed."""
    return _COMPONENTS.get(typed.casefold(), typed)


WRITTEN: tuple[type, ...] = (
    Result,
    ScoreLineRow,
    SensitivityRow,
    SelectionRow,
    PortfolioRow,
    ProgrammeRow,
    MovementRow,
    FindingRow,
    Run,
    ScoreHistory,
    HistoryLine,
)
"""Every sheet kamreport writes, in the order of the workbook's tabs."""
