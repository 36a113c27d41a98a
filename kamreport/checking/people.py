"""The people at a key account: enough of them, in the right roles, and in touch (K301, K302, K305, K307–K309)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import days, known_as, listed, who
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Stakeholder
from kamreport.model.lists import Level, RelationshipModel
from kamreport.results import RelationshipReading

K301 = Rule("K301", "single-threaded", Severity.WARNING, "0.1", "A key account hangs on one active stakeholder.")
K302 = Rule(
    "K302",
    "key-role-missing",
    Severity.WARNING,
    "0.1",
    "A key account has no Executive sponsor, Economic buyer or Champion.",
)
K305 = Rule(
    "K305", "counterpart-missing", Severity.NOTE, "0.1", "A senior stakeholder of a key account has no counterpart."
)
K307 = Rule("K307", "stakeholder-quiet", Severity.WARNING, "0.1", "An influential stakeholder was not contacted.")
K308 = Rule("K308", "bow-tie", Severity.WARNING, "0.1", "A key account is held by one pair of people.")
K309 = Rule("K309", "touchpoint-overdue", Severity.WARNING, "0.1", "The agreed rhythm of contact was not kept.")

_INFLUENTIAL = 4
_HIGH = (Level.SENIOR, Level.EXECUTIVE)


def single_threaded(case: Case) -> Iterator[Finding]:
    """K301: stakeholders are listed, and at most one of them is active or undated."""
    for account, found in case.scored_keys:
        people = found.relationship
        if people.single_threaded:
            yield K301.at(
                account.origin.cell("account_id"),
                f"{who(account)} is a key account with {_threads(people)} of {_listed_people(people)}.",
                hint="Build a second contact, add the person to Stakeholders, and keep Last contact up to date.",
                related=_reached(people),
                account=known_as(account),
            )


def key_role_missing(case: Case) -> Iterator[Finding]:
    """K302: nobody is named for one of the three key roles; silent where Stakeholders could not be read."""
    if Stakeholder not in case.portfolio.records:
        return
    for account, found in case.scored_keys:
        missing = found.relationship.missing_roles
        if missing:
            yield K302.at(
                account.origin.cell("account_id"),
                f"Nobody at {who(account)} is named as {listed(missing, 'or')}.",
                hint=f"Find out who it is and add the person to Stakeholders with the role {missing[0]}.",
                account=known_as(account),
            )


def counterpart_missing(case: Case) -> Iterator[Finding]:
    """K305: a Senior or Executive stakeholder without Our counterpart."""
    for account, found in case.scored_keys:
        for person in (reading.stakeholder for reading in found.relationship.people):
            if person.level in _HIGH and person.counterpart_id is None:
                yield K305.at(
                    person.origin.cell("counterpart_id"),
                    f"{who(person)} at {who(account)} is of level {person.level} and has no counterpart among us.",
                    hint="Choose the Person ID of a colleague of that level in Our counterpart.",
                    account=known_as(account),
                )


def stakeholder_quiet(case: Case) -> Iterator[Finding]:
    """K307: influence 4 or more, last contact known and older than the tier's active window."""
    for account, found in case.scored_keys:
        service = case.service(account)
        for reading in found.relationship.people if service else ():
            person, last = reading.stakeholder, reading.last_contact
            if service is None or last is None or person.influence < _INFLUENTIAL:
                continue
            if case.age(last) > service.active_days:
                yield K307.at(
                    person.origin.cell("last_contact"),
                    f"{who(person)} at {who(account)} has influence {person.influence} and was last contacted on "
                    f"{last}, {days(case.age(last))} ago; tier {account.tier} allows {days(service.active_days)}.",
                    hint=f"Get in touch with {person.name}, then type the date in Last contact.",
                    related=(See(service.origin.cell("active_days"), f"active within {days(service.active_days)}"),),
                    account=known_as(account),
                )


def bow_tie(case: Case) -> Iterator[Finding]:
    """K308: the relationship model is Bow-tie."""
    for account, found in case.scored_keys:
        if found.relationship.model is RelationshipModel.BOW_TIE:
            yield K308.at(
                account.origin.cell("manager_id"),
                f"The relationship with {who(account)} is a bow-tie: everything goes through one pair of people.",
                hint="Bring a second colleague together with someone else at the account, and note both on Stakeholders.",
                related=_reached(found.relationship),
                account=known_as(account),
            )


def touchpoint_overdue(case: Case) -> Iterator[Finding]:
    """K309: the last contact with anyone at the account is older than the tier's rhythm."""
    for account, found in case.scored_keys:
        service, last = case.service(account), found.relationship.last_touch
        if service is None or last is None or case.age(last) <= service.touchpoint_days:
            continue
        yield K309.at(
            found.relationship.last_touch_cells[0],
            f"The last contact with anyone at {who(account)} was on {last}, {days(case.age(last))} ago; "
            f"tier {account.tier} asks for one every {days(service.touchpoint_days)}.",
            hint="Get in touch, then type the date in Last contact of the person.",
            related=(See(service.origin.cell("touchpoint_days"), f"every {days(service.touchpoint_days)}"),),
            account=known_as(account),
        )


def _threads(people: RelationshipReading) -> str:
    if people.undated:
        return "one stakeholder reached, without a known last contact, out"
    return "no active stakeholder out" if people.threads == 0 else "one active stakeholder out"


def _listed_people(people: RelationshipReading) -> str:
    return "1 listed" if len(people.people) == 1 else f"{len(people.people)} listed"


def _reached(people: RelationshipReading) -> tuple[See, ...]:
    return tuple(
        See(person.stakeholder.origin.cell("name"), f"{who(person.stakeholder)} is the one contact")
        for person in people.people
        if person.is_active or person.is_undated
    )


RULES = (K301, K302, K305, K307, K308, K309)
CHECKS: tuple[Check, ...] = (
    single_threaded,
    key_role_missing,
    counterpart_missing,
    stakeholder_quiet,
    bow_tie,
    touchpoint_overdue,
)
