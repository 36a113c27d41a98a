"""Q04: revenue against target over eight quarters, contribution margin, tenure and lifetime value."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.quarters import Period, course
from kamreport.rendering.language import say
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.pieces import Fact, Figure, Section, Shown, join_evidence
from kamreport.rendering.views.wording import sentence
from kamreport.results import PeriodFigures

_QUARTERS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Commercial(Section):
    """How the business with the account goes."""

    course: Figure
    """Lines of revenue and target, bars of contribution margin."""
    facts: tuple[Fact, ...]
    """The measures of 12 months."""


def commercial(case: Case) -> Commercial | None:
    """Set the commercial picture; None when no revenue is known."""
    if not case.scores.periods:
        return None
    periods = case.scores.periods[-_QUARTERS:]
    return Commercial(
        code="Q04",
        name=say("Commercial performance"),
        headline=_headline(case),
        point=_point(case),
        sources=("Revenue", "Results"),
        course=_course(case, periods),
        facts=_facts(case),
    )


def _headline(case: Case) -> str:
    revenue, growth = case.measure("revenue_12m"), case.measure("revenue_growth")
    if revenue is None or revenue.value is None:
        return say("Revenue of the last 12 months is not known in full")
    amount = case.wording.money.amount(revenue.value)
    if growth is None or growth.value is None:
        return say("Revenue of the last 12 months is {amount}; the year before is not known", amount=amount)
    direction = formats.rise_or_fall(growth.value)
    if direction == "unchanged":
        return say("Revenue is unchanged at {amount} in 12 months", amount=amount)
    return say(
        "Revenue is {direction} {growth} to {amount} in 12 months",
        direction=direction,
        growth=formats.percent(abs(growth.value), 1),
        amount=amount,
    )


def _point(case: Case) -> str:
    parts = []
    target, margin = case.measure("target_ratio"), case.measure("margin_ratio")
    if target is not None and target.value is not None:
        parts.append(say("it reached {target} of target", target=formats.percent(target.value, 1)))
    if margin is not None and margin.value is not None:
        aim = "above" if margin.value > 1 else "at" if margin.value == 1 else "below"
        rate = case.measure("contribution_rate")
        earned = formats.percent(rate.value, 1) if rate is not None else ""
        parts.append(
            say("a contribution margin of {earned} of revenue lies {aim} what we aim at", earned=earned, aim=aim)
        )
    elif margin is not None:
        parts.append(say("what it earns after cost to serve is not known"))
    return sentence("; ".join(parts)) if parts else say("Neither target nor margin is known.")


def _course(case: Case, periods: tuple[PeriodFigures, ...]) -> Figure:
    money = case.wording.money
    drawn = [
        Period(
            name=_name(one),
            revenue=one.revenue,
            target=one.target,
            margin=one.contribution,
            margin_label=money.figure(one.contribution),
            words=say(
                "revenue {revenue}, target {target}, contribution margin {contribution}",
                revenue=money.amount(one.revenue),
                target=money.amount(one.target),
                contribution=money.amount(one.contribution),
            ),
        )
        for one in periods
    ]
    chart = course("q04-course", title=say("Revenue, target and contribution margin of {account}", account=case.name), periods=drawn,
                   tick=money.figure, height=215)  # fmt: skip
    return Figure(
        chart=chart,
        caption=say("Revenue and target, with contribution margin below, {heading}", heading=money.heading),
        sources=("Revenue",),
        evidence=join_evidence(*(one.evidence for one in periods)),
    )


def _name(one: PeriodFigures) -> str:
    if one.months == 1:
        return one.end.strftime("%Y-%m")
    if one.months == 12:  # noqa: PLR2004 - months of a year
        return say("year to {end}", end=f"{one.end:%Y-%m}")
    quarter = (one.end.month + 2) // 3
    return f"{one.end.year} Q{quarter}" if one.end.month % 3 == 0 else say("to {end}", end=f"{one.end:%Y-%m}")


def _facts(case: Case) -> tuple[Fact, ...]:
    wording = case.wording
    years = case.measure("tenure_years")
    value = case.scores.lifetime_value
    rows: tuple[tuple[str, Shown], ...] = (
        (say("Revenue, 12 months"), wording.amount(case.measure("revenue_12m"))),
        ("Contribution", wording.amount(case.measure("contribution_12m"))),
        (say("Prior 12 months"), wording.amount(case.measure("revenue_prior"))),
        (say("Contribution rate"), wording.percent(case.measure("contribution_rate"), 1)),
        ("Growth", wording.change(case.measure("revenue_growth"))),
        (say("Cost to serve rate"), wording.percent(case.measure("cost_rate"), 1)),
        (say("Against target"), wording.percent(case.measure("target_ratio"), 1)),
        (say("Cost growth"), _untoned(wording.change(case.measure("cost_growth")))),
        (say("Company share"), wording.percent(case.measure("revenue_share"), 1)),
        (say("Tenure, years"), wording.score(years)),
        (say("Volume band"), Shown(text=case.scores.volume_band or formats.NOT_KNOWN)),
        (say("Lifetime value"), wording.amount(value, marks=("estimate",))),
    )
    return tuple(Fact(label=label, value=shown) for label, shown in rows)


def _untoned(shown: Shown) -> Shown:
    """Growing cost is no good news, so its sign stands without colour."""
    return Shown(text=shown.text, evidence=shown.evidence, marks=shown.marks)
