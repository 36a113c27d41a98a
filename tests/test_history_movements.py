"""What moved between two reviews, subject by subject (KAM.md §13.3, §17.6, §17.7)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import in_force, made

from kamreport.cells import RowRef
from kamreport.history import movements
from kamreport.model import Criterion, HealthMeasure, Portfolio
from kamreport.model.lists import Axis, Direction, Method, Outcome, Placing, Quadrant, RelationshipStage, Tier
from kamreport.results import Movement, PreviousReview
from kamreport.results.written import HistoryLine, ScoreHistory

THEN, NOW = dt.date(2025, 12, 31), dt.date(2026, 3, 31)


def criterion(criterion_id: str) -> Criterion:
    return made(
        Criterion,
        criterion_id=criterion_id,
        name=f"Criterion {criterion_id}",
        axis=Axis.ATTRACTIVENESS,
        weight=50.0,
        method=Method.RATING,
        direction=Direction.HIGHER,
    )


def health_measure(component: str, weight: float) -> HealthMeasure:
    return made(
        HealthMeasure,
        health_id=component[:4],
        component=component,
        component_weight=weight,
        measure="threads",
        weight=100.0,
        direction=Direction.HIGHER,
        good=3.0,
        average=2.0,
    )


PORTFOLIO = Portfolio(
    in_force(period_end=NOW),
    {
        Criterion: [criterion("A1"), criterion("A2")],
        HealthMeasure: [health_measure("Commercial", 30.0), health_measure("Relationship", 20.0)],
    },
)


def row(account_id: str = "KA-001", **said: object) -> ScoreHistory:
    return made(ScoreHistory, review_id="x", period_end=THEN, account_id=account_id, **said)


def line(criterion_id: str, score: float | None, weight: float = 50.0, **said: object) -> HistoryLine:
    known: dict[str, object] = {"account_id": "KA-001", "axis": Axis.ATTRACTIVENESS.value, "definition": "as ever"}
    return made(
        HistoryLine,
        review_id="x",
        criterion_id=criterion_id,
        score=score,
        weight=weight,
        outcome=Outcome.SCORED if score is not None else Outcome.MISSING,
        **(known | said),
    )


def kept(scores: Sequence[ScoreHistory], lines: Sequence[HistoryLine] = ()) -> PreviousReview:
    return PreviousReview(
        review_id="x", period_end=THEN, period_label="2025 Q4", scores=tuple(scores), lines=tuple(lines)
    )


def moved(before: ScoreHistory, now: ScoreHistory) -> dict[str, Movement]:
    return {movement.subject: movement for movement in movements(kept([before]), [now], [], PORTFOLIO)}


def test_an_axis_moves_with_its_effects_and_its_main_cause() -> None:
    then = kept([row(a_score=50.0)], [line("A1", 75.0), line("A2", 25.0)])
    (movement,) = movements(then, [row(a_score=62.5)], [line("A1", 75.0), line("A2", 50.0)], PORTFOLIO)
    assert (movement.subject, movement.before, movement.after, movement.change) == ("Attractiveness", 50.0, 62.5, 12.5)
    assert (movement.data_effect, movement.definition_effect) == (12.5, 0.0)
    assert (movement.coverage_effect, movement.weight_effect) == (0.0, 0.0)
    assert movement.main_cause == "A2"
    assert [effect.criterion for effect in movement.because] == ["Criterion A2"]


def test_when_only_weights_changed_they_are_the_cause() -> None:
    then = kept([row(a_score=50.0)], [line("A1", 75.0), line("A2", 25.0)])
    (movement,) = movements(then, [row(a_score=65.0)], [line("A1", 75.0, 80.0), line("A2", 25.0, 20.0)], PORTFOLIO)
    assert (movement.weight_effect, movement.data_effect, movement.main_cause) == (15.0, 0.0, "weights")


def test_effects_that_cancel_out_are_told_all_the_same() -> None:
    then = kept([row(a_score=50.0)], [line("A1", 75.0), line("A2", 25.0)])
    (movement,) = movements(then, [row(a_score=50.0)], [line("A1", 50.0), line("A2", 50.0)], PORTFOLIO)
    assert movement.change == 0.0
    assert sorted(effect.effect for effect in movement.because) == [-12.5, 12.5]


@pytest.mark.parametrize(
    ("then", "now", "cause"), [(None, 60.0, "new score"), (60.0, None, "score lost")], ids=["new", "lost"]
)
def test_a_score_on_one_side_only_is_said_in_words(then: float | None, now: float | None, cause: str) -> None:
    for subject, movement in moved(row(r_score=then, health=then), row(r_score=now, health=now)).items():
        assert subject in ("Strength", "Health")
        assert (movement.before, movement.after, movement.change, movement.main_cause) == (then, now, None, cause)
        assert movement.data_effect is None
        assert movement.because == ()


def test_a_score_its_lines_do_not_make_shows_the_total_only() -> None:
    """A relative strength is no weighted mean of criteria (KAM.md §5.8)."""
    lines = [line("A1", 75.0, axis="Strength")]
    (movement,) = movements(kept([row(r_score=45.0)], lines), [row(r_score=50.0)], lines, PORTFOLIO)
    assert (movement.change, movement.data_effect, movement.main_cause) == (5.0, None, "")


def test_words_move_from_one_to_another() -> None:
    before = row(
        quadrant=Quadrant.STAR,
        stage=RelationshipStage.COOPERATIVE,
        tier=Tier.VENDOR,
        is_key=False,
        selection=Placing.BORDERLINE,
    )
    now = row(
        quadrant=Quadrant.STRATEGIC,
        stage=RelationshipStage.INTERDEPENDENT,
        tier=Tier.PARTNER,
        is_key=True,
        selection=Placing.KEY,
    )
    assert {subject: (movement.before, movement.after) for subject, movement in moved(before, now).items()} == {
        "Quadrant": ("Star", "Strategic"),
        "Stage": ("Cooperative", "Interdependent"),
        "Tier": ("Vendor", "Partner"),
        "Key account": ("No", "Yes"),
        "Selection": ("BORDERLINE", "KEY"),
    }


def test_health_names_the_component_that_moved_it_most() -> None:
    """Shares 0.6 and 0.4: Commercial gives 0.6 × 10 = 6, Relationship 0.4 × −5 = −2."""
    movement = moved(
        row(health=60.0, commercial=60.0, relationship=60.0), row(health=64.0, commercial=70.0, relationship=55.0)
    )["Health"]
    assert movement.change == 4.0
    assert movement.main_cause == "Commercial"
    assert [(effect.criterion, round(effect.effect, 9)) for effect in movement.because] == [
        ("Commercial", 6.0),
        ("Relationship", -2.0),
    ]


def test_a_component_that_became_known_changes_the_shares_of_the_others() -> None:
    movement = moved(row(health=50.0, commercial=50.0), row(health=70.0, commercial=50.0, relationship=100.0))["Health"]
    assert [(effect.criterion, round(effect.effect, 9)) for effect in movement.because] == [
        ("Relationship", 40.0),
        ("Commercial", -20.0),
    ]


def test_health_that_no_component_moved_was_capped_or_overridden() -> None:
    movement = moved(row(health=80.0, commercial=80.0), row(health=49.0, commercial=80.0))["Health"]
    assert (movement.change, movement.main_cause) == (-31.0, "cap or override")


def test_revenue_and_share_of_wallet_move_by_their_difference() -> None:
    found = moved(row(revenue_12m=5.6e6, share_of_wallet=0.4), row(revenue_12m=6.0e6, share_of_wallet=None))
    assert found["Revenue 12m"].change == pytest.approx(0.4e6)
    assert (found["Share of wallet"].before, found["Share of wallet"].after) == (0.4, None)
    assert found["Share of wallet"].change is None


@pytest.mark.parametrize(("priority", "roster_only"), [(66.0, True), (66.5, False)], ids=["own same", "own moved"])
def test_a_rank_moves_by_the_roster_when_the_own_priority_did_not(priority: float, roster_only: bool) -> None:
    movement = moved(row(rank=2, priority=66.0), row(rank=3, priority=priority))["Rank"]
    assert (movement.change, movement.roster_only) == (1, roster_only)


def test_accounts_come_and_go() -> None:
    then = kept([row("KA-001"), row("KA-002")])
    found = movements(then, [row("KA-003", a_score=60.0), row("KA-001")], [], PORTFOLIO)
    assert [(movement.account_id, movement.subject, movement.main_cause) for movement in found] == [
        ("KA-003", "Account", "new"),
        ("KA-002", "Account", "gone"),
    ]


def test_ids_are_compared_without_case() -> None:
    then = kept([row("ka-001", a_score=75.0)], [line("a1", 75.0, account_id="ka-001")])
    assert movements(then, [row("KA-001", a_score=75.0)], [line("A1", 75.0)], PORTFOLIO) == ()


points = st.none() | st.floats(0, 100)
rows = st.builds(
    row,
    account_id=st.sampled_from(["KA-001", "KA-002", "KA-003"]),
    a_score=points,
    r_score=points,
    health=points,
    commercial=points,
    relationship=points,
    quadrant=st.none() | st.sampled_from(Quadrant),
    tier=st.none() | st.sampled_from(Tier),
    is_key=st.none() | st.booleans(),
    rank=st.none() | st.integers(1, 3),
    priority=points,
    revenue_12m=st.none() | st.floats(-1e9, 1e9),
)
reviews = st.lists(rows, unique_by=lambda row: row.account_id)


@given(scores=reviews, seed=st.randoms(use_true_random=False))
def test_two_equal_reviews_have_no_movement_however_they_are_sorted(
    scores: list[ScoreHistory], seed: random.Random
) -> None:
    lines = [line("A1", 40.0), line("A2", 60.0)]
    sorted_otherwise = seed.sample(scores, len(scores))
    moved_rows = [replace(row, origin=RowRef("Score history", 40, {})) for row in sorted_otherwise]
    assert movements(kept(scores, lines), moved_rows, lines[::-1], PORTFOLIO) == ()


@given(then=reviews, now=reviews)
def test_a_change_is_what_is_now_less_what_was_then(then: list[ScoreHistory], now: list[ScoreHistory]) -> None:
    for movement in movements(kept(then), now, [], PORTFOLIO):
        if movement.change is not None:
            assert isinstance(movement.before, float | int)
            assert isinstance(movement.after, float | int)
            assert movement.change == movement.after - movement.before
        else:
            assert movement.before != movement.after
