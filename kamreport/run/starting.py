"""A workbook to start with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from kamreport.shipped import workbook_templates

EXAMPLE = "example.xlsx"
"""The example workbook among the workbook templates, with the history of two quarters in it (run/example.py)."""


def new_workbook(
    path: str | os.PathLike[str], *, preset: str = "lite", example: bool = False, sheets: Sequence[str] = ()
) -> Path:
    """Make a blank workbook, or with ``example`` one filled with a fictional portfolio (preset Lite); gives its path.

    ``preset`` is lite, full or growth-harmony-value, in any case. ``sheets`` are titles of optional and programme
    sheets to put into a blank one, or ``all``. Raises OutputError when the file exists or cannot be written,
    UsageError for an unknown preset or sheet.
    """
    where = Path(path)
    if example:
        _copy_example(where)
        return where
    from kamreport.rulebook import RULES
    from kamreport.writing import template

    template.new_workbook(where, preset=preset, rules=RULES, sheets=template.sheets_named(sheets))
    return where


def _copy_example(where: Path) -> None:
    from kamreport.writing.template.saving import check_target, save_bytes

    check_target(where)
    save_bytes((workbook_templates() / EXAMPLE).read_bytes(), where)
