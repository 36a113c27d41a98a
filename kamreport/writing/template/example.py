"""The example portfolio: a manufacturer and its accounts, all invented, for a first look and a demonstration."""

from __future__ import annotations

from kamreport.model import CORE
from kamreport.shipped import workbook_templates
from kamreport.writing.template.blank import Rows
from kamreport.writing.template.shipped_texts import read_rows


def example_rows() -> Rows:
    """The rows of the example's core sheets, by record class; made for the preset Lite."""
    folder = workbook_templates() / "example"
    return {record: read_rows(folder, record) for record in CORE}
