"""Rounding happens once, half up, and what is missing is never a zero."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamreport.rendering import formats
from kamreport.rendering.formats import Money


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (0.285, 2, "0.29"),
        (1.005, 2, "1.01"),
        (65.789, 1, "65.8"),
        (68.25, 1, "68.3"),
        (48.75, 1, "48.8"),
        (12345.678, 1, "12,345.7"),
        (-0.04, 1, "0.0"),
        (0.1 + 0.2, 2, "0.30"),
        (2.4999999999999996, 0, "3"),
    ],
)
def test_numbers_round_half_up(value: float, places: int, shown: str) -> None:
    assert formats.plain(value, places) == shown


def test_what_is_not_known_is_said_in_words_everywhere() -> None:
    money = Money("EUR", "Thousands")
    for write in (
        formats.score,
        formats.points,
        formats.percent,
        formats.percent_change,
        formats.ratio,
        formats.whole,
        formats.date,
        formats.days,
        money.amount,
        money.figure,
        money.change,
    ):
        assert write(None) == "not known"


@pytest.mark.parametrize(
    ("value", "shown"), [(3.14, "+3.1"), (-0.44, "−0.4"), (0.0, "±0.0"), (0.04, "±0.0"), (-0.04, "±0.0")]
)
def test_changes_carry_their_sign(value: float, shown: str) -> None:
    assert formats.points(value) == shown


def test_fractions_become_percentages() -> None:
    assert formats.percent(0.25) == "25%"
    assert formats.percent(0.125) == "13%"
    assert formats.percent_change(6.0 / 5.6 - 1) == "+7.1%"
    assert formats.percent_change(-0.031) == "−3.1%"


@pytest.mark.parametrize(
    ("currency", "unit", "value", "shown"),
    [
        ("EUR", "Thousands", 2_420_000, "€2,420k"),
        ("EUR", "Millions", 6_000_000, "€6.00m"),
        ("EUR", "Units", 1234.5, "€1,235"),
        ("CHF", "Thousands", -1_500, "−CHF\N{NO-BREAK SPACE}2k"),
        ("USD", "Units", 0, "US$0"),
        ("", "Thousands", 1_000, "1k"),
        ("EUR", "Thousands", -100, "€0k"),
    ],
)
def test_money_follows_the_workbooks_unit(currency: str, unit: str, value: float, shown: str) -> None:
    assert Money(currency, unit).amount(value) == shown


def test_headings_name_currency_and_unit() -> None:
    assert Money("EUR", "Thousands").heading == "€k"
    assert Money("CHF", "Millions").heading == "CHF\N{NO-BREAK SPACE}m"
    assert Money("EUR", "Units").heading == "€"


def test_a_change_of_money_has_a_sign() -> None:
    money = Money("EUR", "Thousands")
    assert money.change(120_000) == "+€120k"
    assert money.change(-120_000) == "−€120k"
    assert money.change(0) == "±€0k"


def test_dates_days_and_counts_read_as_people_write_them() -> None:
    assert formats.date(dt.date(2026, 4, 3)) == "3 Apr 2026"
    assert formats.days(1) == "1 day"
    assert formats.days(92) == "92 days"
    assert formats.count_of(1, "account") == "1 account"
    assert formats.count_of(2, "opportunity", "opportunities") == "2 opportunities"


def test_names_are_listed_as_in_a_sentence() -> None:
    assert formats.listed([]) == ""
    assert formats.listed(["A"]) == "A"
    assert formats.listed(["A", "B", "C"]) == "A, B and C"
    assert formats.listed(["A", "B", "C", "D"], most=3) == "A, B and 2 more"


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False), st.integers(min_value=0, max_value=4))
def test_rounding_moves_a_value_by_at_most_half_a_unit(value: float, places: int) -> None:
    unit = 10.0**-places
    assert abs(float(formats.half_up(value, places)) - value) <= unit / 2 + abs(value) * 1e-11
