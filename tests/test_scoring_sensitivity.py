"""KAM.md §5.7: how firm a score and a rank are against other weights."""

from __future__ import annotations

from books import judge
from nearly import nearly

from kamreport.model.lists import Axis, Outcome, ScoreState, WhenMissing
from kamreport.results import ScoreBreakdown, ScoreLine
from kamreport.scoring.sensitivity import (
    changed_share,
    crossing_share,
    score_at,
    score_without,
    share_of_all,
    tie_share,
    try_weights,
)

WEIGHTS = {"A1": 25.0, "A2": 15.0, "A3": 20.0, "A4": 15.0, "A5": 10.0, "A6": 5.0, "A7": 10.0}
KA_001: dict[str, float | None] = {"A1": 75, "A2": 100, "A3": 50, "A4": 75, "A5": 50, "A6": None, "A7": 25}
KA_002 = {"A1": 100.0, "A2": 30.0, "A3": 75.0, "A4": 50.0, "A5": 75.0, "A6": 75.0, "A7": 50.0}
KA_003 = {"A1": 75.0, "A2": 100.0, "A3": 75.0, "A4": 50.0, "A5": 50.0, "A6": 75.0, "A7": 50.0}


def breakdown(scores: dict[str, float | None]) -> ScoreBreakdown:
    """An attractiveness score with the weights of the Full preset; None is missing and excluded."""
    used = sum(WEIGHTS[one] for one, score in scores.items() if score is not None)
    lines = tuple(
        ScoreLine(
            criterion_id=one,
            criterion=one,
            axis=Axis.ATTRACTIVENESS,
            outcome=Outcome.MISSING if score is None else Outcome.SCORED,
            raw=score,
            score=score,
            weight=WEIGHTS[one],
            effective_weight=None if score is None else WEIGHTS[one] / used,
            contribution=None if score is None else WEIGHTS[one] / used * score,
            points_left=None if score is None else WEIGHTS[one] / used * (100 - score),
            policy=WhenMissing.EXCLUDE if score is None else None,
            reason="",
            evidence=(),
        )
        for one, score in scores.items()
    )
    return ScoreBreakdown(
        account_id="KA-001",
        axis=Axis.ATTRACTIVENESS,
        lines=lines,
        total=sum(line.contribution or 0 for line in lines),
        coverage=used / 100,
        low=None,
        high=None,
        state=ScoreState.SCORED,
        reason="",
    )


def test_the_weight_of_a7_at_which_ka_001_crosses_the_cut() -> None:
    tested = {one.criterion_id: one for one in try_weights(breakdown(KA_001), 50, 0.2, placed=True)}
    a7 = tested["A7"]
    assert a7.effective_weight == nearly(0.10526, within=5e-6)
    assert a7.crossing_effective_weight == nearly(0.4516, within=5e-5)
    assert a7.crossing_weight_share == nearly(0.4375)
    assert a7.score_minus == nearly(66.667, within=5e-4)
    assert a7.score_plus == nearly(64.948, within=5e-4)
    assert a7.flips is False


def test_the_score_without_a7_is_70_588() -> None:
    assert score_without(65.789473684, 10 / 95, 25) == nearly(70.588, within=5e-4)


def test_a3_would_have_to_weigh_all_and_a1_less_than_nothing_so_neither_crosses() -> None:
    tested = {one.criterion_id: one for one in try_weights(breakdown(KA_001), 50, 0.2, placed=True)}
    assert tested["A3"].crossing_effective_weight is None
    assert tested["A1"].crossing_effective_weight is None
    assert tested["A3"].score_plus == nearly(65.152, within=5e-4)


def test_a_missing_criterion_is_not_tested() -> None:
    assert "A6" not in {one.criterion_id for one in try_weights(breakdown(KA_001), 50, 0.2, placed=True)}


def test_two_accounts_tie_at_the_weight_where_their_lines_meet() -> None:
    first, second = breakdown(dict(KA_002)), breakdown(dict(KA_003))
    assert first.total == nearly(68.25)
    assert second.total == nearly(70.0)
    rest = [score_without(one.total or 0, 0.15, one.lines[1].score or 0) or 0 for one in (first, second)]
    share = tie_share((30, rest[0]), (100, rest[1]))
    assert share == nearly(0.1282, within=5e-5)
    assert [score_at(share or 0, own, left) for own, left in zip((30, 100), rest, strict=True)] == nearly(
        [69.231, 69.231], within=5e-4
    )


def test_parallel_lines_never_tie() -> None:
    assert tie_share((60, 50), (70, 60)) is None


def test_the_only_used_criterion_cannot_be_moved() -> None:
    (tested,) = try_weights(breakdown({"A1": 75, "A7": None}), 50, 0.2, placed=True)
    assert tested.crossing_effective_weight is None
    assert (tested.score_minus, tested.score_plus) == (75, 75)


def test_a_flip_needs_a_quadrant_to_flip_from() -> None:
    scores: dict[str, float | None] = {"A1": 100, "A3": 0, "A6": 25}
    tested = try_weights(breakdown(scores), 53, 0.2, placed=True)
    assert any(one.flips for one in tested)
    assert not any(one.flips for one in try_weights(breakdown(scores), 53, 0.2, placed=False))


def test_changed_weights_agree_with_adding_up_anew() -> None:
    share, rest = 15 / 100, score_without(68.25, 0.15, 30) or 0
    anew = (sum(WEIGHTS[one] * KA_002[one] for one in KA_002) + 3 * 30) / 103
    assert score_at(changed_share(share, 0.2), 30, rest) == nearly(anew)


def test_a_crossing_share_is_given_of_the_weight_used_and_of_all_applicable_weight() -> None:
    share = crossing_share(50, 25, 70.588235)
    assert share == nearly(0.4516, within=5e-5)
    assert share_of_all(share or 0, 85 / 90) == nearly(0.4375, within=5e-5)


RATED = """
## Settings
| Setting            | Value |
|--------------------|-------|
| Random weightings  | DRAWS |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | No          | P-01                | Vendor |
| KA-002     | Southgate    | Active | No          | P-01                | Vendor |
| KA-003     | Westmere     | Active | No          | P-01                | Vendor |
## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 | Rated on   | Rated by |
|------------|----|----|----|----|----|----|------------|----------|
| KA-001     | 5  | 5  | 5  | 5  | 5  | 5  | 2026-03-01 | Ana Ruiz |
| KA-002     | 4  | 3  | 3  | 3  | 3  | 3  | 2026-03-01 | Ana Ruiz |
| KA-003     | 3  | 4  | 3  | 3  | 3  | 5  | 2026-03-01 | Ana Ruiz |
"""


def test_ranks_have_extremes_over_all_single_weight_tests() -> None:
    found = judge(RATED.replace("DRAWS", "0")).scores.accounts
    ranks = {
        one: (found[one].placement.best_rank, found[one].placement.rank, found[one].placement.worst_rank)
        for one in found
    }
    assert ranks == {"KA-001": (1, 1, 1), "KA-002": (2, 2, 3), "KA-003": (2, 3, 3)}


def test_random_weightings_give_the_same_shares_every_time() -> None:
    first, second = (
        {
            one: scores.placement.share_of_weightings
            for one, scores in judge(RATED.replace("DRAWS", "200")).scores.accounts.items()
        }
        for _ in range(2)
    )
    assert first == second
    assert first["KA-001"] == 1.0


def test_without_random_weightings_no_share_is_given() -> None:
    assert judge(RATED.replace("DRAWS", "0")).scores.accounts["KA-001"].placement.share_of_weightings is None
