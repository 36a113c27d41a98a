"""Q12: who else is there, and what follows from strengths and weaknesses (KAM.md §14.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Competitor, Swot
from kamreport.model.lists import SwotKind
from kamreport.rendering import formats
from kamreport.rendering.addresses import name_cells
from kamreport.rendering.language import later, later_count, say, say_count
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Section, Table
from kamreport.rendering.views.wording import more_rows

_MOST_STATEMENTS, _MOST_COMPETITORS = 4, 5
_PLURALS = {
    SwotKind.STRENGTH: later("Strengths"),
    SwotKind.WEAKNESS: later("Weaknesses"),
    SwotKind.OPPORTUNITY: later("Opportunities"),
    SwotKind.THREAT: later("Threats"),
}


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
            Cell(text=case.offering_name(row.offering_id) if row.offering_id else say("all")),
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
