"""A validator made by others has nothing against what we write."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from kamreport import score, write_back
from kamreport.shipped import workbook_templates

NOW = dt.datetime(2026, 9, 30, 12, 0)  # noqa: DTZ001 - Excel knows no zones
AS_OPENPYXL_SPELLS_FONTS = ("Unexpected element 'b' found", "Unexpected element 'color' found")
"""The blank workbook's fonts: openpyxl's order of their parts, which the standard's schema allows and Excel reads."""


def errors_in(path: Path) -> set[str]:
    told = OpenXmlValidator().validate(path).errors
    return {
        f"{one.part_uri}: {one.description}"
        for one in told
        if one.severity.name == "ERROR"
        and not (one.part_uri == "/xl/styles.xml" and one.description in AS_OPENPYXL_SPELLS_FONTS)
    }


@pytest.mark.parametrize("name", ["example.xlsx", "example-with-faults.xlsx"])
def test_a_reviewed_workbook_is_valid(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copy(workbook_templates() / name, path)
    assert errors_in(path) == set()
    for days in (0, 1):
        review = score(path, as_of=NOW.date() + dt.timedelta(days=days))
        assert write_back(review, now=NOW, user="Ana").changed
        assert errors_in(path) == set()
