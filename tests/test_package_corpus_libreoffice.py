"""LibreOffice reads the same values from a manager's sheets before and after: a sample of the corpus, always the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import corpus
import pytest
from own_sheets import copy_of, patched
from test_package_corpus import ADDED, OURS, UPDATED

from kamreport.errors import KamreportError

CSV_OF_EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
LIBREOFFICE = ("soffice", "--headless", "--convert-to", CSV_OF_EVERY_SHEET)
pytestmark = [
    corpus.needs_corpus,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed"),
]


def converted(folder: Path, profile: Path) -> dict[str, str]:
    """Every sheet of every workbook in a folder as LibreOffice shows it, by ``book-sheet.csv``."""
    made = folder / "csv"
    subprocess.run(
        [*LIBREOFFICE, f"-env:UserInstallation=file://{profile}", "--outdir", made, *sorted(folder.glob("*.xls?"))],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {file.name: file.read_text(encoding="utf-8", errors="replace") for file in made.glob("*.csv")}


def test_libreoffice_reads_the_same_values_from_the_sample(tmp_path: Path) -> None:
    before, after, one = tmp_path / "before", tmp_path / "after", tmp_path / "one"
    for folder in (before, after, one):
        folder.mkdir()
    readable = [path for path in corpus.workbooks() if path.suffix == ".xlsx" and not corpus.is_bomb(path)]
    patchable = []
    for number, path in enumerate(corpus.sample(corpus.LIBREOFFICE_SAMPLE, readable)):
        copy = copy_of(path, one)
        try:
            patched(copy, ADDED)
            patched(copy, UPDATED)
        except KamreportError:
            continue
        patchable.append(f"{number:02}")
        shutil.copyfile(path, before / f"{number:02}.xlsx")
        shutil.copyfile(copy, after / f"{number:02}.xlsx")
    old, new = converted(before, tmp_path / "profile"), converted(after, tmp_path / "profile")
    own = {name for name in new if name.endswith(f"-{OURS}.csv")}
    assert {name.partition("-")[0] for name in old} == set(patchable)
    assert {name: text for name, text in new.items() if name not in own} == old
    assert [name.partition("-")[0] for name in sorted(own)] == patchable
    assert all("KA-006" in new[name] for name in own)
    assert len(patchable) > corpus.LIBREOFFICE_SAMPLE // 2
