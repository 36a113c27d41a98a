"""P08, P09 and P10: relationship stages with advice, tiers, and who carries how much."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Account, StageEvidence
from kamreport.model.lists import Potential, RelationshipStage, StageAdvice, Tier
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, Pair, pairs, stacked
from kamreport.rendering.language import say, say_count, term
from kamreport.rendering.views.grounds import axis_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.rendering.views.wording import MOST_ROWS, left_out
from kamreport.results import AccountScores, ManagerLoad

_MOST_NAMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages(Section):
    """Depth of relationship against potential."""

    table: Table
    """Stage by potential with counts, names and advice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers(Section):
    """How accounts are served against how they should be."""

    from_to: Table
    """Present tier against recommended tier, in accounts."""
    misfits: Table | None
    """Accounts whose tier does not fit; None when all fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity(Section):
    """Accounts per manager, and time against value."""

    load: Figure
    """Accounts of each manager against what is usual."""
    time: Figure | None
    """Share of hours against share of contribution; None when hours are not filled."""


def stages(desk: Desk) -> Stages | None:
    """Set stages and advice; None when no stage is known."""
    known = [(account, one) for account, one in desk.pairs if one.stage.used is not None]
    if not known:
        return None
    advice = Counter(one.stage.advice for _, one in known if one.stage.advice is not None)
    return Stages(
        code="P08",
        name=say("Relationship stages and advice"),
        headline=_stage_headline(known),
        point=_advice_point(advice),
        sources=("Results", "Accounts"),
        evidence=join_evidence(*(one.stage.evidence for _, one in known), desk.places),
        empty=desk.unless_filled(say("Add Stage evidence to infer stages."), StageEvidence),
        table=_stage_table(known),
    )


def _stage_headline(known: list[tuple[Account, AccountScores]]) -> str:
    deep = sum(
        one.stage.used is not None and one.stage.used.rank >= RelationshipStage.INTERDEPENDENT.rank for _, one in known
    )
    return say(
        "{deep} of {relationships} are Interdependent or beyond",
        deep=formats.whole(deep),
        relationships=say_count("{count} relationship", "{count} relationships", len(known)),
    )


def _advice_point(advice: Counter[StageAdvice]) -> str:
    if not advice:
        return say("Potential is not known, so no advice can be given.")
    told = [
        say_count("{advice} {count} account", "{advice} {count} accounts", count, advice=name)
        for name, count in sorted(advice.items(), key=lambda pair: (-pair[1], str(pair[0])))
    ]
    return say("Advice: {told}.", told=formats.listed(told))


def _stage_table(known: list[tuple[Account, AccountScores]]) -> Table:
    cells: dict[tuple[RelationshipStage | None, Potential | None], list[str]] = defaultdict(list)
    where: dict[tuple[RelationshipStage | None, Potential | None], tuple[CellRef, ...]] = defaultdict(tuple)
    advice: dict[tuple[RelationshipStage | None, Potential | None], str] = {}
    for account, one in known:
        key = (one.stage.used, one.stage.potential)
        cells[key].append(account.name)
        where[key] = join_evidence(where[key], one.stage.evidence, axis_of(one.attractiveness))
        if one.stage.advice is not None:
            advice[key] = term(one.stage.advice)
    columns: list[Potential | None] = list(Potential)
    if any(one.stage.potential is None for _, one in known):
        columns.append(None)
    rows = tuple(
        (
            Cell(text=say("{stage} stage", stage=stage)),
            *(
                _stage_cell(cells[stage, potential], advice.get((stage, potential), ""), where[stage, potential])
                for potential in columns
            ),
        )
        for stage in reversed(RelationshipStage)
    )
    heads = [
        say("{potential} potential", potential=potential) if potential is not None else say("Potential not known")
        for potential in columns
    ]
    declared = sum(one.stage.is_declared for _, one in known)
    return Table(
        caption=say("Relationship stage against potential"),
        columns=(Column(title=say("Stage")), *(Column(title=head) for head in heads)),
        rows=rows,
        evidence=join_evidence(*(one.stage.evidence for _, one in known)),
        note=say_count(
            "{count} stage is declared, not inferred from evidence.",
            "{count} stages are declared, not inferred from evidence.",
            declared,
        )
        if declared
        else "",
    )


def _stage_cell(names: list[str], advice: str, where: tuple[CellRef, ...]) -> Cell:
    if not names:
        return Cell(text="–", tone="quiet")
    told = f"{formats.whole(len(names))}: {formats.listed(sorted(names), most=_MOST_NAMES)}"
    return Cell(text=told, marks=(advice,) if advice else (), evidence=where)


def tiers(desk: Desk) -> Tiers | None:
    """Set tiers; None when no tier can be recommended."""
    known = [(account, one) for account, one in desk.pairs if one.tier.recommended is not None]
    if not known:
        return None
    under = sum((one.tier.fit or 0) < 0 for _, one in known)
    over = sum((one.tier.fit or 0) > 0 for _, one in known)
    return Tiers(
        code="P09",
        name=say("Tier and service fit"),
        headline=_tier_headline(under, over),
        point=say_count(
            "A tier is recommended for {known} of {count} account.",
            "A tier is recommended for {known} of {count} accounts.",
            len(desk.pairs),
            known=formats.whole(len(known)),
        ),
        sources=("Results", "Accounts", "Tiers"),
        evidence=join_evidence(desk.column("tier"), *(one.tier.evidence for _, one in known)),
        from_to=_tier_table(known),
        misfits=_misfits(known),
    )


def _tier_headline(under: int, over: int) -> str:
    if not under and not over:
        return say("Every account is served at the recommended tier")
    return say_count(
        "{count} account is under-served, {over} over-served",
        "{count} accounts are under-served, {over} over-served",
        under,
        over=formats.whole(over),
    )


def _tier_table(known: list[tuple[Account, AccountScores]]) -> Table:
    counts = Counter((one.tier.present, one.tier.recommended) for _, one in known)
    where: dict[tuple[Tier, Tier | None], tuple[CellRef, ...]] = defaultdict(tuple)
    for account, one in known:
        key = (one.tier.present, one.tier.recommended)
        where[key] = join_evidence(where[key], (account.origin.cell("tier"),), one.tier.evidence)
    rows = tuple(
        (
            Cell(text=term(present)),
            *(
                _tier_cell(counts[present, recommended], where[present, recommended], fits=present is recommended)
                for recommended in Tier
            ),
        )
        for present in Tier
    )
    return Table(
        caption=say("Present tier (rows) and recommended tier (columns), accounts"),
        columns=(Column(title=say("Present")), *(Column(title=term(tier), number=True, width="even") for tier in Tier)),
        rows=rows,
    )


def _tier_cell(count: int, where: tuple[CellRef, ...], *, fits: bool) -> Cell:
    tone = "quiet" if fits or not count else "strong"
    return Cell(text=formats.whole(count) if count else "–", tone=tone, evidence=where)


def _misfits(known: list[tuple[Account, AccountScores]]) -> Table | None:
    chosen = [(account, one) for account, one in known if one.tier.fit]
    if not chosen:
        return None
    chosen.sort(key=lambda pair: (pair[1].tier.fit or 0, pair[0].name))
    access = {None: say("not known"), True: say("short"), False: say("reached")}
    rows = tuple(
        (
            Cell(text=account.name),
            Cell(text=term(one.tier.present), evidence=(account.origin.cell("tier"),)),
            Cell(
                text=term(one.tier.recommended) if one.tier.recommended is not None else formats.not_known(),
                evidence=one.tier.evidence,
            ),
            Cell(text=say("under-served") if (one.tier.fit or 0) < 0 else say("over-served")),
            Cell(text=access[one.tier.access_short]),
        )
        for account, one in chosen[:MOST_ROWS]
    )
    return Table(
        caption=say("Accounts whose tier does not fit"),
        columns=(
            Column(title=say("Account")),
            Column(title=say("Present")),
            Column(title=say("Recommended")),
            Column(title=say("Fit")),
            Column(title=say("Expected access")),
        ),
        rows=rows,
        note=left_out(chosen, "Results"),
    )


def capacity(desk: Desk) -> Capacity | None:
    """Set the load of managers; None when nobody answers for an account."""
    loaded = [one for one in desk.scores.managers if one.account_ids]
    if not loaded:
        return None
    time = _time(desk)
    over = [one.name for one in loaded if one.limit is not None and len(one.account_ids) > one.limit]
    return Capacity(
        code="P10",
        name=say("Capacity and time"),
        headline=_load_headline(over),
        point=_hours(loaded),
        sources=("Team", "Accounts"),
        evidence=(*desk.column("manager_id", "kam_hours"), *(cell for one in loaded for cell in one.evidence)),
        empty="" if any(one.hours is not None for one in loaded) else say("Fill Manager hours per month."),
        load=_load(loaded, alone=time is None),
        time=time,
    )


def _load_headline(over: list[str]) -> str:
    if not over:
        return say("Nobody carries more accounts than they can serve well")
    return say_count(
        "{names} carries more accounts than one person serves well",
        "{names} carry more accounts than one person serves well",
        len(over),
        names=formats.listed(over, most=3),
    )


def _hours(loaded: list[ManagerLoad]) -> str:
    hours = [one.hours for one in loaded if one.hours is not None]
    if not hours:
        return say_count(
            "{count} manager; hours are not filled.", "{count} managers; hours are not filled.", len(loaded)
        )
    return say_count(
        "{count} manager spend {hours} hours a month on their accounts.",
        "{count} managers spend {hours} hours a month on their accounts.",
        len(loaded),
        hours=formats.whole(sum(hours)),
    )


def _load(loaded: list[ManagerLoad], *, alone: bool) -> Figure:
    bars = []
    for one in sorted(loaded, key=lambda one: (-len(one.account_ids), one.name)):
        count = len(one.account_ids)
        if one.limit is None:
            label = say("{count}, no limit", count=formats.whole(count))
        else:
            told = {"count": formats.whole(count), "limit": formats.whole(one.limit)}
            label = say("{count} of {limit}: over", **told) if count > one.limit else say("{count} of {limit}", **told)
        bars.append(
            Bar(
                name=one.name, parts=(float(count),), label=label, limit=None if one.limit is None else float(one.limit)
            )
        )
    return Figure(
        chart=stacked(
            "p10-load", title=say("Accounts of each manager against the limit"), bars=bars, width=660 if alone else 320
        ),
        caption=say("Accounts per manager, limit as a stroke"),
        sources=("Team", "Accounts"),
        evidence=tuple(cell for one in loaded for cell in one.evidence),
    )


def _time(desk: Desk) -> Figure | None:
    """What key accounts take of the hours and bring of the contribution margin (K705)."""
    hours, value = desk.value("key_hours_share"), desk.value("key_contribution_share")
    if hours is None or value is None:
        return None
    rows = [
        Pair(say("Key accounts"), (hours, value), (formats.percent(hours), formats.percent(value))),
        Pair(say("Other accounts"), (1 - hours, 1 - value), (formats.percent(1 - hours), formats.percent(1 - value))),
    ]
    return Figure(
        chart=pairs("p10-time", title=say("Where the time goes and where value comes from"), rows=rows,
                    series=(say("Hours"), say("Contribution")), width=320),
        caption=say("Share of hours and of contribution margin"),
        sources=("Accounts", "Revenue"),
        evidence=desk.cells_behind("key_hours_share", "key_contribution_share"),
        note=say("Of accounts whose hours, or whose contribution, are known."),
    )  # fmt: skip
