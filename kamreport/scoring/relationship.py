"""The people at an account: who is in touch, which roles are held, what pattern the contacts make (KAM.md §6.4, §6.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import Account, Portfolio, Stakeholder, TierService, Touchpoint
from kamreport.model.lists import KEY_ROLES, Level, RelationshipModel, RoleState, StakeholderRole
from kamreport.records import later
from kamreport.results import RelationshipReading, StakeholderReading
from kamreport.scoring.evidence import cells_down, cells_of

WORKING = 2
"""From this strength on a stakeholder counts as reached."""
STRONGEST = 4
MOST_SUPPORT = 2
ONE_LINK = 1
DIAMOND_FROM = 3
"""A diamond has at least so many active stakeholders, counterparts and functions."""

_LEVELS = tuple(Level)
_MISSING, _NAMED, _HELD = RoleState.MISSING, RoleState.NAMED, RoleState.HELD


class ActiveWindow(NamedTuple):
    """How many days before a date a contact may lie for a stakeholder to count as active; None when not known."""

    as_of: dt.date
    days: int | None


def read_relationship(account: Account, portfolio: Portfolio, as_of: dt.date) -> RelationshipReading:
    """The relationship with everybody at an account who has not left."""
    service = portfolio.find(TierService, account.tier)
    window = ActiveWindow(as_of, service.active_days if service else None)
    touched = [row for row in portfolio.of(account.account_id, Touchpoint) if row.date <= as_of]
    met = _newest(touched)
    known = portfolio.of(account.account_id, Stakeholder)
    listed = [person for person in known if not person.left]
    gone = [person for person in known if person.left]
    people = tuple([_read_person(person, account, window, _contact(person, met, as_of)) for person in listed])
    threads = sum([person.is_active for person in people])
    undated = sum([person.is_undated for person in people])
    contacts = [*(person.last_contact for person in people if person.last_contact), *(row.date for row in touched)]
    last_touch = max(contacts, default=None)
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
        last_touch=last_touch,
        last_touch_cells=later(_written, listed, touched, last_touch) if last_touch else (),
        evidence=later(_cells, listed, gone),
    )


def relationship_coverage(people: Sequence[tuple[int, int]]) -> float | None:
    """Influence-weighted strength, 0–100, of (influence 1–5, strength 0–4); None without people."""
    influence = sum([weight for weight, _ in people])
    return (
        100 * sum([weight * strength for weight, strength in people]) / (STRONGEST * influence) if influence else None
    )


def support_balance(people: Sequence[tuple[int, int]]) -> float | None:
    """Influence-weighted support, −1…1, of (influence 1–5, support −2…2); None when nobody's support is known."""
    influence = sum([weight for weight, _ in people])
    return sum([weight * support for weight, support in people]) / (MOST_SUPPORT * influence) if influence else None


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


def _cells(listed: Sequence[Stakeholder], gone: Sequence[Stakeholder]) -> tuple[CellRef, ...]:
    return cells_down(listed, ("influence", "strength")) + cells_of(gone, "left")


def _written(listed: Sequence[Stakeholder], touched: Sequence[Touchpoint], last_touch: dt.date) -> tuple[CellRef, ...]:
    """The cells that hold the newest contact."""
    people = [person for person in listed if person.last_contact == last_touch]
    return cells_of(people, "last_contact") + cells_of([row for row in touched if row.date == last_touch], "date")


def _newest(touched: Sequence[Touchpoint]) -> dict[str, dt.date]:
    """The newest touchpoint with each stakeholder."""
    met: dict[str, dt.date] = {}
    for row in touched:
        if row.stakeholder_id is not None:
            met[row.stakeholder_id] = max(row.date, met.get(row.stakeholder_id, row.date))
    return met


def _contact(person: Stakeholder, met: Mapping[str, dt.date], as_of: dt.date) -> dt.date | None:
    """The later of Last contact and the newest touchpoint; dates after as-of are not counted yet (K206)."""
    noted = person.last_contact if person.last_contact and person.last_contact <= as_of else None
    touched = met.get(person.stakeholder_id)
    return max(noted, touched) if noted and touched else noted or touched


def _read_person(
    person: Stakeholder, account: Account, window: ActiveWindow, last: dt.date | None
) -> StakeholderReading:
    reached, dated = person.strength >= WORKING, last is not None and window.days is not None
    return StakeholderReading(
        stakeholder=person,
        last_contact=last,
        is_active=reached
        and last is not None
        and window.days is not None
        and (window.as_of - last).days <= window.days,
        is_undated=reached and not dated,
        counterpart_id=person.counterpart_id or account.manager_id,
    )


def _role_state(people: Sequence[Stakeholder], role: StakeholderRole) -> RoleState:
    strengths = [person.strength for person in people if person.role is role]
    if not strengths:
        return _MISSING
    return _HELD if max(strengths) >= WORKING else _NAMED


def _access(people: Sequence[Stakeholder]) -> tuple[Level, ...]:
    reached = {person.level for person in people if person.strength >= WORKING}
    return tuple([level for level in _LEVELS if level in reached])
