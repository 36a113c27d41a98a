"""Revenue that is not known, profit that is not known, and dependence on few (K404, K409, K704, K706; KAM.md §9)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.cells import CellRef
from kamreport.checking.case import Case, Check
from kamreport.checking.months import YEAR, covered, month
from kamreport.checking.sentences import known_as, listed, money, percent, places_apart, who
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Account, Revenue
from kamreport.model.lists import Outcome
from kamreport.results import CustomerGroup
from kamreport.schema import schema_of

K404 = Rule("K404", "revenue-incomplete", Severity.WARNING, "0.1", "The 12 months are not covered by Revenue rows.")
K409 = Rule(
    "K409",
    "profitability-unknown",
    Severity.WARNING,
    "0.1",
    "Gross margin or cost to serve of a key account is missing.",
)
K704 = Rule("K704", "concentration", Severity.WARNING, "0.1", "One customer group makes a large share of revenue.")
K706 = Rule("K706", "must-consider", Severity.NOTE, "0.1", "An account that is not key is too large to ignore.")

_SHOWN = 3
_SHARE_SETTINGS = {
    "major": "share_major",
    "high": "share_high",
    "severe": "share_severe",
    "dominant": "share_dominant",
}


def revenue_incomplete(case: Case) -> Iterator[Finding]:
    """K404: the 12 months are not fully covered, so that revenue of 12 months is not known."""
    if case.settings.period_end is None or Revenue not in case.portfolio.records:
        return
    for account in case.portfolio.accounts:
        found = case.scores.accounts.get(account.account_id)
        measured = found.measures.get("revenue_12m") if found else None
        if measured is not None and measured.outcome is Outcome.MISSING:
            yield K404.at(
                _newest(case, account),
                f"Revenue of {who(account)} for 12 months is not known. {measured.reason}",
                hint="Add Revenue rows for these months, or type First purchase if the account bought nothing before.",
                account=known_as(account),
            )


def profitability_unknown(case: Case) -> Iterator[Finding]:
    """K409: a Revenue row of a key account's 12 months lacks Gross margin or Cost to serve."""
    end = case.settings.period_end
    if end is None:
        return
    last = month(end)
    for account in case.key_accounts:
        rows = [
            row
            for row in case.portfolio.of(account.account_id, Revenue)
            if covered(row)[0] > last - YEAR and covered(row)[-1] <= last
        ]
        lacking = [
            (row, field) for row in rows for field in ("gross_margin", "cost_to_serve") if getattr(row, field) is None
        ]
        if not lacking:
            continue
        cells = [row.origin.cell(field) for row, field in lacking]
        titles = sorted({schema_of(Revenue).column(field).title for _, field in lacking}, reverse=True)
        short = len({id(row) for row, _ in lacking})
        yield K409.at(
            cells[0],
            f"{short} of {len(rows)} Revenue rows of {who(account)} in the 12 months {'lacks' if short == 1 else 'lack'} "
            f"{listed(titles, 'or')}, so its profit is not known.",
            hint="Fill these cells; type 0 only if it really was nothing.",
            related=tuple(See(cell, "lacking as well") for cell in cells[1 : 1 + _SHOWN]),
            account=known_as(account),
        )


def concentration(case: Case) -> Iterator[Finding]:
    """K704: a customer group's share reaches a mark; a note for major, a warning above."""
    for group in case.scores.concentration.groups:
        account = case.portfolio.account(group.top_id)
        if not group.flag or account is None:
            continue
        cell = case.settings.cell(_SHARE_SETTINGS[group.flag])
        marks = [getattr(case.settings, mark) for mark in _SHARE_SETTINGS.values()]
        places = max(places_apart(group.share, mark) for mark in marks)
        yield K704.at(
            account.origin.cell("account_id"),
            f"{_named(group, account)} makes {percent(group.share, places)} of the revenue of 12 months "
            f"({money(group.revenue)}): a {group.flag} share.",
            hint="Name the dependence as a risk, and decide what would happen to us without this customer.",
            related=(See(cell, f"{group.flag} from {_mark(case, group.flag)}"),),
            severity=Severity.NOTE if group.flag == "major" else Severity.WARNING,
            account=known_as(account),
        )


def must_consider(case: Case) -> Iterator[Finding]:
    """K706: not key, and so many times the average share."""
    shares = [group.share for group in case.scores.concentration.groups if group.share > 0]
    for group in case.scores.concentration.groups:
        account = case.portfolio.account(group.top_id)
        if group.must_consider and account is not None:
            yield K706.at(
                account.origin.cell("is_key"),
                f"{_named(group, account)} is not a key account and makes {percent(group.share)} of the revenue of "
                f"12 months, at least {case.settings.consider_multiple:g} times the average of "
                f"{percent(sum(shares) / len(shares))}.",
                hint="Consider it for the named set, or note on Overrides why it stays outside.",
                account=known_as(account),
            )


def _named(group: CustomerGroup, account: Account) -> str:
    more = len(group.account_ids) - (group.top_id in group.account_ids)
    return who(account) + (f" with {more} account{'s' if more > 1 else ''} under it" if more else "")


def _mark(case: Case, flag: str) -> str:
    return percent(float(getattr(case.settings, _SHARE_SETTINGS[flag])))


def _newest(case: Case, account: Account) -> CellRef:
    rows = case.portfolio.of(account.account_id, Revenue)
    if rows:
        return max(rows, key=lambda row: row.period_end).origin.cell("period_end")
    return account.origin.cell("account_id")


RULES = (K404, K409, K704, K706)
CHECKS: tuple[Check, ...] = (revenue_incomplete, profitability_unknown, concentration, must_consider)
