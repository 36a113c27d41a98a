"""P11: what accounts could still buy by offering, and what is under way (KAM.md §9.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kamreport.model import Opportunity, WhiteSpace
from kamreport.model.lists import OpportunityType, WhiteSpaceStatus
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, stacked
from kamreport.rendering.language import later, later_count, say, say_count, term
from kamreport.rendering.views.pieces import Fact, Figure, Section, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.rendering.views.wording import more_rows
from kamreport.results import OfferingReading

_MOST = 12
_UNNAMED = later("No offering named")
_SHEETS = (("White space", WhiteSpace), ("Opportunities", Opportunity))
_TO_WIN = (WhiteSpaceStatus.PIPELINE, WhiteSpaceStatus.OPEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline(Section):
    """What is still to be won, and where sales come from."""

    space: Figure | None
    """Weighted white space by offering; None without any."""
    sales: Figure | None
    """Weighted open opportunities by offering; None without any."""
    facts: tuple[Fact, ...]
    """Sums, coverage, and the hourglass share."""


def pipeline(desk: Desk) -> Pipeline | None:
    """Set white space and pipeline; None when neither sheet has rows."""
    if desk.unless_filled("empty", WhiteSpace, Opportunity):
        return None
    return Pipeline(
        code="P11",
        name=say("White space and pipeline"),
        headline=_headline(desk),
        point=_point(desk),
        sources=("White space", "Opportunities", "Offerings", "Portfolio"),
        evidence=join_evidence(
            desk.cells_behind("weighted_pipeline", "white_space", "hourglass_share"),
            *(one.evidence for one in desk.scores.offerings),
        ),
        empty=_empty(desk),
        space=_space(desk),
        sales=_sales(desk),
        facts=_facts(desk),
    )


def _headline(desk: Desk) -> str:
    money = desk.wording.money
    weighted, space = desk.value("weighted_pipeline"), desk.value("white_space")
    if weighted:
        return say("{weighted} of weighted sales are under way", weighted=money.amount(weighted))
    if space:
        return say("{space} a year could still be won at our accounts", space=money.amount(space))
    return say("Nothing is under way, and no potential is known")


def _point(desk: Desk) -> str:
    named = [one for one in desk.scores.offerings if one.name]
    share = desk.value("hourglass_share")
    first = ""
    if named:
        first = say_count(
            "The most to win is in {offering}, at {count} account.",
            "The most to win is in {offering}, at {count} accounts.",
            named[0].accounts,
            offering=named[0].name,
        )
    if share is None:
        won = say("Nothing was won in the 12 months, so it is not known how much came after the first sale.")
    else:
        won = say("{share} of what was won in 12 months came after the first sale.", share=formats.percent(share))
    return f"{first} {won}".lstrip()


def _empty(desk: Desk) -> str:
    lacking = [title for title, record in _SHEETS if not desk.review.portfolio.rows(record)]
    return say("Fill {sheets}.", sheets=formats.listed(lacking)) if lacking else ""


def _space(desk: Desk) -> Figure | None:
    rows = _largest([one for one in desk.scores.offerings if any(one.space.values())], lambda one: one.space.values())
    if not rows:
        return None
    return Figure(
        chart=stacked(
            "p11-space",
            title=say("Weighted white space by offering"),
            bars=[_space_bar(desk, one) for one in rows[:_MOST]],
            series=tuple(term(status) for status in _TO_WIN),
        ),
        caption=say("White space by offering, weighted with the chance of winning it; in brackets unweighted"),
        sources=("White space", "Offerings"),
        evidence=tuple(cell for one in rows[:_MOST] for cell in one.evidence if cell.sheet == "White space"),
        note=more_rows(
            rows,
            _MOST,
            later_count("{count} more offering on the sheet {sheet}.", "{count} more offerings on the sheet {sheet}."),
            "White space",
        ),
    )


def _largest(
    rows: list[OfferingReading], weighted: Callable[[OfferingReading], Iterable[float]]
) -> list[OfferingReading]:
    """The offerings, longest bar first."""
    return sorted(rows, key=lambda one: (-sum(weighted(one)), one.name))


def _space_bar(desk: Desk, one: OfferingReading) -> Bar:
    money = desk.wording.money
    parts = tuple(one.space[status] for status in _TO_WIN)
    words = " + ".join(money.amount(part) for part in parts if part)
    return Bar(name=one.name or say(_UNNAMED), parts=parts, label=f"{words} ({money.amount(one.unweighted)})")


def _sales(desk: Desk) -> Figure | None:
    rows = _largest(
        [one for one in desk.scores.offerings if any(one.pipeline.values())], lambda one: one.pipeline.values()
    )
    if not rows:
        return None
    return Figure(
        chart=stacked(
            "p11-sales",
            title=say("Weighted pipeline by offering"),
            bars=[_sales_bar(desk, one) for one in rows[:_MOST]],
            series=tuple(term(kind) for kind in OpportunityType),
        ),
        caption=say("Open opportunities by offering, weighted with their probability"),
        sources=("Opportunities", "Offerings"),
        evidence=tuple(cell for one in rows[:_MOST] for cell in one.evidence if cell.sheet == "Opportunities"),
        note=say("A sale may also stand in the white space above; the two are not added up.")
        if _space(desk) is not None
        else "",
    )


def _sales_bar(desk: Desk, one: OfferingReading) -> Bar:
    parts = tuple(one.pipeline[kind] for kind in OpportunityType)
    words = " + ".join(desk.wording.money.amount(part) for part in parts if part)
    return Bar(name=one.name or say(_UNNAMED), parts=parts, label=words)


def _facts(desk: Desk) -> tuple[Fact, ...]:
    words = desk.wording
    return (
        Fact(label=say("White space a year"), value=words.amount(desk.measure("white_space"))),
        Fact(label=say("Of it, weighted"), value=words.amount(desk.measure("weighted_white_space"))),
        Fact(label=say("Offerings owned, key accounts"), value=words.percent(desk.measure("white_space_coverage"))),
        Fact(label=say("Weighted pipeline"), value=words.amount(desk.measure("weighted_pipeline"))),
        Fact(label=say("Hourglass share"), value=words.percent(desk.measure("hourglass_share"))),
    )
