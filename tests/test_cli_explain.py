"""``kamreport explain`` with every optional sheet filled: each part of a reading stands there with its cells."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import openpyxl
import packed_full
import pytest

from kamreport.cli.json_form import explanation_form, plain_data
from kamreport.cli.say_score import score_told
from kamreport.model import Account
from kamreport.results import AccountScores, Review
from kamreport.run import FULL_EXAMPLE, prepare
from kamreport.shipped import workbook_templates

FULL, PART = "KA-001", "KA-002"


@pytest.fixture(scope="module")
def review() -> Review:
    return packed_full.full_review()


def explained(review: Review, account_id: str) -> str:
    """What a terminal shows, each run of blanks as one."""
    return re.sub(r"\s+", " ", click.unstyle("\n".join(score_told(review, account_of(review, account_id)))))


def account_of(review: Review, account_id: str) -> Account:
    found = review.portfolio.account(account_id)
    assert found is not None
    return found


def test_every_indicator_stands_with_its_meaning_and_cell(review: Review) -> None:
    out = explained(review, FULL)
    assert "I1 Position 3 main or only supplier 'Stage evidence'!B2" in out
    assert "I3 Exit 2 awkward 'Stage evidence'!D2" in out
    assert "I2 Interaction – not known 'Stage evidence'!C3" in explained(review, PART)


def test_every_cap_on_the_stage_says_whether_it_decides(review: Review) -> None:
    out = explained(review, FULL)
    assert "no at most Tactical: one person per side (I2 is 1); 'Stage evidence'!C2" in out
    assert "decides at most Cooperative: leaving is not hard yet (I3 is below 3); 'Stage evidence'!D2" in out
    assert "no effect at most Interdependent: Strategic needs 4 on I3 and I4; 'Stage evidence'!D2, E2" in out
    assert "What may hold the stage down" not in explained(review, PART)


def test_the_three_views_of_the_stage_stand_side_by_side(review: Review) -> None:
    out = explained(review, FULL)
    assert "We declare Tactical, 1 stage below the evidence; Accounts!N2" in out
    assert "The customer sees Cooperative, 1 stage above what we declare; Accounts!O2" in out


def test_a_stage_without_evidence_says_so_and_rests_on_what_is_declared(review: Review) -> None:
    out = explained(review, PART)
    assert "Relationship stage: Cooperative, declared only" in out
    assert "No stage is inferred. Insufficient evidence: 3 of 6 indicators known" in out


def test_the_tier_names_its_depth_its_access_and_their_cells(review: Review) -> None:
    out = explained(review, FULL)
    assert "Tier: Partner; recommended Business consultant: over-served" in out
    assert "depth 3.5 of 5; Partner needs the Interdependent stage or deeper; Accounts!" in out
    assert "Expected access: three levels, one of them Senior or Executive; Middle, Senior, Executive reached" in out


def test_every_health_measure_says_what_it_was_held_against(review: Review) -> None:
    scores = review.scores.accounts[FULL]
    out = explained(review, FULL)
    for component in scores.health.components:
        for line in component.lines:
            assert f"{line.health_id} {line.title}" in out
            assert all(str(cell).split("!")[0] in out for cell in line.measured.evidence)
    assert "21 days; good up to 31, average up to 92; Stakeholders!" in out
    assert "0.98; good from 1, average from 0.9; Revenue!" in out


def test_every_limit_on_health_says_whether_it_holds(review: Review) -> None:
    out = explained(review, FULL)
    assert "no at most 74: key account with a single thread (3 active, 0 undated); Accounts!D2" in out
    assert "yes at most 49: an escalation of severity 1 is open; Events!" in out
    assert "no at most 49: renewal within 90 days and no sponsor met for 60 days (renewal in 81 days and a" in out
    assert "Limited to 49.0: an escalation of severity 1 is open" in out
    assert "yes at most 74: key account with a single thread; Accounts!D3" in explained(review, PART)


def test_a_health_set_by_hand_shows_both_values_and_who_decided() -> None:
    override = """
## Overrides
| Account ID | Override | Value | Reason | By | From | Until |
|---|---|---|---|---|---|---|
| KA-001 | Health | 80 | The escalation closes this week | Ana Ruiz | 2026-04-01 | 2026-05-31 |
"""
    held = packed_full.review_with(packed_full.SHEETS, more=override)
    out = explained(held, FULL)
    assert "Health: 80.0, Healthy" in out
    assert "Limited to 49.0" in out
    assert "Set to 80.0 by hand: The escalation closes this week (Ana Ruiz, until 2026-05-31); Overrides!" in out


def test_every_part_of_the_plan_is_there_or_says_what_to_fill(review: Review) -> None:
    out = explained(review, FULL)
    assert "Plan completeness: 94%, 16 of 17 parts that a Partner should have" in out
    assert "PL01 Background yes Profile!B2" in out
    assert "PL10 Open actions open add an open action for O-1, O-2 and O-3; Objectives!A2:A4" in out
    assert "PL09 Solution open fill Solution on Profile; Profile!H3" in explained(review, PART)


def test_without_optional_sheets_the_plan_is_not_known_but_its_parts_are_named() -> None:
    out = explained(packed_full.review_with(()), FULL)
    assert "Plan completeness: not known. Fill the Profile and Objectives sheets." in out
    assert "PL01 Background open fill Background on Profile" in out
    assert "PL16 Our executive sponsor yes Accounts!T2" in out


def test_the_parts_of_the_plan_add_up_to_its_completeness(review: Review) -> None:
    for scores in review.scores.accounts.values():
        there = sum(part.is_complete for part in scores.plan_parts)
        assert scores.plan_completeness.value == there / len(scores.plan_parts)


def test_the_choice_names_its_step_and_cells(review: Review) -> None:
    assert "Step 8, key account: priority 65.2 is below 83.8 for the first time; Accounts!D2" in explained(review, FULL)


def test_each_way_into_or_out_of_the_choice_shows_the_cells_it_looked_at() -> None:
    by_hand = """
## Overrides
| Account ID | Override | Reason | By | From |
|---|---|---|---|---|
| KA-001 | Exclude | Leaves the market | Ana Ruiz | 2026-04-01 |
"""
    out = explained(packed_full.review_with((), more=by_hand), FULL)
    assert "Choice of key accounts: SECONDARY" in out
    assert "Step 10, by hand: excluded by Ana Ruiz: Leaves the market; Overrides!B2, C2, D2" in out


def test_a_machine_reads_the_same_parts(review: Review) -> None:
    form: dict[str, Any] = explanation_form(review, account_of(review, FULL))
    account = plain_data(form)["account"]  # type: ignore[index]
    scores: AccountScores = review.scores.accounts[FULL]
    stage = account["stage_reading"]
    assert [one["code"] for one in stage["indicators"]] == ["I1", "I2", "I3", "I4", "I5", "I6"]
    assert stage["indicators"][0]["cell"] == "'Stage evidence'!B2"
    assert [cap["lowers"] for cap in stage["caps"]] == [False, True, False]
    assert [cap["holds"] for cap in account["health_reading"]["caps"]] == [False, True, False]
    assert account["plan_completeness"]["value"] == scores.plan_completeness.value
    assert [part["code"] for part in account["plan_parts"]] == [part.code for part in scores.plan_parts]
    assert account["selection_reading"]["evidence"] == ["Accounts!D2"]


def test_a_share_just_below_an_edge_does_not_read_like_the_edge(review: Review) -> None:
    assert "0.97% is below 1%; Revenue!" in explained(review, FULL)


def test_a_health_measure_just_short_of_its_limit_does_not_read_like_the_limit() -> None:
    example = prepare(workbook_templates() / FULL_EXAMPLE)
    assert "HL01 Revenue against target 60.0 weight 40 0.998; good from 1, average from 0.9" in explained(
        example, "A-05"
    )


def test_a_relative_strength_shows_what_is_compared_and_claims_no_sum_and_no_certainty(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook_templates() / FULL_EXAMPLE)
    for row in book["Settings"].iter_rows(min_row=2):
        if row[0].value == "Strength mode":
            row[1].value = "Relative"
    book.save(tmp_path / "relative.xlsx")
    review = prepare(tmp_path / "relative.xlsx")
    out = explained(review, "A-01")
    assert "R1 Relationship strength 77.8, not counted (weight 25)" in out
    assert "R3 Renewal outlook 100.0, compared (weight 15) rated 5 of 5; Torqo Motion is rated 3" in out
    # (15 × 5 + 15 × 4 + 10 × 4) against (15 × 3 + 15 × 3 + 10 × 4): 50 × 175 / 130
    assert "50 × our weighted ratings ÷ theirs, at most 100 67.31 against Torqo Motion" in out
    assert "Quadrant: Strategic quadrant Keep a leading place" in out
    assert "certain" not in out
