"""What a manager's own filter makes of the written sheets is told where they are written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import packages
import pytest

from kamreport import run
from kamreport.cli.door import exit_code
from kamreport.package import open_book
from kamreport.package.tables import tables_of

NOW = dt.datetime(2026, 10, 14, 9, 30)  # noqa: DTZ001 - a workbook knows no zones


@pytest.fixture
def coloured(tmp_path: Path) -> Path:
    """The reviewed example, Results filtered by a colour, a rating changed since."""
    path = run.new_workbook(tmp_path / "book.xlsx", example=True)
    run.write_back(run.prepare(path), now=NOW, user="Ana")
    book = open_book(path)
    results = book.sheet("Results")
    assert results
    (table,) = tables_of(book, results.part)
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    xml = parts[table.part]
    assert isinstance(xml, bytes)
    start = xml.index(b"<autoFilter ")
    end = xml.index(b"/>", start)
    asked = xml[start:end] + b'><filterColumn colId="13"><colorFilter dxfId="0"/></filterColumn></autoFilter>'
    parts[table.part] = xml[:start] + asked + xml[end + 2 :]
    path.write_bytes(packages.packed(parts))
    return path


def test_a_filter_only_excel_can_work_out_is_told_before_and_after_writing(
    coloured: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "Results: what the filter on Quadrant asks only Excel can work out"
    for flags in (["--dry-run"], []):
        exit_code(["review", str(coloured), "--as-of", "2026-10-31", *flags])
        assert said in " ".join(capsys.readouterr().out.split())
