"""Suggestions are offered for slips of the fingers and for nothing else (KAM.md §4.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamreport.schema import nearest

TITLES = ["Account ID", "Account name", "Status", "Tier", "Due"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Acount ID", "Account ID"),
        ("account id", "Account ID"),
        ("Statsu", "Status"),
        ("Staus", "Status"),
        ("Tierr", "Tier"),
        ("Stati", "Status"),
        ("Account", None),
        ("Mood", None),
        ("X", None),
        ("", None),
    ],
)
def test_two_slips_are_forgiven_and_a_third_is_another_word(typed: str, meant: str | None) -> None:
    assert nearest(typed, TITLES) == meant


def test_the_nearest_word_wins_and_of_two_equally_near_the_first() -> None:
    assert nearest("Tear", ["Bear", "Teat", "Tears"]) == "Bear"
    assert nearest("Tears", ["Bear", "Teat", "Tears"]) == "Tears"


def test_short_words_that_share_nothing_are_no_suggestion() -> None:
    assert nearest("X1", ["A2", "B7"]) is None
    assert nearest("A", ["B"]) is None


@given(st.text(min_size=1), st.lists(st.text(min_size=1)))
def test_a_word_itself_is_always_the_nearest(word: str, others: list[str]) -> None:
    found = nearest(word, [*others, word])
    assert found is not None
    assert found.casefold() == word.casefold()
