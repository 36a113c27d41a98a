"""Small pictures of people: how content the customer is over time, and who plays which part for the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import wrapped
from kamreport.rendering.charts.palette import ACCENT, ACCENT_PALE, INK, LINE, PAPER, QUIET, TEXT
from kamreport.rendering.charts.scales import Scale
from kamreport.rendering.language import say


@dataclass(frozen=True, slots=True)
class Beat:
    """One point of a sparkline: when, how much, and the figure in words."""

    name: str
    value: float
    label: str


def sparkline(  # noqa: PLR0913 - a line, its scale and its measures
    chart_id: str,
    *,
    title: str,
    beats: Sequence[Beat],
    low: float,
    high: float,
    width: float = 310,
) -> Markup:
    """A line from the oldest to the newest value between ``low`` and ``high``, whose ends stand on the left."""
    top, foot, left, right = 14.0, 74.0, 22.0, 34.0
    sheet = Drawing(chart_id, title, width, foot + 18)
    scale = Scale(low, high, foot, top)
    for value in (low, (low + high) / 2, high):
        sheet.line(left, scale.at(value), width - right, scale.at(value), stroke=LINE)
        sheet.text(left - 6, scale.at(value) + 3, f"{value:g}", fill=TEXT, anchor="end")
    step = (width - left - right - 20) / max(len(beats) - 1, 1)
    points = [(left + 10 + step * position, scale.at(beat.value)) for position, beat in enumerate(beats)]
    if len(points) > 1:
        sheet.polyline(points, stroke=ACCENT, width=1.8)
    for x, y in points[:-1]:
        sheet.circle(x, y, 2.4, fill=PAPER, stroke=ACCENT, width=1.2)
    if points:
        x, y = points[-1]
        sheet.circle(x, y, 3.8, fill=ACCENT)
        sheet.text(x + 8, y + 3.4, beats[-1].label, bold=True)
        sheet.text(left + 4, foot + 14, beats[0].name, fill=TEXT)
    if len(points) > 1:
        sheet.text(width - right + 4, foot + 14, beats[-1].name, fill=TEXT, anchor="end")
    return sheet.finish("; ".join(f"{beat.name}: {beat.label}" for beat in beats) + ".")


@dataclass(frozen=True, slots=True)
class Part:
    """A part in the account team and who plays it; empty when nobody does."""

    name: str
    who: str


def role_strip(chart_id: str, *, title: str, rows: Sequence[tuple[str, Sequence[Part]]], width: float = 660) -> Markup:
    """A row of fields for each kind of part; a part nobody plays is an open field with a broken outline."""
    head, tall = 16.0, 44.0
    sheet = Drawing(chart_id, title, width, (head + tall + 8) * len(rows))
    for position, (kind, parts) in enumerate(rows):
        top = position * (head + tall + 8)
        sheet.text(0, top + 11, kind, fill=TEXT)
        wide = width / max(len(parts), 1)
        for index, part in enumerate(parts):
            _part(sheet, part, (index * wide, top + head), wide - 4, tall)
    nobody = say("nobody")
    spoken = (f"{part.name}: {part.who or nobody}" for _, parts in rows for part in parts)
    return sheet.finish("; ".join(spoken) + ".")


def _part(sheet: Drawing, part: Part, corner: tuple[float, float], wide: float, tall: float) -> None:
    x, y = corner
    if part.who:
        sheet.rect(x, y, wide, tall, fill=ACCENT_PALE)
    else:
        sheet.put("rect", x=x + 0.5, y=y + 0.5, width=wide - 1, height=tall - 1, fill=PAPER, stroke=QUIET,
                  stroke_width=0.9, stroke_dasharray="3 2.5")  # fmt: skip
    lines = wrapped(part.name, SIZE, wide - 12, 2)
    for row, line in enumerate(lines):
        sheet.text(x + 6, y + 12 + row * 10.5, line, fill=TEXT)
    who = wrapped(part.who or say("nobody yet"), SIZE, wide - 12, 1)
    sheet.text(x + 6, y + tall - 6, who[0], bold=bool(part.who), fill=INK if part.who else TEXT)
