"""Q02: promises kept, and how the scores moved with their causes (KAM.md §13.2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamreport.model import Action
from kamreport.model.lists import Axis
from kamreport.rendering import formats
from kamreport.rendering.charts.effects import Step, waterfall
from kamreport.rendering.language import say
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table
from kamreport.rendering.views.wording import FIRST_REVIEW, axis_name, evidence_of
from kamreport.results import Movement

_SUBJECTS = {Axis.ATTRACTIVENESS: "Attractiveness", Axis.STRENGTH: "Strength"}
_VISIBLE = 0.05  # a smaller effect would print as 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceLastReview(Section):
    """What was promised and kept, and what moved the scores."""

    kept: str
    """Promises kept, in a sentence."""
    promises: Table | None
    """Actions due in the review window with what became of them; None when there was none."""
    figures: tuple[Figure, ...]
    """A waterfall for each axis that moved."""
    first_review: str
    """The line for a first review, or empty."""


def since_last_review(case: Case) -> SinceLastReview:
    """Set what happened since the previous review."""
    due = _due(case)
    kept = _kept(due)
    alone = sum(case.movement(subject) is not None for subject in _SUBJECTS.values()) == 1
    figures = tuple(figure for axis in Axis for figure in _waterfall(case, axis, alone=alone))
    return SinceLastReview(
        code="Q02",
        name=say("Since last review"),
        headline=_headline(case, due),
        point=_moved(case),
        sources=("Actions", "Movements"),
        kept=kept,
        promises=_promises(case, due),
        figures=figures,
        first_review=FIRST_REVIEW if case.is_first else "",
    )


def _due(case: Case) -> tuple[Action, ...]:
    """Actions due in the review window (KAM.md §5.1), not cancelled."""
    end = case.review.period_end
    months = case.review.settings.review_months
    start = _months_before(end, months)
    return tuple(action for action in case.actions if start < action.due <= end)


def _months_before(end: dt.date, months: int) -> dt.date:
    """The month end that lies so many months before a month end."""
    first = end.year * 12 + end.month - months
    return dt.date(first // 12, first % 12 + 1, 1) - dt.timedelta(days=1)


def _was_kept(action: Action) -> bool:
    return action.done_on is not None and action.done_on <= action.due


def _headline(case: Case, due: tuple[Action, ...]) -> str:
    on_time = case.measure("on_time")
    if on_time is None or on_time.value is None or not due:
        return say("No promise fell due in the review period")
    if on_time.value >= 1:
        return say("Every promise of the period was kept on time")
    return say("{on_time} of the promises of the period were kept on time", on_time=formats.percent(on_time.value))


def _kept(due: tuple[Action, ...]) -> str:
    late = [action for action in due if not _was_kept(action)]
    if not due:
        return ""
    return say(
        "{count} due, {due} kept on time.",
        count=formats.count_of(len(due), "action"),
        due=formats.whole(len(due) - len(late)),
    )


def _moved(case: Case) -> str:
    if case.is_first:
        return FIRST_REVIEW
    moves = [case.movement(subject) for subject in _SUBJECTS.values()]
    told = [
        f"{move.subject.lower()} {formats.points(move.change)}"
        for move in moves
        if move is not None and move.change is not None
    ]
    if not told:
        return say("Neither axis score moved.")
    return say("Axis scores: {told} points.", told=formats.listed(told))


def _promises(case: Case, due: tuple[Action, ...]) -> Table | None:
    if not due:
        return None
    return Table(
        caption=say("Promises due in the period"),
        columns=(
            Column(title=say("Action"), width="wide"),
            Column(title=say("Owner")),
            Column(title=say("Due"), width="narrow"),
            Column(title=say("What became of it")),
        ),
        rows=tuple(_promise(case, action) for action in due),
    )


def _promise(case: Case, action: Action) -> tuple[Cell, ...]:
    if _was_kept(action):
        became = Cell(text=say("kept, done {done_on}", done_on=formats.date(action.done_on)), tone="good")
    elif action.done_on is not None:
        became = Cell(text=say("late by {days}", days=formats.days((action.done_on - action.due).days)), tone="bad")
    elif case.is_open(action):
        became = Cell(
            text=say("open, {days} overdue", days=formats.days((case.review.as_of - action.due).days)), tone="bad"
        )
    else:
        became = Cell(text=say("done, date not known"), tone="quiet")
    return (
        Cell(text=action.text, evidence=(action.origin.cell("text"),)),
        Cell(text=case.owner(action)),
        Cell(text=formats.date(action.due), evidence=(action.origin.cell("due"),)),
        became,
    )


def _waterfall(case: Case, axis: Axis, *, alone: bool) -> tuple[Figure, ...]:
    move = case.movement(_SUBJECTS[axis])
    breakdown = case.scores.breakdown(axis)
    if move is None or not isinstance(move.before, float | int) or not isinstance(move.after, float | int):
        return ()
    previous = case.review.previous
    earlier = previous.period_label if previous is not None else "before"
    chart = waterfall(
        f"q02-{axis.value[0].lower()}",
        title=say(
            "{axis_name}: from {before} to {after}",
            axis_name=axis_name(axis),
            before=formats.score(move.before),
            after=formats.score(move.after),
        ),
        start=(earlier, float(move.before), formats.score(move.before)),
        steps=_steps(move),
        end=(case.review.period_label, float(move.after), formats.score(move.after)),
        width=660 if alone else 320,
    )
    return (
        Figure(
            chart=chart,
            caption=say("{axis_name}: what moved it, in points", axis_name=axis_name(axis)),
            sources=("Movements", "Score history"),
            evidence=evidence_of(breakdown),
        ),
    )


def _steps(move: Movement) -> tuple[Step, ...]:
    steps = [
        Step(f"{one.criterion}{(say(' (redefined)') if one.redefined else '')}", one.effect, formats.points(one.effect))
        for one in sorted(move.because, key=lambda one: -abs(one.effect))
        if abs(one.effect) >= _VISIBLE
    ]
    if not steps:
        parts = (("Data", move.data_effect), ("Definition", move.definition_effect))
        steps = [Step(name, value, formats.points(value)) for name, value in parts if value and abs(value) >= _VISIBLE]
    rest = ((say("Coverage: what is known"), move.coverage_effect), ("Weights", move.weight_effect))
    steps += [Step(name, value, formats.points(value)) for name, value in rest if value and abs(value) >= _VISIBLE]
    return tuple(steps)
