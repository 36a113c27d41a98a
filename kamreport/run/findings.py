"""All findings of a review as one list: each once, at its severity in force, with its account, in order (KAM.md §4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kamreport import reading
from kamreport.findings import Finding, Severity
from kamreport.model import Portfolio, Settings
from kamreport.rulebook import RULES
from kamreport.schema import schema_of

Row = tuple[str, int]
_CODE = re.compile(r"[A-Z]\d{3}")


def in_order(findings: Iterable[Finding], portfolio: Portfolio) -> tuple[Finding, ...]:
    """The findings by sheet, row, column and code.

    Settings may lower a rule's severity, but never that of an error that leaves a row, a column or a sheet out.
    """
    once = list({(one.rule.code, one.where, one.message): one for one in findings}.values())
    severities = portfolio.settings.severities
    if any(one.rule.code in severities for one in once):
        read = _rows_read(portfolio)
        once = [_lowered(one, severities, read) for one in once]
    return tuple(sorted(_named(once, portfolio), key=reading.place))


def unknown_severities(settings: Settings) -> Iterator[Finding]:
    """W104 for each setting Severity of a rule that does not exist: it lowers nothing (KAM.md §3.4)."""
    known = [rule.code for rule in RULES]
    for code, where in settings.cells.items():
        if _CODE.fullmatch(code) and code not in known:
            near = next((one for one in known if _is_slip(code, one)), None)
            yield reading.W104.at(
                where,
                f"Severity of {code} lowers nothing: there is no rule {code}.",
                hint=f"Did you mean Severity of {near}?"
                if near
                else "Name the code of a rule, as in Severity of K202; 'kamreport help rules' lists them all.",
            )


def _is_slip(said: str, meant: str) -> bool:
    """Whether one code is the other, of the same letter, with one figure wrong or two of them changed over."""
    wrong = sum(one != other for one, other in zip(said, meant, strict=True))
    return said[0] == meant[0] and (wrong == 1 or sorted(said) == sorted(meant))


def _rows_read(portfolio: Portfolio) -> frozenset[Row]:
    rows = {(row.origin.sheet, row.origin.row) for record in portfolio.records for row in _rows(portfolio, record)}
    cells = portfolio.settings.cells.values()
    return frozenset(rows | {(cell.sheet, cell.row) for cell in cells})


def _rows(portfolio: Portfolio, record: type) -> tuple[Any, ...]:
    """Records of any class; all have an origin."""
    return portfolio.rows(record)


def _lowered(finding: Finding, severities: Mapping[str, Severity], read: frozenset[Row]) -> Finding:
    severity = severities.get(finding.rule.code)
    if severity is None:
        return finding
    costs_a_row = finding.severity is Severity.ERROR and (finding.where.sheet, finding.where.row) not in read
    return finding if costs_a_row else finding.lowered(severity)


def _named(findings: list[Finding], portfolio: Portfolio) -> Iterator[Finding]:
    """Findings about a row that belongs to an account say whose they are."""
    names = {account.account_id.casefold(): (account.account_id, account.name) for account in portfolio.accounts}
    sheets = {one.where.sheet for one in findings if not one.account_id and one.where.row}
    owners = {
        (row.origin.sheet, row.origin.row): row.account_id
        for record in portfolio.records
        if "account_id" in {column.field for column in schema_of(record).columns}
        for row in _rows(portfolio, record)
        if row.origin.sheet in sheets and row.account_id
    }
    for one in findings:
        whose = one.account_id or owners.get((one.where.sheet, one.where.row), "")
        known = names.get(whose.casefold())
        yield one.about(*known) if known and not one.account_name else one
