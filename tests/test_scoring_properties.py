"""KAM.md §17: what holds for every account, not only for the worked ones."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from books import judge
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made import in_force, made
from nearly import nearly

from kamreport import scoring
from kamreport.cells import RowRef
from kamreport.model import Account, AccountRatings, Criterion, Portfolio, Revenue
from kamreport.model.lists import (
    AccountStatus,
    Axis,
    Direction,
    Method,
    Outcome,
    RatingSource,
    ScoreState,
    Tier,
    WhenMissing,
)
from kamreport.results import Measured, ScoreBreakdown
from kamreport.schema.kinds import NOT_APPLICABLE, NotApplicable
from kamreport.scoring.adding_up import add_up
from kamreport.scoring.criteria import Verdict, set_up
from kamreport.scoring.criteria.grading import normalise
from kamreport.scoring.criteria.scales import rating_score
from kamreport.scoring.health import level_of
from kamreport.scoring.sensitivity import changed_share, crossing_share, score_at, score_without, try_weights

OFTEN = settings(max_examples=150, deadline=None, derandomize=True)
SELDOM = settings(max_examples=15, deadline=None, derandomize=True)
AS_OF = dt.date(2026, 4, 15)
EVERYTHING = in_force(min_coverage=0.0, provisional_coverage=0.0)
"""Settings under which any known weight gives a score."""


class Typed(NamedTuple):
    """One criterion and what was typed for it."""

    weight: float
    rating: int | NotApplicable | None
    direction: Direction
    policy: WhenMissing


ratings = st.none() | st.just(NOT_APPLICABLE) | st.integers(1, 5)
policies = st.sampled_from([WhenMissing.EXCLUDE, WhenMissing.NEUTRAL, WhenMissing.WORST])
typed = st.lists(
    st.builds(Typed, st.integers(1, 40).map(float), ratings, st.sampled_from(Direction), policies),
    min_size=1,
    max_size=9,
)


def verdict(at: int, one: Typed) -> Verdict:
    weight, rating, direction, policy = one
    criterion = made(
        Criterion,
        criterion_id=f"A{at}",
        name=f"A{at}",
        axis=Axis.ATTRACTIVENESS,
        weight=weight,
        method=Method.RATING,
        direction=direction,
        when_missing=policy,
    )
    if isinstance(rating, int):
        return Verdict(criterion, Outcome.SCORED, rating, rating_score(rating, direction), "", ())
    outcome = Outcome.MISSING if rating is None else Outcome.NOT_APPLICABLE
    return Verdict(criterion, outcome, None, None, "", ())


def instead(rows: list[Typed], at: int, one: Typed) -> list[Typed]:
    """The same criteria with one of them typed otherwise."""
    return [*rows[:at], one, *rows[at + 1 :]]


def added(rows: list[Typed]) -> ScoreBreakdown:
    verdicts = [verdict(at, one) for at, one in enumerate(rows)]
    return add_up("KA-001", Axis.ATTRACTIVENESS, verdicts, EVERYTHING)


@OFTEN
@given(typed)
def test_contributions_sum_to_the_score_and_the_score_lies_within_its_bounds(rows: list[Typed]) -> None:
    """Property 1."""
    found = added(rows)
    assume(found.total is not None)
    total = found.total or 0.0
    assert sum(line.contribution or 0 for line in found.used) == nearly(total)
    assert sum(line.points_left or 0 for line in found.used) == nearly(100 - total)
    assert sum(line.effective_weight or 0 for line in found.used) == nearly(1)
    assert found.low is not None
    assert found.high is not None
    assert found.low - 1e-9 <= total <= found.high + 1e-9


@OFTEN
@given(typed, st.floats(0.01, 100))
def test_multiplying_all_weights_changes_nothing(rows: list[Typed], factor: float) -> None:
    """Property 2."""
    before, after = added(rows), added([one._replace(weight=one.weight * factor) for one in rows])
    assert (after.total is None) is (before.total is None)
    assert after.total is None or after.total == nearly(before.total, 1e-9)
    assert after.coverage == nearly(before.coverage)


@OFTEN
@given(typed)
def test_improving_one_rating_in_its_direction_never_lowers_the_score(rows: list[Typed]) -> None:
    """Property 3."""
    before = added(rows).total or 0.0
    for at, one in enumerate(rows):
        step = 1 if one.direction is Direction.HIGHER else -1
        if isinstance(one.rating, int) and 1 <= one.rating + step <= 5:
            assert (added(instead(rows, at, one._replace(rating=one.rating + step))).total or 0.0) >= before - 1e-9


FULL = set_up(judge("preset: Full\n").portfolio)


@OFTEN
@given(st.floats(-2, 120), st.floats(0, 50))
def test_improving_a_measured_value_never_lowers_its_criterion(value: float, more: float) -> None:
    """Property 3, for every Band and Linear criterion of the Full preset."""
    measured = [scale for model in FULL.axes for scale in model.scales if scale.measure]
    assert len(measured) == 6
    for scale in measured:
        before, after = (normalise(scale, Measured.known(one)).score for one in (value, value + more))
        assert before is not None
        assert after is not None
        assert after >= before - 1e-9


@OFTEN
@given(st.floats(-10, 10), st.floats(0, 10), st.sampled_from(Direction))
def test_improving_a_health_measure_never_lowers_its_points(value: float, more: float, direction: Direction) -> None:
    """Property 3."""
    good, average = (1.0, 0.5) if direction is Direction.HIGHER else (0.5, 1.0)
    better = value + more if direction is Direction.HIGHER else value - more
    assert level_of(better, good, average, direction) >= level_of(value, good, average, direction)


@OFTEN
@given(typed)
def test_not_applicable_never_lowers_coverage_and_a_blank_always_does(rows: list[Typed]) -> None:
    """Property 5."""
    for at, one in enumerate(rows):
        blank = added(instead(rows, at, one._replace(rating=None))).coverage
        assert added(instead(rows, at, one._replace(rating=NOT_APPLICABLE))).coverage >= blank - 1e-12
        if isinstance(one.rating, int):
            assert blank < added(rows).coverage


@OFTEN
@given(typed, st.floats(0, 100), st.floats(-0.9, 2))
def test_the_closed_form_agrees_with_adding_up_anew(rows: list[Typed], cut: float, change: float) -> None:
    """Property 8."""
    found = added(rows)
    assume(found.total is not None)
    for at, line in enumerate(found.lines):
        if line.effective_weight is None or line.score is None or found.total is None:
            continue
        rest = score_without(found.total, line.effective_weight, line.score)
        if rest is None:
            continue
        assert score_at(line.effective_weight, line.score, rest) == nearly(found.total, 1e-9)
        meets = crossing_share(cut, line.score, rest)
        assert meets is None or score_at(meets, line.score, rest) == nearly(cut, 1e-6)
        anew = added(instead(rows, at, rows[at]._replace(weight=rows[at].weight * (1 + change))))
        moved = score_at(changed_share(line.effective_weight, change), line.score, rest)
        assert anew.total == nearly(moved, 1e-7)


@OFTEN
@given(typed, st.floats(0, 100))
def test_the_score_tested_down_and_up_lies_on_both_sides_of_the_score(rows: list[Typed], cut: float) -> None:
    """Property 8."""
    found = added(rows)
    assume(found.total is not None)
    for tested in try_weights(found, cut, 0.2, placed=True):
        low, high = sorted((tested.score_minus, tested.score_plus))
        assert low - 1e-9 <= (found.total or 0) <= high + 1e-9


COLUMNS = {name: at for at, name in enumerate(("account_id", "A1", "A4", "R1", "R3", "R4", "R6", "revenue"), start=1)}
BLANK = judge("## Settings\n| Setting | Value |\n|---|---|\n| Target margin | 20% |\n").portfolio

members = st.lists(
    st.tuples(
        st.lists(st.none() | st.integers(1, 5), min_size=6, max_size=6),
        st.none() | st.integers(0, 4_000_000).map(float),
        st.sampled_from(AccountStatus),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
Member = tuple[list[int | None], float | None, AccountStatus, bool]


def portfolio_of(rows: list[Member]) -> Portfolio:
    """A Lite workbook with these accounts: six ratings, revenue of the year, status, key or not."""
    names = [name for name in COLUMNS if name[0] in "AR"]
    return BLANK.with_rows(
        {
            Account: [
                made(
                    Account,
                    origin=RowRef("Accounts", at + 2, COLUMNS),
                    account_id=f"KA-{at:03d}",
                    name=f"Account {at}",
                    status=status,
                    is_key=is_key,
                    manager_id="P-01",
                    tier=Tier.VENDOR,
                )
                for at, (_, _, status, is_key) in enumerate(rows)
            ],
            AccountRatings: [
                made(
                    AccountRatings,
                    origin=RowRef("Ratings", at + 2, COLUMNS),
                    account_id=f"KA-{at:03d}",
                    grades={name: grade for name, grade in zip(names, grades, strict=True) if grade is not None},
                    rated_on=AS_OF,
                    rated_by="Ana Ruiz",
                    source=RatingSource.BOTH,
                )
                for at, (grades, *_) in enumerate(rows)
            ],
            Revenue: [
                made(
                    Revenue,
                    origin=RowRef("Revenue", at + 2, COLUMNS),
                    account_id=f"KA-{at:03d}",
                    period_end=dt.date(2026, 3, 31),
                    months=12,
                    revenue=amount,
                    gross_margin=amount / 4,
                    cost_to_serve=amount / 10,
                )
                for at, (_, amount, *_) in enumerate(rows)
                if amount is not None
            ],
        }
    )


@SELDOM
@given(members)
def test_adding_an_account_changes_no_other_accounts_scores(rows: list[Member]) -> None:
    """Property 4: cuts fixed and company revenue given."""
    before = scoring.score(portfolio_of(rows[:-1]), AS_OF).accounts
    after = scoring.score(portfolio_of(rows), AS_OF).accounts
    for account_id, one in before.items():
        other = after[account_id]
        assert (one.attractiveness, one.strength, one.health) == (other.attractiveness, other.strength, other.health)
        assert one.placement.quadrant == other.placement.quadrant


@SELDOM
@given(members)
def test_whatever_is_typed_scoring_answers_for_every_account_and_says_every_sum(rows: list[Member]) -> None:
    found = scoring.score(portfolio_of(rows), AS_OF)
    assert list(found.accounts) == [f"KA-{at:03d}" for at in range(len(rows))]
    ranks = [one.placement.rank for one in found.accounts.values() if one.placement.rank is not None]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    for account_id, one in found.accounts.items():
        account = rows[int(account_id[3:])]
        assert (one.attractiveness is None) == (account[2] is AccountStatus.LOST)
        for breakdown in (one.attractiveness, one.strength):
            if breakdown is None or breakdown.total is None:
                continue
            assert breakdown.state is not ScoreState.NOT_SCORED
            assert sum(line.contribution or 0 for line in breakdown.used) == nearly(breakdown.total)
            assert all(line.evidence for line in breakdown.used)
        placement = one.placement
        if placement.rank is not None and placement.best_rank is not None and placement.worst_rank is not None:
            assert placement.best_rank <= placement.rank <= placement.worst_rank


@SELDOM
@given(members)
def test_the_order_of_rows_means_nothing(rows: list[Member]) -> None:
    """Property 6, as far as scoring sees it."""
    straight = portfolio_of(rows)
    turned = straight.with_rows(
        {record: tuple(reversed(straight.rows(record))) for record in (Account, AccountRatings, Revenue)}
    )
    first, second = scoring.score(straight, AS_OF), scoring.score(turned, AS_OF)
    assert dict(first.accounts) == dict(second.accounts)
    assert first.choice == second.choice
