"""KAM.md §5.7 in words: which weight would flip a quadrant, and which the ranking."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import packed_full
import pytest
from books import Judged, judge
from hypothesis import assume, given
from hypothesis import strategies as st
from nearly import nearly
from small_books import GRADES, accounts, ratings

from kamreport.model.lists import Axis, Quadrant
from kamreport.results import Review, ScoreBreakdown, Scores, Swap
from kamreport.scoring.firmness import weights_told

NAMES = ("Northwind", "Fabrikam", "Contoso")
Grades = str | tuple[str, ...]


def book(*grades: Grades, settings: str = "") -> str:
    """Accounts called as in NAMES whose only known criteria are the rated ones of the Lite preset."""
    known = "\n".join(
        f"| {key} | {value} |"
        for key, value in (("Minimum coverage", "50%"), ("Provisional coverage", "10%"), ("Random weightings", "0"))
        if key not in settings
    )
    named = accounts(*({"Account name": name} for name in NAMES[: len(grades)]))
    return f"## Settings\n| Setting | Value |\n|---|---|\n{known}\n{settings}\n{named}\n{ratings(*grades)}"


@cache
def scored(*grades: Grades) -> Judged:
    return judge(book(*grades))


def told(found: Judged | Review, account_id: str) -> str:
    return found.scores.accounts[account_id].placement.firmness


def swaps_of(found: Judged) -> tuple[Swap, ...]:
    return found.scores.swaps


def at_weight(breakdown: ScoreBreakdown, criterion_id: str, share: float) -> float:
    """The score added up anew when one criterion has this effective weight and the others keep their proportions."""
    own = next(line for line in breakdown.used if line.criterion_id == criterion_id)
    others = [line for line in breakdown.used if line is not own]
    weight = sum(line.weight for line in others)
    return share * (own.score or 0) + (1 - share) * sum(line.weight * (line.score or 0) for line in others) / weight


def priority_at(scores: Scores, account_id: str, swap: Swap, share: float) -> float:
    found = scores.accounts[account_id]
    totals = {}
    for axis in Axis:
        breakdown = found.breakdown(axis)
        assert breakdown is not None
        totals[axis] = at_weight(breakdown, swap.criterion_id, share) if axis is swap.axis else breakdown.total or 0.0
    return 0.6 * totals[Axis.ATTRACTIVENESS] + 0.4 * totals[Axis.STRENGTH]


def test_two_neighbours_change_places_at_a_weight_said_in_words() -> None:
    found = scored("344444", "434444")
    (swap,) = swaps_of(found)
    assert swap.criterion_id in {"A1", "A4"}
    assert told(found, "KA-001").endswith(
        "changes places with Fabrikam when Growth potential weighs 50% instead of 64%"
    )
    assert "changes places with Northwind" in told(found, "KA-002")


def test_equal_priorities_are_told_as_such() -> None:
    found = scored("444444", "444444")
    (swap,) = swaps_of(found)
    assert swap.is_tie
    assert told(found, "KA-001").endswith("priority equal to that of Fabrikam")


def test_accounts_judged_by_different_criteria_have_no_weight_in_common() -> None:
    assert not swaps_of(scored(("5", "", "4", "4", "4", "4"), ("4", "4", "4", "4", "", "4")))


def test_a_quadrant_that_flips_within_the_tested_range_is_not_robust() -> None:
    found = scored("444323")
    placement = found.scores.accounts["KA-001"].placement
    assert placement.quadrant is Quadrant.STRATEGIC
    assert placement.robust
    assert placement.firmness.startswith("Yes; Star quadrant when Fit of offers against competitors weighs ")
    close = scored("441345")
    assert not close.scores.accounts["KA-001"].placement.robust
    assert told(close, "KA-001") == "No; Strategic quadrant when Relationship strength weighs 33% instead of 35%"


def test_an_account_on_the_cut_moves_with_the_least_change() -> None:
    assert told(scored("441255"), "KA-001") == (
        "No; Star quadrant when Relationship strength weighs a little more than 35%"
    )


def test_a_score_that_only_comes_to_lie_on_the_cut_flips_nothing() -> None:
    """Growth alone would score 50, on the cut; at weight 0 there is no less."""
    found = scored("344444").scores.accounts["KA-001"]
    meets = {one.criterion_id: one.crossing_effective_weight for one in found.crossings}
    assert meets["A4"] == nearly(0)
    assert found.placement.firmness == "Yes; no single weight gives it another quadrant"


def test_a_quadrant_no_weight_can_flip_says_so() -> None:
    assert told(scored("555555"), "KA-001") == "Yes; no single weight gives it another quadrant"


def test_random_weightings_are_said_when_they_were_drawn() -> None:
    drawn = judge(book("444323", settings="| Random weightings | 100 |"))
    share = drawn.scores.accounts["KA-001"].placement.share_of_weightings
    assert share is not None
    assert told(drawn, "KA-001").endswith(f"; holds in {share * 100:.0f}% of 100 random weightings")


def test_two_weights_never_read_alike() -> None:
    assert weights_told(0.22, 0.15) == "22% instead of 15%"
    assert weights_told(0.2024, 0.20) == "20.2% instead of 20%"


@pytest.mark.parametrize("quadrant", list(Quadrant))
def test_beyond_a_cut_and_back_is_the_same_quadrant(quadrant: Quadrant) -> None:
    for axis in Axis:
        assert quadrant.beyond(axis) is not quadrant
        assert quadrant.beyond(axis).beyond(axis) is quadrant


rows = st.text("12345", min_size=len(GRADES), max_size=len(GRADES))


@given(first=rows, second=rows)
def test_at_the_weight_of_a_swap_the_priorities_added_up_anew_are_equal(first: str, second: str) -> None:
    """KAM.md §17, property 8: recomputing with the changed weight agrees with the closed form."""
    found = scored(first, second)
    (swap,) = swaps_of(found) or (None,)
    assume(swap is not None and not swap.is_tie)
    assert swap is not None
    now = [priority_at(found.scores, one, swap, swap.effective_weight) for one in (swap.ahead, swap.behind)]
    then = [priority_at(found.scores, one, swap, swap.tie_weight) for one in (swap.ahead, swap.behind)]
    assert now[0] > now[1] - 1e-9
    assert then[0] == nearly(then[1])
    past = swap.tie_weight + (swap.tie_weight - swap.effective_weight) / 10
    if 0 <= past < 1:
        beyond = [priority_at(found.scores, one, swap, past) for one in (swap.ahead, swap.behind)]
        assert beyond[1] > beyond[0]


@given(grades=rows)
def test_at_the_weight_of_a_crossing_the_score_lies_on_the_cut(grades: str) -> None:
    """KAM.md §17, property 8: S(e*) = cut."""
    found = scored(grades).scores
    scores = found.accounts["KA-001"]
    for crossing in scores.crossings:
        breakdown = scores.breakdown(crossing.axis)
        assert breakdown is not None
        assert at_weight(breakdown, crossing.criterion_id, crossing.effective_weight) == nearly(breakdown.total or 0)
        if crossing.crossing_effective_weight is not None:
            score = at_weight(breakdown, crossing.criterion_id, crossing.crossing_effective_weight)
            assert score == nearly(found.cut_a if crossing.axis is Axis.ATTRACTIVENESS else found.cut_r)


def test_the_sheet_results_holds_the_words() -> None:
    from kamreport.results.written import Result
    from kamreport.writing.rows.results import results

    review = replace(packed_full.full_review())
    rows_of_it: list[Result] = list(results(review))
    assert [row.robust or "" for row in rows_of_it] == [told(review, row.account_id) for row in rows_of_it]
    assert any(row.robust for row in rows_of_it)
