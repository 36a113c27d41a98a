# ruff: noqa: DTZ001 - dates in a workbook have no time zone
"""The closed hand: records become sheets a manager likes to read, said in plain words before they are written."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import packages
import pytest
from house import ROOT
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from kamreport import history
from kamreport.cells import CellRef
from kamreport.errors import ChangedSinceReadError
from kamreport.model.lists import AccountStatus, Colour, Outcome, Quadrant
from kamreport.package import open_book
from kamreport.results.written import (
    NOWHERE,
    WRITTEN,
    FindingRow,
    MovementRow,
    PortfolioRow,
    Result,
    Run,
    ScoreLineRow,
)
from kamreport.run import review_of
from kamreport.schema import schema_of
from kamreport.writing.closed import apply, plan_edits
from kamreport.writing.plan import EditPlan, PlannedSheet
from kamreport.writing.rows import written_rows

ACCOUNTS = {"KA-001": CellRef("Accounts", 7, 1), "KA-002": CellRef("Key accounts", 8, 1)}


def planned(record: type, *records: object) -> PlannedSheet:
    return PlannedSheet(schema_of(record), records)


def made(record: type, **values: object) -> object:
    """A record that was made, not read; what is left out is blank."""
    return record(origin=NOWHERE, **values)


def a_result(account_id: str = "KA-001", **values: object) -> object:
    return made(Result, **{"account_id": account_id, "name": "Northwind", "status": AccountStatus.ACTIVE} | values)


def a_finding(sheet: str = "Key accounts", cell: str | None = "F7") -> object:
    said = {"severity": "Error", "code": "K201", "name": "renewal", "message": "Renews early.", "hint": "Correct it."}
    return made(FindingRow, sheet=sheet, cell=cell, **said)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return packages.save_parts(tmp_path, packages.minimal_parts())


def written(path: Path, *sheets: PlannedSheet) -> Worksheet:
    """The last of the sheets as openpyxl sees it."""
    book = open_book(path)
    apply(plan_edits(book, sheets, ACCOUNTS), book)
    sheet: Worksheet = openpyxl.load_workbook(path)[sheets[-1].schema.title]
    return sheet


def column(sheet: Worksheet, title: str, row: int = 2) -> Cell:
    """The cell of a column by its title."""
    place = next(cell.column for cell in sheet[1] if cell.value == title)
    cell = sheet.cell(row, place)
    assert isinstance(cell, Cell)
    return cell


def fill(cell: Cell) -> object:
    """The colour behind a cell."""
    colour = cell.fill.fgColor
    return colour and colour.rgb


def ink(cell: Cell) -> object:
    """The colour of a cell's text."""
    colour = cell.font.color
    return colour and colour.rgb


def way(cell: Cell) -> str | None:
    """Where a cell leads."""
    return cell.hyperlink.location if cell.hyperlink else None


def test_the_plan_says_in_plain_words_what_it_does(path: Path) -> None:
    book = open_book(path)
    first = plan_edits(book, [planned(Result, a_result(), a_result("KA-002")), planned(FindingRow, a_finding())])
    assert str(first) == "Results: a new sheet with 2 rows.\nFindings: a new sheet with 1 row."
    assert first.changed
    apply(first, book)
    book = open_book(path)
    again = plan_edits(book, first.sheets)
    assert str(again) == "Results: stays as it is, 2 rows.\nFindings: stays as it is, 1 row."
    assert not again.changed
    fewer = plan_edits(book, [planned(Result, a_result(name="Southwind"))])
    assert str(fewer) == "Results: 1 row instead of 2, 4 cells differ."


def test_planning_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    plan_edits(open_book(path), [planned(Result, a_result())])
    assert path.read_bytes() == before


def test_a_plan_for_another_file_is_not_applied(path: Path) -> None:
    plan = plan_edits(open_book(path), [planned(Result, a_result())])
    path.write_bytes(packages.packed(packages.minimal_parts(packages.cell_xml('<c r="A1"><v>1</v></c>'))))
    with pytest.raises(ChangedSinceReadError, match="not the file this was planned for"):
        apply(plan, open_book(path))


def test_applying_a_plan_twice_equals_applying_it_once(path: Path) -> None:
    book = open_book(path)
    apply(plan_edits(book, [planned(Result, a_result())], ACCOUNTS), book)
    once = open_book(path)
    apply(plan_edits(once, [planned(Result, a_result())], ACCOUNTS), once)
    assert open_book(path).fingerprint == once.fingerprint


def test_a_copy_can_be_asked_for(path: Path) -> None:
    book = open_book(path)
    copy = path.with_name("copy.xlsx")
    assert apply(plan_edits(book, [planned(Result, a_result())]), book, destination=copy) == copy
    assert open_book(path).fingerprint == book.fingerprint
    assert open_book(copy).sheet("Results")


def test_account_ids_lead_to_their_rows_on_accounts(path: Path) -> None:
    sheet = written(path, planned(Result, a_result(), a_result("KA-002"), a_result("KA-404")))
    assert [way(column(sheet, "Account ID", row)) for row in (2, 3, 4)] == [
        "Accounts!A7",
        "'Key accounts'!A8",
        None,
    ]
    assert sheet["A2"].font.u == "single"


def test_findings_lead_to_their_cells_and_others_to_their_sheets(path: Path) -> None:
    sheet = written(path, planned(FindingRow, a_finding(), a_finding("Revenue", None)))
    assert way(column(sheet, "Cell")) == "'Key accounts'!F7"
    assert way(column(sheet, "Sheet")) is None
    assert way(column(sheet, "Sheet", 3)) == "Revenue!A1"
    assert column(sheet, "Message").alignment.wrap_text
    assert fill(column(sheet, "Severity")) == "FFF9DEDC"


def test_a_score_line_leads_to_the_first_cell_it_was_read_from(path: Path) -> None:
    line = made(ScoreLineRow, account_id="KA-001", axis="Attractiveness", criterion_id="A1", weight=20.0,
        outcome=Outcome.MISSING, source_cells="'Key revenue'!D4:D7, Accounts!F7", raw=1234.5,
    )  # fmt: skip
    sheet = written(path, planned(ScoreLineRow, line))
    assert way(column(sheet, "Source cells")) == "'Key revenue'!D4:D7"
    assert fill(column(sheet, "Outcome")) == "FFFCEFD2"
    assert column(sheet, "Raw value").number_format == "#,##0"


def test_quadrant_and_health_have_soft_colours_and_figures_their_formats(path: Path) -> None:
    one = a_result(quadrant=Quadrant.STRATEGIC, colour=Colour.RED, a_score=61.25, a_coverage=0.8, revenue_12m=1234567.0)
    sheet = written(path, planned(Result, one, a_result("KA-002", quadrant=Quadrant.STREAMLINE, certain=True)))
    assert fill(column(sheet, "Quadrant")) == "FFDDF0E4"
    assert fill(column(sheet, "Quadrant", 3)) == "FFECEEF2"
    assert fill(column(sheet, "Colour")) == "FFF9DEDC"
    formats = [
        column(sheet, title).number_format
        for title in ("Attractiveness", "Attractiveness coverage", "Revenue 12 months")
    ]
    assert formats == ["0.0", "0.0%", "#,##0"]
    assert column(sheet, "Attractiveness").value == 61.25
    assert column(sheet, "Quadrant certain", 3).value == "Yes"
    assert sheet.freeze_panes == "C2"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(0.25, "fraction", "0.0%"), (52_018_000.5, "money", "#,##0"), (3, "count", "#,##0"), (1.734, None, "0.0"), ("none", None, "General")],
)  # fmt: skip
def test_a_figure_of_the_portfolio_is_shown_by_its_unit(
    path: Path, value: object, unit: str | None, expected: str
) -> None:
    sheet = written(path, planned(PortfolioRow, made(PortfolioRow, measure="M", value=value, unit=unit)))
    assert column(sheet, "Value").number_format == expected


def test_a_rise_is_green_and_a_fall_is_red(path: Path) -> None:
    rows = [
        made(MovementRow, account_id="KA-001", subject=subject, before=0.5, after=0.5 + change, change=change)
        for subject, change in (("Strength", 4.5), ("Share of wallet", -0.1))
    ]
    sheet = written(path, planned(MovementRow, *rows))
    up, down = column(sheet, "Change"), column(sheet, "Change", 3)
    assert (ink(up), up.number_format) == ("FF1A7A4C", "0.0")
    assert (ink(down), down.number_format) == ("FFB3261E", "0.0%")


def test_a_better_rank_is_green_though_its_number_fell(path: Path) -> None:
    rows = [
        made(MovementRow, account_id="KA-001", subject="Rank", before=before, after=after, change=after - before)
        for before, after in ((6, 3), (3, 5))
    ]
    sheet = written(path, planned(MovementRow, *rows))
    rose, fell = column(sheet, "Change"), column(sheet, "Change", 3)
    assert (ink(rose), rose.value, rose.number_format) == ("FF1A7A4C", -3, "#,##0")
    assert (ink(fell), fell.value) == ("FFB3261E", 2)


def test_sheets_that_grow_are_written_as_given_and_hold_dates_with_time(path: Path) -> None:
    runs = [
        made(Run, review_id=f"2026-0{at}", time=dt.datetime(2026, at, 1, 9, 30), version="0.1.0",
            as_of=dt.date(2026, at, 1), input_fingerprint="a", model_fingerprint="b", errors=0, warnings=at, notes=2,
        )
        for at in (1, 2)
    ]  # fmt: skip
    sheet = written(path, planned(Run, *runs))
    assert column(sheet, "Time", 3).value == dt.datetime(2026, 2, 1, 9, 30)
    assert column(sheet, "As-of").value == dt.datetime(2026, 1, 1)
    assert column(sheet, "Warnings", 3).value == 2


def review_plan(path: Path) -> EditPlan:
    book = open_book(path)
    review = review_of(book)
    rows = written_rows(review, history.remember(review), now=dt.datetime(2026, 4, 10, 9, 30), user="Ana")
    cells = {account.account_id: account.origin.cell("account_id") for account in review.portfolio.accounts}
    return plan_edits(book, [PlannedSheet(schema_of(sheet.record), sheet) for sheet in rows], cells)


def test_a_whole_review_is_written_read_back_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    shutil.copy(ROOT / "workbook_templates" / "example-with-faults.xlsx", path)
    before = open_book(path)
    plan = review_plan(path)
    apply(plan, open_book(path))
    after = open_book(path)
    managers = [sheet.title for sheet in before.sheets]
    assert [sheet.title for sheet in after.sheets] == managers + [schema_of(record).title for record in WRITTEN]
    assert [list(after.read(title).rows) for title in managers] == [list(before.read(title).rows) for title in managers]
    assert {change.title: change.rows_after for change in plan.changes} == {
        schema_of(record).title: rows_below(after.read(schema_of(record).title).rows) for record in WRITTEN
    }
    assert not review_plan(path).changed


def rows_below(rows: Iterable[object]) -> int:
    return len(list(rows)) - 1
