"""Which accounts are called key, and how that stands beside the rest (K204, K205, K702, K703, K708; KAM.md §10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import known_as, listed, money, who
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Account
from kamreport.results import counting_reviews
from kamreport.results.written import Run, ScoreHistory

K204 = Rule("K204", "key-type-missing", Severity.NOTE, "0.1", "A key account has no Key type.")
K205 = Rule("K205", "lost-but-key", Severity.WARNING, "0.1", "A Lost account is still marked as key account.")
K702 = Rule(
    "K702", "key-equals-largest", Severity.WARNING, "0.1", "The key accounts are exactly the largest by revenue."
)
K703 = Rule(
    "K703", "programme-growth", Severity.WARNING, "0.1", "More key accounts were added than the programme can absorb."
)
K708 = Rule("K708", "selection-tie", Severity.WARNING, "0.1", "Accounts are equal across the cut line.")

_FEWEST_KEY = 3
"""Below so many key accounts, being the largest says nothing (KAM.md §4.3)."""
_TINY = 1e-9


def key_type_missing(case: Case) -> Iterator[Finding]:
    """K204: a key account without Key type."""
    for account in case.key_accounts:
        if account.key_type is None:
            yield K204.at(
                account.origin.cell("key_type"),
                f"{who(account)} is a key account without Key type; it is treated as Existing.",
                hint="Choose Existing for a large account to protect, Emerging for one with strong growth ahead.",
                account=known_as(account),
            )


def lost_but_key(case: Case) -> Iterator[Finding]:
    """K205: Status Lost and Key account Yes."""
    for account in case.portfolio.accounts:
        if account.is_key and not account.is_scored:
            yield K205.at(
                account.origin.cell("is_key"),
                f"{who(account)} is Lost and still marked as key account.",
                hint="Set Key account to No, or correct Status.",
                related=(See(account.origin.cell("status"), "Lost"),),
                account=known_as(account),
            )


def key_equals_largest(case: Case) -> Iterator[Finding]:
    """K702: at least three key accounts, and every one of them larger than every other account by R12."""
    revenue = {account.account_id: found.value("revenue_12m") for account, found in case.scored}
    keys = [(revenue[account.account_id], account) for account, _ in case.scored if account.is_key]
    others = [(revenue[account.account_id], account) for account, _ in case.scored if not account.is_key]
    known = [amount for amount, _ in (*keys, *others) if amount is not None]
    if len(keys) < _FEWEST_KEY or not others or len(known) < len(keys) + len(others):
        return
    least, smallest = min(keys, key=lambda pair: pair[0] or 0.0)
    most, largest = max(others, key=lambda pair: pair[0] or 0.0)
    if (least or 0.0) > (most or 0.0):
        yield K702.at(
            smallest.origin.cell("is_key"),
            f"The {len(keys)} key accounts are exactly the {len(keys)} largest by revenue; the smallest of them is "
            f"{who(smallest)} with {money(least or 0.0)}.",
            hint="Look at attractiveness and strength as well: the sheet Selection shows whom the matrix would choose.",
            related=(See(largest.origin.cell("is_key"), f"the largest that is not key has {money(most or 0.0)}"),),
        )


def programme_growth(case: Case) -> Iterator[Finding]:
    """K703: more key accounts added, net, since the last Yearly run than the growth limit allows."""
    then = _last_yearly_keys(case)
    if then is None:
        return
    date, before = then
    now = [account for account in case.portfolio.accounts if account.is_key]
    limit = case.settings.programme_growth * case.scores.choice.cap
    grown = len(now) - len(before)
    if grown <= limit + _TINY:
        return
    added = [account for account in now if account.account_id.casefold() not in before]
    yield K703.at(
        added[0].origin.cell("is_key"),
        f"The named set grew from {len(before)} to {len(now)} key accounts since the yearly choice of {date}; "
        f"the limit is {limit:g} more. New: {listed(who(account) for account in added)}.",
        hint="Take accounts out of the named set, or let the next yearly choice decide.",
        related=(See(case.settings.cell("programme_growth"), f"at most {limit:g} more between two yearly choices"),),
    )


def selection_tie(case: Case) -> Iterator[Finding]:
    """K708: equal priority, attractiveness and contribution margin across the cut line."""
    by_id: dict[str, Account] = {account.account_id: account for account in case.accounts}
    for account, found in case.scored:
        tied = [by_id[other] for other in found.selection.ties_with if other in by_id]
        if tied:
            yield K708.at(
                account.origin.cell("account_id"),
                f"{listed(map(who, (account, *tied)))} are equal in priority, attractiveness and contribution "
                "margin, and the cut line runs between them; the Account ID decided.",
                hint="Decide together which of them is key, and write the reason down on Overrides.",
                related=tuple(See(other.origin.cell("account_id"), "as good") for other in tied[:3]),
                account=known_as(account),
            )


def _last_yearly_keys(case: Case) -> tuple[dt.date, set[str]] | None:
    """Period end of the last yearly choice before this review, and the key accounts it found, by folded ID."""
    end = case.settings.period_end
    rows = [row for row in case.portfolio.rows(ScoreHistory) if row.yearly and end is not None and row.period_end < end]
    if not rows:
        return None
    latest = max(row.period_end for row in rows)
    counting = counting_reviews(rows, case.portfolio.rows(Run))[latest]
    return latest, {
        row.account_id.casefold()
        for row in rows
        if row.period_end == latest and row.review_id == counting and row.is_key
    }


RULES = (K204, K205, K702, K703, K708)
CHECKS: tuple[Check, ...] = (key_type_missing, lost_but_key, key_equals_largest, programme_growth, selection_tie)
