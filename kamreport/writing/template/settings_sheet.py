"""The Settings sheet: a row per setting with its default, and a row per rule for its severity."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.cells import Raw
from kamreport.findings import Rule, Severity
from kamreport.model import SettingLine, Settings
from kamreport.schema import SettingRow, schema_of, setting_rows
from kamreport.writing.template.limits import limit, told, words_only
from kamreport.writing.template.looks import cell_at, mark_missing, style_cells
from kamreport.writing.template.sheets import lay_sheet
from kamreport.writing.template.shipped_texts import Row

SEVERITY_OF = "Severity of "
_VALUE = 2
_LOWERED = tuple(severity.word.capitalize() for severity in (Severity.WARNING, Severity.NOTE))


def lay_settings(book: Workbook, given: Mapping[str, Raw], rules: Sequence[Rule]) -> Worksheet:
    """Add Settings; ``given`` are values by title that replace the defaults."""
    declared = setting_rows(Settings)
    schema = schema_of(SettingLine)
    rows = [_setting(row, given) for row in declared] + [_severity(rule, given) for rule in rules]
    sheet = lay_sheet(book, schema, schema.columns, rows)
    sheet.data_validations.dataValidation = [
        kept for kept in sheet.data_validations.dataValidation if not str(kept.sqref).startswith("B2")
    ]
    for at, row in enumerate(declared, 2):
        _set_up_value(sheet, at, row)
    _set_up_severities(sheet, len(declared) + 2, len(rows) + 1)
    return sheet


def _setting(row: SettingRow, given: Mapping[str, Raw]) -> Row:
    value = given.get(row.title, _as_typed(row.default))
    return {"Setting": row.title, "Value": value, "Unit": row.unit or None, "Note": row.note or None}


def _severity(rule: Rule, given: Mapping[str, Raw]) -> Row:
    title = SEVERITY_OF + rule.code
    note = f"{rule.name}: {rule.summary} Blank keeps it {_article(rule.severity.word)}."
    return {"Setting": title, "Value": given.get(title), "Unit": "Warning or Note", "Note": note}


def _article(word: str) -> str:
    return f"an {word}" if word == Severity.ERROR.word else f"a {word}"


def _as_typed(default: object) -> Raw:
    if isinstance(default, bool):
        return "Yes" if default else "No"
    if isinstance(default, enum.StrEnum):
        return default.value
    return default if isinstance(default, str | int | float) else None


def _set_up_value(sheet: Worksheet, at: int, row: SettingRow) -> None:
    column = schema_of(SettingLine).column("value")
    cell = cell_at(sheet, at, _VALUE)
    style_cells(cell, column, row.kind.number_format)
    prompt = told(row.kind, row.note, required=row.required)
    validation = limit(row.kind, cell=cell.coordinate, title=row.title, prompt=prompt)
    validation.add(cell.coordinate)
    sheet.add_data_validation(validation)
    if row.required:
        mark_missing(sheet, cell.coordinate, f'{cell.coordinate}=""')


def _set_up_severities(sheet: Worksheet, first: int, last: int) -> None:
    """Folded away: a team opens them when a rule is too loud for it."""
    if first > last:
        return
    prompt = "How loud the rule is. It may be lowered, never raised; an error that leaves a row out stays one."
    words = words_only(_LOWERED, "Severity", prompt)
    words.add(f"B{first}:B{last}")
    sheet.add_data_validation(words)
    sheet.row_dimensions.group(first, last, outline_level=1, hidden=True)
    sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)
