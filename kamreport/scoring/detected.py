"""Risks nobody has to enter: the workbook shows them by itself (KAM.md §9.3, AR1–AR8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamreport.cells import CellRef
from kamreport.model import Criterion, Event, Stakeholder, Touchpoint
from kamreport.model.lists import Direction, EventKind, RelationshipModel, StakeholderRole
from kamreport.results import CustomerGroup, DetectedRisk, HealthReading
from kamreport.scoring.earlier_runs import Then
from kamreport.scoring.edges import reaches
from kamreport.scoring.evidence import cells_of
from kamreport.scoring.facts import Facts
from kamreport.scoring.saying import Unit, listed, said

FALL_OF_RATING = 2
FALL_OF_SHARE = 0.05
RATINGS = range(1, 6)
"""What was kept of a rating; a measured criterion that is rated since kept figures."""
CHANGES = (EventKind.STAKEHOLDER_CHANGE, EventKind.OUR_CHANGE)
PILLARS = (StakeholderRole.SPONSOR, StakeholderRole.CHAMPION)
_ID = re.compile(r"[A-Za-z0-9_-]+")


def detect_risks(
    facts: Facts, health: HealthReading, group: CustomerGroup | None, then: Then | None
) -> tuple[DetectedRisk, ...]:
    """Every detected risk of an account, in the order AR1 to AR8; what needs an earlier review is silent without one."""
    if not facts.account.is_scored:
        return ()
    found = [*_from_today(facts, health, group)]
    if then is not None:
        found += _since(facts, then)
    return tuple(sorted(found, key=lambda risk: risk.code))


def _from_today(facts: Facts, health: HealthReading, group: CustomerGroup | None) -> Iterator[DetectedRisk]:
    account, relationship, settings = facts.account, facts.relationship, facts.ground.settings
    if account.is_key and (relationship.single_threaded or relationship.model is RelationshipModel.BOW_TIE):
        yield DetectedRisk("AR1", "the relationship hangs on one pair of people", relationship.evidence)
    if group is not None and reaches(group.share, settings.share_major):
        told = f"its customer group brings {said(group.share, Unit.FRACTION)} of our revenue"
        yield DetectedRisk("AR3", told, group.evidence)
    days = (account.renewal_date - facts.ground.as_of).days if account.renewal_date else -1
    if (
        0 <= days <= settings.renewal_days
        and health.value is not None
        and not reaches(health.value, settings.health_red)
    ):
        cell = account.origin.cell("renewal_date")
        yield DetectedRisk(
            "AR4", f"it renews in {days} days with a health of {said(health.value, Unit.POINTS)}", (cell,)
        )
    unanswered = _unanswered(facts)
    if unanswered:
        told = f"no touchpoint has followed: {listed([event.event for event in unanswered])}"
        yield DetectedRisk("AR8", told, cells_of(unanswered, "event"))


def _unanswered(facts: Facts) -> list[Event]:
    """Changes of people in the months under review without a later touchpoint; silent without Touchpoints."""
    ground, account_id = facts.ground, facts.account.account_id
    if ground.review is None or not ground.portfolio.rows(Touchpoint):
        return []
    changes = [
        event
        for event in ground.portfolio.of(account_id, Event)
        if event.kind in CHANGES and ground.review.holds(event.date) and event.date <= ground.as_of
    ]
    if not changes:
        return []
    touched = [row.date for row in ground.portfolio.of(account_id, Touchpoint) if row.date <= ground.as_of]
    newest = max(touched, default=None)
    return [event for event in changes if newest is None or newest <= event.date]


def _since(facts: Facts, then: Then) -> Iterator[DetectedRisk]:
    gone = _left_since(facts, then)
    if gone:
        told = f"{listed([f'{person.name} ({person.role})' for person in gone])} left since the previous review"
        yield DetectedRisk("AR2", told, cells_of(gone, "left"))
    kept = facts.read("sla_attainment")
    if _short(kept.value) and _short(then.row.sla_attainment):
        yield DetectedRisk("AR5", "service levels were missed in this and the previous review", kept.evidence)
    for name, before, now, cell in _fallen(facts, then):
        yield DetectedRisk("AR6", f"{name} went from {before} to {now} since the previous review", (cell,))
    share, earlier = facts.read("share_of_wallet"), then.row.share_of_wallet
    if share.value is not None and earlier is not None and reaches(earlier - share.value, FALL_OF_SHARE):
        told = f"share of wallet fell from {said(earlier, Unit.FRACTION)} to {said(share.value, Unit.FRACTION)}"
        yield DetectedRisk("AR7", told, share.evidence)


def _short(attainment: float | None) -> bool:
    return attainment is not None and not reaches(attainment, 1)


def _left_since(facts: Facts, then: Then) -> list[Stakeholder]:
    """Sponsors and champions marked Left now and not in the previous review."""
    before = set(_ID.findall((then.row.left or "").casefold()))
    people = facts.ground.portfolio.of(facts.account.account_id, Stakeholder)
    return [one for one in people if one.left and one.role in PILLARS and one.stakeholder_id.casefold() not in before]


def _fallen(facts: Facts, then: Then) -> Iterator[tuple[str, int, int, CellRef]]:
    """Ratings that are worse by two steps or more, in their direction."""
    if facts.ratings is None:
        return
    for criterion in facts.ground.portfolio.rows(Criterion):
        now, before = facts.ratings.grades.get(criterion.criterion_id), then.raw.get(criterion.criterion_id.casefold())
        if not isinstance(now, int) or before not in RATINGS or not isinstance(before, int | float):
            continue
        worse = now - before if criterion.direction is Direction.LOWER else before - now
        if worse >= FALL_OF_RATING:
            yield criterion.name, int(before), now, facts.ratings.origin.cell(criterion.criterion_id)
