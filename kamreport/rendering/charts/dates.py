"""Pictures along the calendar: plan bars by quarter, and a timeline of events."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import text_width
from kamreport.rendering.charts.palette import ACCENT, BAD, FAINT, GOOD, INK, LINE, PAPER, QUIET, TEXT
from kamreport.rendering.charts.scales import Scale
from kamreport.rendering.language import say

_MONTHS = 12
_FLAG = 4.0
"""How far a moment's name stands from its line, like a flag from its pole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A planned thing: from ``start`` (or only a due date) to ``due``."""

    name: str
    due: dt.date
    start: dt.date | None = None
    done: bool = False
    late: bool = False
    label: str = ""


def plan_bars(chart_id: str, *, title: str, rows: Sequence[Planned], as_of: dt.date, width: float = 660) -> Markup:
    """Bars and due marks over quarters, with a line at the as-of date. Done is filled, open is outlined."""
    row_height, head = 19.0, 18.0
    height = head + row_height * len(rows) + 2
    sheet = Drawing(chart_id, title, width, height)
    first, last = _span([row.start or row.due for row in rows], [row.due for row in rows], as_of)
    longest = max((text_width(row.label, SIZE) for row in rows), default=0)
    names = min(max((text_width(row.name, SIZE) for row in rows), default=0) + 12, width * 0.48)
    scale = Scale(first.toordinal(), last.toordinal(), names, width - longest - 12)
    _quarters(sheet, first, last, scale, (head, height))
    _now(sheet, as_of, scale, (head - 5, height))
    for position, row in enumerate(rows):
        y = head + row_height * (position + 0.5)
        sheet.name(y + 3, row.name, names - 10)
        _planned(sheet, row, scale, y)
        sheet.text(width, y + 3, row.label, fill=BAD if row.late else TEXT, anchor="end")
    spoken = (
        say("{name}: due {date}, {state}", name=row.name, date=row.due.isoformat(), state=row.label)
        if row.label
        else say("{name}: due {date}", name=row.name, date=row.due.isoformat())
        for row in rows
    )
    return sheet.finish(say("As of {date}. {spoken}.", date=as_of.isoformat(), spoken="; ".join(spoken)))


def _planned(sheet: Drawing, row: Planned, scale: Scale, y: float) -> None:
    colour = BAD if row.late else GOOD if row.done else ACCENT
    end = scale.at(row.due.toordinal())
    if row.start is not None and row.start < row.due:
        start = scale.at(row.start.toordinal())
        sheet.rect(start, y - 4, end - start, 8, fill=colour if row.done else FAINT, stroke=colour)
    sheet.path(
        f"M{end:.2f} {y - 5:.2f}l5 5l-5 5l-5 -5Z", fill=colour if row.done or row.late else PAPER,
        stroke=colour, width=1.4,
    )  # fmt: skip


def _span(starts: Sequence[dt.date], ends: Sequence[dt.date], as_of: dt.date) -> tuple[dt.date, dt.date]:
    first = min([*starts, as_of])
    last = max([*ends, as_of])
    quarter = dt.date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    return quarter, _next_quarter(last)


def _next_quarter(day: dt.date) -> dt.date:
    month = 3 * ((day.month - 1) // 3) + 4
    return dt.date(day.year + (month > _MONTHS), (month - 1) % _MONTHS + 1, 1)


def _quarters(sheet: Drawing, first: dt.date, last: dt.date, scale: Scale, room: tuple[float, float]) -> None:
    starts = [first]
    while starts[-1] < last:
        starts.append(_next_quarter(starts[-1]))
    apart = (scale.end - scale.start) / max(len(starts) - 1, 1)
    wanted = (text_width("2000 Q0", SIZE) + 6) / apart
    every = next((step for step in (1, 2, 4) if step >= wanted), 4 * math.ceil(wanted / 4))
    for position, day in enumerate(starts):
        x = scale.at(day.toordinal())
        sheet.line(x, room[0] - 4, x, room[1])
        if position % every == 0 and day < last:
            name = f"{day.year} Q{(day.month + 2) // 3}"
            if x + 3 + text_width(name, SIZE) < scale.end:
                sheet.text(x + 3, room[0] - 7, name, fill=TEXT)


def _now(sheet: Drawing, as_of: dt.date, scale: Scale, room: tuple[float, float]) -> None:
    x = scale.at(as_of.toordinal())
    sheet.line(x, room[0], x, room[1], stroke=INK, width=1, dash="3 2")


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated thing on a timeline."""

    name: str
    day: dt.date
    label: str
    ahead: bool = False


def timeline(chart_id: str, *, title: str, moments: Sequence[Moment], as_of: dt.date, width: float = 660) -> Markup:
    """Moments on one line of time; names take turns above it so that none covers another."""
    moments = sorted(moments, key=lambda moment: (moment.day, moment.name))
    days = [moment.day.toordinal() for moment in moments] + [as_of.toordinal()]
    widest = max((text_width(f"{m.name} {m.label}", SIZE) for m in moments), default=0)
    scale = Scale(min(days), max(days), 8, width - min(widest, width * 0.48) - _FLAG - 2)
    rows = _rows([(scale.at(m.day.toordinal()), f"{m.name} {m.label}") for m in moments])
    deep = max(rows, default=0) + 1
    axis = deep * 15.0 + 10
    sheet = Drawing(chart_id, title, width, axis + 20)
    sheet.line(0, axis, width, axis, stroke=QUIET, width=1.2)
    now = scale.at(as_of.toordinal())
    sheet.line(now, axis - 5, now, axis + 5, stroke=INK, width=1.4)
    sheet.text(min(max(now, 16), width - 16), axis + 16, say("as of"), fill=TEXT, anchor="middle")
    for moment, row in zip(moments, rows, strict=True):
        at = scale.at(moment.day.toordinal())
        y = axis - 10 - row * 15
        sheet.line(at, y - 7, at, axis, stroke=LINE)
        sheet.circle(at, axis, 3.4, fill=PAPER if moment.ahead else ACCENT, stroke=ACCENT, width=1.4)
        sheet.text(at + _FLAG, y, f"{moment.name} {moment.label}")
    spoken = "; ".join(f"{moment.name}: {moment.label}" for moment in moments)
    return sheet.finish(say("As of {date}. {spoken}.", date=as_of.isoformat(), spoken=spoken))


def _rows(places: Sequence[tuple[float, str]]) -> list[int]:
    """A row for each label, from the right: each stands above all whose lines would cross it."""
    below: list[tuple[float, int]] = []
    for x, text in reversed(places):
        right = x + _FLAG + text_width(text, SIZE) + 4
        below.append((x, max((row + 1 for other, row in below if other <= right), default=0)))
    return [row for _, row in reversed(below)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One account's dates on the calendar of renewals."""

    name: str
    marks: tuple[tuple[dt.date, str], ...]
    """Dates with the word for each: notice, renewal."""
    ends: dt.date | None = None
    """The renewal date, whose dot is filled."""
    label: str


def calendar(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    tracks: Sequence[Track],
    as_of: dt.date,
    until: dt.date,
    width: float = 660,
) -> Markup:
    """A row an account from ``as_of`` to ``until``: the notice date open, the renewal date filled."""
    row_height, head = 20.0, 18.0
    height = head + row_height * len(tracks) + 2
    sheet = Drawing(chart_id, title, width, height)
    names = min(max((text_width(track.name, SIZE) for track in tracks), default=0) + 12, width * 0.3)
    longest = max((text_width(track.label, SIZE) for track in tracks), default=0)
    scale = Scale(as_of.toordinal(), until.toordinal(), names + 6, width - longest - 14)
    _quarters(sheet, _next_quarter(as_of), until, scale, (head, height))
    sheet.line(scale.start, head - 4, scale.start, height, stroke=INK, width=1, dash="3 2")
    for position, track in enumerate(tracks):
        y = head + row_height * (position + 0.5)
        sheet.name(y + 3, track.name, names - 8)
        sheet.line(scale.start, y, scale.end, y, stroke=FAINT, width=5)
        inside = [(day, word) for day, word in track.marks if as_of <= day <= until]
        places = [scale.at(day.toordinal()) for day, _ in inside]
        if len(places) > 1:
            sheet.line(places[0], y, places[-1], y, stroke=ACCENT, width=1.2)
        for x, (day, _) in zip(places, inside, strict=True):
            filled = day == track.ends
            sheet.circle(x, y, 4.2, fill=ACCENT if filled else PAPER, stroke=ACCENT, width=1.4)
        sheet.text(width, y + 3, track.label, fill=TEXT, anchor="end")
    return sheet.finish("; ".join(f"{track.name}: {track.label}" for track in tracks) + ".")
