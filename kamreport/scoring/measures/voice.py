"""Measures of what the customer says and gets: satisfaction, service, escalations, joint work (KAM.md §5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.results import Measured
from kamreport.scoring.facts import Facts

PROMOTES_FROM = 9
DETRACTS_TO = 6
FILL_FEEDBACK = Measured.missing("Fill the Feedback sheet.")
FILL_COMMITMENTS = Measured.missing("Fill the Commitments sheet.")
FILL_EVENTS = Measured.missing("Fill the Events sheet.")


def csat_12m(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """Mean of the CSAT answers of the 12 months, 1–5."""
    return FILL_FEEDBACK


def nps_12m(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """NPS of the 12 months, −100…100."""
    return FILL_FEEDBACK


def sla_attainment(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """Service levels kept / measured."""
    return FILL_COMMITMENTS


def open_escalations(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """0 none open, 1 some but none of severity 1, 2 any of severity 1."""
    return FILL_EVENTS


def referrals_12m(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """Referral events of the 12 months."""
    return FILL_EVENTS


def joint_investment(facts: Facts) -> Measured:  # noqa: ARG001 - read as soon as its sheet is declared
    """Amounts of the Joint activity events of the 12 months."""
    return FILL_EVENTS


def promoter_score(answers: Sequence[int]) -> float:
    """NPS of at least one answer from 0 to 10: promoters minus detractors, in percent; never a mean (T21)."""
    promoters = sum(answer >= PROMOTES_FROM for answer in answers)
    detractors = sum(answer <= DETRACTS_TO for answer in answers)
    return 100 * (promoters - detractors) / len(answers)
