"""Figures in findings are rounded half up, and one that only comes near a limit does not read like it (KAM.md §5.2)."""

from __future__ import annotations

import pytest
from books import findings
from small_books import accounts, ratings, revenue, sheet

from kamreport.checking.sentences import grew, money, percent, places_apart


@pytest.mark.parametrize(
    ("fraction", "told"),
    [(0.25, "25%"), (0.0625, "6.3%"), (-0.0625, "-6.3%"), (0.0745, "7.5%"), (-0.0001, "0%"), (1.0, "100%"), (0, "0%")],
)
def test_percentages_are_rounded_half_up_to_one_decimal(fraction: float, told: str) -> None:
    assert percent(fraction) == told


def test_money_is_rounded_half_up_to_full_units() -> None:
    assert [money(amount) for amount in (0.5, 2.5, 1_234_567.49, -2.5)] == ["1", "3", "1,234,567", "-3"]


def test_the_figures_of_an_objective_are_told_in_full() -> None:
    objective = {"Objective ID": "O-01", "Account ID": "KA-001", "Objective": "More", "Focus": "Expand"}
    objective |= {"Baseline": "12,345,678", "Target": "20,000,000", "Actual": "12,400,000.5", "Due": "2026-06-30"}
    objective |= {"Owner": "P-01", "Status": "Achieved"}
    (said,) = findings("\n".join([accounts({}), sheet("Objectives", objective)]), "K506")
    assert "stands at 12,400,000.5, from 12,345,678 to 20,000,000" in said
    (said,) = findings("\n".join([accounts({}), sheet("Objectives", objective | {"Target": "12,345,678"})]), "K505")
    assert "starts at 12,345,678 and aims at 12,345,678" in said


def test_two_percentages_are_told_so_finely_that_they_differ() -> None:
    places = places_apart(0.0421, 0.0424)
    assert (grew(0.0421, places), grew(0.0424, places)) == ("grew by 4.21%", "grew by 4.24%")
    assert places_apart(0.2, 0.2) == 1


def test_a_margin_just_below_its_target_does_not_read_like_the_target() -> None:
    settings = sheet("Settings", {"Setting": "Target margin", "Value": "20%"})
    book = "\n".join(
        [
            settings,
            accounts({}),
            revenue(100_000, Gross_margin=["20,960"], Cost_to_serve=["1,000"]),
            ratings("111111"),
        ]
    )
    assert [said.splitlines()[0].partition("but ")[2] for said in findings(book, "K707")] == [
        "its contribution margin is 19.96% of revenue, below the target margin of 20%."
    ]


def test_an_objective_nearly_achieved_does_not_read_like_one_achieved() -> None:
    objective = {"Objective ID": "O-01", "Account ID": "KA-001", "Objective": "More", "Focus": "Expand"}
    objective |= {"Baseline": "0", "Target": "10,000", "Actual": "9,997", "Due": "2026-06-30", "Owner": "P-01"}
    (said,) = findings("\n".join([accounts({}), sheet("Objectives", objective | {"Status": "Achieved"})]), "K506")
    assert "is Achieved with 99.97% of the way done" in said


def test_a_share_just_below_a_mark_does_not_read_like_the_mark() -> None:
    company = sheet("Settings", {"Setting": "Company revenue, 12 months", "Value": "1,000,000"})
    (said,) = findings("\n".join([company, accounts({}), revenue(249_600)]), "K704")
    assert "makes 24.96% of the revenue of 12 months (249,600): a major share" in said
