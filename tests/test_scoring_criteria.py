"""KAM.md §5.2–5.4, §5.6, §5.8: scales, states, quadrants, cuts, relative strength, and criteria in error."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from books import findings, judge
from hypothesis import given, settings
from hypothesis import strategies as st
from made import in_force
from nearly import nearly
from small_books import accounts, ratings, sheet

from kamreport.cells import CellRef
from kamreport.model.lists import Axis, CutMode, Direction, Outcome, Quadrant, ScoreState
from kamreport.results import AccountScores
from kamreport.scoring.adding_up import add_up, state_of
from kamreport.scoring.criteria.scales import Bracket, band_of, linear_score, rating_score, told_band
from kamreport.scoring.matrix import Axes, Cuts, is_borderline, quadrant_of
from kamreport.scoring.relative import Pair, relative_strength
from kamreport.scoring.saying import Unit, edge, listed, said

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
NOWHERE = CellRef("Bands", 2, 2)


def brackets(*steps: tuple[float, float, float]) -> list[Bracket]:
    return [Bracket(start, end, score, told_band(start, end, Unit.YEARLY), NOWHERE) for start, end, score in steps]


GROWTH = brackets((-math.inf, 0, 0), (0, 0.03, 25), (0.03, 0.06, 50), (0.06, 0.10, 75), (0.10, math.inf, 100))


def band_score(value: float) -> float:
    found = band_of(value, GROWTH)
    assert found is not None
    return found.score


def test_the_worked_edges_of_normalisation() -> None:
    assert band_score(0.03) == 50
    assert band_score(0.02999) == 25
    assert rating_score(4, HIGHER) == 75
    assert rating_score(4, LOWER) == 25
    assert linear_score(4.2, 1, 5, HIGHER) == nearly(80)


def test_a_value_within_a_billionth_of_an_edge_is_on_it() -> None:
    assert band_score(0.03 - 5e-10) == 50
    assert band_score(0.03 - 5e-9) == 25
    assert band_score(0.10 - 5e-10) == 100


def test_linear_ends_at_its_goalposts_and_lower_turns_it_round() -> None:
    assert linear_score(-1, 0, 0.6, HIGHER) == 0
    assert linear_score(2, 0, 0.6, HIGHER) == 100
    assert linear_score(0.15, 0, 0.6, LOWER) == nearly(75)


def test_a_value_outside_closed_bands_is_in_none() -> None:
    assert band_of(0.5, brackets((0, 0.03, 25))) is None


@settings(max_examples=100, deadline=None, derandomize=True)
@given(value=st.floats(-10, 10))
def test_every_value_lies_in_exactly_one_of_tiling_bands(value: float) -> None:
    holding = [one for one in GROWTH if one.start - 1e-9 <= value < one.end - 1e-9]
    assert len(holding) == 1
    assert band_of(value, GROWTH) == holding[0]


@pytest.mark.parametrize(
    ("coverage", "state"),
    [(1, "Scored"), (0.70, "Scored"), (0.699, "Provisional"), (0.5, "Provisional"), (0.49, "Not scored")],
)
def test_states_begin_at_their_coverage(coverage: float, state: str) -> None:
    assert state_of(coverage, in_force()) is ScoreState(state)


@pytest.mark.parametrize(
    ("across", "up", "quadrant"),
    [(50, 50, "Strategic"), (50, 49.9, "Star"), (49.9, 50, "Status"), (49.9, 49.9, "Streamline")],
)
def test_a_score_on_a_cut_belongs_to_the_higher_side(across: float, up: float, quadrant: str) -> None:
    assert quadrant_of(across, up, Cuts(50, 50)) is Quadrant(quadrant)


def test_borderline_is_within_the_band_of_either_cut() -> None:
    def borderline(across: float | None, up: float) -> bool | None:
        pair = Axes(*(add_up("KA-001", axis, [], in_force()) for axis in Axis))
        scored = Axes(replace(pair.attractiveness, total=across), replace(pair.strength, total=up))
        return is_borderline(scored, Cuts(50, 50), 5)

    assert borderline(55, 90)
    assert borderline(90, 45)
    assert borderline(55.1, 44.9) is False
    assert borderline(None, 50) is None


def test_relative_strength_of_3_6_against_4_0_is_45() -> None:
    pairs = [Pair(60, 4, 4), Pair(40, 3, 4)]
    assert sum(pair.weight * pair.ours for pair in pairs) / 100 == nearly(3.6)
    assert relative_strength(pairs) == nearly(45)
    assert relative_strength([]) is None
    assert relative_strength([Pair(1, 5, 1)]) == 100


RELATIVE = """
## Settings
| Setting       | Value    |
|---------------|----------|
| Strength mode | Relative |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor |
| KA-002     | Southgate    | Active | Yes         | P-01                | Vendor |
## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 | Rated on   | Rated by |
|------------|----|----|----|----|----|----|------------|----------|
| KA-001     | 4  | 3  | 4  | 4  | 3  | 3  | 2026-03-01 | Ana Ruiz |
| KA-002     | 4  | 3  | 4  | 4  | 3  | 3  | 2026-03-01 | Ana Ruiz |
## Competitor ratings
| Account ID | Competitor | R1 | R3 | R4 | R6 |
|------------|------------|----|----|----|----|
| KA-001     | Acme       | 2  | 2  | 2  | 2  |
| KA-001     | Borea      | 4  | 4  | 4  | 4  |
"""


def strength(text: str, account_id: str = "KA-001") -> AccountScores:
    return judge(text).scores.accounts[account_id]


def test_relative_mode_takes_the_strongest_competitor_and_gives_no_bounds() -> None:
    found = strength(RELATIVE).strength
    assert found is not None
    ours = (35 * 4 + 20 * 4 + 25 * 3 + 20 * 3) / 100
    assert found.total == nearly(50 * ours / 4)
    assert (found.low, found.high, found.used) == (None, None, ())
    assert found.reason == "against Borea, on 100% of the rated weight"
    assert found.lines[0].reason == "rated 4 of 5; Borea is rated 4"
    assert strength(RELATIVE).placement.certain is None
    assert strength(RELATIVE).placement.quadrant is not None


def test_where_strength_is_relative_a_finding_asks_for_the_ratings_of_both() -> None:
    relative = sheet("Settings", {"Setting": "Strength mode", "Value": "Relative"})
    one = sheet("Competitor ratings", {"Account ID": "KA-001", "Competitor": "Acme", "R1": "5"})
    for rivals, why in (
        ("", "no rating on Competitor ratings stands beside one of ours"),
        (one, "only 35% of the rated weight is known of us and of Acme"),
    ):
        said = findings("\n".join([relative, accounts({}), ratings("333333"), rivals]), "S201")
        (of_strength,) = [one for one in said if "Strength of" in one]
        assert f"Strength of Northwind (KA-001) is not scored: {why}." in of_strength
        assert "strongest competitor on Competitor ratings, on the same criteria." in of_strength


def test_relative_mode_without_competitor_ratings_gives_no_strength() -> None:
    found = strength(RELATIVE, "KA-002")
    assert found.strength is not None
    assert found.strength.total is None
    assert found.placement.quadrant is None
    assert "Competitor ratings" in found.placement.reason


def test_the_median_cut_splits_the_accounts_in_the_middle() -> None:
    rows = "\n".join(f"| KA-{one} | {one} | {one} | {one} | {one} | {one} | {one} |" for one in (1, 3, 5))
    accounts = "\n".join(f"| KA-{one} | KA-{one} | Active | No | P-01 | Vendor |" for one in (1, 3, 5))
    found = judge(f"""
## Settings
| Setting          | Value  |
|------------------|--------|
| Cut mode         | {CutMode.MEDIAN} |
| Minimum coverage | 50%    |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier |
|---|---|---|---|---|---|
{accounts}
## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 |
|---|---|---|---|---|---|---|
{rows}
""").scores
    assert (found.cut_a, found.cut_r) == (50, 50)
    assert {one: scores.placement.quadrant for one, scores in found.accounts.items()} == {
        "KA-1": Quadrant.STREAMLINE,
        "KA-3": Quadrant.STRATEGIC,
        "KA-5": Quadrant.STRATEGIC,
    }


EXEMPT = """
## Accounts
| Account ID | Account name | Status   | Key account | Key account manager | Tier   | Key type |
|------------|--------------|----------|-------------|---------------------|--------|----------|
| KA-001     | Northwind    | Active   | No          | P-01                | Vendor | Emerging |
| KA-002     | Southgate    | Prospect | No          | P-01                | Vendor |          |
| KA-003     | Westmere     | Active   | No          | P-01                | Vendor |          |
## Revenue
| Account ID | Period end | Months covered | Revenue |
|------------|------------|----------------|---------|
| KA-001     | 2026-03-31 | 12             | 500     |
| KA-003     | 2026-03-31 | 12             | 0       |
"""


def test_present_revenue_and_profit_do_not_apply_where_the_rules_say_so() -> None:
    def outcomes(account_id: str) -> tuple[Outcome, Outcome]:
        found = strength(EXEMPT, account_id).attractiveness
        assert found is not None
        lines = {line.criterion_id: line.outcome for line in found.lines}
        return lines["A2"], lines["A3"]

    assert outcomes("KA-001") == (Outcome.NOT_APPLICABLE, Outcome.MISSING)
    assert outcomes("KA-002") == (Outcome.SCORED, Outcome.NOT_APPLICABLE)
    assert outcomes("KA-003") == (Outcome.SCORED, Outcome.MISSING)


CRITERIA = """
## Criteria
| Criterion ID | Criterion | Axis           | Weight | Method | Direction | Measure       | Low | High | Shows potential |
|--------------|-----------|----------------|--------|--------|-----------|---------------|-----|------|-----------------|
| A1           | Growth    | Attractiveness | 60     | Rating | Higher    |               |     |      | Yes             |
| A2           | Size      | Attractiveness | 40     | METHOD | Higher    | revenue_share | 0   | 0.2  |                 |
| R1           | Depth     | Strength       | 100    | Rating | Higher    |               |     |      |                 |
## Bands
| Criterion ID | From | To  | Code  | Score |
|--------------|------|-----|-------|-------|
BANDS
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | No          | P-01                | Vendor |
## Revenue
| Account ID | Period end | Months covered | Revenue   |
|------------|------------|----------------|-----------|
| KA-001     | 2026-03-31 | 12             | 5,000,000 |
## Ratings
| Account ID | A1 | A2   | R1 | Rated on   | Rated by |
|------------|----|------|----|------------|----------|
| KA-001     | 3  | CODE | 3  | 2026-03-01 | Ana Ruiz |
"""


def with_bands(method: str, bands: str, code: str = "") -> str:
    return CRITERIA.replace("METHOD", method).replace("BANDS", bands).replace("CODE", code)


def a2(text: str) -> tuple[Outcome, float | None, str] | None:
    found = judge(text).scores.accounts["KA-001"].attractiveness
    assert found is not None
    lines = {line.criterion_id: (line.outcome, line.score, line.reason) for line in found.lines}
    return lines.get("A2")


def test_a_linear_criterion_says_its_goalposts() -> None:
    assert a2(with_bands("Linear", "")) == (Outcome.SCORED, nearly(50), "10% on the scale from 0% to 20%")


def test_a_code_is_looked_up_without_case() -> None:
    bands = "| A2 | | | Large | 90 |\n| A2 | | | Small | 10 |"
    assert a2(with_bands("Lookup", bands, "large")) == (Outcome.SCORED, 90, "the code Large")


def test_a_criterion_in_error_is_left_out_of_the_axis() -> None:
    text = with_bands("Band", "| A2 | | 0.1 | | 0 |\n| A2 | 0.2 | | | 100 |")
    assert a2(text) is None
    (found,) = findings(text, "S103")
    assert found.splitlines() == [
        "error[S103] Bands!B3: No band of A2 Size holds values from 10% to 20%; the criterion is left out.",
        "  see Bands!C2: the band below ends here",
        "  hint: Let From of each band equal To of the band below it.",
    ]


def test_a_value_beyond_closed_bands_is_missing_and_found() -> None:
    text = with_bands("Band", "| A2 | 0 | 0.05 | | 0 |")
    assert a2(text) == (Outcome.MISSING, None, "10% lies in no band")
    assert len(findings(text, "S114")) == 1


def test_bands_of_the_same_code_or_with_swapped_ends_are_found() -> None:
    twice = "| A2 | | | Large | 90 |\n| A2 | | | large | 10 |"
    assert len(findings(with_bands("Lookup", twice, "Large"), "S104")) == 1
    assert len(findings(with_bands("Band", "| A2 | 0.5 | 0.1 | | 0 |"), "S103")) == 1
    assert len(findings(with_bands("Band", ""), "S103")) == 1


def test_an_axis_whose_weights_sum_to_0_gives_no_score_and_is_found_once() -> None:
    text = with_bands("Linear", "").replace("| 100    | Rating", "| 0      | Rating")
    found = judge(text).scores.accounts["KA-001"].strength
    assert found is not None
    assert found.total is None
    assert found.reason == "no criterion of the axis carries weight"
    assert len(findings(text, "S101")) == 1
    assert not [one for one in findings(text, "S201") if "Strength" in one]


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (0.0743, Unit.YEARLY, "7.4% a year"),
        (0.1, Unit.FRACTION, "10%"),
        (0.0045, Unit.FRACTION, "0.5%"),
        (0.75, Unit.RATIO, "0.75"),
        (20, Unit.DAYS, "20 days"),
        (1_234_567.4, Unit.MONEY, "1,234,567"),
        (66.666, Unit.POINTS, "66.7"),
        (-0.052, Unit.FRACTION, "-5.2%"),
        (-0.0625, Unit.FRACTION, "-6.3%"),
        (-2.5, Unit.MONEY, "-3"),
        (-0.00001, Unit.FRACTION, "0%"),
    ],
)
def test_figures_are_said_in_the_unit_people_think_in(value: float, unit: Unit, told: str) -> None:
    assert said(value, unit) == told


def test_edges_and_lists_are_said_shortly() -> None:
    assert [edge(0.06, Unit.YEARLY), edge(1.25, Unit.RATIO), edge(0.005, Unit.FRACTION)] == ["6%", "1.25", "0.5%"]
    assert [listed([]), listed(["A1"]), listed(["A1", "A2", "A3"])] == ["", "A1", "A1, A2 and A3"]
