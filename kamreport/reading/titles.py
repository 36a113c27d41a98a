"""Sheets and columns are found by their titles, generously: case and spaces do not count (KAM.md §3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamreport.reading.sources import Source
from kamreport.schema import SheetSchema


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
