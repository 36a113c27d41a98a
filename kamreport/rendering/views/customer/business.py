"""Your business with us: revenue per quarter and in 12 months, and nothing else of the commerce."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kamreport.rendering import formats
from kamreport.rendering.charts.columns import Brace, Upright, columns
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import Period, SharedAccount
from kamreport.rendering.views.customer.telling import money_of, quarter_name
from kamreport.rendering.views.pieces import Figure, Section

_QUARTERS, _YEAR = 8, 12
_MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Business(Section):
    """What the customer bought."""

    course: Figure
    """A column for each quarter."""


def business(account: SharedAccount) -> Business | None:
    """Set the business of the last quarters; None when none is known."""
    periods = _by_quarter(account.periods)[-_QUARTERS:]
    if not periods:
        return None
    return Business(
        code="C04",
        name=say("Your business with us"),
        headline=_headline(account),
        point=_point(account),
        sources=(),
        course=_course(account, periods),
    )


def _headline(account: SharedAccount) -> str:
    money, now, before = money_of(account), account.revenue_12m, account.revenue_before
    if now is None:
        return say("Your business with us, quarter by quarter")
    amount = money.amount(now)
    if not before or before < 0:
        return say("Your business with us came to {amount} in 12 months", amount=amount)
    share = formats.percent(abs(now / before - 1), 1)
    if formats.percent(now / before - 1, 1) in {formats.percent(0, 1), formats.percent(-0.0, 1)}:
        return say("Your business with us is unchanged at {amount} in 12 months", amount=amount)
    if now > before:
        return say("Your business with us grew by {share} to {amount} in 12 months", share=share, amount=amount)
    return say("Your business with us fell by {share} to {amount} in 12 months", share=share, amount=amount)


def _point(account: SharedAccount) -> str:
    if account.revenue_12m is not None and account.revenue_before:
        before = money_of(account).amount(account.revenue_before)
        return say("In the 12 months before it was {amount}.", amount=before)
    return say("This is what we delivered to you and charged for it.")


def _course(account: SharedAccount, periods: list[Period]) -> Figure:
    money = money_of(account)
    uprights = [
        Upright(
            name=_name(one), value=one.revenue, label=money.figure(one.revenue), is_recent=_age(account, one) < _YEAR
        )
        for one in periods
    ]
    unit = money.heading
    caption = say("Your business with us, {unit}", unit=unit) if unit else say("Your business with us")
    return Figure(
        chart=columns("c04-course", title=say("Your business with us"), uprights=uprights,
                      braces=_braces(account, uprights)),
        caption=caption,
        sources=(),
    )  # fmt: skip


def _braces(account: SharedAccount, uprights: list[Upright]) -> list[Brace]:
    """What the columns of a year come to, where all of that year are there."""
    money, braces = money_of(account), []
    recent = [position for position, one in enumerate(uprights) if one.is_recent]
    earlier = [position for position, one in enumerate(uprights) if not one.is_recent]
    if len(earlier) == len(recent) and account.revenue_before is not None:
        told = say("12 months before: {amount}", amount=money.amount(account.revenue_before))
        braces.append(Brace(earlier[0], earlier[-1], told))
    if recent and account.revenue_12m is not None:
        told = say("last 12 months: {amount}", amount=money.amount(account.revenue_12m))
        braces.append(Brace(recent[0], recent[-1], told))
    return braces


def _name(one: Period) -> str:
    if one.months == _MONTHS_OF_QUARTER and one.end.month % _MONTHS_OF_QUARTER == 0:
        return quarter_name(one.end)
    return say_count("month to {date}", "{count} months to {date}", one.months, date=f"{one.end:%Y-%m}")


def _age(account: SharedAccount, one: Period) -> int:
    """Months between the end of a period and the end of the reviewed one."""
    return _month(account.period_end.year, account.period_end.month) - _month(one.end.year, one.end.month)


def _month(year: int, month: int) -> int:
    return year * _YEAR + month


def _by_quarter(periods: tuple[Period, ...]) -> list[Period]:
    """Months drawn together to quarters, counted back from the newest; other periods stay as they are."""
    rows = sorted(periods, key=lambda one: one.end)
    if any(one.months != 1 for one in rows) or not _follow(rows):
        return rows
    whole = rows[len(rows) % _MONTHS_OF_QUARTER :]
    return [
        Period(three[-1].end, _MONTHS_OF_QUARTER, sum(one.revenue for one in three))
        for three in (whole[at : at + _MONTHS_OF_QUARTER] for at in range(0, len(whole), _MONTHS_OF_QUARTER))
    ]


def _follow(rows: list[Period]) -> bool:
    """Whether each month comes right after the one before."""
    months = [_month(one.end.year, one.end.month) for one in rows]
    return all(later - earlier == 1 for earlier, later in pairwise(months))
