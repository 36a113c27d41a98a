"""Q11 and Q12: what they could still buy, who else is there, and what follows from strengths and weaknesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Competitor, Offering, Swot, Wallet, WhiteSpace
from kamreport.model.lists import SwotKind, WhiteSpaceStatus
from kamreport.rendering import formats
from kamreport.rendering.addresses import name_cells
from kamreport.rendering.charts.bars import coverage_bar
from kamreport.rendering.language import later, later_count, say, say_count, term
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import column_of, measured_in
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Table, join_evidence
from kamreport.rendering.views.wording import more_rows, opening
from kamreport.results import SpaceCell

_MOST_CENTRES, _MOST_OFFERINGS, _MOST_GAPS, _MOST_STATEMENTS, _MOST_COMPETITORS = 5, 12, 5, 4, 5
_HEAT = {
    WhiteSpaceStatus.OWNED: "good",
    WhiteSpaceStatus.PIPELINE: "fair",
    WhiteSpaceStatus.OPEN: "none",
    WhiteSpaceStatus.COMPETITOR: "poor",
    WhiteSpaceStatus.NOT_ELIGIBLE: "none",
}
_PLURALS = {
    SwotKind.STRENGTH: later("Strengths"),
    SwotKind.WEAKNESS: later("Weaknesses"),
    SwotKind.OPPORTUNITY: later("Opportunities"),
    SwotKind.THREAT: later("Threats"),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of the SWOT with its consequence."""

    text: str
    """What is the case."""
    so_what: str
    """What follows from it."""
    action: str
    """The action that answers it, by its ID; empty when none does."""
    evidence: tuple[CellRef, ...]
    """The cells it rests on."""

    @property
    def cells(self) -> str:
        """The evidence in words."""
        return name_cells(self.evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One of the four fields of the SWOT."""

    name: str
    """Strengths, Weaknesses, Opportunities, Threats."""
    statements: tuple[Statement, ...]
    """In the order of the sheet."""
    rest: str
    """How many more stand on the sheet, or what an empty field says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivalry(Section):
    """Who else is there, and what our position asks us to do."""

    fields: tuple[tuple[Field, Field], ...]
    """Two rows of two fields; empty without a statement."""
    competitors: Table | None
    """Competitors, the gravest threat first; None without any."""


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


def _offering(case: Case, offering_id: str) -> str:
    found = case.review.portfolio.find(Offering, offering_id)
    return found.offering if found is not None else offering_id


def _heat(case: Case) -> Table | None:
    cells = {(one.row.offering_id, one.row.buying_centre): one for one in case.scores.plan.space}
    if not cells:
        return None
    offerings = list(dict.fromkeys(offering for offering, _ in cells))
    centres = list(dict.fromkeys(centre for _, centre in cells))
    rows = tuple(
        (
            Cell(text=_offering(case, offering)),
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
        Cell(text=f"{_offering(case, row.offering_id)}, {row.buying_centre}"),
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


def rivalry(case: Case) -> Rivalry | None:
    """Set competition and SWOT; None when neither is filled."""
    statements, rivals = case.rows(Swot), case.rows(Competitor)
    if not statements and not rivals:
        return None
    return Rivalry(
        code="Q12",
        name=say("Competition and SWOT"),
        headline=_rivalry_headline(statements, rivals),
        point=_rivalry_point(statements),
        sources=("SWOT", "Competitors"),
        evidence=(
            *column_of(Competitor, rivals, "threat", "estimated_share"),
            *column_of(Swot, statements, "statement", "action_id"),
        ),
        empty=_rivalry_empty(statements, rivals),
        fields=_fields(statements),
        competitors=_competitors(case, rivals),
    )


def _by_threat(rivals: Sequence[Competitor]) -> list[Competitor]:
    return sorted(rivals, key=lambda row: (-(row.threat or 0), -(row.estimated_share or 0.0), row.competitor))


def _rivalry_headline(statements: Sequence[Swot], rivals: Sequence[Competitor]) -> str:
    worst = next(iter(_by_threat(rivals)), None)
    if worst is not None and worst.threat is not None:
        told = {"competitor": worst.competitor, "threat": formats.whole(worst.threat)}
        if not worst.estimated_share:
            return say("{competitor} is the gravest threat, {threat} of 5", **told)
        share = formats.percent(worst.estimated_share)
        return say(
            "{competitor} is the gravest threat, {threat} of 5, with about {share} of the spend", share=share, **told
        )
    if rivals:
        return say_count(
            "{count} competitor known; how grave they are is not",
            "{count} competitors known; how grave they are is not",
            len(rivals),
        )
    kinds = {kind: sum(row.kind is kind for row in statements) for kind in SwotKind}
    strong, weak = kinds[SwotKind.STRENGTH], kinds[SwotKind.WEAKNESS]
    return say(
        "{strengths} to build on, {weaknesses} to answer",
        strengths=say_count("{count} strength", "{count} strengths", strong),
        weaknesses=say_count("{count} weakness", "{count} weaknesses", weak),
    )


def _rivalry_point(statements: Sequence[Swot]) -> str:
    if not statements:
        return say("What follows for us is not written down yet.")
    acted = sum(row.action_id is not None for row in statements)
    if acted == len(statements):
        return say("Every statement has an action that answers it.")
    if not acted:
        return say_count(
            "None of the {count} statement has an action yet.",
            "None of the {count} statements has an action yet.",
            len(statements),
        )
    return say_count(
        "{acted} of {count} statement have an action that answers them.",
        "{acted} of {count} statements have an action that answers them.",
        len(statements),
        acted=formats.whole(acted),
    )


def _rivalry_empty(statements: Sequence[Swot], rivals: Sequence[Competitor]) -> str:
    lines = [] if statements else [say("Fill SWOT; each statement needs its consequence.")]
    return " ".join([*lines, *([] if rivals else [say("Fill Competitors to see who else is there.")])])


def _fields(statements: Sequence[Swot]) -> tuple[tuple[Field, Field], ...]:
    if not statements:
        return ()
    strong, weak, open_, threat = (_field(kind, statements) for kind in SwotKind)
    return ((strong, weak), (open_, threat))


def _field(kind: SwotKind, statements: Sequence[Swot]) -> Field:
    rows = [row for row in statements if row.kind is kind]
    return Field(
        name=say(_PLURALS[kind]),
        statements=tuple(
            Statement(
                text=row.statement,
                so_what=row.so_what,
                action=row.action_id or "",
                evidence=(row.origin.cell("statement"), row.origin.cell("so_what"), row.origin.cell("action_id")),
            )
            for row in rows[:_MOST_STATEMENTS]
        ),
        rest=more_rows(
            rows,
            _MOST_STATEMENTS,
            later_count(
                "{count} more statement on the sheet {sheet}.", "{count} more statements on the sheet {sheet}."
            ),
            "SWOT",
        )
        if rows
        else say("None written down."),
    )


def _competitors(case: Case, rivals: Sequence[Competitor]) -> Table | None:
    if not rivals:
        return None
    rows = tuple(
        (
            Cell(text=row.competitor, evidence=(row.origin.cell("competitor"),)),
            Cell(text=_offering(case, row.offering_id) if row.offering_id else say("all")),
            Cell(text=formats.percent(row.estimated_share), evidence=(row.origin.cell("estimated_share"),)),
            Cell(text=formats.whole(row.threat), evidence=(row.origin.cell("threat"),)),
            Cell(text=row.note or "", evidence=(row.origin.cell("note"),)),
        )
        for row in _by_threat(rivals)[:_MOST_COMPETITORS]
    )
    return Table(
        caption=say("Competitors at this account, gravest first"),
        columns=(
            Column(title=say("Competitor")),
            Column(title=say("Offering")),
            Column(title=say("Share of spend"), number=True),
            Column(title=say("Threat, 5 gravest"), number=True),
            Column(title=say("What to know")),
        ),
        rows=rows,
        note=more_rows(
            rivals,
            _MOST_COMPETITORS,
            later_count(
                "{count} more competitor on the sheet {sheet}.", "{count} more competitors on the sheet {sheet}."
            ),
            "Competitors",
        ),
    )
