"""P04 and P05: the ranking with its bounds, and how firm it is (KAM.md §5.7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from kamreport.model import Account, AccountRatings, Criterion
from kamreport.model.lists import Axis, ScoreState
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, stacked
from kamreport.rendering.charts.dots import Dot, Reach, rank_ranges, strip
from kamreport.rendering.language import noun, say, say_count, term
from kamreport.rendering.views.grounds import column_of, cuts_of, place_of, rank_of, weights_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Remark, Section, Table, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.rendering.views.portfolio.flipping import quadrant_flips, random_draws, rank_swaps
from kamreport.rendering.views.sums import score_sum
from kamreport.rendering.views.wording import evidence_of, with_bounds
from kamreport.results import AccountScores, ScoreBreakdown

_MOST_RANGES = 24
_MOST_CRITERIA = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Section):
    """All ranked accounts, best first."""

    ranking: Table
    """Each account with its scores, their bounds as a picture, and its priority."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Firmness(Section):
    """What would change if weights were others."""

    ranges: Figure
    """Best and worst rank of each account."""
    flips: Figure | None
    """Criteria whose weight moves accounts across a cut; None when none does."""
    quadrants: tuple[Remark, ...]
    """Which quadrants would flip and at which weight, in words; the nearest first."""
    places: tuple[Remark, ...]
    """Which neighbours in the ranking would change places, in words; the nearest first."""
    draws: tuple[Remark, ...]
    """Accounts that random weightings would move; empty while that test is off."""


def ranking(desk: Desk) -> Ranking | None:
    """Set the ranking; None when no account has a priority."""
    if not desk.ranked:
        return None
    return Ranking(
        code="P04",
        name=say("Ranking with bounds"),
        headline=_headline(desk),
        point=_point(desk),
        sources=("Results", "Score lines"),
        evidence=join_evidence(desk.places, (desk.settings.cell("priority_a"),), cuts_of(desk.review)),
        ranking=_table(desk),
    )


def _headline(desk: Desk) -> str:
    names = [account.name for account, _ in desk.ranked[:3]]
    told = formats.listed(names)
    return say_count("{names} leads by priority", "{names} lead by priority", len(names), names=told)


def _point(desk: Desk) -> str:
    weight = formats.percent(desk.settings.priority_a)
    wide = sum(one.attractiveness is not None and one.attractiveness.coverage < 1 for _, one in desk.ranked)
    if not wide:
        return say(
            "Priority is {weight} attractiveness, the rest strength; for emerging accounts attractiveness alone.",
            weight=weight,
        )
    return say_count(
        "Priority is {weight} attractiveness, the rest strength; for emerging accounts attractiveness alone. {count} account has bounds because something is missing.",
        "Priority is {weight} attractiveness, the rest strength; for emerging accounts attractiveness alone. {count} accounts have bounds because something is missing.",
        wide,
        weight=weight,
    )


def _table(desk: Desk) -> Table:
    return Table(
        caption=say("Accounts by priority"),
        columns=(
            Column(title=say("Account")),
            Column(title=say("Rank"), number=True),
            Column(title=say("Priority"), number=True),
            Column(title=say("Attract."), number=True),
            Column(title="0–100", width="strip"),
            Column(title=say("Strength"), number=True),
            Column(title="0–100", width="strip"),
            Column(title=say("Quadrant")),
        ),
        rows=tuple(_row(desk, account, one) for account, one in desk.ranked),
        evidence=join_evidence(
            desk.places, column_of(AccountRatings, desk.review.portfolio.rows(AccountRatings), "source")
        ),
        note=" ".join(
            line
            for line in (
                say(
                    "Each strip runs from 0 to 100; the bar is what missing data leave open, an open dot is provisional."
                ),
                say("The strength of every account is self-scored.") if _are_all_self_scored(desk) else "",
            )
            if line
        ),
    )


def _are_all_self_scored(desk: Desk) -> bool:
    """Whether one remark says it of all, instead of a mark at each."""
    return not desk.wording.is_relative and all(one.self_scored for _, one in desk.ranked)


def _row(desk: Desk, account: Account, one: AccountScores) -> tuple[Cell, ...]:
    placement = one.placement
    certain = () if placement.certain is not False else (say("not certain"),)
    return (
        Cell(text=account.name, marks=_marks(desk, account, one)),
        Cell(text=formats.whole(placement.rank), evidence=rank_of(desk.review, one)),
        Cell(text=formats.score(placement.priority), evidence=(*place_of(one), desk.settings.cell("priority_a"))),
        Cell(
            text=formats.score(one.attractiveness.total if one.attractiveness else None),
            evidence=evidence_of(one.attractiveness),
            how=score_sum(one.attractiveness),
        ),
        Cell(chart=_strip(account, one.attractiveness), evidence=evidence_of(one.attractiveness)),
        Cell(
            text=formats.score(one.strength.total if one.strength else None),
            evidence=evidence_of(one.strength),
            how=score_sum(one.strength),
        ),
        Cell(chart=_strip(account, one.strength), evidence=evidence_of(one.strength)),
        Cell(text=term(placement.quadrant) if placement.quadrant is not None else formats.not_known(), marks=certain),
    )


def _marks(desk: Desk, account: Account, one: AccountScores) -> tuple[str, ...]:
    key = (say("key"),) if account.is_key else ()
    alone = one.self_scored and not desk.wording.is_relative and not _are_all_self_scored(desk)
    own = (say("self-scored strength"),) if alone else ()
    old = (say("old ratings"),) if desk.wording.has_old_ratings(account.account_id) else ()
    return (*key, *own, *old)


def _strip(account: Account, breakdown: ScoreBreakdown | None) -> Markup | None:
    if breakdown is None or breakdown.total is None:
        return None
    dot = Dot(
        name=account.name,
        value=breakdown.total,
        label=f"{noun(term(Axis(breakdown.axis)))} {with_bounds(breakdown).text}",
        low=breakdown.low,
        high=breakdown.high,
        solid=breakdown.state is ScoreState.SCORED,
    )
    name = f"p04-{breakdown.axis.value[0].lower()}-{account.origin.row}"
    return strip(name, title=say("{axis} of {account}", axis=breakdown.axis, account=account.name), dot=dot, width=110)


def firmness(desk: Desk) -> Firmness | None:
    """Set how firm the ranking is; None when there is none."""
    if not desk.ranked:
        return None
    robust = sum(bool(one.placement.robust) for _, one in desk.ranked)
    reach = formats.percent(desk.settings.weight_range)
    flips, places = _flips(desk), rank_swaps(desk)
    return Firmness(
        code="P05",
        name=say("How firm is the ranking"),
        headline=_firm_headline(robust, len(desk.ranked), reach),
        point=_firm_point(desk),
        sources=("Sensitivity", "Results"),
        evidence=(*desk.places, *weights_of(desk.review), desk.settings.cell("weight_range")),
        ranges=_ranges(desk, alone=flips is None),
        flips=flips,
        quadrants=quadrant_flips(desk),
        places=places,
        draws=random_draws(desk),
    )


def _firm_headline(robust: int, ranked: int, reach: str) -> str:
    if robust == ranked:
        return say("Every account keeps its quadrant if a weight moves by {reach}", reach=reach)
    return say(
        "{robust} of {accounts} keep their quadrant if a weight moves by {reach}",
        robust=formats.whole(robust),
        accounts=say_count("{count} account", "{count} accounts", ranked),
        reach=reach,
    )


def _firm_point(desk: Desk) -> str:
    firm = sum(one.placement.best_rank == one.placement.worst_rank for _, one in desk.ranked)
    if firm == len(desk.ranked):
        return say("Each weight was raised and lowered, one at a time; every rank is firm as well.")
    return say(
        "Each weight was raised and lowered, one at a time; {firm} of {ranks} are firm as well.",
        firm=formats.whole(firm),
        ranks=say_count("{count} rank", "{count} ranks", len(desk.ranked)),
    )


def _ranges(desk: Desk, *, alone: bool) -> Figure:
    rows = [
        Reach(
            account.name,
            rank,
            best,
            worst,
            f"{rank} ({best}–{worst})" if best != worst else say("{rank}, firm", rank=formats.whole(rank)),
        )
        for account, one in desk.ranked[:_MOST_RANGES]
        for rank, best, worst in [
            (one.placement.rank or 0, one.placement.best_rank or 0, one.placement.worst_rank or 0)
        ]
    ]
    more = len(desk.ranked) - len(rows)
    return Figure(
        chart=rank_ranges(
            "p05-ranks", title=say("Rank and what it can become"), rows=rows, width=660 if alone else 390
        ),
        caption=say("Rank, best and worst"),
        sources=("Sensitivity",),
        evidence=(*desk.places, *weights_of(desk.review)),
        note=say_count(
            "{count} account further down the ranking stand on Results.",
            "{count} accounts further down the ranking stand on Results.",
            more,
        )
        if more > 0
        else "",
    )


def _flips(desk: Desk) -> Figure | None:
    counts = Counter(crossing.criterion_id for _, one in desk.pairs for crossing in one.crossings if crossing.flips)
    if not counts:
        return None
    axis_of = {one.criterion_id: one.axis for one in desk.review.portfolio.rows(Criterion)}
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_CRITERIA]
    bars = [
        Bar(
            name=desk.wording.criterion_name(criterion),
            parts=(float(count),),
            label=say_count("{count} account", "{count} accounts", count),
        )
        for criterion, count in most
    ]
    strong = sum(axis_of.get(criterion) is Axis.STRENGTH for criterion in counts)
    return Figure(
        chart=stacked("p05-flips", title=say("Criteria whose weight decides"), bars=bars, width=250),
        caption=say("Accounts each weight would move"),
        sources=("Sensitivity",),
        evidence=(*desk.places, *weights_of(desk.review)),
        note=say_count(
            "{count} of these criteria belongs to strength.", "{count} of these criteria belong to strength.", strong
        )
        if strong
        else say("All of these criteria belong to attractiveness."),
    )
