"""Upright columns of an amount per period, with what several of them come to together below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import text_width
from kamreport.rendering.charts.palette import ACCENT, ACCENT_MID, INK, LINE, QUIET, TEXT
from kamreport.rendering.charts.scales import Scale, bounds

_HEAD, _FOOT, _BRACE = 16.0, 18.0, 24.0
_FILLED = 0.62
_BIG = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Upright:
    """One period with its amount, as number and in words."""

    name: str
    value: float
    label: str
    is_recent: bool = True
    """Recent columns are solid, earlier ones lighter."""


@dataclass(frozen=True, slots=True)
class Brace:
    """What the columns from ``first`` to ``last`` come to together."""

    first: int
    last: int
    label: str


def columns(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    uprights: Sequence[Upright],
    braces: Sequence[Brace] = (),
    width: float = 660,
    height: float = 205,
) -> Markup:
    """A column a period, its amount on top; the scale starts at 0."""
    sheet = Drawing(chart_id, title, width, height)
    floor = height - _FOOT - (_BRACE if braces else 0)
    low, high = bounds([one.value for one in uprights])
    scale = Scale(low, high or 1.0, floor, _HEAD)
    step = width / max(len(uprights), 1)
    size = _BIG if all(text_width(one.label, _BIG, bold=True) < step - 4 for one in uprights) else SIZE
    every = max(1, -(-len(uprights) * 44 // int(width)))
    for position, one in enumerate(uprights):
        middle = step * (position + 0.5)
        top, foot = sorted((scale.at(one.value), scale.at(0)))
        wide = min(step * _FILLED, 64)
        sheet.rect(middle - wide / 2, top, wide, foot - top, fill=ACCENT if one.is_recent else ACCENT_MID)
        if position % every == 0:
            sheet.text(middle, top - 5, one.label, size=size, anchor="middle", bold=one.is_recent)
            sheet.text(middle, floor + 13, one.name, fill=TEXT, anchor="middle")
    sheet.line(0, scale.at(0), width, scale.at(0), stroke=QUIET, width=0.8)
    for brace in braces:
        _brace(sheet, brace, step, height - _BRACE + 2)
    spoken = [f"{one.name}: {one.label}" for one in uprights] + [brace.label for brace in braces]
    return sheet.finish("; ".join(spoken) + ".")


def _brace(sheet: Drawing, brace: Brace, step: float, y: float) -> None:
    start, end = step * brace.first + step * 0.1, step * (brace.last + 1) - step * 0.1
    sheet.line(start, y, end, y, stroke=LINE, width=1.2)
    sheet.text((start + end) / 2, y + 14, brace.label, size=_BIG, fill=INK, anchor="middle")
