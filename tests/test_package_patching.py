# ruff: noqa: DTZ001 - dates in a workbook have no time zone
"""The rules for writing into a closed workbook, each with its number in what was learned from real files."""

from __future__ import annotations

import datetime as dt
import io
import struct
import warnings
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import own_sheets
import packages
import pytest
from own_sheets import THREE, patched, result, results, root, saved_and_patched, text, untouched, values
from packages import minimal_parts, save_parts, sheet_xml

from kamreport.errors import RefusedError
from kamreport.package import OwnColumn, OwnSheet, differences, open_book, patch


def workbook_with(insert: str, **sheets: str) -> dict[str, str | bytes]:
    """A small workbook with more in its workbook part, behind the list of sheets."""
    parts = minimal_parts(**(sheets or {"Data": sheet_xml()}))
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    parts["xl/workbook.xml"] = workbook.replace("</sheets>", f"</sheets>{insert}")
    return parts


def with_part(parts: dict[str, str | bytes], name: str, content: str, kind: str, content_type: str) -> None:
    """Add a part that the workbook points at."""
    parts[name] = content
    for holder, xml, end in (
        ("xl/_rels/workbook.xml.rels", f'<Relationship Id="rId77" Type="{packages.OFFICE}/{kind}" Target="/{name}"/>', "</Relationships>"),
        ("[Content_Types].xml", f'<Override PartName="/{name}" ContentType="{packages.CONTENT}.{content_type}+xml"/>', "</Types>"),
    ):  # fmt: skip
        held = parts[holder]
        assert isinstance(held, str)
        parts[holder] = held.replace(end, xml + end)


def test_our_sheets_read_back_as_planned(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    renewal = dt.datetime(2026, 3, 31)
    assert values(book) == {
        1: {1: "Account ID", 2: "Account name", 3: "Score", 4: "Renewal", 5: "Key"},
        2: {1: "KA-001", 2: "Northwind & Söhne", 3: 61.5, 4: renewal, 5: True},
        3: {1: "KA-002", 2: "=not a formula", 3: 61.5, 4: renewal, 5: True},
        4: {1: "KA-003", 2: "Northwind & Söhne", 4: renewal, 5: True},
    }
    sheet = openpyxl.load_workbook(book.path)["Results"]
    assert sheet["A2"].hyperlink.location == "'Data'!A2"
    assert (sheet["C2"].fill.fgColor.rgb, sheet["C2"].font.b, sheet["C2"].number_format) == ("FFDDF0E4", True, "0.0")
    assert sheet["A1"].fill.fgColor.rgb == "FF14213D"
    assert sheet["A1"].font.color is not None
    assert sheet["A1"].font.color.rgb == "FFFFFFFF"
    assert sheet.freeze_panes == "B2"
    assert sheet.sheet_properties.tabColor is not None
    assert sheet.sheet_properties.tabColor.rgb == "FFA6A9AF"
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.column_dimensions["B"].width == 30


def test_rule_01_untouched_entries_keep_their_bytes_their_order_and_their_dates(tmp_path: Path) -> None:
    parts = minimal_parts() | {"xl/media/image1.png": b"\x89PNG" + bytes(5000), "customXml/item1.xml": "<a/>"}
    before = open_book(save_parts(tmp_path, parts))
    after = patched(before.path)
    changed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    assert untouched(before, after) == set(parts) - changed
    dates = {entry.name: (entry.date, entry.time, entry.external) for entry in after.archive.entries}
    assert all(
        dates[entry.name] == (entry.date, entry.time, entry.external)
        for entry in before.archive.entries
        if entry.name not in changed
    )
    assert zipfile.ZipFile(after.path).testzip() is None


def test_rule_01_data_descriptors_are_resolved_and_new_entries_come_last(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in minimal_parts().items():
            archive.writestr(name, content)
    path = tmp_path / "book.xlsx"
    path.write_bytes(pipe.getvalue())
    before = open_book(path)
    assert all(entry.flags & 0x8 for entry in before.archive.entries)
    after = patched(path)
    assert not any(entry.flags & 0x8 for entry in after.archive.entries)
    names = [entry.name for entry in after.archive.entries]
    assert names[: len(before.archive.entries)] == [entry.name for entry in before.archive.entries]
    assert zipfile.ZipFile(path).testzip() is None


def test_rule_01_encrypted_entries_are_refused(tmp_path: Path) -> None:
    parts = minimal_parts() | {"docProps/secret.bin": b"x"}
    path = save_parts(tmp_path, parts)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"docProps/secret.bin"))
    struct.pack_into("<H", data, at + 8, 1)
    path.write_bytes(data)
    with pytest.raises(RefusedError, match="encrypted parts"):
        patch(open_book(path), [THREE])
    assert path.read_bytes() == data


def test_rule_03_relationships_lead_to_the_parts_wherever_they_are(tmp_path: Path) -> None:
    parts = {
        name.replace("xl/", "book/").replace("workbook.xml", "main.xml"): content
        for name, content in minimal_parts().items()
    }
    for name, content in parts.items():
        assert isinstance(content, str)
        parts[name] = (
            content.replace("/xl/", "/book/")
            .replace("xl/workbook.xml", "\\book\\MAIN.xml")
            .replace("/book/workbook.xml", "/book/main.xml")
        )
    book = saved_and_patched(tmp_path, parts)
    assert book.part == "book/main.xml"
    assert values(book)[2][1] == "KA-001"
    assert {"book/worksheets/sheet2.xml", "book/tables/table1.xml"} <= {entry.name for entry in book.archive.entries}


def test_rule_04_parts_in_utf_16_are_changed_and_ours_are_ascii(tmp_path: Path) -> None:
    parts = minimal_parts(Zürich=sheet_xml())
    for name in ("xl/workbook.xml", "xl/styles.xml"):
        content = parts[name]
        assert isinstance(content, str)
        parts[name] = f'<?xml version="1.0" encoding="UTF-16"?>{content}'.encode("utf-16-le")
    book = saved_and_patched(tmp_path, parts)
    assert [sheet.title for sheet in book.sheets] == ["Zürich", "Results"]
    assert values(book)[2][2] == "Northwind & Söhne"
    assert text(book, "xl/worksheets/sheet2.xml").isascii()


def test_rule_05_elements_are_spliced_in_and_self_closed_ones_open_once(tmp_path: Path) -> None:
    parts = workbook_with("<definedNames/>")
    other = results(result("KA-001"), title="Selection")
    book = saved_and_patched(tmp_path, parts, THREE, other)
    workbook = text(book, "xl/workbook.xml")
    assert workbook.count("<definedNames>") == 1
    assert [name.name for name in book.names] == ["kamreport_sheet_results", "kamreport_sheet_selection"]


def test_rule_06_prefixed_and_strict_parts_keep_their_ways(tmp_path: Path) -> None:
    strict: dict[str, str | bytes] = {}
    for name, content in minimal_parts().items():
        assert isinstance(content, str)
        strict[name] = content.replace(packages.MAIN, packages.STRICT_MAIN).replace(
            packages.OFFICE, packages.STRICT_OFFICE
        )
    workbook = strict["xl/workbook.xml"]
    assert isinstance(workbook, str)
    for tag in ("workbook", "sheets", "sheet "):
        workbook = workbook.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    strict["xl/workbook.xml"] = workbook.replace("xmlns=", "xmlns:x=")
    book = saved_and_patched(tmp_path, strict)
    assert values(book)[2][1] == "KA-001"
    assert '<x:sheet name="Results"' in text(book, "xl/workbook.xml")
    assert '<x:definedName name="kamreport_sheet_results"' in text(book, "xl/workbook.xml")
    assert packages.STRICT_MAIN in text(book, "xl/worksheets/sheet2.xml")
    assert f"{packages.STRICT_OFFICE}/table" in text(book, "xl/worksheets/_rels/sheet2.xml.rels")
    assert f"{packages.STRICT_OFFICE}/worksheet" in text(book, "xl/_rels/workbook.xml.rels")


def test_rule_07_ids_are_unique_and_every_new_part_has_its_type(tmp_path: Path) -> None:
    parts = minimal_parts() | {"xl/worksheets/SHEET2.xml": "<stray/>", "xl/tables/table1.xml": "<stray/>"}
    book = saved_and_patched(tmp_path, parts)
    ids = [node.get("Id") for node in root(book, "xl/_rels/workbook.xml.rels").children]
    assert len(ids) == len(set(ids)) == 3
    types = [node.get("PartName") for node in root(book, "[Content_Types].xml").all("Override")]
    assert {"/xl/worksheets/sheet3.xml", "/xl/tables/table2.xml"} <= set(types)


def test_rule_07_absent_styles_are_made_where_readers_look_for_them(tmp_path: Path) -> None:
    parts = minimal_parts()
    del parts["xl/styles.xml"]
    parts["xl/_rels/workbook.xml.rels"] = packages.relations_xml(("worksheet", "worksheets/sheet1.xml"))
    types = parts["[Content_Types].xml"]
    assert isinstance(types, str)
    parts["[Content_Types].xml"] = types.replace(
        f'<Override PartName="/xl/styles.xml" ContentType="{packages.CONTENT}.styles+xml"/>', ""
    )
    book = saved_and_patched(tmp_path, parts)
    sheet = openpyxl.load_workbook(book.path)["Results"]
    assert sheet["D2"].number_format == "yyyy-mm-dd"
    assert sheet["D2"].value == dt.datetime(2026, 3, 31)


def test_rule_08_sheets_come_last_and_nobody_elses_place_changes(tmp_path: Path) -> None:
    names = '<definedNames><definedName name="Here" localSheetId="1">B!$A$1</definedName></definedNames>'
    parts = workbook_with(names, A=sheet_xml(), B=sheet_xml())
    chain = f'<calcChain xmlns="{packages.MAIN}"><c r="A1" i="41"/></calcChain>'
    with_part(parts, "xl/calcChain.xml", chain, "calcChain", "calcChain")
    book = saved_and_patched(tmp_path, parts)
    assert [(sheet.title, sheet.sheet_id) for sheet in book.sheets] == [("A", 1), ("B", 2), ("Results", 42)]
    assert ("Here", "B") in [(name.name, name.scope) for name in book.names]


@pytest.mark.parametrize("title", ["History", "a" * 32, "What?", "'quoted'", "[1]", ""])
def test_rule_08_titles_that_excel_does_not_allow_are_refused(tmp_path: Path, title: str) -> None:
    path = save_parts(tmp_path, minimal_parts())
    with pytest.raises(RefusedError, match="does not allow"):
        patch(open_book(path), [results(result("KA-001"), title=title)])


def test_rule_09_no_tab_is_selected_and_the_active_one_stays(tmp_path: Path) -> None:
    parts = minimal_parts()
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    views = '<bookViews><workbookView activeTab="0" firstSheet="0"/></bookViews>'
    parts["xl/workbook.xml"] = workbook.replace("<sheets>", f"{views}<sheets>")
    book = saved_and_patched(tmp_path, parts)
    assert "tabSelected" not in text(book, "xl/worksheets/sheet2.xml")
    assert views in text(book, "xl/workbook.xml")


def test_rule_10_the_calculation_chain_goes_only_when_a_formula_of_ours_to_keep_moves(tmp_path: Path) -> None:
    parts = workbook_with("")
    chain = f'<calcChain xmlns="{packages.MAIN}"><c r="A1" i="1"/></calcChain>'
    with_part(parts, "xl/calcChain.xml", chain, "calcChain", "calcChain")
    book = saved_and_patched(tmp_path, parts)
    assert book.archive.find("xl/calcChain.xml")
    add_cells(book.path, {"G2": "=C2*2"})
    again = patched(book.path, results(result("KA-000"), result("KA-001")))
    assert again.archive.find("xl/calcChain.xml") is None
    assert "calcChain" not in text(again, "xl/_rels/workbook.xml.rels") + text(again, "[Content_Types].xml")


def add_cells(path: Path, cells: dict[str, str], title: str = "Results") -> None:
    """What a manager types, put into the sheet's XML so that everything else stays."""
    book = open_book(path)
    sheet = book.sheet(title)
    assert sheet is not None
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    xml = text(book, sheet.part)
    for address, value in cells.items():
        row = address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        inside = f"<f>{escape(value[1:])}</f><v>1</v>" if value.startswith("=") else f"<is><t>{value}</t></is>"
        kind = "" if value.startswith("=") else ' t="inlineStr"'
        cell = f'<c r="{address}"{kind}>{inside}</c>'
        start = xml.find(f'<row r="{row}"')
        if start < 0:
            xml = xml.replace("</sheetData>", f'<row r="{row}">{cell}</row></sheetData>')
        else:
            end = xml.index("</row>", start)
            xml = xml[:end] + cell + xml[end:]
    parts[sheet.part] = xml
    path.write_bytes(packages.packed(parts))


@pytest.mark.parametrize(
    ("formula", "expected"), [("<f>Results!C2*2</f>", True), ("<f>SUM(kamreport_results[Score])</f>", True), ("<f>B1*2</f>", False)]
)  # fmt: skip
def test_rule_11_recalculation_is_asked_for_only_where_formulas_use_our_cells(
    tmp_path: Path, formula: str, *, expected: bool
) -> None:
    parts = minimal_parts(sheet_xml(f'<row r="1"><c r="A1">{formula}<v>1</v></c></row>'))
    book = saved_and_patched(tmp_path, parts)
    assert "fullCalcOnLoad" not in text(book, "xl/workbook.xml")
    again = patched(book.path, results(result("KA-009")))
    assert ("fullCalcOnLoad" in text(again, "xl/workbook.xml")) is expected


def test_rule_12_signed_workbooks_and_locked_structures_are_refused(tmp_path: Path) -> None:
    signed = save_parts(tmp_path, minimal_parts() | {"_xmlsignatures/sig1.xml": "<a/>"}, "signed.xlsx")
    with pytest.raises(RefusedError, match="digitally signed"):
        patch(open_book(signed), [THREE])
    parts = workbook_with("")
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    parts["xl/workbook.xml"] = workbook.replace("<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    locked = save_parts(tmp_path, parts, "locked.xlsx")
    before = locked.read_bytes()
    with pytest.raises(RefusedError, match="structure is protected"):
        patch(open_book(locked), [THREE])
    assert locked.read_bytes() == before


def test_rule_13_styles_are_appended_in_order_and_existing_ones_keep_their_numbers(tmp_path: Path) -> None:
    parts = minimal_parts()
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{packages.MAIN}" xmlns:mc="m"><numFmts count="1"><numFmt numFmtId="180" formatCode="0.000"/>'
        '</numFmts><fonts><mc:AlternateContent><mc:Choice/></mc:AlternateContent><font><sz val="9"/><name val="Arial"/></font>'
        "</fonts><cellXfs/></styleSheet>"
    )
    book = saved_and_patched(tmp_path, parts)
    styles = root(book, "xl/styles.xml")
    names = [node.name for node in styles.children]
    assert names == ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs"]
    formats = {node.get("formatCode"): node.get("numFmtId") for node in styles.children[0].children}
    assert formats == {"0.000": "180", "0.0": "181", "yyyy-mm-dd": "182"}
    for name in names:
        collection = styles.first(name)
        assert collection is not None
        assert collection.get("count") == str(len(collection.children))
    xfs = styles.children[-1].children
    assert all(int(node.get("fontId")) < len(styles.children[1].children) for node in xfs)


def test_rule_14_equal_styles_are_found_again_however_they_are_spelt(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    count = len(root(book, "xl/styles.xml").children)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        openpyxl.load_workbook(book.path).save(book.path)  # another program's spelling of the same styles
    spelt_anew = open_book(book.path)
    formats = root(spelt_anew, "xl/styles.xml").first("cellXfs")
    again = patched(book.path, results(*[result(f"KA-{at}") for at in range(9)]))
    after = root(again, "xl/styles.xml").first("cellXfs")
    assert formats is not None
    assert after is not None
    third = patched(book.path, results(result("KA-001")))
    last = root(third, "xl/styles.xml").first("cellXfs")
    assert last is not None
    assert len(last.children) == len(after.children) < len(formats.children) + 10
    assert count > 0


@pytest.mark.parametrize(
    "written",
    ["=SUM(A1)", " spaces ", "two\nlines", "tab\there", "bell\x07", "_x0041_", "<&>\"'", "ünï ☃ 𝄞", "x" * 32_767],
)
def test_rule_15_text_comes_back_as_it_was(tmp_path: Path, written: str) -> None:
    book = saved_and_patched(tmp_path, minimal_parts(), results(result("KA-001", written)))
    assert values(book)[2][2] == written
    assert openpyxl.load_workbook(book.path)["Results"]["B2"].data_type == "s"


def test_rule_15_text_that_is_too_long_ends_with_an_ellipsis(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts(), results(result("KA-001", "x" * 40_000)))
    assert values(book)[2][2] == "x" * 32_766 + "…"


def test_rule_16_what_is_no_number_is_refused_and_dates_know_their_first_day(tmp_path: Path) -> None:
    path = save_parts(tmp_path, minimal_parts())
    with pytest.raises(RefusedError, match="Results!C2 would hold nan"):
        patch(open_book(path), [results(result("KA-001", score=float("nan")))])
    parts = workbook_with("")
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    parts["xl/workbook.xml"] = workbook.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    book = saved_and_patched(tmp_path, parts)
    assert values(book)[2][4] == dt.datetime(2026, 3, 31)
    assert openpyxl.load_workbook(book.path)["Results"]["D2"].value == dt.datetime(2026, 3, 31)


def test_rule_17_rows_and_cells_ascend_and_every_cell_has_its_address(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts(), results(*[result(f"KA-{at}") for at in range(30)]))
    data = root(book, "xl/worksheets/sheet2.xml").first("sheetData")
    assert data is not None
    assert [row.get("r") for row in data.children] == [str(at) for at in range(1, 32)]
    assert all(
        [cell.get("r") for cell in row.children] == [f"{c}{row.get('r')}" for c in "ABCDE"] for row in data.children
    )


def test_rule_19_tables_have_names_nobody_uses_and_one_row_at_least(tmp_path: Path) -> None:
    names = '<definedNames><definedName name="KAMREPORT_RESULTS">Data!$A$1</definedName></definedNames>'
    book = saved_and_patched(tmp_path, workbook_with(names), results())
    table = root(book, "xl/tables/table1.xml")
    assert (table.get("displayName"), table.get("ref")) == ("kamreport_results_2", "A1:E2")
    columns = table.first("tableColumns")
    assert columns is not None
    assert [node.get("name") for node in columns.children] == [column.title for column in own_sheets.COLUMNS]


def test_rule_19_an_update_changes_only_the_reach_of_the_table(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    before = text(book, "xl/tables/table1.xml")
    again = patched(book.path, results(result("KA-001")))
    assert text(again, "xl/tables/table1.xml") == before.replace("A1:E4", "A1:E2")


def test_rule_19_a_new_column_of_ours_joins_at_the_right_with_a_new_id(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    wider = OwnSheet(
        title=THREE.title,
        mark=THREE.mark,
        table=THREE.table,
        key=THREE.key,
        columns=(own_sheets.COLUMNS[0], OwnColumn(title="Rank"), *own_sheets.COLUMNS[1:]),
        rows=[(row[0], 7, *row[1:]) for row in THREE.rows],
    )
    again = patched(book.path, wider)
    assert values(again)[2][6] == 7
    assert values(again)[1][6] == "Rank"
    table = root(again, "xl/tables/table1.xml")
    columns = table.first("tableColumns")
    assert columns is not None
    assert table.get("ref") == "A1:F4"
    assert [(node.get("id"), node.get("name")) for node in columns.children][-1] == ("6", "Rank")


def test_rule_20_a_sheet_of_the_same_title_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    path = save_parts(tmp_path, minimal_parts(RESULTS=sheet_xml()))
    before = path.read_bytes()
    with pytest.raises(RefusedError, match="Results that kamreport did not make"):
        patch(open_book(path), [THREE])
    with pytest.raises(RefusedError, match="Results that kamreport did not make"):
        differences(open_book(path), [THREE])
    assert path.read_bytes() == before


def test_rule_20_a_renamed_and_moved_sheet_is_found_by_its_mark(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    workbook = openpyxl.load_workbook(book.path)
    workbook["Results"].title = "Where we stand"
    workbook.move_sheet("Where we stand", -1)
    workbook.defined_names["kamreport_sheet_results"].value = "'Where we stand'!$A$1"
    workbook.save(book.path)
    again = patched(book.path, results(result("KA-777")))
    assert [sheet.title for sheet in again.sheets] == ["Where we stand", "Data"]
    assert values(again, "Where we stand")[2][1] == "KA-777"


def test_rule_20_a_deleted_sheet_is_made_anew_and_its_mark_mended(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    workbook = openpyxl.load_workbook(book.path)
    del workbook["Results"]
    workbook.defined_names["kamreport_sheet_results"].value = "#REF!$A$1"
    workbook.save(book.path)
    again = patched(book.path)
    assert values(again)[2][1] == "KA-001"
    assert [name.text for name in again.names] == ["Results!$A$1"]


def test_rule_21_an_update_keeps_part_sheet_id_relation_and_everything_around_the_rows(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    again = patched(book.path, results(result("KA-009")))
    assert again.sheets == book.sheets
    assert untouched(book, again) == {entry.name for entry in book.archive.entries} - {
        "xl/worksheets/sheet2.xml",
        "xl/tables/table1.xml",
    }
    old, new = (text(each, "xl/worksheets/sheet2.xml") for each in (book, again))
    assert new.partition("<sheetData>")[0] == old.partition("<sheetData>")[0]
    assert "<sheetProtection" in new.partition("</sheetData>")[2]


def test_a_second_run_with_the_same_rows_changes_no_byte(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    before = book.path.stat().st_mtime_ns
    again = patched(book.path)
    assert again.fingerprint == book.fingerprint
    assert book.path.stat().st_mtime_ns == before
    assert [(change.is_new, change.changed_cells) for change in differences(again, [THREE])] == [(False, 0)]


def test_rule_22_no_row_or_column_of_a_managers_sheet_moves(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="B3"><v>1</v></c></row><row r="9"><c r="XFD9"><v>2</v></c></row>'
    before = open_book(save_parts(tmp_path, minimal_parts(sheet_xml(rows))))
    after = patched(patched(before.path).path, results(result("KA-005")))
    assert "xl/worksheets/sheet1.xml" in untouched(before, after)
    assert values(after, "Data") == {3: {2: 1.0}, 9: {16384: 2.0}}


def test_differences_count_rows_and_cells(tmp_path: Path) -> None:
    path = save_parts(tmp_path, minimal_parts())
    assert differences(open_book(path), [THREE])[0] == ("Results", True, 0, 3, 15, ())
    book = patched(path)
    changed = results(result("KA-001", score=99.0), result("KA-002", "=not a formula"))
    assert differences(book, [changed])[0] == ("Results", False, 3, 2, 5, ())


def test_what_another_program_saved_can_still_be_updated(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts())
    openpyxl.load_workbook(book.path).save(book.path)
    again = patched(book.path, results(result("KA-004"), result("KA-005")))
    assert [row[1] for row in values(again).values()] == ["Account ID", "KA-004", "KA-005"]
    assert openpyxl.load_workbook(book.path)["Results"].tables["kamreport_results"].ref == "A1:E3"
