"""Contract dates that cannot both be right (K201, K203; KAM.md §4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.sentences import known_as, who
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Account

K201 = Rule("K201", "renewal-before-contract-start", Severity.ERROR, "0.1", "A contract renews before it starts.")
K203 = Rule("K203", "notice-after-renewal", Severity.ERROR, "0.1", "Notice could be given only after the renewal.")


def contract_dates(copy: WorkingCopy) -> Iterator[Finding]:
    """Read both dates of an impossible pair as blank."""
    changes: dict[int, dict[str, object]] = {}
    for account in copy.rows.get(Account, ()):
        for finding in _impossible(account):
            yield finding
            pair = ("contract_start", "renewal_date") if finding.rule is K201 else ("notice_date", "renewal_date")
            changes.setdefault(id(account), {}).update(dict.fromkeys(pair))
    copy.change(Account, changes)


def _impossible(account: Account) -> Iterator[Finding]:
    renewal, start, notice = account.renewal_date, account.contract_start, account.notice_date
    if renewal is None:
        return
    if start is not None and renewal < start:
        yield K201.at(
            account.origin.cell("renewal_date"),
            f"{who(account)} renews on {renewal}, before its contract starts.",
            hint="Correct whichever date is wrong; leave Renewal date blank if it never lapses.",
            related=(See(account.origin.cell("contract_start"), f"starts on {start}"),),
            account=known_as(account),
        )
    if notice is not None and notice > renewal:
        yield K203.at(
            account.origin.cell("notice_date"),
            f"{who(account)} can be given notice until {notice}, after its contract renews.",
            hint="Correct whichever date is wrong; the notice date comes before the renewal date.",
            related=(See(account.origin.cell("renewal_date"), f"renews on {renewal}"),),
            account=known_as(account),
        )


RULES = (K201, K203)
