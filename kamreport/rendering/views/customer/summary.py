"""The first page: what went well, what it is worth to the customer, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import SharedAccount, Step
from kamreport.rendering.views.customer.telling import money_of, side_of
from kamreport.rendering.views.pieces import Remark, Section, Shown

_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The next thing one side will do."""

    day: str
    """When it is due."""
    text: str
    """What will be done."""
    side: str
    """Who does it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Section):
    """State, value and next steps at a glance."""

    worth: Shown | None
    """What became better is worth so much a year; None when nobody said."""
    worth_note: str
    """Where that comes from."""
    wins: tuple[Remark, ...]
    """What went well."""
    steps: tuple[NextStep, ...]
    """What both sides do next."""


def summary(account: SharedAccount) -> Summary | None:
    """Set the first page; None when there is nothing to say on it."""
    steps = account.ahead[:_MOST]
    if not account.wins and account.worth is None and not steps:
        return None
    return Summary(
        code="C01",
        name=say("At a glance"),
        headline=_headline(account),
        point=_point(account),
        sources=(),
        worth=Shown(text=money_of(account).amount(account.worth)) if account.worth is not None else None,
        worth_note=_worth_note(account),
        wins=tuple(Remark(text=text, kind="good") for text in account.wins[:_MOST]),
        steps=tuple(_next(account, step) for step in steps),
    )


def _headline(account: SharedAccount) -> str:
    if account.worth is not None:
        return say("Our work is worth {amount} a year to you", amount=money_of(account).amount(account.worth))
    if account.wins:
        return say_count("One thing went well for you", "{count} things went well for you", len(account.wins))
    return say_count("One step comes next", "{count} steps come next", len(account.ahead))


def _point(account: SharedAccount) -> str:
    if not account.ahead:
        return say("This is how we see our work together in {period}.", period=account.period)
    if account.wins or account.worth is not None:
        return say("Here is what we reached together in {period}, and what comes next.", period=account.period)
    return say("Here is what both sides do next.")


def _worth_note(account: SharedAccount) -> str:
    known = [one for one in account.outcomes if one.worth is not None]
    confirmed = sum(one.confirmed_on is not None for one in known)
    if not known:
        return ""
    if confirmed == len(known):
        return say_count(
            "a year, from one outcome you confirmed", "a year, from {count} outcomes you confirmed", len(known)
        )
    if not confirmed:
        return say_count("a year, from one outcome", "a year, from {count} outcomes", len(known))
    return say_count(
        "a year, from one outcome; you confirmed {confirmed}",
        "a year, from {count} outcomes; you confirmed {confirmed}",
        len(known),
        confirmed=formats.whole(confirmed),
    )


def _next(account: SharedAccount, step: Step) -> NextStep:
    return NextStep(day=formats.date(step.due), text=step.text, side=side_of(account, step))
