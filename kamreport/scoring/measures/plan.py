"""Measures of the plan and of time: promises kept, objectives, tenure, pipeline (KAM.md §5.1)."""

from __future__ import annotations

import datetime as dt

from kamreport.model import Action, Objective, Opportunity
from kamreport.model.lists import ActionStatus, ObjectiveStatus, SalesStage
from kamreport.records import later
from kamreport.results import Measured
from kamreport.scoring.evidence import cells_across, cells_down, cells_in, cells_of
from kamreport.scoring.facts import Facts
from kamreport.scoring.windows import NO_PERIOD_END

DAYS_A_YEAR = 365.25
GOING_WELL = (ObjectiveStatus.ON_TRACK, ObjectiveStatus.ACHIEVED)
DECIDED = (SalesStage.WON, SalesStage.LOST)
_FILL_OBJECTIVES = Measured.missing("Fill the Objectives sheet.")
_NO_OBJECTIVE = Measured.missing("No objective of this account is followed.")
_FILL_OPPORTUNITIES = Measured.missing("Fill the Opportunities sheet.")
_NONE_DUE = Measured.missing("No action was due in the months under review.")
_NO_PERIOD_END = Measured.missing(NO_PERIOD_END)


def on_time(facts: Facts) -> Measured:
    """Share of the actions due in the months under review that were done by their due date."""
    review = facts.ground.review
    if review is None:
        return _NO_PERIOD_END
    actions = facts.ground.portfolio.of(facts.account.account_id, Action)
    due = [action for action in actions if review.holds(action.due) and _counts(action)]
    if not due:
        return _NONE_DUE
    cells = later(cells_across, due, ("due", "status", "done_on"))
    kept = sum(was_kept(action, facts.ground.as_of) for action in due)
    return Measured.known(kept / len(due), f"{kept} of {len(due)} actions done on time", cells)


def was_kept(action: Action, as_of: dt.date) -> bool:
    """Whether an action was done by its due date; one done after the as-of date counts as open (K206)."""
    done = action.done_on
    return action.status is ActionStatus.DONE and done is not None and done <= action.due and done <= as_of


def on_track(facts: Facts) -> Measured:
    """(On track + Achieved) / objectives not dropped."""
    portfolio = facts.ground.portfolio
    rows = portfolio.of(facts.account.account_id, Objective)
    followed = [row for row in rows if row.status is not ObjectiveStatus.DROPPED]
    if not followed:
        return _NO_OBJECTIVE if portfolio.rows(Objective) else _FILL_OBJECTIVES
    well = sum(row.status in GOING_WELL for row in followed)
    return Measured.known(
        well / len(followed), f"{well} of {len(followed)} objectives", later(cells_of, followed, "status")
    )


def tenure_years(facts: Facts) -> Measured:
    """Years since the first purchase."""
    first = facts.account.first_purchase
    cells = later(cells_in, facts.account, ("first_purchase",))
    if first is None or first > facts.ground.as_of:
        return Measured.missing("First purchase is not known.", cells)
    return Measured.known((facts.ground.as_of - first).days / DAYS_A_YEAR, "", cells)


def weighted_pipeline(facts: Facts) -> Measured:
    """Σ amount × probability of opportunities neither won nor lost."""
    portfolio = facts.ground.portfolio
    if not portfolio.rows(Opportunity):
        return _FILL_OPPORTUNITIES
    rows = portfolio.of(facts.account.account_id, Opportunity)
    undecided = [row for row in rows if row.sales_stage not in DECIDED]
    cells = later(cells_down, undecided, ("amount", "probability"))
    return Measured.known(sum(row.amount * row.probability for row in undecided), f"{len(undecided)} open", cells)


def _counts(action: Action) -> bool:
    """Cancelled actions and done ones without a date are left out."""
    undated = action.status is ActionStatus.DONE and action.done_on is None
    return action.status is not ActionStatus.CANCELLED and not undated
