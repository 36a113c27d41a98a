"""The movement of an axis score splits into effects that sum to it (KAM.md §13.2, §17.7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamreport.history import Graded, axis_effects

CRITERIA = ("A1", "A2", "A3", "A4", "A5", "A6", "A7")


def graded(weights: list[float], scores: list[float | None]) -> dict[str, Graded]:
    """Criteria A1 to A7, all meaning the same as ever."""
    return {
        criterion: Graded(weight, score, "as ever")
        for criterion, weight, score in zip(CRITERIA, weights, scores, strict=True)
    }


KA_001_BEFORE = graded([20, 20, 20, 15, 10, 5, 10], [75, 75, 50, 50, 50, 50, 25])
KA_001_NOW = graded([25, 15, 20, 15, 10, 5, 10], [75, 100, 50, 75, 50, None, 25])


def test_ka_001_moves_by_the_effects_of_the_worked_example() -> None:
    effects = axis_effects(KA_001_BEFORE, KA_001_NOW)
    assert effects is not None
    assert effects.scores == pytest.approx((57.5, 57.895, 67.105, 67.105, 65.789), abs=5e-4)
    assert effects.data == pytest.approx(9.211, abs=5e-4)
    assert effects.coverage == pytest.approx(0.395, abs=5e-4)
    assert effects.weight == pytest.approx(-1.316, abs=5e-4)
    assert effects.definition == 0.0
    assert effects.scores[4] - effects.scores[0] == pytest.approx(8.289, abs=5e-4)


def test_ka_001_moved_because_of_a2_and_then_a4() -> None:
    effects = axis_effects(KA_001_BEFORE, KA_001_NOW)
    assert effects is not None
    assert [(effect.criterion_id, round(effect.effect, 3)) for effect in effects.because] == [
        ("A2", 5.263),
        ("A4", 3.947),
    ]


def test_a_criterion_that_now_means_something_else_moves_the_score_by_its_definition() -> None:
    before = {"A1": Graded(50, 40.0, "bands of old"), "A2": Graded(50, 20.0, "as ever")}
    now = {"A1": Graded(50, 60.0, "new bands"), "A2": Graded(50, 30.0, "as ever")}
    effects = axis_effects(before, now)
    assert effects is not None
    assert effects.definition == pytest.approx(10.0)
    assert effects.data == pytest.approx(5.0)
    assert [effect.redefined for effect in effects.because] == [True, False]


def test_a_criterion_of_the_new_model_only_counts_with_weight_0_until_the_weights_change() -> None:
    effects = axis_effects({"A1": Graded(10, 40.0, "x")}, {"A1": Graded(10, 40.0, "x"), "A9": Graded(30, 80.0, "y")})
    assert effects is not None
    assert effects.scores == pytest.approx((40, 40, 40, 40, 70))
    assert effects.weight == pytest.approx(30)
    assert effects.coverage == 0.0


def test_with_no_criterion_in_both_reviews_all_is_coverage_effect() -> None:
    effects = axis_effects({"A1": Graded(10, 40.0, "x")}, {"A2": Graded(10, 90.0, "x")})
    assert effects is not None
    assert (effects.data, effects.definition, effects.coverage, effects.weight) == (0.0, 0.0, 50.0, 0.0)
    assert effects.because == ()


def test_with_shared_criteria_of_weight_0_all_is_coverage_effect() -> None:
    before = {"A1": Graded(0, 40.0, "x"), "A2": Graded(10, 40.0, "x")}
    now = {"A1": Graded(10, 90.0, "x"), "A2": Graded(10, None, "x")}
    effects = axis_effects(before, now)
    assert effects is not None
    assert effects.coverage == 50.0
    assert effects.data == effects.definition == effects.weight == 0.0


@pytest.mark.parametrize("nothing", [{}, {"A1": Graded(10, None, "x")}, {"A1": Graded(0, 50.0, "x")}])
def test_without_a_score_on_one_side_there_are_no_effects(nothing: dict[str, Graded]) -> None:
    assert axis_effects(nothing, KA_001_NOW) is None
    assert axis_effects(KA_001_BEFORE, nothing) is None


grades = st.builds(
    Graded,
    weight=st.floats(0, 100, allow_subnormal=False).map(lambda weight: round(weight, 3)),
    score=st.none() | st.floats(0, 100),
    definition=st.sampled_from(["as ever", "changed"]),
)
models = st.dictionaries(st.sampled_from(CRITERIA), grades, max_size=len(CRITERIA))


@given(old=models, new=models)
def test_the_effects_sum_to_the_change(old: dict[str, Graded], new: dict[str, Graded]) -> None:
    effects = axis_effects(old, new)
    if effects is None:
        return
    total = effects.data + effects.definition + effects.coverage + effects.weight
    assert total == pytest.approx(effects.scores[4] - effects.scores[0], abs=1e-9)


@given(old=models, new=models)
def test_the_criteria_sum_to_the_effects_of_data_and_definition(old: dict[str, Graded], new: dict[str, Graded]) -> None:
    effects = axis_effects(old, new)
    if effects is None:
        return
    data = sum(effect.effect for effect in effects.because if not effect.redefined)
    definition = sum(effect.effect for effect in effects.because if effect.redefined)
    assert data == pytest.approx(effects.data, abs=1e-9)
    assert definition == pytest.approx(effects.definition, abs=1e-9)


@given(model=models)
def test_equal_criteria_have_no_effects(model: dict[str, Graded]) -> None:
    effects = axis_effects(model, dict(model))
    if effects is None:
        return
    assert effects.because == ()
    assert (effects.data, effects.definition, effects.coverage, effects.weight) == (0.0, 0.0, 0.0, 0.0)
