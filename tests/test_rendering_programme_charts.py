"""The pictures of the programme pack: sound at any size, and what they show said in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import NAMESPACE, lettering, looks_sound, parsed, words_of

from kamreport.rendering.charts.answers import Leaning, PairedDots, bullet, diverging, paired_dots, pips
from kamreport.rendering.charts.radar import Spoke, radar
from kamreport.rendering.charts.slopes import Slope, slopes

ELEMENTS = (
    "Structure and processes", "Metrics and profitability", "Account planning", "Culture and leadership",
    "Value-based business", "People",
)  # fmt: skip
SHARES = st.one_of(st.none(), st.floats(0, 100))
LEANS = st.one_of(st.none(), st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]))
NAME = st.text(max_size=120)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8])
def test_a_radar_names_every_axis_inside_the_picture(count: int) -> None:
    spokes = [Spoke(ELEMENTS[at % 6], 100.0 - at * 10, f"{100 - at * 10}.0") for at in range(count)]
    looks_sound(radar("m04", title="Elements", spokes=spokes), "m04")


def test_a_radar_leaves_an_unknown_axis_out_and_says_so() -> None:
    spokes = [
        Spoke(name, None if name == "People" else 50.0, "not known" if name == "People" else "50.0")
        for name in ELEMENTS
    ]
    chart = radar("m04", title="Elements", spokes=spokes)
    looks_sound(chart, "m04")
    assert "People: not known" in words_of(chart)[1]
    assert len(parsed(chart).findall(f"{NAMESPACE}circle")) == 5


@settings(max_examples=40, deadline=None)
@given(values=st.lists(SHARES, min_size=6, max_size=6))
def test_a_radar_is_sound_whatever_is_known(values: list[float | None]) -> None:
    spokes = [
        Spoke(name, value, "not known" if value is None else f"{value:.1f}")
        for name, value in zip(ELEMENTS, values, strict=True)
    ]
    looks_sound(radar("m04", title="Elements", spokes=spokes), "m04")


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(NAME, LEANS, LEANS, st.booleans()), min_size=1, max_size=9))
def test_paired_dots_are_sound_for_any_answers(rows: list[tuple[str, float | None, float | None, bool]]) -> None:
    drawn = [
        PairedDots(name=name, claimed=claimed, measured=measured, label="rosier than data", apart=apart)
        for name, claimed, measured, apart in rows
    ]
    looks_sound(paired_dots("m07", title="Outcomes", rows=drawn, ends=("unfavourable", "favourable")), "m07")


def test_claim_and_data_on_one_spot_are_both_seen() -> None:
    row = PairedDots(name="POST1", claimed=1.0, measured=1.0, label="agrees")
    chart = paired_dots("m07", title="Outcomes", rows=[row], ends=("bad", "good"))
    assert len(parsed(chart).findall(f"{NAMESPACE}circle")) == 2


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.tuples(NAME, LEANS), min_size=1, max_size=14))
def test_diverging_bars_are_sound_for_any_answers(rows: list[tuple[str, float | None]]) -> None:
    drawn = [
        Leaning(name=name, value=value, label="not answered" if value is None else "4 of 5") for name, value in rows
    ]
    looks_sound(diverging("m08", title="Answers", rows=drawn, ends=("disagree", "agree")), "m08")


def test_a_bar_leans_to_its_own_side() -> None:
    rows = [Leaning(name="Against", value=-1.0, label="No"), Leaning(name="For", value=1.0, label="Yes")]
    boxes = parsed(diverging("m08", title="Answers", rows=rows, ends=("disagree", "agree"))).findall(f"{NAMESPACE}rect")
    against, agreed = (float(box.get("x", "0")) for box in (boxes[1], boxes[3]))
    assert against < agreed


@pytest.mark.parametrize("score", [0, 1, 2, 3, 4])
def test_a_grade_is_said_in_words(score: int) -> None:
    chart = pips("m04-sp1", title="SP1", score=score)
    looks_sound(chart, "m04-sp1")
    assert words_of(chart)[1] == f"{score} of 4"


@settings(max_examples=60, deadline=None)
@given(
    actual=st.one_of(st.none(), st.floats(-1e9, 1e9)),
    target=st.one_of(st.none(), st.floats(-1e9, 1e9)),
    measured=st.one_of(st.none(), st.floats(-1e9, 1e9)),
)
def test_a_bullet_is_sound_for_any_figures(actual: float | None, target: float | None, measured: float | None) -> None:
    chart = bullet("m06-pm1", title="PM1", words="PM1: target", actual=actual, target=target, measured=measured)
    looks_sound(chart, "m06-pm1")


@pytest.mark.parametrize("reviews", [1, 2, 3, 6])
def test_slopes_name_each_line_at_its_end_without_meeting(reviews: int) -> None:
    names = [f"202{at} Q1" for at in range(reviews)]
    rows = [Slope(name, tuple([50.0] * reviews), "50.0") for name in ("Readiness", "Success reasons", "Framework")]
    chart = slopes("m10", title="Trend", reviews=names, rows=rows)
    looks_sound(chart, "m10")
    assert {"Readiness 50.0", "Success reasons 50.0", "Framework 50.0"} <= {text for text, _ in lettering(chart)}


@settings(max_examples=40, deadline=None)
@given(values=st.lists(st.lists(SHARES, min_size=4, max_size=4), min_size=1, max_size=4))
def test_slopes_break_where_a_figure_was_not_known(values: list[list[float | None]]) -> None:
    rows = [Slope(f"Figure {at}", tuple(row), "50.0") for at, row in enumerate(values)]
    looks_sound(slopes("m10", title="Trend", reviews=["Q1", "Q2", "Q3", "Q4"], rows=rows), "m10")
