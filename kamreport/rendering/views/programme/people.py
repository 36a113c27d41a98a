"""M08 and M09: what people say of the programme, and how well they are equipped for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Colleague, ProgrammeQuestion, TeamRole
from kamreport.model.lists import AnswerKind, ChecklistAnswer
from kamreport.rendering import formats
from kamreport.rendering.charts.answers import Leaning, diverging
from kamreport.rendering.language import noun, say, say_count, term
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Remark, Section, Table, join_evidence
from kamreport.rendering.views.programme.office import Office
from kamreport.results import FluencyReading

_LEANS = {"yes": 1.0, "partial": 0.0, "no": -1.0}
_MIDDLE, _HALF = 3.0, 2.0
LOW = 3
"""A grade of fluency below this is marked."""
_FAIR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices(Section):
    """Success reasons, trust and leadership."""

    leanings: Figure
    """Agreement to the right, disagreement to the left."""
    open_answers: tuple[Remark, ...]
    """Open questions with their answers, never scored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class People(Section):
    """Roles, fluency and load of everybody who serves key accounts."""

    table: Table
    """A row a person."""


def voices(office: Office) -> Voices | None:
    """Set the questions; None while none is answered."""
    asked = office.review.portfolio.rows(ProgrammeQuestion)
    closed = [one for one in asked if one.answer_kind is not AnswerKind.OPEN]
    if not any(one.answer for one in asked):
        return None
    programme = office.programme
    return Voices(
        code="M08",
        name=say("Success reasons, trust, leadership"),
        headline=_voices_headline(closed, programme.success.value),
        point=say("Success index {success} of 100; internal trust {trust}, leadership {leadership}.", success=formats.score(programme.success.value), trust=formats.percent(programme.trust.value), leadership=formats.percent(programme.leadership.value)),
        sources=("Programme questions",),
        evidence=column_of(ProgrammeQuestion, asked, "answer"),
        leanings=Figure(
            chart=diverging(
                "m08-leanings", title=say("Answers to the programme questions"), rows=[_leaning(one) for one in closed],
                ends=(say("disagree"), say("agree")),
            ),
            caption=say("Answers by question"),
            sources=("Programme questions",),
            evidence=tuple(one.origin.cell("answer") for one in closed if one.answer),
        ),
        open_answers=tuple(
            Remark(text=f"{one.question} {one.answer}", evidence=(one.origin.cell("answer"),))
            for one in programme.open_answers
        ),
    )  # fmt: skip


def _voices_headline(closed: list[ProgrammeQuestion], success: float | None) -> str:
    against = [one for one in closed if (_lean(one) or 0.0) < 0]
    if against:
        worst = min(against, key=lambda one: _lean(one) or 0.0)
        return say_count(
            "People doubt one statement: “{question}”",
            "People doubt {count} statements, most of all “{question}”",
            len(against),
            question=worst.question,
        )
    return say("People doubt no statement") if success is not None else say("The first answers are in")


def _lean(question: ProgrammeQuestion) -> float | None:
    """−1 to 1; None when not answered."""
    answer = (question.answer or "").strip().casefold()
    if question.answer_kind is AnswerKind.YES_PARTIAL_NO:
        return _LEANS.get(answer)
    return (float(answer) - _MIDDLE) / _HALF if answer in ("1", "2", "3", "4", "5") else None


def _leaning(question: ProgrammeQuestion) -> Leaning:
    lean = _lean(question)
    label = say("not answered") if lean is None else _answer(question)
    return Leaning(name=f"{question.question_id} {question.question}", value=lean, label=label)


def _answer(question: ProgrammeQuestion) -> str:
    if question.answer_kind is AnswerKind.RATING:
        return say("{answer} of 5", answer=str(question.answer))
    word = next((one for one in ChecklistAnswer if one.casefold() == (question.answer or "").strip().casefold()), None)
    return str(question.answer) if word is None else term(word)


def people(office: Office) -> People | None:
    """Set the people; None while neither Fluency nor Account team has rows."""
    portfolio, fluent = office.review.portfolio, {one.person_id: one for one in office.programme.fluency}
    roles = Counter(row.person_id for row in portfolio.rows(TeamRole))
    if not fluent and not roles:
        return None
    loads = {one.person_id: one for one in office.review.scores.managers}
    shown = [one for one in portfolio.rows(Colleague) if one.person_id in {*fluent, *roles, *loads}]
    over = [one for one in loads.values() if one.limit is not None and len(one.account_ids) > one.limit]
    areas = list(office.programme.fluency_by_area)
    return People(
        code="M09",
        name=say("People"),
        headline=_people_headline(office),
        point=say_count(
            "{names} serves more accounts than the limit.",
            "{names} serve more accounts than the limit.",
            len(over),
            names=formats.listed([one.name for one in over], most=3),
        )
        if over
        else say("Nobody serves more accounts than the limit."),
        sources=("Team", "Account team", "Fluency", "Accounts"),
        evidence=join_evidence(
            *(one.evidence for one in office.programme.fluency), *(one.evidence for one in loads.values())
        ),
        empty="" if fluent and roles else say("Fill Fluency and Account team."),
        table=Table(
            caption=say("Roles, accounts and fluency, 1–5"),
            columns=(
                Column(title=say("Name and job")),
                Column(title=say("Accounts"), number=True),
                Column(title=say("Roles"), number=True),
                *(Column(title=say(area), number=True) for area in areas),
                *((Column(title=say("Mean"), number=True),) if areas else ()),
            ),
            rows=(
                *(_person(office, one, fluent.get(one.person_id), roles[one.person_id], areas) for one in shown),
                *((_mean_row(office, areas),) if fluent else ()),
            ),
            note=say(
                "Fluency below {low} is marked low. Accounts: served of the most advised. Roles: rows of Account team.",
                low=formats.whole(LOW),
            ),
            shaded=True,
        ),
    )


def _people_headline(office: Office) -> str:
    known = {area: mean for area, mean in office.programme.fluency_by_area.items() if mean is not None}
    if not known:
        return say("Roles are named; fluency is not rated yet")
    area = min(known, key=lambda one: known[one])
    told = {"area": noun(say(area)), "mean": formats.score(known[area])}
    if known[area] < LOW:
        return say("Fluency is weakest in {area}: {mean} of 5", **told)
    return say("Fluency is sound; {area} is lowest, at {mean} of 5", **told)


def _person(
    office: Office, one: Colleague, fluent: FluencyReading | None, roles: int, areas: list[str]
) -> tuple[Cell, ...]:
    load = next((load for load in office.review.scores.managers if load.person_id == one.person_id), None)
    accounts = "–"
    if load is not None:
        accounts = formats.whole(len(load.account_ids))
        if load.limit is not None:
            accounts = say("{count} of {limit}", count=accounts, limit=formats.whole(load.limit))
    cells = fluent.evidence if fluent else ()
    where = _rated_in(fluent) if fluent else {}
    grades = [_grade(fluent.grades.get(area) if fluent else None, where.get(area)) for area in areas]
    mean = (
        [Cell(text=formats.score(fluent.mean) if fluent and fluent.mean is not None else "–", evidence=cells)]
        if areas
        else []
    )
    return (
        Cell(text=one.name, marks=(term(one.job),)),
        Cell(text=accounts, evidence=load.evidence if load is not None else ()),
        Cell(
            text=formats.whole(roles) if roles else "–",
            evidence=column_of(TeamRole, _roles_of(office, one), "account_role"),
        ),
        *grades,
        *mean,
    )


def _rated_in(fluent: FluencyReading) -> Mapping[str, CellRef]:
    """The cell of each area in which somebody is rated."""
    rated = (area for area, grade in fluent.grades.items() if grade is not None)
    return dict(zip(rated, fluent.evidence, strict=True))


def _roles_of(office: Office, one: Colleague) -> list[TeamRole]:
    return [row for row in office.review.portfolio.rows(TeamRole) if row.person_id == one.person_id]


def _grade(grade: float | None, where: CellRef | None) -> Cell:
    if grade is None or where is None:
        return Cell(text="–", heat="none")
    heat = "poor" if grade < LOW else "fair" if grade < _FAIR else "good"
    return Cell(text=formats.plain(grade), heat=heat, evidence=(where,), marks=(say("low"),) if grade < LOW else ())


def _mean_row(office: Office, areas: list[str]) -> tuple[Cell, ...]:
    means = office.programme.fluency_by_area
    rated = [_rated_in(one) for one in office.programme.fluency]
    cells = [
        Cell(
            text=formats.score(mean) if (mean := means[area]) is not None else "–",
            tone="strong",
            evidence=tuple(one[area] for one in rated if area in one),
        )
        for area in areas
    ]
    return (Cell(text=say("Mean")), Cell(), Cell(), *cells, Cell())
