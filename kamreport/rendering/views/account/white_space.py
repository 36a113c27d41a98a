"""Q11: what they could still buy, and our share of what they spend (KAM.md §14.2)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import Wallet, WhiteSpace
from kamreport.model.lists import WhiteSpaceStatus
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import coverage_bar
from kamreport.rendering.language import later_count, say, say_count, term
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import measured_in
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Table, join_evidence
from kamreport.rendering.views.wording import more_rows, opening
from kamreport.results import SpaceCell

_MOST_CENTRES, _MOST_OFFERINGS, _MOST_GAPS = 5, 12, 5
_HEAT = {
    WhiteSpaceStatus.OWNED: "good",
    WhiteSpaceStatus.PIPELINE: "fair",
    WhiteSpaceStatus.OPEN: "none",
    WhiteSpaceStatus.COMPETITOR: "poor",
    WhiteSpaceStatus.NOT_ELIGIBLE: "none",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Space(Section):
    """What the account buys of us, and what it could."""

    heat: Table | None
    """Offerings by buying centre; None without white space."""
    gaps: Table | None
    """The largest openings; None when nothing is open."""
    wallet: Figure | None
    """Our share of their spend; None when it is not known."""
    facts: tuple[Fact, ...]
    """White space, its weighted part, coverage, wallet."""


def space(case: Case) -> Space | None:
    """Set white space and wallet; None when neither is filled."""
    if not case.is_filled(WhiteSpace, Wallet):
        return None
    return Space(
        code="Q11",
        name=say("White space and share of wallet"),
        headline=_space_headline(case),
        point=_space_point(case),
        sources=("White space", "Offerings", "Wallet", "Results"),
        evidence=join_evidence(
            measured_in([case.scores], "share_of_wallet"),
            case.scores.white_space.evidence,
            case.scores.white_space_coverage.evidence,
        ),
        empty=_space_empty(case),
        heat=_heat(case),
        gaps=_gaps(case),
        wallet=_wallet(case),
        facts=_space_facts(case),
    )


def _space_headline(case: Case) -> str:
    share, gap = case.measure("share_of_wallet"), case.scores.white_space.value
    if gap is not None and gap > 0:
        return say(
            "{gap} a year could still be won at {account}", gap=case.wording.money.amount(gap), account=case.name
        )
    if share is not None and share.value is not None:
        return say(
            "We hold {share} of what {account} spends in our categories",
            share=formats.percent(share.value),
            account=case.name,
        )
    if gap is not None:
        return say("Nothing with a known potential is left to win")
    return say("How much of their spend is ours is not known")


def _space_point(case: Case) -> str:
    share, covered = case.measure("share_of_wallet"), case.scores.white_space_coverage
    parts = []
    if share is not None and share.value is not None:
        parts.append(say("{share} of their spend in our categories comes to us", share=formats.percent(share.value)))
    if covered.value is not None:
        parts.append(say("they own {covered} of what they could buy", covered=formats.percent(covered.value)))
    return f"{opening(formats.listed(parts))}." if parts else say("Share of wallet and coverage are not known.")


def _space_empty(case: Case) -> str:
    lacking = [
        title for title, record in (("White space", WhiteSpace), ("Wallet", Wallet)) if not case.is_filled(record)
    ]
    return say("Fill {sheets}.", sheets=formats.listed(lacking)) if lacking else ""


def _heat(case: Case) -> Table | None:
    cells = {(one.row.offering_id, one.row.buying_centre): one for one in case.scores.plan.space}
    if not cells:
        return None
    offerings = list(dict.fromkeys(offering for offering, _ in cells))
    centres = list(dict.fromkeys(centre for _, centre in cells))
    rows = tuple(
        (
            Cell(text=case.offering_name(offering)),
            *(_heat_cell(case, cells.get((offering, centre))) for centre in centres[:_MOST_CENTRES]),
        )
        for offering in offerings[:_MOST_OFFERINGS]
    )
    more = [
        say_count(*forms, len(found) - most)
        for found, most, forms in (
            (offerings, _MOST_OFFERINGS, later_count("{count} offering", "{count} offerings")),
            (centres, _MOST_CENTRES, later_count("{count} buying centre", "{count} buying centres")),
        )
        if len(found) > most
    ]
    dash = say("A dash: never looked at.") if len(cells) < len(offerings) * len(centres) else ""
    rest = say("{more} more on White space.", more=formats.listed(more)) if more else ""
    return Table(
        caption=say(
            "Offerings by buying centre, with what could still be won a year{in_money}", in_money=case.wording.in_money
        ),
        columns=(
            Column(title=say("Offering")),
            *(Column(title=centre, number=True) for centre in centres[:_MOST_CENTRES]),
        ),
        rows=rows,
        note=f"{dash} {rest}".strip(),
        shaded=True,
    )


def _heat_cell(case: Case, one: SpaceCell | None) -> Cell:
    if one is None:
        return Cell(text="–", heat="none")
    gap = f" {case.wording.money.figure(one.gap)}" if one.gap is not None else ""
    return Cell(
        text=f"{term(one.row.status)}{gap}",
        heat=_HEAT[one.row.status],
        evidence=(one.row.origin.cell("status"), one.row.origin.cell("potential_annual")),
    )


def _gaps(case: Case) -> Table | None:
    known = [(one.gap, one) for one in case.scores.plan.space if one.gap is not None and one.gap > 0]
    known.sort(key=lambda pair: (-pair[0], pair[1].row.offering_id, pair[1].row.buying_centre))
    if not known:
        return None
    rows = tuple(_gap(case, one) for _, one in known[:_MOST_GAPS])
    return Table(
        caption=say("The largest openings"),
        columns=(
            Column(title=say("Offering and buying centre"), width="read"),
            Column(title=say("Open a year{in_money}", in_money=case.wording.in_money), number=True),
            Column(title=say("Chance"), number=True),
            Column(title=say("Who or what is in the way")),
            Column(title=say("Next step")),
        ),
        rows=rows,
        note=more_rows(
            known,
            _MOST_GAPS,
            later_count("{count} more opening on the sheet {sheet}.", "{count} more openings on the sheet {sheet}."),
            "White space",
        ),
    )


def _gap(case: Case, one: SpaceCell) -> tuple[Cell, ...]:
    row = one.row
    barrier = term(row.barrier, inside=True) if row.barrier is not None else ""
    words = [word for word in (row.competitor, barrier) if word]
    return (
        Cell(text=f"{case.offering_name(row.offering_id)}, {row.buying_centre}"),
        Cell(text=case.wording.money.figure(one.gap), evidence=(row.origin.cell("potential_annual"),)),
        Cell(text=formats.percent(row.probability), evidence=(row.origin.cell("probability"),)),
        Cell(text=", ".join(words) or say("nothing known")),
        Cell(text=row.next_step or say("none yet"), evidence=(row.origin.cell("next_step"),)),
    )


def _wallet(case: Case) -> Figure | None:
    share, spend, ours = case.measure("share_of_wallet"), case.measure("wallet"), case.measure("revenue_12m")
    if share is None or spend is None or ours is None or share.value is None:
        return None
    money = case.wording.money
    rows = [row for row in case.rows(Wallet) if row.as_of <= case.review.as_of]
    newest = max(rows, key=lambda row: row.as_of)
    basis = term(newest.basis, inside=True)
    day = formats.date(newest.as_of)
    return Figure(
        chart=coverage_bar(
            "q11-wallet",
            title=say("Our share of what {account} spends", account=case.name),
            known=share.value,
            label=formats.percent(share.value),
            width=660,
        ),
        caption=say(
            "Our share of their spend: {ours} of {spend} in 12 months",
            ours=money.amount(ours.value),
            spend=money.amount(spend.value),
        ),
        sources=("Wallet", "Revenue"),
        evidence=share.evidence,
        note=say("Wallet of {day}, {basis}, confidence not known.", day=day, basis=basis)
        if newest.confidence is None
        else say(
            "Wallet of {day}, {basis}, confidence {confidence} of 5.",
            day=day,
            basis=basis,
            confidence=formats.whole(newest.confidence),
        ),
    )


def _space_facts(case: Case) -> tuple[Fact, ...]:
    words, scores = case.wording, case.scores
    growth = case.measure("wallet_growth")
    return (
        Fact(label=say("White space a year"), value=words.amount(scores.white_space)),
        Fact(label=say("Of it, weighted"), value=words.amount(scores.weighted_white_space)),
        Fact(label=say("Offerings owned"), value=words.percent(scores.white_space_coverage)),
        Fact(label=say("Wallet growth a year"), value=words.change(growth)),
    )
