"""Dates that are past, missing or still to come (K202, K206–K209; KAM.md §4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import days, known_as, who
from kamreport.checking.working_copy import Row, has_account
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import (
    Account,
    Action,
    Event,
    Feedback,
    ProgrammeAction,
    Risk,
    Stakeholder,
    Touchpoint,
)
from kamreport.model.lists import AccountStatus, ProcessStage
from kamreport.schema import schema_of

K202 = Rule("K202", "renewal-passed", Severity.WARNING, "0.1", "An active account's renewal date has passed.")
K206 = Rule("K206", "date-after-as-of", Severity.WARNING, "0.1", "Something is dated after the as-of date.")
K207 = Rule(
    "K207",
    "execution-without-alignment",
    Severity.WARNING,
    "0.1",
    "A plan is carried out or reviewed that the customer has not agreed.",
)
K208 = Rule("K208", "review-overdue", Severity.WARNING, "0.1", "A key account was not reviewed when its tier asks for.")
K209 = Rule(
    "K209", "strategy-review-overdue", Severity.WARNING, "0.1", "A key account had no strategy review for too long."
)

HAPPENED: tuple[tuple[type, tuple[str, ...]], ...] = (
    (Account, ("first_purchase", "key_since")),
    (Stakeholder, ("last_contact",)),
    (Action, ("done_on",)),
    (Risk, ("closed_on",)),
    (Feedback, ("date",)),
    (Event, ("date", "closed_on")),
    (Touchpoint, ("date",)),
    (ProgrammeAction, ("done_on",)),
)
"""Dates of things that have happened, so that they cannot lie ahead."""
_UNTIL_THEN = {"done_on": "The action counts as open.", "closed_on": "Until then it counts as open."}
"""What a date that lies ahead means, where it means more than that it is not counted."""


def renewal_passed(case: Case) -> Iterator[Finding]:
    """K202: an active account whose renewal date lies before the as-of date."""
    for account in case.accounts:
        renewal = account.renewal_date
        if account.status is AccountStatus.ACTIVE and renewal is not None and renewal < case.as_of:
            yield K202.at(
                account.origin.cell("renewal_date"),
                f"{who(account)} was to renew on {renewal}, {days(case.age(renewal))} ago, and is still Active.",
                hint="Type the next renewal date, or change Status if the contract has lapsed.",
                account=known_as(account),
            )


def date_after_as_of(case: Case) -> Iterator[Finding]:
    """K206: something that is said to have happened lies after the as-of date and is not counted yet."""
    cell = case.settings.cell("as_of")
    for record, fields in HAPPENED:
        rows: tuple[Row, ...] = case.portfolio.rows(record)
        for field in fields:
            for row in rows:
                date = getattr(row, field)
                if date is None or date <= case.as_of:
                    continue
                account = _account_of(case, row)
                whose = f"{who(account)}: " if account else ""
                yield K206.at(
                    row.origin.cell(field),
                    f"{whose}{schema_of(record).column(field).title} is {date}, after the as-of date {case.as_of}. "
                    + _UNTIL_THEN.get(field, "It is not counted yet."),
                    hint="Correct the date, or set As-of date in Settings to the day on which the review is prepared.",
                    related=(See(cell, f"the as-of date is {case.as_of}"),),
                    account=known_as(account) if account else ("", ""),
                )


def execution_without_alignment(case: Case) -> Iterator[Finding]:
    """K207: Process stage Execution or Review without an Alignment meeting."""
    for account in case.accounts:
        if account.process_stage in (ProcessStage.EXECUTION, ProcessStage.REVIEW) and account.alignment_date is None:
            yield K207.at(
                account.origin.cell("process_stage"),
                f"{who(account)} is in process stage {account.process_stage}, but no Alignment meeting is dated.",
                hint="Agree the plan with the customer and type the date in Alignment meeting.",
                related=(See(account.origin.cell("alignment_date"), "Alignment meeting has no date"),),
                account=known_as(account),
            )


def review_overdue(case: Case) -> Iterator[Finding]:
    """K208: a key account whose last review is older than its tier asks for; a note when it is blank."""
    for account in case.key_accounts:
        service = case.service(account)
        where = account.origin.cell("last_review")
        if account.last_review is None:
            yield K208.at(
                where,
                f"No review of {who(account)} is dated.",
                hint="Type the date of the last account review in Last review.",
                severity=Severity.NOTE,
                account=known_as(account),
            )
        elif service is not None and case.age(account.last_review) > service.review_days:
            yield K208.at(
                where,
                f"{who(account)} was last reviewed on {account.last_review}, {days(case.age(account.last_review))} "
                f"ago; tier {account.tier} asks for a review every {days(service.review_days)}.",
                hint="Hold the account review, then type its date in Last review.",
                related=(See(service.origin.cell("review_days"), f"every {days(service.review_days)}"),),
                account=known_as(account),
            )


def strategy_review_overdue(case: Case) -> Iterator[Finding]:
    """K209: a key account whose last strategy review is older than the setting; a note when it is blank."""
    limit = case.settings.strategy_days
    for account in case.key_accounts:
        last = account.last_strategy_review
        where = account.origin.cell("last_strategy_review")
        if last is None:
            yield K209.at(
                where,
                f"No strategy review of {who(account)} is dated.",
                hint="Type the date of the last look beyond the figures in Last strategy review.",
                severity=Severity.NOTE,
                account=known_as(account),
            )
        elif case.age(last) > limit:
            yield K209.at(
                where,
                f"The strategy of {who(account)} was last reviewed on {last}, {days(case.age(last))} ago; "
                f"Settings ask for it every {days(limit)}.",
                hint="Hold the strategy review, then type its date in Last strategy review.",
                related=(See(case.settings.cell("strategy_days"), f"every {days(limit)}"),),
                account=known_as(account),
            )


def _account_of(case: Case, row: Row) -> Account | None:
    if isinstance(row, Account):
        return row
    return case.portfolio.account(row.account_id) if has_account(row.__class__) else None


RULES = (K202, K206, K207, K208, K209)
CHECKS: tuple[Check, ...] = (
    renewal_passed,
    date_after_as_of,
    execution_without_alignment,
    review_overdue,
    strategy_review_overdue,
)
