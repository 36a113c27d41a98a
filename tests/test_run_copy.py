"""Whoever cannot have the results in the workbook gets them in a copy beside it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import openpyxl
import packages
import pytest
from own_sheets import text

from kamreport.cli.door import exit_code
from kamreport.package import open_book

OFFER = "add --copy and a file name"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portfolio, never written to."""
    book = tmp_path_factory.mktemp("made") / "book.xlsx"
    assert exit_code(["new", str(book), "--example", "--quiet"]) == 0
    return book


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(made, tmp_path / "book.xlsx"))


def signed(book: Path) -> None:
    """Give the workbook a digital signature, which any change would break."""
    whole = open_book(book)
    parts: dict[str, str | bytes] = {entry.name: whole.archive.read(entry) for entry in whole.archive.entries}
    book.write_bytes(packages.packed(parts | {"_xmlsignatures/sig1.xml": "<a/>"}))


@pytest.mark.parametrize("trouble", ["open in Excel", "read-only", "signed"])
def test_who_is_refused_is_offered_a_copy_and_gets_it(
    trouble: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if trouble == "signed":
        signed(book)
    elif trouble == "read-only":
        book.chmod(0o444)
    else:
        (book.parent / "~$book.xlsx").write_bytes(b"Ana")
    before, copy = book.read_bytes(), book.parent / "results.xlsx"
    assert exit_code(["review", str(book)]) == 3
    line = capsys.readouterr().err
    assert trouble in line
    assert OFFER in line
    assert line.count("\n") == 1
    assert not copy.exists()
    assert exit_code(["review", str(book), "--copy", str(copy), "--fail-on", "never"]) == 0
    assert ("holds the results alone" in capsys.readouterr().out) is (trouble == "signed")
    assert book.read_bytes() == before
    titles = [sheet.title for sheet in open_book(copy).sheets]
    assert "Results" in titles
    assert ("Accounts" in titles) is (trouble != "signed")


def test_results_alone_open_elsewhere_and_lead_nowhere(book: Path) -> None:
    signed(book)
    copy = book.parent / "results.xlsx"
    assert exit_code(["review", str(book), "--copy", str(copy), "--fail-on", "never", "--quiet"]) == 0
    elsewhere = openpyxl.load_workbook(copy)
    assert elsewhere["Results"].max_row > 5
    assert elsewhere["Results"]["A1"].font.b
    alone = open_book(copy)
    assert not any("<hyperlink" in text(alone, sheet.part) for sheet in alone.sheets)


def test_a_copy_never_replaces_a_file(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert exit_code(["review", str(book), "--copy", str(book)]) == 3
    assert "exists already" in capsys.readouterr().err
    assert book.read_bytes() == before


def test_a_whole_run_may_go_to_a_copy_too(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, copy = book.read_bytes(), book.parent / "copy.xlsx"
    arguments = ["run", str(book), "--copy", str(copy), "--html-only", "--pack", "portfolio", "--fail-on", "never"]
    assert exit_code(arguments) == 0
    assert str(copy) in capsys.readouterr().out
    assert book.read_bytes() == before
    assert open_book(copy).sheet("Results")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.parametrize(("rights", "expected"), [(0o640, 0o640), (0o600, 0o600), (0o666, 0o644), (0o444, 0o644)])
def test_a_copy_may_be_read_by_whom_its_workbook_may_be_read_by_and_can_be_changed(
    rights: int, expected: int, book: Path
) -> None:
    book.chmod(rights)
    copy, mask = book.with_name("results.xlsx"), os.umask(0o022)
    try:
        assert exit_code(["review", str(book), "--copy", str(copy), "--fail-on", "never", "--quiet"]) == 0
    finally:
        os.umask(mask)
    assert copy.stat().st_mode & 0o777 == expected


def test_a_run_refused_at_the_workbook_leaves_no_empty_folder_behind(book: Path) -> None:
    mark = book.with_name("~$book.xlsx")
    mark.write_bytes(b"Ana")
    assert exit_code(["run", str(book), "--html-only"]) == 3
    assert sorted(book.parent.iterdir()) == [book, mark]
