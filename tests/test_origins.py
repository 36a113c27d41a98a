"""KAM.md §18 row by row: behind each origin stand features, and each shows something on the full example."""

from __future__ import annotations

import re
from functools import cache

import pytest
from books import book
from origins import ORIGINS, Feature, Walk

from kamreport.run import prepare, review_of
from kamreport.shipped import workbook_templates

EACH = [pytest.param(feature, id=f"{origin.name}: {feature.name}") for origin in ORIGINS for feature in origin.features]
FROM_DATA = [
    pytest.param(feature, id=f"{origin.name}: {feature.name}")
    for origin in ORIGINS
    for feature in origin.features
    if not feature.shipped
]


@cache
def example() -> Walk:
    return Walk(prepare(workbook_templates() / "example-full.xlsx"))


@cache
def empty() -> Walk:
    """A workbook that only has its model sheets and the two settings without which nothing is scored."""
    return Walk(review_of(book("")))


def test_all_rows_are_there_once_and_say_where_they_are_used() -> None:
    names = [origin.name for origin in ORIGINS]
    assert len(names) == len(set(names)) == 21
    assert all(re.search(r"§\d|cap I2", origin.used_in) and origin.features for origin in ORIGINS)


@pytest.mark.parametrize("feature", EACH)
def test_a_feature_of_an_origin_shows_something_on_the_full_example(feature: Feature) -> None:
    assert feature.shows(example())


@pytest.mark.parametrize("feature", FROM_DATA)
def test_a_feature_shows_nothing_where_there_is_no_data(feature: Feature) -> None:
    assert not feature.shows(empty())
