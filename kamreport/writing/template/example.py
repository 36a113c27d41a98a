"""The example portfolio: a manufacturer and its accounts, all invented, for a first look and a demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from kamreport.findings import Rule
from kamreport.model import CORE
from kamreport.model.lists import Preset
from kamreport.shipped import workbook_templates
from kamreport.writing.template.blank import Rows, made_workbook
from kamreport.writing.template.saving import check_target, save
from kamreport.writing.template.shipped_texts import read_rows


def example_rows() -> Rows:
    """The rows of the example's core sheets, by record class."""
    folder = workbook_templates() / "example"
    return {record: read_rows(folder, record) for record in CORE}


def example_workbook(path: Path, *, rules: Sequence[Rule]) -> None:
    """Make the example workbook; raises as ``new_workbook`` does."""
    check_target(path)
    save(made_example(rules), path)


def made_example(rules: Sequence[Rule]) -> Workbook:
    """The example workbook, not yet saved."""
    return made_workbook(Preset.LITE, rules, example_rows())
