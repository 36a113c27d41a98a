"""Promises and whether they were kept (K501; KAM.md §3.6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import days, known_as
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Action
from kamreport.model.lists import ActionStatus

K501 = Rule("K501", "action-overdue", Severity.WARNING, "0.1", "An open action is past its due date.")


def action_overdue(case: Case) -> Iterator[Finding]:
    """K501: neither done nor cancelled, and due before the as-of date."""
    for action in case.portfolio.rows(Action):
        if action.due >= case.as_of or not is_open(action, case):
            continue
        account = case.portfolio.account(action.account_id)
        yield K501.at(
            action.origin.cell("due"),
            f"“{action.text}” was due on {action.due}, {days(case.age(action.due))} ago, and is {_state(action)}.",
            hint="Set Status to Done with the date in Done on, or agree a new due date with those who wait for it.",
            account=known_as(account) if account else ("", ""),
        )


def is_open(action: Action, case: Case) -> bool:
    """Whether an action counts as open; one done after the as-of date still does (K206)."""
    done_later = action.done_on is not None and action.done_on > case.as_of
    return action.status.is_open or (action.status is ActionStatus.DONE and done_later)


def _state(action: Action) -> str:
    return "not done by the as-of date" if action.status is ActionStatus.DONE else action.status.lower()


RULES = (K501,)
CHECKS: tuple[Check, ...] = (action_overdue,)
