"""KAM.md §6.1–6.3: the stage by evidence, its caps, the advice, and the three views side by side."""

from __future__ import annotations

import pytest
from books import judge
from hypothesis import given
from hypothesis import strategies as st
from made import in_force
from nearly import nearly

from kamreport.model.lists import Potential, RelationshipStage, StageAdvice
from kamreport.scoring.stage import ADVICE, infer_stage, read_potential, suggest_position

TACTICAL, COOPERATIVE, INTERDEPENDENT, STRATEGIC = RelationshipStage
EXAMPLES = {
    "X1": ((3, 3, 3, 2, 3, 4), 18, 66.667, INTERDEPENDENT),
    "X2": ((4, 1, 4, 4, 4, 4), 21, 83.333, TACTICAL),
    "X3": ((4, 4, 4, 3, 4, 4), 23, 94.444, INTERDEPENDENT),
    "X4": ((4, 4, 2, 4, 4, 4), 22, 88.889, COOPERATIVE),
    "X5": ((2, 2, 2, 1, None, None), 10.5, 25.0, COOPERATIVE),
    "X6": ((4, 4, 4, 4, 4, 3), 23, 94.444, STRATEGIC),
}
indicators = st.lists(st.none() | st.integers(1, 4), min_size=6, max_size=6)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_examples_of_stage_inference(name: str) -> None:
    values, total, index, stage = EXAMPLES[name]
    found = infer_stage(values)
    assert found.total == nearly(total)
    assert found.index == nearly(index, within=5e-4)
    assert found.stage is stage


def test_three_indicators_are_insufficient_evidence() -> None:
    found = infer_stage((2, 2, None, 2, None, None))
    assert (found.stage, found.total, found.index) == (None, None, None)
    assert found.reason == "insufficient evidence: 3 of 6 indicators known"


def test_a_cap_says_which_indicator_holds_the_stage() -> None:
    assert infer_stage(EXAMPLES["X2"][0]).reason == "held at Tactical: one person per side (I2)"
    assert infer_stage(EXAMPLES["X4"][0]).reason == "held at Cooperative: leaving is not hard yet (I3)"
    assert infer_stage(EXAMPLES["X3"][0]).reason == "held at Interdependent: Strategic needs 4 on I3 and I4 (I4)"
    assert infer_stage(EXAMPLES["X6"][0]).reason == ""


def test_an_unknown_i2_or_i3_triggers_no_cap() -> None:
    assert infer_stage((3, None, 3, 3, 3, 3)).stage is INTERDEPENDENT
    assert infer_stage((3, 3, None, 3, 3, 3)).stage is INTERDEPENDENT


@given(values=indicators, which=st.integers(0, 5))
def test_raising_an_indicator_never_lowers_the_stage(values: list[int | None], which: int) -> None:
    """KAM.md §17, property 9."""
    now = values[which]
    if now is None or now == 4:
        return
    before = infer_stage(values).stage
    after = infer_stage([*values[:which], now + 1, *values[which + 1 :]]).stage
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.rank >= before.rank


@given(values=indicators)
def test_the_caps_of_x2_to_x4_hold_for_every_evidence(values: list[int | None]) -> None:
    """KAM.md §17, property 9."""
    stage = infer_stage(values).stage
    if stage is None:
        return
    _, i2, i3, i4, *_ = values
    assert i2 != 1 or stage is TACTICAL
    assert i3 is None or i3 >= 3 or stage.rank <= COOPERATIVE.rank
    assert stage is not STRATEGIC or i3 == i4 == 4


ADVISED = {
    TACTICAL: ("STAY", "MOVE UP", "MOVE UP"),
    COOPERATIVE: ("STAY", "STAY", "TUNE"),
    INTERDEPENDENT: ("REBALANCE", "REBALANCE", "CARRY ON"),
    STRATEGIC: ("RETHINK", "RETHINK", "IDEAL"),
}


@pytest.mark.parametrize("stage", RelationshipStage)
def test_the_advice_is_that_of_the_table(stage: RelationshipStage) -> None:
    assert tuple(ADVICE[stage][potential] for potential in Potential) == tuple(map(StageAdvice, ADVISED[stage]))


@pytest.mark.parametrize(
    ("score", "potential"),
    [(0, "Low"), (39.9, "Low"), (40, "Medium"), (69.9, "Medium"), (70, "High"), (100, "High"), (None, None)],
)
def test_potential_is_read_from_the_score_that_shows_it(score: float | None, potential: str | None) -> None:
    settings = in_force()
    assert read_potential(score, settings) == potential


STAGES = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   | Declared stage | Customer's view of stage |
|------------|--------------|--------|-------------|---------------------|--------|----------------|--------------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor | Strategic      | Cooperative              |
| KA-002     | Southgate    | Active | Yes         | P-01                | Vendor | Tactical       |                          |
## Ratings
| Account ID | A1 | Rated on   | Rated by |
|------------|----|------------|----------|
| KA-001     | 3  | 2026-03-01 | Ana Ruiz |
| KA-002     | 5  | 2026-03-01 | Ana Ruiz |
"""
EVIDENCE = """
## Stage evidence
| Account ID | I1 Position | I2 Interaction | I3 Exit | I4 Planning | I5 Visibility | I6 Economics | Assessed on |
|------------|-------------|----------------|---------|-------------|---------------|--------------|-------------|
| KA-001     | 3           | 3              | 3       | 2           | 3             | 4            | 2026-02-01  |
"""


def test_declared_minus_inferred_and_declared_minus_the_customers_view() -> None:
    found = judge(STAGES + EVIDENCE).scores.accounts["KA-001"].stage
    assert found.inferred is INTERDEPENDENT
    assert (found.stage_difference, found.view_difference) == (1, 2)
    assert found.used is INTERDEPENDENT
    assert not found.is_declared
    assert found.advice is StageAdvice.REBALANCE


def test_without_evidence_the_declared_stage_is_used_and_marked() -> None:
    found = judge(STAGES).scores.accounts["KA-002"].stage
    assert found.inferred is None
    assert found.used is TACTICAL
    assert found.is_declared
    assert found.reason == "Fill the Stage evidence sheet."
    assert (found.stage_difference, found.view_difference) == (None, None)
    assert found.potential is Potential.HIGH
    assert found.advice is StageAdvice.MOVE_UP


def test_an_account_without_a_row_is_told_so_when_the_sheet_is_there() -> None:
    assert (
        judge(STAGES + EVIDENCE).scores.accounts["KA-002"].stage.reason == "Stage evidence has no row of this account."
    )


@pytest.mark.parametrize(
    ("share", "largest", "suggested"),
    [
        (0.09, False, 1),
        (0.10, False, 2),
        (0.40, False, 3),
        (0.60, False, 4),
        (0.09, True, 3),
        (0.60, True, 4),
        (None, True, 3),
        (None, False, None),
    ],
)
def test_share_of_wallet_suggests_the_position(share: float | None, largest: bool, suggested: int | None) -> None:
    assert suggest_position(share, largest_supplier=largest) == suggested


def test_the_relationship_model_suggests_the_interaction_and_nothing_is_filled_in() -> None:
    people = """
## Stakeholders
| Stakeholder ID | Account ID | Name | Role | Influence | Relationship strength | Level       | Function   | Our counterpart | Last contact |
|----------------|------------|------|------|-----------|-----------------------|-------------|------------|-----------------|--------------|
| S-01           | KA-002     | Ida  | User | 5         | 3                     | Operational | Purchasing | P-01            | 2026-03-20   |
| S-02           | KA-002     | Max  | User | 5         | 3                     | Middle      | Quality    | P-02            | 2026-03-20   |
| S-03           | KA-002     | Eva  | User | 5         | 3                     | Senior      | Finance    | P-03            | 2026-03-20   |
| S-04           | KA-002     | Tom  | User | 5         | 3                     | LEVEL       | Finance    | P-03            | 2026-03-20   |
## Team
| Person ID | Name      | Job                 |
|-----------|-----------|---------------------|
| P-01      | Ana Ruiz  | Key account manager |
| P-02      | Ben Okoro | Specialist          |
| P-03      | Cleo Hart | Leadership          |
"""
    found = {
        level: judge(STAGES + people.replace("LEVEL", level)).scores.accounts["KA-002"].stage
        for level in ("Senior", "Executive")
    }
    assert found["Senior"].suggested_interaction == 3
    assert found["Executive"].suggested_interaction == 4
    assert found["Executive"].inferred is None
