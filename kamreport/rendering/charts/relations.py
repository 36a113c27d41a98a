"""Pictures of a relationship: the four-step ladder of stages and the map of stakeholders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.model.lists import Level, RelationshipStage
from kamreport.rendering.charts.drawing import SIZE, Drawing
from kamreport.rendering.charts.lettering import shortened
from kamreport.rendering.charts.palette import ACCENT, ACCENT_MID, BAD, FAINT, GOOD, INK, LINE, PAPER, QUIET, TEXT
from kamreport.rendering.language import later, say, term

_STRENGTHS = (later("0 none"), later("1 aware"), later("2 working"), later("3 trusted"), later("4 advocate"))


@dataclass(frozen=True, slots=True)
class View:
    """Somebody's view of the relationship stage: whose, and which step 1–4."""

    whose: str
    step: int


def stage_ladder(chart_id: str, *, title: str, views: Sequence[View], width: float = 300) -> Markup:
    """Four rising steps; each view stands above its step. No view leaves the ladder empty."""
    lines = max((sum(view.step == step for view in views) for step in range(1, 5)), default=0)
    top = 13.0 * max(lines, 1) + 6
    rise, base = 12.0, 20.0
    height = top + rise * 3 + base + 16
    sheet = Drawing(chart_id, title, width, height)
    wide = width / 4
    reached = {view.step for view in views}
    for step in range(1, 5):
        x, y = (step - 1) * wide, top + rise * (4 - step)
        here = step in reached
        sheet.rect(x, y, wide - 2, height - 16 - y, fill=ACCENT if here else FAINT)
        sheet.text(x + (wide - 2) / 2, height - 4, _stage(step), anchor="middle",
                   fill=INK if here else TEXT)  # fmt: skip
        for position, view in enumerate(v for v in views if v.step == step):
            sheet.text(x + (wide - 2) / 2, y - 5 - 12 * position, view.whose, anchor="middle",
                       bold=True, fill=ACCENT)  # fmt: skip
    spoken = "; ".join(f"{view.whose}: {_stage(view.step)}" for view in views)
    return sheet.finish(f"{spoken}." if spoken else say("No view of the stage is known."))


def _stage(step: int) -> str:
    return term(list(RelationshipStage)[step - 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A stakeholder on the map."""

    name: str
    role: str
    level: str
    """Operational … Executive, or empty when not known."""
    influence: int
    strength: int
    support: int | None
    quiet: bool = False
    """Not in touch within the tier's active window, or no contact date."""


def stakeholder_map(chart_id: str, *, title: str, people: Sequence[Person], width: float = 660) -> Markup:
    """Levels from top to bottom, strength from left to right; size is influence, the sign is support."""
    lanes = [
        level for level in (*reversed(Level), "")
        if any(person.level == level for person in people)
    ]  # fmt: skip
    left, head, line = 70.0, 6.0, 30.0
    wide = (width - left) / 5
    depths = [max(1, *(sum(p.level == lane and p.strength == s for p in people) for s in range(5))) for lane in lanes]
    height = head + sum(depth * line + 6 for depth in depths) + 18
    sheet = Drawing(chart_id, title, width, height)
    y = head
    for strength in range(1, 5):
        x = left + strength * wide
        sheet.line(x, head, x, height - 18, stroke=LINE, width=0.6)
    for lane, depth in zip(lanes, depths, strict=True):
        sheet.line(0, y, width, y, stroke=LINE)
        name = term(Level(lane)) if lane else say("Level not known")
        sheet.text(0, y + 18, name, fill=TEXT, bold=bool(lane))
        for strength in range(5):
            cell = [p for p in people if p.level == lane and p.strength == strength]
            cell.sort(key=lambda p: (-p.influence, p.name))
            for position, person in enumerate(cell):
                _person(sheet, person, left + strength * wide + 14, y + 18 + position * line, wide - 28)
        y += depth * line + 6
    sheet.line(0, y, width, y, stroke=QUIET)
    for strength, word in enumerate(_STRENGTHS):
        sheet.text(left + (strength + 0.5) * wide, height - 4, say(word), fill=TEXT, anchor="middle")
    return sheet.finish("; ".join(_person_words(person) for person in people) + ".")


def _person(sheet: Drawing, person: Person, x: float, y: float, room: float) -> None:
    radius = 6.0 + person.influence * 1.1
    colour = ACCENT_MID if person.support is None or person.support == 0 else (
        GOOD if person.support > 0 else BAD
    )  # fmt: skip
    if person.quiet:
        sheet.circle(x, y, radius, fill=PAPER, stroke=colour, width=1.4, dash="2.5 1.8")
    else:
        sheet.circle(x, y, radius, fill=colour)
    sign = "?" if person.support is None else "0" if person.support == 0 else f"{person.support:+d}"
    light = not person.quiet and person.support not in {None, 0}
    sheet.text(x, y + 3, sign.replace("-", "−"), anchor="middle", bold=True,
               fill=PAPER if light else INK)  # fmt: skip
    at = x + 15
    sheet.text(at, y - 2, shortened(person.name, SIZE, room, bold=True), bold=True)
    sheet.text(at, y + 9, shortened(person.role, SIZE, room), fill=TEXT)


def _person_words(person: Person) -> str:
    support = (
        say("support not known") if person.support is None else say("support {support}", support=f"{person.support:+d}")
    )
    level = term(Level(person.level)) if person.level else say("level not known")
    told = say(
        "{person}, {role}, {level}: influence {influence} of 5, strength {strength} of 4, {support}",
        person=person.name,
        role=person.role,
        level=level,
        influence=str(person.influence),
        strength=str(person.strength),
        support=support,
    )
    return ", ".join((told, say("not in active contact"))) if person.quiet else told
