"""The Settings sheet, read downwards: a row per setting, each with the kind its declaration gives it (KAM.md §3.4)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from kamreport.cells import CellRef, Raw, sheet_ref
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import TEMPLATE_VERSION, SettingLine, Settings
from kamreport.reading.headers import W103, W104
from kamreport.reading.rows import C101, counts_as
from kamreport.reading.titles import plain
from kamreport.schema import SettingRow, nearest, setting_rows
from kamreport.schema.kinds import not_a_choice

W110 = Rule("W110", "template-version", Severity.ERROR, "0.1", "The workbook was made by another version.")

_SEVERITY = re.compile(r"severity of ([a-z]\d{3})")
_LOWER = {"warning": Severity.WARNING, "note": Severity.NOTE}


def settings_from(
    lines: Sequence[SettingLine], broken: frozenset[CellRef] | None
) -> tuple[Settings, Sequence[Finding]]:
    """The settings in force and what is wrong with their rows.

    ``broken`` are cells already reported: a setting in one has its default without a second finding. It is None when
    the sheet as a whole could not be read: then all settings have their defaults, and nothing more is said.
    """
    if broken is None:
        return _settings({}, {}, {}), ()
    findings: list[Finding] = []
    values: dict[str, Any] = {}
    severities: dict[str, Severity] = {}
    cells: dict[str, CellRef] = {}
    by_title = {plain(row.title): row for row in setting_rows(Settings)}
    once = _those_that_stand_once(lines, findings)
    missing = [row.title for title, row in by_title.items() if title not in {plain(line.setting) for line in lines}]
    for line in once:
        row = by_title.get(plain(line.setting))
        where = line.origin.cell("value")
        if row is not None:
            cells[row.field] = where
            value = _value(row, line, broken, findings)
            if value is not None:
                values[row.field] = value
        elif found := _SEVERITY.fullmatch(plain(line.setting)):
            code = found[1].upper()
            cells[code] = line.origin.cell("setting")
            severities |= _lowered(code, line, findings)
        elif not line.setting.startswith("_"):
            findings.append(_unknown(line, missing))
    findings += _required_but_missing(lines, [row for row in by_title.values() if row.title in missing])
    findings += _other_version(values.get("template_version"), cells)
    return _settings(values, severities, cells), findings


def _settings(values: dict[str, Any], severities: dict[str, Severity], cells: dict[str, CellRef]) -> Settings:
    """The given values, and the default of every other setting."""
    given: dict[str, Any] = {row.field: row.default for row in setting_rows(Settings)} | values
    return Settings(**given, severities=severities, cells=cells)


def _those_that_stand_once(lines: Iterable[SettingLine], findings: list[Finding]) -> list[SettingLine]:
    by_title: dict[str, list[SettingLine]] = {}
    for line in lines:
        by_title.setdefault(plain(line.setting), []).append(line)
    for first, *again in by_title.values():
        if again:
            findings.append(
                W103.at(
                    again[0].origin.cell("setting"),
                    f"The setting {first.setting} is there more than once; none of them is read.",
                    hint="Keep one row and delete the other.",
                    related=tuple(See(line.origin.cell("setting"), "also sets it") for line in (first, *again[1:])),
                )
            )
    return [found[0] for found in by_title.values() if len(found) == 1]


def _value(row: SettingRow, line: SettingLine, broken: frozenset[CellRef], findings: list[Finding]) -> object:
    """The typed value; None for the default."""
    where = line.origin.cell("value")
    if line.value is None:
        if row.required and where not in broken:
            findings.append(_blank(row, where))
        return None
    parsed = row.kind.parse(cast(Raw, line.value), where, row.title)
    if isinstance(parsed, Finding):
        effect = "Nothing can be scored." if row.required else counts_as(row.blank)
        findings.append(dataclasses.replace(parsed, message=f"{parsed.message} {effect}".rstrip()))
        return None
    return parsed


def _blank(row: SettingRow, where: CellRef) -> Finding:
    return C101.at(
        where, f"{row.title} is blank, so nothing can be scored.", hint=f"Type {row.kind.told} in the column Value."
    )


def _required_but_missing(lines: Sequence[SettingLine], rows: Iterable[SettingRow]) -> Iterator[Finding]:
    sheet = lines[0].origin.sheet if lines else "Settings"
    for row in rows:
        if row.required:
            yield C101.at(
                sheet_ref(sheet),
                f"There is no row for {row.title}, so nothing can be scored.",
                hint=f"Add a row with the Setting {row.title} and its Value: {row.kind.told}.",
            )


def _unknown(line: SettingLine, missing: Sequence[str]) -> Finding:
    meant = nearest(line.setting, missing)
    return W104.at(
        line.origin.cell("setting"),
        f"The setting “{line.setting}” is not known, so it is not read.",
        hint=f"Did you mean {meant}?" if meant else "Delete the row, or start its Setting with _ to keep it.",
    )


def _lowered(code: str, line: SettingLine, findings: list[Finding]) -> Mapping[str, Severity]:
    """A rule may be lowered, never raised or silenced; blank leaves it as it is."""
    if line.value is None:
        return {}
    severity = _LOWER.get(str(line.value).casefold())
    if severity is None:
        where = line.origin.cell("value")
        finding = not_a_choice(cast(Raw, line.value), where, line.setting, ("Warning", "Note"))
        taken = counts_as("the rule's own severity")
        findings.append(dataclasses.replace(finding, message=f"{finding.message} {taken}"))
        return {}
    return {code: severity}


def _other_version(version: str | None, cells: Mapping[str, CellRef]) -> Iterator[Finding]:
    if version is None or version == TEMPLATE_VERSION:
        return
    newer = version.isdigit() and int(version) > int(TEMPLATE_VERSION)
    yield W110.at(
        cells["template_version"],
        f"The workbook has template version {version}; this kamreport writes {TEMPLATE_VERSION}.",
        hint="Install the newest kamreport: it knows columns this one does not."
        if newer
        else "Nothing needs doing; a new workbook has all present columns.",
        severity=Severity.ERROR if newer else Severity.NOTE,
    )


RULES = (W110,)
