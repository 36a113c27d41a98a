"""P06 and P15: on whom the revenue rests, and where it comes from (KAM.md §9.1, §9.2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, Share, pareto, stacked
from kamreport.rendering.language import later, say, say_count
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Table, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk, revenue_of
from kamreport.rendering.views.portfolio.sums import share_sum
from kamreport.rendering.views.sums import told
from kamreport.rendering.views.wording import fact
from kamreport.results import Concentration, CustomerGroup

_MOST_COLUMNS = 12
_MOST_REGIONS = 12
_BANDS = ("A", "B", "C", "D")
_NOWHERE = later("Region not filled")
_LABELS = {"low": later("low"), "moderate": later("moderate"), "high": later("high")}
_MARKS = {
    "major": later("major share"),
    "high": later("high share"),
    "severe": later("severe share"),
    "dominant": later("dominant share"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence(Section):
    """How much rests on few customers."""

    curve: Figure
    """Shares from the largest down, with the running total."""
    facts: tuple[Fact, ...]
    """Concentration ratios and index."""
    flagged: Table | None
    """Groups with a large share, or to be considered; None when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread(Section):
    """Accounts and revenue by volume band and region."""

    bands: Figure
    """Revenue per volume band."""
    regions: Figure | None
    """Revenue per region; None when no region is filled."""


def dependence(desk: Desk) -> Dependence | None:
    """Set the concentration; None when no share is known."""
    reading = desk.scores.concentration
    groups = [group for group in reading.groups if group.share > 0]
    if not groups:
        return None
    return Dependence(
        code="P06",
        name=say("Concentration"),
        headline=_headline(reading, groups),
        point=_label(desk, reading),
        sources=("Revenue", "Settings", "Accounts"),
        evidence=desk.cells_behind("cr5"),
        empty="" if desk.settings.company_revenue_12m is not None else say("Fill Company revenue in Settings."),
        curve=_curve(desk, groups),
        facts=_facts(desk, reading),
        flagged=_flagged(desk, groups),
    )


def _headline(reading: Concentration, groups: list[CustomerGroup]) -> str:
    first = {"customer": groups[0].name, "share": formats.percent(groups[0].share)}
    if reading.cr5 is None:
        return say("{customer} brings {share} of revenue", **first)
    return say(
        "{customer} brings {share} of revenue, the five largest {five}", five=formats.percent(reading.cr5), **first
    )


def _label(desk: Desk, reading: Concentration) -> str:
    base = (
        say("company revenue")
        if desk.settings.company_revenue_12m is not None
        else say("the revenue of listed accounts")
    )
    if not reading.label:
        return say("Shares are of {base}.", base=base)
    return say(
        "Concentration is {label}; shares are of {base}.",
        label=say(_LABELS.get(reading.label, reading.label)),
        base=base,
    )


def _curve(desk: Desk, groups: list[CustomerGroup]) -> Figure:
    shown = [Share(group.name, group.share, formats.percent(group.share)) for group in groups[:_MOST_COLUMNS]]
    rest = groups[_MOST_COLUMNS:]
    if rest:
        share = sum(group.share for group in rest)
        shown.append(Share(say_count("{count} other", "{count} others", len(rest)), share, formats.percent(share)))
    major, high = desk.settings.share_major, desk.settings.share_high
    limits = (
        (major, say("major {share}", share=formats.percent(major))),
        (high, say("high {share}", share=formats.percent(high))),
    )
    lines = [(value, name) for value, name in limits if value <= groups[0].share * 2]
    return Figure(
        chart=pareto("p06-curve", title=say("Share of revenue by customer group"), shares=shown, lines=lines),
        caption=say("Share of revenue, largest first, with the running total"),
        sources=("Revenue", "Accounts"),
        evidence=join_evidence(*(group.evidence for group in groups[:_MOST_COLUMNS])),
        note=say(
            "Accounts under one topmost parent count as one customer. Low, moderate and high concentration are words of merger practice."
        ),
    )


def _facts(desk: Desk, reading: Concentration) -> tuple[Fact, ...]:
    return (
        _share_fact(desk, say("Largest customer"), 1, reading.cr1),
        _share_fact(desk, say("Three largest"), 3, reading.cr3),
        _share_fact(desk, say("Five largest"), 5, reading.cr5),
        fact(
            say("Concentration index (HHI)"), _range(reading.hhi_low, reading.hhi_high, 0), desk.cells_behind("hhi_low")
        ),
        fact(
            say("Effective customers"),
            _range(reading.effective_low, reading.effective_high, 1),
            desk.cells_behind("effective_low"),
        ),
        fact(
            say("Base of shares"),
            desk.wording.money.amount(reading.base.value),
            reading.base.evidence or desk.cells_behind("revenue_12m"),
        ),
    )


def _share_fact(desk: Desk, label: str, groups: int, share: float | None) -> Fact:
    """The share of so many groups, with its sum."""
    own = desk.scores.concentration.groups[:groups]
    cells = join_evidence(desk.scores.concentration.base.evidence, *(group.evidence for group in own))
    return Fact(
        label=label, value=told(fact(label, formats.percent(share), cells).value, share_sum(desk, groups, share))
    )


def _range(low: float | None, high: float | None, places: int) -> str:
    if low is None or high is None:
        return formats.not_known()
    ends = (formats.plain(low, places), formats.plain(high, places))
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def _flagged(desk: Desk, groups: list[CustomerGroup]) -> Table | None:
    chosen = [group for group in groups if group.flag or group.must_consider]
    if not chosen:
        return None
    money = desk.wording.money
    rows = tuple(
        (
            Cell(text=group.name),
            Cell(text=money.figure(group.revenue), evidence=group.evidence),
            Cell(
                text=formats.percent(group.share, 1),
                evidence=(*group.evidence, *desk.scores.concentration.base.evidence),
            ),
            Cell(text=say(_MARKS.get(group.flag, group.flag)) if group.flag else "–"),
            Cell(text=say("not a key account, yet too large to ignore") if group.must_consider else "–"),
        )
        for group in chosen
    )
    return Table(
        caption=say("Customers to keep in view"),
        columns=(
            Column(title=say("Customer group")),
            Column(title=say("Revenue, {heading}", heading=money.heading), number=True),
            Column(title=say("Share"), number=True),
            Column(title=say("Mark")),
            Column(title=say("Consider")),
        ),
        rows=rows,
    )


def spread(desk: Desk) -> Spread | None:
    """Set volume and region; None when no revenue is known."""
    if all(revenue_of(one) is None for _, one in desk.pairs):
        return None
    regions = _regions(desk)
    return Spread(
        code="P15",
        name=say("Volume and region"),
        headline=_spread_headline(desk),
        point=_region_point(desk),
        sources=("Results", "Accounts"),
        evidence=(*desk.cells_behind("revenue_12m"), *desk.column("region"), desk.settings.cell("volume_a")),
        empty=say("Fill Region.") if any(not account.region for account, _ in desk.pairs) else "",
        bands=_bands(desk, alone=regions is None),
        regions=regions,
    )


def _spread_headline(desk: Desk) -> str:
    members = sum(one.volume_band == "A" for _, one in desk.pairs)
    share = formats.percent(desk.settings.volume_a)
    return say_count(
        "{count} account makes band A, the first {share} of revenue",
        "{count} accounts make band A, the first {share} of revenue",
        members,
        share=share,
    )


def _by_region(desk: Desk) -> dict[str, tuple[float, int]]:
    found: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for account, one in desk.pairs:
        revenue, count = found[account.region or _NOWHERE]
        found[account.region or _NOWHERE] = (revenue + (revenue_of(one) or 0.0), count + 1)
    return dict(sorted(found.items(), key=lambda item: (item[0] == _NOWHERE, -item[1][0], item[0])))


def _region_point(desk: Desk) -> str:
    regions = {name: pair for name, pair in _by_region(desk).items() if name != _NOWHERE}
    if not regions:
        return say("No region is filled.")
    name, (revenue, count) = next(iter(regions.items()))
    amount = desk.wording.money.amount(revenue)
    return say_count(
        "{region} is the largest region with {amount} from {count} account.",
        "{region} is the largest region with {amount} from {count} accounts.",
        count,
        region=name,
        amount=amount,
    )


def _worth(amount: str, count: int) -> str:
    return say_count("{amount}, {count} account", "{amount}, {count} accounts", count, amount=amount)


def _bands(desk: Desk, *, alone: bool) -> Figure:
    money = desk.wording.money
    bars = []
    for band in _BANDS:
        members = [one for _, one in desk.pairs if one.volume_band == band]
        revenue = sum(revenue_of(one) or 0.0 for one in members)
        label = _worth(money.amount(revenue), len(members))
        bars.append(Bar(name=say("Band {band}", band=band), parts=(revenue,), label=label))
    unknown = sum(one.volume_band is None for _, one in desk.pairs)
    return Figure(
        chart=stacked("p15-bands", title=say("Revenue by volume band"), bars=bars, width=660 if alone else 320),
        caption=say("Revenue of 12 months by volume band"),
        sources=("Results",),
        evidence=desk.cells_behind("revenue_12m"),
        note=say_count(
            "{count} account without known revenue left out.",
            "{count} accounts without known revenue left out.",
            unknown,
        )
        if unknown
        else "",
    )


def _regions(desk: Desk) -> Figure | None:
    regions = _by_region(desk)
    if set(regions) == {_NOWHERE}:
        return None
    money = desk.wording.money
    bars = [
        Bar(
            name=say(name) if name == _NOWHERE else name,
            parts=(revenue,),
            label=_worth(money.amount(revenue), count),
        )
        for name, (revenue, count) in list(regions.items())[:_MOST_REGIONS]
    ]
    more = len(regions) - len(bars)
    return Figure(
        chart=stacked("p15-regions", title=say("Revenue by region"), bars=bars, width=320),
        caption=say("Revenue of 12 months by region"),
        sources=("Accounts", "Results"),
        evidence=(*desk.column("region"), *desk.cells_behind("revenue_12m")),
        note=say_count("{count} smaller region left out.", "{count} smaller regions left out.", more)
        if more > 0
        else "",
    )
