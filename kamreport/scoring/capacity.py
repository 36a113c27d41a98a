"""How many accounts a colleague answers for, against what is usual (KAM.md §3.6.1, §10 step 5)."""

from __future__ import annotations

from collections import defaultdict

from kamreport.model import Account, Colleague, Portfolio
from kamreport.model.lists import Job
from kamreport.results import ManagerLoad

FEW, MANY = 5, 20
"""Upper ends of what is usual, after Pipedrive: key and strategic account managers, and the other two."""
USUAL = {
    Job.KEY_ACCOUNT_MANAGER: FEW,
    Job.STRATEGIC_ACCOUNT_MANAGER: FEW,
    Job.ACCOUNT_MANAGER: MANY,
    Job.ACCOUNT_MANAGER_PLUS: MANY,
}
KEY_JOBS = (Job.KEY_ACCOUNT_MANAGER, Job.STRATEGIC_ACCOUNT_MANAGER)


def limit_of(colleague: Colleague) -> int | None:
    """Max accounts, or what is usual for the job; None when the job knows no limit."""
    return colleague.max_accounts or USUAL.get(colleague.job)


def programme_capacity(portfolio: Portfolio) -> int | None:
    """Accounts all key and strategic account managers can serve; None when Team has none."""
    limits = [limit_of(one) or 0 for one in portfolio.rows(Colleague) if one.job in KEY_JOBS]
    return sum(limits) if limits else None


def read_loads(portfolio: Portfolio) -> tuple[ManagerLoad, ...]:
    """Everybody in Team who answers for accounts or is employed to, in the order of the sheet."""
    served: dict[str, list[Account]] = defaultdict(list)
    for account in portfolio.accounts:
        if account.is_scored:
            served[account.manager_id].append(account)
    return tuple(
        _load(colleague, served[colleague.person_id])
        for colleague in portfolio.rows(Colleague)
        if colleague.person_id in served or colleague.job in USUAL
    )


def _load(colleague: Colleague, accounts: list[Account]) -> ManagerLoad:
    hours = [account.kam_hours for account in accounts if account.kam_hours is not None]
    cells = [account.origin.cell("manager_id") for account in accounts]
    return ManagerLoad(
        person_id=colleague.person_id,
        name=colleague.name,
        job=colleague.job,
        account_ids=tuple(account.account_id for account in accounts),
        limit=limit_of(colleague),
        hours=sum(hours) if hours else None,
        evidence=(colleague.origin.cell("max_accounts"), *cells),
    )
