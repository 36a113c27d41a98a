"""Two workbook files compared part by part: the comparator of the tests and of ``kamreport diff``."""

from __future__ import annotations

import json
from pathlib import Path

import packages
import pytest
from own_sheets import THREE, patched, result, results
from packages import cell_xml, minimal_parts, save_parts

from kamreport.cli.door import exit_code
from kamreport.package import PartDifference, book_differences, open_book

Parts = dict[str, str | bytes]


def compared(folder: Path, old: Parts, new: Parts) -> tuple[PartDifference, ...]:
    before, after = (save_parts(folder, parts, name) for parts, name in ((old, "old.xlsx"), (new, "new.xlsx")))
    return book_differences(open_book(before), open_book(after))


def test_two_equal_files_differ_in_nothing(tmp_path: Path) -> None:
    assert compared(tmp_path, minimal_parts(), minimal_parts()) == ()


def test_cells_that_differ_are_named_with_both_values(tmp_path: Path) -> None:
    old = minimal_parts(cell_xml('<c r="A1"><v>1</v></c><c r="B1" t="str"><v>x</v></c>'))
    new = minimal_parts(cell_xml('<c r="A1"><v>2</v></c><c r="C1" t="b"><v>1</v></c>'))
    (found,) = compared(tmp_path, old, new)
    assert (found.part, found.what) == ("xl/worksheets/sheet1.xml", "changed")
    assert found.details == ("the sheet Data", "Data!A1: 1 -> 2", "Data!B1: 'x' -> blank", "Data!C1: blank -> True")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1" s="0"><v>1</v></c></row>', "the same cells; only the layout around them differs"),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>', "Data!A1: no formula, General -> =B1, General"),
        ('<row r="1"><c r="A1" t="str"><v>1</v></c></row>', '<row r="1"><c r="A1" t="str" s="1"><v>1</v></c></row>', "Data!A1: no formula, General -> no formula, mm-dd-yy"),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>', "Data!A1: no formula, General -> hidden, no formula, General"),
    ],
)  # fmt: skip
def test_a_sheet_with_the_same_values_says_what_else_differs(tmp_path: Path, old: str, new: str, said: str) -> None:
    (found,) = compared(tmp_path, minimal_parts(packages.sheet_xml(old)), minimal_parts(packages.sheet_xml(new)))
    assert found.details == ("the sheet Data", said)


def test_many_differing_cells_are_counted(tmp_path: Path) -> None:
    old, new = (minimal_parts(cell_xml("".join(f'<c r="{c}1"><v>{v}</v></c>' for c in "ABCDEFGH"))) for v in (1, 2))
    (found,) = compared(tmp_path, old, new)
    assert found.details[-1] == "and 3 more cells"


def test_parts_come_go_move_and_are_packed_anew(tmp_path: Path) -> None:
    base = minimal_parts()
    gone_and_new = compared(tmp_path, base | {"a.bin": "1"}, base | {"b.bin": "22"})
    assert [(one.part, one.what, one.size_before, one.size_after) for one in gone_and_new] == [
        ("a.bin", "gone", 1, 0),
        ("b.bin", "new", 0, 2),
    ]
    moved = compared(tmp_path, base | {"a.bin": "1", "b.bin": "2"}, {**base, "b.bin": "2", "a.bin": "1"})
    assert {(one.part, one.what) for one in moved} == {("a.bin", "moved"), ("b.bin", "moved")}
    other = save_parts(tmp_path, base | {"a.bin": "1" * 500})
    once = open_book(other)
    import zipfile

    with zipfile.ZipFile(other, "w", zipfile.ZIP_STORED) as archive:
        for entry in once.archive.entries:
            archive.writestr(zipfile.ZipInfo(entry.name, (2020, 1, 1, 0, 0, 0)), once.archive.read(entry))
    assert {one.what for one in book_differences(once, open_book(other))} == {"repacked"}


def test_another_part_says_where_it_begins_to_differ(tmp_path: Path) -> None:
    (found,) = compared(tmp_path, minimal_parts() | {"note.xml": "<a>one</a>"}, minimal_parts() | {"note.xml": "<a>two</a>"})  # fmt: skip
    assert found.details == ("differs from byte 3 on: '<a>one</a>' -> '<a>two</a>'",)


def test_diff_says_what_a_review_changed_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = patched(save_parts(tmp_path, minimal_parts()), THREE)
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(before.path.read_bytes())
    patched(copy, results(result("KA-001"), result("KA-002", "Southwind"), result("KA-003", score=None)))
    assert exit_code(["diff", str(before.path), str(copy)]) == 1
    said = capsys.readouterr().out
    assert said.splitlines()[1:] == [
        "           the sheet Results",
        "           Results!B3: '=not a formula' -> 'Southwind'",
        "8 of 9 parts have the same bytes in the same place.",
    ]
    assert said.startswith("changed    xl/worksheets/sheet2.xml  (")
    assert exit_code(["diff", str(before.path), str(copy), "--format", "json"]) == 1
    form = json.loads(capsys.readouterr().out)
    assert form["differences"][0]["part"] == "xl/worksheets/sheet2.xml"
    assert form["untouched"] == 8


def test_diff_of_a_file_with_itself_is_clean_and_of_no_workbook_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(save_parts(tmp_path, packages.minimal_parts()))
    assert exit_code(["diff", path, path]) == 0
    assert capsys.readouterr().out == "All 6 parts are the same.\n"
    assert exit_code(["diff", path, str(tmp_path / "none.xlsx")]) == 3
    assert "no such file" in capsys.readouterr().err
