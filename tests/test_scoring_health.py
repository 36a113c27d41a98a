"""KAM.md §8: levels, components, coverage, colours, caps and overrides."""

from __future__ import annotations

import datetime as dt

import pytest
from books import judge
from made import in_force
from nearly import nearly
from small_books import accounts, revenue, sheet

from kamreport.model.lists import Colour, Direction, ScoreState
from kamreport.results import HealthReading
from kamreport.scoring.health import colour_of, combine, level_of
from kamreport.scoring.health_caps import Cap, lowest_cap

AS_OF = dt.date(2026, 4, 15)
CORE = """
preset: Full
## Settings
| Setting       | Value |
|---------------|-------|
| Target margin | 20%   |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier               | Renewal date |
|------------|--------------|--------|-------------|---------------------|--------------------|--------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Preferred provider | RENEWAL      |
## Revenue
| Account ID | Period end | Months covered | Revenue   | Target revenue | Gross margin | Cost to serve |
|------------|------------|----------------|-----------|----------------|--------------|---------------|
| KA-001     | 2025-03-31 | 12             | 5,600,000 |                |              |               |
| KA-001     | 2026-03-31 | 12             | 6,000,000 | 6,200,000      | 1,500,000    | 600,000       |
## Stakeholders
| Stakeholder ID | Account ID | Name | Role              | Influence | Relationship strength | Last contact |
|----------------|------------|------|-------------------|-----------|-----------------------|--------------|
| S-01           | KA-001     | Ida  | Executive sponsor | 5         | 3                     | SPONSOR      |
| S-02           | KA-001     | Max  | Economic buyer    | 4         | 2                     | 2025-09-20   |
| S-03           | KA-001     | Eva  | User              | 3         | 0                     | 2025-09-20   |
| S-04           | KA-001     | Tom  | User              | 2         | 4                     | THIRD        |
## Actions
| Action ID | Account ID | Action | Owner | Due        | Status      | Done on    |
|-----------|------------|--------|-------|------------|-------------|------------|
| A-1       | KA-001     | Call   | P-01  | 2026-02-01 | Done        | 2026-01-31 |
| A-2       | KA-001     | Write  | P-01  | 2026-02-02 | Done        | 2026-02-02 |
| A-3       | KA-001     | Visit  | P-01  | 2026-02-03 | Done        | 2026-02-01 |
| A-4       | KA-001     | Offer  | P-01  | 2026-02-04 | Done        | 2026-02-04 |
| A-5       | KA-001     | Ship   | P-01  | 2026-02-05 | In progress |            |
"""
OPTIONAL = """
## Feedback
| Account ID | Date       | CSAT |
|------------|------------|------|
| KA-001     | 2025-06-01 | 5    |
| KA-001     | 2025-07-01 | 4    |
| KA-001     | 2025-09-01 | 4    |
| KA-001     | 2025-11-01 | 4    |
| KA-001     | 2026-02-01 | 4    |
## Events
| Account ID | Date       | Kind       | Event     | Severity | Closed on |
|------------|------------|------------|-----------|----------|-----------|
| KA-001     | 2026-01-10 | Escalation | Late part | 1        | CLOSED    |
## Objectives
| Objective ID | Account ID | Objective | Focus   | Due        | Owner | Status   |
|--------------|------------|-----------|---------|------------|-------|----------|
| O-1          | KA-001     | Grow      | Expand  | 2026-12-31 | P-01  | On track |
| O-2          | KA-001     | Keep      | Protect | 2026-12-31 | P-01  | Achieved |
| O-3          | KA-001     | Widen     | Expand  | 2026-12-31 | P-01  | On track |
| O-4          | KA-001     | Deepen    | Expand  | 2026-12-31 | P-01  | At risk  |
## Commitments
| Commitment ID | Account ID | Promise | Value-add | Service level | Target | Actual |
|---------------|------------|---------|-----------|---------------|--------|--------|
"""
KEPT = "\n".join(
    f"| C-{one:02d} | KA-001 | Fast | Support | Yes | 1 | {0 if one == 25 else 1} |" for one in range(1, 26)
)


def health(
    text: str = CORE,
    *,
    renewal: str = "",
    sponsor: str = "2026-03-26",
    third: str = "2026-03-01",
    closed: str = "2026-02-01",
) -> HealthReading:
    """Health of KA-001; 20 days since the sponsor was met unless said otherwise."""
    for word, value in (("RENEWAL", renewal), ("SPONSOR", sponsor), ("THIRD", third), ("CLOSED", closed)):
        text = text.replace(word, value)
    return judge(text, AS_OF).scores.accounts["KA-001"].health


def test_ka_001_with_all_sheets_is_71_8_watch_with_coverage_0_92() -> None:
    found = health(CORE + OPTIONAL + KEPT)
    assert {one.name: one.value for one in found.components} == nearly(
        {"Commercial": 54, "Relationship": 84, "Customer voice": 60, "Delivery": 100, "Plan execution": 76}
    )
    assert found.value == nearly(71.8)
    assert found.coverage == nearly(0.92)
    assert found.colour is Colour.AMBER
    assert found.colour.word == "Watch"
    assert found.state is ScoreState.SCORED


def test_the_measures_of_ka_001_are_read_as_worked_out() -> None:
    lines = {line.health_id: line for part in health(CORE + OPTIONAL + KEPT).components for line in part.lines}
    assert lines["HL01"].measured.value == nearly(0.968, within=5e-4)
    assert lines["HL02"].measured.value == nearly(0.071, within=5e-4)
    assert lines["HL03"].measured.value == nearly(0.75)
    assert lines["HL04"].measured.value == nearly(55.357, within=5e-4)
    assert (lines["HL05"].measured.value, lines["HL06"].measured.value) == (20, 3)
    assert lines["HL09"].measured.value == nearly(0.96)
    assert (lines["HL11"].measured.value, lines["HL12"].measured.value) == (nearly(0.80), nearly(0.75))


def test_an_open_escalation_of_severity_1_caps_ka_001_at_49() -> None:
    found = health(CORE + OPTIONAL + KEPT, closed="")
    assert {one.name: one.value for one in found.components}["Delivery"] == nearly(60)
    assert found.computed == nearly(65.8)
    assert (found.value, found.cap) == (49, 49)
    assert found.cap_reason == "an escalation of severity 1 is open"
    assert found.colour is Colour.RED


def test_core_sheets_alone_give_66_46_provisional() -> None:
    found = health()
    assert found.computed == nearly(66.46, within=5e-3)
    assert found.coverage == nearly(0.61)
    assert found.state is ScoreState.PROVISIONAL


def test_the_components_of_the_example_combine_to_71_8() -> None:
    parts = [(30.0, 54.0, 1.0), (25.0, 84.0, 1.0), (20.0, 60.0, 0.6), (15.0, 100.0, 1.0), (10.0, 76.0, 1.0)]
    value, coverage = combine(parts)
    assert value == nearly(71.8)
    assert coverage == nearly(0.92)


def test_a_single_thread_caps_a_key_account_at_74() -> None:
    lowered = [Cap(74, "key account with a single thread")]
    assert lowest_cap(lowered, 90) == lowered[0]
    assert lowest_cap(lowered, 74) is None
    assert lowest_cap(lowered, 60) is None


def test_the_lowest_cap_wins_and_equal_ones_give_both_reasons() -> None:
    assert lowest_cap([Cap(74, "a"), Cap(49, "b"), Cap(49, "c")], 80) == Cap(49, "b; c")


def test_a_renewal_near_without_sponsor_contact_caps_at_49() -> None:
    quiet = health(renewal="2026-06-15", sponsor="2026-01-15", third="2026-03-01")
    assert quiet.value == 49
    assert quiet.cap_reason == "renewal in 61 days and no sponsor was met for 90 days"
    assert health(renewal="2026-06-15").cap is None
    assert health(renewal="2026-12-31", sponsor="2026-01-15").cap is None
    assert health(renewal="2026-04-14", sponsor="2026-01-15").cap is None


def test_an_override_in_force_is_shown_and_the_computed_value_stays_beside_it() -> None:
    override = """
## Overrides
| Account ID | Override | Value | Reason         | By       | From       | Until      |
|------------|----------|-------|----------------|----------|------------|------------|
| KA-001     | Health   | 30    | New leadership | Ben Okoro | 2026-04-01 | UNTIL      |
"""
    found = health(CORE + override.replace("UNTIL", "2026-05-31"))
    assert (found.value, found.colour) == (30, Colour.RED)
    assert found.computed == nearly(66.46, within=5e-3)
    assert found.override_reason == "New leadership (Ben Okoro, until 2026-05-31)"
    assert health(CORE + override.replace("UNTIL", "2026-04-14")).override_reason == ""


@pytest.mark.parametrize("lacking", [{"Until": ""}, {"Until": "soon"}, {"Value": ""}])
def test_an_override_that_lacks_its_value_or_its_last_day_is_not_in_force(lacking: dict[str, str]) -> None:
    override = {"Account ID": "KA-001", "Override": "Health", "Value": "30", "Reason": "New leadership", "By": "Ben"}
    override |= {"From": "2026-04-01", "Until": "2026-05-31"}
    earlier = override | {"Value": "40", "From": "2026-03-20", "Reason": "Strike"}
    assert health("\n".join([accounts({}), sheet("Overrides", override | lacking)])).value is None
    both = health("\n".join([accounts({}), sheet("Overrides", earlier, override | lacking)]))
    assert (both.value, both.override_why) == (40, "Strike")


def test_an_override_is_shown_where_too_little_is_known_to_compute_a_health() -> None:
    override = {"Account ID": "KA-001", "Override": "Health", "Value": "30", "Reason": "New leadership", "By": "Ben"}
    override |= {"From": "2026-04-01", "Until": "2026-05-31"}
    found = health("\n".join([accounts({}), sheet("Overrides", override)]))
    assert (found.value, found.colour, found.computed, found.state) == (30, Colour.RED, None, ScoreState.NOT_SCORED)
    assert found.override_reason == "New leadership (Ben, until 2026-05-31)"


def test_components_and_measures_are_known_in_any_case() -> None:
    row = {"Component": "Commercial", "Component weight": "30", "Weight": "40", "Direction": "Higher"}
    row |= {"Good limit": "1", "Average limit": "0.9", "Measure": "target_ratio", "Health ID": "HL01"}
    other = row | {"Component": "commercial", "Measure": "Tenure_Years", "Weight": "60", "Health ID": "HL02"}
    own = row | {"Component": "Own view", "Measure": "orders_12m", "Health ID": "HL03"}
    found = judge(
        "\n".join(
            [
                accounts({"First purchase": "2010-01-01"}),
                revenue(1_000_000, Target_revenue=["1000000"], Orders=["0"]),
                sheet("Health", other, row, own, own | {"Component": "OWN VIEW", "Health ID": "HL04"}),
            ]
        )
    )
    parts = found.scores.accounts["KA-001"].health.components
    assert [(part.name, part.value, len(part.lines)) for part in parts] == [("Commercial", 100, 2), ("Own view", 0, 2)]
    assert not [one for one in found.findings if one.rule.code == "S106"]


def test_too_little_known_gives_no_health() -> None:
    found = health(CORE.partition("## Stakeholders")[0])
    assert (found.value, found.computed, found.colour, found.state) == (None, None, None, ScoreState.NOT_SCORED)
    assert {one.name: one.value for one in found.components}["Commercial"] == nearly(54)


@pytest.mark.parametrize(
    ("value", "score"), [(1.0, 100), (0.9999999999, 100), (0.99, 60), (0.9, 60), (0.89, 0)], ids=str
)
def test_levels_start_at_their_limit(value: float, score: float) -> None:
    assert level_of(value, 1.0, 0.9, Direction.HIGHER) == score


@pytest.mark.parametrize(("value", "score"), [(0, 100), (1, 60), (2, 0)])
def test_fewer_escalations_are_better(value: float, score: float) -> None:
    assert level_of(value, 0, 1, Direction.LOWER) == score


@pytest.mark.parametrize(
    ("value", "colour"),
    [(49.9, Colour.RED), (50, Colour.AMBER), (74.9, Colour.AMBER), (75, Colour.GREEN), (100, Colour.GREEN)],
)
def test_colours_begin_at_their_limits(value: float, colour: Colour) -> None:
    assert colour_of(value, in_force()) is colour
