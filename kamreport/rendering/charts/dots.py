"""Scores as dots with the bars of their bounds, row by row, so that a long ranking breaks across pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import text_width
from kamreport.rendering.charts.palette import ACCENT, ACCENT_PALE, FAINT, INK, LINE, PAPER, QUIET, SIGNAL, TEXT
from kamreport.rendering.charts.scales import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One score 0–100 with its bounds."""

    name: str
    value: float
    label: str
    low: float | None = None
    high: float | None = None
    solid: bool = True
    """An open dot for what is provisional or outside the programme."""
    marked: bool = False


def dots(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    rows: Sequence[Dot],
    cut: tuple[float, str] | None = None,
    band: float = 0.0,
    width: float = 660,
) -> Markup:
    """Rows of dots on 0–100, each with its low–high bar; ``cut`` is a line with its name, ``band`` its width."""
    row_height, foot = 19.0, 18.0
    head = 16.0 if cut else 2.0
    height = head + row_height * len(rows) + foot
    sheet = Drawing(chart_id, title, width, height)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 12, width * 0.36)
    longest = max((text_width(row.label, SIZE) for row in rows), default=0)
    scale = Scale(0, 100, names, width - longest - 14)
    if cut and band > 0:
        x = scale.at(cut[0] - band)
        sheet.rect(x, head, scale.at(cut[0] + band) - x, height - foot - head, fill=ACCENT_PALE)
    for value in (0, 25, 50, 75, 100):
        sheet.line(scale.at(value), head, scale.at(value), height - foot)
        sheet.text(scale.at(value), height - 4, str(value), fill=TEXT, anchor="middle")
    if cut:
        sheet.line(scale.at(cut[0]), head - 3, scale.at(cut[0]), height - foot, stroke=INK, width=1, dash="3 2")
        sheet.text(scale.at(cut[0]), 9, cut[1], anchor="middle")
    for position, row in enumerate(rows):
        y = head + row_height * (position + 0.5)
        sheet.name(y + 3.4, row.name, names - 8, bold=row.marked)
        _dot(sheet, row, scale, y)
        sheet.text(width - longest - 4, y + 3.4, row.label)
    return sheet.finish("; ".join(f"{row.name}: {row.label}" for row in rows) + ".")


def strip(chart_id: str, *, title: str, dot: Dot, width: float = 190) -> Markup:
    """One row of ``dots`` to stand in a table's cell: 0 at the left end, 100 at the right, 50 marked."""
    sheet = Drawing(chart_id, title, width, 14)
    scale = Scale(0, 100, 6, width - 6)
    sheet.line(6, 7, width - 6, 7, stroke=FAINT, width=5, cap="round")
    for value in (25, 50, 75):
        sheet.line(scale.at(value), 3, scale.at(value), 11, stroke=LINE)
    _dot(sheet, dot, scale, 7)
    return sheet.finish(f"{dot.name}: {dot.label}")


def _dot(sheet: Drawing, row: Dot, scale: Scale, y: float) -> None:
    colour = SIGNAL if row.marked else ACCENT
    if row.low is not None and row.high is not None and row.high > row.low:
        sheet.line(scale.at(row.low), y, scale.at(row.high), y, stroke=QUIET, width=3, cap="butt")
    if row.solid:
        sheet.circle(scale.at(row.value), y, 4, fill=colour, stroke=PAPER, width=0.8)
    else:
        sheet.circle(scale.at(row.value), y, 3.6, fill=PAPER, stroke=colour, width=1.4)


@dataclass(frozen=True, slots=True)
class Reach:
    """A rank with the best and worst it can become."""

    name: str
    rank: int
    best: int
    worst: int
    label: str


def rank_ranges(chart_id: str, *, title: str, rows: Sequence[Reach], width: float = 400) -> Markup:
    """Each account's rank as a dot on the bar from its best to its worst rank; 1 stands at the left."""
    row_height, foot = 18.0, 17.0
    height = row_height * len(rows) + foot
    sheet = Drawing(chart_id, title, width, height)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 12, width * 0.4)
    last = max((row.worst for row in rows), default=1)
    longest = max((text_width(row.label, SIZE) for row in rows), default=0)
    scale = Scale(1, max(last, 2), names + 6, width - longest - 16)
    for value in sorted({1, max(last // 2, 1), last}):
        sheet.line(scale.at(value), 0, scale.at(value), height - foot)
        sheet.text(scale.at(value), height - 3, str(value), fill=TEXT, anchor="middle")
    for position, row in enumerate(rows):
        y = row_height * (position + 0.5)
        sheet.name(y + 3.2, row.name, names - 8)
        sheet.line(scale.at(row.best), y, scale.at(row.worst), y, stroke=QUIET, width=3)
        sheet.circle(scale.at(row.rank), y, 3.6, fill=ACCENT, stroke=PAPER, width=0.8)
        sheet.text(width - longest - 4, y + 3.2, row.label, fill=TEXT)
    return sheet.finish("; ".join(f"{row.name}: {row.label}" for row in rows) + ".")
