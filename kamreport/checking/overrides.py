"""Decisions by hand run out (K601, K602; KAM.md §8.3, §10)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import days, known_as, who
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Override
from kamreport.model.lists import OverrideKind

K601 = Rule("K601", "override-expired", Severity.WARNING, "0.1", "A decision by hand has run out and is ignored.")
K602 = Rule("K602", "override-too-long", Severity.ERROR, "0.1", "A Health override lasts longer than allowed.")


def override_too_long(copy: WorkingCopy) -> Iterator[Finding]:
    """K602: a Health override that lasts longer than the setting; its row is left out."""
    settings = copy.portfolio.settings
    out: list[Override] = []
    for row in copy.rows.get(Override, ()):
        if row.override is not OverrideKind.HEALTH or row.until is None:
            continue
        length = (row.until - row.start).days
        if length <= settings.override_days:
            continue
        out.append(row)
        yield K602.at(
            row.origin.cell("until"),
            f"The Health override of {copy.told_account(row)} lasts {days(length)}, until {row.until}; the limit is "
            f"{days(settings.override_days)}. The row is left out.",
            hint="Type an earlier date in Until, and look at the override again when it comes.",
            related=(See(row.origin.cell("start"), f"from {row.start}"),),
            account=copy.account_of(row),
        )
    copy.leave_out(Override, out)


def override_expired(case: Case) -> Iterator[Finding]:
    """K601: Until lies before the as-of date, so the override is ignored."""
    for row in case.portfolio.rows(Override):
        account = case.portfolio.account(row.account_id)
        if row.until is not None and row.until < case.as_of and account is not None:
            yield K601.at(
                row.origin.cell("until"),
                f"The {row.override} override of {who(account)} ended on {row.until} and is ignored.",
                hint="Delete the row, or renew it with a new From, Until and Reason.",
                account=known_as(account),
            )


RULES = (K601, K602)
CHECKS: tuple[Check, ...] = (override_expired,)
