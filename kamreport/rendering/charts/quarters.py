"""The course of an amount over periods: revenue against target as lines, contribution margin as bars below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import text_width, wrapped
from kamreport.rendering.charts.palette import ACCENT, BAD, INK, LINE, PAPER, QUIET, TEXT
from kamreport.rendering.charts.scales import Scale, Tick, bounds, round_ticks
from kamreport.rendering.language import say

_LEFT, _RIGHT, _TOP, _GAP, _FOOT = 44.0, 78.0, 10.0, 26.0, 18.0
_APART = 11.0
_FLAT = 0.55  # above this share of the highest amount, a line from 0 would only look flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period; an amount that is not known is None and leaves a gap."""

    name: str
    revenue: float | None
    target: float | None = None
    margin: float | None = None
    margin_label: str = ""
    words: str = ""


def course(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    periods: Sequence[Period],
    tick: Tick,
    width: float = 660,
    height: float = 250,
) -> Markup:
    """Lines of revenue and target, and bars of contribution margin where any is known."""
    sheet = Drawing(chart_id, title, width, height)
    with_margin = any(period.margin is not None for period in periods)
    lower = height * 0.3 if with_margin else 0.0
    upper_end = height - _FOOT - (lower + _GAP if with_margin else 0)
    places = _places(len(periods), width)
    _lines(sheet, periods, places, (_TOP, upper_end), tick)
    if with_margin:
        _bars(sheet, periods, places, (upper_end + _GAP, height - _FOOT))
    for place, period in zip(places, periods, strict=True):
        sheet.text(place, height - 4, period.name, fill=TEXT, anchor="middle")
    return sheet.finish("; ".join(f"{period.name}: {period.words}" for period in periods) + ".")


def _places(count: int, width: float) -> list[float]:
    step = (width - _LEFT - _RIGHT) / max(count, 1)
    return [_LEFT + step * (position + 0.5) for position in range(count)]


def _lines(
    sheet: Drawing, periods: Sequence[Period], places: list[float], room: tuple[float, float], tick: Tick
) -> None:
    amounts = [p.revenue for p in periods] + [p.target for p in periods]
    low, high = bounds(amounts, zero=False)
    ticks = round_ticks(low if low > high * _FLAT else min(low, 0.0), high)
    scale = Scale(ticks[0], ticks[-1], room[1], room[0])
    for value in ticks:
        y = scale.at(value)
        sheet.line(_LEFT, y, sheet.width - _RIGHT, y, stroke=LINE if value else QUIET)
        sheet.text(_LEFT - 6, y + 3, tick(value), fill=TEXT, anchor="end")
    last: list[tuple[float, str, str]] = []
    for name, colour, values in (
        (say("Target"), QUIET, [p.target for p in periods]),
        (say("Revenue"), ACCENT, [p.revenue for p in periods]),
    ):
        is_revenue = colour == ACCENT
        known = [(x, scale.at(v)) for x, v in zip(places, values, strict=True) if v is not None]
        for run in _runs(places, values, scale):
            dash = None if is_revenue else "4 3"
            if len(run) > 1:
                sheet.polyline(run, stroke=colour, width=1.4 if dash else 2.2, dash=dash)
            for x, y in run if is_revenue else ():
                sheet.circle(x, y, 2.6, fill=colour, stroke=PAPER, width=0.8)
        if known:
            last.append((known[-1][1], name, colour))
    _end_names(sheet, last, places[-1] if places else _LEFT, room[1] + 3)


def _runs(places: list[float], values: Sequence[float | None], scale: Scale) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(places, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, scale.at(value)))
    return [run for run in runs if run]


def _end_names(sheet: Drawing, last: list[tuple[float, str, str]], x: float, floor: float) -> None:
    for place, (_, name, colour) in zip(_apart([y + 3 for y, *_ in last], floor), last, strict=True):
        is_revenue = colour == ACCENT
        sheet.text(x + 9, place, name, bold=is_revenue, fill=colour if is_revenue else TEXT)


def _apart(places: list[float], floor: float) -> list[float]:
    """The same places, moved so that names do not touch and none sinks below the floor."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, now in pairwise(order):
        moved[now] = max(moved[now], moved[before] + _APART)
    lowest = floor
    for now in reversed(order):
        moved[now] = min(moved[now], lowest)
        lowest = moved[now] - _APART
    return moved


def _bars(sheet: Drawing, periods: Sequence[Period], places: list[float], room: tuple[float, float]) -> None:
    low, high = bounds([period.margin for period in periods])
    scale = Scale(low, high, room[1] - (10 if low < 0 else 0), room[0] + 10)
    zero = scale.at(0)
    wide = min((places[1] - places[0]) * 0.46 if len(places) > 1 else 40, 40)
    sheet.line(_LEFT, zero, sheet.width - _RIGHT, zero, stroke=QUIET)
    for x, period in zip(places, periods, strict=True):
        if period.margin is None:
            sheet.text(x, zero - 3, say("not known"), fill=TEXT, anchor="middle")
            continue
        y = scale.at(period.margin)
        sheet.rect(x - wide / 2, min(y, zero), wide, abs(zero - y), fill=INK if period.margin >= 0 else BAD)
        label = y - 3 if period.margin >= 0 else y + 9
        sheet.text(x, label, period.margin_label, anchor="middle")
    margin = wrapped(say("Contribution margin"), SIZE, _RIGHT - 8, 2)
    sheet.text((places[-1] if places else 0) + wide / 2 + 8, zero - 12, margin[0], fill=INK)
    sheet.text((places[-1] if places else 0) + wide / 2 + 8, zero - 1, margin[1] if len(margin) > 1 else "", fill=INK)


def sparkline(chart_id: str, *, title: str, values: Sequence[float | None], words: str, width: float = 84) -> Markup:
    """A word-sized line; gaps where a value is not known, a dot at the last one."""
    sheet = Drawing(chart_id, title, width, 18)
    low, high = bounds(values, zero=False)
    scale = Scale(low, high, 15, 3)
    step = (width - 8) / max(len(values) - 1, 1)
    places = [4 + step * position for position in range(len(values))]
    runs = _runs(places, values, scale)
    for run in runs:
        if len(run) > 1:
            sheet.polyline(run, stroke=ACCENT, width=1.3)
    if runs:
        sheet.circle(*runs[-1][-1], 2.2, fill=ACCENT)
    return sheet.finish(words)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A line of index values with its name; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    label: str


def indexed_lines(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    names: Sequence[str],
    lines: Sequence[Indexed],
    tick: Tick,
    words: str,
    width: float = 400,
    height: float = 200,
) -> Markup:
    """Several courses on one index scale, named at their ends; the first line is the accent."""
    sheet = Drawing(chart_id, title, width, height)
    right = max(96.0, *(text_width(f"{line.name} {line.label}", SIZE, bold=True) + 12 for line in lines))
    step = (width - _LEFT - right) / max(len(names) - 1, 1)
    places = [_LEFT + step * position for position in range(len(names))]
    ends = bounds([value for line in lines for value in line.values], zero=False)
    ticks = round_ticks(*ends)
    scale = Scale(ticks[0], ticks[-1], height - _FOOT - 6, _TOP)
    for value in ticks:
        sheet.line(_LEFT, scale.at(value), width - right, scale.at(value))
        sheet.text(_LEFT - 6, scale.at(value) + 3, tick(value), fill=TEXT, anchor="end")
    last: list[tuple[float, str, str, bool]] = []
    for position, line in enumerate(lines):
        colour = ACCENT if position == 0 else INK if position == 1 else QUIET
        runs = _runs(places, line.values, scale)
        for run in runs:
            sheet.polyline(run, stroke=colour, width=2.2 if position == 0 else 1.4)
        if runs:
            last.append((runs[-1][-1][1], f"{line.name} {line.label}".strip(), colour, position == 0))
    spots = _apart([y + 3 for y, *_ in last], height - _FOOT - 3)
    for spot, (_, name, colour, first) in zip(spots, last, strict=True):
        sheet.text(width - right + 6, spot, name, fill=colour, bold=first)
    for x, name in zip(places, names, strict=True):
        sheet.text(x, height - 4, name, fill=TEXT, anchor="middle")
    return sheet.finish(words)
