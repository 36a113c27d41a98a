"""M02 and M03: the items before launch by phase, and the critical ones on which launch depends."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import ChecklistItem
from kamreport.model.lists import ChecklistAnswer, ProgrammePart, ProgrammePhase
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, stacked
from kamreport.rendering.charts.palette import DEGREES
from kamreport.rendering.language import say, say_count, term
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table
from kamreport.rendering.views.programme.office import NOTHING, Office, answer_cell, table_of_filled

YES = ChecklistAnswer.YES
_SHOWN = (YES, ChecklistAnswer.PARTIAL, ChecklistAnswer.NO)

_LATEST = len(ProgrammePhase)
_MOST_OPEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeLaunch(Section):
    """What should stand before the programme starts, and how much of it does."""

    phases: Figure
    """Answers by phase."""
    table: Table
    """Every item by phase and element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchGate(Section):
    """The critical items."""

    table: Table
    """Each with its answer, evidence and owner."""


def before_launch(office: Office) -> BeforeLaunch | None:
    """Set the items before launch; None while none is answered."""
    items = [one for one in office.review.portfolio.rows(ChecklistItem) if one.part is ProgrammePart.BEFORE]
    if all(item.answer is None for item in items):
        return None
    return BeforeLaunch(
        code="M02",
        name=say("Before launch"),
        headline=_headline(office),
        point=_point(items),
        sources=("Checklist",),
        evidence=column_of(ChecklistItem, items, "answer", "phase"),
        phases=_phases(office, items),
        table=_table(office, items),
    )


def _headline(office: Office) -> str:
    held_back = next((one for one in office.programme.phases if not one.is_held), None)
    if held_back is None:
        return say("Every phase before launch is reached")
    return say(
        "{phase} holds the programme back: {at_yes} of {applicable} items at Yes",
        phase=held_back.phase,
        at_yes=formats.whole(held_back.at_yes),
        applicable=formats.whole(held_back.applicable),
    )


def _point(items: list[ChecklistItem]) -> str:
    value = [item for item in items if item.answer is not None]
    counts = [sum(item.answer is answer for item in items) for answer in _SHOWN]
    silent = len(items) - len(value)
    words = [f"{count} {term(answer)}" for answer, count in zip(_SHOWN, counts, strict=True) if count]
    told = say("No item is judged")
    if words:
        named = formats.listed(words)
        told = say_count("Of {count} item, {answers}", "Of {count} items, {answers}", len(items), answers=named)
    return say("{told}; {silent} not answered.", told=told, silent=formats.whole(silent)) if silent else f"{told}."


def _phases(office: Office, items: list[ChecklistItem]) -> Figure:
    bars = []
    for reading in office.programme.phases:
        own = [
            item for item in items if item.phase is reading.phase and item.answer is not ChecklistAnswer.NOT_APPLICABLE
        ]
        if own:
            parts = [float(sum(item.answer is answer for item in own)) for answer in _SHOWN]
            parts.append(float(sum(item.answer is None for item in own)))
            held = {"yes": formats.whole(reading.at_yes), "all": formats.whole(reading.applicable)}
            label = say("{yes} of {all} at Yes", **held)
            if not reading.is_held:
                label = say("{yes} of {all} at Yes, short", **held)
            bars.append(Bar(name=term(reading.phase), parts=tuple(parts), label=label))
    share = formats.percent(office.review.settings.phase_share)
    series = (*(term(answer) for answer in _SHOWN), say("Not answered"))
    return Figure(
        chart=stacked(
            "m02-phases", title=say("Items before launch by phase"), bars=bars, series=series, colours=DEGREES
        ),
        caption=say("Items by phase, earliest first"),
        sources=("Checklist",),
        evidence=tuple(item.origin.cell("answer") for item in items if item.answer is not None),
        note=say("A phase is reached when it and every earlier one have {share} of their items at Yes.", share=share),
    )


def _table(office: Office, items: list[ChecklistItem]) -> Table:
    places = {phase: at for at, phase in enumerate(ProgrammePhase)}
    ordered = sorted(items, key=lambda one: places[one.phase] if one.phase else _LATEST)
    return table_of_filled(
        say("Items by phase and element"),
        (
            Column(title=say("Item"), width="narrow"),
            Column(title=say("What it says")),
            Column(title=say("Phase"), width="narrow"),
            Column(title=say("Element"), width="narrow"),
            Column(title=say("Answer"), width="narrow"),
            Column(title=say("Owner"), width="even"),
        ),
        [_row(office, item) for item in ordered],
        note=say("Critical items are marked: launch depends on them."),
    )


def _row(office: Office, item: ChecklistItem) -> tuple[Cell, ...]:
    return (
        Cell(text=item.item_id),
        Cell(text=item.item, marks=(say("critical"),) if item.critical else ()),
        Cell(text=term(item.phase) if item.phase else NOTHING),
        Cell(text=term(item.element) if item.element else NOTHING),
        answer_cell(item.answer, item.origin.cell("answer")),
        Cell(text=office.owner(item.owner)),
    )


def launch_gate(office: Office) -> LaunchGate | None:
    """Set the gate; None while no critical item is answered."""
    gate = office.programme.gate
    if all(item.answer is None for item in gate):
        return None
    short = [item for item in gate if item.answer is not YES]
    return LaunchGate(
        code="M03",
        name=say("Launch gate"),
        headline=say_count(
            "{held} of {count} critical item stand: {launch}",
            "{held} of {count} critical items stand: {launch}",
            len(gate),
            held=formats.whole(len(gate) - len(short)),
            launch=say("ready to launch") if not short else say("not ready to launch"),
        ),
        point=say("Launch needs Yes on each of them.")
        if not short
        else say(
            "Still open: {names}.",
            names=formats.listed([f"{item.item.rstrip('.')} ({item.item_id})" for item in short], most=_MOST_OPEN),
        ),
        sources=("Checklist",),
        evidence=column_of(ChecklistItem, gate, "answer", "critical"),
        table=table_of_filled(
            say("Critical items"),
            (
                Column(title=say("Item"), width="narrow"),
                Column(title=say("What it says"), width="wide"),
                Column(title=say("Answer")),
                Column(title=say("Evidence"), width="wide"),
                Column(title=say("Owner"), width="narrow"),
                Column(title=say("Due"), width="narrow"),
            ),
            [_gate_row(office, item) for item in gate],
        ),
    )


def _due(item: ChecklistItem, *, late: bool) -> str:
    if item.due is None:
        return NOTHING
    return say("{day}, late", day=formats.date(item.due)) if late else formats.date(item.due)


def _gate_row(office: Office, item: ChecklistItem) -> tuple[Cell, ...]:
    late = item.due is not None and item.due < office.review.as_of and item.answer is not YES
    return (
        Cell(text=item.item_id),
        Cell(text=item.item),
        answer_cell(item.answer, item.origin.cell("answer")),
        Cell(text=item.evidence or NOTHING, evidence=(item.origin.cell("evidence"),)),
        Cell(text=office.owner(item.owner)),
        Cell(
            text=_due(item, late=late),
            tone="bad" if late else "",
            evidence=(item.origin.cell("due"),),
        ),
    )
