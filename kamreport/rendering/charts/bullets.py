"""Bullets: a value against what was promised, and how far things came from before to now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import shortened, text_width
from kamreport.rendering.charts.palette import ACCENT, BAD, FAINT, INK, LINE, PAPER, QUIET, TEXT
from kamreport.rendering.charts.scales import Scale
from kamreport.rendering.language import say

_ROW = 23.0
_HEADROOM = 1.12
"""How much longer the scale is than the longest thing on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullet:
    """A value against its target, on a scale of its own."""

    name: str
    value: float | None
    """None draws the target alone."""
    target: float | None
    label: str
    missed: bool = False


def bullets(chart_id: str, *, title: str, rows: Sequence[Bullet], width: float = 660) -> Markup:
    """A row each: the bar is the value, the upright stroke the target; every row has its own scale from 0."""
    sheet = Drawing(chart_id, title, width, _ROW * len(rows) + 2)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 12, width * 0.42)
    longest = max((text_width(row.label, SIZE) for row in rows), default=0)
    end = max(width - longest - 12, names + 60)
    for position, row in enumerate(rows):
        y = position * _ROW + 6
        sheet.name(y + 9, row.name, names - 10)
        known = [value for value in (row.value, row.target, 0.0) if value is not None]
        scale = Scale(min(known) * _HEADROOM, max(known) * _HEADROOM or 1.0, names, end)
        sheet.rect(names, y, end - names, 11, fill=FAINT)
        if row.value is not None:
            start, stop = sorted((scale.at(0), scale.at(row.value)))
            sheet.rect(start, y + 2, stop - start, 7, fill=BAD if row.missed else ACCENT)
        if row.target is not None:
            sheet.line(scale.at(row.target), y - 2, scale.at(row.target), y + 13, stroke=INK, width=1.8)
        sheet.text(end + 8, y + 9, row.label, fill=BAD if row.missed else INK)
    return sheet.finish("; ".join(f"{row.name}: {row.label}" for row in rows) + ".")


def progress_strip(  # noqa: PLR0913 - two shares and their words
    chart_id: str, *, title: str, done: float | None, gone: float | None, words: str, width: float = 120
) -> Markup:
    """A share done as a bar and the share of time gone as a stroke, to stand in a table's cell."""
    sheet = Drawing(chart_id, title, width, 14)
    scale = Scale(0, 1, 2, width - 2)
    sheet.rect(2, 4, width - 4, 7, fill=FAINT)
    if done is not None:
        sheet.rect(2, 4, scale.at(done) - 2, 7, fill=ACCENT)
    if gone is not None:
        sheet.line(scale.at(gone), 1, scale.at(gone), 14, stroke=INK, width=1.5)
    return sheet.finish(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure before and now, on a scale of its own; None is not known."""

    name: str
    before: float | None
    now: float | None
    before_label: str
    now_label: str
    note: str
    """What stands at the end of the row."""


def dumbbells(chart_id: str, *, title: str, rows: Sequence[Change], width: float = 660) -> Markup:
    """A row each: an open dot before, a filled dot now, a line between; every row has its own scale from 0."""
    head, row_height = 16.0, 25.0
    sheet = Drawing(chart_id, title, width, head + row_height * len(rows) + 2)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 12, width * 0.36)
    notes = min(max((text_width(row.note, SIZE) for row in rows), default=0), width * 0.2)
    drawn = [_fitted(row, width * 0.14) for row in rows]
    labels = [label for row in drawn for label in (row.before_label, row.now_label)]
    margin = max((text_width(label, SIZE, bold=True) for label in labels), default=0) + 10
    start, end = names + margin, max(width - notes - margin - 12, names + margin + 60)
    _legend(sheet, start)
    for position, row in enumerate(drawn):
        y = head + row_height * (position + 0.5)
        sheet.name(y + 3.4, row.name, names - 10)
        sheet.line(start, y, end, y, stroke=LINE)
        known = [value for value in (row.before, row.now) if value is not None]
        scale = Scale(min([*known, 0.0]), max([*known, 0.0]) or 1.0, start, end)
        _change(sheet, row, scale, y)
        sheet.text(width, y + 3.4, shortened(row.note, SIZE, notes + 1), fill=TEXT, anchor="end")
    spoken = (
        say("{name}: before {before}, now {now}", name=row.name, before=row.before_label, now=row.now_label)
        + (f", {row.note}" if row.note else "")
        for row in rows
    )
    return sheet.finish("; ".join(spoken) + ".")


def _fitted(row: Change, room: float) -> Change:
    """The row with figures whose units are no longer than there is room for."""
    before, now = (shortened(label, SIZE, room, bold=True) for label in (row.before_label, row.now_label))
    return replace(row, before_label=before, now_label=now)


def _legend(sheet: Drawing, x: float) -> None:
    sheet.circle(x + 4, 7, 3.6, fill=PAPER, stroke=QUIET, width=1.4)
    before = say("before")
    now = x + max(56, 12 + text_width(before, SIZE) + 14)
    sheet.text(x + 12, 10, before, fill=TEXT)
    sheet.circle(now, 7, 4, fill=ACCENT)
    sheet.text(now + 8, 10, say("now"), fill=TEXT)


def _change(sheet: Drawing, row: Change, scale: Scale, y: float) -> None:
    before = None if row.before is None else scale.at(row.before)
    now = None if row.now is None else scale.at(row.now)
    if before is not None and now is not None:
        sheet.line(before, y, now, y, stroke=ACCENT, width=2.2)
    rightwards = before is None or now is None or now >= before
    for x, label, is_now in ((before, row.before_label, False), (now, row.now_label, True)):
        if x is None:
            continue
        if is_now:
            sheet.circle(x, y, 4.6, fill=ACCENT)
        else:
            sheet.circle(x, y, 4, fill=PAPER, stroke=QUIET, width=1.4)
        right = is_now == rightwards
        if not right:
            wide = text_width(label, SIZE, bold=is_now) + 4
            sheet.rect(x - 7 - wide, y - 5, wide, 10, fill=PAPER)
        sheet.text(x + (9 if right else -9), y + 3.2, label, anchor="start" if right else "end",
                   bold=is_now)  # fmt: skip
