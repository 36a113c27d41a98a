"""Needed sheets that are not there, and the tab that was probably meant: a tab is quickly renamed (KAM.md §4.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from kamreport.cells import sheet_ref
from kamreport.errors import WorkbookError
from kamreport.findings import Finding, Rule, Severity
from kamreport.reading.headers import LAST_HEADER_ROW, header_among
from kamreport.reading.sources import RawRow, Source
from kamreport.reading.titles import plain
from kamreport.schema import SheetSchema, nearest

W101 = Rule("W101", "sheet-missing", Severity.ERROR, "0.1", "A needed sheet is absent.")

_ENOUGH = 3
"""Titles that together belong to one sheet only."""


def missing_sheets(source: Source, schemas: Sequence[SheetSchema], found: Mapping[str, str]) -> Iterator[Finding]:
    """W101 for every needed sheet that is absent, with the tab that was probably meant: by its title, or its columns."""
    absent = [schema for schema in schemas if schema.needed and schema.title not in found]
    left = [tab.title for tab in source.sheets if tab.title not in found.values()] if absent else []
    tops = {title: _top(source, title) for title in left}
    for schema in absent:
        meant = nearest(schema.title, left) or next(
            (title for title in left if _has_columns(tops[title], schema)), None
        )
        yield W101.at(
            sheet_ref(schema.title),
            f"The sheet {schema.title} is missing.",
            hint=f"Rename the sheet “{meant}” to {schema.title}, if that is the one."
            if meant
            else f"Make a new workbook with kamreport new and copy its sheet {schema.title} into this one.",
        )


def _top(source: Source, title: str) -> list[RawRow]:
    try:
        return list(islice(source.read(title).rows, LAST_HEADER_ROW))
    except WorkbookError:  # a tab nobody asked for may be damaged
        return []


def _has_columns(rows: Sequence[RawRow], schema: SheetSchema) -> bool:
    """Whether a tab carries the required titles, and enough of all to be told from other sheets of accounts."""
    header = header_among(rows, schema)
    there = {plain(cell) for cell in header[1].values() if isinstance(cell, str)} if header else set()
    known = [column for column in schema.columns if there & {plain(title) for title in (column.title, *column.aliases)}]
    return set(schema.required) <= set(known) and len(known) >= min(_ENOUGH, len(schema.columns) / 2)


RULES = (W101,)
