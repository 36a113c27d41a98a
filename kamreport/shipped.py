"""Where the files that travel with the program are: beside the package in the repository, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def report_templates() -> Path:
    """The folder of the packs' templates, style sheets and fonts."""
    return _shipped("report_templates")


def workbook_templates() -> Path:
    """The folder of the texts and presets a blank workbook is made from."""
    return _shipped("workbook_templates")


def _shipped(folder: str) -> Path:
    """Prefer the wheel's copy: beside an installed package a folder of the same name may be anybody's."""
    inside = _PACKAGE / "_data" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder
