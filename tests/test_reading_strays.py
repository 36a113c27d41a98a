"""A sheet that reaches far beyond its data costs little and is named (WRITEBACK.md §4, W112)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import packages
import pytest
from books import write_xlsx

from kamreport import read
from kamreport.findings import Finding
from kamreport.package import open_book

BOOK = """
## Accounts

| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor |
"""
FORMATTED = "".join(f'<row r="{row}" s="0" customFormat="1"><c r="A{row}" s="0"/></row>' for row in range(3, 1_000_001))


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    return write_xlsx(BOOK, tmp_path / "book.xlsx")


def with_rows(path: Path, rows: str, *, prefixed: bool = False) -> Path:
    """The workbook with more rows at the end of Accounts; ``prefixed`` spells its elements with a prefix."""
    book = open_book(path)
    accounts = book.sheet("Accounts")
    assert accounts
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    sheet = parts[accounts.part]
    assert isinstance(sheet, bytes)
    text = sheet.decode().replace("</sheetData>", f"{rows}</sheetData>")
    if prefixed:
        text = text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
        text = text.replace("xmlns=", "xmlns:x=", 1)
    path.write_bytes(packages.packed(parts | {accounts.part: text}))
    return path


def strayed(path: Path) -> list[Finding]:
    return [finding for finding in read(path).findings if finding.rule.code == "W112"]


def test_a_value_in_the_last_cell_of_all_is_named(portfolio: Path) -> None:
    path = with_rows(portfolio, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    (finding,) = strayed(path)
    assert str(finding.where) == "Accounts!XFD1048576"
    assert len(read(path).portfolio.accounts) == 1


@pytest.mark.parametrize("prefixed", [False, True])
def test_a_million_formatted_rows_are_counted_and_not_read(portfolio: Path, *, prefixed: bool) -> None:
    (finding,) = strayed(with_rows(portfolio, FORMATTED, prefixed=prefixed))
    assert finding.message.startswith("Rows 3 to 1,000,000 are blank and only formatted")
    assert str(finding.where) == "Accounts!A3"


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1002"><c r="G1002"><v>1</v></c></row>',
        '<row r="3"><c r="DB3"><v>1</v></c></row>',
        '<row r="10002" s="0" customFormat="1"/>',
    ],
)
def test_what_is_not_far_away_is_not_told(rows: str, portfolio: Path) -> None:
    assert strayed(with_rows(portfolio, rows)) == []


MEGABYTES = 200
"""What such a workbook may cost; here the whole of a check takes 0.4 and 0.8 CPU seconds."""
LIMITED = """
import resource, sys, time
from kamreport.cli.door import exit_code
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
started = time.process_time()
code = exit_code(["check", sys.argv[1], "--as-of", "2026-04-14"])
peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024
print(code, time.process_time() - started, peak, file=sys.stderr)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux counts a process's memory")
@pytest.mark.parametrize(
    "rows", ['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', FORMATTED], ids=["far", "many"]
)
def test_a_whole_check_of_such_a_workbook_stays_cheap(rows: str, portfolio: Path) -> None:
    path = with_rows(portfolio, rows)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, path], capture_output=True, text=True, timeout=60, check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    code, _, megabytes = done.stderr.split()
    assert "W112" in done.stdout
    assert code == "0"
    assert float(megabytes) < MEGABYTES
