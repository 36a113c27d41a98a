"""What scoring gives later is what it would have given at once, and no recipe is left where a value should be."""

from __future__ import annotations

import dataclasses
import pickle
from collections.abc import Iterator, Mapping

import pytest

from kamreport import run
from kamreport.results import AccountScores, Review
from kamreport.scoring.measures import BY_FIELD
from kamreport.shipped import workbook_templates


@pytest.fixture(scope="module")
def review() -> Review:
    return run.prepare(workbook_templates() / run.FULL_EXAMPLE)


@pytest.fixture(scope="module")
def accounts(review: Review) -> list[AccountScores]:
    return list(review.scores.accounts.values())


def recipes_in(value: object, way: str) -> Iterator[str]:
    """Where something that makes a value stands instead of the value."""
    if callable(value):
        yield way
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from recipes_in(getattr(value, field.name), f"{way}.{field.name}")
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from recipes_in(held, f"{way}[{key}]")
    elif isinstance(value, tuple):
        for at, held in enumerate(value):
            yield from recipes_in(held, f"{way}[{at}]")


def test_no_recipe_is_left_in_what_scoring_says(review: Review) -> None:
    assert list(recipes_in(review.scores, "scores")) == []
    assert list(recipes_in((len,), "a recipe")) == ["a recipe[0]"], "this test would see one"


def test_another_process_gets_the_figures_of_an_account_and_not_the_portfolio(
    review: Review, accounts: list[AccountScores]
) -> None:
    sent = pickle.dumps(accounts[0])
    assert pickle.loads(sent) == accounts[0]  # noqa: S301 - our own bytes
    assert len(sent) < len(pickle.dumps(review.portfolio))
    assert review.portfolio.accounts[-1].name.encode() not in sent


def test_every_measure_is_there_by_name_whether_or_not_it_was_asked_for(accounts: list[AccountScores]) -> None:
    for one in accounts:
        assert list(one.measures) == list(BY_FIELD)
        assert len(one.measures) == len(BY_FIELD)
        assert one.measures.get("horoscope") is None


def test_the_cap_that_was_applied_is_the_lowest_of_those_said_to_hold(accounts: list[AccountScores]) -> None:
    held = [one.health for one in accounts if any(cap.holds for cap in one.health.caps)]
    assert held, "the example has none"
    for health in held:
        assert health.computed is not None
        limit = min(cap.limit for cap in health.caps if cap.holds)
        assert health.cap == (limit if limit < health.computed else None)
    for one in accounts:
        assert one.health.cap is None or one.health in held


def test_the_share_of_the_plan_is_that_of_the_parts_said_to_be_there(accounts: list[AccountScores]) -> None:
    for one in accounts:
        there = sum(part.is_complete for part in one.plan_parts)
        assert one.plan_completeness.value == there / len(one.plan_parts)
        assert one.plan_completeness.reason.startswith(f"{there} of {len(one.plan_parts)} fields complete")


def test_a_component_is_the_weighted_mean_of_its_lines(accounts: list[AccountScores]) -> None:
    for part in [part for one in accounts for part in one.health.components]:
        known = [(line.weight, line.score) for line in part.lines if line.score is not None]
        weight = sum(weight for weight, _ in known)
        assert part.value == (sum(weight * score for weight, score in known) / weight if weight else None)
        assert part.coverage == weight / sum(line.weight for line in part.lines)
