"""Comments on our sheets go where their rows go: old notes, the boxes they are drawn in, and threads."""

from __future__ import annotations

import re
from pathlib import Path

import packages
import pytest
from own_sheets import THREE, patched, result, results, saved_and_patched, text, values
from packages import minimal_parts
from test_package_patching import add_cells

from kamreport.package import Book, open_book

COMMENTS, BOXES, THREADS = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/threadedComments/threadedComment1.xml"
RELATIONS = "xl/worksheets/_rels/sheet2.xml.rels"
OFFICE_2017 = "http://schemas.microsoft.com/office/2017/10/relationships"


def commented(folder: Path, *places: tuple[str, str]) -> Path:
    """A workbook with our three results and comments at cells, each with its box and its thread."""
    book = saved_and_patched(folder, minimal_parts(), THREE)
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    notes = "".join(f'<comment ref="{ref}" authorId="0"><text><t>{words}</t></text></comment>' for ref, words in places)
    parts[COMMENTS] = (
        f'<comments xmlns="{packages.MAIN}"><authors><author>Ana</author></authors><commentList>{notes}</commentList>'
        "</comments>"
    )
    parts[BOXES] = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'{"".join(box(ref) for ref, _ in places)}<v:shape id="b"><x:ClientData ObjectType="Button"><x:Anchor>1, 0, 2,'
        " 0, 3, 0, 4, 0</x:Anchor></x:ClientData></v:shape></xml>"
    )
    threads = "".join(f'<threadedComment ref="{ref}" id="{{{ref}}}"><text>{said}</text></threadedComment>' for ref, said in places)  # fmt: skip
    parts[THREADS] = (
        f'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">{threads}</ThreadedComments>'
    )
    links = text(book, RELATIONS)
    new = (
        f'<Relationship Id="rId7" Type="{packages.OFFICE}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="rId8" Type="{packages.OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
        f'<Relationship Id="rId9" Type="{OFFICE_2017}/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
    )
    parts[RELATIONS] = links.replace("</Relationships>", f"{new}</Relationships>")
    book.path.write_bytes(packages.packed(parts))
    return book.path


def box(ref: str) -> str:
    """The box of a note; rows and columns are counted from 0."""
    row, column = int(ref[1:]) - 1, ord(ref[0]) - ord("A")
    return (
        f'<v:shape id="n{ref}"><x:ClientData ObjectType="Note"><x:Anchor>{column + 1}, 15, {row}, 10, {column + 3}, 15,'
        f" {row + 4}, 4</x:Anchor><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def comments(book: Book) -> dict[str, str]:
    """Where each comment stands, by its words; threads and boxes are checked to stand there too."""
    found = re.findall(r'<comment ref="(\w+)" authorId="0"><text><t>([^<]*)', text(book, COMMENTS))
    assert found == re.findall(r'<threadedComment ref="(\w+)"[^>]*><text>([^<]*)', text(book, THREADS))
    drawn = re.findall(r"<x:Row>(\d+)</x:Row><x:Column>(\d+)<", text(book, BOXES))
    assert [ref for ref, _ in found] == [f"{chr(65 + int(column))}{int(row) + 1}" for row, column in drawn]
    anchors = re.findall(r"Note\"><x:Anchor>\d+, 15, (\d+), 10, \d+, 15, (\d+), 4<", text(book, BOXES))
    assert anchors == [(row, str(int(row) + 4)) for row, _ in drawn]
    return {words: ref for ref, words in found}


def test_comments_beside_and_on_our_cells_travel_with_the_key(tmp_path: Path) -> None:
    path = commented(tmp_path, ("G2", "call Ana"), ("C3", "too high?"), ("A1", "titles"))
    book = patched(path, results(result("KA-003"), result("KA-002"), result("KA-000"), result("KA-001")))
    assert comments(book) == {"call Ana": "G5", "too high?": "C3", "titles": "A1"}
    assert "Anchor>1, 0, 2, 0, 3, 0, 4, 0<" in text(book, BOXES).replace("\n", "")


def test_comments_whose_row_is_gone_are_listed_below_and_return_with_it(tmp_path: Path) -> None:
    path = commented(tmp_path, ("G2", "call Ana"), ("C4", "late"))
    book = patched(path, results(result("KA-002")))
    assert values(book)[4] == {1: "Notes beside rows that are no longer here"}
    assert [values(book)[row] for row in (5, 6)] == [{1: "KA-001"}, {1: "KA-003"}]
    assert comments(book) == {"call Ana": "G5", "late": "C6"}
    assert patched(path, results(result("KA-002"))).fingerprint == book.fingerprint
    back = patched(path, results(result("KA-003"), result("KA-001"), result("KA-002")))
    assert comments(back) == {"call Ana": "G3", "late": "C2"}
    assert set(values(back)) == {1, 2, 3, 4}


def test_comments_below_our_table_keep_their_distance(tmp_path: Path) -> None:
    path = commented(tmp_path, ("B9", "agreed in May"))
    assert comments(patched(path, results(result("KA-001")))) == {"agreed in May": "B7"}


def test_comments_stay_byte_for_byte_where_their_rows_stay(tmp_path: Path) -> None:
    path = commented(tmp_path, ("G2", "call Ana"), ("C3", "too high?"))
    before = open_book(path)
    after = patched(path, results(result("KA-001", score=1.0), result("KA-002", score=2.0)))
    for part in (COMMENTS, BOXES, THREADS):
        assert text(after, part) == text(before, part)


def test_boxes_that_are_no_sound_xml_move_all_the_same(tmp_path: Path) -> None:
    path = commented(tmp_path, ("G2", "call Ana"))
    book = open_book(path)
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    path.write_bytes(packages.packed(parts | {BOXES: text(book, BOXES).replace("<v:shape", "<br><v:shape")}))
    assert comments(patched(path, results(result("KA-000"), result("KA-001")))) == {"call Ana": "G3"}


def test_a_managers_own_link_goes_with_its_row(tmp_path: Path) -> None:
    path = commented(tmp_path)
    book = open_book(path)
    parts: dict[str, str | bytes] = {entry.name: book.archive.read(entry) for entry in book.archive.entries}
    sheet = text(book, "xl/worksheets/sheet2.xml")
    linked = f'<hyperlinks><hyperlink xmlns:r="{packages.OFFICE}" ref="B2" r:id="rId5"/>'
    parts["xl/worksheets/sheet2.xml"] = sheet.replace("<hyperlinks>", linked)
    away = f'<Relationship Id="rId5" Type="{packages.OFFICE}/hyperlink" Target="https://example.com/" TargetMode="External"/>'
    parts[RELATIONS] = text(book, RELATIONS).replace("</Relationships>", f"{away}</Relationships>")
    path.write_bytes(packages.packed(parts))
    after = patched(path, results(result("KA-000"), result("KA-001")))
    assert 'ref="B3" r:id="rId5"' in text(after, "xl/worksheets/sheet2.xml")


@pytest.mark.parametrize("words", ["call Ana", "=C2"])
def test_notes_beside_the_empty_row_of_a_table_without_rows_are_kept(tmp_path: Path, words: str) -> None:
    path = saved_and_patched(tmp_path, minimal_parts(), results()).path
    add_cells(path, {"G2": words})
    book = patched(path, THREE)
    assert values(book)[6].keys() == {7}
    assert patched(path, THREE).fingerprint == book.fingerprint
