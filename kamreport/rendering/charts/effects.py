"""Charts of what a score is made of: the waterfall of its change, and contributions with the points left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import shortened, text_width
from kamreport.rendering.charts.palette import ACCENT, BAD, FAINT, GOOD, INK, LINE, PAPER, QUIET, TEXT
from kamreport.rendering.charts.scales import Scale, bounds

_ROW = 21.0
_BAR = 11.0


@dataclass(frozen=True, slots=True)
class Step:
    """One cause of a change: its name, its signed size, and the size as text."""

    name: str
    change: float
    label: str


def waterfall(  # noqa: PLR0913 - the two ends and the way between them
    chart_id: str,
    *,
    title: str,
    start: tuple[str, float, str],
    steps: Sequence[Step],
    end: tuple[str, float, str],
    width: float = 660,
) -> Markup:
    """From one value to another, cause by cause. ``start`` and ``end`` are (name, value, label)."""
    height = _ROW * (len(steps) + 2) + 4
    sheet = Drawing(chart_id, title, width, height)
    levels = [start[1]]
    for step in steps:
        levels.append(levels[-1] + step.change)
    low, high = min(*levels, end[1]), max(*levels, end[1])
    room = max(high - low, 1.0)
    floor = 0.0 if low <= room else low - room * 0.6
    names = _name_room([start[0], *(step.name for step in steps), end[0]], width)
    scale = Scale(floor, high, names, width - 46)
    _end_row(sheet, 0, start, scale, QUIET)
    for position, step in enumerate(steps):
        _step_row(sheet, position + 1, step, (levels[position], levels[position + 1]), scale)
    _end_row(sheet, len(steps) + 1, end, scale, INK)
    if floor > 0:
        _broken_axis(sheet, names, height)
    spoken = "; ".join(f"{step.name} {step.label}" for step in steps)
    return sheet.finish(f"{start[0]} {start[2]}. {spoken}. {end[0]} {end[2]}.")


def _broken_axis(sheet: Drawing, left: float, height: float) -> None:
    """Show that the bars of the two ends do not begin at 0."""
    for y in (_ROW / 2, height - 4 - _ROW / 2):
        sheet.path(f"M{left + 7:.2f} {y - 8:.2f}l4 5l-4 5l4 5", stroke=PAPER, width=2.4)


def _end_row(sheet: Drawing, row: int, end: tuple[str, float, str], scale: Scale, fill: str) -> None:
    y = row * _ROW + (_ROW - _BAR) / 2
    sheet.text(0, y + 9, shortened(end[0], SIZE, scale.start - 8, bold=True), bold=True)
    sheet.rect(scale.start, y, scale.at(end[1]) - scale.start, _BAR, fill=fill)
    sheet.text(scale.at(end[1]) + 5, y + 9, end[2], bold=True)


def _step_row(sheet: Drawing, row: int, step: Step, ends: tuple[float, float], scale: Scale) -> None:
    y = row * _ROW + (_ROW - _BAR) / 2
    left, right = sorted((scale.at(ends[0]), scale.at(ends[1])))
    sheet.line(scale.at(ends[0]), y - (_ROW - _BAR), scale.at(ends[0]), y + _BAR, stroke=LINE)
    sheet.name(y + 9, step.name, scale.start - 8, fill=TEXT)
    colour = GOOD if step.change > 0 else BAD if step.change < 0 else QUIET
    sheet.rect(left, y, max(right - left, 1.0), _BAR, fill=colour)
    sheet.text(right + 5, y + 9, step.label, fill=colour if step.change else TEXT)


def _name_room(names: Sequence[str], width: float) -> float:
    """As much as the longest name needs, at most 45% of the picture."""
    return min(max((text_width(name, SIZE) for name in names), default=0) + 10, width * 0.45)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One criterion of a score."""

    name: str
    points: float | None
    """Contribution in points of the score; None when the criterion is not scored."""
    left: float | None
    """Points left; contribution and points left together are the criterion's effective weight × 100."""
    label: str
    """What is printed at the end of the bar, or in its place."""
    hatched: bool = False
    """Whether it is assumed, or the whole score provisional."""


def contributions(chart_id: str, *, title: str, parts: Sequence[Part], width: float = 660) -> Markup:
    """Bars of points earned (solid) and points left (outlined), one row a criterion, on one scale."""
    height = _ROW * len(parts) + 2
    sheet = Drawing(chart_id, title, width, height)
    names = _name_room([part.name for part in parts], width)
    longest = max((text_width(part.label, SIZE) for part in parts if part.points is not None), default=0)
    most = max(((part.points or 0) + (part.left or 0) for part in parts), default=1) or 1
    scale = Scale(0, most, names, max(width - longest - 8, names + 40))
    for row, part in enumerate(parts):
        y = row * _ROW + (_ROW - _BAR) / 2
        known = part.points is not None
        sheet.name(y + 9, part.name, names - 8, fill=INK if known else TEXT)
        if part.points is None:
            sheet.line(names, y + _BAR / 2, names + 10, y + _BAR / 2, stroke=QUIET, width=1)
            sheet.text(names + 14, y + 9, part.label, fill=TEXT)
            continue
        total = scale.at(part.points + (part.left or 0))
        sheet.rect(names, y, total - names, _BAR, fill=FAINT, stroke=LINE, stroke_width=0.6)
        fill = sheet.hatch(ACCENT) if part.hatched else ACCENT
        sheet.rect(names, y, scale.at(part.points) - names, _BAR, fill=fill)
        sheet.text(total + 5, y + 9, part.label)
    return sheet.finish("; ".join(f"{part.name}: {part.label}" for part in parts) + ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """A value against its target; the scale ends at ``most``."""

    name: str
    value: float | None
    target: float | None
    most: float
    label: str
    reached: bool | None = None


def bullets(chart_id: str, *, title: str, rows: Sequence[Bullet], width: float = 660) -> Markup:
    """Bars with a tick at the target. Whether it is reached stands in the label, not in colour alone."""
    height = _ROW * len(rows) + 2
    sheet = Drawing(chart_id, title, width, height)
    names = _name_room([row.name for row in rows], width)
    longest = max((text_width(row.label, SIZE) for row in rows), default=0)
    end = max(width - longest - 10, names + 40)
    for position, row in enumerate(rows):
        y = position * _ROW + (_ROW - _BAR) / 2
        scale = Scale(0, row.most or 1, names, end)
        sheet.name(y + 9, row.name, names - 8)
        sheet.rect(names, y, end - names, _BAR, fill=FAINT)
        if row.value is not None:
            fill = INK if row.reached is None else GOOD if row.reached else BAD
            sheet.rect(names, y + 2, scale.at(row.value) - names, _BAR - 4, fill=fill)
        if row.target is not None:
            x = scale.at(row.target)
            sheet.line(x, y - 2, x, y + _BAR + 2, stroke=INK, width=1.6)
        sheet.text(end + 6, y + 9, row.label)
    return sheet.finish("; ".join(f"{row.name}: {row.label}" for row in rows) + ".")


@dataclass(frozen=True, slots=True)
class Swing:
    """A signed amount with its label."""

    name: str
    value: float | None
    label: str


def swings(chart_id: str, *, title: str, rows: Sequence[Swing], width: float = 660) -> Markup:
    """Bars to the right and left of a common zero, one row each, with sign and label."""
    height = _ROW * len(rows) + 2
    sheet = Drawing(chart_id, title, width, height)
    names = _name_room([row.name for row in rows], width)
    side = max((text_width(row.label, SIZE) for row in rows), default=0) + 8
    low, high = bounds([row.value for row in rows])
    scale = Scale(low, high, names + (side if low < 0 else 0), width - side)
    zero = scale.at(0)
    sheet.line(zero, 0, zero, height, stroke=QUIET, width=0.8)
    for position, row in enumerate(rows):
        y = position * _ROW + (_ROW - _BAR) / 2
        sheet.name(y + 9, row.name, names - 8, fill=INK)
        if row.value is None:
            sheet.text(zero + 5, y + 9, row.label, fill=TEXT)
            continue
        end = scale.at(row.value)
        sheet.rect(min(zero, end), y, abs(end - zero), _BAR, fill=GOOD if row.value >= 0 else BAD)
        place = end + 5 if row.value >= 0 else end - 5
        sheet.text(place, y + 9, row.label, anchor="start" if row.value >= 0 else "end")
    return sheet.finish("; ".join(f"{row.name} {row.label}" for row in rows) + ".")
