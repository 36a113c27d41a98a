"""Measures of the relationship (KAM.md §5.1, §6.1, §6.4)."""

from __future__ import annotations

from kamreport.model.lists import StakeholderRole
from kamreport.records import later
from kamreport.results import Measured
from kamreport.scoring.evidence import cells_behind, cells_down, cells_of
from kamreport.scoring.facts import Facts

_NOBODY = Measured.missing("No stakeholder is listed; fill Stakeholders.")
_DECIDERS = (StakeholderRole.SPONSOR, StakeholderRole.BUYER)


def stage_index(facts: Facts) -> Measured:
    """0–100, from the uncapped mean of the stage evidence."""
    found = facts.evidence
    return Measured.missing(found.reason) if found.index is None else Measured.known(found.index, "", found.evidence)


def relationship_coverage(facts: Facts) -> Measured:
    """Influence-weighted strength of the stakeholders, 0–100."""
    people = facts.relationship
    return _NOBODY if people.coverage is None else Measured.known(people.coverage, "", later(cells_behind, people))


def threads(facts: Facts) -> Measured:
    """Active stakeholders; missing while anyone's last contact is not known."""
    relationship = facts.relationship
    if not relationship.people:
        return _NOBODY
    if relationship.undated:
        undated = [person.stakeholder for person in relationship.people if person.is_undated]
        told = f"Last contact is not known for {len(undated)} of the stakeholders."
        return Measured.missing(told, later(cells_of, undated, "last_contact"))
    met = [person.stakeholder for person in relationship.people]
    return Measured.known(relationship.threads, "", later(cells_of, met, "last_contact"))


def sponsor_days(facts: Facts) -> Measured:
    """Days since the last contact with an Executive sponsor or Economic buyer."""
    deciders = [person for person in facts.relationship.people if person.stakeholder.role in _DECIDERS]
    dated = [person.last_contact for person in deciders if person.last_contact is not None]
    who = [person.stakeholder for person in deciders]
    cells = later(cells_down, who, ("last_contact", "role"))
    if not dated:
        return Measured.missing("No contact with an Executive sponsor or Economic buyer is dated.", cells)
    return Measured.known((facts.ground.as_of - max(dated)).days, "", cells)
