"""M05, M06 and M11: milestones, programme measures, programme actions."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Milestone, ProgrammeAction, ProgrammeMeasure
from kamreport.model.lists import StepStatus
from kamreport.rendering import formats
from kamreport.rendering.charts.answers import bullet
from kamreport.rendering.charts.dates import Planned, plan_bars
from kamreport.rendering.language import say, say_count, term
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.programme.behind import computed_from
from kamreport.rendering.views.programme.office import Office
from kamreport.results import MeasureReading, MilestoneReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestones(Section):
    """The way of the programme."""

    plan: Figure
    """Planned and reached milestones along the quarters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures(Section):
    """Measures with targets."""

    table: Table
    """Each with its target, what was entered, what is computed, and both as a bullet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions(Section):
    """What will be done for the programme."""

    table: Table
    """By due date, open ones first."""


def milestones(office: Office) -> Milestones | None:
    """Set the milestones; None while none has a planned end."""
    planned = [one for one in office.programme.milestones if one.milestone.planned_end is not None]
    if not planned:
        return None
    late, reached = [one for one in planned if one.is_late], [one for one in planned if _is_reached(one)]
    undated = len(office.programme.milestones) - len(planned)
    point = say_count(
        "{reached} of {count} planned milestone reached",
        "{reached} of {count} planned milestones reached",
        len(planned),
        reached=formats.whole(len(reached)),
    )
    return Milestones(
        code="M05",
        name=say("Milestones"),
        headline=say_count("{names} is late", "{names} are late", len(late), names=formats.listed([one.milestone.milestone for one in late], most=3))
        if late
        else say("No milestone is late"),
        point=say("{point}; {undated} without planned dates.", point=point, undated=formats.whole(undated)) if undated else f"{point}.",
        sources=("Programme milestones",),
        evidence=column_of(Milestone, [one.milestone for one in office.programme.milestones], "planned_end", "actual_end", "status"),
        plan=Figure(
            chart=plan_bars(
                "m05-plan", title=say("Milestones of the programme"), rows=[_planned(one) for one in planned],
                as_of=office.review.as_of,
            ),
            caption=say("Milestones by quarter"),
            sources=("Programme milestones",),
            evidence=tuple(one.milestone.origin.cell("planned_end") for one in planned),
            note=say("Filled: reached. The dashed line is the as-of date."),
        ),
    )  # fmt: skip


def _is_reached(one: MilestoneReading) -> bool:
    return one.milestone.actual_end is not None or one.milestone.status is StepStatus.DONE


def _planned(one: MilestoneReading) -> Planned:
    row = one.milestone
    assert row.planned_end is not None  # noqa: S101 - only milestones with one are drawn
    if one.is_late:
        label = say("late, planned {planned_end}", planned_end=formats.date(row.planned_end))
    elif row.actual_end is not None:
        label = say("reached {actual_end}", actual_end=formats.date(row.actual_end))
    else:
        label = say("due {planned_end}", planned_end=formats.date(row.planned_end))
    return Planned(
        name=f"{row.milestone_id} {row.milestone}",
        start=row.planned_start,
        due=row.planned_end,
        done=_is_reached(one) and not one.is_late,
        late=one.is_late,
        label=label,
    )


def measures(office: Office) -> Measures | None:
    """Set the measures; None while none has a target."""
    used = [one for one in office.programme.measures if one.row.target is not None]
    if not used:
        return None
    met = [one for one in used if _is_met(one)]
    known = [one for one in used if _is_met(one) is not None]
    rest = [one for one in office.programme.measures if one.row.target is None and one.measured.value is not None]
    return Measures(
        code="M06",
        name=say("Programme measures"),
        headline=say_count(
            "{count} of {measures} with a target and a figure meets it",
            "{count} of {measures} with a target and a figure meet it",
            len(met),
            measures=say_count("{count} measure", "{count} measures", len(known)),
        )
        if known
        else say("Targets are set; no figure is known yet"),
        point=_mix(used),
        sources=("Programme measures", "Programme results"),
        evidence=join_evidence(_targets(used), *(computed_from(office, one) for one in used)),
        table=_measure_table(office, [*used, *rest]),
    )


def _targets(used: list[MeasureReading]) -> tuple[CellRef, ...]:
    return column_of(ProgrammeMeasure, [one.row for one in used], "target", "actual", "direction", "kind", "horizon")


def _is_met(one: MeasureReading) -> bool | None:
    """Against the computed value where there is one, else the one entered."""
    value = one.measured.value if one.measured.value is not None else one.row.actual
    if value is None or one.row.target is None:
        return None
    return value <= one.row.target if one.row.direction == "Lower" else value >= one.row.target


def _mix(used: list[MeasureReading]) -> str:
    kinds = [sum(one.row.kind == kind for one in used) for kind in ("Process", "Results")]
    spans = [sum(one.row.horizon == span for one in used) for span in ("Short", "Long")]
    return say(
        "In use: {process} of process and {results} of results; {short} for the short term and {long} for the long.",
        process=formats.whole(kinds[0]),
        results=formats.whole(kinds[1]),
        short=formats.whole(spans[0]),
        long=formats.whole(spans[1]),
    )


def _measure_table(office: Office, rows: list[MeasureReading]) -> Table:
    return Table(
        caption=say("Target, entered and computed"),
        columns=(
            Column(title=say("Measure"), width="wide"),
            Column(title=say("Kind")),
            Column(title=say("Horizon")),
            Column(title=say("Target"), number=True),
            Column(title=say("Entered"), number=True),
            Column(title=say("Computed"), number=True),
            Column(title=say("On its own scale")),
        ),
        rows=tuple(_measure_row(office, one) for one in rows),
        note=say("Line: target. Bar: entered. Dot: computed from the accounts."),
    )


def _measure_row(office: Office, one: MeasureReading) -> tuple[Cell, ...]:
    row, value = one.row, one.measured.value
    target, actual, measured = (said(figure, one.unit) for figure in (row.target, row.actual, value))
    words = say(
        "{measure}: target {target}, entered {actual}, computed {measured}",
        measure=row.measure,
        target=target,
        actual=actual,
        measured=measured,
    )
    picture = bullet(
        f"m06-{row.measure_id.lower()}", title=row.measure, words=words, actual=row.actual, target=row.target,
        measured=value,
    )  # fmt: skip
    met, computed = _is_met(one), computed_from(office, one)
    name = f"{row.measure_id} {row.measure}"
    name = say("{measure} (lower is better)", measure=name) if row.direction == "Lower" else name
    return (
        Cell(text=name),
        Cell(text=term(row.kind)),
        Cell(text=term(row.horizon) if row.horizon else "–"),
        Cell(text=target if row.target is not None else "–", evidence=(row.origin.cell("target"),)),
        Cell(text=actual if row.actual is not None else "–", evidence=(row.origin.cell("actual"),)),
        Cell(text=measured, evidence=computed, tone="quiet" if value is None else "" if met is None else "good" if met else "bad",
             marks=() if met is None else (say("met") if met else say("missed"),)),
        Cell(chart=picture, evidence=(row.origin.cell("target"), row.origin.cell("actual"), *computed)),
    )  # fmt: skip


def said(value: float | None, unit: str) -> str:
    """A figure of a measure in its unit."""
    if unit == "fraction":
        return formats.percent(value, 1)
    return formats.score(value) if unit in ("points", "1–5") else formats.plain(value, 2)


def actions(office: Office) -> Actions | None:
    """Set the actions; None without any."""
    rows = office.review.portfolio.rows(ProgrammeAction)
    if not rows:
        return None
    as_of = office.review.as_of
    still = [row for row in rows if row.status.is_open]
    late = [row for row in still if row.due < as_of]
    ordered = sorted(rows, key=lambda row: (not row.status.is_open, row.due))
    return Actions(
        code="M11",
        name=say("Programme actions"),
        headline=say_count("{count} programme action is overdue", "{count} programme actions are overdue", len(late))
        if late
        else say("No programme action is overdue"),
        point=say_count(
            "{still} open of {count} action.",
            "{still} open of {count} actions.",
            len(rows),
            still=formats.whole(len(still)),
        ),
        sources=("Programme actions",),
        evidence=column_of(ProgrammeAction, rows, "due", "status"),
        table=Table(
            caption=say("Actions by due date, open ones first"),
            columns=(
                Column(title=say("Action"), width="wide"),
                Column(title=say("For")),
                Column(title=say("Owner")),
                Column(title=say("Due")),
                Column(title=say("Status")),
            ),
            rows=tuple(_action(office, row) for row in ordered),
        ),
    )


def _action(office: Office, row: ProgrammeAction) -> tuple[Cell, ...]:
    late = row.status.is_open and row.due < office.review.as_of
    done = f", {formats.date(row.done_on)}" if row.done_on else ""
    return (
        Cell(text=row.action, evidence=(row.origin.cell("action"),)),
        Cell(text=row.linked_item or "–"),
        Cell(text=office.owner(row.owner)),
        Cell(
            text=say("{day}, late", day=formats.date(row.due)) if late else formats.date(row.due),
            tone="bad" if late else "",
            evidence=(row.origin.cell("due"),),
        ),
        Cell(
            text=term(row.status) + done,
            tone="" if row.status.is_open else "quiet",
            evidence=(row.origin.cell("status"), row.origin.cell("done_on")),
        ),
    )
