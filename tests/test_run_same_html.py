"""The same workbook, as-of date and version give the same HTML, byte for byte (KAM.md §17, property 15)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kamreport.shipped import workbook_templates


def made(folder: Path, seed: str) -> dict[str, bytes]:
    """The packs of a copy of the full example, made by a process of its own whose sets have an order of their own."""
    folder.mkdir()
    book = Path(shutil.copy(workbook_templates() / "example-full.xlsx", folder / "book.xlsx"))
    packs = [word for pack in ("account", "portfolio", "programme") for word in ("--pack", pack)]
    words = ["render", str(book), "--html-only", *packs, "--account", "A-01", "--account", "A-03", "--quiet"]
    subprocess.run(
        [sys.executable, "-m", "kamreport", *words, "--output", str(folder / "packs"), "--fail-on", "never"],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        timeout=300,
    )
    return {file.name: file.read_bytes() for file in (folder / "packs").glob("*.html")}


def test_two_processes_make_the_same_html_of_one_workbook(tmp_path: Path) -> None:
    first, second = made(tmp_path / "first", "1"), made(tmp_path / "second", "2")
    assert len(first) == 4, "two accounts, the portfolio, the programme"
    assert first == second
