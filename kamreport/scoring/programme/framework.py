"""The framework: six elements scored item by item (KAM.md §12.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kamreport.model import FrameworkItem
from kamreport.results import ElementReading, Index, Measured, ProgrammeFigure
from kamreport.schema.kinds import NotApplicable
from kamreport.scoring.evidence import cells_of
from kamreport.scoring.programme.answers import mean

FULL = 25.0
"""Points of an element for each point of its items' mean: 4 is 100."""
_FILL = "Fill Framework scores."
_LETTERS = re.compile(r"[^\W\d_]+")


class ScoredItem(NamedTuple):
    """A framework item with its score, 0 to 4."""

    item: FrameworkItem
    score: int


def scored_items(items: Sequence[FrameworkItem]) -> list[ScoredItem]:
    """The items that count and have a score."""
    return [
        ScoredItem(item, item.score)
        for item in items
        if item.weight > 0 and item.score is not None and not isinstance(item.score, NotApplicable)
    ]


def elements(items: Sequence[FrameworkItem]) -> tuple[ElementReading, ...]:
    """Every element in the order of the sheet, with all its items."""
    by_name: dict[str, list[FrameworkItem]] = {}
    for item in items:
        by_name.setdefault(item.element.strip(), []).append(item)
    return tuple(ElementReading(figure=_element(name, of), items=tuple(of)) for name, of in by_name.items())


def _element(name: str, items: Sequence[FrameworkItem]) -> ProgrammeFigure:
    asked = [item for item in items if item.weight > 0 and not isinstance(item.score, NotApplicable)]
    given = scored_items(items)
    weight, whole = sum(one.item.weight for one in given), sum(item.weight for item in asked)
    points = sum(one.item.weight * one.score for one in given)
    told = f"{len(given)} of {len(asked)} items scored"
    cells = cells_of([one.item for one in given], "score") + cells_of(asked, "weight")
    return ProgrammeFigure(
        code=_code(items[0].item_id),
        title=name,
        measured=Measured.known(FULL * points / weight, told, cells) if weight > 0 else Measured.missing(_FILL),
        coverage=weight / whole if whole > 0 else None,
        answered=len(given),
    )


def _code(item_id: str) -> str:
    """The letters an element's items begin with, such as SP."""
    found = _LETTERS.match(item_id)
    return (found[0] if found else item_id).upper()


def framework(readings: Sequence[ElementReading]) -> ProgrammeFigure:
    """The mean of the elements with a score, each counting once; coverage is the share of such elements' items."""
    known = [one.figure for one in readings if one.figure.value is not None]
    value = mean([one.value for one in known if one.value is not None])
    shares = [one.figure.coverage for one in readings if one.figure.coverage is not None]
    told = f"mean of {len(known)} of {len(readings)} elements"
    cells = tuple(cell for one in known for cell in one.measured.evidence)
    return ProgrammeFigure(
        code=Index.FRAMEWORK,
        title="Framework",
        measured=Measured.missing(_FILL) if value is None else Measured.known(value, told, cells),
        coverage=mean(shares),
        answered=sum(one.answered for one in known),
    )
