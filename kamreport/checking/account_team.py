"""Parts in the account team nobody plays (K303; KAM.md §6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import known_as, listed, who
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import TeamRole
from kamreport.model.lists import AccountRole

K303 = Rule("K303", "account-role-uncovered", Severity.WARNING, "0.1", "An account role of a key account is open.")

OFTEN_MISSING = (AccountRole.PROJECT_MANAGER, AccountRole.INNOVATOR, AccountRole.RESULTS_DRIVER)
"""Their absence is a warning, that of the others a note (KAM.md §4.3)."""


def account_role_uncovered(case: Case) -> Iterator[Finding]:
    """K303: account roles of a key account that nobody holds; two findings where both sorts are open."""
    if not case.portfolio.rows(TeamRole):
        return
    for account in case.key_accounts:
        rows = case.portfolio.of(account.account_id, TeamRole)
        open_roles = [role for role in AccountRole if role not in {row.account_role for row in rows}]
        for severity, roles in (
            (Severity.WARNING, [role for role in open_roles if role in OFTEN_MISSING]),
            (Severity.NOTE, [role for role in open_roles if role not in OFTEN_MISSING]),
        ):
            if roles:
                yield K303.at(
                    rows[0].origin.cell("account_role") if rows else account.origin.cell("account_id"),
                    f"Nobody is {listed(roles, 'or')} for {who(account)}.",
                    hint="Add a row to Account team with the Person ID of who takes the role.",
                    severity=severity,
                    account=known_as(account),
                )


RULES = (K303,)
CHECKS: tuple[Check, ...] = (account_role_uncovered,)
