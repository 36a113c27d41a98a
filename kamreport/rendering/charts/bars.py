"""Bars: ranked, stacked, side by side, against a limit; a Pareto curve; the coverage bar."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import text_width, wrapped
from kamreport.rendering.charts.palette import (
    ACCENT,
    ACCENT_MID,
    BAD,
    FAINT,
    INK,
    LINE,
    PAPER,
    QUIET,
    SERIES,
    SIGNAL,
    TEXT,
)
from kamreport.rendering.charts.scales import Scale
from kamreport.rendering.language import say

_ROW, _BAR = 21.0, 11.0
_NAMES, _NAMES_IN_NARROW, _NARROW = 0.36, 0.44, 400.0
"""The share of a picture that names may take at most; more where the picture is narrow."""
_SLANT, _SLANTED, _LEADING = math.radians(38), 94.0, 10.4
"""Names below columns: how far they lean, the room of a line, from line to line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row: parts laid end to end, an optional limit, and the label at the end."""

    name: str
    parts: tuple[float, ...]
    label: str
    limit: float | None = None
    marked: bool = False


def stacked(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    bars: Sequence[Bar],
    series: Sequence[str] = (),
    colours: Sequence[str] = SERIES,
    width: float = 660,
) -> Markup:
    """Rows of stacked bars on one scale; ``series`` names the parts and is written above when given."""
    head = 18.0 if series else 0.0
    height = head + _ROW * len(bars) + 2
    sheet = Drawing(chart_id, title, width, height)
    names = min(
        max((text_width(bar.name, SIZE) for bar in bars), default=0) + 10,
        width * (_NAMES if width > _NARROW else _NAMES_IN_NARROW),
    )
    longest = max((text_width(bar.label, SIZE) for bar in bars), default=0)
    most = max((max(sum(bar.parts), bar.limit or 0) for bar in bars), default=1) or 1
    scale = Scale(0, most, names, max(width - longest - 12, names + 40))
    _series_names(sheet, series, colours, names)
    for position, bar in enumerate(bars):
        y = head + position * _ROW + (_ROW - _BAR) / 2
        sheet.name(y + 9, bar.name, names - 8, bold=bar.marked)
        at = 0.0
        for index, part in enumerate(bar.parts):
            colour = SIGNAL if bar.marked else colours[index % len(colours)]
            sheet.rect(scale.at(at), y, scale.at(at + part) - scale.at(at), _BAR, fill=colour)
            at += part
        if bar.limit is not None:
            x = scale.at(bar.limit)
            sheet.line(x, y - 3, x, y + _BAR + 3, stroke=INK, width=1.6)
        end = max(scale.at(at), scale.at(bar.limit or 0))
        sheet.text(end + 6, y + 9, bar.label)
    return sheet.finish("; ".join(f"{bar.name}: {bar.label}" for bar in bars) + ".")


def _series_names(sheet: Drawing, series: Sequence[str], colours: Sequence[str], x: float) -> None:
    for index, name in enumerate(series):
        sheet.rect(x, 3, 8, 8, fill=colours[index % len(colours)])
        sheet.text(x + 12, 10.5, name, fill=TEXT)
        x += 12 + text_width(name, SIZE) + 16


@dataclass(frozen=True, slots=True)
class Pair:
    """Two amounts of one thing, as fractions or money; None is not known."""

    name: str
    values: tuple[float | None, float | None]
    labels: tuple[str, str]


def pairs(chart_id: str, *, title: str, rows: Sequence[Pair], series: tuple[str, str], width: float = 660) -> Markup:
    """Two bars a row on one scale, the first solid, the second lighter; labels at the ends."""
    head, row_height, bar = 18.0, 32.0, 10.0
    height = head + row_height * len(rows)
    sheet = Drawing(chart_id, title, width, height)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 10, width * 0.36)
    longest = max((text_width(label, SIZE) for row in rows for label in row.labels), default=0)
    most = max((value or 0 for row in rows for value in row.values), default=1) or 1
    scale = Scale(0, most, names, max(width - longest - 10, names + 40))
    colours = (ACCENT, ACCENT_MID)
    x = names
    for name, colour in zip(series, colours, strict=True):
        sheet.rect(x, 3, 8, 8, fill=colour)
        sheet.text(x + 12, 10.5, name, fill=TEXT)
        x += 12 + text_width(name, SIZE) + 16
    for position, row in enumerate(rows):
        top = head + position * row_height + 4
        sheet.name(top + bar + 3.5, row.name, names - 8)
        for index, (value, label) in enumerate(zip(row.values, row.labels, strict=True)):
            y = top + index * (bar + 2)
            end = scale.at(value) if value is not None else names
            sheet.rect(names, y, end - names, bar, fill=colours[index])
            sheet.text(end + 5, y + 8.5, label, fill=INK if value is not None else TEXT)
    spoken = (f"{r.name}: {series[0]} {r.labels[0]}, {series[1]} {r.labels[1]}" for r in rows)
    return sheet.finish("; ".join(spoken) + ".")


@dataclass(frozen=True, slots=True)
class Share:
    """A named share (a fraction) with its label; ``note`` marks it."""

    name: str
    share: float
    label: str
    marked: bool = False


def pareto(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    shares: Sequence[Share],
    lines: Sequence[tuple[float, str]] = (),
    words: str = "",
    width: float = 660,
    height: float = 246,
) -> Markup:
    """Columns from the largest share down with the running total above; ``lines`` are marks on the scale."""
    left, right, top, foot = 44.0, 56.0, 12.0, 80.0
    sheet = Drawing(chart_id, title, width, height)
    scale = Scale(0, 1, height - foot, top)
    for number in (0, 25, 50, 75, 100):
        value, text = number / 100, say("{number}%", number=str(number))
        sheet.line(left, scale.at(value), width - right, scale.at(value), stroke=LINE if value else QUIET)
        sheet.text(left - 6, scale.at(value) + 3, text, fill=TEXT, anchor="end")
    for value, text in lines:
        sheet.line(left, scale.at(value), width - right, scale.at(value), stroke=BAD, width=0.8, dash="4 3")
        sheet.text(width - right + 5, scale.at(value) + 3, text, fill=BAD)
    step = (width - left - right) / max(len(shares), 1)
    total, points = 0.0, []
    for position, share in enumerate(shares):
        x = left + step * (position + 0.5)
        y = scale.at(share.share)
        wide = min(step * 0.62, 44)
        sheet.rect(x - wide / 2, y, wide, scale.at(0) - y, fill=SIGNAL if share.marked else ACCENT)
        if step >= text_width(share.label, SIZE) + 6:
            _label_bar(sheet, x, y, scale.at(0) - y, share.label)
        total += share.share
        points.append((x, scale.at(total)))
        room = min(_SLANTED, x / math.cos(_SLANT))
        for line, words_of in enumerate(wrapped(share.name, SIZE, room, 2)):
            across, down = _LEADING * line * math.sin(_SLANT), _LEADING * line * math.cos(_SLANT)
            sheet.text(x + 3 + across, scale.at(0) + 12 + down, words_of, fill=TEXT, anchor="end",
                       turn=-math.degrees(_SLANT))  # fmt: skip
    if points:
        sheet.polyline(points, stroke=INK, width=1.5)
        for x, y in points:
            sheet.circle(x, y, 2.2, fill=INK, stroke=PAPER, width=0.7)
    return sheet.finish(words or "; ".join(f"{share.name} {share.label}" for share in shares) + ".")


def _label_bar(sheet: Drawing, x: float, y: float, tall: float, label: str) -> None:
    """Inside a tall bar, else above it on paper of its own, so that no line runs through it."""
    inside = tall > _ROW
    if not inside:
        wide = text_width(label, SIZE) + 4
        sheet.rect(x - wide / 2, y - 12, wide, 11, fill=PAPER)
    sheet.text(x, y + 11 if inside else y - 3.5, label, anchor="middle",
               fill=PAPER if inside else INK)  # fmt: skip


def coverage_bar(  # noqa: PLR0913 - the bar, its marks and its words
    chart_id: str,
    *,
    title: str,
    known: float,
    marks: Sequence[tuple[float, str]] = (),
    label: str,
    width: float = 300,
) -> Markup:
    """How much of something is known: ``known`` is a fraction, ``marks`` are limits with their names."""
    sheet = Drawing(chart_id, title, width, 30 if marks else 14)
    end = width - text_width(label, SIZE, bold=True) - 8
    scale = Scale(0, 1, 0, end)
    sheet.rect(0, 2, end, 9, fill=FAINT)
    sheet.rect(0, 2, scale.at(known), 9, fill=ACCENT)
    sheet.text(end + 6, 10, label, bold=True)
    previous = -1e9
    for value, text in sorted(marks):
        x = scale.at(value)
        sheet.line(x, 0, x, 14, stroke=INK, width=1)
        start = min(max(x - text_width(text, SIZE) / 2, previous + 6), width - text_width(text, SIZE))
        sheet.text(start, 24, text, fill=TEXT)
        previous = start + text_width(text, SIZE)
    return sheet.finish(f"{label}. " + "; ".join(text for _, text in sorted(marks)))
