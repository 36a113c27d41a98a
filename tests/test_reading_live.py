"""An open workbook is read as its file would be: the same records and findings, what is not saved yet included."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest
import stand_in_cells
import stand_in_excel
import stand_in_sheets
import xlwings
from books import write_xlsx
from packages import minimal_parts, save_parts
from small_books import accounts

from kamreport import reading, run
from kamreport.cells import ErrorValue
from kamreport.errors import WorkbookError
from kamreport.package.handed_over import raw_of
from kamreport.reading.live import LiveBook, is_local
from kamreport.run.open_workbook import prepare_open

NOW = dt.datetime(2026, 10, 14, 9, 30)  # noqa: DTZ001 - a workbook knows no zones


@pytest.fixture
def excel() -> Iterator[stand_in_excel.StandInApp]:
    with stand_in_excel.excel() as app:
        yield app


def test_the_open_example_reads_as_the_closed_one(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = run.new_workbook(tmp_path / "example.xlsx", example=True)
    closed, live = run.prepare(path), prepare_open(LiveBook(excel.open(path)), now=NOW)
    assert live.review_id == closed.review_id
    assert live.findings == closed.findings
    assert live.scores == closed.scores
    assert live.workbook.path == path


def test_each_sheet_is_read_once(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = run.new_workbook(tmp_path / "example.xlsx", example=True)
    prepare_open(LiveBook(excel.open(path)), now=NOW)
    reads = {sheet: count for (what, sheet), count in excel.calls.items() if what == "read"}
    assert reads["Accounts"] == 1
    assert set(reads.values()) == {1}


def test_what_is_not_saved_yet_is_read(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = write_xlsx(accounts({}), tmp_path / "book.xlsx")
    book = excel.open(path)
    column = book.sheets["Accounts"].range("A1:Z1").value.index("Tier") + 1
    book.sheets["Accounts"].range((2, column)).value = "Nonsense"
    live = reading.read_sheets(LiveBook(book))
    assert "Nonsense" in "".join(map(str, live.findings))
    assert "Nonsense" not in "".join(map(str, reading.read(path).findings))


def test_errors_dates_times_and_merged_cells_read_as_in_a_file(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts()))
    cells = book.sheets["Data"].impl.cells_of
    cells["B3"], cells["C3"], cells["D3"] = "#N/A", dt.datetime(2026, 3, 31), dt.time(13, 30)  # noqa: DTZ001
    cells["B4"], cells["C4"] = True, 7
    cells["E9"] = "x"
    cells.merge_cells("B6:C7")
    cells.merge_cells("E9:E12")
    read = LiveBook(book).read("data")
    assert read.rows == [
        (3, {2: ErrorValue("#N/A"), 3: dt.datetime(2026, 3, 31), 4: dt.time(13, 30)}),  # noqa: DTZ001
        (4, {2: True, 3: 7.0}),
        (9, {5: "x"}),
    ]
    assert set(read.merged) == {(6, 2, 7, 3), (9, 5, 12, 5)}


def test_a_sheet_without_merged_cells_is_asked_once(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(run.new_workbook(tmp_path / "example.xlsx", example=True))
    assert LiveBook(book).read("Accounts").merged == ()
    assert excel.calls["ask merged", "Accounts"] == 1


def test_numbers_of_every_kind_become_floats() -> None:
    from decimal import Decimal

    assert [raw_of(7), raw_of(Decimal("1.5")), raw_of(""), raw_of(dt.date(2026, 1, 2))] == [
        7.0, 1.5, None, dt.datetime(2026, 1, 2),  # noqa: DTZ001
    ]  # fmt: skip


def test_the_fingerprint_moves_with_a_cell_that_was_read_and_only_then(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts(One="<worksheet/>", Two="<worksheet/>")))
    source = LiveBook(book)
    source.read("One")
    assert source.is_current()
    book.sheets["Two"].range("A1").value = "not read"
    assert source.is_current()
    book.sheets["One"].range("A1").value = 1
    assert not source.is_current()
    fresh = LiveBook(book)
    fresh.read("One")
    assert fresh.fingerprint != source.fingerprint
    del book.sheets.impl.book.tabs[id(book.sheets["One"].impl.cells_of)]
    book.impl.cells_of.remove(book.impl.cells_of["One"])
    assert not fresh.is_current()


@pytest.mark.parametrize(
    ("location", "local"),
    [
        ("https://example.sharepoint.com/sites/kam/Shared Documents/portfolio.xlsx", False),
        ("Book1", False),
        (str(PureWindowsPath("C:/Users/ana/portfolio=2.xlsx")), True),
        ('/Users/ana/it\'s "ours".xlsx', True),
    ],
)
def test_where_a_workbook_lives_is_told_by_its_full_name(location: str, local: bool) -> None:
    assert is_local(location) is local


def test_a_workbook_on_a_server_goes_by_its_bare_name(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts()), "https://example.sharepoint.com/kam/portfolio.xlsx")
    assert LiveBook(book).path == Path("portfolio.xlsx")


def test_the_stand_in_can_do_nothing_that_xlwings_cannot_on_windows_and_macos() -> None:
    """A call that only xlwings' paid engines know would pass here and fail in Excel."""
    folder = Path(xlwings.__file__).parent
    missing = []
    for engine in ("_xlwindows.py", "_xlmac.py"):
        known = {
            node.name: names_in(node)
            for node in ast.parse((folder / engine).read_text(encoding="utf-8")).body
            if isinstance(node, ast.ClassDef)
        }
        for stand_in, real in STOOD_IN.items():
            own = {name for name in vars(stand_in) if not name.startswith("_")} & set(dir(stand_in.__mro__[1]))
            missing += [f"{engine}: {real}.{name}" for name in sorted(own - known[real])]
    assert missing == []


STOOD_IN: dict[type, str] = {
    stand_in_excel.StandInApp: "App",
    stand_in_excel.StandInBook: "Book",
    stand_in_sheets.StandInSheet: "Sheet",
    stand_in_cells.StandInRange: "Range",
    stand_in_sheets.StandInTable: "Table",
}


def names_in(node: ast.ClassDef) -> set[str]:
    """The methods and attributes a class gives itself."""
    functions = {child.name for child in node.body if isinstance(child, ast.FunctionDef)}
    attributes = {
        target.attr
        for child in ast.walk(node)
        if isinstance(child, ast.Assign)
        for target in child.targets
        if isinstance(target, ast.Attribute)
    }
    plain = {
        target.id
        for child in node.body
        if isinstance(child, ast.Assign)
        for target in child.targets
        if isinstance(target, ast.Name)
    }
    return functions | attributes | plain


def test_packs_of_an_open_workbook_say_so_and_carry_the_time(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = run.new_workbook(tmp_path / "example.xlsx", example=True)
    review = prepare_open(LiveBook(excel.open(path)), now=NOW)
    made = run.render(review, tmp_path / "packs", packs=("portfolio",), pdf=False)
    page = made.files[0].path.read_text(encoding="utf-8")
    assert "OPEN WORKBOOK 09:30" in page
    assert "changes that may not be saved" in page


def test_a_value_in_the_last_cell_of_all_is_told_instead_of_asking_excel_for_every_cell(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(write_xlsx(accounts({}), tmp_path / "book.xlsx"))
    book.sheets["Accounts"].impl.cells_of.cell(1_048_576, 16_384, 1)
    with pytest.raises(WorkbookError, match="Accounts reaches to XFD1048576"):
        LiveBook(book).read("Accounts")
    assert not excel.calls["read", "Accounts"]
