"""P14: the choice of key accounts: who is in, out, watched, borderline (KAM.md §10)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kamreport.model import Account
from kamreport.model.lists import Placing
from kamreport.rendering import formats
from kamreport.rendering.charts.dots import Dot, dots
from kamreport.rendering.language import later_count, say, say_count, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.grounds import cut_score_of, place_of, rank_of
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Table, join_evidence
from kamreport.rendering.views.portfolio.behind import room_of
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.rendering.views.wording import fact, opening, sentence
from kamreport.results import AccountScores

_MOST_DOTS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Section):
    """What the choice of key accounts makes of every account."""

    dots: Figure
    """Priorities with the cut and the promotion band."""
    facts: tuple[Fact, ...]
    """Universe, limit, number, cut."""
    table: Table
    """Every account with the rule that placed it."""


def selection(desk: Desk) -> Selection | None:
    """Set the choice; None when no account has a priority to choose by."""
    judged = [(account, one) for account, one in desk.pairs if one.selection.priority is not None]
    if not judged:
        return None
    counts = Counter(one.selection.placing for _, one in desk.pairs)
    return Selection(
        code="P14",
        name=say("Choice of key accounts"),
        headline=_headline(counts),
        point=_point(desk, counts),
        sources=("Selection", "Settings", "Team"),
        evidence=(*desk.places, *room_of(desk.review)),
        dots=_dots(desk, judged),
        facts=_facts(desk),
        table=_table(desk),
    )


def _headline(counts: Counter[Placing]) -> str:
    parts = [say_count("{count} account qualifies as key", "{count} accounts qualify as key", counts[Placing.KEY])]
    if counts[Placing.WATCH]:
        parts.append(say("{count} to watch", count=formats.whole(counts[Placing.WATCH])))
    if counts[Placing.BORDERLINE]:
        parts.append(say("{count} borderline", count=formats.whole(counts[Placing.BORDERLINE])))
    return ", ".join(parts)


def _point(desk: Desk, counts: Counter[Placing]) -> str:
    choice = desk.scores.choice
    run = (
        say("This yearly run freezes the choice")
        if choice.yearly
        else say("Advisory: people decide, nothing is changed")
    )
    over = counts[Placing.OVER_CAPACITY]
    told = {"run": run, "limit": formats.whole(choice.limit)}
    if not over:
        return say("{run}; room for {limit} key accounts.", **told)
    return say_count(
        "{run}; room for {limit} key accounts; {count} account over capacity.",
        "{run}; room for {limit} key accounts; {count} accounts over capacity.",
        over,
        **told,
    )


def _dots(desk: Desk, judged: list[tuple[Account, AccountScores]]) -> Figure:
    ordered = sorted(judged, key=lambda pair: (-(pair[1].selection.priority or 0), pair[0].account_id))
    rows = [
        Dot(
            name=account.name,
            value=one.selection.priority or 0.0,
            label=f"{formats.score(one.selection.priority)} {term(one.selection.placing, inside=True)}",
            solid=one.selection.placing in (Placing.KEY, Placing.WATCH),
        )
        for account, one in ordered[:_MOST_DOTS]
    ]
    cut = desk.scores.choice.cut_score
    more = len(ordered) - len(rows)
    note = say("Filled: in the programme. The field around the cut is the promotion band.")
    if more > 0:
        lower = later_count(
            "{count} account with lower priority in the table only.",
            "{count} accounts with lower priority in the table only.",
        )
        note += " " + say_count(*lower, more)
    return Figure(
        chart=dots(
            "p14-choice", title=say("Priority of the accounts against the cut"), rows=rows,
            cut=(cut, say("cut {cut}", cut=formats.score(cut))) if cut is not None else None, band=desk.settings.promotion_band,
        ),
        caption=say("Priority, with cut and promotion band"),
        sources=("Selection",),
        evidence=(*desk.places, *cut_score_of(desk.review)),
        note=note,
    )  # fmt: skip


def _facts(desk: Desk) -> tuple[Fact, ...]:
    choice = desk.scores.choice
    capacity = formats.whole(choice.capacity) if choice.capacity is not None else say("not applied")
    return (
        fact(say("Accounts considered"), formats.whole(choice.universe), desk.column("status")),
        fact(say("Programme cap"), formats.whole(choice.cap), (desk.settings.cell("programme_cap"),)),
        fact(say("Capacity of key account managers"), capacity, room_of(desk.review)),
        fact(say("Number aimed at"), formats.whole(choice.number), (desk.settings.cell("key_share"),)),
        fact(say("Cut score"), formats.score(choice.cut_score), (*desk.places, *cut_score_of(desk.review))),
        fact(
            say("Promotion band, points"),
            formats.limit(desk.settings.promotion_band),
            (desk.settings.cell("promotion_band"),),
        ),
    )


def _table(desk: Desk) -> Table:
    def order(pair: tuple[Account, AccountScores]) -> tuple[bool, int, str]:
        rank = pair[1].selection.rank
        return (rank is None, rank or 0, pair[0].account_id)

    names = {account.account_id: account.name for account in desk.review.portfolio.accounts}
    rows = tuple(_row(desk, account, one, names) for account, one in sorted(desk.pairs, key=order))
    notes = " ".join(sentence(retold(note)) for note in desk.scores.choice.notes)
    return Table(
        caption=say("Every account, with the rule that placed it"),
        columns=(
            Column(title=say("Account"), width="who"),
            Column(title=say("Rank"), number=True),
            Column(title=say("Priority"), number=True),
            Column(title=say("Today")),
            Column(title=say("Outcome"), width="narrow"),
            Column(title=say("Why")),
        ),
        rows=rows,
        note=notes,
        evidence=room_of(desk.review),
    )


def _row(desk: Desk, account: Account, one: AccountScores, names: dict[str, str]) -> tuple[Cell, ...]:
    reading, cells = one.selection, (*place_of(one), desk.settings.cell("priority_a"))
    why = retold(reading.reason or reading.decided_by)
    if reading.ties_with:
        why = say(
            "{why}; ties with {names}",
            why=why,
            names=formats.listed([names.get(other, other) for other in reading.ties_with]),
        )
    return (
        Cell(text=account.name),
        Cell(text=formats.whole(reading.rank) if reading.rank is not None else "–", evidence=rank_of(desk.review, one)),
        Cell(text=formats.score(reading.priority) if reading.priority is not None else "–", evidence=cells),
        Cell(text=say("key") if account.is_key else "–", evidence=(account.origin.cell("is_key"),)),
        Cell(text=opening(term(reading.placing, inside=True))),
        Cell(text=why or "–", evidence=join_evidence(rank_of(desk.review, one), cut_score_of(desk.review))),
    )
