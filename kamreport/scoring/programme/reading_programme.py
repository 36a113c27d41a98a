"""All readings of the programme, put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from kamreport.model import (
    PROGRAMME,
    ChecklistItem,
    FrameworkItem,
    Milestone,
    ProgrammeMeasure,
    ProgrammeQuestion,
)
from kamreport.results import Index, MilestoneReading, ProgrammeScores
from kamreport.scoring.facts import Facts, Ground
from kamreport.scoring.portfolio_measures import Member
from kamreport.scoring.programme import checklist, framework, outcomes, questions
from kamreport.scoring.programme.key_accounts import sides_of
from kamreport.scoring.programme.measures import programme_of, read_measures
from kamreport.scoring.programme.weakest import weakest


def read_programme(facts: Mapping[str, Facts], members: Sequence[Member], ground: Ground) -> ProgrammeScores | None:
    """What the programme sheets and the accounts say of the programme; None while none of those sheets has rows."""
    portfolio = ground.portfolio
    if not any(portfolio.rows(record) for record in PROGRAMME):
        return None
    items, asked = portfolio.rows(ChecklistItem), portfolio.rows(ProgrammeQuestion)
    scored = portfolio.rows(FrameworkItem)
    critical, phases = checklist.gate(items), checklist.phases(items, ground.settings.phase_share)
    elements, people = framework.elements(scored), questions.fluency(portfolio)
    trust = questions.block(asked, Index.TRUST, "Internal trust")
    case = outcomes.Case(sides_of(facts.values(), ground), {one.account.account_id: one.scores for one in members})
    costs = {account_id: one.revenue.now.total("cost_to_serve") for account_id, one in facts.items()}
    return ProgrammeScores(
        readiness=checklist.readiness(items),
        gate=critical,
        is_ready=checklist.is_ready(critical),
        phases=phases,
        phase=checklist.phase_reached(phases),
        outcomes=checklist.outcomes(items),
        claims=outcomes.claims(items, case),
        framework=framework.framework(elements),
        elements=elements,
        milestones=milestones(portfolio.rows(Milestone), ground.as_of),
        measures=read_measures(portfolio.rows(ProgrammeMeasure), programme_of(members, costs, trust)),
        success=questions.success(asked),
        trust=trust,
        leadership=questions.block(asked, Index.LEADERSHIP, "Leadership"),
        open_answers=questions.open_answers(asked),
        fluency=people,
        fluency_by_area=questions.fluency_by_area(people),
        weakest=weakest(items, scored),
    )


def milestones(rows: Sequence[Milestone], as_of: dt.date) -> tuple[MilestoneReading, ...]:
    """Every milestone; late is one whose planned end passed without an actual end (KAM.md §12.5)."""
    return tuple(
        MilestoneReading(
            milestone=row,
            is_late=row.planned_end is not None and row.planned_end < as_of and row.actual_end is None,
        )
        for row in rows
    )
