"""The people at an account: who is in touch, which roles are held, what pattern the contacts make (KAM.md §6.4, §6.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kamreport.cells import CellRef
from kamreport.model import Account, Portfolio, Stakeholder, TierService
from kamreport.model.lists import KEY_ROLES, Level, RelationshipModel, RoleState, StakeholderRole
from kamreport.results import RelationshipReading, StakeholderReading

WORKING = 2
"""From this strength on a stakeholder counts as reached."""
STRONGEST = 4
MOST_SUPPORT = 2
ONE_LINK = 1
DIAMOND_FROM = 3
"""A diamond has at least so many active stakeholders, counterparts and functions."""


def read_relationship(account: Account, portfolio: Portfolio, as_of: dt.date) -> RelationshipReading:
    """The relationship with everybody at an account who has not left."""
    service = portfolio.find(TierService, account.tier)
    people = tuple(
        _read_person(person, account, service.active_days if service else None, as_of)
        for person in portfolio.of(account.account_id, Stakeholder)
        if not person.left
    )
    threads = sum(person.is_active for person in people)
    undated = sum(person.is_undated for person in people)
    listed = [person.stakeholder for person in people]
    return RelationshipReading(
        people=people,
        coverage=relationship_coverage([(person.influence, person.strength) for person in listed]),
        threads=threads,
        undated=undated,
        single_threaded=threads + undated <= ONE_LINK if people else None,
        roles={role: _role_state(listed, role) for role in KEY_ROLES},
        access=_access(listed),
        support_balance=support_balance(
            [(person.influence, person.support) for person in listed if person.support is not None]
        ),
        model=relationship_model([person for person in people if person.is_active], undated) if people else None,
        last_touch=max((person.last_contact for person in people if person.last_contact), default=None),
        evidence=tuple([cell for person in listed for cell in _cells(person)]),
    )


def relationship_coverage(people: Sequence[tuple[int, int]]) -> float | None:
    """Influence-weighted strength, 0–100, of (influence 1–5, strength 0–4); None without people."""
    influence = sum(weight for weight, _ in people)
    return 100 * sum(weight * strength for weight, strength in people) / (STRONGEST * influence) if influence else None


def support_balance(people: Sequence[tuple[int, int]]) -> float | None:
    """Influence-weighted support, −1…1, of (influence 1–5, support −2…2); None when nobody's support is known."""
    influence = sum(weight for weight, _ in people)
    return sum(weight * support for weight, support in people) / (MOST_SUPPORT * influence) if influence else None


def relationship_model(active: Sequence[StakeholderReading], undated: int) -> RelationshipModel | None:
    """The pattern of contacts; None while undated people leave it open (KAM.md §6.5)."""
    contacts = len(active)
    if contacts + undated <= ONE_LINK:
        return RelationshipModel.BOW_TIE
    if contacts <= ONE_LINK:
        return None
    counterparts = len({person.counterpart_id for person in active})
    functions = len({person.stakeholder.function for person in active if person.stakeholder.function})
    if counterparts == 1:
        return RelationshipModel.ONE_ON_MANY
    if min(contacts, counterparts, functions) >= DIAMOND_FROM:
        return RelationshipModel.DIAMOND
    return RelationshipModel.MIXED


def _read_person(person: Stakeholder, account: Account, window: int | None, as_of: dt.date) -> StakeholderReading:
    """One person; a contact after the as-of date is not counted yet (K206)."""
    last = person.last_contact if person.last_contact and person.last_contact <= as_of else None
    dated = last is not None and window is not None
    return StakeholderReading(
        stakeholder=person,
        last_contact=last,
        is_active=person.strength >= WORKING and dated and (as_of - last).days <= window,  # type: ignore[operator]
        is_undated=person.strength >= WORKING and not dated,
        counterpart_id=person.counterpart_id or account.manager_id,
    )


def _role_state(people: Sequence[Stakeholder], role: StakeholderRole) -> RoleState:
    strengths = [person.strength for person in people if person.role is role]
    if not strengths:
        return RoleState.MISSING
    return RoleState.HELD if max(strengths) >= WORKING else RoleState.NAMED


def _access(people: Sequence[Stakeholder]) -> tuple[Level, ...]:
    reached = {person.level for person in people if person.strength >= WORKING}
    return tuple(level for level in Level if level in reached)


def _cells(person: Stakeholder) -> tuple[CellRef, CellRef]:
    return person.origin.cell("influence"), person.origin.cell("strength")
