"""A radar: a few figures of 0–100 around a centre, each axis with its name and its figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Anchor, Drawing, number
from kamreport.rendering.charts.lettering import wrapped
from kamreport.rendering.charts.palette import ACCENT, ACCENT_PALE, LINE, PAPER, QUIET, TEXT

_RINGS = (25, 50, 75, 100)
_NAME_ROOM = 92.0
_HEAD = 48.0
_LINES, _ROOMY = 2, 6
_SIDE = 0.3  # an axis that points further than this to one side has its name beside it


@dataclass(frozen=True, slots=True)
class Spoke:
    """One axis: its name, its value 0–100 (None is not known) and the value in words."""

    name: str
    value: float | None
    label: str


def radar(chart_id: str, *, title: str, spokes: Sequence[Spoke], width: float = 318, height: float = 280) -> Markup:
    """Spokes clockwise from the top. An axis that is not known has no point, and the outline leaves it out."""
    sheet = Drawing(chart_id, title, width, height)
    x, y, radius = width / 2, height / 2, height / 2 - _HEAD
    turns = [2 * math.pi * at / len(spokes) - math.pi / 2 for at in range(len(spokes))]
    for ring in _RINGS:
        corners = [
            (x + math.cos(turn) * radius * ring / 100, y + math.sin(turn) * radius * ring / 100) for turn in turns
        ]
        sheet.polyline([*corners, corners[0]], stroke=LINE if ring < _RINGS[-1] else QUIET, width=0.6)
    for turn in turns:
        sheet.line(x, y, x + math.cos(turn) * radius, y + math.sin(turn) * radius)
    points = [
        (x + math.cos(turn) * radius * spoke.value / 100, y + math.sin(turn) * radius * spoke.value / 100)
        for turn, spoke in zip(turns, spokes, strict=True)
        if spoke.value is not None
    ]
    if points:
        outline = "M" + "L".join(f"{number(px)} {number(py)}" for px, py in points) + "Z"
        sheet.path(outline, fill=ACCENT_PALE if len(points) > 2 else "none", stroke=ACCENT, width=1.6, join="round")  # noqa: PLR2004 - two points enclose nothing
    for px, py in points:
        sheet.circle(px, py, 3.2, fill=ACCENT, stroke=PAPER, width=0.8)
    lines = _LINES if len(spokes) <= _ROOMY else 1
    for turn, spoke in zip(turns, spokes, strict=True):
        _name(sheet, spoke, turn, (x, y, radius), lines)
    return sheet.finish("; ".join(f"{spoke.name}: {spoke.label}" for spoke in spokes) + ".")


def _name(sheet: Drawing, spoke: Spoke, turn: float, room: tuple[float, float, float], most: int) -> None:
    x, y, radius = room
    side = math.cos(turn)
    anchor: Anchor = "middle" if abs(side) < _SIDE else "start" if side > 0 else "end"
    at = x + side * (radius + 9)
    beside = sheet.width - at if anchor == "start" else at if anchor == "end" else _NAME_ROOM
    lines = wrapped(spoke.name, SIZE, min(_NAME_ROOM, beside), most)
    high = 11.0 * (len(lines) + 1)
    top = y + math.sin(turn) * (radius + 9)
    top += 8 if math.sin(turn) > 1 - _SIDE else -high + 10 if math.sin(turn) < _SIDE - 1 else 10 - high / 2
    for position, line in enumerate(lines):
        sheet.text(at, top + 11 * position, line, fill=TEXT, anchor=anchor)
    sheet.text(at, top + 11 * len(lines), spoke.label, anchor=anchor, bold=True)
