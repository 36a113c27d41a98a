"""Nothing raises over user data: workbooks damaged at random are reviewed and packed all the same, twice alike."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import openpyxl
import pytest

from kamreport.cli.door import exit_code

PUT = (
    None, " ", "N/A", 0, -1, -1e9, 1e308, 1e14, 3.5, 25, True, "x", "Yes", "no", "A-01", "A-02", "P-01", "S-101",
    "2026-03-31", dt.datetime(2026, 3, 31), dt.datetime(1900, 1, 1), dt.datetime(9999, 12, 31), "#REF!", "=1+1",  # noqa: DTZ001 - cells know no zones
    "<b>&\"'</b>", "{{ 7 * 7 }}", "1,200", "25%", 1, 2, 3, 4, 5, "W" * 3000,
)  # fmt: skip
FILLED = ("Settings", "Team", "Accounts", "Revenue", "Ratings", "Stakeholders", "Actions")
MODEL = ("Criteria", "Bands", "Anchors", "Health", "Tiers", "Lists")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = tmp_path_factory.mktemp("hostile") / "book.xlsx"
    assert exit_code(["new", str(book), "--example", "--quiet"]) == 0
    return book


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_workbook_is_reviewed_packed_and_reviewed_again(
    seed: int, example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same damage every time, not a secret
    book = openpyxl.load_workbook(example)
    for _ in range(10 + 30 * seed):
        sheet = book[dice.choice(FILLED + MODEL)]
        row, column = dice.randint(2, sheet.max_row), dice.randint(1, sheet.max_column)
        sheet.cell(row, column).value = dice.choice(PUT)
    book.save(tmp_path / "book.xlsx")
    arguments = [str(tmp_path / "book.xlsx"), "--fail-on", "never"]
    assert exit_code(["run", *arguments, "--html-only"]) == 0
    capsys.readouterr()
    assert exit_code(["review", *arguments]) == 0
    seen = capsys.readouterr()
    assert seen.err == ""
    assert "holds these results already" in seen.out or "Not written: " in seen.out
