"""A new workbook holds core, model and written sheets (KAM.md §3.2); the first review fills the written ones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from kamreport.errors import OutputError
from kamreport.model import CORE, MODEL
from kamreport.package import open_book
from kamreport.results import WRITTEN
from kamreport.run import new_workbook, prepare, write_back
from kamreport.schema import schema_of

PERIOD_END = dt.datetime(2026, 3, 31)  # noqa: DTZ001 - a date, as Excel hands it over
NOW = dt.datetime(2026, 4, 10, 9, 30)  # noqa: DTZ001 - local time, as a workbook holds it


def titles(*records: type) -> list[str]:
    return [schema_of(record).title for record in records]


def filled_in(path: Path) -> None:
    """The cells that a first review needs."""
    book = openpyxl.load_workbook(path)
    settings, accounts = book["Settings"], book["Accounts"]
    values: dict[str, dt.datetime | str] = {"Period end": PERIOD_END, "Currency": "EUR"}
    for column, value in enumerate(("P-01", "Ana Ruiz", "Key account manager"), 1):
        book["Team"].cell(2, column).value = value
    for row in settings.iter_rows(min_row=2):
        if row[0].value in values:
            settings.cell(row[0].row or 0, 2).value = values[str(row[0].value)]
    for column, cell in enumerate(accounts[1], 1):
        said = {"Account ID": "KA-001", "Account name": "Northwind", "Status": "Active", "Key account": "Yes",
                "Key account manager": "P-01", "Tier": "Vendor"}  # fmt: skip
        accounts.cell(2, column).value = said.get(str(cell.value))
    book.save(path)


def test_it_holds_every_written_sheet_blank_marked_and_protected(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    assert [sheet for sheet in book.sheetnames if not sheet.startswith("_")] == [
        "Start", *titles(*CORE, *MODEL), *titles(*WRITTEN)
    ]  # fmt: skip
    for record in WRITTEN:
        schema = schema_of(record)
        sheet = book[schema.title]
        assert [cell.value for cell in sheet[1]] == [column.title for column in schema.columns]
        assert all(cell.value is None for row in sheet.iter_rows(min_row=2) for cell in row)
        assert sheet.protection.sheet
        assert schema.table.replace("kamreport_", "kamreport_sheet_", 1) in book.defined_names


def test_equal_calls_make_equal_files(tmp_path: Path) -> None:
    first, second = (new_workbook(tmp_path / name, sheets=["Risks"]) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def test_blank_written_sheets_are_no_finding(tmp_path: Path) -> None:
    review = prepare(new_workbook(tmp_path / "book.xlsx"))
    assert not [one for one in review.findings if one.where.sheet in titles(*WRITTEN)]


def test_the_first_review_fills_them_and_adds_none(tmp_path: Path) -> None:
    path = new_workbook(tmp_path / "book.xlsx")
    filled_in(path)
    before = open_book(path)
    written = write_back(prepare(path), now=NOW, user="Ana")
    assert not any(change.is_new for change in written.sheets)
    after = open_book(path)
    assert [sheet.title for sheet in after.sheets] == [sheet.title for sheet in before.sheets]
    assert len(dict(after.read("Results").rows)) == 2


@pytest.mark.parametrize("name", ["book.xlsx"])
def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    path = new_workbook(tmp_path / name)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="exists already"):
        new_workbook(path)
    assert path.read_bytes() == before
