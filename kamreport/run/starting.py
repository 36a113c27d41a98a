"""A workbook to start with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kamreport.errors import UsageError
from kamreport.model import OPTIONAL, PROGRAMME
from kamreport.package import open_book
from kamreport.shipped import workbook_templates

EXAMPLE = "example.xlsx"
"""The example workbook among the workbook templates, with the history of two quarters in it (run/example.py)."""
FULL_EXAMPLE = "example-full.xlsx"
"""The same portfolio with every optional and programme sheet filled for some of its accounts; preset Full."""


def new_workbook(
    path: str | os.PathLike[str], *, preset: str = "lite", example: bool = False, sheets: Sequence[str] = ()
) -> Path:
    """Make a blank workbook, or with ``example`` one filled with a fictional portfolio; gives its path.

    ``preset`` is lite, full or growth-harmony-value, in any case. ``sheets`` are titles of optional and programme
    sheets to put into a blank one, or ``all``. The example comes with its core sheets and the preset Lite, or with
    ``all`` sheets and the preset Full, whatever ``preset`` says. Raises OutputError when the file exists or cannot be
    written, UsageError for an unknown preset or sheet, or for an example with some sheets only.
    """
    from kamreport.writing import template

    where = Path(path)
    chosen = template.sheets_named(sheets)
    if example:
        _copy_example(where, _edition(chosen))
        return where
    from kamreport.rulebook import RULES

    template.new_workbook(where, preset=preset, rules=RULES, sheets=chosen)
    _put_written_sheets(where)
    return where


def _put_written_sheets(where: Path) -> None:
    """Add the sheets kamreport writes, each with its titles only, by the hand that will fill them (KAM.md §3.2)."""
    from kamreport import reading
    from kamreport.results import WRITTEN
    from kamreport.run.writing_back import put
    from kamreport.writing.rows import SheetRows

    blank = [SheetRows(record, lambda: iter(())) for record in WRITTEN]
    put(open_book(where), blank, reading.read(where).portfolio)


def _edition(sheets: Sequence[type]) -> str:
    if sheets and set(sheets) != {*OPTIONAL, *PROGRAMME}:
        raise UsageError("The example comes with its core sheets or with all sheets; others are added to it later.")
    return FULL_EXAMPLE if sheets else EXAMPLE


def _copy_example(where: Path, edition: str) -> None:
    from kamreport.writing.template.saving import check_target, save_bytes

    check_target(where)
    save_bytes((workbook_templates() / edition).read_bytes(), where)
