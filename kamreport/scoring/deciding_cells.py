"""The cells a step of the choice looked at (KAM.md §10)."""

from __future__ import annotations

from kamreport.cells import CellRef
from kamreport.model import Colleague, Settings
from kamreport.model.lists import OverrideKind, Placing
from kamreport.scoring.capacity import KEY_JOBS
from kamreport.scoring.choice import Decision
from kamreport.scoring.choice.candidates import SOLVENCY
from kamreport.scoring.evidence import cells_in, cells_of
from kamreport.scoring.facts import Facts
from kamreport.scoring.overrides import in_force

BY_HAND = (OverrideKind.INCLUDE, OverrideKind.EXCLUDE)


def cells_of_the_run(settings: Settings, *, first_run: bool) -> tuple[CellRef, ...]:
    """The settings every ranked account is held against."""
    asked = ("key_share", "programme_cap") if first_run else ("key_share", "programme_cap", "promotion_band")
    return _set(settings, *asked)


def cells_behind(decision: Decision | None, facts: Facts, run: tuple[CellRef, ...]) -> tuple[CellRef, ...]:
    """What decided an account's place; None is an account outside the universe of step 1.

    ``run`` are the cells of ``cells_of_the_run``.
    """
    account, settings = facts.account, facts.ground.settings
    if decision is None:
        return cells_in(account, ("status", "is_key", "key_type"))
    if decision.placing is Placing.OVER_CAPACITY:
        managers = [one for one in facts.ground.portfolio.rows(Colleague) if one.job in KEY_JOBS]
        return (*_set(settings, "programme_cap"), *cells_of(managers, "max_accounts"))
    by_hand = in_force(facts, BY_HAND) if decision.candidate.by_hand else None
    if by_hand is not None:
        return cells_in(by_hand, ("override", "reason", "by"))
    if decision.candidate.barred is not None:
        return _bar(facts)
    return (account.origin.cell("is_key"), *run)


def _bar(facts: Facts) -> tuple[CellRef, ...]:
    """Disqualified, or solvency; what a score lacks stands with the score."""
    if facts.account.disqualified:
        return (facts.account.origin.cell("disqualified"),)
    return (facts.ratings.origin.cell(SOLVENCY),) if facts.ratings and SOLVENCY in facts.ratings.grades else ()


def _set(settings: Settings, *fields: str) -> tuple[CellRef, ...]:
    """The cells of those settings that stand in the workbook."""
    return tuple([settings.cells[field] for field in fields if field in settings.cells])
