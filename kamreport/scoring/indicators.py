"""The six indicators of the stage and the three caps on what they say (KAM.md §6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import INDICATOR_MEANINGS, INDICATORS, StageEvidence
from kamreport.model.lists import RelationshipStage
from kamreport.results import Indicator, StageCap
from kamreport.schema import schema_of

DEEPEST = 4
"""The highest value of an indicator."""
HARD_TO_LEAVE = 3
"""The value of I3 from which leaving is hard."""
_NAMED = tuple((field, *schema_of(StageEvidence).column(field).title.split(" ", 1)) for field in INDICATORS)
"""Each indicator's field, its code and its name."""
Cells = tuple[CellRef, ...]


class _Rule(NamedTuple):
    """One cap: the stage it leaves possible, when it holds, and the indicators it looks at."""

    limit: RelationshipStage
    condition: str
    looks_at: tuple[int, ...]


_RULES = (
    _Rule(RelationshipStage.TACTICAL, "one person per side (I2 is 1)", (1,)),
    _Rule(RelationshipStage.COOPERATIVE, "leaving is not hard yet (I3 is below 3)", (2,)),
    _Rule(RelationshipStage.INTERDEPENDENT, "Strategic needs 4 on I3 and I4", (2, 3)),
)


def read_indicators(row: StageEvidence) -> tuple[Indicator, ...]:
    """The indicators of an account, I1 to I6, with what their values mean."""
    return tuple([_indicator(row, field, code, name) for field, code, name in _NAMED])


def read_caps(plain: RelationshipStage, indicators: Sequence[int | None], cells: Cells) -> tuple[StageCap, ...]:
    """The caps in their order on a stage read from the total; ``cells`` are those of the indicators, or none."""
    _, interaction, exit_, planning, *_ = indicators
    held = (
        interaction == 1,
        exit_ is not None and exit_ < HARD_TO_LEAVE,
        not exit_ == planning == DEEPEST,
    )
    caps, stage = [], plain
    for rule, holds in zip(_RULES, held, strict=True):
        lowers = holds and stage.rank > rule.limit.rank
        stage = rule.limit if lowers else stage
        seen = tuple([cells[at] for at in rule.looks_at]) if cells else ()
        caps.append(StageCap(rule.limit, rule.condition, holds, lowers, seen))
    return tuple(caps)


def _indicator(row: StageEvidence, field: str, code: str, name: str) -> Indicator:
    value: int | None = getattr(row, field)
    says = "" if value is None else INDICATOR_MEANINGS[field][value - 1]
    return Indicator(code, name, value, says, row.origin.cell(field))
