"""A new workbook: declared sheets, shipped texts, and the rows somebody may already have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from kamreport.findings import Rule
from kamreport.model import CORE, MODEL, SHEETS, SettingLine
from kamreport.model.lists import Preset
from kamreport.schema import schema_of
from kamreport.shipped import workbook_templates
from kamreport.writing.template.drop_downs import gather_lists, name_links
from kamreport.writing.template.saving import check_target, save
from kamreport.writing.template.settings_sheet import lay_settings
from kamreport.writing.template.sheets import columns_of, lay_sheet
from kamreport.writing.template.shipped_texts import Row, preset_named, programme_rows, shipped_rows
from kamreport.writing.template.start_sheet import lay_start

Rows = Mapping[type, Sequence[Row]]
"""Rows to put into sheets, by record class: cells by column title."""


def new_workbook(
    path: Path,
    *,
    preset: Preset | str,
    rules: Sequence[Rule],
    rows: Rows | None = None,
    sheets: Collection[type] = (),
) -> None:
    """Make a workbook to fill in: core and model sheets, with the texts of a preset.

    ``preset`` is a Preset or its name, in any case. ``rules`` get a row each in Settings, where a team may lower
    them. ``rows`` fill sheets by record class; those of SettingLine replace defaults. ``sheets`` are optional and
    programme sheets to put in as well, with their shipped items. The written
    sheets are put in by the hand that fills them. Raises OutputError when the file exists or may not be written,
    UsageError for an unknown preset or a name that does not end with .xlsx.
    """
    chosen = preset_named(preset)
    check_target(path)
    save(made_workbook(chosen, rules, rows or {}, sheets), path)


def made_workbook(preset: Preset, rules: Sequence[Rule], given: Rows, sheets: Collection[type] = ()) -> Workbook:
    """The workbook of ``new_workbook``, not yet saved."""
    rows = {**shipped_rows(preset), **programme_rows(), **given}
    schemas = [schema_of(record) for record in SHEETS if record in (*CORE, *MODEL, *sheets, *given)]
    titles = {schema.title for schema in schemas}
    book = Workbook()
    del book["Sheet"]
    settings = {"Preset": preset.value} | {str(row["Setting"]): row.get("Value") for row in given.get(SettingLine, ())}
    for schema in schemas:
        if schema.record is SettingLine:
            lay_settings(book, settings, rules)
        else:
            lay_sheet(book, schema, columns_of(schema, rows, titles), rows.get(schema.record, ()))
    lay_start(book, workbook_templates() / "start.md", schemas)
    name_links(book, schemas)
    gather_lists(book, schemas)
    book.active = 0
    return book
