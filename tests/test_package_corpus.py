# ruff: noqa: DTZ001 - dates in a workbook have no time zone
"""Real workbooks nobody here made: after adding and updating our sheets, everything else is as it was.

Every workbook of the corpus is patched and compared byte by byte. Other programs are asked on a sample with a fixed
seed, because they are slow; the sample's size is in its test's name.
"""

from __future__ import annotations

import datetime as dt
import random
import warnings
from pathlib import Path

import openpyxl
import own_sheets
import pytest
import python_calamine
from own_sheets import patched, result, results, untouched, values
from packages import CORPUS

from kamreport.errors import KamreportError, RefusedError, WorkbookError
from kamreport.package import differences, open_book, patch

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real workbooks is not beside the repository")

ADDED = results(*[result(f"KA-{at:03d}", score=at * 1.5) for at in range(5)], title="KAM results")
UPDATED = results(*[result(f"KA-{at:03d}", score=at * 2.5) for at in range(7)], title="KAM results")
SHARED_PARTS = ("[content_types].xml", "workbook.xml.rels", "styles.xml", "workbook.xml", "workbook2.xml")
"""Parts that every new sheet must be named in; each is compared otherwise."""
BUILT_LIKE_BOMBS = ("xfd1048576", "65536", "tdf100709")
"""openpyxl and calamine take minutes for these, or abort the process."""

REFUSED = {
    "WorkbookProtection.xlsx": "structure is protected",
    "protectstructurewithoutpassword.xlsx": "structure is protected",
    "protectstructurewithpassword.xlsx": "structure is protected",
    "CVE-2016-0122-1.xlsm": "not an Excel workbook",
    "~$LoadPivotTables.xlsx": "not an Excel workbook",
    "ProjectStatusReport_TP10094814.xltx": "ZIP archive, not an Excel workbook",
}
"""Which files are refused, by the end of their names, and with which words."""


def workbooks(*endings: str) -> list[Path]:
    return sorted(path for path in CORPUS.rglob("*") if path.suffix.lower() in endings)


def all_books() -> list[Path]:
    return workbooks(".xlsx", ".xlsm", ".xltx", ".xltm") if CORPUS.is_dir() else []


def sample(count: int) -> list[Path]:
    books = [path for path in all_books() if not any(word in path.name for word in BUILT_LIKE_BOMBS)]
    return sorted(random.Random(2026).sample(books, min(count, len(books))))  # noqa: S311 - a fixed seed, no secret


def refusal_of(path: Path) -> str:
    return next((words for end, words in REFUSED.items() if path.name.endswith(end)), "")


def test_old_and_binary_workbooks_are_told_apart() -> None:
    wrong = []
    for path in workbooks(".xls", ".xlsb"):
        with pytest.raises(WorkbookError) as caught:
            open_book(path)
        if f"({path.suffix})" not in str(caught.value):
            wrong.append((path.name, str(caught.value)))
    assert wrong == []


@pytest.mark.parametrize("path", all_books(), ids=lambda path: path.name[-60:])
def test_everything_that_is_not_ours_keeps_its_bytes(path: Path, tmp_path: Path) -> None:
    copy = own_sheets.copy_of(path, tmp_path)
    if words := refusal_of(path):
        with pytest.raises(KamreportError, match=words):
            patch(open_book(copy), [ADDED])
        assert copy.read_bytes() == path.read_bytes()
        return
    before = open_book(copy)
    added = patched(copy, ADDED)
    updated = patched(copy, UPDATED)
    for after in (added, updated):
        gone = {entry.name for entry in before.archive.entries} - untouched(before, after)
        assert {name for name in gone if name.rpartition("/")[2].lower() not in SHARED_PARTS} == set()
        assert after.sheets[: len(before.sheets)] == before.sheets
        assert after.names[: len(before.names)] == before.names
    assert values(updated, "KAM results")[8] == {
        1: "KA-006",
        2: "Northwind & Söhne",
        3: 15.0,
        4: dt.datetime(2026, 3, 31),
        5: True,
    }
    assert [change.changed_cells for change in differences(updated, [UPDATED])] == [0]
    assert patched(copy, UPDATED).fingerprint == updated.fingerprint
    assert untouched(added, updated) >= {entry.name for entry in added.archive.entries} - {
        updated.sheets[-1].part,
        *(entry.name for entry in added.archive.entries if "tables/" in entry.name),
    }


def with_openpyxl(path: Path) -> dict[str, object] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(path, data_only=True)
        except Exception:  # noqa: BLE001 - what it cannot read before cannot be compared after
            return None
    return {
        sheet.title: {at: cell.value for at, cell in sheet._cells.items()}  # noqa: SLF001 - iterating makes cells
        for sheet in book.worksheets
    }


def with_calamine(path: Path) -> dict[str, object] | None:
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}
    except Exception:  # noqa: BLE001 - as above
        return None


def test_other_programs_read_the_same_values_from_sixty_workbooks(tmp_path: Path) -> None:
    differing: list[tuple[str, str]] = []
    compared = 0
    for path in sample(60):
        if refusal_of(path):
            continue
        copy = own_sheets.copy_of(path, tmp_path)
        try:
            patched(copy, ADDED)
            patched(copy, UPDATED)
        except RefusedError:
            raise AssertionError(path.name) from None
        for read in (with_openpyxl, with_calamine):
            before, after = read(path), read(copy)
            if before is None:
                continue
            compared += 1
            if after is None or {title: after.get(title) for title in before} != before:
                differing.append((path.name, read.__name__))
    assert differing == []
    assert compared > 90
