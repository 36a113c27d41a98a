"""What a manager writes beside our rows stays beside the right row, and is never lost in silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import packages
import pytest
from own_sheets import THREE, patched, result, results, saved_and_patched, text, values
from packages import minimal_parts
from test_package_patching import add_cells

from kamreport.errors import RefusedError
from kamreport.package import OwnColumn, OwnSheet, open_book, patch
from kamreport.package.moved_formulas import moved_formula


def noted(folder: Path, cells: dict[str, str]) -> Path:
    """A workbook with our sheet and a manager's cells in it."""
    book = saved_and_patched(folder, minimal_parts())
    add_cells(book.path, cells)
    return book.path


def test_notes_travel_with_the_key_of_their_row(tmp_path: Path) -> None:
    path = noted(tmp_path, {"G1": "My notes", "G2": "call Ana", "H3": "ask for data"})
    book = patched(path, results(result("KA-003"), result("ka-002"), result("KA-004"), result("KA-001")))
    sheet = values(book)
    assert sheet[1][7] == "My notes"
    assert (sheet[5][1], sheet[5][7]) == ("KA-001", "call Ana")
    assert (sheet[3][1], sheet[3][8]) == ("ka-002", "ask for data")
    assert 7 not in sheet[2]
    assert 7 not in sheet[4]


def test_notes_whose_row_is_gone_are_listed_below_and_return_with_it(tmp_path: Path) -> None:
    path = noted(tmp_path, {"G2": "call Ana"})
    book = patched(path, results(result("KA-002")))
    sheet = values(book)
    assert sheet[4] == {1: "Notes beside rows that are no longer here"}
    assert sheet[5] == {1: "KA-001", 7: "call Ana"}
    assert patched(path, results(result("KA-002"))).fingerprint == book.fingerprint
    back = values(patched(path, results(result("KA-002"), result("KA-001"))))
    assert back[3][7] == "call Ana"
    assert set(back) == {1, 2, 3}


def test_cells_below_our_table_keep_their_distance(tmp_path: Path) -> None:
    path = noted(tmp_path, {"G7": "agreed in May"})
    sheet = values(patched(path, results(result("KA-001"))))
    assert sheet[5] == {7: "agreed in May"}


def test_a_formula_beside_a_row_moves_with_its_references(tmp_path: Path) -> None:
    path = noted(tmp_path, {"G2": '=C2*2+$C$3+SUM(C2:C4)+Data!B2&"C2"'})
    book = patched(path, results(result("KA-000"), result("KA-001")))
    sheet = book.sheet("Results")
    assert sheet is not None
    assert '<f>C3*2+$C$3+SUM(C3:C4)+Data!B2&"C2"</f>' in text(book, sheet.part).replace("&amp;", "&")


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("C2*2", "C9*2"),
        ("$C2+C$2+$C$2", "$C9+C$2+$C$2"),
        ("'C2 x'!C2+Data!C2", "'C2 x'!C2+Data!C2"),
        ('"C2"&C2', '"C2"&C9'),
        ("LOG10(C2)+BIN2DEC(C2)", "LOG10(C9)+BIN2DEC(C9)"),
        ("kamreport_results[[#This Row],[C2]]", "kamreport_results[[#This Row],[C2]]"),
        ("C22+AC2", "C22+AC9"),
    ],
)
def test_only_relative_references_to_the_own_row_move(formula: str, moved: str) -> None:
    assert moved_formula(formula, 2, 9) == moved


def test_a_shared_formula_that_would_move_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    path = noted(tmp_path, {"G2": "=C2"})
    book = open_book(path)
    sheet = book.sheet("Results")
    assert sheet is not None
    data = text(book, sheet.part).replace("<f>C2</f>", '<f t="shared" ref="G2:G3" si="0">C2</f>')
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    path.write_bytes(packages.packed(parts | {sheet.part: data}))
    before = path.read_bytes()
    with pytest.raises(RefusedError, match="shared or spills"):
        patch(open_book(path), [results(result("KA-000"), result("KA-001"))])
    assert path.read_bytes() == before


def test_a_column_of_ours_never_covers_notes(tmp_path: Path) -> None:
    path = noted(tmp_path, {"F2": "call Ana"})
    wider = OwnSheet(
        title=THREE.title,
        mark=THREE.mark,
        table=THREE.table,
        key=THREE.key,
        columns=(*THREE.columns, OwnColumn(title="Rank")),
        rows=[(*row, 1) for row in THREE.rows],
    )
    with pytest.raises(RefusedError, match="needs the column F for Rank"):
        patch(open_book(path), [wider])


def rewritten(path: Path, **changes: Callable[[str], str]) -> Path:
    """The workbook with some parts changed as text; keywords are parts with ``__`` for ``/``."""
    book = open_book(path)
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    for name, change in changes.items():
        part = f"xl/{name.replace('__', '/')}.xml"
        parts[part] = change(text(book, part))
    path.write_bytes(packages.packed(parts))
    return path


def test_a_column_the_manager_added_to_our_table_stays_in_it(tmp_path: Path) -> None:
    path = noted(tmp_path, {"F1": "My view", "F3": "at risk"})
    rewritten(
        path,
        tables__table1=lambda xml: xml.replace("A1:E4", "A1:F4").replace(
            "</tableColumns>", '<tableColumn id="9" name="My view"/></tableColumns>'
        ),
    )
    book = patched(path, results(result("KA-002"), result("KA-001"), result("KA-005"), result("KA-006")))
    assert values(book)[1][6] == "My view"
    assert values(book)[2][6] == "at risk"
    table = book.parse("xl/tables/table1.xml")
    columns = table.first("tableColumns")
    assert columns is not None
    assert table.get("ref") == "A1:F5"
    assert [(node.get("id"), node.get("name")) for node in columns.children][-1] == ("9", "My view")


def test_columns_the_manager_moved_within_our_table_are_filled_where_they_are(tmp_path: Path) -> None:
    path = noted(tmp_path, {})
    swapped = {"Account name": "Score", "Score": "Account name"}
    rewritten(
        path,
        tables__table1=lambda xml: re.sub(
            r'name="(Account name|Score)"', lambda match: f'name="{swapped[match[1]]}"', xml
        ),
    )
    sheet = values(patched(path, results(result("KA-009", "Southwind", 12.5))))
    assert sheet[1] == {1: "Account ID", 2: "Score", 3: "Account name", 4: "Renewal", 5: "Key"}
    assert (sheet[2][2], sheet[2][3]) == (12.5, "Southwind")


def test_rows_the_manager_put_above_our_table_stay_there(tmp_path: Path) -> None:
    path = noted(tmp_path, {"G3": "call Ana"})
    down = {str(row): str(row + 2) for row in range(1, 9)}

    def lowered(xml: str) -> str:
        moved = re.sub(r' r="([A-Z]*)([0-9]+)"', lambda match: f' r="{match[1]}{down[match[2]]}"', xml)
        title = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>For the board</t></is></c></row>'
        return moved.replace("<sheetData>", title)

    rewritten(path, worksheets__sheet2=lowered, tables__table1=lambda xml: xml.replace("A1:E4", "A3:E6"))
    book = patched(path, results(result("KA-001"), result("KA-002")))
    sheet = values(book)
    assert sheet[1] == {1: "For the board"}
    assert sheet[3][1] == "Account ID"
    assert (sheet[5][1], sheet[5][7]) == ("KA-002", "call Ana")
    assert set(sheet) == {1, 3, 4, 5}
    assert book.parse("xl/tables/table1.xml").get("ref") == "A3:E5"


def test_links_of_the_manager_stay_and_ours_are_made_anew(tmp_path: Path) -> None:
    path = noted(tmp_path, {"G2": "see there"})
    theirs = '<hyperlink ref="G2" location="Data!B9"/>'
    rewritten(path, worksheets__sheet2=lambda xml: xml.replace("<hyperlinks>", f"<hyperlinks>{theirs}"))
    book = patched(path, results(result("KA-001")))
    xml = text(book, "xl/worksheets/sheet2.xml")
    assert xml.count("<hyperlink ") == 2
    assert theirs in xml
