"""The seventeen things a plan should hold, for which tiers, and how one sees that it does (KAM.md §11.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from kamreport.cells import CellRef
from kamreport.model import UNDERSTANDINGS, Action, Commitment, Need, Objective, Profile, Risk, Wallet
from kamreport.model.lists import Focus, ObjectiveStatus, Tier
from kamreport.schema import schema_of
from kamreport.scoring.evidence import HasOrigin, cells_of
from kamreport.scoring.facts import Facts
from kamreport.scoring.risk import still_open
from kamreport.scoring.saying import listed

OPEN = (ObjectiveStatus.ON_TRACK, ObjectiveStatus.AT_RISK, ObjectiveStatus.OFF_TRACK)
ALL = tuple(Tier)
_FOCUSES = tuple(Focus)
MANAGED = (Tier.PREFERRED, Tier.CONSULTANT, Tier.PARTNER)
DEEP = (Tier.CONSULTANT, Tier.PARTNER)

R = TypeVar("R")


class Found(NamedTuple):
    """Whether a part of the plan is there, what was found or is to be filled, and the rows and fields that show it."""

    is_complete: bool
    told: str
    rows: Sequence[HasOrigin] = ()
    fields: tuple[str, ...] = ()

    @property
    def evidence(self) -> tuple[CellRef, ...]:
        """The cells of these fields in these rows."""
        return tuple([cell for field in self.fields for cell in cells_of(self.rows, field)])


class Plan(NamedTuple):
    """What the fields look at: an account, and the two sheets most of them are found on."""

    facts: Facts
    profile: Profile | None
    objectives: tuple[Objective, ...]

    def rows(self, record: type[R]) -> tuple[R, ...]:
        """The account's rows of another sheet."""
        return self.facts.ground.portfolio.of(self.facts.account.account_id, record)

    @property
    def as_of(self) -> dt.date:
        """The date of the review."""
        return self.facts.ground.as_of


def open_plan(facts: Facts) -> Plan:
    """The plan of one account."""
    portfolio, account_id = facts.ground.portfolio, facts.account.account_id
    return Plan(facts, portfolio.find(Profile, account_id), portfolio.of(account_id, Objective))


class PlanField(NamedTuple):
    """One thing a plan should hold, for which tiers, and how one looks for it."""

    code: str
    title: str
    tiers: tuple[Tier, ...]
    find: Callable[[Plan], Found]


def _filled(field: str) -> Callable[[Plan], Found]:
    """Look for a column of Profile."""
    fill = f"fill {schema_of(Profile).column(field).title} on Profile"

    def find(plan: Plan) -> Found:
        profile = plan.profile
        if profile is None:
            return Found(False, fill)
        filled = bool(getattr(profile, field))
        return Found(filled, "" if filled else fill, (profile,), (field,))

    return find


def _target(plan: Plan) -> Found:
    objectives = plan.objectives
    aimed = [objective for objective in objectives if objective.target is not None]
    if aimed:
        return Found(True, "", aimed, ("target",))
    return Found(False, "fill Target of an objective" if objectives else "add an objective", objectives, ("target",))


def _every_focus(plan: Plan) -> Found:
    objectives = plan.objectives
    seen = {objective.focus for objective in objectives}
    lacking = [focus.value for focus in _FOCUSES if focus not in seen]
    told = f"add an objective to {listed(lacking)}" if lacking else ""
    return Found(not lacking, told, objectives, ("focus",))


def _actions(plan: Plan) -> Found:
    """At least one open action, and one for every open objective."""
    waiting = [action for action in plan.rows(Action) if action.is_open(plan.as_of)]
    if not waiting:
        return Found(False, "add an open action")
    served = {action.objective_id for action in waiting}
    idle = [one for one in plan.objectives if one.status in OPEN and one.objective_id not in served]
    if idle:
        told = f"add an open action for {listed([one.objective_id for one in idle])}"
        return Found(False, told, idle, ("objective_id",))
    return Found(True, "", waiting, ("status", "objective_id"))


def _answered_need(plan: Plan) -> Found:
    needs = {need.need_id for need in plan.rows(Need)}
    promises = [row for row in plan.rows(Commitment) if row.need_id in needs]
    told = "" if promises else "name a need of the account in Need ID of a commitment" if needs else "add a need"
    return Found(bool(promises), told, promises, ("need_id",))


def _fresh_wallet(plan: Plan) -> Found:
    days, rows = plan.facts.ground.settings.wallet_days, plan.rows(Wallet)
    fresh = [row for row in rows if 0 <= (plan.as_of - row.as_of).days <= days]
    if fresh:
        return Found(True, "", fresh, ("as_of",))
    told = f"the newest is older than {days} days" if rows else "add a row on Wallet"
    return Found(False, told, rows, ("as_of",))


def _agreed_case(plan: Plan) -> Found:
    profile = plan.profile
    agreed = profile.joint_business_case_agreed if profile else None
    if agreed is not None and agreed > plan.as_of:
        told = f"agreed only on {agreed}"
    else:
        told = "" if agreed else "fill Joint business case agreed on Profile"
    return Found(not told, told, (profile,) if profile else (), ("joint_business_case_agreed",))


def _sponsor(plan: Plan) -> Found:
    named = plan.facts.account.our_sponsor_id is not None
    told = "" if named else "fill Our executive sponsor on Accounts"
    return Found(named, told, (plan.facts.account,), ("our_sponsor_id",))


def _met_risk(plan: Plan) -> Found:
    still = [risk for risk in plan.rows(Risk) if still_open(risk, plan.as_of)]
    met = [risk for risk in still if risk.mitigation]
    told = "" if met else "fill Mitigation of an open risk" if still else "add an open risk with its Mitigation"
    return Found(bool(met), told, met or still, ("mitigation",))


_UNDERSTOOD = ("Their market", "Their strategy", "Wishes of their customers", "How they create value", "Their profit")
FIELDS = (
    PlanField("PL01", "Background", ALL, _filled("background")),
    *(
        PlanField(f"PL{at:02d}", title, DEEP, _filled(field))
        for at, (field, title) in enumerate(zip(UNDERSTANDINGS, _UNDERSTOOD, strict=True), start=2)
    ),
    PlanField("PL07", "An objective with a target", ALL, _target),
    PlanField("PL08", "Penetrate, Expand and Protect", DEEP, _every_focus),
    PlanField("PL09", "Solution", MANAGED, _filled("solution")),
    PlanField("PL10", "Open actions", ALL, _actions),
    PlanField("PL11", "Change management", MANAGED, _filled("change_management")),
    PlanField("PL12", "A need with a commitment", DEEP, _answered_need),
    PlanField("PL13", "A recent wallet", MANAGED, _fresh_wallet),
    PlanField("PL14", "Value proposition", DEEP, _filled("value_proposition")),
    PlanField("PL15", "Joint business case", (Tier.PARTNER,), _agreed_case),
    PlanField("PL16", "Our executive sponsor", (Tier.PARTNER,), _sponsor),
    PlanField("PL17", "An open risk with mitigation", DEEP, _met_risk),
)
"""What a plan should hold, in the order of KAM.md §11.1."""
