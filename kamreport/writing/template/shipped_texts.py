"""The shipped rows of the model sheets, read from their CSV files by the kinds of their columns."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from kamreport.cells import CellRef, Raw
from kamreport.errors import UsageError
from kamreport.findings import Finding
from kamreport.model import (
    Anchor,
    Band,
    ChecklistItem,
    Criterion,
    FrameworkItem,
    HealthMeasure,
    ListValue,
    Milestone,
    ProgrammeMeasure,
    ProgrammeQuestion,
    Settings,
    TierService,
)
from kamreport.model.lists import Preset
from kamreport.schema import Column, schema_of, setting_rows
from kamreport.schema.kinds import Anything, Date, Grade, Kind, Number
from kamreport.shipped import workbook_templates

Row: TypeAlias = Mapping[str, Raw]
"""The filled cells of one row, by column title, as Excel would hold them."""

PRESET_SHEETS = (Criterion, Band, Anchor)
"""Model sheets that differ from preset to preset."""
_KIND_OF_SETTING = {row.title: row.kind for row in setting_rows(Settings)}
COMMON_SHEETS = (HealthMeasure, TierService, ListValue)
"""Model sheets that every preset shares."""
PROGRAMME_TEXTS = (ChecklistItem, FrameworkItem, Milestone, ProgrammeMeasure, ProgrammeQuestion)
"""Programme sheets whose items are shipped (KAM.md §12); teams answer them."""


def preset_named(preset: Preset | str) -> Preset:
    """The preset of a name in any case; UsageError for one that does not exist."""
    by_name = {known.value.casefold(): known for known in Preset}
    found = by_name.get(preset.casefold())
    if found is None:
        raise UsageError(f"There is no preset {preset}. Choose one of: {', '.join(by_name)}.")
    return found


def shipped_rows(preset: Preset | str) -> Mapping[type, Sequence[Row]]:
    """The rows of every model sheet of a preset, by record class. Raises UsageError for an unknown preset."""
    folder = workbook_templates()
    of_preset = folder / "presets" / preset_named(preset).value.lower()
    rows = {record: read_rows(of_preset, record) for record in PRESET_SHEETS}
    return rows | {record: read_rows(folder / "model", record) for record in COMMON_SHEETS}


def programme_rows() -> Mapping[type, Sequence[Row]]:
    """The shipped items of the programme sheets, by record class."""
    return {record: read_rows(workbook_templates() / "programme", record) for record in PROGRAMME_TEXTS}


def read_rows(folder: Path, record: type) -> Sequence[Row]:
    """The rows of a sheet from ``<folder>/<title>.csv``; ValueError names the file and line of a slip."""
    schema = schema_of(record)
    file = text_file(folder, record)
    by_title = {column.title: column for column in schema.columns if not column.is_family}
    families = [column for column in schema.columns if column.is_family]
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        titles = next(reader)
        columns = [by_title.get(title) or _family(families, title, file) for title in titles]
        return [
            {
                title: typed(text, _kind(column, cells), CellRef(file.name, reader.line_num, place), title)
                for place, (title, column, text) in enumerate(zip(titles, columns, cells, strict=True), 1)
                if text
            }
            for cells in reader
        ]


def text_file(folder: Path, record: type) -> Path:
    """Where a folder keeps the rows of a sheet, if it does."""
    return folder / f"{schema_of(record).title.lower().replace(' ', '-')}.csv"


def _kind(column: Column, cells: Sequence[str]) -> Kind:
    """The kind of a cell: its column's, or in Settings that of the setting its row begins with."""
    return _KIND_OF_SETTING[cells[0]] if isinstance(column.kind, Anything) else column.kind


def typed(text: str, kind: Kind, where: CellRef, title: str) -> Raw:
    """A text of a shipped file as Excel would hold it; ValueError when the kind does not take it."""
    raw = _raw(text, kind)
    parsed = kind.parse(raw, where, title)
    if isinstance(parsed, Finding):
        raise ValueError(f"{where.sheet}, line {where.row}: {parsed.message} {parsed.hint}")  # noqa: TRY004 - a wrong value
    return raw


def _raw(text: str, kind: Kind) -> Raw:
    """Text that is no number or date stays text: its kind then says what is wrong with it."""
    try:
        if isinstance(kind, Date):
            return dt.datetime.fromisoformat(text)
        return float(text) if isinstance(kind, Number | Grade) else text
    except ValueError:
        return text


def _family(families: Sequence[Column], title: str, file: Path) -> Column:
    """Titles of a family begin with the Criterion ID: a sheet with one takes any other title for it."""
    if not families:
        raise ValueError(f"{file.name}: no column is called {title}")
    return families[0]
