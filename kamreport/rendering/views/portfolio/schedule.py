"""P13 and P16: plans and how fresh they are; renewals ahead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Account, Action, TierService
from kamreport.rendering import formats
from kamreport.rendering.charts.dates import Track, calendar
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.grounds import column_of, measured_in
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.rendering.views.wording import MOST_ROWS, left_out
from kamreport.results import AccountScores

_MOST_TRACKS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans(Section):
    """Actions and reviews of every account."""

    table: Table
    """Open and overdue actions, share on time, age of the last reviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewals(Section):
    """What renews in the next 12 months."""

    calendar: Figure
    """Notice and renewal dates along the months."""


def plans(desk: Desk) -> Plans | None:
    """Set plans; None when there is no action."""
    if not desk.review.portfolio.rows(Action):
        return None
    rows = [(account, one, _open(desk, account), _late(desk, account)) for account, one in desk.pairs]
    rows.sort(key=lambda row: (-len(row[3]), -len(row[2]), row[0].name))
    without = sum(not open_ for _, _, open_, _ in rows)
    return Plans(
        code="P13",
        name=say("Plans and freshness"),
        headline=_headline(rows),
        point=_point(desk, without),
        sources=("Actions", "Accounts"),
        evidence=column_of(Action, desk.review.portfolio.rows(Action), "due", "status"),
        table=_table(desk, rows),
    )


_Row = tuple[Account, AccountScores, list[Action], list[Action]]


def _open(desk: Desk, account: Account) -> list[Action]:
    return [one for one in desk.review.portfolio.of(account.account_id, Action) if one.is_open(desk.review.as_of)]


def _late(desk: Desk, account: Account) -> list[Action]:
    return [one for one in _open(desk, account) if one.is_late(desk.review.as_of)]


def _headline(rows: list[_Row]) -> str:
    late = sum(len(late) for *_, late in rows)
    where = sum(bool(late) for *_, late in rows)
    if not late:
        return say("No action is overdue")
    return say(
        "{actions} overdue, at {accounts}",
        actions=say_count("{count} action is", "{count} actions are", late),
        accounts=say_count("{count} account", "{count} accounts", where),
    )


def _point(desk: Desk, without: int) -> str:
    key = sum(account.is_key for account, _ in desk.pairs if not _open(desk, account))
    if not without:
        return say("Every account has an open action.")
    if not key:
        return say_count("{count} account has no open action.", "{count} accounts have no open action.", without)
    return say_count(
        "{count} account has no open action, {key} among them.",
        "{count} accounts have no open action, {key} among them.",
        without,
        key=say_count("{count} key account", "{count} key accounts", key),
    )


def _is_planned(rows: list[_Row]) -> bool:
    """Whether the completeness of any plan is known."""
    return any(one.plan_completeness.value is not None for _, one, *_ in rows)


def _table(desk: Desk, rows: list[_Row]) -> Table:
    planned = _is_planned(rows)
    complete = say("Complete: of the fields a plan of the account's tier should hold.") if planned else ""
    return Table(
        caption=say("Plans by account, most overdue first"),
        columns=(
            Column(title=say("Account"), width="who"),
            Column(title=say("Open"), number=True),
            Column(title=say("Overdue"), number=True),
            Column(title=say("On time"), number=True),
            *([Column(title=say("Complete"), number=True)] if planned else []),
            Column(title=say("Last review")),
            Column(title=say("Last strategy review")),
            Column(title=say("Last contact")),
        ),
        rows=tuple(_row(desk, row, planned=planned) for row in rows[:MOST_ROWS]),
        note=" ".join(
            line
            for line in (
                say("On time: of what fell due in the review period. Late: older than the tier or the settings allow."),
                complete,
                left_out(rows, "Accounts"),
            )
            if line
        ),
    )


def _row(desk: Desk, row: _Row, *, planned: bool) -> tuple[Cell, ...]:
    account, one, open_, late = row
    plan = one.plan_completeness
    known = formats.percent(plan.value) if plan.value is not None else "–"
    on_time = one.measures.get("on_time")
    service = desk.review.portfolio.find(TierService, account.tier)
    review_days = service.review_days if service is not None else None
    touch_days = service.touchpoint_days if service is not None else None
    return (
        Cell(text=account.name, marks=(say("key"),) if account.is_key else ()),
        Cell(text=formats.whole(len(open_)), evidence=column_of(Action, open_, "due", "status")),
        Cell(
            text=formats.whole(len(late)),
            tone="bad" if late else "quiet",
            evidence=column_of(Action, late, "due", "status"),
        ),
        Cell(
            text=formats.percent(on_time.value) if on_time is not None and on_time.value is not None else "–",
            evidence=measured_in([one], "on_time"),
        ),
        *([Cell(text=known, evidence=plan.evidence)] if planned else []),
        _age(desk, account.last_review, review_days, column_of(Account, [account], "last_review")),
        _age(
            desk,
            account.last_strategy_review,
            desk.settings.strategy_days,
            column_of(Account, [account], "last_strategy_review"),
        ),
        _age(desk, one.relationship.last_touch, touch_days, one.relationship.last_touch_cells),
    )


def _age(desk: Desk, day: dt.date | None, limit: int | None, evidence: tuple[CellRef, ...]) -> Cell:
    if day is None:
        return Cell(text=formats.not_known(), tone="quiet")
    age = (desk.review.as_of - day).days
    if limit is not None and age > limit:
        return Cell(text=say("{day}, late", day=formats.date(day)), tone="bad", evidence=evidence)
    return Cell(text=formats.date(day), evidence=evidence)


def renewals(desk: Desk) -> Renewals | None:
    """Set renewals; None when nothing renews within 12 months."""
    until = _year_later(desk.review.as_of)
    due = [
        (account, one)
        for account, one in desk.pairs
        if account.renewal_date is not None and desk.review.as_of <= account.renewal_date <= until
    ]
    if not due:
        return None
    due.sort(key=lambda pair: (pair[0].renewal_date or until, pair[0].account_id))
    soon = [
        account
        for account, _ in due
        if account.renewal_date and (account.renewal_date - desk.review.as_of).days <= desk.settings.renewal_days
    ]
    return Renewals(
        code="P16",
        name=say("Renewals ahead"),
        headline=_renewal_headline(desk, soon),
        point=say_count(
            "{count} contract renews within 12 months, worth {amount} a year.",
            "{count} contracts renew within 12 months, worth {amount} a year.",
            len(due),
            amount=_value(desk, due),
        ),
        sources=("Accounts",),
        evidence=column_of(Account, [account for account, _ in due], "renewal_date", "contract_value"),
        calendar=_calendar(desk, due, until),
    )


def _year_later(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)


def _renewal_headline(desk: Desk, soon: list[Account]) -> str:
    reach = formats.days(desk.settings.renewal_days)
    if not soon:
        return say("No contract renews within {reach}", reach=reach)
    names = [account.name for account in soon]
    told = formats.listed(names, most=3)
    return say_count(
        "{names} renews within {reach}", "{names} renew within {reach}", len(names), names=told, reach=reach
    )


def _value(desk: Desk, due: list[tuple[Account, AccountScores]]) -> str:
    known = [account.contract_value for account, _ in due if account.contract_value is not None]
    if not known:
        return say("an amount not known")
    unknown = len(due) - len(known)
    text = desk.wording.money.amount(sum(known))
    return say("{amount} ({unknown} without a value)", amount=text, unknown=formats.whole(unknown)) if unknown else text


def _calendar(desk: Desk, due: list[tuple[Account, AccountScores]], until: dt.date) -> Figure:
    tracks = []
    for account, one in due[:_MOST_TRACKS]:
        marks = []
        if account.notice_date is not None:
            marks.append((account.notice_date, say("notice")))
        if account.renewal_date is not None:
            marks.append((account.renewal_date, say("renewal")))
        label = formats.date(account.renewal_date)
        if one.health.value is not None:
            label = say("{date}, health {health}", date=label, health=formats.score(one.health.value))
        tracks.append(Track(name=account.name, marks=tuple(marks), label=label, ends=account.renewal_date))
    more = len(due) - len(tracks)
    note = say("Open dot: last day to give notice. Filled dot: renewal.")
    if more > 0:
        note += " " + say_count("{count} later renewal left out.", "{count} later renewals left out.", more)
    return Figure(
        chart=calendar(
            "p16-calendar",
            title=say("Renewals of the next 12 months"),
            tracks=tracks,
            as_of=desk.review.as_of,
            until=until,
        ),
        caption=say("Notice and renewal dates"),
        sources=("Accounts",),
        evidence=column_of(Account, [account for account, _ in due], "renewal_date", "notice_date"),
        note=note,
    )
