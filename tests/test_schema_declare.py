"""A record class is the declaration of its sheet: everything else follows from it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from collections.abc import Mapping
from typing import Any

import pytest

from kamreport.cells import RowRef
from kamreport.model import SHEETS, AccountRatings, SettingLine, Settings
from kamreport.results import WRITTEN
from kamreport.schema import When, column, family, kinds, schema_of, setting, setting_rows, settings, sheet
from kamreport.schema.declare import Group, Owner

EVERY = [*SHEETS, *WRITTEN]


class Colour(enum.StrEnum):
    RED = "Red"
    BLUE = "Blue"


@sheet("Boats", key="boat_id", group=Group.OPTIONAL)
class Boat:
    """One row per boat."""

    origin: RowRef
    boat_id: str = column("Boat ID", doc="Its name on paper.")
    colour: Colour | None = column("Colour", aliases=("Paint",), required_when=When("sold"))
    sold: dt.date | None = column("Sold", width=9)
    crew: int = column("Crew", default=2)
    marks: Mapping[str, int] = family("Marks")

    @property
    def is_sold(self) -> bool:
        return self.sold is not None


HERE = RowRef("Boats", 2, {"boat_id": 1})


def test_kinds_and_what_is_required_come_from_the_annotations() -> None:
    schema = schema_of(Boat)
    assert [(one.field, type(one.kind), one.required) for one in schema.columns] == [
        ("boat_id", kinds.Text, True),
        ("colour", kinds.Choice, False),
        ("sold", kinds.Date, False),
        ("crew", kinds.Whole, False),
        ("marks", kinds.Grade, False),
    ]
    assert [one.field for one in schema.columns if one.is_family] == ["marks"]
    assert schema.required == (schema.column("boat_id"),)
    assert (schema.title, schema.key, schema.doc, schema.group) == (
        "Boats",
        ("boat_id",),
        "One row per boat.",
        Group.OPTIONAL,
    )
    assert not schema.core
    assert not schema.needed


def test_a_record_is_frozen_light_and_blank_where_nothing_is_said() -> None:
    make: Any = Boat
    boat = make(origin=HERE, boat_id="B-1")
    assert (boat.colour, boat.sold, boat.crew, boat.marks, boat.is_sold) == (None, None, 2, {}, False)
    with pytest.raises(dataclasses.FrozenInstanceError):
        boat.crew = 3
    assert not hasattr(boat, "__dict__")


def test_a_column_is_found_by_its_field() -> None:
    assert schema_of(Boat).column("colour").aliases == ("Paint",)
    assert schema_of(Boat).column("sold").width == 9
    with pytest.raises(KeyError):
        schema_of(Boat).column("rudder")


def test_a_class_that_declares_no_sheet_has_no_schema() -> None:
    with pytest.raises(TypeError, match="Colour declares no sheet"):
        schema_of(Colour)


def test_an_annotation_no_kind_stands_for_is_refused() -> None:
    with pytest.raises(TypeError, match="no kind of cell stands for"):

        @sheet("Wrong")
        class Wrong:
            """One row per mistake."""

            origin: RowRef
            what: complex = column("What")


def test_a_condition_holds_for_its_words_or_for_anything() -> None:
    assert When("status", ("Done",)).holds({"status": "Done"})
    assert not When("status", ("Done",)).holds({"status": "Open"})
    assert not When("status", ("Done",)).holds({})
    assert When("sold").holds({"sold": dt.date(2026, 1, 1)})
    assert When("sold").holds({"sold": 0})
    assert not When("sold").holds({})
    assert not When("marks").holds({"marks": {}})


def test_settings_are_declared_as_rows() -> None:
    @settings
    class Sails:
        """What can be set on a boat."""

        area: float = setting("Area", default=12.5, unit="m²", note="Of the main sail.")
        name: str | None = setting("Name", required=True)

    area, name = setting_rows(Sails)
    assert (area.field, area.title, area.default, area.unit, area.required) == ("area", "Area", 12.5, "m²", False)
    assert (name.required, name.default, type(name.kind)) == (True, None, kinds.Text)


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.__name__)
def test_every_sheet_is_declared_soundly(record: type) -> None:
    schema = schema_of(record)
    titles = [" ".join(title.split()).casefold() for one in schema.columns for title in (one.title, *one.aliases)]
    fields = {one.field for one in schema.columns}
    assert len(titles) == len(set(titles)), "a title or alias is there twice"
    assert set(schema.key) <= fields, "a key names no field"
    assert schema.doc.endswith("."), "a sheet says what its rows are"
    assert schema.required or schema.owner is not Owner.MANAGER, "the header is found by a required title"
    for one in schema.columns:
        assert one.required_when is None or one.required_when.field in fields
        assert one.doc.endswith((".", "?")) or one.owner is not Owner.MANAGER, f"{one.title} needs a prompt"
        assert not one.title.startswith("_")
        assert one.doc.lower().endswith(f"blank means {one.blank.lower()}.") or not one.blank
        assert not (one.required and one.blank), f"{one.title} is never blank"


def test_sheet_titles_and_table_names_are_unlike_each_other() -> None:
    schemas = [schema_of(record) for record in EVERY]
    assert len({"".join(schema.title.split()).casefold() for schema in schemas}) == len(schemas)
    assert len({schema.table for schema in schemas}) == len(schemas)


def test_every_setting_has_a_title_of_its_own_and_a_sound_default() -> None:
    rows = setting_rows(Settings)
    assert len({row.title.casefold() for row in rows}) == len(rows)
    assert [row.title for row in rows if row.required] == ["Period end", "Currency"]
    assert schema_of(SettingLine).column("value").owner is Owner.MANAGER


def test_rated_on_and_rated_by_hang_on_the_grades() -> None:
    hanging = {one.title for one in schema_of(AccountRatings).columns if one.required_when == When("grades")}
    assert hanging == {"Rated on", "Rated by"}
