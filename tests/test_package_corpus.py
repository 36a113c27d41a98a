"""Real workbooks nobody here made: after adding and updating our sheets, everything else is as it was.

Every workbook of the corpus is patched twice, compared byte by byte and read by openpyxl and calamine before and
after. What is refused, and what other programs cannot read, stands in ``golden/corpus/writing.txt``; ``--update`` writes it.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from collections.abc import Iterator
from pathlib import Path

import corpus
import openpyxl
import own_sheets
import pytest
import python_calamine
from own_sheets import patched, result, results, untouched, values

from kamreport.errors import KamreportError, WorkbookError
from kamreport.package import Book, Cell, differences, open_book
from kamreport.package.markup import Node
from kamreport.package.own_sheets import plain
from kamreport.package.part_differences import part_differences

pytestmark = corpus.needs_corpus

OURS = "KAM results"
ADDED = results(*[result(f"KA-{at:03d}", score=at * 1.5) for at in range(5)], title=OURS)
UPDATED = results(*[result(f"KA-{at:03d}", score=at * 2.5) for at in range(7)], title=OURS)
KNOWN = corpus.table("writing")
Sheets = dict[str, object]


@pytest.fixture(scope="module")
def seen(request: pytest.FixtureRequest) -> Iterator[dict[str, list[corpus.Row]]]:
    with corpus.table_to_update("writing", request.config) as rows:
        yield rows


def test_old_and_binary_workbooks_are_told_apart() -> None:
    wrong = []
    for path in corpus.files(".xls", ".xlsb"):
        with pytest.raises(WorkbookError) as caught:
            open_book(path)
        if f"({path.suffix})" not in str(caught.value):
            wrong.append((path.name, str(caught.value)))
    assert wrong == []


def test_the_table_names_only_files_that_are_there() -> None:
    assert set(KNOWN) <= {corpus.label(path) for path in corpus.workbooks()}


@pytest.mark.parametrize("path", corpus.workbooks(), ids=corpus.label)
def test_everything_that_is_not_ours_is_as_it_was(
    path: Path, tmp_path: Path, seen: dict[str, list[corpus.Row]], update: bool
) -> None:
    copy = own_sheets.copy_of(path, tmp_path)
    noted: list[corpus.Row] = []
    try:
        patched(copy, ADDED)
    except KamreportError as error:
        noted.append(("refused", str(error).replace(copy.name, "it")))
        assert copy.read_bytes() == path.read_bytes()
        assert list(tmp_path.iterdir()) == [copy]
    else:
        keeps_every_byte(path, copy)
        noted += [] if corpus.is_bomb(path) else keeps_every_value(path, copy)
    seen[corpus.label(path)] = noted
    assert update or noted == KNOWN.get(corpus.label(path), [])


def keeps_every_byte(path: Path, copy: Path) -> None:
    before, added = open_book(path), open_book(copy)
    shared = {"[Content_Types].xml", before.part, before.related("styles"), own_sheets.relations_of_book(before)}
    updated = patched(copy, UPDATED)
    for after in (added, updated):
        found = {one.part: one.what for one in part_differences(before.archive, after.archive)}
        assert {part for part, what in found.items() if what != "new"} <= shared
        assert all(ours(part) for part, what in found.items() if what == "new"), found
        assert untouched(before, after) >= {entry.name for entry in before.archive.entries} - shared
        assert after.sheets[: len(before.sheets)] == before.sheets
        for part in shared - {""}:
            assert says_what_it_said(before.parse(part), after.parse(part)), part
    holds_what_was_planned(updated)
    own = {updated.sheets[-1].part, *(table for table in found if "tables/table" in table)}
    assert {one.part for one in part_differences(added.archive, updated.archive)} <= own
    assert patched(copy, UPDATED).fingerprint == updated.fingerprint


def ours(part: str) -> bool:
    """Whether a new part is one we add: a sheet, its relationships, its table, or styles where there were none."""
    return any(word in part for word in ("worksheets/sheet", "_rels/sheet", "tables/table", "xl/styles.xml"))


def says_what_it_said(old: Node, new: Node) -> bool:
    """Whether an element still holds all it held, in its order, with nothing but additions between."""
    same = {name: value for name, value in old.attributes.items() if name != "count"}
    if old.name != new.name or old.text != new.text or not same.items() <= new.attributes.items():
        return False
    waiting = iter(new.children)
    return all(any(says_what_it_said(child, candidate) for candidate in waiting) for child in old.children)


def holds_what_was_planned(book: Book) -> None:
    assert [change.changed_cells for change in differences(book, [UPDATED])] == [0]
    titles = [column.title for column in UPDATED.columns]
    assert list(values(book, OURS).values()) == [by_column(titles), *(by_column(row) for row in UPDATED.rows)]


def by_column(row: object) -> dict[int, object]:
    cells: list[Cell] = list(row)  # type: ignore[call-overload]
    return {at: as_read(plain(cell)) for at, cell in enumerate(cells, 1)}


def as_read(value: object) -> object:
    return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value


def keeps_every_value(path: Path, copy: Path) -> list[corpus.Row]:
    """Compare what other programs read before and after; which of them cannot read the file at all."""
    cannot: list[corpus.Row] = []
    for name, read in (("openpyxl", with_openpyxl), ("calamine", with_calamine)):
        before = read(path)
        if before is None:
            cannot.append((name, "cannot read the workbook as it came"))
            continue
        after = read(copy)
        assert after is not None, f"{name} reads {path.name} no more"
        assert {title: after.get(title) for title in before} == before, name
        assert set(after) == {*before, OURS}
        assert str(after[OURS]).count("KA-00") == len(list(UPDATED.rows)), name
    return cannot


def with_openpyxl(path: Path) -> Sheets | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
        except Exception:  # noqa: BLE001 - what it cannot read before cannot be compared after
            return None
    sheets: Sheets = {
        sheet.title: {at: cell.value for at, cell in sheet._cells.items()}  # noqa: SLF001 - iterating makes cells
        for sheet in book.worksheets
    }
    return sheets or None  # of a Strict workbook it sees no sheet at all, and says nothing


def with_calamine(path: Path) -> Sheets | None:
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        return {title: book.get_sheet_by_name(title).to_python() for title in book.sheet_names}
    except Exception:  # noqa: BLE001 - as above
        return None
