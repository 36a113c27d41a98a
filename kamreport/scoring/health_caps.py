"""The limits that may be put on health, each with how things stand (KAM.md §8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kamreport.results import HealthCap
from kamreport.scoring.facts import Facts

SEVERE = 2
"""Value of ``open_escalations`` with one of severity 1."""


class Cap(NamedTuple):
    """A limit on health and why it holds."""

    limit: float
    reason: str


def caps_of(facts: Facts) -> tuple[HealthCap, ...]:
    """Every cap there is, in the order of KAM.md §8.3, and whether its condition holds for an account."""
    return _single_thread(facts), _grave_escalation(facts), _quiet_renewal(facts)


def caps_in_force(facts: Facts) -> list[Cap]:
    """The caps whose condition holds, as for few accounts it does."""
    if not (hangs_on_one(facts) or is_escalated(facts) or is_quiet_before_renewal(facts)):
        return []
    return [Cap(cap.limit, cap.told) for cap in caps_of(facts) if cap.holds]


def lowest_cap(caps: Sequence[Cap], computed: float) -> Cap | None:
    """The lowest cap below the computed value; caps of one height give both reasons."""
    limit = min((cap.limit for cap in caps), default=computed)
    if limit >= computed:
        return None
    return Cap(limit, "; ".join(cap.reason for cap in caps if cap.limit == limit))


def hangs_on_one(facts: Facts) -> bool:
    """Whether a key account is held by a single thread."""
    return facts.account.is_key and bool(facts.relationship.single_threaded)


def is_escalated(facts: Facts) -> bool:
    """Whether an escalation of severity 1 is open."""
    return facts.read("open_escalations").value == SEVERE


def is_quiet_before_renewal(facts: Facts) -> bool:
    """Whether the contract renews soon and no sponsor was met lately; an unknown contact counts as none."""
    renewal, settings = facts.account.renewal_date, facts.ground.settings
    if renewal is None or not 0 <= (renewal - facts.ground.as_of).days <= settings.renewal_days:
        return False
    since = facts.read("sponsor_days").value
    return since is None or since > settings.sponsor_quiet_days


def _single_thread(facts: Facts) -> HealthCap:
    account, people, holds = facts.account, facts.relationship, hangs_on_one(facts)
    if holds:
        told = "key account with a single thread"
    elif not account.is_key:
        told = "not a key account"
    elif people.single_threaded is None:
        told = "no stakeholder is listed"
    else:
        told = f"{people.threads} active, {people.undated} undated"
    cells = (account.origin.cell("is_key"), *facts.read("threads").evidence)
    condition = "key account with a single thread"
    return HealthCap(facts.ground.settings.cap_single, condition, holds, told, cells)


def _grave_escalation(facts: Facts) -> HealthCap:
    found, holds = facts.read("open_escalations"), is_escalated(facts)
    told = "an escalation of severity 1 is open" if holds else found.reason.rstrip(".")
    condition = "an escalation of severity 1 is open"
    return HealthCap(facts.ground.settings.cap_escalation, condition, holds, told, found.evidence)


def _quiet_renewal(facts: Facts) -> HealthCap:
    renewal, settings = facts.account.renewal_date, facts.ground.settings
    met, holds = facts.read("sponsor_days"), is_quiet_before_renewal(facts)
    told = "no renewal date is filled"
    if renewal is not None:
        days = (renewal - facts.ground.as_of).days
        told = f"renewal in {days} days" if days >= 0 else f"renewal passed {-days} days ago"
        if 0 <= days <= settings.renewal_days:
            told += f" and {_contact(met.value, quiet=holds)}"
    cells = (facts.account.origin.cell("renewal_date"), *met.evidence)
    condition = f"renewal within {settings.renewal_days} days and no sponsor met for {settings.sponsor_quiet_days} days"
    return HealthCap(settings.cap_renewal, condition, holds, told, cells)


def _contact(since: float | None, *, quiet: bool) -> str:
    if since is None:
        return "no sponsor contact is dated"
    return f"no sponsor was met for {since:.0f} days" if quiet else f"a sponsor was met {since:.0f} days ago"
