"""Q02: promises kept, and how the scores moved with their causes (KAM.md §13.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Action
from kamreport.model.lists import Axis
from kamreport.rendering import formats
from kamreport.rendering.charts.effects import Step, waterfall
from kamreport.rendering.language import later, noun, say, say_count
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import change_in, column_of
from kamreport.rendering.views.moving import subject_name
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.wording import FIRST_REVIEW, axis_name, sentence
from kamreport.results import Movement

_HOW = {
    "data": later("Data"),
    "definition": later("Definition"),
    "coverage": later("Coverage: what is known"),
    "weights": later("Weights"),
}
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
        evidence=_cells(case, due),
        kept=kept,
        promises=_promises(case, due),
        figures=figures,
        first_review=say(FIRST_REVIEW) if case.is_first else "",
    )


def _cells(case: Case, due: tuple[Action, ...]) -> tuple[CellRef, ...]:
    """What headline and point rest on: the promises, and both sides of what moved."""
    subjects = [subject for subject in _SUBJECTS.values() if case.movement(subject) is not None]
    moved = [change_in(case.review, case.account.account_id, subject) for subject in subjects]
    return join_evidence(column_of(Action, due, "due", "done_on"), *moved)


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
    if not on_time.value:
        return say("No promise of the period was kept on time")
    return say("{on_time} of the promises of the period were kept on time", on_time=formats.percent(on_time.value))


def _kept(due: tuple[Action, ...]) -> str:
    late = [action for action in due if not _was_kept(action)]
    if not due:
        return ""
    return say_count(
        "{count} action due, {kept} kept on time.",
        "{count} actions due, {kept} kept on time.",
        len(due),
        kept=formats.whole(len(due) - len(late)),
    )


def _moved(case: Case) -> str:
    if case.is_first:
        return say(FIRST_REVIEW)
    moves = [case.movement(subject) for subject in _SUBJECTS.values()]
    told = [_way(move, move.change) for move in moves if move is not None and move.change]
    return sentence(formats.listed(told)) if told else say("Neither axis score moved.")


def _way(move: Movement, change: float) -> str:
    rose, fell = later("{subject} rose by {change} points"), later("{subject} fell by {change} points")
    return say(rose if change > 0 else fell, subject=noun(subject_name(move)), change=formats.score(abs(change)))


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
    cells = column_of(Action, [action], "due", "done_on")
    if _was_kept(action):
        became = Cell(
            text=say("kept, done {done_on}", done_on=formats.date(action.done_on)), tone="good", evidence=cells
        )
    elif action.done_on is not None:
        became = Cell(
            text=say("late by {days}", days=formats.days((action.done_on - action.due).days)),
            tone="bad",
            evidence=cells,
        )
    elif case.is_open(action):
        became = Cell(
            text=say("open, {days} overdue", days=formats.days((case.review.as_of - action.due).days)),
            tone="bad",
            evidence=cells,
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
    if move is None or not isinstance(move.before, float | int) or not isinstance(move.after, float | int):
        return ()
    previous = case.review.previous
    earlier = previous.period_label if previous is not None else say("before")
    chart = waterfall(
        f"q02-{axis.value[0].lower()}",
        title=say(
            "{axis}: from {before} to {after}",
            axis=axis_name(axis),
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
            caption=say("{axis}: what moved it, in points", axis=axis_name(axis)),
            sources=("Movements", "Score history"),
            evidence=change_in(case.review, case.account.account_id, move.subject),
        ),
    )


def _steps(move: Movement) -> tuple[Step, ...]:
    steps = [
        Step(
            say("{criterion} (redefined)", criterion=one.criterion) if one.redefined else one.criterion,
            one.effect,
            formats.points(one.effect),
        )
        for one in sorted(move.because, key=lambda one: -abs(one.effect))
        if abs(one.effect) >= _VISIBLE
    ]
    if not steps:
        steps = _named((("data", move.data_effect), ("definition", move.definition_effect)))
    return (*steps, *_named((("coverage", move.coverage_effect), ("weights", move.weight_effect))))


def _named(effects: Iterable[tuple[str, float | None]]) -> list[Step]:
    """The effects worth a step, by what caused them."""
    return [
        Step(say(_HOW[how]), value, formats.points(value)) for how, value in effects if value and abs(value) >= _VISIBLE
    ]
