"""How complete the account plan is, for the account's tier (KAM.md §11.1)."""

from __future__ import annotations

from kamreport.cells import CellRef
from kamreport.model import Objective, Profile
from kamreport.model.lists import Tier
from kamreport.records import later
from kamreport.results import Measured, PlanPart
from kamreport.scoring.facts import Facts
from kamreport.scoring.plan_fields import FIELDS, PlanField, open_plan
from kamreport.scoring.saying import listed

_NOBODY_PLANS = Measured.missing("Fill the Profile and Objectives sheets.")
_ASKED: dict[Tier, tuple[PlanField, ...]] = {tier: tuple(one for one in FIELDS if tier in one.tiers) for tier in Tier}


def read_plan_parts(facts: Facts) -> tuple[PlanPart, ...]:
    """What the plan of an account of its tier should hold, and whether it does."""
    plan = open_plan(facts)
    found = [(one, one.find(plan)) for one in _ASKED[facts.account.tier]]
    return tuple([PlanPart(one.code, one.title, seen.is_complete, seen.told, seen.evidence) for one, seen in found])


def plan_completeness(facts: Facts) -> Measured:
    """Complete fields / fields required for the tier; missing while nobody plans on Profile or Objectives."""
    portfolio = facts.ground.portfolio
    if not portfolio.rows(Profile) and not portfolio.rows(Objective):
        return _NOBODY_PLANS
    plan, asked = open_plan(facts), _ASKED[facts.account.tier]
    complete = sum([one.find(plan).is_complete for one in asked])
    return Measured.known(complete / len(asked), later(_told, facts), later(_cells, facts))


def _told(facts: Facts) -> str:
    parts = read_plan_parts(facts)
    open_parts = [f"{part.code} {part.title}" for part in parts if not part.is_complete]
    told = f"{len(parts) - len(open_parts)} of {len(parts)} fields complete"
    return f"{told}; open: {listed(open_parts)}" if open_parts else told


def _cells(facts: Facts) -> tuple[CellRef, ...]:
    cells = dict.fromkeys(cell for part in read_plan_parts(facts) for cell in part.evidence)
    return (facts.account.origin.cell("tier"), *cells)
