"""What managers wrote for the first page: wins, risks, asks and decisions of the Narrative sheet."""

from __future__ import annotations

from collections.abc import Iterable

from kamreport.model import Remark as Written
from kamreport.model.lists import NarrativeKind, NarrativePack
from kamreport.rendering.views.pieces import Remark

_MOST = 3
_SIGNS = {NarrativeKind.WIN: "good", NarrativeKind.RISK: "bad"}


def written(rows: Iterable[Written], pack: NarrativePack, *kinds: NarrativeKind) -> list[Remark]:
    """Remarks of these kinds, at most three of each, in the order the sheet gives them."""
    own = [row for row in rows if row.pack is pack]
    remarks: list[Remark] = []
    for kind in kinds:
        of_kind = sorted((row for row in own if row.kind is kind), key=_order)
        remarks += [
            Remark(text=row.text, kind=_SIGNS.get(kind, ""), evidence=(row.origin.cell("text"),))
            for row in of_kind[:_MOST]
        ]
    return remarks


def _order(row: Written) -> tuple[bool, int, int]:
    return (row.order is None, row.order or 0, row.origin.row)
