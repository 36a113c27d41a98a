"""What moved between two workbooks, account by account, with the causes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from textwrap import shorten

import click

from kamreport.model import Criterion
from kamreport.rendering.formats import NOT_KNOWN, as_typed, count_of, date, percent, plain, points
from kamreport.rendering.views.moving import change_of, subject_name, worded
from kamreport.rendering.views.wording import Wording
from kamreport.results import CriterionEffect, Index, Movement, Review
from kamreport.run import WhatMoved
from kamreport.run.model_changes import ModelChange
from kamreport.run.moving import FigureMovement

_SAID = {"new score": "a new score", "score lost": "the score was lost", "cap or override": "by a cap or an override"}
_NOTHING = 0.05
"""An effect that would read as 0.0 points says nothing."""
_MOST = 12
"""Changes of the model that are named."""
_FINE = 1e-9
"""What lies further from its second decimal is told in full."""
_LONGEST = 40
"""Characters of a text that changed."""
_CAME_OR_WENT = {"new": "is new", "gone": "is gone"}


def comparison_told(found: WhatMoved) -> Iterator[str]:
    """A heading, then every account that moved with what moved and why, then the programme."""
    yield f"{_named(found.old)} → {_named(found.new)}"
    if found.is_equal:
        yield "Nothing moved."
        yield from _reservations(found)
        return
    accounts = {one.account_id for one in found.movements if not one.roster_only}
    yield f"{count_of(len(accounts), 'account')} moved, matched by Account ID."
    yield from _reservations(found)
    wording = Wording.of(found.new)
    for account_id, movements in groupby(found.movements, key=lambda one: one.account_id):
        yield ""
        yield click.style(f"{account_id} {found.name_of(account_id)}", bold=True)
        for movement in movements:
            yield from _movement(wording, movement)
    if found.programme:
        yield ""
        yield click.style("Programme", bold=True)
        yield from (f"  {_figure(one)}" for one in found.programme)


def _named(review: Review) -> str:
    return f"{review.workbook.path.name} ({review.period_label}, as of {date(review.as_of)})"


def _reservations(found: WhatMoved) -> Iterator[str]:
    """What one should know before reading on: another model, or the wrong way round."""
    if found.model:
        part = "" if found.is_equal else ", so part of what moved is ours and not the accounts'"
        yield f"Their settings or model sheets differ{part}:"
        yield from (f"  {_model_change(change)}" for change in found.model[:_MOST])
        if len(found.model) > _MOST:
            yield f"  and {len(found.model) - _MOST} more"
    if found.old.period_end > found.new.period_end:
        yield "The first workbook is the later one: it was read as the old one."


def _model_change(change: ModelChange) -> str:
    if change.sheet == "Bands":
        return f"Bands of {change.row}"
    if change.sheet == "Settings":
        return f"{change.row}: {_cell(change.before, change)} to {_cell(change.after, change)}"
    if not change.column:
        return f"{change.sheet}: {change.row} is {'new' if change.before is None else 'gone'}"
    name = f"{change.sheet} {change.row}, {change.column}"
    return f"{name}: {_cell(change.before, change)} to {_cell(change.after, change)}"


def _cell(value: object, change: ModelChange) -> str:
    """What stood in a cell, as Excel shows it."""
    if value is None:
        return "blank"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        is_share = change.number_format.endswith("%")
        number = value * 100 if is_share else value
        told = as_typed(number) if abs(number - round(number, 2)) < _FINE else f"{number:.10g}"
        return f"{told}%" if is_share else told
    return shorten(str(value), _LONGEST, placeholder="…")


def _movement(wording: Wording, movement: Movement) -> Iterator[str]:
    if movement.subject.casefold().startswith("account"):
        yield f"  {_CAME_OR_WENT.get(movement.main_cause, movement.main_cause or str(movement.after or movement.before))}"
        return
    before, after = (worded(wording, movement.subject, value) for value in (movement.before, movement.after))
    change = f" ({change_of(wording, movement).text})" if movement.change is not None else ""
    yield f"  {subject_name(movement)}: {before} to {after}{change}{_why(wording, movement)}"
    yield from (f"    {_effect(wording, effect)}" for effect in movement.because)


def _effect(wording: Wording, effect: CriterionEffect) -> str:
    """What one criterion or component did: its own change, or its changed part in the whole."""
    name = _cause(wording, effect.criterion_id)
    if effect.before is not None and effect.after is not None and plain(effect.before, 1) == plain(effect.after, 1):
        weighs = "more" if effect.effect > 0 else "less"
        course = f"{plain(effect.after)} as before, but weighs {weighs}"
    else:
        course = f"{plain(effect.before)} to {plain(effect.after)}"
    return f"{name}: {course}, {points(effect.effect)}{', defined anew' if effect.redefined else ''}"


def _why(wording: Wording, movement: Movement) -> str:
    """The parts of a change of score where there are others than its data, or the cause of any other change."""
    if movement.roster_only:
        return ", because other accounts moved"
    parts = {
        "data": movement.data_effect,
        "definitions": movement.definition_effect,
        "coverage": movement.coverage_effect,
        "weights": movement.weight_effect,
    }
    told = {name: effect for name, effect in parts.items() if effect and abs(effect) > _NOTHING}
    if len(told) == 1:
        return "" if "data" in told else f", all from {next(iter(told))}"
    if told:
        return f": {', '.join(f'{points(effect)} from {name}' for name, effect in told.items())}"
    if movement.main_cause in _SAID:
        return f", {_SAID[movement.main_cause]}"
    alone = len(movement.because) == 1 and movement.because[0].criterion_id == movement.main_cause
    return f", mostly {_cause(wording, movement.main_cause)}" if movement.main_cause and not alone else ""


def _cause(wording: Wording, cause: str) -> str:
    """A criterion with its ID; a component of health, a cap and the like as they are."""
    criterion = wording.review.portfolio.find(Criterion, cause)
    return f"{criterion.criterion_id} {criterion.name}" if criterion else cause


def _figure(one: FigureMovement) -> str:
    before, after = _said(one, one.before), _said(one, one.after)
    return f"{one.title}: {before} to {after}"


def _said(one: FigureMovement, value: float | None) -> str:
    if value is None:
        return NOT_KNOWN
    return percent(value) if one.code == Index.READINESS else plain(value, 2 if one.code == Index.OUTCOMES else 1)
