"""Charts are pictures and words at once: well-formed, self-contained, and no name stands on another."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import lettering, looks_sound, parsed, struck, words_of

from kamreport.rendering.charts import bars, dates, dots, effects, matrix, palette, quarters, relations
from kamreport.rendering.charts.drawing import Drawing, number, plain
from kamreport.rendering.charts.labels import Mark, overlaps, place_labels
from kamreport.rendering.charts.lettering import shortened, text_width, wrapped
from kamreport.rendering.charts.scales import Scale, bounds, round_ticks

NAMES = (
    "Northwind Logistics", "Aurelia Foods", "Brennan & Sons", "Cobalt Mobility", "Delmare Shipping",
    "Everline Energy", "Fjord Pharma", "Granite Insurance", "Helios Retail", "Iris Telecom",
)  # fmt: skip
DAY = dt.date(2026, 4, 10)


def scattered(count: int) -> list[matrix.Bubble]:
    dice = random.Random(count)  # noqa: S311 - a picture, not a secret
    return [
        matrix.Bubble(
            name=f"Account number {position}",
            a=min(max(dice.gauss(55, 18), 0), 100),
            r=min(max(dice.gauss(50, 18), 0), 100),
            weight=dice.paretovariate(1.2),
            quadrant="Star",
            words=f"position {position}",
        )
        for position in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 3, 25, 300])
def test_the_matrix_names_accounts_without_laying_one_name_on_another(count: int) -> None:
    chart = matrix.matrix("m", title="Matrix", bubbles=scattered(count), cuts=(50, 50))
    looks_sound(chart, "m")
    named = [text for text, _ in lettering(chart) if text.startswith("Account number")]
    assert len(named) >= min(count, 20)


def test_every_account_of_a_small_portfolio_is_named_beside_its_ring_and_off_the_cuts() -> None:
    bubbles = [
        matrix.Bubble(name="Kestrop Conveyors", a=42.5, r=55.6, weight=14.6, ring=31.0),
        matrix.Bubble(name="Quenby Dairy Systems", a=46.3, r=51.9, weight=1.9, ring=4.2),
        matrix.Bubble(name="Meridwen Water", a=38.3, r=54.0, weight=1.2, r_bounds=(40.0, 65.0)),
        matrix.Bubble(name="Dornath Chemicals", a=46.3, r=79.4, weight=4.0, ring=7.0),
    ]
    chart = matrix.matrix("m", title="t", bubbles=bubbles, cuts=(50, 50))
    boxes = {text: box for text, box in lettering(chart) if text in {one.name for one in bubbles}}
    assert len(boxes) == len(bubbles)
    for circle in (c.attrib for c in parsed(chart).iter() if c.tag.endswith("circle")):
        x, y, radius = (float(circle[key]) for key in ("cx", "cy", "r"))
        inner = (x - 0.7 * radius, y - 0.7 * radius, x + 0.7 * radius, y + 0.7 * radius)
        assert not any(overlaps(box, inner) for box in boxes.values())
    assert not {*struck(chart)} & {*boxes}


def test_the_matrix_says_its_numbers_and_directions() -> None:
    bubble = matrix.Bubble(name="Aurelia", a=65.8, r=68.3, words="attractiveness 65.8, strength 68.3", marked=True)
    chart = matrix.matrix("m", title="Place of Aurelia", bubbles=[bubble], cuts=(50, 60))
    title, description = words_of(chart)
    assert title == "Place of Aurelia"
    assert "Cuts at attractiveness 50 and strength 60" in description
    assert "Aurelia: attractiveness 65.8, strength 68.3" in description
    texts = [element.text or "" for element in parsed(chart).iter() if element.tag.endswith("text")]
    assert any("rising to the right" in text for text in texts)
    assert any("rising upwards" in text for text in texts)
    assert {"STATUS", "STRATEGIC", "STREAMLINE", "STAR"} <= set(texts)


def test_attractive_accounts_stand_right_and_strong_ones_stand_high() -> None:
    weak, strong = matrix.Bubble(name="w", a=10, r=10), matrix.Bubble(name="s", a=90, r=90)
    root = parsed(matrix.matrix("m", title="t", bubbles=[weak, strong], cuts=(50, 50)))
    (first, second) = [(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in root.iter() if c.tag.endswith("circle")]
    left, right = sorted((first, second))
    assert left[0] < right[0]
    assert left[1] > right[1]


def test_a_provisional_account_is_hatched_and_an_unknown_size_is_drawn_with_a_broken_line() -> None:
    bubble = matrix.Bubble(name="A", a=50, r=50, provisional=True, weight=None)
    chart = matrix.matrix("m7", title="t", bubbles=[bubble], cuts=(50, 50))
    assert 'fill="url(#m7-hatch' in chart
    assert "stroke-dasharray" in chart


@given(
    st.lists(
        st.tuples(
            st.floats(0, 600), st.floats(0, 400), st.floats(2, 25), st.text("abcdefgh ", min_size=1, max_size=18)
        ),
        max_size=60,
    )
)
@settings(max_examples=40, deadline=None)
def test_placed_labels_never_overlap_and_stay_inside(points: list[tuple[float, float, float, str]]) -> None:
    area = (0.0, 0.0, 600.0, 400.0)
    labels = place_labels([Mark(x, y, radius, name) for x, y, radius, name in points], area=area, size=9)
    boxes = [label.box for label in labels]
    for position, box in enumerate(boxes):
        assert area[0] <= box[0] <= box[2] <= area[2]
        assert area[1] <= box[1] <= box[3] <= area[3]
        assert not any(overlaps(box, other) for other in boxes[position + 1 :])


def test_the_waterfall_leads_from_one_end_to_the_other() -> None:
    steps = [effects.Step("Present revenue", 5.3, "+5.3"), effects.Step("Weights", -1.3, "−1.3")]
    chart = effects.waterfall(
        "w", title="Change", start=("2025 Q4", 57.5, "57.5"), steps=steps, end=("2026 Q1", 61.5, "61.5")
    )
    looks_sound(chart, "w")
    assert words_of(chart)[1] == "2025 Q4 57.5. Present revenue +5.3; Weights −1.3. 2026 Q1 61.5."


@pytest.mark.parametrize("width", [250, 320, 660])
def test_contributions_stay_readable_at_every_width(width: float) -> None:
    parts = [
        effects.Part(name="Growth potential", points=19.7, left=6.6, label="19.7 of 26.3"),
        effects.Part(name="Fit of offers against competitors", points=10.5, left=10.5, label="10.5 of 21.0"),
        effects.Part(name="Strategic fit", points=11.8, left=3.9, label="11.8 of 15.8 (assumed)", hatched=True),
        effects.Part(name="Solvency", points=None, left=None, label="not known"),
    ]
    chart = effects.contributions("c", title="Why", parts=parts, width=width)
    looks_sound(chart, "c")
    assert "Solvency: not known" in words_of(chart)[1]
    assert "url(#c-hatch" in chart


def test_bullets_and_swings_carry_their_labels() -> None:
    rows = [effects.Bullet(name="On time", value=0.8, target=0.9, most=1, label="80% of 90%: missed", reached=False)]
    looks_sound(effects.bullets("b", title="Service", rows=rows, width=400), "b")
    swings = [effects.Swing("A", 4, "+4"), effects.Swing("B", -3, "−3"), effects.Swing("C", None, "not known")]
    chart = effects.swings("s", title="Swings", rows=swings, width=400)
    looks_sound(chart, "s")
    assert words_of(chart)[1] == "A +4; B −3; C not known."


def periods(count: int, *, gaps: bool = False) -> list[quarters.Period]:
    return [
        quarters.Period(
            name=f"{2024 + position // 4} Q{position % 4 + 1}",
            revenue=None if gaps and position == 2 else 1000.0 + 40 * position,
            target=None if gaps else 1010.0 + 50 * position,
            margin=None if gaps and position in {1, 4} else (-60.0 if position == 5 else 150.0),
            margin_label="150",
            words=f"revenue {1000 + 40 * position}",
        )
        for position in range(count)
    ]


@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("count", [1, 2, 8])
def test_the_course_of_revenue_shows_gaps_instead_of_zeros(count: int, gaps: bool) -> None:
    chart = quarters.course("q", title="Revenue", periods=periods(count, gaps=gaps), tick=lambda value: f"{value:.0f}")
    looks_sound(chart, "q")
    assert "2024 Q1: revenue 1000" in words_of(chart)[1]
    if gaps and count > 1:
        assert "not known" in [text for text, _ in lettering(chart)]


def test_a_course_without_anything_known_is_still_a_picture() -> None:
    empty = [quarters.Period(name="2026 Q1", revenue=None, words="not known")]
    looks_sound(quarters.course("q", title="Revenue", periods=empty, tick=lambda value: f"{value:.0f}"), "q")


def test_sparklines_and_indexed_lines_break_where_nothing_is_known() -> None:
    looks_sound(quarters.sparkline("s", title="CSAT", values=[1, 2, None, 3, 2], words="1, 2, not known, 3, 2"), "s")
    looks_sound(quarters.sparkline("s", title="CSAT", values=[None], words="not known"), "s")
    level = [quarters.Indexed(name, (100.0, 100.0), "100") for name in ("Key", "Others")]
    flat = quarters.indexed_lines(
        "f", title="Index", names=["Q1", "Q2"], lines=level, tick=lambda value: f"{value:.0f}", words="both 100"
    )
    looks_sound(flat, "f")
    lines = [
        quarters.Indexed("Key", (100, 104, None, 118), "118"),
        quarters.Indexed("Others", (100, 101, 99, 100), "100"),
    ]
    chart = quarters.indexed_lines(
        "i",
        title="Index",
        names=["Q1", "Q2", "Q3", "Q4"],
        lines=lines,
        tick=lambda value: f"{value:.0f}",
        words="118 and 100",
    )
    looks_sound(chart, "i")


def test_the_colours_of_a_series_and_of_degrees_differ_in_grey() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    for colours in (palette.SERIES[:4], palette.DEGREES):
        greys = sorted(map(lightness, colours))
        assert min(after - before for before, after in pairwise(greys)) > 0.08
    assert [*map(lightness, palette.DEGREES)] == sorted(map(lightness, palette.DEGREES))


def test_stacked_bars_pairs_and_coverage_say_what_they_show() -> None:
    rows = [
        bars.Bar(name="A. Meyer", parts=(3, 2), label="5 of 5", limit=5),
        bars.Bar(name="A very long name of a very patient manager", parts=(9,), label="9 of 5: over", limit=5),
    ]
    chart = bars.stacked("s", title="Load", bars=rows, series=("key", "other"), width=400)
    looks_sound(chart, "s")
    assert "9 of 5: over" in words_of(chart)[1]
    both = [bars.Pair("Growth", (0.08, None), ("8%", "not known"))]
    looks_sound(bars.pairs("p", title="Both", rows=both, series=("Key", "Others"), width=250), "p")
    chart = bars.coverage_bar(
        "c", title="Known", known=0.83, marks=[(0.5, "half"), (0.7, "most")], label="83%", width=206
    )
    looks_sound(chart, "c")
    assert words_of(chart) == ("Known", "83%. half; most")


@pytest.mark.parametrize("count", [1, 4, 13])
def test_the_pareto_curve_ends_at_the_whole(count: int) -> None:
    shares = [bars.Share(f"Customer group {n}", 1 / count, f"{100 / count:.0f}%") for n in range(count)]
    chart = bars.pareto("p", title="Shares", shares=shares, lines=[(0.1, "major 10%"), (0.25, "high 25%")])
    looks_sound(chart, "p")
    (curve,) = [element.get("d", "") for element in parsed(chart).iter() if element.tag.endswith("path")]
    assert float(curve.split()[-1]) == pytest.approx(12.0), "1.0 is drawn at the top line"


def test_dots_show_bounds_and_the_cut() -> None:
    rows = [
        dots.Dot(name=name, value=90 - 6 * n, label=f"{90 - 6 * n}", low=85 - 6 * n, high=95 - 6 * n, solid=n != 2)
        for n, name in enumerate(NAMES)
    ]
    chart = dots.dots("d", title="Ranking", rows=rows, cut=(62, "cut 62.0"), band=5)
    looks_sound(chart, "d")
    assert "Northwind Logistics: 90" in words_of(chart)[1]
    looks_sound(dots.strip("t", title="A", dot=rows[0]), "t")
    reach = [
        dots.Reach(name, n + 1, max(n, 1), n + 3, f"{n + 1} ({max(n, 1)}–{n + 3})") for n, name in enumerate(NAMES)
    ]
    looks_sound(dots.rank_ranges("r", title="Ranks", rows=reach), "r")
    looks_sound(dots.rank_ranges("r", title="Ranks", rows=[dots.Reach("A", 1, 1, 1, "1, firm")]), "r")


def test_the_ladder_shows_every_view_on_its_step() -> None:
    views = [relations.View("evidence", 3), relations.View("we say", 3), relations.View("they say", 2)]
    chart = relations.stage_ladder("l", title="Stage", views=views)
    looks_sound(chart, "l")
    assert words_of(chart)[1] == "evidence: Interdependent; we say: Interdependent; they say: Cooperative."


def crowd(count: int) -> list[relations.Person]:
    levels = ("Executive", "Senior", "Middle", "Operational", "")
    return [
        relations.Person(
            name=f"Firstname Familyname {n}",
            role="Executive sponsor",
            level=levels[n % 5],
            influence=n % 5 + 1,
            strength=n % 5,
            support=(None, 2, 0, -1, -2)[n % 5],
            quiet=n % 3 == 0,
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [1, 6, 40])
def test_the_map_of_stakeholders_keeps_everybody_apart(count: int) -> None:
    chart = relations.stakeholder_map("p", title="People", people=crowd(count))
    looks_sound(chart, "p")
    assert words_of(chart)[1].count("influence") == count


def test_plan_bars_mark_what_is_late_in_words() -> None:
    rows = [
        dates.Planned(name="Agree a sponsor meeting", due=dt.date(2026, 3, 30), late=True, label="overdue 11 days"),
        dates.Planned(
            name="Pilot in two plants", start=dt.date(2026, 2, 1), due=dt.date(2027, 6, 30), label="due 30 Jun"
        ),
        dates.Planned(name="Onboarding", start=dt.date(2024, 11, 1), due=dt.date(2026, 1, 20), done=True, label="done"),
    ]
    chart = dates.plan_bars("g", title="Plan", rows=rows, as_of=DAY)
    looks_sound(chart, "g")
    assert "due 2026-03-30, overdue 11 days" in words_of(chart)[1]


@pytest.mark.parametrize("years", [12, 30])
def test_where_quarters_are_many_the_same_quarter_of_each_year_is_named(years: int) -> None:
    rows = [dates.Planned(name=f"Step {n}", due=dt.date(2024 + n, 5, 17), label="due") for n in range(years)]
    chart = dates.plan_bars("g", title="Plan", rows=rows, as_of=DAY)
    looks_sound(chart, "g")
    assert {text[-2:] for text, _ in lettering(chart) if " Q" in text} == {"Q2"}


def test_a_timeline_keeps_neighbouring_dates_apart() -> None:
    moments = [dates.Moment(f"Event number {n}", DAY + dt.timedelta(days=3 * n), f"day {3 * n}") for n in range(8)]
    looks_sound(dates.timeline("t", title="Dates", moments=moments, as_of=DAY), "t")


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 60)), min_size=1, max_size=9))
def test_no_line_of_a_timeline_runs_through_a_name(events: list[tuple[int, int]]) -> None:
    moments = [dates.Moment("e" * size, DAY + dt.timedelta(days=day), "") for day, size in events]
    chart = dates.timeline("t", title="Dates", moments=moments, as_of=DAY)
    assert struck(chart) == []


def test_the_calendar_shows_notice_and_renewal() -> None:
    tracks = [
        dates.Track(
            name=name,
            marks=((DAY + dt.timedelta(days=20 * n), "notice"), (DAY + dt.timedelta(days=20 * n + 60), "renewal")),
            label=f"renews in {20 * n + 60} days",
            ends=DAY + dt.timedelta(days=20 * n + 60),
        )
        for n, name in enumerate(NAMES)
    ]
    chart = dates.calendar("k", title="Renewals", tracks=tracks, as_of=DAY, until=DAY.replace(year=2027))
    looks_sound(chart, "k")


@given(st.text(max_size=40))
def test_any_name_makes_well_formed_pictures(name: str) -> None:
    sheet = Drawing("x", name, 10, 10)
    sheet.text(0, 0, name)
    root = parsed(sheet.finish(name))
    assert root[0].tag.endswith("title")


def test_control_signs_and_markup_in_names_are_harmless() -> None:
    assert plain('<b>&"\x00\x0b') == "&lt;b&gt;&amp;&quot;"


@given(st.floats(-1e6, 1e6))
def test_coordinates_have_two_decimals_and_no_minus_zero(value: float) -> None:
    shown = number(value)
    assert shown != "-0"
    assert len(shown.partition(".")[2]) <= 2
    assert float(shown) == pytest.approx(value, abs=0.0051)


AMOUNTS = st.integers(-(10**12), 10**12).map(lambda thousandths: thousandths / 1000)


@given(AMOUNTS, AMOUNTS, st.integers(2, 8))
def test_ticks_are_few_and_span_the_values(one: float, other: float, about: int) -> None:
    low, high = sorted((one, other))
    ticks = round_ticks(low, high, about)
    near = max(abs(low), abs(high)) * 1e-6
    assert ticks[0] <= low + near
    assert ticks[-1] >= high - near
    assert len(ticks) <= about * 3 + 2


def test_scales_keep_values_outside_at_the_nearer_end() -> None:
    scale = Scale(0, 100, 10, 110)
    assert [scale.at(value) for value in (-5, 0, 50, 100, 900)] == [10, 10, 60, 110, 110]
    assert bounds([None, None]) == (0.0, 1.0)
    assert bounds([3, None, 7], zero=False) == (3, 7)


@given(st.text(max_size=60), st.floats(10, 200))
def test_shortened_texts_fit(text: str, room: float) -> None:
    assert text_width(shortened(text, 9, room), 9) <= max(room, text_width("…", 9)) + 1e-6
    assert len(wrapped(text, 9, room, 2)) <= 2
