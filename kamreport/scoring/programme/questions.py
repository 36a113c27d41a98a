"""Questions to the programme, and how easily people talk of what matters (KAM.md §12.7)."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.model import Colleague, Fluency, Portfolio, ProgrammeQuestion
from kamreport.model.lists import AnswerKind, ChecklistAnswer
from kamreport.results import FluencyReading, Index, ProgrammeFigure
from kamreport.scoring.evidence import cells_in, cells_of
from kamreport.scoring.programme.answers import VALUES, figure, mean

AREAS = {
    "f1_customer_needs": "Customer needs",
    "f2_our_offerings": "Our offerings",
    "f3_market": "Market",
    "f4_our_company": "Our company",
    "f5_competition": "Competition",
}
"""The five areas by the field that holds them."""
FILL = "Fill Programme questions."
_STEP, _WORST, _BEST = 25.0, 1.0, 5.0
_WORDS = {answer.value.casefold(): answer for answer in ChecklistAnswer}


def rating_of(question: ProgrammeQuestion) -> float | None:
    """A rating of 1 to 5; None when the answer is blank or is no such rating."""
    try:
        given = float((question.answer or "").strip())
    except ValueError:
        return None
    return given if _WORST <= given <= _BEST and given == int(given) else None


def word_of(question: ProgrammeQuestion) -> ChecklistAnswer | None:
    """Yes, Partial, No or N/A; None when the answer is blank or is none of them."""
    return _WORDS.get((question.answer or "").strip().casefold())


def success(questions: Sequence[ProgrammeQuestion]) -> ProgrammeFigure:
    """25 × (mean of the ratings − 1), 0–100."""
    asked = [one for one in questions if one.answer_kind is AnswerKind.RATING]
    given = [(one, rating) for one in asked if (rating := rating_of(one)) is not None]
    average = mean([rating for _, rating in given])
    return figure(
        Index.SUCCESS,
        "Success reasons",
        None if average is None else _STEP * (average - 1),
        fill=FILL,
        answered=len(given),
        applicable=len(asked),
        cells=cells_of([one for one, _ in given], "answer"),
    )


def block(questions: Sequence[ProgrammeQuestion], code: str, name: str) -> ProgrammeFigure:
    """The mean of a block's questions answered with Yes, Partial or No, 0–1."""
    asked = [
        one
        for one in questions
        if one.answer_kind is AnswerKind.YES_PARTIAL_NO
        and one.block.strip().casefold() == name.casefold()
        and word_of(one) is not ChecklistAnswer.NOT_APPLICABLE
    ]
    given = [(one, word) for one in asked if (word := word_of(one)) is not None]
    return figure(
        code,
        name,
        mean([VALUES[word] for _, word in given]),
        fill=FILL,
        answered=len(given),
        applicable=len(asked),
        cells=cells_of([one for one, _ in given], "answer"),
    )


def open_answers(questions: Sequence[ProgrammeQuestion]) -> tuple[ProgrammeQuestion, ...]:
    """Open questions that have an answer."""
    return tuple(one for one in questions if one.answer_kind is AnswerKind.OPEN and one.answer)


def fluency(portfolio: Portfolio) -> tuple[FluencyReading, ...]:
    """Everybody rated, in the order of the sheet."""
    return tuple(_person(row, portfolio) for row in portfolio.rows(Fluency))


def _person(row: Fluency, portfolio: Portfolio) -> FluencyReading:
    colleague = portfolio.find(Colleague, row.person_id)
    grades = {title: getattr(row, field) for field, title in AREAS.items()}
    rated = [field for field in AREAS if getattr(row, field) is not None]
    return FluencyReading(
        person_id=row.person_id,
        name=colleague.name if colleague else row.person_id,
        grades=grades,
        mean=mean([grade for grade in grades.values() if grade is not None]),
        evidence=cells_in(row, rated),
    )


def fluency_by_area(people: Sequence[FluencyReading]) -> dict[str, float | None]:
    """The mean of each area over the people rated in it."""
    if not people:
        return {}
    return {area: mean([grade for one in people if (grade := one.grades[area]) is not None]) for area in AREAS.values()}
