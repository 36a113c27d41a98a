"""Putting optional and programme sheets into a workbook that is in use."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kamreport import reading
from kamreport.errors import UsageError
from kamreport.model import OPTIONAL, PROGRAMME
from kamreport.package import adopt, open_book
from kamreport.reading.titles import find_sheets
from kamreport.schema import schema_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the sheets asked for."""

    path: Path
    """The workbook that holds them."""
    titles: tuple[str, ...]
    """Sheets that were added, in their order."""
    there: tuple[str, ...]
    """Sheets that were there already, as the workbook spells them; they stay as they are."""


def add_sheets(path: str | os.PathLike[str], sheets: Sequence[str]) -> Added:
    """Add optional and programme sheets that a workbook lacks, with their shipped items; nothing else in it changes.

    ``sheets`` are their titles, in any case, or ``all``. A sheet that is there stays as it is. Raises UsageError for
    a title that is no such sheet, WorkbookError, FileBusyError, RefusedError or ChangedSinceReadError for a file
    that cannot be read or written; nothing was changed then.
    """
    from kamreport.writing import template

    if not sheets:
        raise UsageError(f"Say which sheets to add, or {template.ALL}.")
    wanted = template.sheets_named(sheets)
    book = open_book(path)
    found = find_sheets(book, [schema_of(record) for record in (*OPTIONAL, *PROGRAMME)])
    missing = [record for record in wanted if schema_of(record).title not in found]
    titles = tuple(schema_of(record).title for record in missing)
    if titles:
        made = template.workbook_for(reading.read_sheets(book).portfolio, missing, book.path)
        adopt(book, made, titles, template.names_needed(book, made, titles))
    there = tuple(found[title] for record in wanted if (title := schema_of(record).title) in found)
    return Added(path=book.path, titles=titles, there=there)
