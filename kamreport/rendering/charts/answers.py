"""Pictures of answers: claimed beside measured, bars to both sides of a middle, dots of a grade, a bullet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import text_width
from kamreport.rendering.charts.palette import ACCENT, BAD, FAINT, INK, LINE, PAPER, QUIET, SIGNAL, TEXT
from kamreport.rendering.charts.scales import Scale
from kamreport.rendering.language import say

_ROW = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedDots:
    """One statement: where it is claimed and where it is measured, −1 unfavourable to 1 favourable."""

    name: str
    claimed: float | None
    measured: float | None
    label: str
    apart: bool = False
    """Whether the two disagree."""


def paired_dots(
    chart_id: str, *, title: str, rows: Sequence[PairedDots], ends: tuple[str, str], width: float = 660
) -> Markup:
    """An open dot for the claim, a filled one for the data, joined where they differ; ``ends`` name the two sides."""
    head = 18.0
    sheet = Drawing(chart_id, title, width, head + _ROW * len(rows) + 2)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 14, width * 0.5)
    longest = max((text_width(row.label, SIZE) for row in rows), default=0)
    scale = Scale(-1, 1, names + 10, width - longest - 22)
    sheet.text(scale.at(-1) - 6, 9, ends[0], fill=TEXT)
    sheet.text(scale.at(1) + 6, 9, ends[1], fill=TEXT, anchor="end")
    for value in (-1.0, 0.0, 1.0):
        sheet.line(scale.at(value), head - 4, scale.at(value), head + _ROW * len(rows))
    for position, row in enumerate(rows):
        y = head + _ROW * (position + 0.5)
        colour = SIGNAL if row.apart else ACCENT
        sheet.name(y + 3.4, row.name, names - 8, bold=row.apart)
        if row.claimed is not None and row.measured is not None and row.claimed != row.measured:
            sheet.line(scale.at(row.claimed), y, scale.at(row.measured), y, stroke=colour, width=2)
        if row.measured is not None:
            sheet.circle(scale.at(row.measured), y, 4, fill=colour, stroke=PAPER, width=0.8)
        if row.claimed is not None:
            sheet.circle(
                scale.at(row.claimed), y, 6.2, fill="none" if row.measured == row.claimed else PAPER, stroke=colour,
                width=1.4,
            )  # fmt: skip
        sheet.text(width - longest - 4, y + 3.4, row.label)
    return sheet.finish("; ".join(f"{row.name}: {row.label}" for row in rows) + ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """One statement and how far people agree with it, −1 to 1; None is not answered."""

    name: str
    value: float | None
    label: str


def diverging(
    chart_id: str, *, title: str, rows: Sequence[Leaning], ends: tuple[str, str], width: float = 660
) -> Markup:
    """Bars to the right of the middle for agreement, to the left against it; the label says the answer."""
    head, bar = 18.0, 10.0
    sheet = Drawing(chart_id, title, width, head + _ROW * len(rows) + 2)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 14, width * 0.58)
    longest = max((text_width(row.label, SIZE) for row in rows), default=0)
    scale = Scale(-1, 1, names, width - longest - 12)
    sheet.text(scale.at(-1), 9, ends[0], fill=TEXT)
    sheet.text(scale.at(1), 9, ends[1], fill=TEXT, anchor="end")
    for position, row in enumerate(rows):
        y = head + _ROW * position + (_ROW - bar) / 2
        sheet.name(y + 8.6, row.name, names - 10)
        sheet.rect(scale.at(-1), y, scale.at(1) - scale.at(-1), bar, fill=FAINT)
        if row.value:
            start, end = sorted((scale.at(0), scale.at(row.value)))
            sheet.rect(start, y, end - start, bar, fill=ACCENT if row.value > 0 else BAD)
        elif row.value is not None:
            sheet.circle(scale.at(0), y + bar / 2, 3.4, fill=QUIET)
        sheet.text(width - longest - 4, y + 8.6, row.label, fill=INK if row.value is not None else TEXT)
    sheet.line(scale.at(0), head - 3, scale.at(0), head + _ROW * len(rows), stroke=INK, width=1)
    return sheet.finish("; ".join(f"{row.name}: {row.label}" for row in rows) + ".")


def pips(chart_id: str, *, title: str, score: int, most: int = 4) -> Markup:
    """A grade of 0 to ``most`` as so many filled dots, to stand in a table's cell."""
    sheet = Drawing(chart_id, title, 12.0 * most + 2, 12)
    for at in range(most):
        held = at < score
        sheet.circle(7 + 12 * at, 6, 4, fill=ACCENT if held else PAPER, stroke=ACCENT if held else LINE, width=1.2)
    return sheet.finish(say("{score} of {most}", score=str(score), most=str(most)))


def bullet(  # noqa: PLR0913 - three figures of one measure and what to call it
    chart_id: str,
    *,
    title: str,
    words: str,
    actual: float | None,
    target: float | None,
    measured: float | None,
    width: float = 150,
) -> Markup:
    """What was entered as a bar, what is computed as a dot, the target as a line: all on the measure's own scale."""
    sheet = Drawing(chart_id, title, width, 16)
    known = [value for value in (actual, target, measured, 0.0) if value is not None]
    low, high = min(known), max(known)
    scale = Scale(low, high if high > low else low + 1, 4, width - 6)
    sheet.rect(4, 4, width - 10, 8, fill=FAINT)
    if actual is not None:
        start, end = sorted((scale.at(0), scale.at(actual)))
        sheet.rect(start, 4, end - start, 8, fill=ACCENT)
    if target is not None:
        sheet.line(scale.at(target), 1, scale.at(target), 15, stroke=INK, width=1.8)
    if measured is not None:
        sheet.circle(scale.at(measured), 8, 3.6, fill=SIGNAL, stroke=PAPER, width=1)
    return sheet.finish(words)
