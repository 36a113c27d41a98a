"""The live hand writes what the closed hand writes: values, formats, tables, links, marks, notes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import stand_in_excel
import xlwings as xw
from openpyxl.comments import Comment
from own_sheets import COLUMNS, THREE, result, results, text
from packages import minimal_parts, save_parts
from stand_in_cells import ProtectedError
from stand_in_seen import seen, unlike
from test_package_notes import rewritten
from test_package_patching import add_cells

from kamreport import run
from kamreport.errors import ChangedSinceReadError, RefusedError
from kamreport.package import OwnColumn, OwnSheet, Styled, differences, open_book, patch
from kamreport.package.cell_details import row_details
from kamreport.reading.live import LiveBook
from kamreport.run.open_workbook import prepare_open, write_into_open
from kamreport.writing.appearance import WAY
from kamreport.writing.live import hand, native, sheets

NOW = dt.datetime(2026, 10, 14, 9, 30)  # noqa: DTZ001 - a workbook knows no zones


@pytest.fixture
def excel() -> Iterator[stand_in_excel.StandInApp]:
    with stand_in_excel.excel() as app:
        yield app


def write_live(book: xw.Book, *sheets: OwnSheet) -> tuple[str, ...]:
    """Put sheets of ours into an open workbook, as a plan does."""
    tasks = [hand._task(book, sheet) for sheet in sheets]  # noqa: SLF001 - below the plan, as patch is below it
    return hand._write(book, tasks, lambda _: None)  # noqa: SLF001


def as_shipped(sheet: OwnSheet) -> OwnSheet:
    """The sheet with the look that every link of kamreport has; Excel gives links one of its own."""
    rows = [
        [cell._replace(look=WAY) if isinstance(cell, Styled) and cell.link else cell for cell in cells]
        for cells in sheet.rows
    ]
    return replace(sheet, rows=rows)


def both(folder: Path, excel: stand_in_excel.StandInApp, path: Path, *sheets: OwnSheet) -> tuple[Path, Path]:
    """The workbook after the closed hand and after the live one."""
    sheets = tuple(map(as_shipped, sheets))
    book = excel.open(path)
    write_live(book, *sheets)
    live = book.impl.write_to(folder / "live.xlsx")
    closed = folder / "closed.xlsx"
    patch(open_book(path), sheets, destination=closed)
    return closed, live


MIXED = OwnSheet(
    title="Results",
    mark="kamreport_sheet_results",
    table="kamreport_results",
    key=("Account ID",),
    columns=(*COLUMNS[:2], OwnColumn(title="Value", width=12)),
    rows=[
        ("001", "=1+1", "May 2020"),
        ("2026-01-05", "+49 30 123", 12.5),
        ("1e5", "@here", "-7"),
        (Styled("KA-4", link="'Data'!A2"), "TRUE", None),
    ],
)
PLANS: dict[str, Callable[[], tuple[OwnSheet, ...]]] = {
    "a new sheet": lambda: (THREE,),
    "two new sheets": lambda: (THREE, results(result("X"), title="Score lines")),
    "texts that look like something else": lambda: (MIXED,),
    "a sheet without rows": lambda: (results(),),
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_both_hands_make_the_same_new_sheets(
    plan: Callable[[], tuple[OwnSheet, ...]], tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    closed, live = both(tmp_path, excel, save_parts(tmp_path, minimal_parts()), *plan())
    assert unlike(seen(live), seen(closed)) == []


UPDATES: dict[str, tuple[OwnSheet, dict[str, str]]] = {
    "fewer rows": (results(result("KA-002")), {}),
    "more rows": (results(*(result(f"KA-{number:03}") for number in range(1, 9))), {}),
    "notes follow their rows": (
        results(result("KA-003"), result("ka-002"), result("KA-001")),
        {"G2": "001", "H3": "ask"},
    ),
    "a note whose row is gone": (results(result("KA-002")), {"G2": "call Ana"}),
    "cells below the table": (results(result("KA-001")), {"G7": "agreed in May"}),
    "a formula beside a row": (results(result("KA-000"), result("KA-001")), {"G2": "=C2*2+$C$3"}),
}


@pytest.mark.parametrize(("update", "notes"), UPDATES.values(), ids=UPDATES)
def test_both_hands_bring_a_sheet_up_to_date_alike(
    update: OwnSheet, notes: dict[str, str], tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    path = save_parts(tmp_path, minimal_parts())
    patch(open_book(path), (THREE,))
    add_cells(path, notes)
    closed, live = both(tmp_path, excel, path, update)
    assert unlike(seen(live), seen(closed)) == []


def test_both_hands_add_a_column_at_the_right(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = save_parts(tmp_path, minimal_parts())
    patch(open_book(path), (results(result("KA-001")),))
    wider = OwnSheet(
        title="Results", mark=THREE.mark, table=THREE.table, key=THREE.key,
        columns=(*COLUMNS, OwnColumn(title="Why")), rows=[(*result("KA-001"), "grew")],
    )  # fmt: skip
    closed, live = both(tmp_path, excel, path, wider)
    assert unlike(seen(live), seen(closed)) == []


def standing(folder: Path, notes: dict[str, str], **changes: Callable[[str], str]) -> Path:
    """A workbook with our sheet, a manager's cells in it, and what the manager did to its parts."""
    path = save_parts(folder, minimal_parts())
    patch(open_book(path), (THREE,))
    add_cells(path, notes)
    return rewritten(path, **changes)


def test_both_hands_keep_a_column_the_manager_added_to_our_table(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    column = '<tableColumn id="9" name="My view"/></tableColumns>'
    path = standing(
        tmp_path,
        {"F1": "My view", "F3": "at risk", "F2": "2026-05"},
        tables__table1=lambda xml: xml.replace("A1:E4", "A1:F4").replace("</tableColumns>", column),
    )
    update = results(result("KA-002"), result("KA-001"), result("KA-005"), result("KA-006"))
    closed, live = both(tmp_path, excel, path, update)
    assert unlike(seen(live), seen(closed)) == []


def test_both_hands_keep_rows_the_manager_put_above_our_table(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    def lowered(xml: str) -> str:
        moved = re.sub(r' r="([A-Z]*)([0-9]+)"', lambda found: f' r="{found[1]}{int(found[2]) + 2}"', xml)
        title = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>For the board</t></is></c></row>'
        return moved.replace("<sheetData>", title)

    path = standing(
        tmp_path,
        {"G3": "call Ana"},
        worksheets__sheet2=lowered,
        tables__table1=lambda xml: xml.replace("A1:E4", "A3:E6"),
    )
    closed, live = both(tmp_path, excel, path, results(result("KA-001"), result("KA-002")))
    assert unlike(seen(live), seen(closed)) == []


def test_both_hands_refuse_to_cover_notes_with_a_new_column(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = standing(tmp_path, {"F2": "call Ana"})
    wider = replace(THREE, columns=(*COLUMNS, OwnColumn(title="Rank")), rows=[(*row, 1) for row in THREE.rows])
    book = excel.open(path)
    with pytest.raises(RefusedError, match="needs the column F for Rank"):
        write_live(book, wider)
    with pytest.raises(RefusedError, match="needs the column F for Rank"):
        patch(open_book(path), (wider,))


def test_a_note_of_any_kind_moves_as_what_it_is(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(standing(tmp_path, {}))
    cells = book.sheets["Results"].impl.cells_of
    notes = [7, dt.datetime(2026, 5, 1), dt.time(6), True, "001", "#N/A", "'quoted"]  # noqa: DTZ001 - as in a cell
    for column, note in enumerate(notes, 7):
        cells.cell(2, column, note)
    write_live(book, results(result("KA-000"), result("KA-001")))
    moved = [cells.cell(3, column).value for column in range(7, 14)]
    assert moved == [7.0, dt.datetime(2026, 5, 1), 0.25, True, "001", "=#N/A", "'quoted"]  # noqa: DTZ001
    assert [cells.cell(2, column).value for column in range(7, 14)] == [None] * 7


def test_a_workbook_whose_structure_is_protected_gets_no_new_sheet(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts()))
    book.impl.api.ProtectStructure = True
    with pytest.raises(RefusedError, match=r"structure of book\.xlsx is protected"):
        write_live(book, THREE)


def test_the_example_reviewed_open_equals_the_example_reviewed_closed(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    path = run.new_workbook(tmp_path / "example.xlsx", example=True)
    source = LiveBook(excel.open(path))
    review = prepare_open(source, now=NOW)
    written = write_into_open(review, source, now=NOW, user="Ana")
    live = source.book.impl.write_to(tmp_path / "live.xlsx")
    same = run.write_back(run.prepare(path), now=NOW, user="Ana", destination=tmp_path / "closed.xlsx")
    assert written.sheets == same.sheets
    one, other = seen(live), seen(same.path)
    assert one["names"] == other["names"]
    for title in (sheet.title for sheet in same.sheets):
        assert unlike(one["sheets"][title], other["sheets"][title]) == [], title


def test_writing_twice_is_writing_once(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(run.new_workbook(tmp_path / "example.xlsx", example=True))
    first = LiveBook(book)
    write_into_open(prepare_open(first, now=NOW), first, now=NOW, user="Ana")
    again, before = LiveBook(book), excel.calls.copy()
    written = write_into_open(prepare_open(again, now=NOW), again, now=NOW, user="Ana")
    assert not written.changed
    assert not [what for what, _ in excel.calls - before if what == "write"]


def test_a_sheet_takes_one_write_for_its_titles_and_one_for_its_rows(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts()))
    write_live(book, results(*((f"KA-{number}", "a", 1.0, dt.date(2026, 1, 1), True) for number in range(500))))
    assert excel.calls["write", "Results"] == 2


def test_a_filter_on_our_table_is_lifted_before_rows_are_written(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    path = save_parts(tmp_path, minimal_parts())
    patch(open_book(path), (THREE,))
    book = excel.open(path)
    book.sheets["Results"].impl.filtered_out = {2, 3}
    write_live(book, results(result("KA-007"), result("KA-008"), result("KA-009")))
    assert book.sheets["Results"].range("A2:A4").value == ["KA-007", "KA-008", "KA-009"]


CRITERIA = {
    "values": (1, '<filters><filter val="Southwind"/></filters>'),
    "a comparison": (2, '<customFilters><customFilter operator="greaterThan" val="30"/></customFilters>'),
    "the first two": (2, '<top10 val="2"/>'),
}
WINDS = results(
    result("KA-007", "Southwind", 20.0), result("KA-008", "Northwind", 90.0), result("KA-001", "Southwind", 40.0)
)


def filtered(folder: Path, column: int, criteria: str) -> Path:
    """A workbook with our sheet, its table filtered by hand."""
    asked = f'<autoFilter ref="A1:E4"><filterColumn colId="{column}">{criteria}</filterColumn></autoFilter>'
    return standing(folder, {}, tables__table1=lambda xml: xml.replace('<autoFilter ref="A1:E4"/>', asked))


@pytest.mark.parametrize(("column", "criteria"), CRITERIA.values(), ids=CRITERIA)
def test_a_filter_is_set_again_once_the_rows_are_written(
    column: int, criteria: str, tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    path = filtered(tmp_path, column, criteria)
    book = excel.open(path)
    assert write_live(book, WINDS) == ()
    live = open_book(book.impl.write_to(tmp_path / "live.xlsx"))
    patch(open_book(path), (WINDS,))
    if "top10" not in criteria:
        hidden = [[row.number for row in row_details(one, "Results") if row.hidden] for one in (live, open_book(path))]
        assert hidden[0] == hidden[1] != []
    assert re.search(r"<filterColumn.*</filterColumn>", text(live, "xl/tables/table1.xml"))


@pytest.mark.parametrize(
    "criteria",
    ['<colorFilter dxfId="0"/>', '<customFilters><customFilter val="*wind"/></customFilters>'],
    ids=["a colour", "a pattern"],
)
def test_a_filter_excel_does_not_tell_is_taken_off_with_a_word(
    criteria: str, tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(filtered(tmp_path, 1, criteria))
    (remark,) = write_live(book, WINDS)
    assert remark.startswith("Results: the filter on Account name was taken off")
    assert book.sheets["Results"].range("A2:A4").value == ["KA-007", "KA-008", "KA-001"]


def noted(book: xw.Book, **notes: str) -> None:
    """Type notes onto cells of our sheet, as a manager does."""
    for place, words in notes.items():
        book.sheets["Results"].impl.cells_of[place].comment = Comment(words, "Ana")


def said(path: Path) -> dict[str, str]:
    """The notes on our sheet by their cell."""
    cells = openpyxl.load_workbook(path)["Results"]
    return {cell.coordinate: cell.comment.text for row in cells for cell in row if cell.comment}


@pytest.mark.parametrize(
    "update",
    [results(result("KA-003"), result("KA-002"), result("KA-000"), result("KA-001")), results(result("KA-002"))],
    ids=["moved", "gone"],
)
def test_both_hands_let_notes_go_with_their_rows(
    update: OwnSheet, tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(standing(tmp_path, {}))
    noted(book, G2="call Ana", C3="too high?", A1="titles", B9="agreed in May")
    path = book.impl.write_to(tmp_path / "noted.xlsx")
    closed, live = both(tmp_path, excel, path, update)
    assert said(closed) == said(live)
    assert set(said(live).values()) == {"call Ana", "too high?", "titles", "agreed in May"}
    assert unlike(seen(live), seen(closed)) == []


@pytest.mark.parametrize("place", ["G2", "C3"])
def test_a_thread_that_excel_could_not_move_stops_everything(
    place: str, tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(standing(tmp_path, {}))
    book.sheets["Results"].impl.threads = [place]
    with pytest.raises(RefusedError, match=f"People discuss Results!{place} in a comment thread"):
        write_live(book, results(result("KA-000"), result("KA-001"), result("KA-003")))
    assert book.sheets["Results"].range("A2:A4").value == ["KA-001", "KA-002", "KA-003"]


def test_a_thread_whose_row_stays_stays_too(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(standing(tmp_path, {}))
    book.sheets["Results"].impl.threads = ["G2"]
    write_live(book, results(result("KA-001", score=1.0)))
    assert book.sheets["Results"].range("C2").value == 1.0


def test_the_stand_in_writes_into_visible_rows_only_as_excel_does(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts()))
    book.sheets["Data"].impl.filtered_out = {1}
    book.sheets["Data"].range("A1:A2").value = [["a"], ["b"]]
    assert book.sheets["Data"].range("A1:A2").value == [None, "a"]


def test_sheets_are_protected_again_and_a_password_stops_everything(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    path = save_parts(tmp_path, minimal_parts())
    patch(open_book(path), (THREE,))
    book = excel.open(path)
    with pytest.raises(ProtectedError):
        book.sheets["Results"].range("A2").value = "x"
    write_live(book, results(result("KA-002")))
    assert native.is_protected(book.sheets["Results"])
    allowed = excel.protections[-1][1]
    assert allowed["AllowSorting"]
    assert allowed["AllowFiltering"]
    book.sheets["Results"].impl.password = "secret"  # noqa: S105 - a made-up password
    with pytest.raises(RefusedError, match="protected with a password"):
        write_live(book, results(result("KA-005")))
    assert book.sheets["Results"].range("A2").value == "KA-002"


def test_excel_is_as_before_even_when_writing_fails(
    tmp_path: Path, excel: stand_in_excel.StandInApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts()))

    def fail(*_: object) -> int:
        assert (excel.screen_updating, excel.enable_events, excel.calculation) == (False, False, "manual")
        raise OSError("Excel went away")

    monkeypatch.setattr(sheets, "write_block", fail)
    with pytest.raises(OSError, match="went away"):
        write_live(book, THREE)
    assert (excel.screen_updating, excel.enable_events, excel.calculation) == (True, True, "automatic")
    assert book.sheets.active.name == "Data"


def test_a_sheet_of_that_title_that_is_not_ours_is_refused(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts(Results="<worksheet/>")))
    with pytest.raises(RefusedError, match="kamreport did not make"):
        write_live(book, THREE)


def test_a_renamed_sheet_of_ours_is_found_by_its_mark(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = save_parts(tmp_path, minimal_parts())
    patch(open_book(path), (THREE,))
    book = excel.open(path)
    book.sheets["Results"].impl.name = "Scores"
    book.names[THREE.mark].impl._names.defined[THREE.mark].attr_text = "Scores!$A$1"  # noqa: SLF001 - as Excel does
    write_live(book, results(result("KA-009")))
    assert [sheet.name for sheet in book.sheets] == ["Data", "Scores"]
    assert book.sheets["Scores"].range("A2").value == "KA-009"


def test_numbers_excel_cannot_hold_are_refused_before_a_cell_is_written(
    tmp_path: Path, excel: stand_in_excel.StandInApp
) -> None:
    book = excel.open(save_parts(tmp_path, minimal_parts()))
    with pytest.raises(RefusedError, match="nothing was changed"):
        write_live(book, THREE, results(result("KA-1", score=float("inf")), title="More"))
    assert [sheet.name for sheet in book.sheets] == ["Data"]


def test_a_plan_for_another_state_of_the_book_is_not_written(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    source = LiveBook(excel.open(run.new_workbook(tmp_path / "example.xlsx", example=True)))
    review = prepare_open(source, now=NOW)
    source.book.sheets["Accounts"].range("B2").value = "Another name"
    with pytest.raises(ChangedSinceReadError, match="Press the button again"):
        write_into_open(review, source, now=NOW, user="Ana")


def test_planning_open_counts_what_planning_closed_counts(tmp_path: Path, excel: stand_in_excel.StandInApp) -> None:
    path = save_parts(tmp_path, minimal_parts())
    patch(open_book(path), (THREE,))
    update = results(result("KA-001", score=10.0), result("KA-002"))
    assert hand._task(excel.open(path), update).change == differences(open_book(path), (update,))[0]  # noqa: SLF001
