"""Who the customer is, as we understand it, and what happened on the way."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.dates import Moment, timeline
from kamreport.rendering.charts.lettering import shortened
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import SharedAccount
from kamreport.rendering.views.customer.telling import not_shown
from kamreport.rendering.views.pieces import Fact, Figure, Section, Shown

_MOST, _ROOM = 8, 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Section):
    """The customer in facts, and its events on a line."""

    facts: tuple[Fact, ...]
    """Industry and region, as far as known."""
    background: str
    """Who they are; empty when not shared."""
    understanding: tuple[Fact, ...]
    """What we understand of them, under its heading."""
    happenings: Figure | None
    """What happened, on a line; None without an event."""


def overview(account: SharedAccount) -> Overview | None:
    """Set what we know of the customer; None when that is no more than its name."""
    facts = tuple(
        Fact(label=label, value=Shown(text=text))
        for label, text in ((say("Industry"), account.industry), (say("Region"), account.region))
        if text
    )
    understanding = _understanding(account)
    if not account.background and not understanding and not account.happenings:
        return None
    return Overview(
        code="C03",
        name=say("Your company"),
        headline=_headline(account, understanding),
        point=say("Please tell us where this is wrong or out of date.")
        if understanding or account.background
        else say("The newest of it stands on the right."),
        sources=(),
        facts=facts,
        background=account.background,
        understanding=understanding,
        happenings=_happenings(account),
    )


def _headline(account: SharedAccount, understanding: tuple[Fact, ...]) -> str:
    if understanding:
        return say("How we understand {name}", name=account.name)
    if account.happenings:
        return say_count("One event on our way together", "{count} events on our way together", len(account.happenings))
    return say("Who {name} is to us", name=account.name)


def _understanding(account: SharedAccount) -> tuple[Fact, ...]:
    rows = (
        (say("Your market"), account.market),
        (say("Your strategy"), account.strategy),
        (say("What your customers want of you"), account.wishes_of_customers),
        (say("How you create value"), account.value_creation),
        (say("Where your profit comes from"), account.profit_source),
    )
    return tuple(Fact(label=label, value=Shown(text=text)) for label, text in rows if text)


def _happenings(account: SharedAccount) -> Figure | None:
    rows = sorted(account.happenings, key=lambda row: (row.day, row.event))
    if not rows:
        return None
    moments = [
        Moment(
            shortened(f"{row.event.rstrip('.')},", 8.6, _ROOM), row.day, formats.date(row.day), row.day > account.as_of
        )
        for row in rows[-_MOST:]
    ]
    return Figure(
        chart=timeline("c03-happenings", title=say("What happened and what is to come"), moments=moments,
                       as_of=account.as_of),
        caption=say("What happened and what is to come"),
        sources=(),
        note=not_shown(rows, _MOST),
    )  # fmt: skip
