"""Promises, needs and questions that wait (K501, K503, K507, K508; KAM.md §3.6.6, §3.8)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import days, known_as, listed, who
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Action, Commitment, Need, Question
from kamreport.model.lists import ActionStatus, NeedStatus, QuestionStatus

K501 = Rule("K501", "action-overdue", Severity.WARNING, "0.1", "An open action is past its due date.")
K503 = Rule("K503", "need-without-commitment", Severity.WARNING, "0.1", "An urgent need is answered by no promise.")
K507 = Rule("K507", "commitment-unmeasured", Severity.WARNING, "0.1", "A service level cannot be judged.")
K508 = Rule("K508", "question-overdue", Severity.WARNING, "0.1", "An open question is past its due date.")

_URGENT = 4


def action_overdue(case: Case) -> Iterator[Finding]:
    """K501: neither done nor cancelled, and due before the as-of date."""
    for action in case.portfolio.rows(Action):
        if not action.is_late(case.as_of):
            continue
        account = case.portfolio.account(action.account_id)
        of_whom = f" of {who(account)}" if account else ""
        yield K501.at(
            action.origin.cell("due"),
            f"“{action.text}”{of_whom} was due on {action.due}, {days(case.age(action.due))} ago, and is {_state(action)}.",
            hint="Set Status to Done with the date in Done on, or agree a new due date with those who wait for it.",
            account=known_as(account) if account else ("", ""),
        )


def need_without_commitment(case: Case) -> Iterator[Finding]:
    """K503: an open need of priority 4 or more that no commitment answers; silent where Commitments is not kept."""
    commitments = case.portfolio.rows(Commitment)
    promised = {commitment.need_id for commitment in commitments}
    for need in case.portfolio.rows(Need) if commitments else ():
        account = case.portfolio.account(need.account_id)
        urgent = need.status is NeedStatus.OPEN and need.priority >= _URGENT
        if urgent and need.need_id not in promised and account is not None:
            yield K503.at(
                need.origin.cell("need_id"),
                f"“{need.need}” of {who(account)} is open with priority {need.priority}, and no commitment answers it.",
                hint=f"Add a commitment with Need ID {need.need_id} to Commitments, or set Status to Declined.",
                account=known_as(account),
            )


def commitment_unmeasured(case: Case) -> Iterator[Finding]:
    """K507: Service level Yes without target or actual."""
    for row in case.portfolio.rows(Commitment):
        account = case.portfolio.account(row.account_id)
        blank = [field for field in ("target", "actual") if getattr(row, field) is None]
        if row.service_level and blank and account is not None:
            titles = [field.capitalize() for field in blank]
            yield K507.at(
                row.origin.cell(blank[0]),
                f"“{row.promise}” is a service level of {who(account)} without {listed(titles, 'and')}.",
                hint=f"Type {listed(titles, 'and')}, or set Service level to No.",
                account=known_as(account),
            )


def question_overdue(case: Case) -> Iterator[Finding]:
    """K508: open, relevant, and due before the as-of date."""
    for row in case.portfolio.rows(Question):
        account = case.portfolio.account(row.account_id)
        waits = row.status is QuestionStatus.OPEN and row.is_relevant
        if waits and row.due is not None and row.due < case.as_of and account is not None:
            yield K508.at(
                row.origin.cell("due"),
                f"“{row.question}” about {who(account)} was to be answered by {row.due}, {days(case.age(row.due))} ago.",
                hint="Find it out and type the Answer, or set Relevant to No.",
                account=known_as(account),
            )


def _state(action: Action) -> str:
    return "not done by the as-of date" if action.status is ActionStatus.DONE else action.status.lower()


RULES = (K501, K503, K507, K508)
CHECKS: tuple[Check, ...] = (
    action_overdue,
    need_without_commitment,
    commitment_unmeasured,
    question_overdue,
)
