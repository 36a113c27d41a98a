"""How complete the account plan is, for the account's tier (KAM.md §11.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from kamreport.model import UNDERSTANDINGS, Action, Commitment, Need, Objective, Profile, Risk, Wallet
from kamreport.model.lists import Focus, ObjectiveStatus, OpenClosed, Tier
from kamreport.results import Measured
from kamreport.scoring.facts import Facts
from kamreport.scoring.saying import listed

OPEN = (ObjectiveStatus.ON_TRACK, ObjectiveStatus.AT_RISK, ObjectiveStatus.OFF_TRACK)
ALL = tuple(Tier)
MANAGED = (Tier.PREFERRED, Tier.CONSULTANT, Tier.PARTNER)
DEEP = (Tier.CONSULTANT, Tier.PARTNER)


class PlanField(NamedTuple):
    """One thing a plan should hold, for which tiers, and how one sees that it does."""

    code: str
    title: str
    tiers: tuple[Tier, ...]
    holds: Callable[[Facts], bool]


def plan_completeness(facts: Facts) -> Measured:
    """Complete fields / fields required for the tier; missing while nobody plans on Profile or Objectives."""
    portfolio = facts.ground.portfolio
    if not portfolio.rows(Profile) and not portfolio.rows(Objective):
        return Measured.missing("Fill the Profile and Objectives sheets.")
    asked = [one for one in FIELDS if facts.account.tier in one.tiers]
    open_fields = [f"{one.code} {one.title}" for one in asked if not one.holds(facts)]
    complete = len(asked) - len(open_fields)
    told = f"{complete} of {len(asked)} fields complete"
    profile = portfolio.find(Profile, facts.account.account_id)
    cells = (profile.origin.cell("account_id"),) if profile else (facts.account.origin.cell("tier"),)
    return Measured.known(complete / len(asked), f"{told}; open: {listed(open_fields)}" if open_fields else told, cells)


def _filled(field: str) -> Callable[[Facts], bool]:
    """Whether a column of Profile is filled."""

    def holds(facts: Facts) -> bool:
        profile = facts.ground.portfolio.find(Profile, facts.account.account_id)
        return profile is not None and bool(getattr(profile, field))

    return holds


def _objectives(facts: Facts) -> tuple[Objective, ...]:
    return facts.ground.portfolio.of(facts.account.account_id, Objective)


def _has_target(facts: Facts) -> bool:
    return any(objective.target is not None for objective in _objectives(facts))


def _has_every_focus(facts: Facts) -> bool:
    return {objective.focus for objective in _objectives(facts)} >= set(Focus)


def _acts(facts: Facts) -> bool:
    """At least one open action, and one for every open objective."""
    actions = facts.ground.portfolio.of(facts.account.account_id, Action)
    served = [action.objective_id for action in actions if action.is_open(facts.ground.as_of)]
    asked = [objective.objective_id for objective in _objectives(facts) if objective.status in OPEN]
    return bool(served) and set(asked) <= set(served)


def _answers_a_need(facts: Facts) -> bool:
    account_id, portfolio = facts.account.account_id, facts.ground.portfolio
    promised = {commitment.need_id for commitment in portfolio.of(account_id, Commitment)}
    return any(need.need_id in promised for need in portfolio.of(account_id, Need))


def _has_fresh_wallet(facts: Facts) -> bool:
    as_of = facts.ground.as_of
    oldest = as_of - dt.timedelta(days=facts.ground.settings.wallet_days)
    return any(oldest <= row.as_of <= as_of for row in facts.ground.portfolio.of(facts.account.account_id, Wallet))


def _has_agreed_case(facts: Facts) -> bool:
    profile = facts.ground.portfolio.find(Profile, facts.account.account_id)
    agreed = profile.joint_business_case_agreed if profile else None
    return agreed is not None and agreed <= facts.ground.as_of


def _has_sponsor(facts: Facts) -> bool:
    return facts.account.our_sponsor_id is not None


def _meets_a_risk(facts: Facts) -> bool:
    risks = facts.ground.portfolio.of(facts.account.account_id, Risk)
    return any(risk.status is OpenClosed.OPEN and bool(risk.mitigation) for risk in risks)


_UNDERSTOOD = ("Their market", "Their strategy", "Wishes of their customers", "How they create value", "Their profit")
FIELDS = (
    PlanField("PL01", "Background", ALL, _filled("background")),
    *(
        PlanField(f"PL{at:02d}", title, DEEP, _filled(field))
        for at, (field, title) in enumerate(zip(UNDERSTANDINGS, _UNDERSTOOD, strict=True), start=2)
    ),
    PlanField("PL07", "An objective with a target", ALL, _has_target),
    PlanField("PL08", "Penetrate, Expand and Protect", DEEP, _has_every_focus),
    PlanField("PL09", "Solution", MANAGED, _filled("solution")),
    PlanField("PL10", "Open actions", ALL, _acts),
    PlanField("PL11", "Change management", MANAGED, _filled("change_management")),
    PlanField("PL12", "A need with a commitment", DEEP, _answers_a_need),
    PlanField("PL13", "A recent wallet", MANAGED, _has_fresh_wallet),
    PlanField("PL14", "Value proposition", DEEP, _filled("value_proposition")),
    PlanField("PL15", "Joint business case", (Tier.PARTNER,), _has_agreed_case),
    PlanField("PL16", "Our executive sponsor", (Tier.PARTNER,), _has_sponsor),
    PlanField("PL17", "An open risk with mitigation", DEEP, _meets_a_risk),
)
"""What a plan should hold, in the order of KAM.md §11.1."""
