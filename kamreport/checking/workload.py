"""Where the managers' time goes (K304, K705; KAM.md §3.6.1, §4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import listed, percent
from kamreport.findings import Finding, Rule, See, Severity

K304 = Rule("K304", "manager-over-capacity", Severity.WARNING, "0.1", "A manager answers for too many accounts.")
K705 = Rule("K705", "time-against-value", Severity.NOTE, "0.1", "Hours go elsewhere than contribution margin.")

APART = 0.20
"""Shares of hours and of contribution margin this far apart are worth a look (KAM.md §4.3)."""
_TINY = 1e-9


def manager_over_capacity(case: Case) -> Iterator[Finding]:
    """K304: more Active and Prospect accounts than Max accounts, or than usual for the job."""
    for load in case.scores.managers:
        held = len(load.account_ids)
        if load.limit is not None and held > load.limit:
            yield K304.at(
                load.evidence[0],
                f"{load.name} ({load.person_id}), {load.job}, answers for {held} accounts; the limit is {load.limit}.",
                hint=f"Give {_accounts(held - load.limit)} to a colleague with room, or raise Max accounts.",
                related=tuple(See(cell, "one of them") for cell in load.evidence[1:4]),
            )


def time_against_value(case: Case) -> Iterator[Finding]:
    """K705: key accounts' shares of hours and of contribution margin, of accounts with both known, lie far apart."""
    known = [
        (account, account.kam_hours, found.value("contribution_12m"))
        for account, found in case.scored
        if account.kam_hours is not None and found.value("contribution_12m") is not None
    ]
    keys = [row for row in known if row[0].is_key]
    hours, value = sum(row[1] or 0.0 for row in known), sum(row[2] or 0.0 for row in known)
    if not keys or len(keys) == len(known) or hours <= 0 or value <= 0:
        return
    of_hours = sum(row[1] or 0.0 for row in keys) / hours
    of_value = sum(row[2] or 0.0 for row in keys) / value
    if abs(of_hours - of_value) >= APART - _TINY:
        yield K705.at(
            keys[0][0].origin.cell("kam_hours"),
            f"Key accounts take {percent(of_hours)} of the managers' hours and bring {percent(of_value)} of the "
            f"contribution margin ({len(known)} accounts with both known).",
            hint="Compare hours with contribution margin account by account, starting with "
            f"{listed(account.account_id for account, *_ in keys[:3])}.",
        )


def _accounts(number: int) -> str:
    return "1 account" if number == 1 else f"{number} accounts"


RULES = (K304, K705)
CHECKS: tuple[Check, ...] = (manager_over_capacity, time_against_value)
