"""Measures of what the customer says and gets: satisfaction, service, escalations, joint work (KAM.md §5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.cells import sheet_ref
from kamreport.model import Commitment, Event, Feedback
from kamreport.model.lists import EventKind
from kamreport.records import later
from kamreport.results import Measured
from kamreport.scoring.evidence import cells_across, cells_down, cells_of
from kamreport.scoring.facts import Facts
from kamreport.scoring.windows import NO_PERIOD_END

PROMOTES_FROM = 9
DETRACTS_TO = 6
WORST = 1
"""The gravest severity of an escalation."""
_NO_PERIOD_END = Measured.missing(NO_PERIOD_END)
_FILL_FEEDBACK = Measured.missing("Fill the Feedback sheet.")
_NO_FEEDBACK = Measured.missing("Feedback has no such answer of this account in the 12 months.")
_FILL_COMMITMENTS = Measured.missing("Fill the Commitments sheet.")
_NO_SERVICE_LEVEL = Measured.missing("No service level of this account has a target and an actual.")
_EVENTS = (sheet_ref("Events"),)
"""Searched in vain: what is not there is no cell, yet 0 rests on the sheet."""
_FILL_EVENTS = Measured.missing("Fill the Events sheet.")


def csat_12m(facts: Facts) -> Measured:
    """Mean of the CSAT answers of the 12 months, 1–5."""
    if not facts.ground.portfolio.rows(Feedback):
        return _FILL_FEEDBACK
    rows = [row for row in _answers(facts) if row.csat is not None]
    if not rows:
        return _NO_FEEDBACK if facts.ground.window else _NO_PERIOD_END
    mean = sum(row.csat or 0 for row in rows) / len(rows)
    return Measured.known(mean, f"mean of {len(rows)} answers", later(cells_of, rows, "csat"))


def nps_12m(facts: Facts) -> Measured:
    """NPS of the 12 months, −100…100."""
    if not facts.ground.portfolio.rows(Feedback):
        return _FILL_FEEDBACK
    rows = [row for row in _answers(facts) if row.nps is not None]
    if not rows:
        return _NO_FEEDBACK if facts.ground.window else _NO_PERIOD_END
    score = promoter_score([row.nps for row in rows if row.nps is not None])
    return Measured.known(score, f"from {len(rows)} answers", later(cells_of, rows, "nps"))


def sla_attainment(facts: Facts) -> Measured:
    """Service levels kept / measured."""
    portfolio = facts.ground.portfolio
    if not portfolio.rows(Commitment):
        return _FILL_COMMITMENTS
    promised = [row for row in portfolio.of(facts.account.account_id, Commitment) if row.service_level]
    measured = [row for row in promised if row.is_kept is not None]
    if not measured:
        return _NO_SERVICE_LEVEL
    kept = sum(bool(row.is_kept) for row in measured)
    told = f"{kept} of {len(measured)} service levels kept"
    cells = later(cells_across, measured, ("service_level", "actual", "target", "direction"))
    return Measured.known(kept / len(measured), told, cells)


def open_escalations(facts: Facts) -> Measured:
    """0 none open, 1 some but none of severity 1, 2 any of severity 1."""
    portfolio, as_of = facts.ground.portfolio, facts.ground.as_of
    if not portfolio.rows(Event):
        return _FILL_EVENTS
    escalations = [row for row in portfolio.of(facts.account.account_id, Event) if row.kind is EventKind.ESCALATION]
    still = [row for row in escalations if row.date <= as_of and (row.closed_on is None or row.closed_on > as_of)]
    cells = later(cells_down, escalations, ("severity", "closed_on")) if escalations else _EVENTS
    severe = any(row.severity == WORST for row in still)
    return Measured.known(2 if severe else min(len(still), 1), f"{len(still)} open", cells)


def referrals_12m(facts: Facts) -> Measured:
    """Referral events of the 12 months."""
    found = _events(facts, EventKind.REFERRAL)
    if isinstance(found, Measured):
        return found
    return Measured.known(len(found), "", later(cells_of, found, "kind") if found else _EVENTS)


def joint_investment(facts: Facts) -> Measured:
    """Amounts of the Joint activity events of the 12 months."""
    found = _events(facts, EventKind.JOINT_ACTIVITY)
    if isinstance(found, Measured):
        return found
    return Measured.known(
        sum(row.amount or 0.0 for row in found), "", later(cells_of, found, "amount") if found else _EVENTS
    )


def promoter_score(answers: Sequence[int]) -> float:
    """NPS of at least one answer from 0 to 10: promoters minus detractors, in percent; never a mean (T21)."""
    promoters = sum(answer >= PROMOTES_FROM for answer in answers)
    detractors = sum(answer <= DETRACTS_TO for answer in answers)
    return 100 * (promoters - detractors) / len(answers)


def _answers(facts: Facts) -> list[Feedback]:
    """Feedback of the 12 months; answers after the as-of date are not counted yet (K206)."""
    window, as_of = facts.ground.window, facts.ground.as_of
    rows = facts.ground.portfolio.of(facts.account.account_id, Feedback)
    return [row for row in rows if window and window.holds(row.date) and row.date <= as_of]


def _events(facts: Facts, kind: EventKind) -> list[Event] | Measured:
    """Events of a kind in the 12 months, or why they are not known."""
    portfolio, window, as_of = facts.ground.portfolio, facts.ground.window, facts.ground.as_of
    if not portfolio.rows(Event):
        return _FILL_EVENTS
    if window is None:
        return _NO_PERIOD_END
    rows = portfolio.of(facts.account.account_id, Event)
    return [row for row in rows if row.kind is kind and window.holds(row.date) and row.date <= as_of]
