"""M01: where the programme stands, in figures, and what holds it back most."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import ChecklistItem, Milestone
from kamreport.model.lists import NarrativeKind
from kamreport.rendering import formats
from kamreport.rendering.language import later, say, say_count, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Remark, Section, Shown, Table, Tile, join_evidence
from kamreport.rendering.views.programme.behind import compared
from kamreport.rendering.views.programme.office import Office
from kamreport.rendering.views.wording import tone_of
from kamreport.results import Agreement, ProgrammeFigure

NOT_STARTED = later("Not started")

_LAUNCH = ("answer", "phase", "critical", "direction")
"""Columns of Checklist that decide phase, launch and outcomes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Section):
    """Page 1 of the programme pack."""

    tiles: tuple[Tile, ...]
    """Phase, launch, readiness, outcomes, framework, success reasons."""
    weakest: Table | None
    """The five weakest items; None when nothing is weak."""
    strong: tuple[Remark, ...]
    """What managers wrote as wins; empty without any."""
    weak: tuple[Remark, ...]
    """What they wrote as risks, and what is late."""
    asks: tuple[Remark, ...]
    """What they ask and decide."""
    lessons: tuple[Remark, ...]
    """What they learned."""


def verdict(office: Office) -> Verdict | None:
    """Set the verdict; None while neither checklist nor framework nor questions are answered."""
    programme = office.programme
    if all(figure.value is None for figure in programme.figures):
        return None
    return Verdict(
        code="M01",
        name=say("Verdict"),
        headline=_headline(office),
        point=_point(office),
        sources=("Programme results", "Checklist", "Framework"),
        evidence=_cells(office),
        tiles=_tiles(office),
        weakest=_weakest(office),
        strong=tuple(office.narrative(NarrativeKind.WIN)),
        weak=(*office.narrative(NarrativeKind.RISK), *_late(office)),
        asks=tuple(office.narrative(NarrativeKind.ASK, NarrativeKind.DECISION)),
        lessons=tuple(office.narrative(NarrativeKind.LESSON)),
    )


def _cells(office: Office) -> tuple[CellRef, ...]:
    """What headline and point rest on: the answers before launch, the framework, the claims, the weakest items."""
    programme = office.programme
    return join_evidence(
        programme.readiness.measured.evidence,
        column_of(ChecklistItem, office.review.portfolio.rows(ChecklistItem), *_LAUNCH),
        *(compared(office, claim) for claim in programme.claims),
        programme.framework.measured.evidence,
        *(one.evidence for one in programme.weakest),
    )


def _headline(office: Office) -> str:
    programme = office.programme
    if not programme.phases or programme.readiness.value is None:
        value = programme.framework.value
        return (
            say("The framework stands at {value} of 100", value=formats.score(value))
            if value is not None
            else say("The programme so far")
        )
    gate = sum(item.answer != "Yes" for item in programme.gate)
    launch = say("ready to launch")
    if not programme.is_ready:
        launch = say_count("{count} critical item short of launch", "{count} critical items short of launch", gate)
    if programme.phase is None:
        return say("The programme has not reached its first phase, {launch}", launch=launch)
    if not programme.gate:
        return say("The programme has reached {phase}", phase=programme.phase)
    return say("The programme has reached {phase}, {launch}", phase=programme.phase, launch=launch)


def _point(office: Office) -> str:
    programme = office.programme
    rosier = sum(claim.agreement is Agreement.ROSIER for claim in programme.claims)
    if rosier:
        return say_count(
            "{count} outcome is claimed that the data deny.", "{count} outcomes are claimed that the data deny.", rosier
        )
    if programme.weakest:
        first = programme.weakest[0]
        return say(
            "The weakest point is {item_id}, “{item}”: {why}.",
            item_id=first.item_id,
            item=first.item,
            why=retold(first.why),
        )
    return say("No critical item is open, no framework item is below its best.")


def _tiles(office: Office) -> tuple[Tile, ...]:
    programme = office.programme
    return (
        _phase(office),
        _launch(office),
        _tile(office, programme.readiness, say("Readiness"), share=True),
        _tile(office, programme.outcomes, say("Outcomes index, −1 to 1"), places=2),
        _tile(office, programme.framework, say("Framework, 0–100")),
        _tile(office, programme.success, say("Success reasons, 0–100")),
        _tile(office, programme.trust, say("Internal trust"), share=True),
        _milestones(office),
    )


def _unknown(label: str, line: str) -> Tile:
    return Tile(label=label, value=Shown(text=formats.not_known(), tone="quiet"), word=True, note=line)


def _phase(office: Office) -> Tile:
    programme, label = office.programme, say("Phase reached")
    if not programme.phases or programme.readiness.value is None:
        return _unknown(label, say("Fill Checklist."))
    reached = term(programme.phase) if programme.phase else say(NOT_STARTED)
    share, cells = (
        formats.percent(office.review.settings.phase_share),
        column_of(ChecklistItem, office.review.portfolio.rows(ChecklistItem), "answer", "phase"),
    )
    return Tile(
        label=label,
        value=Shown(text=reached, evidence=cells),
        note_evidence=(office.review.settings.cell("phase_share"),),
        word=True,
        note=say("{share} of its items at Yes", share=share),
    )


def _launch(office: Office) -> Tile:
    programme, label = office.programme, say("Ready to launch")
    if programme.is_ready is None or programme.readiness.value is None:
        return _unknown(label, say("Fill Checklist."))
    cells = column_of(ChecklistItem, programme.gate, "answer", "critical")
    held = sum(item.answer == "Yes" for item in programme.gate)
    ready = Shown(
        text=say("Yes") if programme.is_ready else say("No"),
        tone="good" if programme.is_ready else "bad",
        evidence=cells,
    )
    note = say_count(
        "{held} of {count} critical item at Yes",
        "{held} of {count} critical items at Yes",
        len(programme.gate),
        held=formats.whole(held),
    )
    return Tile(label=label, value=ready, word=True, note=note, note_evidence=cells)


def _milestones(office: Office) -> Tile:
    planned = [one for one in office.programme.milestones if one.milestone.planned_end is not None]
    if not planned:
        return _unknown(say("Milestones late"), say("Fill planned dates."))
    late = office.programme.late
    cells = column_of(Milestone, late, "planned_end")
    every = column_of(Milestone, [one.milestone for one in planned], "planned_end")
    value = Shown(text=formats.whole(len(late)), evidence=cells, tone="bad" if late else "")
    return Tile(
        label=say("Milestones late"),
        value=value,
        note_evidence=every,
        note=say("of {planned} planned", planned=formats.whole(len(planned))),
    )


def _tile(office: Office, figure: ProgrammeFigure, label: str, *, share: bool = False, places: int = 1) -> Tile:
    value = figure.value
    text = formats.percent(value) if share else formats.plain(value, places)
    if value is None:
        return Tile(label=label, value=Shown(text=text, tone="quiet"), word=True, note=retold(figure.measured.reason))
    return Tile(
        label=label,
        value=Shown(text=text, evidence=figure.measured.evidence),
        note_evidence=figure.measured.evidence,
        change=_change(office, figure, share=share, places=places),
        note=say("{coverage} answered", coverage=formats.percent(figure.coverage)),
    )


def _change(office: Office, figure: ProgrammeFigure, *, share: bool, places: int) -> Shown | None:
    before = office.before(figure)
    if before is None or figure.value is None:
        return None
    change, cells = figure.value - before, (*office.kept(figure), *figure.measured.evidence)
    if share:
        return Shown(
            text=say("{change} points", change=formats.points(change * 100)), tone=tone_of(change), evidence=cells
        )
    sign = "+" if change > 0 else ""
    return Shown(
        text=f"{sign}{formats.plain(change, places)}" if change else say("unchanged"),
        tone=tone_of(change),
        evidence=cells,
    )


def _weakest(office: Office) -> Table | None:
    rows = tuple(
        (Cell(text=one.item_id), Cell(text=one.item), Cell(text=retold(one.why), evidence=one.evidence))
        for one in office.programme.weakest
    )
    if not rows:
        return None
    return Table(
        caption=say("The weakest items, gravest first"),
        columns=(
            Column(title=say("Item"), width="narrow"),
            Column(title=say("What it says"), width="wide"),
            Column(title=say("Why")),
        ),
        rows=rows,
    )


def _late(office: Office) -> list[Remark]:
    return [
        Remark(
            text=say(
                "{milestone} was planned to end on {planned_end}.",
                milestone=one.milestone,
                planned_end=formats.date(one.planned_end),
            ),
            kind="bad",
            evidence=(one.origin.cell("planned_end"),),
        )
        for one in office.programme.late[:3]
    ]
