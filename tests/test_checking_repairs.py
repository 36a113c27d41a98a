"""What is put right once links hold: contract dates and revenue periods; and a step that breaks down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from handmade import AS_OF, codes, made, portfolio

from kamreport.checking import Settled, settle
from kamreport.checking.settling import REPAIRS
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding
from kamreport.model import Account, Colleague, Revenue

ANA = made(Colleague, person_id="P-01")
NORTH = made(Account, account_id="KA-001", name="Northwind", manager_id="P-01")


def day(said: str) -> dt.date:
    return dt.date.fromisoformat(said)


def settled(*records: object) -> Settled:
    return settle(portfolio(ANA, *records), AS_OF)


def contract(**dates: str) -> Account:
    said: dict[str, Any] = {field: day(date) for field, date in dates.items()}
    return made(Account, account_id="KA-001", name="Northwind", manager_id="P-01", **said)


def test_a_renewal_before_the_contract_starts_blanks_both_dates() -> None:
    after = settled(contract(contract_start="2026-04-01", renewal_date="2025-04-01", notice_date="2025-01-31"))
    (finding,) = after.findings
    account = after.portfolio.accounts[0]
    assert str(finding) == (
        "error[K201] Accounts!R2: Northwind (KA-001) renews on 2025-04-01, before its contract starts.\n"
        "  see Accounts!Q2: starts on 2026-04-01\n"
        "  hint: Correct whichever date is wrong; leave Renewal date blank if it never lapses."
    )
    assert (account.contract_start, account.renewal_date, account.notice_date) == (None, None, day("2025-01-31"))


def test_a_notice_after_the_renewal_blanks_both_dates() -> None:
    after = settled(contract(contract_start="2024-04-01", renewal_date="2026-04-01", notice_date="2026-04-02"))
    account = after.portfolio.accounts[0]
    assert codes(after.findings) == {"K203": 1}
    assert (account.contract_start, account.renewal_date, account.notice_date) == (day("2024-04-01"), None, None)


def test_one_renewal_date_can_contradict_two_others_and_both_are_said() -> None:
    after = settled(contract(contract_start="2026-04-01", renewal_date="2025-04-01", notice_date="2025-05-01"))
    assert codes(after.findings) == {"K201": 1, "K203": 1}
    assert after.portfolio.accounts[0].contract_start is None


def test_dates_on_one_day_contradict_nothing() -> None:
    assert not settled(
        contract(contract_start="2026-04-01", renewal_date="2026-04-01", notice_date="2026-04-01")
    ).findings


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([("2026-03-31", None), ("2025-12-31", 3), ("2025-09-30", 3)], 3),
        ([("2026-03-31", 3), ("2026-02-28", 1)], 0),
        ([("2026-03-31", 3), ("2025-12-31", 1), ("2025-11-30", 1)], 3),
        ([("2026-03-31", 12), ("2025-06-30", 3), ("2025-03-31", 3)], 1),
        ([("2026-03-31", 12), ("2025-12-31", 3), ("2025-09-30", 3), ("2025-03-31", 12)], 1),
        ([("2026-03-31", 12), ("2025-03-31", 12), ("2024-03-31", 12)], 3),
        ([("2026-01-31", 1), ("2026-02-28", 3), ("2026-03-31", 1)], 1),
    ],
)
def test_rows_that_share_a_month_are_left_out(rows: list[tuple[str, int | None]], kept: int) -> None:
    said = [made(Revenue, account_id="KA-001", period_end=day(end), months=months) for end, months in rows]
    after = settled(NORTH, *said)
    assert len(after.portfolio.rows(Revenue)) == kept
    assert codes(after.findings) == ({"K403": len(rows) - kept} if kept < len(rows) else {})


def test_an_overlap_names_the_months_and_the_other_cell() -> None:
    rows = [
        made(Revenue, account_id="KA-001", period_end=day(end), months=months)
        for end, months in (("2026-03-31", 12), ("2025-06-30", 3))
    ]
    first, second = settled(NORTH, *rows).findings
    assert (str(first.where), str(first.related[0].where)) == ("Revenue!B2", "Revenue!B3")
    assert "Northwind (KA-001) for 2025-04 to 2025-06" in first.message
    assert second.related[0].says == "covers 2025-04 to 2026-03"
    assert second.account_id == "KA-001"


def test_rows_of_different_accounts_never_overlap() -> None:
    south = made(Account, account_id="KA-002", manager_id="P-01")
    rows = [made(Revenue, account_id=account, period_end=day("2026-03-31")) for account in ("KA-001", "KA-002")]
    assert not settled(NORTH, south, *rows).findings


def test_a_step_that_breaks_down_is_named_and_the_others_still_run() -> None:
    def broken_step(copy: WorkingCopy) -> Iterator[Finding]:
        raise ZeroDivisionError(copy.as_of)
        yield

    account = contract(contract_start="2026-04-01", renewal_date="2025-04-01")
    after = settle(portfolio(ANA, account), AS_OF, (broken_step, *REPAIRS))
    assert codes(after.findings) == {"K201": 1, "W901": 1}
    assert "“broken step”" in after.findings[0].message
