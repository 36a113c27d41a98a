"""The language of packs as a person asks for it: --language at every door that makes packs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kamreport.cli.door import exit_code
from kamreport.shipped import workbook_templates

UNKNOWN = "kamreport: There is no language xx; packs can be written in en, de (with a country: de-CH).\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(workbook_templates() / "example.xlsx", tmp_path / "book.xlsx"))


def test_render_makes_packs_in_the_language_asked_for(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["render", str(book), "--pack", "portfolio", "--html-only", "--language", "de-CH"]) == 0
    html = (book.parent / "packs" / "portfolio.html").read_text(encoding="utf-8")
    assert '<html lang="de-CH">' in html
    assert "Schlüsselkundenmatrix" in html
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("verb", ["render", "run", "watch"])
def test_an_unknown_language_is_one_line_and_touches_nothing(
    verb: str, book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    assert exit_code([verb, str(book), "-l", "xx"]) == 2
    assert capsys.readouterr().err == UNKNOWN
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["book.xlsx"]
