"""Our sheets as managers treat them: sorted, filtered, hidden, protected, used by formulas, pivots and charts."""

from __future__ import annotations

from pathlib import Path

import packages
import pytest
from house import PACKAGE
from own_sheets import THREE, patched, result, results, root, saved_and_patched, text, untouched, values
from packages import minimal_parts, sheet_xml

from kamreport.errors import ChangedSinceReadError, NotAWorkbookError, RefusedError
from kamreport.package import Book, differences, open_book, patch

SHEET, TABLE = "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"
FEWER = results(result("KA-002"), result("KA-003"))


def changed_by_hand(book: Book, part: str, old: str, new: str, **more: str) -> Path:
    """The workbook after a manager did something to one of its parts."""
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    before = text(book, part)
    assert old in before
    book.path.write_bytes(packages.packed(parts | {part: before.replace(old, new)} | more))
    return book.path


def columns(book: Book) -> list[dict[str, str]]:
    """What the table says of its columns: their ids and names."""
    held = root(book, TABLE).first("tableColumns")
    assert held is not None
    return [node.attributes for node in held.children]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return saved_and_patched(tmp_path, minimal_parts())


def test_rows_the_manager_sorted_come_back_in_our_order_with_the_notes_at_their_keys(book: Book) -> None:
    rows = text(book, SHEET).partition("<sheetData>")[2].partition("</sheetData>")[0]
    first, second, third, fourth = (f"<row{row}" for row in rows.split("<row")[1:])
    noted = fourth.replace("</row>", '<c r="G4" t="inlineStr"><is><t>call</t></is></c></row>')
    turned = first + noted.replace('4"', '2"') + third + second.replace('2"', '4"')
    path = changed_by_hand(book, SHEET, first + second + third + fourth, turned)
    assert values(open_book(path))[2][1] == "KA-003"
    after = values(patched(path))
    assert [after[row][1] for row in (2, 3, 4)] == ["KA-001", "KA-002", "KA-003"]
    assert (after[4][7], 7 in after[2]) == ("call", False)


def test_a_filter_and_a_sort_order_never_reach_beyond_the_table(book: Book) -> None:
    filtered = '<autoFilter ref="A1:E4"><filterColumn colId="2"><filters><filter val="61.5"/></filters></filterColumn>'
    sort = '<sortState ref="A2:E4"><sortCondition ref="C2:C4"/></sortState>'
    path = changed_by_hand(book, TABLE, '<autoFilter ref="A1:E4"/>', f"{filtered}</autoFilter>{sort}")
    after = text(patched(path, FEWER), TABLE)
    assert 'ref="A1:E3"' in after
    assert '<filter val="61.5"/>' in after
    assert "sortState" not in after
    assert "4" not in after.partition("<tableColumns")[0].partition("displayName")[2].replace('val="61.5"', "")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_of_ours_stays_hidden_and_is_kept_up_to_date(book: Book, state: str) -> None:
    path = changed_by_hand(book, "xl/workbook.xml", 'name="Results"', f'name="Results" state="{state}"')
    after = patched(path, FEWER)
    sheet = after.sheet("Results")
    assert sheet is not None
    assert sheet.state == state
    assert values(after)[2][1] == "KA-002"


def test_a_password_on_our_sheet_and_a_lifted_protection_both_stay(book: Book) -> None:
    guarded = changed_by_hand(book, SHEET, '<sheetProtection sheet="1"', '<sheetProtection password="CC1A" sheet="1"')
    after = patched(guarded, FEWER)
    assert 'password="CC1A"' in text(after, SHEET)
    start = text(after, SHEET).index("<sheetProtection")
    protection = text(after, SHEET)[start : text(after, SHEET).index("/>", start) + 2]
    freed = patched(changed_by_hand(after, SHEET, protection, ""), THREE)
    assert "sheetProtection" not in text(freed, SHEET)
    assert values(freed)[2][1] == "KA-001"


def test_a_locked_structure_takes_updates_and_refuses_only_new_sheets(book: Book) -> None:
    path = changed_by_hand(book, "xl/workbook.xml", "<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    assert values(patched(path, FEWER))[2][1] == "KA-002"
    with pytest.raises(RefusedError, match="structure is protected"):
        patch(open_book(path), [results(result("KA-1"), title="Selection")])


def test_a_deleted_sheet_of_ours_is_made_again(book: Book) -> None:
    path = changed_by_hand(book, "xl/workbook.xml", '<sheet name="Results" sheetId="2" r:id="rId3"/>', "")
    again = patched(path, FEWER)
    assert values(again)[2][1] == "KA-002"
    assert [name.text for name in again.names if name.name == THREE.mark] == ["Results!$A$1"]


def test_formulas_pivots_and_charts_over_our_sheet_keep_their_bytes_and_their_source(tmp_path: Path) -> None:
    formula = '<row r="1"><c r="A1"><f>SUM(kamreport_results[Score])+Results!C2</f><v>0</v></c></row>'
    pivot = f'<pivotCacheDefinition xmlns="{packages.MAIN}"><cacheSource type="worksheet"><worksheetSource name="kamreport_results"/></cacheSource></pivotCacheDefinition>'
    chart = '<c:chartSpace xmlns:c="c"><c:f>Results!$C$2:$C$4</c:f></c:chartSpace>'
    parts = minimal_parts(sheet_xml(formula)) | {"xl/pivotCache/pivotCacheDefinition1.xml": pivot, "xl/charts/chart1.xml": chart}  # fmt: skip
    before = saved_and_patched(tmp_path, parts)
    after = patched(before.path, FEWER)
    kept = {"xl/worksheets/sheet1.xml", "xl/pivotCache/pivotCacheDefinition1.xml", "xl/charts/chart1.xml"}
    assert kept <= untouched(before, after)
    assert (after.sheets, after.names) == (before.sheets, before.names)
    for asked in ("name", "displayName", "id"):
        assert root(after, TABLE).get(asked) == root(before, TABLE).get(asked)
    assert columns(after) == columns(before)
    assert 'fullCalcOnLoad="1"' in text(after, "xl/workbook.xml")


def test_rule_02_a_file_is_what_its_first_bytes_say(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(NotAWorkbookError, match="is a PDF"):
        open_book(path)
    named_otherwise = packages.save_parts(tmp_path, minimal_parts(), "book.bin")
    assert [sheet.title for sheet in open_book(named_otherwise).sheets] == ["Data"]


def test_rule_18_a_total_row_in_our_table_is_refused_before_it_is_overwritten(book: Book) -> None:
    path = changed_by_hand(book, TABLE, 'totalsRowShown="0"', 'totalsRowCount="1"')
    before = path.read_bytes()
    for use in (patch, differences):
        with pytest.raises(RefusedError, match="has a total row, which new rows would overwrite"):
            use(open_book(path), [FEWER])
    assert path.read_bytes() == before


def test_rule_18_merged_cells_among_our_rows_are_refused_and_beside_them_are_not(book: Book) -> None:
    merges = '</sheetData><mergeCells count="1"><mergeCell ref="{}"/></mergeCells>'
    path = changed_by_hand(book, SHEET, "</sheetData>", merges.format("B2:C3"))
    before = path.read_bytes()
    with pytest.raises(RefusedError, match=r"merged among kamreport's rows \(B2\)"):
        patch(open_book(path), [FEWER])
    assert path.read_bytes() == before
    beside = changed_by_hand(open_book(path), SHEET, "B2:C3", "H2:J2")
    assert values(patched(beside, FEWER))[2][1] == "KA-002"


def test_rule_23_a_finished_file_is_checked_against_its_source_before_it_takes_its_place(book: Book) -> None:
    before = book.path.read_bytes()
    book.path.write_bytes(before[:-1])
    with pytest.raises(ChangedSinceReadError, match="was changed while kamreport was working"):
        patch(book, [FEWER])
    assert book.path.read_bytes() == before[:-1]


def test_rule_24_the_help_says_what_was_not_opened_in_excel() -> None:
    page = (PACKAGE / "help" / "explanation" / "what-is-written-where.md").read_text(encoding="utf-8")
    assert "not been opened in Microsoft Excel" in " ".join(page.split())
