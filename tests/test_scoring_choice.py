"""KAM.md §10: the choice of key accounts, step by step and over three years."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

import pytest
from books import judge
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made

from kamreport import scoring
from kamreport.model import Colleague
from kamreport.model.lists import Job, Placing
from kamreport.results import Scores
from kamreport.results.written import Run, ScoreHistory
from kamreport.scoring.choice import Candidate, Decision, Frame, decide, key_number

KEY, WATCH, BORDERLINE, SECONDARY = Placing.KEY, Placing.WATCH, Placing.BORDERLINE, Placing.SECONDARY
OVER, UNJUDGED, NOT_ELIGIBLE = Placing.OVER_CAPACITY, Placing.UNJUDGED, Placing.NOT_ELIGIBLE
PROGRAMME = (KEY, WATCH, UNJUDGED)


@pytest.mark.parametrize(("universe", "number"), [(3, 1), (4, 1), (8, 2), (10, 2), (20, 5), (97, 24)])
def test_the_number_of_key_accounts_for_a_universe(universe: int, number: int) -> None:
    assert key_number(universe, 0.25, 100) == number


def test_the_number_stays_within_the_limit_and_counts_a_share_that_is_exact() -> None:
    assert key_number(97, 0.25, 9) == 9
    assert key_number(100, 0.29, 100) == 29


def candidate(account_id: str, priority: float, *, is_key: bool = False, was_low: bool = False) -> Candidate:
    return Candidate(
        account_id=account_id,
        is_key=is_key,
        priority=priority,
        attractiveness=priority,
        margin=None,
        was_low=was_low,
    )


def placings(decisions: Mapping[str, Decision]) -> dict[str, Placing]:
    return {account_id: decision.placing for account_id, decision in sorted(decisions.items())}


THE_REST = [candidate(f"x{number}", 20) for number in range(6)]
LIMITED = Frame(limit=9, number=3, band=5, first_run=False)


def year_two(limit: int) -> tuple[dict[str, Decision], float | None]:
    key = {"a": 79, "b": 72, "c": 64}
    other = {"d": 80, "e": 75, "f": 71}
    candidates = [candidate(one, priority, is_key=True) for one, priority in key.items()]
    candidates += [candidate(one, priority) for one, priority in other.items()]
    return decide([*candidates, *THE_REST], dataclasses.replace(LIMITED, limit=limit))


def test_year_one_takes_the_first_three() -> None:
    priorities = {"a": 82, "b": 74, "c": 71, "d": 69, "e": 66, "f": 60}
    first = Frame(limit=9, number=key_number(12, 0.25, 9), band=5, first_run=True)
    decisions, cut = decide([*(candidate(one, priority) for one, priority in priorities.items()), *THE_REST], first)
    found = placings(decisions)
    assert [one for one, placing in found.items() if placing is KEY] == ["a", "b", "c"]
    assert cut == 71
    assert set(found.values()) == {KEY, SECONDARY}


def test_year_two_watches_before_it_drops_and_promotes_only_from_the_band_on() -> None:
    decisions, cut = year_two(9)
    assert cut == 75
    found = placings(decisions)
    assert {one: found[one] for one in "abcdef"} == {
        "a": KEY,
        "b": WATCH,
        "c": WATCH,
        "d": KEY,
        "e": BORDERLINE,
        "f": SECONDARY,
    }
    assert sum(placing in PROGRAMME for placing in found.values()) == 4
    assert [decisions[one].below_band for one in "abc"] == [False, False, True]


def test_year_three_drops_the_account_that_is_low_again() -> None:
    candidates = [candidate("a", 90, is_key=True), candidate("d", 85, is_key=True), candidate("b", 74, is_key=True)]
    decisions, cut = decide([*candidates, candidate("c", 66, is_key=True, was_low=True), *THE_REST], LIMITED)
    assert cut == 74
    assert decisions["c"].placing is SECONDARY
    assert decisions["c"].reason == "priority 66.0 is below 69.0 for the second yearly run"


def test_with_room_for_three_the_lowest_watched_account_is_over_capacity() -> None:
    decisions, _ = year_two(3)
    assert placings(decisions)["c"] is OVER
    assert placings(decisions)["b"] is WATCH
    assert decisions["c"].decided_by == "step 9, room"


def test_with_nobody_left_to_watch_the_lowest_key_account_gives_way_but_never_one_included_by_hand() -> None:
    included = dataclasses.replace(candidate("z", 1), by_hand=KEY, hand="included by Ben Okoro: flagship")
    candidates = [candidate("a", 90, is_key=True), candidate("b", 89, is_key=True), included]
    decisions, _ = decide(candidates, Frame(limit=2, number=2, band=5, first_run=False))
    assert placings(decisions) == {"a": KEY, "b": OVER, "z": KEY}


def test_an_exclusion_by_hand_is_secondary_and_says_by_whom() -> None:
    excluded = dataclasses.replace(candidate("a", 90), by_hand=SECONDARY, hand="excluded by Ben Okoro: sold")
    decisions, _ = decide([excluded, candidate("b", 80)], Frame(limit=5, number=1, band=5, first_run=True))
    assert decisions["a"].placing is SECONDARY
    assert decisions["a"].decided_by == "step 10, by hand"


def test_order_is_priority_then_attractiveness_then_contribution_margin_then_id() -> None:
    def one(name: str, across: float, margin: float | None) -> Candidate:
        return Candidate(account_id=name, is_key=False, priority=70, attractiveness=across, margin=margin)

    candidates = [one("e", 60, None), one("d", 60, 5), one("c", 60, 9), one("b", 60, 9), one("a", 70, None)]
    decisions, _ = decide(candidates, Frame(limit=9, number=1, band=5, first_run=True))
    assert sorted(decisions, key=lambda name: decisions[name].rank or 0) == ["a", "b", "c", "d", "e"]


def test_equal_accounts_on_both_sides_of_the_cut_line_are_named_as_tied() -> None:
    candidates = [candidate("a", 90), candidate("b", 70), candidate("c", 70), candidate("d", 60)]
    decisions, _ = decide(candidates, Frame(limit=9, number=2, band=5, first_run=True))
    assert decisions["b"].ties_with == ("c",)
    assert decisions["c"].ties_with == ("b",)
    assert decisions["a"].ties_with == decisions["d"].ties_with == ()


crowds = st.lists(
    st.builds(
        Candidate,
        account_id=st.just(""),
        is_key=st.booleans(),
        priority=st.integers(0, 100).map(float),
        attractiveness=st.integers(0, 100).map(float),
        margin=st.none() | st.integers(-5, 5).map(float),
        was_low=st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(crowd=crowds, limit=st.integers(1, 12), waiting=st.integers(0, 6))
def test_key_watched_and_unjudged_accounts_never_exceed_the_limit(
    crowd: list[Candidate], limit: int, waiting: int
) -> None:
    """KAM.md §17, property 10."""
    people = [dataclasses.replace(one, account_id=f"a{at:02d}") for at, one in enumerate(crowd)]
    people += [
        dataclasses.replace(candidate(f"u{at}", 0, is_key=True), barred=UNJUDGED, bar="coverage")
        for at in range(waiting)
    ]
    frame = Frame(
        limit=limit,
        number=key_number(len(people), 0.25, limit),
        band=5,
        first_run=not any(one.is_key for one in people),
    )
    decisions, _ = decide(people, frame)
    found = [decision.placing for decision in decisions.values()]
    assert len(found) == len(people)
    if waiting <= limit:
        assert found.count(KEY) + found.count(WATCH) <= limit - waiting
    for decision in decisions.values():
        if decision.candidate.is_key and not decision.candidate.was_low and decision.candidate.barred is None:
            assert decision.placing is not SECONDARY


@settings(max_examples=100, deadline=None, derandomize=True)
@given(universe=st.integers(0, 300), share=st.floats(0, 1), limit=st.integers(1, 100))
def test_the_number_never_falls_as_the_universe_grows(universe: int, share: float, limit: int) -> None:
    """KAM.md §17, property 10."""
    assert key_number(universe, share, limit) <= key_number(universe + 1, share, limit)


def rated(rows: Mapping[str, int], *, key: str = "", more: str = "", extra: str = "") -> Scores:
    """Accounts rated alike on all criteria; rating 5 gives 100 on both axes."""
    accounts = "\n".join(
        f"| {one} | {one} | Active | {'Yes' if one in key.split() else 'No'} | P-01 | Vendor | {'Yes' if one == extra else ''} |"
        for one in rows
    )
    ratings = "\n".join(f"| {one} | " + " | ".join([str(grade)] * 6) + " |" for one, grade in rows.items())
    return judge(f"""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier | Disqualified |
|---|---|---|---|---|---|---|
{accounts}
## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 |
|---|---|---|---|---|---|---|
{ratings}
## Criteria
| Criterion ID | Criterion | Axis | Weight | Method | Direction | Shows potential |
|---|---|---|---|---|---|---|
| A1 | Growth | Attractiveness | 60 | Rating | Higher | Yes |
| A4 | Fit | Attractiveness | 40 | Rating | Higher | |
| R1 | Depth | Strength | 40 | Rating | Higher | |
| R3 | Renewal | Strength | 20 | Rating | Higher | |
| R4 | Offers | Strength | 20 | Rating | Higher | |
| R6 | Satisfaction | Strength | 20 | Rating | Higher | |
{more}
""").scores


def test_a_portfolio_without_key_accounts_is_a_first_run() -> None:
    found = rated({"KA-1": 5, "KA-2": 4, "KA-3": 3, "KA-4": 2})
    assert found.choice.first_run
    assert (found.choice.universe, found.choice.number, found.choice.cut_score) == (4, 1, 100)
    assert {one: scores.selection.placing for one, scores in found.accounts.items()} == {
        "KA-1": KEY,
        "KA-2": SECONDARY,
        "KA-3": SECONDARY,
        "KA-4": SECONDARY,
    }
    assert found.accounts["KA-1"].selection.reason == "rank 1, the first 1 are key"


def test_capacity_is_the_sum_over_key_and_strategic_account_managers() -> None:
    assert rated({"KA-1": 5}).choice.capacity == 10
    assert rated({"KA-1": 5}).choice.limit == 10


def test_without_such_managers_capacity_is_not_applied_and_a_note_says_so() -> None:
    team = "## Team\n| Person ID | Name | Job |\n|---|---|---|\n| P-01 | Ana Ruiz | Account manager |\n"
    found = rated({"KA-1": 5}, more=team).choice
    assert (found.capacity, found.limit) == (None, 25)
    assert found.notes == ("Capacity is not applied: Team lists no key or strategic account manager.",)


def test_a_key_account_failing_on_coverage_is_unjudged_and_another_is_not_eligible() -> None:
    found = judge("""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier |
|---|---|---|---|---|---|
| KA-1 | Northwind | Active | Yes | P-01 | Vendor |
| KA-2 | Southgate | Active | No | P-01 | Vendor |
""").scores.accounts
    assert found["KA-1"].selection.placing is UNJUDGED
    assert found["KA-2"].selection.placing is NOT_ELIGIBLE
    assert found["KA-1"].selection.reason.endswith("it keeps its place")


def test_a_disqualified_account_is_not_eligible_even_when_it_is_key() -> None:
    found = rated({"KA-1": 5, "KA-2": 4}, key="KA-1", extra="KA-1").accounts["KA-1"].selection
    assert found.placing is NOT_ELIGIBLE
    assert found.reason == "Disqualified is Yes"


UNIVERSE = """
## Accounts
| Account ID | Account name | Status   | Key account | Key account manager | Tier   | Key type |
|------------|--------------|----------|-------------|---------------------|--------|----------|
| KA-1       | Northwind    | Active   | No          | P-01                | Vendor |          |
| KA-2       | Southgate    | Active   | No          | P-01                | Vendor |          |
| KA-3       | Westmere     | Prospect | No          | P-01                | Vendor |          |
| KA-4       | Eastham      | Prospect | No          | P-01                | Vendor | Emerging |
| KA-5       | Midford      | Lost     | No          | P-01                | Vendor |          |
| KA-6       | Overton      | Active   | Yes         | P-01                | Vendor |          |
## Revenue
| Account ID | Period end | Months covered | Revenue |
|------------|------------|----------------|---------|
| KA-2       | 2026-03-31 | 12             | 0       |
| KA-6       | 2026-03-31 | 12             | 0       |
## Ratings
| Account ID | A1 | A4 | Rated on   | Rated by |
|------------|----|----|------------|----------|
| KA-4       | 5  | 4  | 2026-03-01 | Ana Ruiz |
"""


def test_the_universe_leaves_out_accounts_without_revenue_plain_prospects_and_lost_ones() -> None:
    found = judge(UNIVERSE).scores
    assert found.choice.universe == 3
    outside = [one for one, scores in found.accounts.items() if scores.selection.placing is Placing.OUTSIDE]
    assert outside == ["KA-2", "KA-3", "KA-5"]


def test_an_emerging_account_is_judged_by_attractiveness_alone() -> None:
    found = judge(UNIVERSE).scores.accounts["KA-4"]
    assert found.attractiveness is not None
    assert found.placement.priority == found.attractiveness.total
    assert found.selection.placing is not NOT_ELIGIBLE
    assert found.placement.quadrant is None


def test_solvency_rated_1_keeps_an_account_out() -> None:
    found = (
        judge("""
preset: Full
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-1       | Northwind    | Active | Yes         | P-01                | Vendor |
## Ratings
| Account ID | A6 |
|------------|----|
| KA-1       | 1  |
""")
        .scores.accounts["KA-1"]
        .selection
    )
    assert found.placing is NOT_ELIGIBLE
    assert found.reason == "solvency (A6) is rated 1"


def test_an_override_includes_or_excludes_by_hand() -> None:
    override = """
## Overrides
| Account ID | Override | Reason   | By        | From       |
|------------|----------|----------|-----------|------------|
| KA-4       | Include  | Flagship | Ben Okoro | 2026-01-01 |
| KA-1       | Exclude  | Sold     | Ben Okoro | 2026-01-01 |
| KA-2       | Include  | Later    | Ben Okoro | 2026-09-01 |
"""
    found = rated({"KA-1": 5, "KA-2": 4, "KA-3": 3, "KA-4": 2}, more=override).accounts
    assert found["KA-4"].selection.placing is KEY
    assert found["KA-4"].selection.reason == "included by Ben Okoro: Flagship"
    assert found["KA-1"].selection.placing is SECONDARY
    assert found["KA-2"].selection.placing is SECONDARY


def test_an_account_outside_the_universe_is_key_when_it_is_included_by_hand_and_counts_in_no_number() -> None:
    overrides = """
## Overrides
| Account ID | Override | Reason         | By        | From       | Until      |
|------------|----------|----------------|-----------|------------|------------|
| KA-3       | Include  | Board's choice | Ben Okoro | 2026-01-01 | 2026-03-31 |
| KA-2       | Exclude  | Winding down   | Ben Okoro | 2026-01-01 |            |
| KA-5       | Include  | Gone already   | Ben Okoro | 2026-01-01 |            |
"""
    found = judge(UNIVERSE + overrides).scores
    assert found.accounts["KA-3"].selection.placing is KEY
    assert found.accounts["KA-3"].selection.reason == "included by Ben Okoro: Board's choice"
    assert found.accounts["KA-3"].selection.rank is None
    assert [found.accounts[one].selection.placing for one in ("KA-2", "KA-5")] == [Placing.OUTSIDE] * 2
    assert (found.choice.universe, found.choice.number) == (3, 1)


def history(  # noqa: PLR0913 - what matters of a row
    *,
    below: bool,
    yearly: bool = True,
    is_key: bool = True,
    end: str = "2025-03-31",
    inputs: str = "abc123",
    account_id: str = "KA-4",
) -> ScoreHistory:
    return made(
        ScoreHistory,
        review_id=f"{end}-{inputs}",
        period_end=dt.date.fromisoformat(end),
        account_id=account_id,
        is_key=is_key,
        below_band=below,
        yearly=yearly,
    )


def placed_after(*rows: ScoreHistory, runs: Sequence[Run] = ()) -> Placing:
    """KA-4, a key account far below the cut, after these earlier reviews."""
    portfolio = judge(rated_text()).portfolio
    found = scoring.score(portfolio.with_rows({ScoreHistory: rows, Run: runs}), dt.date(2026, 3, 31))
    return found.accounts["KA-4"].selection.placing


def rated_text() -> str:
    accounts = "\n".join(
        f"| KA-{one} | KA-{one} | Active | {'Yes' if one == 4 else 'No'} | P-01 | Vendor |" for one in (1, 2, 3, 4)
    )
    ratings = "\n".join(f"| KA-{one} | " + " | ".join([str(6 - one)] * 6) + " |" for one in (1, 2, 3, 4))
    return f"""
## Settings
| Setting                    | Value |
|----------------------------|-------|
| Minimum coverage           | 50%   |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier |
|---|---|---|---|---|---|
{accounts}
## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 |
|---|---|---|---|---|---|---|
{ratings}
"""


def test_a_second_low_year_drops_a_key_account_and_only_yearly_runs_count() -> None:
    assert placed_after() is WATCH
    assert placed_after(history(below=True)) is SECONDARY
    assert placed_after(history(below=False)) is WATCH
    assert placed_after(history(below=True, yearly=False)) is WATCH
    assert placed_after(history(below=True, is_key=False)) is WATCH
    assert placed_after(history(below=True, end="2026-03-31")) is WATCH
    assert placed_after(history(below=True, end="2024-03-31"), history(below=False)) is WATCH


def test_an_advisory_run_after_the_yearly_one_takes_its_decision_not_back() -> None:
    assert placed_after(history(below=True), history(below=False, yearly=False)) is SECONDARY
    assert placed_after(history(below=True), history(below=False, yearly=False, inputs="def456")) is SECONDARY
    assert placed_after(history(below=True), history(below=False, inputs="def456")) is WATCH


def test_a_second_low_year_is_seen_although_the_account_id_was_spelled_otherwise() -> None:
    assert placed_after(history(below=True, account_id="ka-4")) is SECONDARY


def test_of_two_yearly_runs_of_one_period_the_one_logged_last_counts_wherever_its_rows_stand() -> None:
    low, high = history(below=True, inputs="aaaaaa"), history(below=False, inputs="bbbbbb")
    runs = [logged("aaaaaa", 2), logged("bbbbbb", 1)]
    assert placed_after(low, high, runs=runs) is placed_after(high, low, runs=runs) is SECONDARY
    assert placed_after(high, low, runs=[logged("bbbbbb", 3), *runs]) is WATCH


def logged(inputs: str, day: int) -> Run:
    blank = dict.fromkeys(("version", "input_fingerprint", "model_fingerprint"), "") | dict.fromkeys(
        ("errors", "warnings", "notes"), 0
    )
    time = dt.datetime(2025, 4, day, 9)  # noqa: DTZ001 - as Excel holds it
    return made(Run, review_id=f"2025-03-31-{inputs}", time=time, as_of=time.date(), **blank)


def test_a_colleague_without_max_accounts_can_serve_what_is_usual_for_the_job() -> None:
    portfolio = judge(rated_text()).portfolio
    team = [
        made(Colleague, person_id="P-01", name="Ana Ruiz", job=Job.ACCOUNT_MANAGER),
        made(Colleague, person_id="P-02", name="Ben Okoro", job=Job.KEY_ACCOUNT_MANAGER, max_accounts=4),
        made(Colleague, person_id="P-03", name="Cleo Hart", job=Job.LEADERSHIP),
    ]
    found = scoring.score(portfolio.with_rows({Colleague: team}), dt.date(2026, 3, 31))
    assert [(load.person_id, load.limit, len(load.account_ids)) for load in found.managers] == [
        ("P-01", 20, 4),
        ("P-02", 4, 0),
    ]
    assert found.choice.capacity == 4
