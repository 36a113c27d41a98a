"""Formulas, number formats and hidden rows of every real workbook, compared with what openpyxl reads there."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import corpus
import openpyxl
import pytest
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from kamreport.errors import KamreportError
from kamreport.package import Book, open_book
from kamreport.package.cell_details import CellDetail, row_details
from kamreport.package.tables import ref_of, tables_of

pytestmark = corpus.needs_corpus

LARGE = 250_000
"""Bytes from which a file would take openpyxl seconds; its values are compared elsewhere."""
TABLE_OF_DATA = "="
"""A data table has no text of its own."""


def small_books() -> list[Path]:
    return [path for path in corpus.workbooks() if not corpus.is_bomb(path) and path.stat().st_size <= LARGE]


def opened(path: Path) -> openpyxl.Workbook | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        except Exception:  # noqa: BLE001 - the table of reading says of which files
            return None


@pytest.mark.parametrize("path", small_books(), ids=corpus.label)
def test_formulas_formats_and_hidden_rows_are_those_openpyxl_reads(path: Path) -> None:
    try:
        book = open_book(path)
    except KamreportError:
        return  # the writing table holds the reason
    theirs = opened(path)
    differing = []
    for sheet in book.sheets if theirs else ():
        if sheet.kind != "worksheet" or theirs is None or sheet.title not in theirs.sheetnames:
            continue
        other = theirs[sheet.title]
        for row in row_details(book, sheet.title):
            if (row.number in other.row_dimensions and bool(other.row_dimensions[row.number].hidden)) != row.hidden:
                differing.append((sheet.title, row.number, "hidden"))
            cells = ((at, held, other._cells[row.number, at]) for at, held in row.cells.items())  # noqa: SLF001 - iterating makes cells
            differing += [(sheet.title, row.number, str(at)) for at, held, cell in cells if not same(held, cell)]
    assert differing == []


def same(held: CellDetail, cell: OpenpyxlCell | MergedCell) -> bool:
    if isinstance(cell, MergedCell):
        return True  # openpyxl drops all that a merge covers
    return held.number_format == (cell.number_format or "General") and held.formula == formula_of(cell)


def formula_of(cell: OpenpyxlCell) -> str:
    value = cell.value
    if isinstance(value, ArrayFormula):
        return f"={(value.text or '').removeprefix('=')}"
    if isinstance(value, DataTableFormula):
        return TABLE_OF_DATA
    return value if isinstance(value, str) and cell.data_type == "f" else ""


@pytest.mark.parametrize("path", small_books(), ids=corpus.label)
def test_merges_tables_and_names_are_those_openpyxl_reads(path: Path) -> None:
    try:
        book = open_book(path)
    except KamreportError:
        return  # as above
    theirs = opened(path)
    if theirs is None or not theirs.worksheets:
        return
    for sheet in book.sheets:
        if sheet.kind != "worksheet" or sheet.title not in theirs.sheetnames:
            continue
        other = theirs[sheet.title]
        merged = book.read(sheet.title).merged
        assert {ref_of(area) for area in merged} == {one.coord for one in other.merged_cells.ranges}
        tables = {(one.name, ref_of(one.area)) for one in tables_of(book, sheet.part)}
        assert tables == {(one.displayName, one.ref) for one in other.tables.values()}
        if all(one.kind != "missing" for one in book.sheets):  # openpyxl miscounts the sheets behind a missing one
            assert names_in(book, sheet.title) == {name for name in other.defined_names if not reserved(name)}
    assert names_in(book, "") == {name for name in theirs.defined_names if not reserved(name)}


def names_in(book: Book, scope: str) -> set[str]:
    return {name.name for name in book.names if name.scope == scope and not reserved(name.name)}


def reserved(name: str) -> bool:
    """Print areas and titles, which openpyxl keeps elsewhere."""
    return name.startswith("_xlnm.")
