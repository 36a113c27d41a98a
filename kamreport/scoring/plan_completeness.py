"""How complete the account plan is, for the account's tier (KAM.md §11.1)."""

from __future__ import annotations

from kamreport.model import Objective, Profile
from kamreport.model.lists import Tier
from kamreport.results import Measured, PlanPart
from kamreport.scoring.facts import Facts
from kamreport.scoring.plan_fields import FIELDS, PlanField
from kamreport.scoring.saying import listed

_NOBODY_PLANS = Measured.missing("Fill the Profile and Objectives sheets.")
_ASKED: dict[Tier, tuple[PlanField, ...]] = {tier: tuple(one for one in FIELDS if tier in one.tiers) for tier in Tier}


def read_plan_parts(facts: Facts) -> tuple[PlanPart, ...]:
    """What the plan of an account of its tier should hold, and whether it does."""
    return tuple([PlanPart(one.code, one.title, *one.find(facts)) for one in _ASKED[facts.account.tier]])


def plan_completeness(facts: Facts, parts: tuple[PlanPart, ...]) -> Measured:
    """Complete fields / fields required for the tier; missing while nobody plans on Profile or Objectives."""
    portfolio = facts.ground.portfolio
    if not portfolio.rows(Profile) and not portfolio.rows(Objective):
        return _NOBODY_PLANS
    open_parts = [f"{part.code} {part.title}" for part in parts if not part.is_complete]
    complete = len(parts) - len(open_parts)
    told = f"{complete} of {len(parts)} fields complete"
    cells = dict.fromkeys(cell for part in parts for cell in part.evidence)
    where = (facts.account.origin.cell("tier"), *cells)
    return Measured.known(complete / len(parts), f"{told}; open: {listed(open_parts)}" if open_parts else told, where)
