"""Sheets and columns are found by their titles, generously: case and spaces do not count (KAM.md §3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamreport.cells import sheet_ref
from kamreport.findings import Finding, Rule, Severity
from kamreport.reading.sources import Source
from kamreport.schema import SheetSchema, nearest

W101 = Rule("W101", "sheet-missing", Severity.ERROR, "0.1", "A needed sheet is absent.")


def plain(title: str) -> str:
    """A column's or setting's title as it is compared: without case, outer spaces and line breaks."""
    return " ".join(title.split()).casefold()


def plain_sheet(title: str) -> str:
    """A sheet's title as it is compared: without case and any spaces."""
    return "".join(title.split()).casefold()


def find_sheets(source: Source, schemas: Iterable[SheetSchema]) -> Mapping[str, str]:
    """Titles in the workbook by declared title; an exact title is preferred to a similar one."""
    there = [tab.title for tab in source.sheets]
    similar = {plain_sheet(title): title for title in reversed(there)}
    found: dict[str, str] = {}
    for schema in schemas:
        title = schema.title if schema.title in there else similar.get(plain_sheet(schema.title))
        if title is not None:
            found[schema.title] = title
    return found


def missing_sheets(source: Source, schemas: Iterable[SheetSchema], found: Mapping[str, str]) -> Iterable[Finding]:
    """W101 for every needed sheet that is absent, with the tab that was probably meant."""
    left = [tab.title for tab in source.sheets if tab.title not in found.values()]
    for schema in schemas:
        if not schema.needed or schema.title in found:
            continue
        meant = nearest(schema.title, left)
        yield W101.at(
            sheet_ref(schema.title),
            f"The sheet {schema.title} is missing.",
            hint=f"Rename the sheet “{meant}” to {schema.title}, if that is the one."
            if meant
            else f"Make a new workbook with kamreport new and copy its sheet {schema.title} into this one.",
        )


RULES = (W101,)
