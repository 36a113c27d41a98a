"""The example portfolio: a manufacturer and its accounts, all invented, for a first look and a demonstration.

It comes in two editions about the same accounts. The core edition fills the core sheets. The full edition adds what
``example/full`` says on optional and programme sheets: much for some accounts, little or nothing for others.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from kamreport.model import CORE, SHEETS, AccountRatings, Criterion, Revenue
from kamreport.model.lists import Method, Preset
from kamreport.schema import schema_of
from kamreport.shipped import workbook_templates
from kamreport.writing.template.blank import Rows
from kamreport.writing.template.shipped_texts import Row, programme_rows, read_rows, shipped_rows, text_file


class Edition(Enum):
    """How much of the example: its core sheets, or every sheet there is."""

    CORE = "core"
    FULL = "full"

    @property
    def preset(self) -> Preset:
        """The criteria the accounts are rated by."""
        return Preset.FULL if self is Edition.FULL else Preset.LITE

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of its texts; a later one completes those before it."""
        core = workbook_templates() / "example"
        return (core, core / "full") if self is Edition.FULL else (core,)


def example_rows(edition: Edition = Edition.CORE) -> Rows:
    """The rows of the example's sheets, by record class."""
    core, *others = edition.folders
    rows: dict[type, Sequence[Row]] = {record: read_rows(core, record) for record in CORE}
    if not others:
        return rows
    shipped = {**shipped_rows(edition.preset), **programme_rows()}
    rows[Revenue] = completed(Revenue, earlier_revenue(), rows[Revenue])
    for folder in others:
        for record in SHEETS:
            if text_file(folder, record).is_file():
                before = rows.get(record, shipped.get(record, ()))
                rows[record] = completed(record, before, [_as_held(row) for row in read_rows(folder, record)])
    rows[Revenue] = sorted(rows[Revenue], key=lambda row: (str(row["Account ID"]), str(row["Period end"])))
    return rated_by(edition.preset, rows)


def earlier_revenue() -> Sequence[Row]:
    """Revenue of quarters that the core edition no longer holds, as its earlier quarters did."""
    return read_rows(workbook_templates() / "example" / "earlier", Revenue)


def completed(record: type, rows: Sequence[Row], more: Sequence[Row]) -> Sequence[Row]:
    """The rows of a sheet, those with the key of a row of ``more`` completed by its cells, the rest of it after them."""
    schema = schema_of(record)
    key = [schema.column(field).title for field in schema.key]
    if not key:
        return [*rows, *more]
    merged = {tuple(row.get(title) for title in key): row for row in rows}
    for row in more:
        found = tuple(row.get(title) for title in key)
        merged[found] = {**merged.get(found, {}), **row}
    return list(merged.values())


def rated_by(preset: Preset, rows: Rows) -> Rows:
    """The rows with only those ratings that a preset asks for: the core example is rated by another one."""
    criteria = shipped_rows(preset)[Criterion]
    asked = {f"{row['Criterion ID']} {row['Criterion']}" for row in criteria if row["Method"] == Method.RATING}
    known = asked | {column.title for column in schema_of(AccountRatings).columns if not column.is_family}
    ratings = [_only(known, row) for row in rows[AccountRatings]]
    return {**rows, AccountRatings: ratings}


def _as_held(row: Row) -> Row:
    """A row as Excel holds it: a digit somebody types into a column of texts is a number there."""
    return {title: float(raw) if isinstance(raw, str) and raw.isdigit() else raw for title, raw in row.items()}


def _only(titles: set[str], row: Row) -> Row:
    return {title: raw for title, raw in row.items() if title in titles}
