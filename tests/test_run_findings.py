"""The findings of all rooms become one list (KAM.md §3.4, §4.1)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from books import write_xlsx
from made import in_force, made

from kamreport.cells import CellRef, RowRef, sheet_ref
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Account, Portfolio, Revenue
from kamreport.model.lists import AccountStatus, Tier
from kamreport.run import prepare
from kamreport.run.findings import in_order

K = Rule("K999", "an-error", Severity.ERROR, "0.1", "An error.")
C = Rule("C999", "a-warning", Severity.WARNING, "0.1", "A warning.")
NORTHWIND = made(
    Account,
    origin=RowRef("Accounts", 2, {"account_id": 1, "tier": 6}),
    account_id="KA-001",
    name="Northwind",
    status=AccountStatus.ACTIVE,
    tier=Tier.VENDOR,
    is_key=True,
    manager_id="P-01",
)
QUARTER = made(
    Revenue, origin=RowRef("Revenue", 5, {}), account_id="KA-001", period_end=dt.date(2026, 3, 31), revenue=1.0
)


def said(rule: Rule, where: CellRef, message: str = "said") -> Finding:
    return rule.at(where, message, hint="do")


def ordered(*findings: Finding, severities: dict[str, Severity] | None = None) -> tuple[Finding, ...]:
    settings = in_force(severities=severities or {})
    return in_order(findings, Portfolio(settings, {Account: [NORTHWIND], Revenue: [QUARTER]}))


def test_findings_stand_by_sheet_row_column_and_code() -> None:
    places = [("Findings", 1, 1), ("Revenue", 2, 1), ("Accounts", 9, 1), ("Accounts", 2, 7), ("Accounts", 2, 3)]
    found = ordered(*(said(C, CellRef(*place)) for place in places), said(K, CellRef("Accounts", 2, 7)))
    assert [(str(one.where), one.rule.code) for one in found] == [
        ("Accounts!C2", "C999"),
        ("Accounts!G2", "C999"),
        ("Accounts!G2", "K999"),
        ("Accounts!A9", "C999"),
        ("Revenue!A2", "C999"),
        ("Findings!A1", "C999"),
    ]


def test_the_same_finding_is_said_once() -> None:
    where = CellRef("Accounts", 2, 1)
    assert len(ordered(said(C, where), said(C, where), said(C, where, "another thing"))) == 2


def test_settings_lower_a_rule() -> None:
    (found,) = ordered(said(C, CellRef("Accounts", 2, 1)), severities={"C999": Severity.NOTE})
    assert found.severity is Severity.NOTE


def test_settings_never_raise_a_rule() -> None:
    note = C.at(CellRef("Accounts", 2, 1), "said", hint="do", severity=Severity.NOTE)
    (found,) = ordered(note, severities={"C999": Severity.WARNING})
    assert found.severity is Severity.NOTE


def test_an_error_in_a_row_that_is_used_may_be_lowered() -> None:
    (found,) = ordered(said(K, CellRef("Accounts", 2, 6)), severities={"K999": Severity.WARNING})
    assert found.severity is Severity.WARNING


def test_an_error_that_leaves_a_row_or_a_sheet_out_stays_an_error() -> None:
    left_out = ordered(
        said(K, CellRef("Accounts", 3, 6)), said(K, sheet_ref("Revenue")), severities={"K999": Severity.NOTE}
    )
    assert [one.severity for one in left_out] == [Severity.ERROR, Severity.ERROR]


def test_a_finding_about_an_account_s_row_says_whose_it_is() -> None:
    found = ordered(said(C, CellRef("Accounts", 2, 3)), said(C, CellRef("Revenue", 5, 1)), said(C, sheet_ref("Team")))
    assert [(one.where.sheet, one.account_id, one.account_name) for one in found] == [
        ("Team", "", ""),
        ("Accounts", "KA-001", "Northwind"),
        ("Revenue", "KA-001", "Northwind"),
    ]


def test_a_severity_of_a_rule_that_does_not_exist_is_told_at_its_row(tmp_path: Path) -> None:
    book = """
## Settings
| Setting            | Value   |
|--------------------|---------|
| Severity of K202   | Note    |
| Severity of K209   | Note    |
| Severity of K220   | Note    |
| Severity of K999   | Warning |
| severity of z101   |         |
"""
    review = prepare(write_xlsx(book, tmp_path / "book.xlsx"))
    found = [(one.where.a1, one.message, one.hint) for one in review.findings if one.rule.code == "W104"]
    look_up = "Name the code of a rule, as in Severity of K202; 'kamreport help rules' lists them all."
    assert found == [
        ("A4", "Severity of K220 lowers nothing: there is no rule K220.", "Did you mean Severity of K202?"),
        ("A5", "Severity of K999 lowers nothing: there is no rule K999.", look_up),
        ("A6", "Severity of Z101 lowers nothing: there is no rule Z101.", look_up),
    ]


def test_a_workbook_nothing_can_be_scored_in_hears_of_it_as_well(tmp_path: Path) -> None:
    book = """
## Settings
only these rows
| Setting          | Value |
|------------------|-------|
| Severity of Q777 | Note  |
"""
    review = prepare(write_xlsx(book, tmp_path / "book.xlsx"))
    assert review.why_unscored
    assert [one.where.a1 for one in review.findings if one.rule.code == "W104"] == ["A2"]
