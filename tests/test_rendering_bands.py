"""The appendix on paper stands in bands of three even columns and loses nothing on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from packed import second_review

from kamreport.rendering.evidence import appendix, bands
from kamreport.rendering.evidence.appendix import Line, Part
from kamreport.rendering.evidence.bands import Band
from kamreport.rendering.views.account.document import account_document

LINES = st.builds(Line, st.text(max_size=40), st.text(max_size=60), st.text(max_size=120))
PARTS = st.lists(st.builds(Part, st.just("Name"), st.uuids().map(str), st.lists(LINES, min_size=1).map(tuple)))


def columns_of(every: tuple[Band, ...]) -> list[tuple[Part, ...]]:
    return [column for band in every for column in band]


@given(PARTS)
def test_every_line_stands_once_and_in_order(parts: list[Part]) -> None:
    set_ = [(part.anchor, line) for column in columns_of(bands(parts)) for part in column for line in part.lines]
    assert set_ == [(part.anchor, line) for part in parts for line in part.lines]


@given(PARTS)
def test_a_section_is_named_once_right_above_its_first_line(parts: list[Part]) -> None:
    named = [part for column in columns_of(bands(parts)) for part in column if part.name]
    assert [(part.name, part.anchor) for part in named] == [(part.name, part.anchor) for part in parts]
    assert [part.lines[0] for part in named] == [part.lines[0] for part in parts]


@given(PARTS)
def test_a_band_has_three_columns_and_the_first_is_never_empty(parts: list[Part]) -> None:
    for band in bands(parts):
        assert len(band) == 3
        assert band[0]


def test_columns_of_a_real_appendix_are_even() -> None:
    """No column of a band is higher than the others by more than its own longest line could explain."""
    document = account_document(second_review(), second_review().portfolio.accounts[0])
    every = bands(appendix(document))
    assert len(every) > 2, "the example is long enough to say something"
    for band in every[:-1]:
        letters = [
            sum(len(line.name + line.text + line.cells) for part in column for line in part.lines) for column in band
        ]
        assert max(letters) < 2.5 * min(letters), letters
