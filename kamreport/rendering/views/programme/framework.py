"""M04: the framework, element by element and item by item."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import FrameworkItem
from kamreport.rendering import formats
from kamreport.rendering.charts.answers import pips
from kamreport.rendering.charts.radar import Spoke, radar
from kamreport.rendering.language import later, noun, say, say_count
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.programme.office import Office
from kamreport.results import ElementReading
from kamreport.schema.kinds import NotApplicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Maturity(Section):
    """How mature the six elements are."""

    radar: Figure
    """The elements around a centre."""
    elements: Table
    """The same as figures, weakest first."""
    items: Table
    """Every item with its score as dots."""


def maturity(office: Office) -> Maturity | None:
    """Set the framework; None while no item is scored."""
    elements = office.programme.elements
    known = [one for one in elements if one.figure.value is not None]
    if not known:
        return None
    known.sort(key=lambda one: one.figure.value or 0.0)
    return Maturity(
        code="M04",
        name=say("Framework"),
        headline=_headline(known),
        point=say_count(
            "Overall {framework} of 100, the mean of {count} element with a score; each counts once.",
            "Overall {framework} of 100, the mean of {count} elements with a score; each counts once.",
            len(known),
            framework=formats.score(office.programme.framework.value),
        ),
        sources=("Framework",),
        evidence=office.programme.framework.measured.evidence,
        radar=_radar(elements),
        elements=_elements(elements),
        items=_items(elements),
    )


def _headline(known: list[ElementReading]) -> str:
    weakest, strongest = known[0], known[-1]
    if weakest is strongest or weakest.figure.value == strongest.figure.value:
        return say(
            "{element} stands at {score} of 100",
            element=weakest.figure.title,
            score=formats.score(weakest.figure.value),
        )
    return say(
        "{strongest} is strongest, {weakest} weakest",
        strongest=strongest.figure.title,
        weakest=noun(weakest.figure.title),
    )


def _radar(elements: tuple[ElementReading, ...]) -> Figure:
    spokes = [Spoke(one.figure.title, one.figure.value, formats.score(one.figure.value)) for one in elements]
    return Figure(
        chart=radar("m04-radar", title=say("Framework elements, 0–100"), spokes=spokes),
        caption=say("Elements, 0–100"),
        sources=("Framework",),
        evidence=join_evidence(*(one.figure.measured.evidence for one in elements)),
    )


def _elements(elements: tuple[ElementReading, ...]) -> Table:
    ordered = sorted(elements, key=lambda one: (one.figure.value is None, one.figure.value or 0.0))
    return Table(
        caption=say("Elements, weakest first"),
        columns=(
            Column(title=say("Element")),
            Column(title=say("Score"), number=True),
            Column(title=say("Known"), number=True),
            Column(title=say("Items"), number=True),
        ),
        rows=tuple(
            (
                Cell(text=one.figure.title),
                Cell(text=formats.score(one.figure.value), evidence=one.figure.measured.evidence),
                Cell(text=formats.percent(one.figure.coverage), evidence=column_of(FrameworkItem, one.items, "score")),
                Cell(text=formats.whole(len(one.items)), evidence=column_of(FrameworkItem, one.items, "item_id")),
            )
            for one in ordered
        ),
    )


def _items(elements: tuple[ElementReading, ...]) -> Table:
    rows = [_item(item) for one in elements for item in one.items]
    return Table(
        caption=say("Items"),
        columns=(
            Column(title=say("Item"), width="read"),
            Column(title=say("Question")),
            Column(title=say("Score"), width="narrow"),
            Column(title=say("In words"), width="narrow"),
        ),
        rows=tuple(rows),
        note=say(
            "0 nothing, 1 ad hoc, 2 partly, 3 in place, 4 in place and regularly improved. An item of weight 0 is kept and never scored."
        ),
    )


WORDS = (later("nothing"), later("ad hoc"), later("partly"), later("in place"), later("improved"))
"""What a score of 0 to 4 means, in a word or two."""


def _item(item: FrameworkItem) -> tuple[Cell, ...]:
    name = Cell(text=f"{item.item_id} {item.item}", marks=(say("weight 0"),) if item.weight == 0 else ())
    question, where = Cell(text=item.question), (item.origin.cell("score"),)
    if isinstance(item.score, NotApplicable):
        return (name, question, Cell(text="–"), Cell(text=say("does not apply"), tone="quiet", evidence=where))
    if item.score is None:
        return (name, question, Cell(text="–"), Cell(text=say("not scored"), tone="quiet", evidence=where))
    picture = pips(f"m04-{item.item_id.lower()}", title=f"{item.item_id} {item.item}", score=item.score)
    words = f"{item.score}, {say(WORDS[item.score])}"
    return (name, question, Cell(chart=picture, evidence=where), Cell(text=words, evidence=where))
