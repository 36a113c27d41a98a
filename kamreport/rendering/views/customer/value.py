"""What became better for the customer, in figures and in their own confirmation."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.bullets import Change, dumbbells
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import Outcome, SharedAccount
from kamreport.rendering.views.customer.telling import in_unit, money_of, not_shown, that_fit
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table

_MOST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Section):
    """Outcomes for the customer."""

    changes: Figure | None
    """Figures before and now; None when no outcome has both."""
    outcomes: Table
    """Every outcome, with its worth and whether it is confirmed."""


def value(account: SharedAccount) -> Value | None:
    """Set the value delivered; None when no outcome is shared."""
    if not account.outcomes:
        return None
    return Value(
        code="C05",
        name=say("What became better for you"),
        headline=_headline(account),
        point=_point(account),
        sources=(),
        changes=_changes(account),
        outcomes=_outcomes(account),
    )


def _headline(account: SharedAccount) -> str:
    count = len(account.outcomes)
    if account.worth is None:
        return say_count(
            "One thing is better for you than before", "{count} things are better for you than before", count
        )
    return say_count(
        "One thing is better for you, worth {amount} a year",
        "{count} things are better for you, worth {amount} a year",
        count,
        amount=money_of(account).amount(account.worth),
    )


def _point(account: SharedAccount) -> str:
    confirmed = sum(one.confirmed_on is not None for one in account.outcomes)
    if confirmed == len(account.outcomes):
        return say("You confirmed all of it.")
    if not confirmed:
        return say("We would be glad if you confirmed it.")
    return say(
        "You confirmed {confirmed} of {all}; please look at the rest with us.",
        confirmed=formats.whole(confirmed),
        all=formats.whole(len(account.outcomes)),
    )


def _changes(account: SharedAccount) -> Figure | None:
    drawn = [one for one in account.outcomes if one.before is not None and one.now is not None][:_MOST]
    if not drawn:
        return None
    rows = [
        Change(
            name=one.outcome,
            before=one.before,
            now=one.now,
            before_label=in_unit(one.before, one.unit),
            now_label=in_unit(one.now, one.unit),
            note=one.measure,
        )
        for one in drawn
    ]
    return Figure(
        chart=dumbbells("c05-changes", title=say("Before and now"), rows=rows),
        caption=say("Before and now, each on a scale of its own"),
        sources=(),
    )


def _outcomes(account: SharedAccount) -> Table:
    money, shown = money_of(account), that_fit(account.outcomes, lambda one: one.outcome, _MOST)
    worth = say("Worth a year, {unit}", unit=money.heading) if money.heading else say("Worth a year")
    return Table(
        caption=say("What it brings"),
        columns=(
            Column(title=say("Outcome"), width="wide"),
            Column(title=worth, number=True),
            Column(title=say("Confirmed by you")),
        ),
        rows=tuple(_row(account, one) for one in shown),
        note=not_shown(account.outcomes, len(shown)),
    )


def _row(account: SharedAccount, one: Outcome) -> tuple[Cell, ...]:
    confirmed = say("on {date}", date=formats.date(one.confirmed_on)) if one.confirmed_on else say("not yet")
    worth = money_of(account).figure(one.worth) if one.worth is not None else formats.not_known()
    return (Cell(text=one.outcome), Cell(text=worth), Cell(text=confirmed))
