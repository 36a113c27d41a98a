# ruff: noqa: DTZ001 - dates in a workbook have no time zone
"""Reading a workbook file: every way in which a value may be written, and never a guess."""

from __future__ import annotations

import datetime as dt
import tracemalloc
from pathlib import Path

import packages
import pytest

from kamreport.cells import ErrorValue, NoStoredValue, Raw
from kamreport.package import Area, open_book
from kamreport.package.number_formats import shows_date


def read_rows(folder: Path, parts: dict[str, str | bytes], title: str = "Data") -> dict[int, dict[int, Raw]]:
    return dict(open_book(packages.save_parts(folder, parts)).read(title).rows)


def read_cell(folder: Path, cell: str) -> Raw:
    rows = read_rows(folder, packages.minimal_parts(packages.cell_xml(cell)))
    return rows.get(1, {}).get(1)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1"><v>12.5</v></c>', 12.5),
        ('<c r="A1" t="n"><v>-3</v></c>', -3.0),
        ('<c r="A1"><v>1E-3</v></c>', 0.001),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1" t="e"><v>#REF!</v></c>', ErrorValue("#REF!")),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
        ('<c r="A1" t="str"><f>B1&amp;C1</f><v>a &amp; b</v></c>', "a & b"),
        ('<c r="A1"><f>SUM(B1:B2)</f><v>7</v></c>', 7.0),
        ('<c r="A1"><f>SUM(B1:B2)</f></c>', NoStoredValue("=SUM(B1:B2)")),
        ('<c r="A1"><f>IF(B1&lt;2,1,0)</f><v></v></c>', NoStoredValue("=IF(B1<2,1,0)")),
        ('<c r="A1"><f t="shared" si="0"/></c>', NoStoredValue("=")),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A1" s="1"/>', None),
        ('<c r="A1" s="1"><v>46112</v></c>', dt.datetime(2026, 3, 31)),
        ('<c r="A1" s="1"><v>46112.75</v></c>', dt.datetime(2026, 3, 31, 18)),
        ('<c r="A1" s="1"><v>0.5</v></c>', dt.time(12)),
        ('<c r="A1" s="1"><v>1</v></c>', dt.datetime(1900, 1, 1)),
        ('<c r="A1" s="1"><v>61</v></c>', dt.datetime(1900, 3, 1)),
        ('<c r="A1" s="1"><v>-5</v></c>', -5.0),
        ('<c r="A1" s="1"><v>99999999</v></c>', 99999999.0),
        ('<c r="A1" t="d"><v>2026-03-31T18:00:00</v></c>', dt.datetime(2026, 3, 31, 18)),
        ('<c r="A1" t="d"><v>2026-03-31</v></c>', dt.datetime(2026, 3, 31)),
        ('<c r="A1" t="inlineStr"><is><t>plain</t></is></c>', "plain"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> kept </t></is></c>', " kept "),
        ('<c r="A1" t="inlineStr"><is><t> lost </t></is></c>', "lost"),
        ('<c r="A1" t="inlineStr"><is><t>&lt;b&gt; &#8364; &#x20AC;</t></is></c>', "<b> € €"),
        ('<c r="A1" t="inlineStr"><is><t>tab_x0009_ and _x005F_x0009_</t></is></c>', "tab\t and _x0009_"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>rich </t></r><r><t xml:space="preserve"> text</t></r></is></c>',
            "rich text",
        ),
        ('<c r="A1" t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>', "東京"),
        ('<c r="A1"><v>NaN</v></c>', "NaN"),
        ('<c r="A1"><v>abc</v></c>', "abc"),
        ('<c r="A1"><v><![CDATA[5]]></v></c>', 5.0),
        ('<!-- <c r="A1"><v>1</v></c> --><c r="A1"><v>2</v></c>', 2.0),
        ('<c t="n" r="A1" cm="1"><v>3</v></c>', 3.0),
        ("<c><v>4</v></c>", 4.0),
    ],
)
def test_a_cell_reads_as_excel_shows_it(tmp_path: Path, cell: str, value: Raw) -> None:
    read = read_cell(tmp_path, cell)
    assert read == value
    assert type(read) is type(value)


def test_shared_strings_come_plain_rich_spaced_and_empty(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{letter}1" t="s"><v>{at}</v></c>' for at, letter in enumerate("ABCD"))
    strings = (
        '<si><t>plain &amp; simple</t></si><si><t xml:space="preserve"> two </t></si><si><t></t></si>'
        '<si><r><rPr><b/></rPr><t>Bold</t></r><r><t>face</t></r><rPh sb="0" eb="1"><t>hint</t></rPh></si>'
    )
    parts = packages.minimal_parts(packages.cell_xml(cells))
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{packages.MAIN}" count="4">{strings}</sst>'
    parts["xl/_rels/workbook.xml.rels"] = packages.relations_xml(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
    )
    assert read_rows(tmp_path, parts) == {1: {1: "plain & simple", 2: " two ", 4: "Boldface"}}


def test_rows_and_cells_without_addresses_follow_one_another(tmp_path: Path) -> None:
    rows = (
        '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="B5"><v>5</v></c></row><row><c><v>6</v></c></row>'
    )
    read = read_rows(tmp_path, packages.minimal_parts(packages.sheet_xml(rows)))
    assert read == {1: {1: 1.0, 3: 3.0}, 5: {2: 5.0}, 6: {1: 6.0}}


def test_a_row_the_patterns_do_not_cover_is_parsed_and_no_row_is_lost_or_repeated(tmp_path: Path) -> None:
    rows = [f'<row r="{at}"><c r="A{at}"><v>{at}</v></c></row>' for at in range(1, 21)]
    rows[9] = '<row r="10"><c r="A10"><!-- odd --><v>10</v></c></row>'
    read = read_rows(tmp_path, packages.minimal_parts(packages.sheet_xml("".join(rows))))
    assert read == {at: {1: float(at)} for at in range(1, 21)}


def test_prefixed_and_strict_sheets_read_the_same(tmp_path: Path) -> None:
    prefixed = (
        f'<x:worksheet xmlns:x="{packages.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>hi'
        '</x:t></x:is></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert read_rows(tmp_path, packages.minimal_parts(prefixed)) == {1: {1: "hi", 2: 2.0}}
    strict = {
        name: content.replace(packages.MAIN, packages.STRICT_MAIN).replace(packages.OFFICE, packages.STRICT_OFFICE)
        for name, content in packages.minimal_parts(packages.cell_xml('<c r="A1"><v>7</v></c>')).items()
        if isinstance(content, str)
    }
    assert read_rows(tmp_path, dict(strict)) == {1: {1: 7.0}}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_parts_in_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    sheet = packages.cell_xml('<c r="A1" t="inlineStr"><is><t>Zürich €</t></is></c>')
    declared = f'<?xml version="1.0" encoding="{encoding[:6].removesuffix("-")}"?>'
    parts = packages.minimal_parts()
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
        content = parts[name]
        assert isinstance(content, str)
        parts[name] = content.replace('<?xml version="1.0"?>', "").encode(encoding)
    parts["xl/worksheets/sheet1.xml"] = (declared + sheet).encode(encoding)
    assert read_rows(tmp_path, parts) == {1: {1: "Zürich €"}}


@pytest.mark.parametrize("target", ["/xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml", "WorkSheets/SHEET1.xml", "./worksheets/../worksheets/sheet1.xml"])  # fmt: skip
def test_targets_are_found_in_any_spelling(tmp_path: Path, target: str) -> None:
    parts = packages.minimal_parts(packages.cell_xml('<c r="A1"><v>1</v></c>'))
    parts["xl/_rels/workbook.xml.rels"] = packages.relations_xml(("worksheet", target), ("styles", "styles.xml"))
    assert read_rows(tmp_path, parts) == {1: {1: 1.0}}


def test_a_sheet_whose_part_is_missing_is_listed_and_blank(tmp_path: Path) -> None:
    parts = packages.minimal_parts()
    del parts["xl/worksheets/sheet1.xml"]
    book = open_book(packages.save_parts(tmp_path, parts))
    assert book.sheets[0].kind == "missing"
    assert list(book.read("Data").rows) == []


def test_a_1904_workbook_counts_its_days_from_1904(tmp_path: Path) -> None:
    parts = packages.minimal_parts(packages.cell_xml('<c r="A1" s="1"><v>44650</v></c>'))
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    parts["xl/workbook.xml"] = workbook.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert read_rows(tmp_path, parts) == {1: {1: dt.datetime(2026, 3, 31)}}


def test_merged_ranges_are_known_before_and_after_the_rows(tmp_path: Path) -> None:
    after = '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="$D$4:$D$9"/></mergeCells>'
    parts = packages.minimal_parts(packages.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after=after))
    book = open_book(packages.save_parts(tmp_path, parts))
    expected = (Area(1, 1, 2, 2), Area(4, 4, 9, 4))
    assert book.read("Data").merged == expected
    cells = book.read("Data")
    assert list(cells.rows) == [(1, {1: 1.0})]
    assert cells.merged == expected


def test_names_titles_and_states_are_listed(tmp_path: Path) -> None:
    parts = packages.minimal_parts(First=packages.sheet_xml(), Second=packages.sheet_xml())
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    parts["xl/workbook.xml"] = workbook.replace('sheetId="2"', 'sheetId="2" state="veryHidden"').replace(
        "</workbook>",
        '<definedNames><definedName name="Rate">First!$A$1</definedName><definedName name="Here" localSheetId="1"'
        ' hidden="1">Second!$B$2</definedName></definedNames></workbook>',
    )
    book = open_book(packages.save_parts(tmp_path, parts))
    assert [(sheet.title, sheet.state, sheet.kind) for sheet in book.sheets] == [
        ("First", "visible", "worksheet"),
        ("Second", "veryHidden", "worksheet"),
    ]
    assert [(name.name, name.text, name.scope, name.hidden) for name in book.names] == [
        ("Rate", "First!$A$1", "", False),
        ("Here", "Second!$B$2", "Second", True),
    ]
    with pytest.raises(KeyError):
        book.read("Third")


def test_a_value_in_the_last_cell_of_a_sheet_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert read_rows(tmp_path, packages.minimal_parts(packages.sheet_xml(rows))) == {1: {1: 1.0}, 1048576: {16384: 2.0}}


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_formatted_rows_after_the_last_value_are_not_parsed(tmp_path: Path, prefix: str) -> None:
    rows = "".join(
        f'<{prefix}row r="{at}"><{prefix}c r="A{at}" s="1"/><{prefix}c r="B{at}" s="1"/></{prefix}row>'
        for at in range(2, 60_000)
    )
    space = f' xmlns:x="{packages.MAIN}"' if prefix else f' xmlns="{packages.MAIN}"'
    # The end is deliberately not well-formed: whoever parsed up to it would fail.
    sheet = (
        f'<{prefix}worksheet{space}><{prefix}sheetData><{prefix}row r="1"><{prefix}c r="A1"><{prefix}v>1</{prefix}v>'
        f"</{prefix}c></{prefix}row>{rows}</oops></{prefix}sheetData></{prefix}worksheet>"
    )
    assert read_rows(tmp_path, packages.minimal_parts(sheet)) == {1: {1: 1.0}}


def test_reading_streams_and_never_holds_the_sheet(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{at}">' + "".join(f'<c r="{letter}{at}"><v>{at}.25</v></c>' for letter in "ABCDEFGHIJ") + "</row>"
        for at in range(1, 20_001)
    )
    book = open_book(packages.save_parts(tmp_path, packages.minimal_parts(packages.sheet_xml(rows))))
    tracemalloc.start()
    try:
        total = sum(len(row) for _, row in book.read("Data").rows)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert total == 200_000
    assert peak < len(rows)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", False), ("0.00%", False), ("#,##0;[Red]-#,##0", False), ('0 "days"', False), ("[h]:mm", False),
        ("yyyy-mm-dd", True), ("[$-409]d-mmm-yy;@", True), ("h:mm AM/PM", True), ("mm:ss.0", True), ("0.00E+00", False),
        ('"d"0', False), ("\\d0", False), ("Standard", False),
    ],
)  # fmt: skip
def test_a_format_code_shows_a_date_or_not(code: str, expected: bool) -> None:
    assert shows_date(code) is expected
