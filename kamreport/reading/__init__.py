"""From a workbook to its records: every cell typed, or reported at its address with the next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from kamreport.cells import CellRef, Raw
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import SHEETS, Band, Criterion, ListValue, Portfolio, SettingLine
from kamreport.package import open_book
from kamreport.reading import absent, headers, rows, settings, sheets, strays
from kamreport.reading.absent import missing_sheets
from kamreport.reading.families import families_of
from kamreport.reading.headers import W104
from kamreport.reading.own_lists import lists_from
from kamreport.reading.rows import held
from kamreport.reading.settings import settings_from
from kamreport.reading.sheets import SheetsReader
from kamreport.reading.sources import Source
from kamreport.reading.titles import find_sheets, plain_sheet
from kamreport.results import WRITTEN, Workbook
from kamreport.schema import schema_of

__all__ = ["RULES", "W104", "Reading", "Source", "place", "read", "read_sheets"]

KEPT = tuple(record for record in WRITTEN if schema_of(record).appended)
"""Written sheets that are read again: they grow from review to review."""
_FIRST = (ListValue, Criterion, Band)
"""Sheets that say what cells of other sheets may hold."""
_ORDER = {plain_sheet(schema_of(record).title): at for at, record in enumerate((*SHEETS, *WRITTEN))}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading of a workbook gives."""

    workbook: Workbook
    portfolio: Portfolio
    """Records as the cells say it; links not yet looked up. A row with an error in a required cell is left out."""
    findings: tuple[Finding, ...]
    """W and C findings, at the rules' own severities, in order of sheet, row, column, code."""


def read(path: str | Path) -> Reading:
    """Read a closed workbook. Raises WorkbookError when the file is none; what is in it raises nothing."""
    return read_sheets(open_book(path))


def read_sheets(source: Source) -> Reading:
    """Read a workbook from any source of rows (KAM.md §3.1, §4.1, §4.2)."""
    schemas = [schema_of(record) for record in (*SHEETS, *KEPT)]
    found = find_sheets(source, schemas)
    reader = SheetsReader(source, found)
    lists = reader.read(ListValue)
    reader.lists = lists_from(lists) if ListValue in reader.rows else None
    criteria, bands = reader.read(Criterion), reader.read(Band)
    reader.families = families_of(criteria, bands, known=Criterion in reader.rows)
    lines = reader.read(SettingLine)
    in_force, said = settings_from(lines, reader.cells_at_fault if SettingLine in reader.rows else None)
    for schema in schemas:
        if schema.record not in (*_FIRST, SettingLine):
            reader.read(schema.record)
    kept = {record: records for record, records in reader.rows.items() if record is not SettingLine}
    findings = [*missing_sheets(source, schemas, found), *reader.findings, *said]
    version = in_force.template_version if "template_version" in in_force.cells else ""
    workbook = Workbook(source.path, source.fingerprint, version)
    portfolio = Portfolio(in_force, kept, reader.left_out, reader.unread | _unread_settings(lines, said))
    return Reading(workbook, portfolio, tuple(sorted(findings, key=place)))


def _unread_settings(lines: Sequence[SettingLine], said: Sequence[Finding]) -> dict[CellRef, str]:
    """What the cells of settings in error hold: their kind is known only once the whole sheet is read."""
    wrong = {finding.where for finding in said if finding.severity is Severity.ERROR}
    cells = ((line.origin.cell("value"), line.value) for line in lines)
    return {where: held(cast(Raw, value)) for where, value in cells if where in wrong and value is not None}


def place(finding: Finding) -> tuple[int, str, int, int, str]:
    """Where a finding stands in the order of all: sheet as declared, row, column, code (KAM.md §4.1)."""
    title = plain_sheet(finding.where.sheet)
    return (_ORDER.get(title, len(_ORDER)), title, *finding.order)


RULES: tuple[Rule, ...] = (*absent.RULES, *headers.RULES, *rows.RULES, *sheets.RULES, *strays.RULES, *settings.RULES)
