"""The items that hold the programme back most (KAM.md §14.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from kamreport.model import ChecklistItem, FrameworkItem
from kamreport.results import WeakItem
from kamreport.scoring.programme.checklist import YES, after_launch, gate, is_favourable
from kamreport.scoring.programme.framework import scored_items

MOST = 5
_BEST = 4
"""An item at its best is never weak."""


def weakest(items: Sequence[ChecklistItem], framework: Sequence[FrameworkItem]) -> tuple[WeakItem, ...]:
    """Critical items not Yes, then the lowest framework scores, then unfavourable outcomes; five at most."""
    return tuple(islice(_in_order(items, framework), MOST))


def _in_order(items: Sequence[ChecklistItem], framework: Sequence[FrameworkItem]) -> Iterator[WeakItem]:
    for item in gate(items):
        if item.answer is not YES:
            said = "not answered" if item.answer is None else f"answered {item.answer}"
            yield _weak(item, f"critical for launch, {said}")
    for scored in sorted(scored_items(framework), key=lambda one: one.score):
        if scored.score < _BEST:
            cell = scored.item.origin.cell("score")
            yield WeakItem(
                item_id=scored.item.item_id, item=scored.item.item, why=f"scored {scored.score} of 4", evidence=(cell,)
            )
    for item in after_launch(items):
        if is_favourable(item) is False:
            yield _weak(item, f"answered {item.answer}, which is unfavourable")


def _weak(item: ChecklistItem, why: str) -> WeakItem:
    return WeakItem(
        item_id=item.item_id,
        item=item.item,
        why=why,
        evidence=tuple(item.origin.cell(field) for field in ("answer", "critical", "direction")),
    )
