"""How deep the relationship is: inferred from evidence, declared by us, seen by the customer (KAM.md §6.1–6.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Account, Portfolio, Settings, StageEvidence
from kamreport.model.lists import Level, Potential, RelationshipModel, RelationshipStage, StageAdvice
from kamreport.records import later, quickly_made
from kamreport.results import Indicator, RelationshipReading, StageCap, StageReading
from kamreport.scoring.edges import reaches
from kamreport.scoring.evidence import cells_in
from kamreport.scoring.indicators import DEEPEST, read_caps, read_indicators

ENOUGH = 4
"""Indicators that must be known before a stage is inferred."""
HOW_MANY = 6
STARTS = (
    (22.5, RelationshipStage.STRATEGIC),
    (16.5, RelationshipStage.INTERDEPENDENT),
    (10.5, RelationshipStage.COOPERATIVE),
)
"""The total from which each stage starts; below all of them lies Tactical."""
ONE_OF_MANY, FAVOURED, MAIN_SUPPLIER = 0.10, 0.40, 0.60
"""Shares of wallet from which I1 is suggested as 2, 3 and 4."""
INTERACTION = {RelationshipModel.BOW_TIE: 1, RelationshipModel.ONE_ON_MANY: 2, RelationshipModel.DIAMOND: 3}
"""What a relationship model suggests for I2."""

_LOW, _MEDIUM, _HIGH = Potential.LOW, Potential.MEDIUM, Potential.HIGH
ADVICE = {
    RelationshipStage.TACTICAL: {
        _LOW: StageAdvice.STAY,
        _MEDIUM: StageAdvice.MOVE_UP,
        _HIGH: StageAdvice.MOVE_UP,
    },
    RelationshipStage.COOPERATIVE: {_LOW: StageAdvice.STAY, _MEDIUM: StageAdvice.STAY, _HIGH: StageAdvice.TUNE},
    RelationshipStage.INTERDEPENDENT: {
        _LOW: StageAdvice.REBALANCE,
        _MEDIUM: StageAdvice.REBALANCE,
        _HIGH: StageAdvice.CARRY_ON,
    },
    RelationshipStage.STRATEGIC: {
        _LOW: StageAdvice.RETHINK,
        _MEDIUM: StageAdvice.RETHINK,
        _HIGH: StageAdvice.IDEAL,
    },
}
"""Advice by stage and potential, after DemandFarm (KAM.md §6.2)."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Inference:
    """What the evidence says of the stage."""

    stage: RelationshipStage | None
    total: float | None
    index: float | None
    reason: str
    evidence: tuple[CellRef, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    caps: tuple[StageCap, ...] = ()


_NO_SHEET = Inference(None, None, None, "Fill the Stage evidence sheet.")
_NO_ROW = Inference(None, None, None, "Stage evidence has no row of this account.")


def infer_stage(
    indicators: Sequence[int | None], evidence: tuple[CellRef, ...] = (), said: tuple[Indicator, ...] = ()
) -> Inference:
    """The stage that six indicators (1–4, None unknown) speak for, with its total and index (KAM.md §6.1).

    ``evidence`` are their cells, ``said`` what they mean.
    """
    known = [value for value in indicators if value is not None]
    if len(known) < ENOUGH:
        return Inference(None, None, None, f"insufficient evidence: {len(known)} of 6 indicators known", evidence, said)
    mean = sum(known) / len(known)
    total = HOW_MANY * mean
    plain = next((stage for start, stage in STARTS if reaches(total, start)), RelationshipStage.TACTICAL)
    caps = read_caps(plain, indicators, evidence)
    held = next((cap for cap in caps if cap.lowers), None)
    why = _told(held, indicators) if held else ""
    index = 100 * (mean - 1) / (DEEPEST - 1)
    return Inference(held.limit if held else plain, total, index, why, evidence, said, caps)


def read_evidence(account: Account, portfolio: Portfolio) -> Inference:
    """What the Stage evidence sheet says of an account."""
    row = portfolio.find(StageEvidence, account.account_id)
    if row is None:
        return _NO_ROW if portfolio.rows(StageEvidence) else _NO_SHEET
    indicators = read_indicators(row)
    return infer_stage([one.value for one in indicators], tuple([one.cell for one in indicators]), indicators)


def suggest_position(share_of_wallet: float | None, *, largest_supplier: bool) -> int | None:
    """What the share of wallet suggests for I1; None when neither is known."""
    if share_of_wallet is not None and reaches(share_of_wallet, MAIN_SUPPLIER):
        return 4
    if largest_supplier or (share_of_wallet is not None and reaches(share_of_wallet, FAVOURED)):
        return 3
    if share_of_wallet is None:
        return None
    return 2 if reaches(share_of_wallet, ONE_OF_MANY) else 1


def suggest_interaction(relationship: RelationshipReading) -> int | None:
    """What the relationship model suggests for I2: 4 needs all four levels reached."""
    suggested = INTERACTION.get(relationship.model) if relationship.model else None
    return 4 if suggested == 3 and len(relationship.access) == len(Level) else suggested  # noqa: PLR2004 - a diamond


def read_stage(
    account: Account, inference: Inference, potential: Potential | None, suggested: tuple[int | None, int | None]
) -> StageReading:
    """The three views of the stage side by side, and the advice for the one that is used.

    ``suggested`` is what other sheets suggest for I1 and I2.
    """
    declared, view = account.declared_stage, account.customer_stage
    used = inference.stage or declared
    return StageReading(
        inferred=inference.stage,
        total=inference.total,
        index=inference.index,
        declared=declared,
        customer_view=view,
        stage_difference=stages_apart(declared, inference.stage),
        view_difference=stages_apart(declared, view),
        potential=potential,
        advice=ADVICE[used][potential] if used and potential else None,
        reason=inference.reason,
        evidence=later(_cells, account, inference),
        suggested_position=suggested[0],
        suggested_interaction=suggested[1],
        indicators=inference.indicators,
        caps=inference.caps,
    )


def _cells(account: Account, inference: Inference) -> tuple[CellRef, ...]:
    views = [field for field in ("declared_stage", "customer_stage") if getattr(account, field)]
    return (*inference.evidence, *cells_in(account, views))


def stages_apart(declared: RelationshipStage | None, other: RelationshipStage | None) -> int | None:
    """Declared minus another view, in stages."""
    return declared.rank - other.rank if declared and other else None


def read_potential(score: float | None, settings: Settings) -> Potential | None:
    """The score of the criterion that shows potential, in words."""
    if score is None:
        return None
    if reaches(score, settings.potential_high):
        return Potential.HIGH
    return Potential.MEDIUM if reaches(score, settings.potential_medium) else Potential.LOW


def _told(cap: StageCap, indicators: Sequence[int | None]) -> str:
    """Which cap holds the stage, and by which indicator."""
    if cap.limit is RelationshipStage.TACTICAL:
        return "held at Tactical: one person per side (I2)"
    if cap.limit is RelationshipStage.COOPERATIVE:
        return "held at Cooperative: leaving is not hard yet (I3)"
    short = "I3" if indicators[2] != DEEPEST else "I4"
    return f"held at Interdependent: Strategic needs 4 on I3 and I4 ({short})"
