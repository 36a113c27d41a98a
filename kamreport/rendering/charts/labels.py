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
_DIRECTIONS: tuple[tuple[int, int], ...] = (
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that wants a name: its centre, its radius, the name."""

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


def place_labels(
    marks: Sequence[Mark], *, area: Box, size: float, taken: Iterable[Box] = (), most: int = 60
) -> list[Label]:
    """Give names to as many marks as find room, in the order given, at most ``most`` of them.

    Names keep off each other, off every mark and off the boxes ``taken``, and inside ``area``.
    """
    discs = [_disc(mark) for mark in marks]
    used = list(taken)
    labels: list[Label] = []
    for position, mark in enumerate(marks):
        if len(labels) >= most:
            break
        label = _first_free(mark, position, discs, used, area, size)
        if label is not None:
            labels.append(label)
            used.append(label.box)
            used += along(label)
    return labels


def _first_free(  # noqa: PLR0913 - the whole situation around one mark
    mark: Mark, own: int, discs: list[Box], used: list[Box], area: Box, size: float
) -> Label | None:
    for step in _STEPS:
        for direction in _DIRECTIONS:
            label = _candidate(mark, direction, step, size)
            box = label.box
            inside = box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]
            if (
                inside
                and not any(overlaps(part, other) for part in (box, *along(label)) for other in used)
                and not any(overlaps(box, disc) for other, disc in enumerate(discs) if other != own or step)
            ):
                return label
    return None


def _candidate(mark: Mark, direction: tuple[int, int], step: float, size: float) -> Label:
    wide, high = text_width(mark.name, size), size * HEIGHT
    right, down = direction
    reach = (mark.radius + _GAP) * (0.75 if right and down else 1.0) + step
    x, middle = mark.x + right * reach, mark.y + down * (reach + (high / 2 if down else 0))
    anchor: Anchor = "start" if right > 0 else "end" if right < 0 else "middle"
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    box = (left, middle - high / 2, left + wide, middle + high / 2)
    leader = (x - right * 1.5, middle - down * high / 2) if step else None
    return Label(mark, x, middle + size * 0.35, anchor, box, leader)


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
