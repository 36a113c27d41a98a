"""A workbook to start with."""

from __future__ import annotations

import os
from pathlib import Path

EXAMPLE = "example.xlsx"
"""The example workbook among the workbook templates, with the history of two quarters in it (run/example.py)."""


def new_workbook(path: str | os.PathLike[str], *, preset: str = "lite", example: bool = False) -> Path:
    """Make a blank workbook, or with ``example`` one filled with a fictional portfolio (preset Lite); gives its path.

    ``preset`` is lite, full or growth-harmony-value, in any case. Raises OutputError when the file exists or cannot
    be written, UsageError for an unknown preset.
    """
    from kamreport.rulebook import RULES
    from kamreport.writing import template

    where = Path(path)
    if example:
        template.example_workbook(where, rules=RULES)
    else:
        template.new_workbook(where, preset=preset, rules=RULES)
    return where
