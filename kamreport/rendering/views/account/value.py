"""Q05 and Q06: what is better for the customer, whether we serve as promised, and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Commitment, Event, Feedback, Stakeholder, ValueDelivered
from kamreport.model.lists import EventKind
from kamreport.rendering import formats
from kamreport.rendering.charts.bullets import Bullet, Change, bullets, dumbbells
from kamreport.rendering.charts.voices import Beat, sparkline
from kamreport.rendering.language import later, later_count, say, say_count
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import column_of, measured_in
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Shown, Table
from kamreport.rendering.views.wording import fact, in_unit, more_rows, sentence

_MOST_BARS, _MOST_ROWS, _MOST_QUARTERS, _MOST_EVENTS = 8, 6, 12, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Section):
    """What became better for the customer."""

    changes: Figure | None
    """Figures before and now; None when no outcome has figures."""
    outcomes: Table
    """Every outcome, with its worth and who confirms it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Satisfaction(Section):
    """Whether promises of service are kept, and what the customer says."""

    levels: Figure | None
    """A bullet for each service level; None without any."""
    voice: Figure | None
    """CSAT over time; None without an answer."""
    facts: tuple[Fact, ...]
    """Service levels kept, CSAT, NPS, open escalations."""
    escalations: Table | None
    """Escalations, open ones first; None without any."""


def value(case: Case) -> Value | None:
    """Set the value delivered; None when no outcome is listed."""
    rows = case.rows(ValueDelivered)
    if not rows:
        return None
    return Value(
        code="Q05",
        name=say("Value delivered to the customer"),
        headline=_value_headline(case, rows),
        point=_value_point(case, rows),
        sources=("Value delivered",),
        evidence=column_of(ValueDelivered, rows, "yearly_value", "confirmed_on"),
        empty=""
        if case.scores.plan.confirmed
        else say("Nobody at the account confirms it yet: fill Confirmed by and on."),
        changes=_changes(case, rows),
        outcomes=_outcomes(case, rows),
    )


def _value_headline(case: Case, rows: tuple[ValueDelivered, ...]) -> str:
    worth = case.scores.plan.yearly_value
    if worth is None:
        return say_count(
            "{count} outcome for {account}; what they are worth in money is not known",
            "{count} outcomes for {account}; what they are worth in money is not known",
            len(rows),
            account=case.name,
        )
    return say_count(
        "One outcome is worth {worth} a year to {account}",
        "{count} outcomes are worth {worth} a year to {account}",
        sum(row.yearly_value is not None for row in rows),
        account=case.name,
        worth=case.wording.money.amount(worth),
    )


def _value_point(case: Case, rows: tuple[ValueDelivered, ...]) -> str:
    confirmed = case.scores.plan.confirmed
    if not confirmed:
        return say("None of it is confirmed by the customer, so it is our claim alone.")
    if confirmed == len(rows):
        return say("All of it is confirmed by the customer.")
    return say(
        "The customer confirms {confirmed} of {rows}.",
        confirmed=formats.whole(confirmed),
        rows=formats.whole(len(rows)),
    )


def _changes(case: Case, rows: tuple[ValueDelivered, ...]) -> Figure | None:
    drawn = [row for row in rows if row.baseline is not None and row.now is not None][:_MOST_BARS]
    if not drawn:
        return None
    changes = [
        Change(
            name=row.outcome,
            before=row.baseline,
            now=row.now,
            before_label=in_unit(row.baseline, row.unit),
            now_label=in_unit(row.now, row.unit),
            note=row.measure or "",
        )
        for row in drawn
    ]
    return Figure(
        chart=dumbbells("q05-changes", title=say("Before and now at {account}", account=case.name), rows=changes),
        caption=say("Before and now, each on a scale of its own"),
        sources=("Value delivered",),
        evidence=tuple(row.origin.cell(field) for row in drawn for field in ("baseline", "now")),
    )


def _outcomes(case: Case, rows: tuple[ValueDelivered, ...]) -> Table:
    money = case.wording.money
    cells = tuple(
        (
            Cell(text=row.outcome, evidence=(row.origin.cell("outcome"),)),
            Cell(text=money.figure(row.yearly_value), evidence=(row.origin.cell("yearly_value"),)),
            Cell(text=_confirmed(case, row), evidence=(row.origin.cell("confirmed_by"),)),
            Cell(
                text=formats.date(row.confirmed_on) if row.confirmed_on else say("not yet"),
                evidence=(row.origin.cell("confirmed_on"),),
            ),
        )
        for row in rows[:_MOST_ROWS]
    )
    return Table(
        caption=say("What is better for them, and who says so"),
        columns=(
            Column(title=say("Outcome"), width="wide"),
            Column(title=say("Worth a year{in_money}", in_money=case.wording.in_money), number=True),
            Column(title=say("Confirmed by")),
            Column(title=say("Confirmed on"), width="narrow"),
        ),
        rows=cells,
        note=more_rows(
            rows,
            _MOST_ROWS,
            later_count("{count} more outcome on the sheet {sheet}.", "{count} more outcomes on the sheet {sheet}."),
            "Value delivered",
        ),
    )


def _confirmed(case: Case, row: ValueDelivered) -> str:
    who = case.review.portfolio.find(Stakeholder, row.confirmed_by)
    return who.name if who is not None else row.confirmed_by or say("nobody yet")


def satisfaction(case: Case) -> Satisfaction | None:
    """Set service and satisfaction; None without service levels, feedback and escalations."""
    levels = _service_levels(case)
    escalations = _escalations(case)
    if not levels and not case.rows(Feedback) and not escalations:
        return None
    return Satisfaction(
        code="Q06",
        name=say("Service and satisfaction"),
        headline=_service_headline(case),
        point=_service_point(case, escalations),
        sources=("Commitments", "Feedback", "Events", "Results"),
        evidence=(*_measured(case), *column_of(Event, escalations, "date", "closed_on")),
        empty=_service_empty(case, levels),
        levels=_levels(case, levels),
        voice=_voice(case),
        facts=_service_facts(case, escalations),
        escalations=_escalation_table(case, escalations),
    )


def _measured(case: Case) -> tuple[CellRef, ...]:
    """What is kept, and what they say of it."""
    return measured_in([case.scores], "sla_attainment", "csat_12m")


def _service_levels(case: Case) -> tuple[Commitment, ...]:
    return tuple(row for row in case.rows(Commitment) if row.service_level)


def _escalations(case: Case) -> tuple[Event, ...]:
    """Escalations that have happened, open ones first, then the newest."""
    as_of = case.review.as_of
    rows = [row for row in case.rows(Event) if row.kind is EventKind.ESCALATION and row.date <= as_of]
    return tuple(sorted(rows, key=lambda row: (not _is_open(case, row), -row.date.toordinal())))


def _is_open(case: Case, row: Event) -> bool:
    return row.closed_on is None or row.closed_on > case.review.as_of


def _service_headline(case: Case) -> str:
    csat, kept = case.measure("csat_12m"), case.measure("sla_attainment")
    parts = []
    if kept is not None and kept.value is not None:
        parts.append(say("{kept} of the service levels are kept", kept=formats.percent(kept.value)))
    if csat is not None and csat.value is not None:
        parts.append(say("customers rate us {csat} of 5", csat=formats.score(csat.value)))
    return sentence(", ".join(parts)).rstrip(".") if parts else say("How well we serve them is not measured yet")


def _service_point(case: Case, escalations: tuple[Event, ...]) -> str:
    missed = [row.promise for row in _service_levels(case) if row.is_kept is False]
    open_ = sum(_is_open(case, row) for row in escalations)
    said = say("Missed: {promises}.", promises=formats.listed(missed, most=2)) if missed else ""
    waiting = say("No escalation is open.")
    if open_:
        waiting = say_count("{count} escalation is open.", "{count} escalations are open.", open_)
    return f"{said} {waiting}".lstrip()


def _service_empty(case: Case, levels: tuple[Commitment, ...]) -> str:
    lacking = [title for title, rows in (("Commitments", levels), ("Feedback", case.rows(Feedback))) if not rows]
    return say("Fill {sheets}.", sheets=formats.listed(lacking)) if lacking else ""


def _levels(case: Case, levels: tuple[Commitment, ...]) -> Figure | None:
    if not levels:
        return None
    shown = sorted(levels, key=lambda row: row.is_kept is not False)[:_MOST_BARS]
    rows = [
        Bullet(
            name=row.promise,
            value=row.actual,
            target=row.target,
            label=_level_words(row),
            missed=row.is_kept is False,
        )
        for row in shown
    ]
    return Figure(
        chart=bullets("q06-levels", title=say("Service levels of {account}", account=case.name), rows=rows),
        caption=say("Service levels: what was reached against what was promised"),
        sources=("Commitments",),
        evidence=tuple(row.origin.cell(field) for row in shown for field in ("actual", "target")),
        note=say("The stroke is the promise.")
        + " "
        + more_rows(
            levels,
            _MOST_BARS,
            later_count(
                "{count} more service level on the sheet {sheet}.", "{count} more service levels on the sheet {sheet}."
            ),
            "Commitments",
        ),
    )


def _level_words(row: Commitment) -> str:
    form = {
        True: later("{actual} of {target}: kept"),
        False: later("{actual} of {target}: missed"),
        None: later("not measured; promised {target}") if row.target is not None else later("not measured"),
    }[row.is_kept]
    return say(form, actual=in_unit(row.actual, row.unit), target=in_unit(row.target, row.unit))


def _voice(case: Case) -> Figure | None:
    voice = case.scores.plan.voice[-_MOST_QUARTERS:]
    if not voice:
        return None
    beats = [Beat(f"{one.end.year} Q{(one.end.month + 2) // 3}", one.mean, formats.score(one.mean)) for one in voice]
    rows = [row for row in case.rows(Feedback) if row.csat is not None]
    return Figure(
        chart=sparkline(
            "q06-csat", title=say("CSAT of {account} by quarter", account=case.name), beats=beats, low=1, high=5
        ),
        caption=say("CSAT by quarter, 1–5"),
        sources=("Feedback",),
        evidence=tuple(row.origin.cell("csat") for row in rows),
    )


def _service_facts(case: Case, escalations: tuple[Event, ...]) -> tuple[Fact, ...]:
    kept, csat, nps = case.measure("sla_attainment"), case.measure("csat_12m"), case.measure("nps_12m")
    open_ = sum(_is_open(case, row) for row in escalations)
    told = formats.whole(open_) if case.is_used(Event) else formats.not_known()
    words = case.wording
    return (
        Fact(label=say("Service levels kept"), value=words.percent(kept)),
        Fact(label=say("CSAT, 12 months, 1–5"), value=words.score(csat)),
        Fact(label=say("NPS, 12 months"), value=Shown(text=words.count(nps).text, evidence=words.count(nps).evidence)),
        fact(say("Open escalations"), told, column_of(Event, escalations, "date", "closed_on")),
    )


def _escalation_table(case: Case, escalations: tuple[Event, ...]) -> Table | None:
    if not escalations:
        return None
    rows = tuple(
        (
            Cell(text=row.event, evidence=(row.origin.cell("event"),)),
            Cell(text=formats.whole(row.severity), evidence=(row.origin.cell("severity"),)),
            Cell(text=formats.date(row.date), evidence=(row.origin.cell("date"),)),
            Cell(
                text=say("open")
                if _is_open(case, row)
                else say("closed {closed_on}", closed_on=formats.date(row.closed_on)),
                tone="bad" if _is_open(case, row) else "",
                evidence=(row.origin.cell("closed_on"),),
            ),
        )
        for row in escalations[:_MOST_EVENTS]
    )
    return Table(
        caption=say("Escalations, severity 1 is the worst"),
        columns=(
            Column(title=say("What happened"), width="wide"),
            Column(title=say("Severity"), number=True),
            Column(title=say("Date")),
            Column(title=say("State")),
        ),
        rows=rows,
        note=more_rows(
            escalations,
            _MOST_EVENTS,
            later_count(
                "{count} more escalation on the sheet {sheet}.", "{count} more escalations on the sheet {sheet}."
            ),
            "Events",
        ),
    )
