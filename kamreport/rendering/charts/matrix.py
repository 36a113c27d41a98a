"""The key account matrix: attractiveness to the right, strength upwards (KAM.md §5.6)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.model.lists import Quadrant
from kamreport.rendering.charts.drawing import SIZE, Drawing, label_box
from kamreport.rendering.charts.labels import Box, Mark, foot, place_labels
from kamreport.rendering.charts.lettering import shortened
from kamreport.rendering.charts.palette import (
    ACCENT,
    ACCENT_PALE,
    INK,
    LINE,
    PAPER,
    QUIET,
    SIGNAL,
    TEXT,
)
from kamreport.rendering.charts.scales import Scale
from kamreport.rendering.language import say, term

_EDGE = (34.0, 8.0, 8.0, 34.0)  # left, top, right, bottom
_HEAD = 9.0  # the length of an arrow's head and of the open dot it comes from
_SPOKEN = 40  # with more accounts than this, the words give counts instead of a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One account on the matrix; scores 0–100."""

    name: str
    a: float
    r: float
    a_bounds: tuple[float, float] | None = None
    r_bounds: tuple[float, float] | None = None
    weight: float | None = None
    """What the area shows, in any one unit; None draws the smallest circle with a broken line."""
    ring: float | None = None
    """A larger amount in the same unit as ``weight``, drawn as a ring around it."""
    quadrant: str = ""
    words: str = ""
    """The numbers as the reader should hear them."""
    provisional: bool = False
    marked: bool = False
    """This account: the only use of the signal colour."""
    before: tuple[float, float] | None = None
    """Where it stood at the previous review."""


def matrix(  # noqa: PLR0913 - the picture's data and its measures
    chart_id: str,
    *,
    title: str,
    bubbles: Sequence[Bubble],
    cuts: tuple[float, float],
    backdrop: Sequence[Bubble] = (),
    width: float = 660,
    height: float = 420,
    largest: float = 22,
    named: int = 40,
) -> Markup:
    """Draw the accounts on both axes. ``cuts`` is (attractiveness, strength); ``named`` limits the labels.

    Accounts of the ``backdrop`` are small grey dots without names.
    """
    sheet = Drawing(chart_id, title, width, height)
    left, top, right, bottom = _EDGE
    across = Scale(0, 100, left, width - right)
    up = Scale(0, 100, height - bottom, top)
    taken = _field(sheet, across, up, cuts)
    for other in backdrop:
        sheet.circle(across.at(other.a), up.at(other.r), 2.6, fill=QUIET, stroke=PAPER, width=0.6, opacity=0.7)
    sizes = _radii(bubbles, largest)
    order = sorted(range(len(bubbles)), key=lambda i: (bubbles[i].marked, -sizes[i], bubbles[i].name))
    for i in order:
        _bubble(sheet, bubbles[i], across, up, sizes[i])
    names = sorted(order, key=lambda i: (not bubbles[i].marked, -sizes[i], bubbles[i].name))
    marks = [
        Mark(across.at(b.a), up.at(b.r), _ring(b, sizes[i]) or sizes[i], shortened(b.name, SIZE, 140))
        for i in names
        for b in (bubbles[i],)
    ]
    area = (left + 2, top + 2, width - right - 2, height - bottom - 2)
    taken += [box for bubble in bubbles for box in _strokes(bubble, across, up)]
    x, y = across.at(cuts[0]), up.at(cuts[1])
    cross = [(x - 1, top, x + 1, height - bottom), (left, y - 1, width - right, y + 1)]
    marked = {mark.name for i, mark in zip(names, marks, strict=True) if bubbles[i].marked}
    for label in place_labels(
        marks, area=area, size=SIZE, taken=taken, unwritten=cross if len(bubbles) <= _SPOKEN else (), most=named
    ):
        if label.leader is not None:
            sheet.line(*foot(label), *label.leader, stroke=QUIET, width=0.5)
        own = label.mark.name in marked
        sheet.text(
            label.x, label.y, label.mark.name, anchor=label.anchor, bold=own,
            fill=SIGNAL if own else INK,
        )  # fmt: skip
    return sheet.finish(_words(bubbles, cuts))


def _field(sheet: Drawing, across: Scale, up: Scale, cuts: tuple[float, float]) -> list[Box]:
    x, y = across.at(cuts[0]), up.at(cuts[1])
    sheet.rect(x, up.end, across.end - x, y - up.end, fill=ACCENT_PALE)
    sheet.rect(across.start, up.end, across.end - across.start, up.start - up.end, fill="none", stroke=LINE)
    sheet.line(x, up.end, x, up.start, stroke=QUIET, width=0.7, dash="3 2.5")
    sheet.line(across.start, y, across.end, y, stroke=QUIET, width=0.7, dash="3 2.5")
    corners = (
        (across.start + 6, up.end + 13, "start", Quadrant.STATUS),
        (across.end - 6, up.end + 13, "end", Quadrant.STRATEGIC),
        (across.start + 6, up.start - 6, "start", Quadrant.STREAMLINE),
        (across.end - 6, up.start - 6, "end", Quadrant.STAR),
    )
    taken: list[Box] = []
    for cx, cy, anchor, quadrant in corners:
        word = term(quadrant).upper()
        side = "end" if anchor == "end" else "start"
        sheet.text(cx, cy, word, fill=QUIET, anchor="end" if side == "end" else "start", bold=True)
        box = label_box(cx, cy, word, SIZE, "end" if side == "end" else "start")
        taken.append((box[0], box[1], box[2], box[3]))
    for value in (0, 25, 50, 75, 100):
        sheet.text(across.at(value), up.start + 12, str(value), fill=TEXT, anchor="middle")
        sheet.text(across.start - 5, up.at(value) + 3, str(value), fill=TEXT, anchor="end")
    middle = (across.start + across.end) / 2
    to_the_right, upwards = (
        say("Account attractiveness, rising to the right →"),
        say("Relative business strength, rising upwards →"),
    )
    sheet.text(middle, up.start + 28, to_the_right, fill=TEXT, anchor="middle")
    sheet.text(9, (up.start + up.end) / 2, upwards, fill=TEXT, anchor="middle", turn=-90)
    return taken


def _strokes(bubble: Bubble, across: Scale, up: Scale) -> list[Box]:
    """The room that an account's bounds and its way from the last review take."""
    x, y = across.at(bubble.a), up.at(bubble.r)
    boxes: list[Box] = []
    if bubble.a_bounds and bubble.a_bounds[0] < bubble.a_bounds[1]:
        boxes.append((across.at(bubble.a_bounds[0]), y - 2, across.at(bubble.a_bounds[1]), y + 2))
    if bubble.r_bounds and bubble.r_bounds[0] < bubble.r_bounds[1]:
        boxes.append((x - 2, up.at(bubble.r_bounds[1]), x + 2, up.at(bubble.r_bounds[0])))
    if bubble.before is not None:
        start = (across.at(bubble.before[0]), up.at(bubble.before[1]))
        steps = max(int(math.dist(start, (x, y)) // 4), 1)
        places = [
            (start[0] + (x - start[0]) * step / steps, start[1] + (y - start[1]) * step / steps)
            for step in range(steps)
        ]
        boxes += [(px - 2, py - 2, px + 2, py + 2) for px, py in places]
    return boxes


def _radii(bubbles: Sequence[Bubble], largest: float) -> list[float]:
    most = max((max(b.weight or 0, b.ring or 0) for b in bubbles), default=0)
    crowd = min(1.0, math.sqrt(24 / max(len(bubbles), 1)))
    top = max(largest * crowd, 6.0)
    return [max(3.4, top * math.sqrt(max(b.weight or 0, 0) / most)) if most else 5.0 for b in bubbles]


def _ring(bubble: Bubble, radius: float) -> float:
    """The radius of the ring around a bubble of that radius; 0 where there is none."""
    larger = bubble.ring and bubble.weight and bubble.ring > bubble.weight > 0
    return radius * math.sqrt(bubble.ring / bubble.weight) if larger and bubble.ring and bubble.weight else 0.0


def _bubble(sheet: Drawing, bubble: Bubble, across: Scale, up: Scale, radius: float) -> None:
    x, y = across.at(bubble.a), up.at(bubble.r)
    colour = SIGNAL if bubble.marked else ACCENT
    if bubble.before is not None:
        _trail(sheet, (across.at(bubble.before[0]), up.at(bubble.before[1])), (x, y), radius, colour)
    if bubble.a_bounds and bubble.a_bounds[0] < bubble.a_bounds[1]:
        sheet.line(across.at(bubble.a_bounds[0]), y, across.at(bubble.a_bounds[1]), y, stroke=colour, width=1)
    if bubble.r_bounds and bubble.r_bounds[0] < bubble.r_bounds[1]:
        sheet.line(x, up.at(bubble.r_bounds[0]), x, up.at(bubble.r_bounds[1]), stroke=colour, width=1)
    if ring := _ring(bubble, radius):
        sheet.circle(x, y, ring, fill="none", stroke=colour, width=0.6)
    fill = sheet.hatch(colour) if bubble.provisional else colour
    sheet.circle(
        x, y, radius, fill=fill, stroke=PAPER if not bubble.provisional else colour, width=0.8,
        opacity=None if bubble.provisional or bubble.marked else 0.82,
        dash="2 1.5" if bubble.weight is None else None,
    )  # fmt: skip


def _trail(sheet: Drawing, start: tuple[float, float], end: tuple[float, float], radius: float, colour: str) -> None:
    length = math.dist(start, end)
    if length <= radius + _HEAD:  # too short for dot and arrow
        return
    dx, dy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    tip = (end[0] - dx * radius, end[1] - dy * radius)
    sheet.circle(*start, 2.6, fill=PAPER, stroke=colour, width=1)
    sheet.line(start[0] + dx * 2.6, start[1] + dy * 2.6, *tip, stroke=colour, width=1)
    back = (tip[0] - dx * 5, tip[1] - dy * 5)
    sheet.path(
        f"M{tip[0]:.2f} {tip[1]:.2f}L{back[0] - dy * 2.4:.2f} {back[1] + dx * 2.4:.2f}"
        f"L{back[0] + dy * 2.4:.2f} {back[1] - dx * 2.4:.2f}Z",
        fill=colour,
    )


def _words(bubbles: Sequence[Bubble], cuts: tuple[float, float]) -> str:
    if not bubbles:
        return say("No account has a score on both axes.")
    head = say("Cuts at attractiveness {cut_a} and strength {cut_r}.", cut_a=f"{cuts[0]:g}", cut_r=f"{cuts[1]:g}")
    counts = Counter(b.quadrant for b in bubbles if b.quadrant)
    spread = ", ".join(f"{quadrant} {count}" for quadrant, count in sorted(counts.items()))
    if len(bubbles) > _SPOKEN:
        said = say(
            "{count} accounts: {spread}. The ranking lists each of them.", count=str(len(bubbles)), spread=spread
        )
        return f"{head} {said}"
    return f"{head} " + " ".join(f"{b.name}: {b.words}." if b.words else f"{b.name}." for b in bubbles)
