"""The shipped rows of the model sheets: complete, typed, and adding up (KAM.md §5.3, §7, §8.1, §17.17)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kamreport.model import MODEL, Anchor, Band, Criterion, HealthMeasure, TierService
from kamreport.model.lists import Preset, Tier
from kamreport.schema import schema_of
from kamreport.writing.template.shipped_texts import read_rows, shipped_rows

EVERY_PRESET = pytest.mark.parametrize("preset", list(Preset))


@EVERY_PRESET
def test_a_preset_fills_every_model_sheet_with_rows_that_have_all_required_cells(preset: Preset) -> None:
    rows = shipped_rows(preset)
    assert set(rows) == set(MODEL)
    for record, of_sheet in rows.items():
        required = {column.title for column in schema_of(record).required}
        assert all(required <= set(row) for row in of_sheet), record


@EVERY_PRESET
def test_the_weights_of_each_axis_sum_to_100(preset: Preset) -> None:
    weights: Counter[object] = Counter()
    for row in shipped_rows(preset)[Criterion]:
        weights[row["Axis"]] += row["Weight"]  # type: ignore[assignment, operator]
    assert weights == {"Attractiveness": 100, "Strength": 100}


@EVERY_PRESET
def test_exactly_one_criterion_shows_potential_and_it_is_on_attractiveness(preset: Preset) -> None:
    shows = [row["Axis"] for row in shipped_rows(preset)[Criterion] if row.get("Shows potential") == "Yes"]
    assert shows == ["Attractiveness"]


@EVERY_PRESET
def test_bands_and_anchors_belong_to_the_criteria_that_need_them(preset: Preset) -> None:
    rows = shipped_rows(preset)
    by_method = {
        method: {row["Criterion ID"] for row in rows[Criterion] if row["Method"] == method}
        for method in ("Band", "Rating")
    }
    assert {row["Criterion ID"] for row in rows[Band]} == by_method["Band"]
    ratings = Counter((row["Criterion ID"], row["Rating"]) for row in rows[Anchor])
    assert ratings == {(criterion, rating): 1 for criterion in by_method["Rating"] for rating in (1, 3, 5)}


@EVERY_PRESET
def test_the_bands_of_a_criterion_tile_the_whole_line(preset: Preset) -> None:
    rows = shipped_rows(preset)[Band]
    for criterion in {row["Criterion ID"] for row in rows}:
        bands = [row for row in rows if row["Criterion ID"] == criterion]
        assert "From" not in bands[0]
        assert "To" not in bands[-1]
        assert [band["To"] for band in bands[:-1]] == [band["From"] for band in bands[1:]]


@pytest.mark.parametrize(
    ("preset", "criteria"),
    [
        ("Lite", "A1 A2 A3 A4 R1 R3 R4 R6"),
        ("Full", "A1 A2 A3 A4 A5 A6 A7 R1 R2 R3 R4 R5 R6"),
        ("Growth-Harmony-Value", "GR1 GR2 GR3 GR4 HA1 HA2 HA3 HA4 HA5 VC1 VC2 VC3 R1 R2 R3 R4 R5 R6"),
    ],
)
def test_a_preset_has_its_criteria(preset: str, criteria: str) -> None:
    assert [row["Criterion ID"] for row in shipped_rows(preset)[Criterion]] == criteria.split()


def test_effort_and_cost_to_serve_are_the_criteria_of_which_less_is_better() -> None:
    lower = {
        row["Criterion ID"]
        for preset in Preset
        for row in shipped_rows(preset)[Criterion]
        if row["Direction"] == "Lower"
    }
    assert lower == {"A7", "GR2"}


def test_component_weights_of_health_sum_to_100_and_so_do_the_measures_of_each() -> None:
    rows = shipped_rows(Preset.LITE)[HealthMeasure]
    assert sum({row["Component"]: row["Component weight"] for row in rows}.values()) == 100  # type: ignore[arg-type]
    for component in {row["Component"] for row in rows}:
        assert sum(row["Weight"] for row in rows if row["Component"] == component) == 100  # type: ignore[misc]


def test_every_tier_is_described_in_the_order_of_its_rank() -> None:
    rows = shipped_rows(Preset.LITE)[TierService]
    assert [row["Tier"] for row in rows] == list(Tier)
    assert [row["Rank"] for row in rows] == [tier.rank for tier in Tier]


def test_a_slip_in_a_shipped_file_names_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "anchors.csv").write_text("Criterion ID,Rating,Description\nA1,1,low\nA1,six,high\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"anchors\.csv, line 3: Rating is text"):
        read_rows(tmp_path, Anchor)


def test_a_column_nobody_declared_is_a_slip_too(tmp_path: Path) -> None:
    (tmp_path / "anchors.csv").write_text("Criterion ID,Ratting,Description\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column is called Ratting"):
        read_rows(tmp_path, Anchor)
