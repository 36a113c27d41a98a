"""Q04: revenue against target over eight quarters, contribution margin, tenure and lifetime value."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.quarters import Period, course
from kamreport.rendering.language import say
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.account.sums import (
    contribution_sum,
    growth_sum,
    rate_sum,
    revenue_sum,
    share_sum,
    target_sum,
)
from kamreport.rendering.views.grounds import measured_in
from kamreport.rendering.views.pieces import Fact, Figure, Section, Shown, join_evidence
from kamreport.rendering.views.sums import told
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
        evidence=measured_in([case.scores], "revenue_12m", "revenue_growth", "target_ratio", "margin_ratio"),
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
    rate = formats.percent(abs(growth.value), 1)
    if growth.value > 0:
        return say("Revenue is up {rate} to {amount} in 12 months", rate=rate, amount=amount)
    if growth.value < 0:
        return say("Revenue is down {rate} to {amount} in 12 months", rate=rate, amount=amount)
    return say("Revenue is unchanged at {amount} in 12 months", amount=amount)


def _point(case: Case) -> str:
    parts = []
    target, margin = case.measure("target_ratio"), case.measure("margin_ratio")
    if target is not None and target.value is not None:
        parts.append(say("it reached {target} of target", target=formats.percent(target.value, 1)))
    if margin is not None and margin.value is not None:
        rate = case.measure("contribution_rate")
        parts.append(_margin(margin.value, formats.percent(rate.value, 1) if rate is not None else ""))
    elif margin is not None:
        parts.append(say("what it earns after cost to serve is not known"))
    return sentence("; ".join(parts)) if parts else say("Neither target nor margin is known.")


def _margin(ratio: float, earned: str) -> str:
    if ratio > 1:
        return say("a contribution margin of {earned} of revenue lies above what we aim at", earned=earned)
    if ratio < 1:
        return say("a contribution margin of {earned} of revenue lies below what we aim at", earned=earned)
    return say("a contribution margin of {earned} of revenue lies at what we aim at", earned=earned)


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
    """Three columns, set row by row: revenue, what it earns and costs, what the account is to us."""
    wording = case.wording
    years = case.measure("tenure_years")
    value = case.scores.lifetime_value
    rows: tuple[tuple[str, Shown], ...] = (
        (say("Revenue"), told(wording.amount(case.measure("revenue_12m")), revenue_sum(case))),
        (say("Contribution"), told(wording.amount(case.measure("contribution_12m")), contribution_sum(case))),
        (say("Company share"), told(wording.percent(case.measure("revenue_share"), 1), share_sum(case))),
        (say("Prior 12 months"), wording.amount(case.measure("revenue_prior"))),
        (say("Contribution rate"), told(wording.percent(case.measure("contribution_rate"), 1), rate_sum(case))),
        (
            say("Volume band"),
            Shown(
                text=case.scores.volume_band or formats.not_known(), evidence=measured_in([case.scores], "revenue_12m")
            ),
        ),
        (say("Growth"), told(wording.change(case.measure("revenue_growth")), growth_sum(case))),
        (say("Cost to serve rate"), wording.percent(case.measure("cost_rate"), 1)),
        (say("Tenure, years"), wording.score(years)),
        (say("Against target"), told(wording.percent(case.measure("target_ratio"), 1), target_sum(case))),
        (say("Cost growth"), _untoned(wording.change(case.measure("cost_growth")))),
        (say("Lifetime value"), wording.amount(value, marks=(say("estimate"),))),
    )
    return tuple(Fact(label=label, value=shown) for label, shown in rows)


def _untoned(shown: Shown) -> Shown:
    """Growing cost is no good news, so its sign stands without colour."""
    return Shown(text=shown.text, evidence=shown.evidence, marks=shown.marks)
