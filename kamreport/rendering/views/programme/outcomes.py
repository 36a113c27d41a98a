"""M07: what is claimed after launch beside what the data say."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import ChecklistItem
from kamreport.model.lists import ChecklistAnswer
from kamreport.rendering import formats
from kamreport.rendering.charts.answers import PairedDots, paired_dots
from kamreport.rendering.language import say, say_count, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.programme.behind import compared
from kamreport.rendering.views.programme.office import Office
from kamreport.rendering.views.wording import sentence
from kamreport.results import Agreement, ClaimReading

_APART = (Agreement.ROSIER, Agreement.GLOOMIER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes(Section):
    """Claims and data side by side."""

    dots: Figure
    """Claimed and measured for each outcome, disagreements first."""
    table: Table
    """The figures compared, or what to fill."""


def outcomes(office: Office) -> Outcomes | None:
    """Set the outcomes; None while none is answered and none can be measured."""
    claims = office.programme.claims
    if all(one.item.answer is None and one.is_favourable is None for one in claims):
        return None
    index = office.programme.outcomes
    return Outcomes(
        code="M07",
        name=say("After launch: claimed against measured"),
        headline=_headline(claims),
        point=say_count(
            "Outcomes index {index} on a scale from −1 to 1, from {count} answer.",
            "Outcomes index {index} on a scale from −1 to 1, from {count} answers.",
            index.answered,
            index=formats.plain(index.value, 2),
        )
        if index.value is not None
        else say("No outcome is answered yet; the data speak alone."),
        sources=("Checklist", "Programme results"),
        evidence=join_evidence(
            column_of(ChecklistItem, [one.item for one in claims], "answer"), *(compared(office, one) for one in claims)
        ),
        empty="" if all(one.item.answer is not None for one in claims) else say("Answer POST1–POST9."),
        dots=_dots(claims),
        table=_table(office, claims),
    )


def _headline(claims: tuple[ClaimReading, ...]) -> str:
    rosier = [one.item.item_id for one in claims if one.agreement is Agreement.ROSIER]
    gloomier = [one.item.item_id for one in claims if one.agreement is Agreement.GLOOMIER]
    if rosier:
        return say_count(
            "{count} outcome is claimed rosier than the data",
            "{count} outcomes are claimed rosier than the data",
            len(rosier),
        )
    if gloomier:
        return say_count(
            "{count} outcome is better than claimed", "{count} outcomes are better than claimed", len(gloomier)
        )
    compared = sum(one.agreement is not Agreement.NOT_COMPARED for one in claims)
    return say("No claim contradicts the data") if compared else say("Nothing can be compared yet")


def _dots(claims: tuple[ClaimReading, ...]) -> Figure:
    rows = [
        PairedDots(
            name=f"{one.item.item_id} {one.item.item}",
            claimed=_claimed(one),
            measured=None if one.is_favourable is None else 1.0 if one.is_favourable else -1.0,
            label=term(one.agreement),
            apart=one.agreement in _APART,
        )
        for one in claims
    ]
    return Figure(
        chart=paired_dots(
            "m07-dots",
            title=say("Outcomes claimed and measured"),
            rows=rows,
            ends=(say("unfavourable"), say("favourable")),
        ),
        caption=say("Ring: claimed. Dot: measured"),
        sources=("Checklist", "Programme results"),
        evidence=tuple(one.item.origin.cell("answer") for one in claims),
        note=say("After direction: Yes to POST3 is unfavourable."),
    )


def _claimed(one: ClaimReading) -> float | None:
    if one.item.answer is ChecklistAnswer.PARTIAL:
        return 0.0
    return None if one.claimed is None else 1.0 if one.claimed else -1.0


def _table(office: Office, claims: tuple[ClaimReading, ...]) -> Table:
    return Table(
        caption=say("What was compared"),
        columns=(
            Column(title=say("Outcome")),
            Column(title=say("Answer")),
            Column(title=say("Before or others"), number=True),
            Column(title=say("Now or key"), number=True),
            Column(title=say("What the figures are"), width="wide"),
        ),
        rows=tuple(_row(office, one) for one in claims),
    )


def _row(office: Office, one: ClaimReading) -> tuple[Cell, ...]:
    cells = compared(office, one)
    return (
        Cell(text=one.item.item_id),
        Cell(text=term(one.item.answer) if one.item.answer else "–"),
        Cell(text=_said(office, one.before, one.unit) if one.before is not None else "–", evidence=cells),
        Cell(text=_said(office, one.now, one.unit) if one.now is not None else "–", evidence=cells),
        Cell(
            text=sentence(retold(one.measured.reason)),
            tone="" if one.is_favourable is not None else "quiet",
            evidence=cells,
        ),
    )


def _said(office: Office, value: float | None, unit: str) -> str:
    if unit == "money":
        return office.wording.money.amount(value)
    if unit == "fraction":
        return formats.percent(value, 1)
    return formats.whole(value) if unit == "count" else formats.score(value)
