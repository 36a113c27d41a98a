"""P01: the portfolio's totals, its largest movements, and what it needs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kamreport.findings import Severity
from kamreport.model import Account, Action
from kamreport.model.lists import AccountStatus, Colour, NarrativeKind, Quadrant
from kamreport.rendering import formats
from kamreport.rendering.language import noun, say, say_count
from kamreport.rendering.views.grounds import FINDINGS, change_in, column_of
from kamreport.rendering.views.moving import movement_cells, subject_name
from kamreport.rendering.views.pieces import Cell, Column, Remark, Section, Shown, Table, Tile, join_evidence
from kamreport.rendering.views.portfolio.behind import room_of
from kamreport.rendering.views.portfolio.desk import Desk, revenue_of
from kamreport.rendering.views.portfolio.sums import growth_sum, retention_sum, total_sum
from kamreport.rendering.views.sums import told
from kamreport.rendering.views.wording import FIRST_REVIEW, opening, tone_of
from kamreport.results import Movement

_SUBJECTS = ("Quadrant", "Attractiveness", "Strength", "Health")
_MOST = 5
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines(Section):
    """Page 1 of the portfolio pack."""

    tiles: tuple[Tile, ...]
    """Eight headline figures."""
    strong: tuple[Remark, ...]
    """What goes well."""
    weak: tuple[Remark, ...]
    """What needs attention."""
    asks: tuple[Remark, ...]
    """What the data ask of leadership."""
    lessons: tuple[Remark, ...]
    """What managers learned, in their words."""
    movements: Table | None
    """The largest movements; None for a first review or when nothing moved."""
    first_review: str
    """The line for a first review, or empty."""


def headlines(desk: Desk) -> Headlines:
    """Set the first page of the portfolio."""
    first = desk.review.previous is None
    return Headlines(
        code="P01",
        name=say("Headlines"),
        headline=_headline(desk),
        point=_point(desk),
        sources=("Portfolio", "Results", "Movements", "Actions"),
        evidence=join_evidence(
            desk.places,
            desk.healths,
            desk.cells_behind("cr5"),
            *(change_in(desk.review, one.account_id, one.subject) for one in _quadrants(desk)),
        ),
        empty="" if desk.narrative(*NarrativeKind) else say("Fill Narrative for the portfolio."),
        tiles=_tiles(desk),
        strong=_strong(desk),
        weak=_weak(desk),
        asks=_asks(desk),
        lessons=tuple(desk.narrative(NarrativeKind.LESSON)),
        movements=None if first else _movements(desk),
        first_review=say(FIRST_REVIEW) if first else "",
    )


def _headline(desk: Desk) -> str:
    counts = Counter(one.placement.quadrant for _, one in desk.pairs)
    placed = sum(count for quadrant, count in counts.items() if quadrant is not None)
    if not placed:
        return say("No account can be placed in the key account matrix yet")
    return say_count(
        "{count} of {accounts} stands in the Strategic quadrant, {star} in Star",
        "{count} of {accounts} stand in the Strategic quadrant, {star} in Star",
        counts[Quadrant.STRATEGIC],
        accounts=say_count("{count} account", "{count} accounts", placed),
        star=formats.whole(counts[Quadrant.STAR]),
    )


def _point(desk: Desk) -> str:
    red = _of_colour(desk, Colour.RED)
    base = desk.scores.concentration.cr5
    parts = _changed(desk)
    if red:
        parts.append(say_count("{count} account is at risk by health", "{count} accounts are at risk by health", red))
    if base is not None:
        parts.append(say("the five largest customers bring {share} of revenue", share=formats.percent(base)))
    if not parts:
        return say("Health and concentration are not known yet.")
    return f"{opening(formats.listed(parts))}."


def _changed(desk: Desk) -> list[str]:
    """How many accounts changed quadrant since the previous review; nothing for a first one."""
    if desk.review.previous is None:
        return []
    moved, since = _quadrants(desk), desk.review.previous.period_label
    if not moved:
        return [say("no account changed its quadrant since {label}", label=since)]
    return [
        say_count(
            "{count} account changed quadrant since {label}",
            "{count} accounts changed quadrant since {label}",
            len(moved),
            label=since,
        )
    ]


def _quadrants(desk: Desk) -> list[Movement]:
    return [one for one in desk.review.movements if one.subject == "Quadrant"]


def _of_colour(desk: Desk, colour: Colour) -> int:
    return sum(one.health.colour is colour for _, one in desk.pairs)


def _tiles(desk: Desk) -> tuple[Tile, ...]:
    accounts = desk.review.portfolio.accounts
    status = Counter(account.status for account in accounts)
    named = sum(account.is_key for account in accounts)
    errors = desk.review.count(Severity.ERROR)
    prospects = say_count("{count} prospect", "{count} prospects", status[AccountStatus.PROSPECT])
    return (
        Tile(
            label=say("Accounts"),
            value=Shown(text=formats.whole(len(accounts)), evidence=desk.column("account_id")),
            note_evidence=desk.column("status"),
            note=say(
                "{active} active, {prospects}, {lost} lost",
                active=formats.whole(status[AccountStatus.ACTIVE]),
                prospects=prospects,
                lost=formats.whole(status[AccountStatus.LOST]),
            ),
        ),
        Tile(
            label=say("Key accounts"),
            value=Shown(text=formats.whole(named), evidence=desk.column("is_key")),
            note_evidence=room_of(desk.review),
            note=say("room for {limit}", limit=formats.whole(desk.scores.choice.limit)),
        ),
        *_money(desk),
        _retention(desk),
        _health(desk),
        _promises(desk),
        Tile(
            label=say("Errors in the workbook"),
            value=Shown(text=formats.whole(errors), tone="bad" if errors else "", evidence=FINDINGS),
            note_evidence=FINDINGS,
            note=say_count("{count} warning", "{count} warnings", desk.review.count(Severity.WARNING)),
        ),
    )


def _money(desk: Desk) -> tuple[Tile, Tile]:
    growth = desk.value("revenue_growth")
    revenue = told(desk.wording.amount(desk.measure("revenue_12m")), total_sum(desk, "revenue_12m"))
    unknown = sum(revenue_of(one) is None for _, one in desk.pairs)
    change = None
    if growth is not None:
        change = Shown(
            text=say("{growth} on the year before", growth=formats.percent_change(growth)),
            tone=tone_of(growth),
            evidence=desk.cells_behind("revenue_growth"),
            how=growth_sum(desk),
        )
    margin = told(desk.wording.amount(desk.measure("contribution_12m")), total_sum(desk, "contribution_12m"))
    rate = desk.value("contribution_rate")
    return (
        Tile(
            label=say("Revenue, 12 months"),
            value=revenue,
            change=change,
            note_evidence=desk.cells_behind("revenue_12m"),
            note=say_count("{count} account not known", "{count} accounts not known", unknown)
            if unknown
            else say("all accounts known"),
            word=revenue.text == formats.not_known(),
        ),
        Tile(
            label=say("Contribution, 12 months"),
            value=margin,
            note_evidence=desk.cells_behind("contribution_rate"),
            note=say("{rate} of revenue", rate=formats.percent(rate, 1))
            if rate is not None
            else say("needs gross margin and cost to serve"),
            word=margin.text == formats.not_known(),
        ),
    )


def _retention(desk: Desk) -> Tile:
    nrr, grr = desk.measure("nrr"), desk.value("grr")
    shown = told(desk.wording.percent(nrr, 1), retention_sum(desk))
    return Tile(
        label=say("Net revenue retention"),
        value=shown,
        note_evidence=desk.cells_behind("grr"),
        note=say("gross {grr}", grr=formats.percent(grr, 1)) if grr is not None else say("needs two years of Revenue"),
        word=shown.text == formats.not_known(),
    )


def _health(desk: Desk) -> Tile:
    red, amber, green = (_of_colour(desk, colour) for colour in (Colour.RED, Colour.AMBER, Colour.GREEN))
    known = red + amber + green
    if not known:
        return Tile(
            label=say("Accounts at risk"),
            value=Shown(text=formats.not_known(), tone="quiet"),
            note=say("health is not known"),
            word=True,
        )
    return Tile(
        label=say("Accounts at risk"),
        value=Shown(text=formats.whole(red), tone="bad" if red else "", evidence=desk.healths),
        note_evidence=desk.healths,
        note=say("{amber} to watch, {green} healthy", amber=formats.whole(amber), green=formats.whole(green)),
    )


def _late(desk: Desk) -> list[Action]:
    actions = desk.review.portfolio.rows(Action)
    return [one for one in actions if one.is_late(desk.review.as_of)]


def _promises(desk: Desk) -> Tile:
    late = _late(desk)
    open_ = sum(one.is_open(desk.review.as_of) for one in desk.review.portfolio.rows(Action))
    return Tile(
        label=say("Actions overdue"),
        value=Shown(
            text=formats.whole(len(late)),
            tone="bad" if late else "",
            evidence=column_of(Action, late, "due", "status"),
        ),
        note_evidence=column_of(Action, desk.review.portfolio.rows(Action), "status"),
        note=say("of {open} open", open=formats.whole(open_)),
    )


def _strong(desk: Desk) -> tuple[Remark, ...]:
    remarks = []
    growing = [account.name for account, one in desk.by_revenue if (one.value("revenue_growth") or 0) > 0]
    if growing:
        text = say_count(
            "Revenue grows at {count} account, {names} among them.",
            "Revenue grows at {count} accounts, {names} among them.",
            len(growing),
            names=formats.listed(growing, most=3),
        )
        remarks.append(Remark(text=text, kind="good", evidence=desk.cells_behind("revenue_growth")))
    healthy = [account.name for account, one in desk.by_revenue if one.health.colour is Colour.GREEN]
    if healthy:
        remarks.append(
            Remark(
                text=say("Healthy: {names}.", names=formats.listed(healthy, most=4)),
                kind="good",
                evidence=desk.healths,
            )
        )
    up = [one for one in _moved(desk) if (one.change or 0) > 0][:1]
    remarks += [
        Remark(
            text=say(
                "{name}: {subject} {change} points.",
                name=_name(desk, one),
                subject=noun(subject_name(one)),
                change=formats.points(one.change),
            ),
            kind="good",
            evidence=change_in(desk.review, one.account_id, one.subject),
        )
        for one in up
    ]
    remarks = [*desk.narrative(NarrativeKind.WIN), *remarks]
    return tuple(remarks) or (Remark(text=say("Nothing known so far stands out.")),)


def _weak(desk: Desk) -> tuple[Remark, ...]:
    remarks = []
    red = [account.name for account, one in desk.by_revenue if one.health.colour is Colour.RED]
    if red:
        remarks.append(
            Remark(
                text=say("At risk by health: {names}.", names=formats.listed(red, most=4)),
                kind="bad",
                evidence=desk.healths,
            )
        )
    thin = [account.name for account, one in desk.by_revenue if account.is_key and one.relationship.single_threaded]
    if thin:
        remarks.append(
            Remark(text=say("Hanging on a single thread: {names}.", names=formats.listed(thin, most=4)), kind="bad")
        )
    big = [group for group in desk.scores.concentration.groups if group.flag]
    if big:
        names = [f"{group.name} ({formats.percent(group.share)})" for group in big]
        remarks.append(
            Remark(
                text=say("Large shares of revenue: {names}.", names=formats.listed(names, most=3)),
                kind="bad",
                evidence=desk.cells_behind("cr5"),
            )
        )
    down = [one for one in _moved(desk) if (one.change or 0) < 0][:1]
    remarks += [
        Remark(
            text=say(
                "{name}: {subject} {change} points.",
                name=_name(desk, one),
                subject=noun(subject_name(one)),
                change=formats.points(one.change),
            ),
            kind="bad",
            evidence=change_in(desk.review, one.account_id, one.subject),
        )
        for one in down
    ]
    remarks = [*desk.narrative(NarrativeKind.RISK), *remarks]
    return tuple(remarks) or (Remark(text=say("Nothing known so far calls for attention.")),)


def _asks(desk: Desk) -> tuple[Remark, ...]:
    remarks = []
    over = [one.name for one in desk.scores.managers if one.limit is not None and len(one.account_ids) > one.limit]
    if over:
        remarks.append(
            Remark(
                text=say(
                    "Relieve {names}: more accounts than one person serves well.", names=formats.listed(over, most=3)
                )
            )
        )
    under = [account.name for account, one in desk.pairs if (one.tier.fit or 0) < 0]
    if under:
        remarks.append(
            Remark(text=say("Decide on the tier of {names}: under-served today.", names=formats.listed(under, most=3)))
        )
    consider = [group.name for group in desk.scores.concentration.groups if group.must_consider]
    if consider:
        remarks.append(Remark(text=say("Consider as key account: {names}.", names=formats.listed(consider, most=3))))
    late = _late(desk)
    if late:
        remarks.append(
            Remark(
                text=say_count("Clear {count} overdue action.", "Clear {count} overdue actions.", len(late)),
                evidence=column_of(Action, late, "due", "status"),
            )
        )
    return (*desk.narrative(NarrativeKind.DECISION, NarrativeKind.ASK), *remarks)


def _moved(desk: Desk) -> list[Movement]:
    numbers = [one for one in desk.review.movements if one.subject in _SUBJECTS and one.change]
    return sorted(numbers, key=lambda one: (-abs(one.change or 0), one.account_id, one.subject))


def _movements(desk: Desk) -> Table | None:
    chosen = [*_quadrants(desk)[:_MOST_WORDS], *_moved(desk)]
    if not chosen or desk.review.previous is None:
        return None
    rows = tuple(
        (Cell(text=_name(desk, one)), *movement_cells(desk.wording, one, Cell(text=subject_name(one))))
        for one in chosen[:_MOST]
    )
    return Table(
        caption=say("Largest movements since {period}", period=desk.review.previous.period_label),
        columns=(
            Column(title=say("Account")),
            Column(title=say("Subject")),
            Column(title=say("Before"), number=True),
            Column(title=say("Now"), number=True),
            Column(title=say("Change"), number=True),
            Column(title=say("Main cause")),
        ),
        rows=rows,
    )


def _name(desk: Desk, movement: Movement) -> str:
    account: Account | None = desk.review.portfolio.account(movement.account_id)
    return account.name if account is not None else movement.account_id
