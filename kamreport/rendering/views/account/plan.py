"""Q13 and Q16: the action plan, and the promises of the next 90 days."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import Action, Objective
from kamreport.model.lists import ActionStatus, NarrativeKind
from kamreport.rendering import formats
from kamreport.rendering.charts.dates import Planned, plan_bars
from kamreport.rendering.language import later_count, say, say_count, term
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.account.direction import (
    NO_DIRECTION,
    missing_focus,
    objectives_headline,
    objectives_table,
    steps_bar,
)
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table
from kamreport.rendering.views.pieces import Remark as Point

_MOST_BARS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Section):
    """What is under way with the account."""

    objectives: Table | None
    """Objectives with their progress; None when none is set."""
    steps: Figure | None
    """Share of the plan steps done; None when none is listed."""
    bars: Figure | None
    """Actions along the quarters; None when there is none."""
    blockers: Table | None
    """What is in the way; None when nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead(Section):
    """What both sides owe each other soon."""

    promises: Table | None
    """Open actions by date, ours and theirs; None when none is due."""
    decisions: tuple[Point, ...]
    """Decisions and investment asked for, as managers wrote them."""


def plan(case: Case) -> Plan | None:
    """Set objectives and actions; None when there is neither, nor a plan step."""
    shown = _shown(case)
    objectives, steps = objectives_table(case), steps_bar(case)
    if not shown and objectives is None and steps is None:
        return None
    return Plan(
        code="Q13",
        name=say("Objectives and action plan"),
        headline=objectives_headline(case) or _headline(case),
        point=" ".join(word for word in (_on_time(case), missing_focus(case)) if word),
        sources=("Objectives", "Actions", "Plan steps") if objectives or steps else ("Actions",),
        evidence=(
            *column_of(Action, case.actions, "due", "status", "done_on"),
            *(column_of(Objective, own, "status") if (own := case.rows(Objective)) else ()),
        ),
        empty=case.unless_filled(say(NO_DIRECTION), Objective) or ("" if shown else say("Fill Actions.")),
        objectives=objectives,
        steps=steps,
        bars=_bars(case, shown) if shown else None,
        blockers=_blockers(case),
    )


def _shown(case: Case) -> tuple[Action, ...]:
    """Open actions first in full, then the newest done ones, up to what a picture holds."""
    open_ = [action for action in case.actions if case.is_open(action)]
    done = [action for action in case.actions if not case.is_open(action)]
    room = max(_MOST_BARS - len(open_), 0)
    kept = [*(done[-room:] if room else []), *open_[:_MOST_BARS]]
    return tuple(sorted(kept, key=lambda action: (action.due, action.action_id)))


def _headline(case: Case) -> str:
    open_ = sum(case.is_open(action) for action in case.actions)
    if not open_:
        return say("Nothing is open: the plan needs its next steps")
    if case.late:
        return say_count(
            "{count} action open, {late} of them overdue",
            "{count} actions open, {late} of them overdue",
            open_,
            late=formats.whole(len(case.late)),
        )
    return say_count("{count} action is open, none overdue", "{count} actions are open, none overdue", open_)


def _on_time(case: Case) -> str:
    on_time = case.measure("on_time")
    if on_time is None or on_time.value is None:
        return say("No action fell due in the review period.")
    return say(
        "{on_time} of what fell due in the review period was done on time.", on_time=formats.percent(on_time.value)
    )


def _bars(case: Case, shown: tuple[Action, ...]) -> Figure:
    rows = [
        Planned(
            name=action.text,
            due=action.due,
            done=action.status is ActionStatus.DONE and not case.is_open(action),
            late=case.is_late(action),
            label=_state(case, action),
        )
        for action in shown
    ]
    left_out = len(case.actions) - len(shown)
    note = say("Filled: done. Open: still to do. The broken line is the as-of date.")
    if left_out:
        more = later_count("{count} action more stand on Actions.", "{count} actions more stand on Actions.")
        note += " " + say_count(*more, left_out)
    return Figure(
        chart=plan_bars(
            "q13-plan", title=say("Actions for {account}", account=case.name), rows=rows, as_of=case.review.as_of
        ),
        caption=say("Actions by quarter"),
        sources=("Actions",),
        evidence=tuple(action.origin.cell("due") for action in shown),
        note=note,
    )


def _state(case: Case, action: Action) -> str:
    if case.is_late(action):
        return say("overdue {days}", days=formats.days((case.review.as_of - action.due).days))
    if case.is_open(action):
        return say("due {due}", due=formats.date(action.due))
    return say("done")


def _blockers(case: Case) -> Table | None:
    blocked = [action for action in case.actions if action.blocker and case.is_open(action)]
    if not blocked:
        return None
    rows = tuple(
        (
            Cell(text=action.text),
            Cell(text=action.blocker or "", evidence=(action.origin.cell("blocker"),)),
            Cell(text=case.owner(action)),
        )
        for action in blocked
    )
    return Table(
        caption=say("What is in the way"),
        columns=(Column(title=say("Action"), width="wide"), Column(title=say("Blocker")), Column(title=say("Owner"))),
        rows=rows,
    )


def ahead(case: Case) -> Ahead | None:
    """Set the promises of the next days; None when none is due and no decision is asked for."""
    decisions = tuple(case.narrative(NarrativeKind.DECISION, NarrativeKind.ASK))
    if not case.ahead and not decisions:
        return None
    horizon = formats.days(case.review.settings.ahead_days)
    ours = sum(not case.is_theirs(action) for action in case.ahead)
    theirs = len(case.ahead) - ours
    return Ahead(
        code="Q16",
        name=say("Next {days}", days=horizon),
        headline=say_count(
            "{count} promise falls due within {horizon}",
            "{count} promises fall due within {horizon}",
            len(case.ahead),
            horizon=horizon,
        )
        if case.ahead
        else say_count(
            "{count} decision asked for, no promise falls due within {horizon}",
            "{count} decisions asked for, no promise falls due within {horizon}",
            len(decisions),
            horizon=horizon,
        ),
        point=_owed(ours, theirs),
        sources=("Actions", "Narrative") if decisions else ("Actions",),
        evidence=column_of(Action, case.ahead, "due", "owner_id"),
        empty="" if case.ahead else say("No action is due in the next {days}. Fill Actions.", days=horizon),
        decisions=decisions,
        promises=_promises(case) if case.ahead else None,
    )


def _owed(ours: int, theirs: int) -> str:
    told = {"ours": formats.whole(ours), "theirs": formats.whole(theirs)}
    if not theirs:
        return say("We owe {ours}, the customer none.", **told) if ours else say("Nothing is owed on either side.")
    if not ours:
        return say("The customer owes {theirs}, we none.", **told)
    return say("We owe {ours}, the customer owes {theirs}.", **told)


def _promises(case: Case) -> Table:
    return Table(
        caption=say("Promises by date"),
        columns=(
            Column(title=say("Action"), width="wide"),
            Column(title=say("Due"), width="narrow"),
            Column(title=say("Who owes it")),
            Column(title=say("Side")),
            Column(title=say("Status")),
        ),
        rows=tuple(_promise(case, action) for action in case.ahead),
    )


def _promise(case: Case, action: Action) -> tuple[Cell, ...]:
    late = case.is_late(action)
    overdue = say("overdue {days}", days=formats.days((case.review.as_of - action.due).days))
    return (
        Cell(text=action.text, evidence=(action.origin.cell("text"),)),
        Cell(text=formats.date(action.due), evidence=(action.origin.cell("due"),)),
        Cell(text=case.owner(action)),
        Cell(text=case.name if case.is_theirs(action) else say("we")),
        Cell(
            text=overdue if late else term(action.status),
            tone="bad" if late else "",
            evidence=column_of(Action, [action], "due", "status"),
        ),
    )
