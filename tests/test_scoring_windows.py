"""KAM.md §5.1: windows end at Period end, rows count whole, and a gap makes the sum unknown."""

from __future__ import annotations

import datetime as dt

from books import judge
from hypothesis import given, settings
from hypothesis import strategies as st
from nearly import nearly

from kamreport.results import AccountScores, Measured
from kamreport.scoring.windows import month_name, month_number, spans, window_ending

QUARTERS = ("2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31")
ROWS = "\n".join(f"| KA-001 | {end} | 3 | {amount} |" for end, amount in zip(QUARTERS, (10, 20, 30, 40), strict=True))


def account(rows: str, *, status: str = "Active", first_purchase: str = "", extra: str = "") -> AccountScores:
    """One account with these Revenue rows: Account ID, Period end, Months covered, Revenue."""
    return judge(f"""
## Accounts
| Account ID | Account name | Status   | Key account | Key account manager | Tier   | First purchase   |
|------------|--------------|----------|-------------|---------------------|--------|------------------|
| KA-001     | Northwind    | {status} | No          | P-01                | Vendor | {first_purchase} |
## Revenue
| Account ID | Period end | Months covered | Revenue |
|------------|------------|----------------|---------|
{rows}
{extra}
""").scores.accounts["KA-001"]


def r12(rows: str, *, status: str = "Active", first_purchase: str = "") -> Measured:
    return account(rows, status=status, first_purchase=first_purchase).measures["revenue_12m"]


def test_four_quarters_make_a_year_and_name_their_cells() -> None:
    found = r12(ROWS)
    assert found.value == 100
    assert [str(cell) for cell in found.evidence] == ["Revenue!D2", "Revenue!D3", "Revenue!D4", "Revenue!D5"]


def test_a_blank_months_covered_is_a_quarter() -> None:
    assert r12(ROWS.replace("| 3 |", "| |")).value == 100


def test_months_and_years_mix() -> None:
    rows = "| KA-001 | 2025-12-31 | 3 | 5 |\n" + "\n".join(
        f"| KA-001 | {end} | 1 | 1 |" for end in ("2026-01-31", "2026-02-28", "2026-03-31")
    )
    assert r12(rows + "\n| KA-001 | 2025-09-30 | 3 | 7 |\n| KA-001 | 2025-06-30 | 3 | 2 |").value == 17


def test_a_gap_makes_the_sum_unknown_and_names_the_months() -> None:
    found = r12(ROWS.replace("| KA-001 | 2025-09-30 | 3 | 20 |\n", ""))
    assert found.value is None
    assert found.reason == "Revenue is not filled for 2025-07 to 2025-09."


def test_a_row_that_reaches_out_of_the_window_does_not_count() -> None:
    assert r12("| KA-001 | 2025-12-31 | 12 | 90 |").reason == "Revenue is not filled for 2025-04 to 2026-03."


def test_rows_after_period_end_are_ignored() -> None:
    found = account(ROWS + "\n| KA-001 | 2026-06-30 | 3 | 999 |")
    assert found.measures["revenue_12m"].value == 100
    assert [period.end for period in found.periods][-1] == dt.date(2026, 3, 31)


def test_months_before_the_first_purchase_count_as_nothing() -> None:
    assert r12("| KA-001 | 2026-03-31 | 3 | 40 |", first_purchase="2026-01-20").value == 40
    assert r12("| KA-001 | 2026-03-31 | 3 | 40 |", first_purchase="2025-12-20").value is None


def test_a_first_purchase_after_the_as_of_date_is_not_counted_yet() -> None:
    found = account("", first_purchase="2026-05-01")
    assert found.measures["revenue_12m"].value is None
    assert found.measures["tenure_years"].value is None


def test_a_prospect_without_rows_has_no_revenue_and_that_is_known() -> None:
    assert r12("", status="Prospect").value == 0
    assert r12("| KA-001 | 2026-03-31 | 3 | 40 |", status="Prospect").value is None


def test_a_lost_account_counts_nothing_after_its_last_row() -> None:
    rows = "| KA-001 | 2025-06-30 | 3 | 10 |"
    assert r12(rows, status="Lost").value == 10
    assert r12(rows, status="Active").value is None


def test_growth_compares_with_the_12_months_before() -> None:
    found = account("| KA-001 | 2026-03-31 | 12 | 110 |\n| KA-001 | 2025-03-31 | 12 | 100 |").measures
    assert found["revenue_prior"].value == 100
    assert found["revenue_growth"].value == nearly(0.1)


def test_growth_from_nothing_is_not_known() -> None:
    found = account("| KA-001 | 2026-03-31 | 12 | 110 |\n| KA-001 | 2025-03-31 | 12 | 0 |").measures["revenue_growth"]
    assert found.value is None
    assert found.reason == "Revenue of the prior 12 months is 0."


def test_periods_come_oldest_first_whatever_the_order_of_the_rows() -> None:
    shuffled = "\n".join(reversed(ROWS.splitlines()))
    assert [period.revenue for period in account(shuffled).periods] == [10, 20, 30, 40]


def test_spans_of_months_are_drawn_together() -> None:
    june = month_number(dt.date(2025, 6, 1))
    assert spans([june, june + 1, june + 2, june + 4]) == "2025-06 to 2025-08 and 2025-10"
    assert month_name(june) == "2025-06"


def last_day_before(month: dt.date) -> dt.date:
    return month.replace(day=1) - dt.timedelta(days=1)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(end=st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31)), months=st.integers(1, 36))
def test_a_window_holds_its_last_day_and_not_the_month_before_its_first(end: dt.date, months: int) -> None:
    last = last_day_before(end)
    window = window_ending(last, months)
    first = dt.date(window.first // 12, window.first % 12 + 1, 1)
    assert window.last - window.first + 1 == months
    assert window.holds(last)
    assert window.holds(first)
    assert not window.holds(last_day_before(first))
    assert not window.holds(last + dt.timedelta(days=1))


def test_without_period_end_or_currency_nothing_is_scored_and_every_account_says_why() -> None:
    for left_out in ("Period end", "Currency"):
        settings_rows = {"Period end": "2026-03-31", "Currency": "EUR"}
        rows = "\n".join(f"| {title} | {value} |" for title, value in settings_rows.items() if title != left_out)
        found = judge(f"""
## Settings
only these rows
| Setting | Value |
|---------|-------|
{rows}
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor |
""").scores.accounts["KA-001"]
        assert found.attractiveness is None
        assert found.placement.reason == "Fill Period end and Currency in Settings: nothing is scored without them."
        assert found.health.value is None
