"""KAM.md §4.4: what the S rules stay silent about, and what follows from what they find."""

from __future__ import annotations

import datetime as dt

import pytest
from books import findings, judge
from nearly import nearly

from kamreport.model.lists import ScoreState

HEAD = "| Account ID | A1 | A4 | R1 | R3 | R4 | R6 | Rated on | Rated by | Source | Evidence |\n|" + "---|" * 11
CRITERIA = """
## Criteria
| Criterion ID | Criterion | Axis           | Weight | Method | Direction | Shows potential |
|--------------|-----------|----------------|--------|--------|-----------|-----------------|
| A1           | Growth    | Attractiveness | 60     | Rating | Higher    | {first}         |
| A4           | Fit       | Attractiveness | 40     | Rating | Higher    | {second}        |
| R1           | Depth     | Strength       | 60     | Rating | Higher    | {third}         |
| R3           | Renewal   | Strength       | 40     | Rating | Higher    |                 |
"""


def rated(*rows: str, status: str = "Active", more: str = "") -> str:
    """Accounts KA-1, KA-2 … with these rows of Ratings (without the ID)."""
    accounts = "\n".join(f"| KA-{at} | Nr {at} | {status} | No | P-01 | Vendor |" for at, _ in enumerate(rows, start=1))
    grades = "\n".join(f"| KA-{at} | {row} |" for at, row in enumerate(rows, start=1))
    return f"""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier |
|---|---|---|---|---|---|
{accounts}
## Ratings
{HEAD}
{grades}
{more}
"""


GOOD = "4 | 3 | 4 | 2 | 3 | 3 | 2026-03-01 | Ana Ruiz | Customer | Talks"


def test_a_sound_rating_gives_no_finding() -> None:
    assert findings(rated(GOOD), "S202", "S203", "S204", "S205") == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (GOOD.replace("2026-03-01", "2025-03-30"), "S202"),
        (GOOD.replace("4 | 3 | 4", "5 | 3 | 4").replace("Talks", ""), "S203"),
        ("3 | 3 | 3 | 3 | | | 2026-03-01 | Ana Ruiz | Customer | Talks", "S204"),
        (GOOD.replace("Customer", "Team"), "S205"),
        (GOOD.replace("Customer", ""), "S205"),
    ],
)
def test_each_weakness_of_a_rating_is_found_once(row: str, code: str) -> None:
    assert len(findings(rated(row), code)) == 1
    assert findings(rated(row, status="Lost"), code) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (GOOD.replace("2026-03-01", "2025-03-31"), "S202"),
        (GOOD.replace("2026-03-01", "2026-12-31"), "S202"),
        (GOOD.replace("4 | 3 | 4", "5 | 3 | 4"), "S203"),
        ("3 | 3 | 3 | | | | 2026-03-01 | Ana Ruiz | Customer | Talks", "S204"),
        (GOOD.replace("Customer", "Both"), "S205"),
        ("4 | 3 | | | | | 2026-03-01 | Ana Ruiz | | Talks", "S205"),
        (" | | | | | | 2020-03-01 | Ana Ruiz | | ", "S202"),
    ],
)
def test_what_is_not_weak_is_not_found(row: str, code: str) -> None:
    assert findings(rated(row), code) == []


def test_low_coverage_is_found_on_each_axis_with_the_heaviest_gap_first() -> None:
    found = findings(rated("4 | 3 | | | | | 2026-03-01 | Ana Ruiz | Customer |"), "S201")
    assert [one.splitlines()[0] for one in found] == [
        "warning[S201] Accounts!A2: Attractiveness of Nr 1 (KA-1) is provisional: only 55% of the weight is known.",
        "warning[S201] Ratings!D2: Strength of Nr 1 (KA-1) is not scored: nothing is known.",
    ]


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        (("", "", ""), "No criterion shows potential"),
        (("Yes", "Yes", ""), "A1 and A4 show potential"),
        (("", "", "Yes"), "R1 Depth shows potential but judges Strength"),
        (("Yes", "", "Yes"), "A1 and R1 show potential"),
    ],
)
def test_potential_must_be_shown_by_exactly_one_attractiveness_criterion(
    marks: tuple[str, str, str], message: str
) -> None:
    first, second, third = marks
    text = CRITERIA.format(first=first, second=second, third=third)
    (found,) = findings(text, "S118")
    assert message in found
    stage = judge(rated(GOOD, more=text)).scores.accounts["KA-1"].stage
    assert (stage.potential, stage.advice) == (None, None)


def test_a_flat_matrix_needs_eight_accounts() -> None:
    text = CRITERIA.format(first="Yes", second="", third="")
    assert len(findings(rated(*[GOOD] * 8, more=text), "S111")) == 3
    assert findings(rated(*[GOOD] * 7, more=text), "S111") == []


def test_twins_need_eight_accounts_that_differ() -> None:
    text = CRITERIA.format(first="Yes", second="", third="")
    rows = [GOOD.replace("4 | 3 |", f"{grade} | {grade} |", 1) for grade in (1, 2, 3, 4, 5, 1, 2, 3)]
    assert len(findings(rated(*rows, more=text), "S112")) == 1
    assert findings(rated(*rows[:7], more=text), "S112") == []
    assert findings(rated(*[GOOD] * 8, more=text), "S112") == []


def test_an_impossible_cap_gives_way_to_the_default() -> None:
    text = "## Settings\n| Setting | Value |\n|---|---|\n| Programme cap | 101 |\n"
    assert judge(text).scores.choice.cap == 25
    assert findings(text, "S110") == []
    assert findings(text.replace("101", "100"), "S109") == []


def test_company_revenue_below_the_listed_sum_is_read_as_blank() -> None:
    revenue = "## Revenue\n| Account ID | Period end | Months covered | Revenue |\n|---|---|---|---|\n"
    rows = "| KA-1 | 2026-03-31 | 12 | 300 |\n| KA-2 | 2026-03-31 | 12 | 100 |\n"
    company = "## Settings\n| Setting | Value |\n|---|---|\n| Company revenue, 12 months | {} |\n"

    def share(given: str) -> float | None:
        found = judge(rated(GOOD, GOOD, more=revenue + rows + company.format(given)))
        return found.scores.accounts["KA-1"].measures["revenue_share"].value

    assert share("400") == nearly(0.75)
    assert share("1000") == nearly(0.3)
    assert share("399") == nearly(0.75)
    assert len(findings(rated(GOOD, GOOD, more=revenue + rows + company.format("399")), "S117")) == 1
    assert findings(rated(GOOD, GOOD, more=revenue + rows + company.format("400")), "S116", "S117") == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "Company revenue is blank, so"),
        ("12 Mio", "Company revenue holds the text “12 Mio”, which cannot be used, so"),
        ("-5", "Company revenue holds -5, which cannot be used, so"),
        ("=B1", "Company revenue holds a formula without a stored result, which cannot be used, so"),
    ],
)
def test_company_revenue_that_is_not_known_is_called_blank_only_where_it_is(given: str, said: str) -> None:
    text = f"## Settings\n| Setting | Value |\n|---|---|\n| Company revenue, 12 months | {given} |\n"
    (found,) = findings(text, "S116")
    assert said in found


def test_a_health_row_with_an_unknown_measure_is_left_out_and_the_rest_stays() -> None:
    health = """
## Health
| Health ID | Component | Component weight | Measure      | Weight | Direction | Good limit | Average limit |
|-----------|-----------|------------------|--------------|--------|-----------|------------|---------------|
| HL01      | Money     | {weight}         | revenue_12m  | 40     | Higher    | 100        | 50            |
| HL02      | Money     | {weight}         | revenue_12   | 60     | Higher    | 100        | 50            |
## Revenue
| Account ID | Period end | Months covered | Revenue |
|------------|------------|----------------|---------|
| KA-1       | 2026-03-31 | 12             | 60      |
"""
    text = rated(GOOD, more=health.format(weight=30))
    (found,) = findings(text, "S106")
    assert found.endswith("hint: Did you mean revenue_12m?")
    assert judge(text).scores.accounts["KA-1"].health.value == 60
    empty = rated(GOOD, more=health.format(weight=0))
    (found,) = findings(empty, "S115")
    assert "The component weights sum to 0" in found
    assert judge(empty).scores.accounts["KA-1"].health.state is ScoreState.NOT_SCORED


def test_without_a_criteria_sheet_nothing_is_scored_and_the_s_rules_are_silent() -> None:
    text = rated(GOOD, more="## Criteria\nabsent\n")
    assert [one for one in findings(text) if "[S1" in one and "S116" not in one] == []
    assert judge(text, dt.date(2026, 4, 15)).scores.accounts["KA-1"].placement.quadrant is None
