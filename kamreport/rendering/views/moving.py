"""Movements in words: before, after, change and cause of each subject (KAM.md §13.2, §13.3)."""

from __future__ import annotations

from collections.abc import Callable

from kamreport.rendering import formats
from kamreport.rendering.language import later, say
from kamreport.rendering.views.pieces import Cell, Shown
from kamreport.rendering.views.wording import Wording, tone_of
from kamreport.results import Movement

_NAMES = {later("Revenue 12m"): later("Revenue, 12 months")}
_MONEY = (later("Revenue 12m"), later("Revenue 12 months"))
_FEWER_IS_BETTER = ("Rank",)
_WRITE: dict[str, Callable[[float | None], str]] = {later("Share of wallet"): formats.percent, "Rank": formats.whole}


def subject_name(movement: Movement) -> str:
    """What moved, as a reader names it."""
    return _NAMES.get(movement.subject, movement.subject)


def worded(wording: Wording, subject: str, value: float | str | None) -> str:
    """A value of a subject as it is printed."""
    if value is None:
        return formats.NOT_KNOWN
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return value
    write = _WRITE.get(subject, formats.score)
    return wording.money.amount(value) if subject in _MONEY else write(value)


def change_of(wording: Wording, movement: Movement) -> Shown:
    """The change with its sign; for words, what became of them."""
    change = movement.change
    if change is None:
        return Shown(text=told(wording, movement), tone="quiet")
    if movement.subject in _FEWER_IS_BETTER:
        places = formats.count_of(abs(round(change)), "place")
        return Shown(text=f"{'up' if change < 0 else 'down'} {places}", tone=tone_of(-change))
    if movement.subject in _MONEY:
        text = wording.money.change(change)
    elif movement.subject == "Share of wallet":
        text = formats.points(change * 100) + " points"
    else:
        text = formats.points(change)
    return Shown(text=text, tone=tone_of(change))


def told(wording: Wording, movement: Movement) -> str:
    """What happened to something that has no number: from one word to another, or known on one side only."""
    if movement.before is None:
        return say("not known before")
    if movement.after is None:
        return say("known before")
    before = worded(wording, movement.subject, movement.before)
    return say("from {before}", before=before)


def cause(wording: Wording, movement: Movement) -> str:
    """What moved it most, in words."""
    if movement.roster_only:
        return say("other accounts moved")
    if movement.main_cause:
        return wording.criterion_name(movement.main_cause)
    return "–"


def movement_cells(wording: Wording, movement: Movement, first: Cell) -> tuple[Cell, ...]:
    """A row of a table of movements: what moved, before, after, change, main cause."""
    change = change_of(wording, movement)
    shown = change.text if movement.change is not None else "–"
    return (
        first,
        Cell(text=worded(wording, movement.subject, movement.before)),
        Cell(text=worded(wording, movement.subject, movement.after)),
        Cell(text=shown, tone=change.tone),
        Cell(text=cause(wording, movement)),
    )
