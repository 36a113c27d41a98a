"""KAM.md §5.5 in full: the two accounts it works out, from the cells of a workbook to the quadrant."""

from __future__ import annotations

import pytest
from books import judge
from nearly import nearly
from small_books import accounts, sheet

from kamreport.model.lists import Outcome, Quadrant, ScoreState
from kamreport.results import AccountScores, ScoreBreakdown

FULL = """
preset: Full
## Settings
| Setting       | Value |
|---------------|-------|
| Target margin | 20%   |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier                |
|------------|--------------|--------|-------------|---------------------|---------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Business consultant |
## Revenue
| Account ID | Period end | Months covered | Revenue   | Gross margin | Cost to serve |
|------------|------------|----------------|-----------|--------------|---------------|
| KA-001     | 2026-03-31 | 12             | 6,000,000 | 1,500,000    | 600,000       |
## Ratings
| Account ID | A4 | A5 | A6 | A7 | R3 | R4 | R5 | Rated on   | Rated by |
|------------|----|----|----|----|----|----|----|------------|----------|
| KA-001     | 4  | 3  | A6-RATING | 4  | 4  | 3  | 4  | 2026-03-01 | Ana Ruiz |
## Wallet
| Account ID | As of      | Spend in our categories | Expected spend in 3 years | Basis    | Confidence |
|------------|------------|-------------------------|---------------------------|----------|------------|
| KA-001     | 2026-01-31 | 15,000,000              | 18,600,000                | Estimate | 3          |
## Feedback
| Account ID | Date       | CSAT |
|------------|------------|------|
| KA-001     | 2025-06-01 | 5    |
| KA-001     | 2025-07-01 | 4    |
| KA-001     | 2025-09-01 | 4    |
| KA-001     | 2025-11-01 | 4    |
| KA-001     | 2026-02-01 | 4    |
## Stage evidence
| Account ID | I1 Position | I2 Interaction | I3 Exit | I4 Planning | I5 Visibility | I6 Economics | Assessed on |
|------------|-------------|----------------|---------|-------------|---------------|--------------|-------------|
| KA-001     | 3           | 3              | 3       | 2           | 3             | 4            | 2026-02-01  |
"""

LITE = """
## Settings
| Setting       | Value |
|---------------|-------|
| Target margin | 20%   |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier               |
|------------|--------------|--------|-------------|---------------------|--------------------|
| KA-004     | Southgate    | Active | No          | P-01                | Preferred provider |
## Revenue
| Account ID | Period end | Months covered | Revenue   | Gross margin | Cost to serve |
|------------|------------|----------------|-----------|--------------|---------------|
| KA-004     | 2026-03-31 | 12             | 2,000,000 | 540,000      | 100,000       |
## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 | Rated on   | Rated by |
|------------|----|----|----|----|----|----|------------|----------|
| KA-004     | 4  | 3  | 3  | 4  | 2  | 3  | 2026-03-01 | Ana Ruiz |
"""


def ka_001(solvency: str = "", policy: str = "") -> AccountScores:
    """The example account; ``policy`` replaces the missing policy of A6."""
    found = judge(FULL.replace("A6-RATING", solvency) + (solvency_policy(policy) if policy else ""))
    return found.scores.accounts["KA-001"]


def solvency_policy(policy: str) -> str:
    """The attractiveness criteria of Full again, with another policy for A6."""
    rows = (
        ("A1", 25, "Band", "Higher", "wallet_growth"),
        ("A2", 15, "Band", "Higher", "revenue_share"),
        ("A3", 20, "Band", "Higher", "margin_ratio"),
        ("A4", 15, "Rating", "Higher", ""),
        ("A5", 10, "Rating", "Higher", ""),
        ("A6", 5, "Rating", "Higher", ""),
        ("A7", 10, "Rating", "Lower", ""),
    )
    lines = [
        f"| {one} | {one} | Attractiveness | {weight} | {method} | {way} | {measure} | {policy if one == 'A6' else ''} |"
        for one, weight, method, way, measure in rows
    ]
    titles = "| Criterion ID | Criterion | Axis | Weight | Method | Direction | Measure | When missing |"
    return "\n".join(["## Criteria", titles, "|---|---|---|---|---|---|---|---|", *lines])


def axis(breakdown: ScoreBreakdown | None) -> ScoreBreakdown:
    assert breakdown is not None
    return breakdown


def test_attractiveness_of_ka_001_is_65_789_with_its_bounds() -> None:
    found = axis(ka_001().attractiveness)
    assert found.total == nearly(65.789, within=5e-4)
    assert found.coverage == nearly(0.95)
    assert (found.low, found.high) == (nearly(62.5), nearly(67.5))
    assert found.state is ScoreState.SCORED


def test_every_line_of_ka_001_is_as_worked_out() -> None:
    found = axis(ka_001().attractiveness)
    assert [line.score for line in found.lines] == [75, 100, 50, 75, 50, None, 25]
    assert [line.raw for line in found.lines] == [
        nearly(0.0743, within=5e-5),
        nearly(0.12),
        nearly(0.75),
        4,
        3,
        None,
        4,
    ]
    assert [line.outcome for line in found.lines].count(Outcome.MISSING) == 1
    weights = [line.effective_weight for line in found.lines if line.effective_weight is not None]
    assert weights == nearly([0.2632, 0.1579, 0.2105, 0.1579, 0.1053, 0.1053], within=5e-5)
    contributions = [line.contribution for line in found.used]
    assert contributions == nearly([19.737, 15.789, 10.526, 11.842, 5.263, 2.632], within=5e-4)
    assert [line.points_left for line in found.used] == nearly([6.579, 0, 10.526, 3.947, 5.263, 7.895], within=5e-4)


def test_reasons_are_short_sentences_and_cells_can_be_walked_to() -> None:
    lines = {line.criterion_id: line for line in axis(ka_001().attractiveness).lines}
    assert lines["A1"].reason == "7.4% a year lies in [6%, 10%)"
    assert lines["A2"].reason == "12% is 10% or more"
    assert lines["A4"].reason == "rated 4 of 5"
    assert lines["A6"].reason == "not rated"
    assert lines["A7"].reason == "rated 4 of 5, lower is better"
    assert [str(cell) for cell in lines["A3"].evidence] == ["Revenue!E2", "Revenue!F2", "Revenue!D2", "Settings!B2"]
    assert [str(cell) for cell in lines["A4"].evidence] == ["Ratings!B2"]


@pytest.mark.parametrize(
    ("typed", "held"),
    [("'4", "the text “4”"), ("good", "the text “good”"), ("7", "7"), ("#N/A", "the Excel error #N/A")],
)
def test_a_rating_that_could_not_be_read_is_not_called_blank(typed: str, held: str) -> None:
    lines = {line.criterion_id: line for line in axis(ka_001(solvency=typed).attractiveness).lines}
    assert lines["A6"].outcome is Outcome.MISSING
    assert lines["A6"].reason == f"the cell holds {held}, which is no rating"


def test_the_missing_policies_of_a6_give_65_and_62_5_and_none() -> None:
    assert axis(ka_001(policy="Neutral").attractiveness).total == nearly(65.0)
    assert axis(ka_001(policy="Worst").attractiveness).total == nearly(62.5)
    blocked = axis(ka_001(policy="Block").attractiveness)
    assert blocked.total is None
    assert blocked.reason == "A6 is missing, and nothing is scored without it"


def test_an_assumed_score_is_marked_and_adds_nothing_to_coverage() -> None:
    found = axis(ka_001(policy="Neutral").attractiveness)
    (assumed,) = [line for line in found.lines if line.is_assumed]
    assert assumed.reason == "not rated: 50 is assumed"
    assert found.coverage == nearly(0.95)


def test_a_criterion_that_does_not_apply_leaves_score_coverage_and_bounds() -> None:
    found = axis(ka_001(solvency="N/A").attractiveness)
    assert found.total == nearly(65.789, within=5e-4)
    assert found.coverage == 1
    assert found.low == found.high == nearly(found.total)


def test_nothing_known_is_not_scored_even_where_no_coverage_is_asked_for() -> None:
    asked = sheet("Settings", {"Setting": "Minimum coverage", "Value": "0"})
    found = judge(asked + "\n" + accounts({}))
    assert axis(found.scores.accounts["KA-001"].strength).state is ScoreState.NOT_SCORED
    assert any(one.rule.code == "S201" for one in found.findings)


def test_a_coverage_just_short_of_the_limit_does_not_read_like_the_limit() -> None:
    known, lacking = ({"Criterion ID": name, "Weight": weight} for name, weight in (("A1", "69.97"), ("A4", "30.03")))
    plain = {"Criterion": "Fit", "Axis": "Attractiveness", "Method": "Rating", "Direction": "Higher"}
    rated = {"Account ID": "KA-001", "A1": "3", "A4": "", "Rated on": "2026-03-01", "Rated by": "Ana"}
    found = judge("\n".join([sheet("Criteria", plain | known, plain | lacking), accounts({}), sheet("Ratings", rated)]))
    scored = axis(found.scores.accounts["KA-001"].attractiveness)
    assert (scored.state, scored.reason) == (ScoreState.PROVISIONAL, "only 69.97% of the weight is known")


def test_strength_of_ka_001_is_68_25_and_complete() -> None:
    found = axis(ka_001().strength)
    assert found.total == nearly(68.25)
    assert found.coverage == 1
    assert [line.contribution for line in found.lines] == nearly([16.667, 13.333, 11.25, 7.5, 7.5, 12], within=5e-4)


def test_ka_001_is_certainly_strategic_with_priority_66_774() -> None:
    placement = ka_001().placement
    assert placement.quadrant is Quadrant.STRATEGIC
    assert placement.certain is True
    assert placement.priority == nearly(66.774, within=5e-4)


def test_ka_004_is_a_borderline_star() -> None:
    found = judge(LITE).scores.accounts["KA-004"]
    assert [line.contribution for line in axis(found.attractiveness).lines] == nearly([26.25, 10, 18.75, 10])
    assert [line.contribution for line in axis(found.strength).lines] == nearly([17.5, 15, 6.25, 10])
    assert axis(found.attractiveness).total == nearly(65.0)
    assert axis(found.strength).total == nearly(48.75)
    assert found.placement.quadrant is Quadrant.STAR
    assert found.placement.borderline is True
