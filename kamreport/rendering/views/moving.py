"""Movements in words: before, after, change and cause of each subject (KAM.md §13.2, §13.3)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from kamreport.model.lists import Placing, Quadrant, RelationshipStage, Tier
from kamreport.rendering import formats
from kamreport.rendering.language import later, say, say_count, term
from kamreport.rendering.views.grounds import before_of, change_in, now_of
from kamreport.rendering.views.pieces import Cell, Shown
from kamreport.rendering.views.wording import Wording, tone_of
from kamreport.results import Movement

_NAMES = {
    "Attractiveness": later("Attractiveness"),
    "Strength": later("Strength"),
    "Quadrant": later("Quadrant"),
    "Stage": later("Stage"),
    "Tier": later("Tier"),
    "Key account": later("Key account"),
    "Selection": later("Selection"),
    "Health": later("Health"),
    "Revenue 12m": later("Revenue, 12 months"),
    "Share of wallet": later("Share of wallet"),
    "Relationship coverage": later("Relationship coverage"),
    "Rank": later("Rank"),
    "Account": later("Account"),
}
_WORDS: dict[str, type[StrEnum]] = {
    "Quadrant": Quadrant,
    "Stage": RelationshipStage,
    "Tier": Tier,
    "Selection": Placing,
}
_MONEY = ("Revenue 12m", "Revenue 12 months")
_FEWER_IS_BETTER = ("Rank",)
_AXES = ("Attractiveness", "Strength")
_WRITE: dict[str, Callable[[float | None], str]] = {
    "Share of wallet": lambda share: formats.percent(share, 1),
    "Rank": formats.whole,
}


def subject_name(movement: Movement) -> str:
    """What moved, as a reader names it."""
    return say(_NAMES.get(movement.subject, movement.subject))


def worded(wording: Wording, subject: str, value: float | str | None) -> str:
    """A value of a subject as it is printed."""
    if value is None:
        return formats.not_known()
    if isinstance(value, bool):
        return say("Yes") if value else say("No")
    if isinstance(value, str):
        return _word(subject, value)
    write = _WRITE.get(subject, formats.score)
    return wording.money.amount(value) if subject in _MONEY else write(value)


def _word(subject: str, value: str) -> str:
    """A word of the history as the reader knows it; what no list has any more stays as it was written."""
    if subject in _WORDS:
        return next((term(word) for word in _WORDS[subject] if word.value == value), value)
    return {"Yes": say("Yes"), "No": say("No"), "listed": say("listed")}.get(value, value)


def change_of(wording: Wording, movement: Movement) -> Shown:
    """The change with its sign; for words, what became of them."""
    change, cells = movement.change, change_in(wording.review, movement.account_id, movement.subject)
    if change is None:
        return Shown(text=told(wording, movement), tone="quiet", evidence=cells)
    if movement.subject in _FEWER_IS_BETTER:
        places = abs(round(change))
        text = (
            say_count("up {count} place", "up {count} places", places)
            if change < 0
            else say_count("down {count} place", "down {count} places", places)
        )
        return Shown(text=text, tone=tone_of(-change), evidence=cells)
    if movement.subject in _MONEY:
        text = wording.money.change(change)
    elif movement.subject == "Share of wallet":
        text = say("{change} points", change=formats.points(change * 100))
    else:
        text = formats.points(change)
    return Shown(text=text, tone="" if text.startswith("±") else tone_of(change), evidence=cells)


def told(wording: Wording, movement: Movement) -> str:
    """What happened to something that has no number: from one word to another, or known on one side only."""
    if movement.before is None:
        return say("not known before")
    if movement.after is None:
        return say("known before")
    before = worded(wording, movement.subject, movement.before)
    return say("from {before}", before=before)


def cause(wording: Wording, movement: Movement) -> str:
    """What moved it most, in words; of a quadrant, what moved the scores of both axes most."""
    if movement.roster_only:
        return say("other accounts moved")
    if movement.main_cause:
        return wording.criterion_name(movement.main_cause)
    if movement.subject == "Quadrant":
        own = [one for one in wording.review.moved(movement.account_id) if one.subject in _AXES]
        return ", ".join(dict.fromkeys(cause(wording, one) for one in own)) or "–"
    return "–"


def movement_cells(wording: Wording, movement: Movement, first: Cell) -> tuple[Cell, ...]:
    """A row of a table of movements: what moved, before, after, change, main cause."""
    change = change_of(wording, movement)
    shown = change.text if movement.change is not None else "–"
    whose = (wording.review, movement.account_id, movement.subject)
    return (
        first,
        Cell(text=worded(wording, movement.subject, movement.before), evidence=before_of(*whose)),
        Cell(text=worded(wording, movement.subject, movement.after), evidence=now_of(*whose)),
        Cell(text=shown, tone=change.tone, evidence=change.evidence),
        Cell(text=cause(wording, movement)),
    )
