"""Who asks for packs is told which were not made, why, and what to do next."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from kamreport.cli.door import exit_code
from kamreport.shipped import workbook_templates


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "book.xlsx"
    shutil.copy(workbook_templates() / "example.xlsx", file)
    assert exit_code(["review", str(file), "--quiet", "--fail-on", "never"]) == 0
    return file


def test_a_refused_pack_is_said_with_its_reason_and_the_next_step(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["render", str(book), "--pack", "customer", "--account", "A-09", "--html-only"]
    assert exit_code(asked) == 1
    seen = capsys.readouterr()
    assert seen.err == ""
    told, hint = seen.out.splitlines()[1:3]
    assert told.startswith("error[R102] Accounts!")
    assert "because Customer-safe pack allowed" in told
    assert hint.startswith("  hint: Write Yes there")


def test_a_permission_that_could_not_be_read_is_not_called_blank(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = openpyxl.load_workbook(book)
    titles, *rows = written["Accounts"].iter_rows()
    column = next(cell.column for cell in titles if cell.value == "Customer-safe pack allowed")
    written["Accounts"].cell(next(row[0].row for row in rows if row[0].value == "A-09"), column, "ja")
    written.save(book)
    assert exit_code(["render", str(book), "--pack", "customer", "--account", "A-09", "--html-only"]) == 1
    assert "because Customer-safe pack allowed holds the text “ja”." in capsys.readouterr().out


def test_packs_that_were_not_made_are_not_said_to_be_stale(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = openpyxl.load_workbook(book)
    written["Ratings"]["B2"].value = 1
    written.save(book)
    assert exit_code(["render", str(book), "--pack", "customer", "--account", "A-01", "--html-only"]) == 1
    out = capsys.readouterr().out
    assert "because the workbook changed since its last review" in out
    assert "They are marked" not in out


def test_notes_about_packs_are_not_printed(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["render", str(book), "--account", "A-09", "--html-only"]) == 0
    assert "note[" not in capsys.readouterr().out
