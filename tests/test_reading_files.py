"""From a real file: what openpyxl saves and what Excel's users do to it reads as the same records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from books import read_book, write_xlsx

from kamreport.model import SHEETS, Account, Colleague
from kamreport.reading import Reading, read

PORTFOLIO = """
## Accounts
| Account ID | Account name | Status   | Key account | Key account manager | Tier    | Renewal date | Annual contract value | Disqualified | Region | Employees | Complexity |
|------------|--------------|----------|-------------|---------------------|---------|--------------|-----------------------|--------------|--------|-----------|------------|
| KA-001     | Northwind    | Active   | Yes         | P-01                | Partner | 2026-12-31   | 1,250,000.50          | FALSE        |        | '40       | N/A        |
| KA-002     | Contoso      | Prospect | no          | P-02                | Vendor  | '31.12.2026  |                       | TRUE         | Moon   | =40+2     | 3          |
| "KA-003 "  | Fabrikam     | Lost     | No          | Ana Ruiz            | Gold    | #REF!        | 25%                   |              |        | 12.5      | 6          |
## Revenue
merged: A3:A4
| Account ID | Period end | Revenue | Months covered |
|------------|------------|---------|----------------|
| KA-001     | 2025-12-31 | 410,000 |                |
| KA-001     | 2026-03-31 | 395,000 | 3              |
|            | 2026-03-31 | 12      | 2              |
"""


def told(reading: Reading) -> list[str]:
    return [f"{finding} {finding.account_id} {finding.account_name}" for finding in reading.findings]


def test_a_file_reads_as_the_workbook_it_was_written_from(tmp_path: Path) -> None:
    from_file, from_text = read(write_xlsx(PORTFOLIO, tmp_path / "book.xlsx")), read_book(PORTFOLIO)
    for record in SHEETS:
        assert from_file.portfolio.rows(record) == from_text.portfolio.rows(record)
    assert from_file.portfolio.settings == from_text.portfolio.settings
    assert told(from_file) == told(from_text)
    assert len({finding.rule.code for finding in from_file.findings}) >= 10


def test_the_workbook_knows_its_file(tmp_path: Path) -> None:
    path = write_xlsx("", tmp_path / "book.xlsx")
    first, again = read(path), read(str(path))
    assert first.workbook == again.workbook
    assert first.workbook.path == path
    write_xlsx("## Team\nabsent", path)
    assert read(path).workbook.fingerprint != first.workbook.fingerprint


def test_hidden_and_filtered_rows_columns_and_sheets_mean_nothing(tmp_path: Path) -> None:
    path = write_xlsx(PORTFOLIO, tmp_path / "book.xlsx")
    seen = read(path)
    workbook = openpyxl.load_workbook(path)
    accounts = workbook["Accounts"]
    accounts.row_dimensions[2].hidden = True
    accounts.column_dimensions["B"].hidden = True
    accounts.auto_filter.ref = "A1:L4"
    accounts.auto_filter.add_filter_column(2, ["Active"])
    accounts.auto_filter.add_sort_condition("A2:A4", descending=True)
    accounts.row_dimensions[3].hidden = True
    workbook["Revenue"].sheet_state = "hidden"
    workbook["Team"].sheet_state = "veryHidden"
    workbook.save(path)
    hidden = read(path)
    assert [hidden.portfolio.rows(record) for record in SHEETS] == [seen.portfolio.rows(record) for record in SHEETS]
    assert told(hidden) == told(seen)


def test_formats_do_not_change_what_a_cell_holds_but_dates_are_numbers_in_date_format(tmp_path: Path) -> None:
    path = write_xlsx(PORTFOLIO, tmp_path / "book.xlsx")
    workbook = openpyxl.load_workbook(path)
    accounts = workbook["Accounts"]
    accounts["H2"].number_format = '"€" #,##0'
    accounts["G2"].number_format = "General"
    workbook["Team"]["E1"] = "Start date"
    workbook["Team"]["E2"] = 45000
    workbook["Team"]["E2"].number_format = "dd/mm/yyyy"
    workbook.save(path)
    reading = read(path)
    northwind = reading.portfolio.accounts[0]
    assert (northwind.contract_value, northwind.renewal_date) == (1_250_000.5, None)
    assert [one.rule.code for one in reading.findings if str(one.where) == "Accounts!G2"] == ["C104"]
    assert reading.portfolio.rows(Colleague)[0].start_date == dt.date(2023, 3, 15)


def test_a_chart_sheet_of_a_known_title_is_a_sheet_without_titles(tmp_path: Path) -> None:
    path = write_xlsx(PORTFOLIO, tmp_path / "book.xlsx")
    workbook = openpyxl.load_workbook(path)
    del workbook["Actions"]
    workbook.create_chartsheet("Actions")
    workbook.save(path)
    assert [one.rule.code for one in read(path).findings if one.where.sheet == "Actions"] == ["W102"]


@pytest.mark.parametrize("path", [str, Path])
def test_a_path_may_be_text_or_a_path(path: type, tmp_path: Path) -> None:
    assert read(path(write_xlsx("", tmp_path / "book.xlsx"))).portfolio.rows(Account) == ()
