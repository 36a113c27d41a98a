"""The sheets of the account plan, counted and added up for the packs (KAM.md §9.1, §11)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kamreport.model import (
    UNDERSTANDINGS,
    Feedback,
    Objective,
    PlanStep,
    Profile,
    Question,
    Risk,
    ValueDelivered,
    WhiteSpace,
)
from kamreport.model.lists import QuestionCategory, QuestionStatus, StepStatus
from kamreport.results import NO_PLAN, AnsweredShare, ObjectiveReading, PlanReading, QuarterlyVoice, SpaceCell
from kamreport.scoring.evidence import cells_of
from kamreport.scoring.facts import Facts
from kamreport.scoring.risk import gravity_of
from kamreport.scoring.white_space import OPEN_TO_US, TO_WIN

_DONE = StepStatus.DONE
_GRADES = range(1, 6)
_GRAVITIES = {(seen, felt): gravity_of(seen, felt).value for seen in _GRADES for felt in _GRADES}
_SHEETS = (Profile, Objective, PlanStep, Question, ValueDelivered, Feedback, WhiteSpace, Risk)


def read_plan(facts: Facts) -> PlanReading:
    """What the plan sheets of an account come to; NO_PLAN when none has a row of it."""
    portfolio, account_id, as_of = facts.ground.portfolio, facts.account.account_id, facts.ground.as_of
    if not any(portfolio.of(account_id, record) for record in _SHEETS):
        return NO_PLAN
    profile = portfolio.find(Profile, account_id)
    steps = portfolio.of(account_id, PlanStep)
    done = sum([step.status is _DONE for step in steps])
    outcomes = portfolio.of(account_id, ValueDelivered)
    worth = [row.yearly_value for row in outcomes if row.yearly_value is not None]
    return PlanReading(
        understood=sum([bool(getattr(profile, field)) for field in UNDERSTANDINGS]) if profile else 0,
        objectives=tuple([_objective(row, as_of) for row in portfolio.of(account_id, Objective)]),
        steps=len(steps),
        steps_done=done,
        steps_share=done / len(steps) if steps else None,
        questions=tuple(answered_shares(portfolio.of(account_id, Question))),
        yearly_value=sum(worth) if worth else None,
        confirmed=sum([row.confirmed_on is not None and row.confirmed_on <= as_of for row in outcomes]),
        voice=tuple(quarterly_voice(portfolio.of(account_id, Feedback), as_of)),
        space=tuple([space_cell(row) for row in portfolio.of(account_id, WhiteSpace)]),
        gravities=_GRAVITIES,
    )


def answered_shares(questions: Sequence[Question]) -> Iterator[AnsweredShare]:
    """Answered / Relevant of each category that has a relevant question (KAM.md §11.3)."""
    for category in QuestionCategory if questions else ():
        rows = [row for row in questions if row.category is category and row.is_relevant]
        if rows:
            answered = sum(row.status is QuestionStatus.ANSWERED for row in rows)
            yield AnsweredShare(category, answered, len(rows), answered / len(rows), cells_of(rows, "status"))


def quarterly_voice(feedback: Sequence[Feedback], as_of: dt.date) -> Iterator[QuarterlyVoice]:
    """Mean CSAT of each calendar quarter with an answer dated by ``as_of``."""
    grades: dict[dt.date, list[int]] = defaultdict(list)
    for row in feedback:
        if row.csat is not None and row.date <= as_of:
            grades[_quarter_end(row.date)].append(row.csat)
    for end, given in sorted(grades.items()):
        yield QuarterlyVoice(end, sum(given) / len(given), len(given))


def space_cell(row: WhiteSpace) -> SpaceCell:
    """What a cell of white space could still bring; a blank current counts as 0 here (KAM.md §9.1)."""
    if row.potential_annual is None or row.status not in OPEN_TO_US:
        return SpaceCell(row, None, None)
    gap = row.potential_annual - (row.current_annual or 0.0)
    weighted = gap * row.probability if row.status in TO_WIN and row.probability is not None else None
    return SpaceCell(row, gap, weighted)


def _objective(row: Objective, as_of: dt.date) -> ObjectiveReading:
    """Progress is shown from 0 to 1 (KAM.md §11.5)."""
    progress = row.progress
    shown = None if progress is None else min(1.0, max(0.0, progress))
    return ObjectiveReading(row, shown, row.elapsed(as_of))


def _quarter_end(day: dt.date) -> dt.date:
    month = 3 * ((day.month + 2) // 3)
    following = dt.date(day.year + 1, 1, 1) if month == 12 else dt.date(day.year, month + 1, 1)  # noqa: PLR2004 - December
    return following - dt.timedelta(days=1)
