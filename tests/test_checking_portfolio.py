"""Revenue, concentration, the named set and the quadrants: where each rule begins and where it stays silent."""

from __future__ import annotations

import datetime as dt

import pytest
from books import findings, judge
from small_books import accounts, ratings, revenue, sheet

from kamreport.findings import Severity

QUARTERS = ("2025-06-30", "2025-09-30", "2025-12-31", "2026-03-31")


def setting(name: str, value: str) -> str:
    return sheet("Settings", {"Setting": name, "Value": value})


def others(number: int) -> str:
    return accounts(*[{"Key account": "No"}] * number)


@pytest.mark.parametrize(
    ("change", "missing", "found"),
    [
        ({}, (), ""),
        ({}, ("2025-09-30",), "2025-07 to 2025-09"),
        ({}, ("2025-06-30", "2025-12-31"), "2025-04 to 2025-06 and 2025-10 to 2025-12"),
        ({"First purchase": "2025-07-04"}, ("2025-06-30",), ""),
        ({"Status": "Prospect"}, QUARTERS, ""),
        ({"Status": "Prospect"}, ("2025-06-30",), "2025-04 to 2025-06"),
        ({"Status": "Lost"}, ("2025-12-31", "2026-03-31"), ""),
        ({}, QUARTERS, "2025-04 to 2026-03"),
    ],
)
def test_months_nobody_filled_are_named(change: dict[str, str], missing: tuple[str, ...], found: str) -> None:
    rows = [{"Account ID": "KA-001", "Period end": end, "Revenue": "10"} for end in QUARTERS if end not in missing]
    book = accounts(change) + "\n" + (sheet("Revenue", *rows) if rows else "")
    said = findings(book, "K404")
    assert [found in one for one in said] == ([True] if found else [])


def test_a_sheet_of_revenue_that_could_not_be_read_does_not_accuse_every_account() -> None:
    assert not findings(accounts({}) + "\n" + sheet("Revenue", {"Account ID": "KA-001"}), "K404")


def test_a_cost_of_nothing_is_known() -> None:
    margins = {"Gross_margin": ["300"], "Cost_to_serve": ["0"]}
    assert not findings(accounts({}) + "\n" + revenue(1000, **margins), "K409")
    assert findings(accounts({}) + "\n" + revenue(1000, Gross_margin=["300"]), "K409")
    assert not findings(accounts({"Key account": "No"}) + "\n" + revenue(1000), "K409")


def test_only_rows_inside_the_12_months_must_show_profit() -> None:
    old = sheet("Revenue", {"Account ID": "KA-001", "Period end": "2025-03-31", "Revenue": "10"})
    assert not findings(accounts({}) + "\n" + old, "K409")


@pytest.mark.parametrize(
    ("share", "severity", "word"),
    [
        (9.9, None, ""),
        (10, Severity.NOTE, "major"),
        (25, Severity.WARNING, "high"),
        (40, Severity.WARNING, "severe"),
        (50, Severity.WARNING, "dominant"),
    ],
)
def test_the_larger_the_share_the_graver_the_word(share: float, severity: Severity | None, word: str) -> None:
    book = accounts({}) + "\n" + revenue(share * 10_000) + "\n" + setting("Company revenue, 12 months", "1,000,000")
    said = [one for one in judge(book).findings if one.rule.code == "K704"]
    assert [one.severity for one in said] == ([severity] if severity else [])
    assert all(f"a {word} share" in one.message for one in said)


def test_accounts_under_one_parent_are_one_customer() -> None:
    book = accounts({}, {"Parent account": "KA-001"}) + "\n" + setting("Company revenue, 12 months", "1,000,000")
    (finding,) = findings(book + "\n" + revenue(130_000, 130_000), "K704")
    assert "with 1 account under it makes 26%" in finding


def test_of_five_accounts_the_one_with_half_the_revenue_must_be_considered() -> None:
    """KAM.md §9.2: 50, 20, 15, 10, 5% have a mean of 20%; 2.5 times that is 50%."""
    book = others(5) + "\n" + setting("Company revenue, 12 months", "100") + "\n" + revenue(50, 20, 15, 10, 5)
    (finding,) = findings(book, "K706")
    assert "Accounts!D2" in finding
    assert not findings(book.replace("| Yes |", "| No |").replace("| 50 |", "| 49 |"), "K706")


def test_a_key_account_need_not_be_considered() -> None:
    book = accounts({}, *[{"Key account": "No"}] * 4) + "\n" + setting("Company revenue, 12 months", "100")
    assert not findings(book + "\n" + revenue(50, 20, 15, 10, 5), "K706")


@pytest.mark.parametrize(
    ("keys", "amounts", "found"),
    [
        ((1, 2, 3), (50, 40, 30, 20), 1),
        ((1, 2, 4), (50, 40, 30, 20), 0),
        ((1, 2), (50, 40, 30, 20), 0),
        ((1, 2, 3), (50, 40, 20, 20), 0),
        ((1, 2, 3, 4), (50, 40, 30, 20), 0),
    ],
)
def test_key_accounts_that_are_exactly_the_largest_are_pointed_out(
    keys: tuple[int, ...], amounts: tuple[int, ...], found: int
) -> None:
    rows = [{"Key account": "Yes" if number in keys else "No"} for number in (1, 2, 3, 4)]
    assert len(findings(accounts(*rows) + "\n" + revenue(*amounts), "K702")) == found


def test_who_is_largest_is_not_said_while_a_revenue_is_unknown() -> None:
    rows = [{"Key account": "Yes" if number < 4 else "No"} for number in (1, 2, 3, 4, 5)]
    assert not findings(accounts(*rows) + "\n" + revenue(50, 40, 30, 20), "K702")


def history(*reviews: tuple[str, str, str, str]) -> str:
    titles = ("Period end", "Account ID", "Key account", "Yearly run")
    rows = [dict(zip(titles, review, strict=True)) for review in reviews]
    return sheet("Score history", *({"Review ID": f"{row['Period end']}-1a2b3c", **row} for row in rows))


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ([("2025-12-31", "KA-001", "Yes", "Yes")], 1),
        ([("2025-12-31", "KA-001", "Yes", "Yes"), ("2025-12-31", "KA-002", "Yes", "Yes")], 0),
        ([("2025-12-31", "KA-008", "Yes", "Yes"), ("2025-12-31", "KA-009", "Yes", "Yes")], 0),
        ([("2025-12-31", "KA-001", "Yes", "No")], 0),
        ([("2026-03-31", "KA-001", "Yes", "Yes")], 0),
        (
            [
                ("2024-12-31", "KA-001", "No", "Yes"),
                ("2025-12-31", "KA-001", "Yes", "Yes"),
                ("2025-12-31", "KA-002", "Yes", "Yes"),
            ],
            0,
        ),
    ],
)
def test_the_named_set_may_grow_by_the_limit_between_two_yearly_choices(
    then: list[tuple[str, str, str, str]], found: int
) -> None:
    book = accounts({}, {}, {}) + "\n" + setting("Programme cap", "10") + "\n" + history(*then)
    assert len(findings(book, "K703")) == found


def test_an_impossible_programme_cap_lets_the_named_set_grow_no_further_than_the_cap_in_force() -> None:
    then = history(("2025-12-31", "KA-009", "No", "Yes"))
    book = accounts({}, {}, {}) + "\n" + setting("Programme cap", "5000") + "\n" + then
    (found,) = findings(book, "K703")
    assert "the limit is 2.5 more" in found


@pytest.mark.parametrize(("hours", "found"), [((60, 20, 20), 1), ((59, 21, 20), 0), ((10, 45, 45), 1)])
def test_hours_and_contribution_may_lie_less_than_20_points_apart(hours: tuple[int, ...], found: int) -> None:
    """The key account brings 40% of the contribution margin."""
    rows = [
        {"Key account": "Yes" if n == 0 else "No", "Manager hours per month": str(hour)} for n, hour in enumerate(hours)
    ]
    margins = {"Gross_margin": [400, 300, 300], "Cost_to_serve": [0, 0, 0]}
    assert len(findings(accounts(*rows) + "\n" + revenue(2000, 2000, 2000, **margins), "K705")) == found


def test_five_scored_accounts_in_one_tier_are_pointed_out_and_four_are_not() -> None:
    grades = ratings("443423", "224434", "542333", "122232", "333344")
    amounts = revenue(50, 40, 30, 20, 10)
    assert len(findings("\n".join([others(5), grades, amounts]), "K701")) == 1
    four = accounts(*[{"Key account": "No"}] * 4, {"Key account": "No", "Tier": "Vendor"})
    assert not findings(f"{four}\n{grades}\n{amounts}", "K701")
    assert not findings("\n".join([others(5), amounts]), "K701")


def test_a_star_may_lose_money_but_not_be_left_alone() -> None:
    book = "\n".join(
        [
            accounts({"Key account": "No", "Manager hours per month": "0"}),
            ratings("551111"),
            revenue(1000, Gross_margin=["10"], Cost_to_serve=["500"]),
        ]
    )
    (finding,) = findings(book, "K707")
    assert "in the Star quadrant, but nobody spends time on it" in finding


def test_blank_hours_of_a_star_fail_nothing() -> None:
    assert not findings(accounts({"Key account": "No"}) + "\n" + ratings("551111"), "K707")


def test_a_strategic_account_must_pay() -> None:
    book = "\n".join(
        [
            accounts({"Our executive sponsor": "P-02"}),
            ratings("555555"),
            revenue(1000, Gross_margin=["10"], Cost_to_serve=["500"]),
        ]
    )
    (finding,) = findings(book, "K707")
    assert "but it lost 490 in 12 months" in finding


def test_objectives_are_expected_only_where_objectives_are_kept() -> None:
    book = accounts({"Key account": "No"}) + "\n" + ratings("115555")
    objective = {
        "Objective ID": "OB-01",
        "Account ID": "KA-001",
        "Objective": "Grow",
        "Focus": "Expand",
        "Due": "2026-12-31",
        "Owner": "P-01",
        "Status": "On track",
    }
    assert not findings(book, "K707")
    (finding,) = findings(book + "\n" + sheet("Objectives", objective), "K707")
    assert "Status quadrant, but no open objective has the focus Protect" in finding
    assert not findings(book + "\n" + sheet("Objectives", {**objective, "Focus": "Protect"}), "K707")


def test_accounts_that_differ_do_not_tie() -> None:
    grades = ratings("444434", "444434", "233333", "222222")
    margins = {"Gross_margin": [300, 301, 300, 300], "Cost_to_serve": [0, 0, 0, 0]}
    assert not findings("\n".join([others(4), grades, revenue(1000, 1000, 1000, 1000, **margins)]), "K708")


def test_without_a_period_end_dates_are_still_checked() -> None:
    book = (
        accounts({"Renewal date": "2026-01-01"})
        + "\n"
        + sheet("Settings", {"Setting": "Currency", "Value": "EUR"}).replace(
            "## Settings", "## Settings\nonly these rows"
        )
    )
    assert len(findings(book, "K202", "K404", "W901", as_of=dt.date(2026, 4, 15))) == 1
