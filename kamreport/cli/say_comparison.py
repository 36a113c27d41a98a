"""What moved between two workbooks, account by account, with the causes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kamreport.model import Criterion
from kamreport.rendering.formats import NOT_KNOWN, count_of, date, percent, plain, points
from kamreport.rendering.views.moving import change_of, subject_name, worded
from kamreport.rendering.views.wording import Wording
from kamreport.results import Index, Movement, Review
from kamreport.run import WhatMoved
from kamreport.run.moving import FigureMovement

_CAME_OR_WENT = {"new": "is new", "gone": "is gone"}


def comparison_told(found: WhatMoved) -> Iterator[str]:
    """A heading, then every account that moved with what moved and why, then the programme."""
    yield f"{_named(found.old)} → {_named(found.new)}"
    if found.is_equal:
        yield "Nothing moved."
        return
    accounts = {one.account_id for one in found.movements if not one.roster_only}
    yield f"{count_of(len(accounts), 'account')} moved."
    wording = Wording.of(found.new)
    for account_id, movements in groupby(found.movements, key=lambda one: one.account_id):
        yield f"{account_id} {found.name_of(account_id)}"
        for movement in movements:
            yield from _movement(wording, movement)
    if found.programme:
        yield "Programme"
        yield from (f"  {_figure(one)}" for one in found.programme)


def _named(review: Review) -> str:
    return f"{review.workbook.path.name} ({review.period_label}, as of {date(review.as_of)})"


def _movement(wording: Wording, movement: Movement) -> Iterator[str]:
    if movement.subject.casefold().startswith("account"):
        yield f"  {_CAME_OR_WENT.get(movement.main_cause, movement.main_cause or str(movement.after or movement.before))}"
        return
    before, after = (worded(wording, movement.subject, value) for value in (movement.before, movement.after))
    change = f" ({change_of(wording, movement).text})" if movement.change is not None else ""
    yield f"  {subject_name(movement)}: {before} to {after}{change}{_why(wording, movement)}"
    for effect in movement.because:
        redefined = ", defined anew" if effect.redefined else ""
        name = _criterion(wording, effect.criterion_id)
        yield f"    {effect.criterion_id} {name}: {plain(effect.before, 0)} to {plain(effect.after, 0)}, {points(effect.effect)}{redefined}"


def _why(wording: Wording, movement: Movement) -> str:
    """The parts of a change of score, or the cause of any other; empty when the change says it all."""
    if movement.roster_only:
        return ", because other accounts moved"
    parts = {
        "data": movement.data_effect,
        "definitions": movement.definition_effect,
        "coverage": movement.coverage_effect,
        "weights": movement.weight_effect,
    }
    told = [f"{name} {points(effect)}" for name, effect in parts.items() if effect]
    if told:
        return f": {', '.join(told)}"
    return f", mostly {_criterion(wording, movement.main_cause)}" if movement.main_cause else ""


def _criterion(wording: Wording, criterion_id: str) -> str:
    criterion = wording.review.portfolio.find(Criterion, criterion_id)
    return criterion.name if criterion else criterion_id


def _figure(one: FigureMovement) -> str:
    before, after = _said(one, one.before), _said(one, one.after)
    return f"{one.title}: {before} to {after}"


def _said(one: FigureMovement, value: float | None) -> str:
    if value is None:
        return NOT_KNOWN
    return percent(value) if one.code == Index.READINESS else plain(value, 2 if one.code == Index.OUTCOMES else 1)
