"""P07: key accounts against the others, to see whether others are neglected (KAM.md §9.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamreport.model import Account
from kamreport.model.lists import AccountStatus
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Pair, pairs
from kamreport.rendering.charts.quarters import Indexed, indexed_lines
from kamreport.rendering.language import later, say, say_count
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.results import AccountScores

_QUARTERS = 8
_MEASURES = (
    ("growth", later("Revenue growth, 12 months")),
    ("contribution_rate", later("Contribution margin rate")),
    ("grr", later("Gross revenue retention")),
    ("csat", later("CSAT, 1–5")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Section):
    """Key accounts against all others."""

    courses: Figure | None
    """Quarterly revenue of both sides as an index; None when too little is known."""
    retention: Figure
    """What both sides kept, as bars."""
    table: Table
    """The four measures side by side."""


def comparison(desk: Desk) -> Comparison | None:
    """Set the comparison; None without 24 months of revenue on both sides."""
    growth = (desk.value("key_growth"), desk.value("other_growth"))
    if growth[0] is None or growth[1] is None:
        return None
    return Comparison(
        code="P07",
        name=say("Key against other accounts"),
        headline=_headline(growth[0], growth[1]),
        point=_point(desk),
        sources=("Revenue", "Portfolio"),
        evidence=desk.cells_behind("key_growth", "other_growth", "key_contribution_rate", "other_contribution_rate"),
        courses=_courses(desk),
        retention=_retention(desk),
        table=_table(desk),
    )


def _headline(key: float, other: float) -> str:
    rates = {"key": formats.percent_change(key), "other": formats.percent_change(other)}
    if key > other:
        return say("Key accounts grow faster than the others: {key} against {other}", **rates)
    if key < other:
        return say("Key accounts grow slower than the others: {key} against {other}", **rates)
    return say("Key accounts grow as fast as the others: {key} against {other}", **rates)


def _point(desk: Desk) -> str:
    rates = (desk.value("key_contribution_rate"), desk.value("other_contribution_rate"))
    if rates[0] is None or rates[1] is None:
        return say("What both sides earn after cost to serve is not known.")
    return say(
        "They earn {key} of revenue after cost to serve, the others {other}.",
        key=formats.percent(rates[0], 1),
        other=formats.percent(rates[1], 1),
    )


def _courses(desk: Desk) -> Figure | None:
    ends = _quarter_ends(desk.review.period_end)
    totals = {True: [0.0] * len(ends), False: [0.0] * len(ends)}
    counted = {True: 0, False: 0}
    members = [
        (account, desk.scores.accounts[account.account_id])
        for account in desk.review.portfolio.accounts
        if account.account_id in desk.scores.accounts
    ]
    for account, one in members:
        course = _course(account, one, ends)
        if course is not None:
            counted[account.is_key] += 1
            totals[account.is_key] = [so_far + now for so_far, now in zip(totals[account.is_key], course, strict=True)]
    if not all(values[0] > 0 for values in totals.values()):
        return None
    index = {is_key: tuple(100 * value / values[0] for value in values) for is_key, values in totals.items()}
    lines = [
        Indexed(say("Key"), index[True], formats.whole(index[True][-1])),
        Indexed(say("Others"), index[False], formats.whole(index[False][-1])),
    ]
    names = [f"{end.year} Q{(end.month + 2) // 3}" if end.month % 3 == 0 else f"{end:%Y-%m}" for end in ends]
    words = "; ".join(
        f"{line.name}: {', '.join(f'{name} {formats.whole(value)}' for name, value in zip(names, line.values, strict=True))}"
        for line in lines
    )
    left = len(members) - sum(counted.values())
    return Figure(
        chart=indexed_lines("p07-courses", title=say("Quarterly revenue, first quarter is 100"), names=[name[2:] for name in names],
                            lines=lines, tick=formats.whole, words=words, width=390, height=190),
        caption=say("Quarterly revenue, {quarter} is 100", quarter=names[0]),
        sources=("Revenue",),
        evidence=join_evidence(*(period.evidence for _, one in members for period in one.periods), desk.column("is_key")),
        note=_counted(counted[True], counted[False], left),
    )  # fmt: skip


def _counted(key: int, other: int, left: int) -> str:
    told = {
        "key": say_count("{count} key account", "{count} key accounts", key),
        "other": say_count("{count} other", "{count} others", other),
    }
    if left:
        return say("{key} and {other} with eight known quarters; {left} left out.", left=formats.whole(left), **told)
    return say("{key} and {other} with eight known quarters.", **told)


def _quarter_ends(last: dt.date) -> list[dt.date]:
    ends = [last]
    while len(ends) < _QUARTERS:
        months = ends[-1].year * 12 + ends[-1].month - 3
        ends.append(dt.date(months // 12, months % 12 + 1, 1) - dt.timedelta(days=1))
    return ends[::-1]


def _course(account: Account, one: AccountScores, ends: list[dt.date]) -> list[float] | None:
    """Revenue of each quarter; None unless all are known. Before the first purchase and after a loss it is 0."""
    known = {period.end: period.revenue for period in one.periods if period.months == 3}  # noqa: PLR2004 - a quarter
    if not known:
        return None
    last = max(known)
    course: list[float] = []
    for end in ends:
        not_yet = account.first_purchase is not None and end < account.first_purchase
        no_more = account.status is AccountStatus.LOST and end > last
        if end not in known and not (not_yet or no_more):
            return None
        course.append(known.get(end, 0.0))
    return course


def _retention(desk: Desk) -> Figure:
    rows = [
        Pair(
            title,
            (desk.value(f"key_{field}"), desk.value(f"other_{field}")),
            (formats.percent(desk.value(f"key_{field}"), 1), formats.percent(desk.value(f"other_{field}"), 1)),
        )
        for field, title in (("grr", say("Gross retention")), ("contribution_rate", say("Contribution rate")))
    ]
    total = desk.value("nrr")
    return Figure(
        chart=pairs(
            "p07-kept",
            title=say("Retention and contribution, key and other accounts"),
            rows=rows,
            series=(say("Key"), say("Others")),
            width=250,
        ),
        caption=say("What is kept and earned"),
        sources=("Portfolio",),
        evidence=desk.cells_behind("key_grr", "other_grr", "key_contribution_rate", "other_contribution_rate", "nrr"),
        note=say("Net retention of all accounts: {total}.", total=formats.percent(total, 1)),
    )


def _table(desk: Desk) -> Table:
    rows = []
    for field, title in _MEASURES:
        both = [desk.value(f"{side}_{field}") for side in ("key", "other")]
        write = formats.score if field == "csat" else formats.percent_change if field == "growth" else _rate
        counts = [desk.scores.measures.get(f"{side}_{field}") for side in ("key", "other")]
        left = sum(one.left_out for one in counts if one is not None)
        rows.append(
            (
                Cell(text=say(title)),
                *(
                    Cell(
                        text=write(value),
                        tone="quiet" if value is None else "",
                        evidence=desk.cells_behind(f"{side}_{field}"),
                    )
                    for side, value in zip(("key", "other"), both, strict=True)
                ),
                Cell(
                    text=formats.whole(left) if left else "–",
                    evidence=desk.cells_behind(f"key_{field}", f"other_{field}"),
                ),
            )
        )
    return Table(
        caption=say("Side by side"),
        columns=(
            Column(title=say("Measure")),
            Column(title=say("Key accounts"), number=True),
            Column(title=say("Other accounts"), number=True),
            Column(title=say("Accounts left out: not known"), number=True),
        ),
        rows=tuple(rows),
    )


def _rate(value: float | None) -> str:
    return formats.percent(value, 1)
