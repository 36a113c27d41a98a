"""Slope lines: figures of 0–100 over reviews, each line named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import text_width
from kamreport.rendering.charts.palette import LINE, PAPER, SERIES, TEXT
from kamreport.rendering.charts.scales import Scale

_APART = 12.0


@dataclass(frozen=True, slots=True)
class Slope:
    """One figure over all reviews, None where it was not known, and what stands at its end."""

    name: str
    values: tuple[float | None, ...]
    label: str


def slopes(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    reviews: Sequence[str],
    rows: Sequence[Slope],
    width: float = 660,
    height: float = 230,
) -> Markup:
    """Lines from review to review on 0–100; a gap where a figure was not known."""
    sheet = Drawing(chart_id, title, width, height)
    longest = max((text_width(_end(row), SIZE) for row in rows), default=0)
    across = Scale(0, max(len(reviews) - 1, 1), 34, width - longest - 18)
    up = Scale(0, 100, height - 22, 12)
    for value in (0, 25, 50, 75, 100):
        sheet.line(across.start, up.at(value), across.end, up.at(value), stroke=LINE)
        sheet.text(across.start - 6, up.at(value) + 3, str(value), fill=TEXT, anchor="end")
    for at, name in enumerate(reviews):
        sheet.text(across.at(at), height - 6, name, fill=TEXT, anchor="middle")
    ends = []
    for index, row in enumerate(rows):
        colour = SERIES[index % len(SERIES)]
        points = [(across.at(at), up.at(value)) for at, value in enumerate(row.values) if value is not None]
        if len(points) > 1:
            sheet.polyline(points, stroke=colour, width=1.8)
        for x, y in points:
            sheet.circle(x, y, 3.2, fill=colour, stroke=PAPER, width=0.8)
        if points:
            ends.append((points[-1][1], row, colour))
    _names(sheet, ends, across.end + 8, (12.0, height - 22))
    spoken = (f"{row.name}: {row.label}" for row in rows)
    return sheet.finish("; ".join(spoken) + ".")


def _end(row: Slope) -> str:
    return f"{row.name} {row.label}"


def _names(sheet: Drawing, ends: list[tuple[float, Slope, str]], x: float, room: tuple[float, float]) -> None:
    """Names at the ends of their lines, from the top, pushed apart where they would meet."""
    ends.sort(key=lambda end: (end[0], end[1].name))
    below = room[1] - _APART * (len(ends) - 1)
    at = room[0] - _APART
    for y, row, colour in ends:
        at = max(at + _APART, min(y, below))
        below += _APART
        sheet.text(x, at + 3.4, _end(row), fill=colour if colour != LINE else TEXT)
