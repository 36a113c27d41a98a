"""What managers wrote: wins, risks, lessons, asks and decisions for the first page, commentary for a section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from kamreport.model import Remark as Written
from kamreport.model.lists import NarrativeKind, NarrativePack
from kamreport.rendering.views.pieces import Remark, Section, Unfilled

P = TypeVar("P", Section, Unfilled)

_MOST = 3
_SIGNS = {NarrativeKind.WIN: "good", NarrativeKind.RISK: "bad"}


def written(rows: Iterable[Written], pack: NarrativePack, *kinds: NarrativeKind) -> list[Remark]:
    """Remarks of these kinds, at most three of each, in the order the sheet gives them."""
    own = [row for row in rows if row.pack is pack]
    remarks: list[Remark] = []
    for kind in kinds:
        of_kind = sorted((row for row in own if row.kind is kind), key=_order)
        remarks += [_remark(row) for row in of_kind[:_MOST]]
    return remarks


def commented(parts: Iterable[P], rows: Iterable[Written], pack: NarrativePack) -> tuple[P, ...]:
    """Sections, each with what managers remark on it; ``rows`` are those of the pack's account, or all."""
    said: dict[str, list[Written]] = {}
    for row in rows:
        if row.pack is pack and row.kind is NarrativeKind.COMMENTARY and row.section:
            said.setdefault(row.section.upper(), []).append(row)
    return tuple(
        replace(part, commentary=tuple(_remark(row) for row in sorted(said[part.code], key=_order)))
        if part.code in said
        else part
        for part in parts
    )


def _remark(row: Written) -> Remark:
    return Remark(text=row.text, kind=_SIGNS.get(row.kind, ""), evidence=(row.origin.cell("text"),))


def _order(row: Written) -> tuple[bool, int, int]:
    return (row.order is None, row.order or 0, row.origin.row)
