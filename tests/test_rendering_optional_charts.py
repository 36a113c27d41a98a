"""The pictures of the optional sheets: well-formed, self-contained, and their words say their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import lettering, looks_sound, words_of

from kamreport.rendering.charts import bullets, voices

FIGURES = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False))


def test_a_bullet_says_value_target_and_whether_it_was_missed() -> None:
    rows = [
        bullets.Bullet(name="Repairs", value=4.5, target=3, label="4.5 of 3: missed", missed=True),
        bullets.Bullet(name="Answers", value=None, target=95, label="not known of 95: not measured"),
    ]
    chart = bullets.bullets("b", title="Service levels", rows=rows)
    looks_sound(chart, "b")
    assert words_of(chart) == ("Service levels", "Repairs: 4.5 of 3: missed; Answers: not known of 95: not measured.")


@given(st.lists(st.tuples(st.text(max_size=60), FIGURES, FIGURES), max_size=6))
@settings(max_examples=40, deadline=None)
def test_bullets_and_dumbbells_hold_whatever_figures_there_are(rows: list[tuple[str, float, float]]) -> None:
    looks_sound(
        bullets.bullets(
            "b", title="B", rows=[bullets.Bullet(name=n, value=v, target=t, label="x") for n, v, t in rows]
        ),
        "b",
    )
    changes = [bullets.Change(name=n, before=b, now=a, before_label="1", now_label="2", note=n) for n, b, a in rows]
    looks_sound(bullets.dumbbells("d", title="D", rows=changes), "d")


def test_long_words_in_a_dumbbell_leave_room_for_each_other() -> None:
    rows = [
        bullets.Change(name="A very long name of an outcome " * 3, before=17, now=42, before_label="17 " + "unit " * 6,
                       now_label="42 " + "unit " * 6, note="what was measured and how it was done")
        for _ in range(2)
    ]  # fmt: skip
    looks_sound(bullets.dumbbells("d", title="t", rows=rows), "d")


def test_a_dumbbell_writes_the_figures_on_their_own_sides() -> None:
    change = bullets.Change(name="Spoilt", before=42, now=17, before_label="42", now_label="17", note="pallets a month")
    chart = bullets.dumbbells("d", title="D", rows=[change])
    boxes = dict(lettering(chart))
    assert boxes["17"][0] < boxes["42"][0], "a figure that fell stands to the left of what it was"
    assert words_of(chart)[1] == "Spoilt: before 42, now 17, pallets a month."


@pytest.mark.parametrize(("done", "gone"), [(None, None), (0.0, 1.0), (1.0, None), (0.38, 0.5)])
def test_a_progress_strip_holds_what_is_known(done: float | None, gone: float | None) -> None:
    chart = bullets.progress_strip("p", title="P", done=done, gone=gone, words="said")
    looks_sound(chart, "p")
    assert words_of(chart) == ("P", "said")


@pytest.mark.parametrize("count", [1, 2, 12])
def test_a_sparkline_holds_one_quarter_or_many(count: int) -> None:
    beats = [voices.Beat(f"2025 Q{position}", 1 + position % 5, f"{1 + position % 5}.0") for position in range(count)]
    chart = voices.sparkline("s", title="CSAT", beats=beats, low=1, high=5)
    looks_sound(chart, "s")
    assert words_of(chart)[1].startswith("2025 Q0: 1.0")


def test_the_role_strip_says_which_parts_are_open() -> None:
    rows = (("Roles", [voices.Part("Innovator", ""), voices.Part("Results driver", "Ana Ruiz")]),)
    chart = voices.role_strip("r", title="Team", rows=rows)
    looks_sound(chart, "r")
    assert words_of(chart)[1] == "Innovator: nobody; Results driver: Ana Ruiz."
    assert "nobody yet" in [text for text, _ in lettering(chart)]
