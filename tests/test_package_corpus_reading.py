"""Every cell of every real workbook, compared with what openpyxl and calamine read there.

Where a program reads something else, the difference belongs to a class with a reason; how often each class occurs in
which file stands in ``golden/corpus/reading.txt``, which ``--update`` writes. A difference of no class fails.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import corpus
import openpyxl
import pytest
import python_calamine

from kamreport.cells import ErrorValue, NoStoredValue, Raw
from kamreport.errors import KamreportError
from kamreport.package import Area, Book, open_book
from kamreport.package.markup import unescape_controls

pytestmark = corpus.needs_corpus

REASONS = {
    "no result stored": "a formula without a stored result is told from a blank cell, which others show instead",
    "error": "an error is a value of its own; calamine gives an empty text",
    "under a merge": "a value that a merge hides is in the file, and openpyxl drops it",
    "no such day": "a number in a date format beyond the year 9999 stays a number; openpyxl makes it #VALUE!",
    "elapsed time": "[h]:mm and the like count hours: a number, as in Excel; others make it a time span",
    "escapes": "_x000D_ is a control character and _x005F_ an underscore, as Excel reads them; openpyxl keeps the spelling",
    "outer blanks": "blanks around a text are part of it only where xml:space says so, as in Excel; others keep them",
    "alternate content": "words in an element of another program that says its content counts; openpyxl drops them",
    "cannot read": "the program fails on the file or the sheet, crashes on files like it, or would need gigabytes",
    "sees no sheet": "a Strict workbook, which openpyxl takes for an empty one",
}
MOST_CELLS = 50_000_000
"""Cells of a rectangle that calamine is asked for."""
KNOWN = corpus.table("reading")
Cells = dict[tuple[int, int], object]


@pytest.fixture(scope="module")
def seen(request: pytest.FixtureRequest) -> Iterator[dict[str, list[corpus.Row]]]:
    with corpus.table_to_update("reading", request.config) as rows:
        yield rows


def test_every_class_of_difference_occurs_and_has_its_reason() -> None:
    occurring = {row[1] for rows in KNOWN.values() for row in rows}
    assert occurring == set(REASONS)
    assert set(KNOWN) <= {corpus.label(path) for path in corpus.workbooks()}


@pytest.mark.parametrize("path", corpus.workbooks(), ids=corpus.label)
def test_every_cell_is_read_as_others_read_it_or_the_reason_is_known(
    path: Path, seen: dict[str, list[corpus.Row]], update: bool
) -> None:
    try:
        book = open_book(path)
    except KamreportError:
        return  # the writing table holds the reason
    counts: Counter[tuple[str, str]] = Counter()
    for program, sheets in (("openpyxl", with_openpyxl(path)), ("calamine", with_calamine(path, book))):
        if sheets is None:
            counts[program, "cannot read"] += 1
            continue
        for sheet in book.sheets:
            if sheet.kind == "worksheet":
                counts.update((program, found) for found in differences(book, sheet.title, sheets))
    noted: list[corpus.Row] = [(program, kind, str(count)) for (program, kind), count in sorted(counts.items())]
    seen[corpus.label(path)] = noted
    assert update or noted == KNOWN.get(corpus.label(path), [])


def differences(book: Book, title: str, sheets: Mapping[str, Cells | None]) -> Iterator[str]:
    """The class of each difference in one sheet."""
    if title not in sheets:
        yield "sees no sheet"
        return
    cells = sheets[title]
    if cells is None:
        yield "cannot read"
        return
    read = book.read(title)
    ours: dict[tuple[int, int], Raw] = {(row, at): value for row, held in read.rows for at, value in held.items()}
    for where in sorted(ours.keys() | cells.keys()):
        held, theirs = ours.get(where), cells.get(where)
        if not same(held, theirs):
            kind = class_of(held, theirs, where, read.merged)
            assert kind, f"{title} {where}: {held!r} here, {theirs!r} there"
            yield kind


def same(held: Raw, theirs: object) -> bool:
    if isinstance(held, bool) or isinstance(theirs, bool):
        return held is theirs
    if isinstance(held, ErrorValue):
        return held.code == theirs
    if isinstance(theirs, dt.date) and not isinstance(theirs, dt.datetime):
        return held == dt.datetime.combine(theirs, dt.time())
    return held == theirs


def class_of(held: Raw, theirs: object, where: tuple[int, int], merged: tuple[Area, ...]) -> str:
    """Why a program reads something else; empty when nobody knows."""
    if theirs is None:
        unknown = "no result stored" if isinstance(held, NoStoredValue) else "error"
        told = isinstance(held, NoStoredValue | ErrorValue)
        return unknown if told else ("under a merge" if any(hides(area, where) for area in merged) else "")
    if isinstance(held, str) and isinstance(theirs, str):
        if theirs.strip(" \t\n") == held:
            return "outer blanks"
        kept = unescape_controls(theirs) == held
        return "escapes" if kept else "alternate content" if theirs and held.endswith(theirs) else ""
    if isinstance(held, float) and isinstance(theirs, dt.timedelta):
        return "elapsed time" if abs(held - theirs / dt.timedelta(days=1)) < 1e-6 else ""
    return "no such day" if isinstance(held, float) and theirs == "#VALUE!" else ""


def hides(area: Area, where: tuple[int, int]) -> bool:
    row, column = where
    inside = area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
    return inside and where != (area.first_row, area.first_column)


def with_openpyxl(path: Path) -> dict[str, Cells | None] | None:
    if corpus.is_bomb(path):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
        except Exception:  # noqa: BLE001 - the table says of which files
            return None
    return {
        sheet.title: {at: cell.value for at, cell in sheet._cells.items() if cell.value not in (None, "")}  # noqa: SLF001 - iterating makes cells
        for sheet in book.worksheets
    }


def with_calamine(path: Path, ours: Book) -> dict[str, Cells | None] | None:
    if corpus.is_bomb(path):
        return None
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
    except Exception:  # noqa: BLE001 - as above
        return None
    far = {sheet.title for sheet in ours.sheets if sheet.kind == "worksheet" and reaches_far(ours, sheet.title)}
    return {title: None if title in far else calamine_cells(book, title) for title in book.sheet_names}


def reaches_far(book: Book, title: str) -> bool:
    """Whether calamine, which holds the whole rectangle, would take gigabytes for a few cells far apart."""
    last_row = last_column = 0
    for row, held in book.read(title).rows:
        last_row, last_column = max(last_row, row), max(last_column, *held, 0)
    return last_row * last_column > MOST_CELLS


def calamine_cells(book: python_calamine.CalamineWorkbook, title: str) -> Cells | None:
    try:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    except Exception:  # noqa: BLE001 - as above
        return None
    return {(row, at): value for row, held in enumerate(rows, 1) for at, value in enumerate(held, 1) if value != ""}
