"""What both sides want to reach together, and who does what in the next weeks."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.bullets import progress_strip
from kamreport.rendering.charts.dates import Planned, plan_bars
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import Aim, SharedAccount, Step
from kamreport.rendering.views.customer.telling import in_unit, not_shown, side_of, that_fit
from kamreport.rendering.views.pieces import Cell, Column, Figure, Remark, Section, Table

_MOST_AIMS, _MOST_BARS, _MOST_PROMISES, _MOST_DECISIONS = 8, 12, 10, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Section):
    """Objectives and actions."""

    aims: Table | None
    """Objectives with their progress; None when none is shared."""
    bars: Figure | None
    """Actions along the quarters; None when none is shared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead(Section):
    """What both sides do soon."""

    promises: Table | None
    """Open actions by date, theirs and ours; None when none is due."""
    decisions: tuple[Remark, ...]
    """What is to be decided together."""


def plan(account: SharedAccount) -> Plan | None:
    """Set objectives and actions; None when none is shared."""
    if not account.aims and not account.steps:
        return None
    return Plan(
        code="C13",
        name=say("Where we are going together"),
        headline=_headline(account),
        point=_point(account),
        sources=(),
        aims=_aims(account),
        bars=_bars(account),
    )


def _headline(account: SharedAccount) -> str:
    well = sum(one.is_well for one in account.aims)
    if not account.aims:
        open_ = sum(step.is_open for step in account.steps)
        if not open_:
            return say("All we agreed to do is done")
        return say_count("One action is under way", "{count} actions are under way", open_)
    if well == len(account.aims):
        return say_count(
            "Our objective is on track or reached", "All {count} objectives are on track or reached", len(account.aims)
        )
    return say_count(
        "One of {all} objectives is on track or reached",
        "{count} of {all} objectives are on track or reached",
        well,
        all=formats.whole(len(account.aims)),
    )


def _point(account: SharedAccount) -> str:
    theirs = sum(one.is_theirs for one in account.aims)
    if theirs:
        return say_count(
            "One of them is an objective of your own.", "{count} of them are objectives of your own.", theirs
        )
    late = sum(step.is_open and step.due < account.as_of for step in account.steps)
    if late:
        return say_count("One action is late.", "{count} actions are late.", late)
    return say("Nothing we agreed is late.")


def _aims(account: SharedAccount) -> Table | None:
    rows = sorted(account.aims, key=lambda one: (not one.is_theirs, one.due))
    shown = that_fit(rows, lambda one: one.objective, _MOST_AIMS)
    if not rows:
        return None
    return Table(
        caption=say("Objectives: progress against time gone"),
        columns=(
            Column(title=say("Objective")),
            Column(title=say("From, now, target"), width="read"),
            Column(title=say("Progress"), width="strip"),
            Column(title=say("Due"), width="narrow"),
            Column(title=say("State"), width="narrow"),
        ),
        rows=tuple(_aim(position, one) for position, one in enumerate(shown)),
        note=" ".join(
            line
            for line in (
                say("The bar is progress, the stroke the share of time gone."),
                not_shown(rows, len(shown)),
            )
            if line
        ),
    )


def _aim(position: int, one: Aim) -> tuple[Cell, ...]:
    marks = (say("your own"),) if one.is_theirs else ()
    state = Cell(text=say(one.state), tone="" if one.is_well else "bad")
    day = Cell(text=formats.date(one.due))
    if one.progress is None:
        return (Cell(text=one.objective, marks=marks), Cell(text=_figures(one)), Cell(text="–"), day, state)
    done = formats.percent(one.progress)
    words = (
        say("{done} done, {gone} of the time gone", done=done, gone=formats.percent(one.elapsed))
        if one.elapsed is not None
        else say("{done} done", done=done)
    )
    strip = progress_strip(
        f"c13-aim-{position}",
        title=say("Progress of {objective}", objective=one.objective),
        done=one.progress,
        gone=one.elapsed,
        words=words,
    )
    return (Cell(text=one.objective, marks=marks), Cell(text=_figures(one)), Cell(text=done, chart=strip), day, state)


def _figures(one: Aim) -> str:
    if one.baseline is None and one.actual is None and one.target is None:
        return one.measure or "–"
    known = [in_unit(value, "") for value in (one.baseline, one.actual)]
    figures = " → ".join([*known, in_unit(one.target, one.unit)])
    return say("{measure}: {figures}", measure=one.measure, figures=figures) if one.measure else figures


def _bars(account: SharedAccount) -> Figure | None:
    open_ = [step for step in account.steps if step.is_open]
    done = [step for step in account.steps if not step.is_open]
    room = max(_MOST_BARS - len(open_), 0)
    shown = sorted([*(done[-room:] if room else []), *open_[:_MOST_BARS]], key=lambda step: step.due)
    if not shown:
        return None
    rows = [
        Planned(
            name=step.text,
            due=step.due,
            done=not step.is_open,
            late=step.is_open and step.due < account.as_of,
            label=_state(account, step),
        )
        for step in shown
    ]
    note = [
        say("Filled: done. Open: still to do. The broken line is the day of this review."),
        not_shown(account.steps, len(shown)),
    ]
    return Figure(
        chart=plan_bars("c13-plan", title=say("What we do, by quarter"), rows=rows, as_of=account.as_of),
        caption=say("What we do, by quarter"),
        sources=(),
        note=" ".join(line for line in note if line),
    )


def _state(account: SharedAccount, step: Step) -> str:
    if not step.is_open:
        return say("done")
    day = formats.date(step.due)
    return say("late, due {date}", date=day) if step.due < account.as_of else say("due {date}", date=day)


def ahead(account: SharedAccount) -> Ahead | None:
    """Set the promises of the next days; None when none is due and nothing is to be decided."""
    if not account.ahead and not account.decisions:
        return None
    days = formats.days(account.horizon)
    return Ahead(
        code="C16",
        name=say("The next {days}", days=days),
        headline=_next_headline(account, days),
        point=_sides(account),
        sources=(),
        promises=_promises(account),
        decisions=tuple(Remark(text=text) for text in that_fit(account.decisions, str, _MOST_DECISIONS)),
    )


def _next_headline(account: SharedAccount, days: str) -> str:
    if not account.ahead:
        return say_count("One thing to decide together", "{count} things to decide together", len(account.decisions))
    return say_count(
        "One promise falls due within {days}", "{count} promises fall due within {days}", len(account.ahead), days=days
    )


def _sides(account: SharedAccount) -> str:
    theirs = sum(step.by_customer for step in account.ahead)
    ours = len(account.ahead) - theirs
    if not account.ahead:
        return say("Let us settle it when we meet.")
    if not theirs:
        return say("All of it is ours to do.")
    if not ours:
        return say("All of it waits for you.")
    return say("We owe {ours} of them, you owe {theirs}.", ours=formats.whole(ours), theirs=formats.whole(theirs))


def _promises(account: SharedAccount) -> Table | None:
    if not account.ahead:
        return None
    shown = that_fit(account.ahead, lambda step: step.text, _MOST_PROMISES)
    return Table(
        caption=say("Promises on both sides"),
        columns=(
            Column(title=say("What will be done"), width="wide"),
            Column(title=say("Due"), width="narrow"),
            Column(title=say("By whom")),
            Column(title=say("State"), width="narrow"),
        ),
        rows=tuple(_promise(account, step) for step in shown),
        note=not_shown(account.ahead, len(shown)),
    )


def _promise(account: SharedAccount, step: Step) -> tuple[Cell, ...]:
    late = step.due < account.as_of
    state = say("late") if late else say("under way") if step.is_begun else say("to come")
    return (
        Cell(text=step.text),
        Cell(text=formats.date(step.due)),
        Cell(text=side_of(account, step)),
        Cell(text=state, tone="bad" if late else ""),
    )
