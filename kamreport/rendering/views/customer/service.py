"""How well we serve the customer: promises of service, and what they say of us."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.bullets import Bullet, bullets
from kamreport.rendering.charts.voices import Beat, sparkline
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import ServiceLevel, SharedAccount, Trouble
from kamreport.rendering.views.customer.telling import in_unit, not_shown, quarter_name, that_fit
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Shown, Table

_MOST_BARS, _MOST_QUARTERS, _MOST_TROUBLES = 8, 8, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Section):
    """Promises of service and satisfaction."""

    levels: Figure | None
    """What was reached against what was promised; None without a service level."""
    voice: Figure | None
    """CSAT by quarter; None without two answers at different times."""
    facts: tuple[Fact, ...]
    """Service levels kept, CSAT, NPS, as far as known."""
    troubles: Table | None
    """Escalations, open ones first; None without any."""


def service(account: SharedAccount) -> Service | None:
    """Set service and satisfaction; None when nothing of it is shared or known."""
    facts = _facts(account)
    if not account.service_levels and not facts and not account.troubles:
        return None
    return Service(
        code="C06",
        name=say("How we serve you"),
        headline=_headline(account),
        point=_point(account),
        sources=(),
        levels=_levels(account),
        voice=_voice(account),
        facts=facts,
        troubles=_troubles(account),
    )


def _measured(account: SharedAccount) -> list[ServiceLevel]:
    return [one for one in account.service_levels if one.kept is not None]


def _headline(account: SharedAccount) -> str:
    measured = _measured(account)
    kept = sum(bool(one.kept) for one in measured)
    if measured and kept == len(measured):
        return say_count("We keep the service level we measure", "We keep all {count} service levels we measure", kept)
    if measured:
        return say("We keep {kept} of {all} service levels", kept=formats.whole(kept), all=formats.whole(len(measured)))
    if account.csat is not None:
        return say("You rate our service {grade} of 5", grade=formats.score(account.csat))
    return say("How well we serve you")


def _point(account: SharedAccount) -> str:
    missed = [one.promise for one in _measured(account) if not one.kept]
    if missed:
        return say("Missed: {promises}.", promises=formats.listed([one.rstrip(".") for one in missed], most=2))
    still = sum(one.settled_on is None for one in account.troubles)
    if still:
        return say_count("One escalation is open.", "{count} escalations are open.", still)
    if account.csat is not None and _measured(account):
        return say("You rate our service {grade} of 5.", grade=formats.score(account.csat))
    return say("Nothing you raised with us is open.")


def _levels(account: SharedAccount) -> Figure | None:
    if not account.service_levels:
        return None
    shown = account.service_levels[:_MOST_BARS]
    rows = [
        Bullet(name=one.promise, value=one.actual, target=one.target, label=_level(one), missed=one.kept is False)
        for one in shown
    ]
    note = [say("The stroke is the promise."), not_shown(account.service_levels, _MOST_BARS)]
    return Figure(
        chart=bullets("c06-levels", title=say("Service levels"), rows=rows),
        caption=say("Service levels: what was reached against what was promised"),
        sources=(),
        note=" ".join(line for line in note if line),
    )


def _level(one: ServiceLevel) -> str:
    values = {"actual": in_unit(one.actual, one.unit), "target": in_unit(one.target, one.unit)}
    if one.kept is None:
        return (
            say("not measured; promised {target}", target=values["target"])
            if one.target is not None
            else say("not measured")
        )
    return say("{actual} of {target}: kept", **values) if one.kept else say("{actual} of {target}: missed", **values)


def _voice(account: SharedAccount) -> Figure | None:
    voices = account.voices[-_MOST_QUARTERS:]
    if len(voices) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    beats = [Beat(quarter_name(one.end), one.mean, formats.score(one.mean)) for one in voices]
    return Figure(
        chart=sparkline("c06-voice", title=say("Your satisfaction by quarter"), beats=beats, low=1, high=5),
        caption=say("Your satisfaction (CSAT) by quarter, 1–5"),
        sources=(),
    )


def _facts(account: SharedAccount) -> tuple[Fact, ...]:
    measured = _measured(account)
    rows: list[tuple[str, str]] = []
    if measured:
        kept = formats.whole(sum(bool(one.kept) for one in measured))
        told = say("{kept} of {all}", kept=kept, all=formats.whole(len(measured)))
        rows.append((say("Service levels kept"), told))
    if account.csat is not None:
        rows.append(
            (say("Your satisfaction (CSAT), 12 months"), say("{grade} of 5", grade=formats.score(account.csat)))
        )
    if account.nps is not None:
        rows.append((say("Would you recommend us (NPS), 12 months"), formats.whole(account.nps)))
    return tuple(Fact(label=label, value=Shown(text=text, tone="strong")) for label, text in rows)


def _troubles(account: SharedAccount) -> Table | None:
    rows = sorted(account.troubles, key=lambda one: (one.settled_on is not None, -one.day.toordinal()))
    if not rows:
        return None
    shown = that_fit(rows, lambda one: one.event, _MOST_TROUBLES)
    return Table(
        caption=say("What you raised with us"),
        columns=(
            Column(title=say("What happened"), width="wide"),
            Column(title=say("Raised on")),
            Column(title=say("State")),
        ),
        rows=tuple(_trouble(one) for one in shown),
        note=not_shown(rows, len(shown)),
    )


def _trouble(one: Trouble) -> tuple[Cell, ...]:
    open_ = one.settled_on is None
    state = say("open") if open_ else say("settled on {date}", date=formats.date(one.settled_on))
    return (Cell(text=one.event), Cell(text=formats.date(one.day)), Cell(text=state, tone="bad" if open_ else ""))
