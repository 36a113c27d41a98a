"""The part of Q13 that shows direction: objectives with their progress, and the steps of planning (KAM.md §11.3, §11.5)."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.model import Objective, PlanStep
from kamreport.model.lists import PLAN_STEPS, Focus, ObjectiveStatus, StepStatus
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import coverage_bar
from kamreport.rendering.charts.bullets import progress_strip
from kamreport.rendering.language import later, later_count, say, say_count, term
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Table
from kamreport.rendering.views.wording import in_unit, more_rows
from kamreport.results import ObjectiveReading

NO_DIRECTION = later("Fill Objectives; actions alone do not show direction.")
_MOST = 8
_STEPS = (
    (StepStatus.IN_PROGRESS, later("Under way: {steps}.")),
    (StepStatus.NOT_STARTED, later("Still to come: {steps}.")),
)
_WELL = (ObjectiveStatus.ON_TRACK, ObjectiveStatus.ACHIEVED)
_BAD = (ObjectiveStatus.AT_RISK, ObjectiveStatus.OFF_TRACK)


def objectives_headline(case: Case) -> str:
    """How the objectives stand; empty without one that is followed."""
    followed = [one.objective for one in case.scores.plan.objectives if _is_followed(one)]
    if not followed:
        return ""
    if len(followed) == 1:
        return say("The one objective is {status}", status=term(followed[0].status, inside=True))
    well, all_ = sum(row.status in _WELL for row in followed), formats.whole(len(followed))
    if well == len(followed):
        return say("All {all} objectives are on track or achieved", all=all_)
    if not well:
        return say("None of {all} objectives are on track or achieved", all=all_)
    return say_count(
        "{count} of {all} objectives is on track or achieved",
        "{count} of {all} objectives are on track or achieved",
        well,
        all=all_,
    )


def missing_focus(case: Case) -> str:
    """What is said of a focus without an objective; empty when each of the three has one."""
    followed = [one.objective.focus for one in case.scores.plan.objectives if _is_followed(one)]
    missing = [term(focus, inside=True) for focus in Focus if focus not in followed]
    if not followed or not missing:
        return ""
    return say("No objective to {focus} yet.", focus=formats.listed(missing, either=True))


def objectives_table(case: Case) -> Table | None:
    """Objectives by focus with progress against elapsed time; None without one."""
    order = list(Focus)
    readings = sorted(
        case.scores.plan.objectives, key=lambda one: (order.index(one.objective.focus), one.objective.due)
    )
    if not readings:
        return None
    return Table(
        caption=say("Objectives: progress against time gone"),
        columns=(
            Column(title=say("Focus"), width="narrow"),
            Column(title=say("Objective")),
            Column(title=say("From, now, target"), width="read"),
            Column(title=say("Progress"), width="strip"),
            Column(title=say("Due"), width="narrow"),
            Column(title=say("Status"), width="narrow"),
        ),
        rows=tuple(_row(case, position, one) for position, one in enumerate(readings[:_MOST])),
        evidence=column_of(Objective, [one.objective for one in readings], "objective", "company_strategy_link"),
        note=" ".join(
            word
            for word in (
                say("The bar is progress, the stroke the share of time gone."),
                _strategy(case),
                more_rows(
                    readings,
                    _MOST,
                    later_count(
                        "{count} more objective on the sheet {sheet}.", "{count} more objectives on the sheet {sheet}."
                    ),
                    "Objectives",
                ),
            )
            if word
        ),
    )


def _strategy(case: Case) -> str:
    """Which aims of our own the objectives serve; empty where none is named."""
    links = [one.objective.company_strategy_link for one in case.scores.plan.objectives if _is_followed(one)]
    named = list(dict.fromkeys(link.rstrip(".") for link in links if link))
    return say("Serves our strategy: {aims}.", aims="; ".join(named)) if named else ""


def _is_followed(one: ObjectiveReading) -> bool:
    return one.objective.status is not ObjectiveStatus.DROPPED


def _row(case: Case, position: int, one: ObjectiveReading) -> tuple[Cell, ...]:
    row, cell = one.objective, one.objective.origin.cell
    theirs = (say("their own"),) if row.customers_own_objective else ()
    words = say(
        "{objective}: {progress} done, {elapsed} of the time gone",
        objective=row.objective,
        progress=formats.percent(one.progress),
        elapsed=formats.percent(one.elapsed),
    )
    strip = progress_strip(
        f"q13-objective-{position}",
        title=say("Progress of {objective}", objective=row.objective),
        done=one.progress,
        gone=one.elapsed,
        words=words,
    )
    late = row.status.is_open and row.due < case.review.as_of
    return (
        Cell(text=term(row.focus), evidence=(cell("focus"),)),
        Cell(text=row.objective, marks=theirs, evidence=(cell("objective"),)),
        Cell(
            text=_figures(row),
            evidence=tuple(cell(field) for field in ("measure", "baseline", "actual", "target", "unit")),
        ),
        Cell(text=formats.percent(one.progress), chart=strip, evidence=(cell("actual"), cell("start"))),
        Cell(text=formats.date(row.due), tone="bad" if late else "", evidence=(cell("due"),)),
        Cell(text=term(row.status), tone="bad" if row.status in _BAD else "", evidence=(cell("status"),)),
    )


def _figures(row: Objective) -> str:
    if row.baseline is None and row.actual is None and row.target is None:
        return row.measure or formats.not_known()
    known = [in_unit(value, None) for value in (row.baseline, row.actual)]
    figures = " · ".join([*known, in_unit(row.target, row.unit)])
    return f"{row.measure}: {figures}" if row.measure else figures


def steps_bar(case: Case) -> Figure | None:
    """Share of the plan steps done; None without any."""
    plan = case.scores.plan
    if plan.steps_share is None:
        return None
    rows = case.rows(PlanStep)
    return Figure(
        chart=coverage_bar(
            "q13-steps",
            title=say("Plan steps done for {account}", account=case.name),
            known=plan.steps_share,
            label=say(
                "{steps_done} of {steps}", steps_done=formats.whole(plan.steps_done), steps=formats.whole(plan.steps)
            ),
            width=660,
        ),
        caption=say("Plan steps done"),
        sources=("Plan steps",),
        evidence=tuple(row.origin.cell("status") for row in rows),
        note=" ".join(line for line in (_steps(rows, *one) for one in _STEPS) if line),
    )


def _steps(rows: Sequence[PlanStep], status: StepStatus, line: str) -> str:
    """The steps of a status by their names; empty without one."""
    named = [say(PLAN_STEPS[row.step]) for row in rows if row.status is status]
    return say(line, steps="; ".join(named)) if named else ""
