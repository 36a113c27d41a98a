"""Where names go: beside their points, never on each other; with a leader line when they move away."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kamreport.rendering.charts.drawing import Anchor
from kamreport.rendering.charts.lettering import HEIGHT, text_width

Box: TypeAlias = tuple[float, float, float, float]
"""left, top, right, bottom"""

_GAP = 3.0
_STEPS = (0.0, 9.0, 18.0, 28.0)
_FAR_STEPS = (*_STEPS, 40.0, 54.0)
_FEW = 40
"""So many points may look further around for room for their names: it takes time."""
_DIRECTIONS: tuple[tuple[float, float], ...] = (
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1),
    (0.3, -1), (-0.3, -1), (0.3, 1), (-0.3, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that wants a name: its centre, the radius of all that is drawn around it, the name."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place. ``leader`` is where a thin line to the point begins, or None beside it."""

    mark: Mark
    x: float
    y: float
    anchor: Anchor
    box: Box
    leader: tuple[float, float] | None


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes share room; touching edges do not count."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def place_labels(  # noqa: PLR0913 - the marks and all that names keep off
    marks: Sequence[Mark],
    *,
    area: Box,
    size: float,
    taken: Iterable[Box] = (),
    unwritten: Sequence[Box] = (),
    most: int = 60,
) -> list[Label]:
    """Give names to as many marks as find room, in the order given, at most ``most`` of them.

    Names keep off each other, off every mark and off the boxes ``taken``, and inside ``area``; so do their leaders.
    On ``unwritten`` no name stands; a leader crosses it only where there is no other way.
    """
    discs = [_disc(mark) for mark in marks]
    steps = _FAR_STEPS if len(marks) <= _FEW else _STEPS
    used = list(taken)
    labels: list[Label] = []
    for position, mark in enumerate(marks):
        if len(labels) >= most:
            break
        others = [disc for other, disc in enumerate(discs) if other != position]
        tried = [_candidate(mark, way, step, size) for step in steps for way in _DIRECTIONS]
        inside = [label for label in tried if _is_within(label.box, area)]
        label = _first_free(inside, [*used, *unwritten], discs[position], others) or (
            _first_free(inside, used, discs[position], others, unwritten) if unwritten else None
        )
        if label is not None:
            labels.append(label)
            used.append(label.box)
            used += along(label)
    return labels


def _first_free(
    tried: Sequence[Label], used: Sequence[Box], own: Box, others: Sequence[Box], unwritten: Sequence[Box] = ()
) -> Label | None:
    """The first label that is on nothing: beside its own mark it may touch it, further away it may not."""
    for label in tried:
        marks = others if label.leader is None else [own, *others]
        if not any(overlaps(label.box, other) for taken in (used, marks, unwritten) for other in taken) and not any(
            overlaps(part, other) for part in along(label) for other in used
        ):
            return label
    return None


def _is_within(box: Box, area: Box) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


def _candidate(mark: Mark, direction: tuple[float, float], step: float, size: float) -> Label:
    wide, high = text_width(mark.name, size), size * HEIGHT
    right, down = direction
    reach = (mark.radius + _GAP) * (0.75 if right and down else 1.0) + step
    x, middle = mark.x + right * reach, mark.y + down * (reach + (high / 2 if down else 0))
    anchor: Anchor = "start" if right > 0 else "end" if right < 0 else "middle"
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    box = (left, middle - high / 2, left + wide, middle + high / 2)
    leader = (x - right * 1.5, middle - down * high / 2) if step else None
    return Label(mark, x, middle + size * 0.35, anchor, box, leader)


def foot(label: Label) -> tuple[float, float]:
    """Where a label's leader ends: at the edge of what is drawn around its point."""
    mark, (x, y) = label.mark, label.leader or (label.x, label.y)
    share = mark.radius / (math.dist((x, y), (mark.x, mark.y)) or 1.0)
    return (mark.x + (x - mark.x) * share, mark.y + (y - mark.y) * share)


def along(label: Label) -> list[Box]:
    """Small boxes along a label's leader, so that nothing is written over it and it crosses no name."""
    if label.leader is None:
        return []
    (x, y), mark = label.leader, label.mark
    length = math.dist((x, y), (mark.x, mark.y))
    steps = max(int((length - mark.radius) // 3), 0)
    places = [(x + (mark.x - x) * step * 3 / length, y + (mark.y - y) * step * 3 / length) for step in range(1, steps)]
    return [(px - 0.8, py - 0.8, px + 0.8, py + 0.8) for px, py in places]


def _disc(mark: Mark) -> Box:
    r = mark.radius * 0.9
    return (mark.x - r, mark.y - r, mark.x + r, mark.y + r)
