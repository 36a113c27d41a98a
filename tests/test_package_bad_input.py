"""What is no workbook is told by its bytes, in one line that ends with the next step."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import packages
import pytest

from kamreport.errors import NotAWorkbookError, WorkbookError
from kamreport.package import open_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(path: Path) -> str:
    with pytest.raises(WorkbookError) as caught:
        open_book(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def zipped(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty file"),
        (bytes(4096), "empty file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected. Remove the password in Excel"),
        (OLE + "Workbook".encode("utf-16-le"), "old Excel 97-2003 workbook (.xls)"),
        (OLE + "WordDocument".encode("utf-16-le"), "holds no workbook"),
        (b"Account ID;Account name\r\nKA-001;Northwind\r\n", "plain text such as CSV"),
        ("\ufeffAccount ID\tName\r\n".encode("utf-16"), "plain text such as CSV"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web page (HTML)"),
        (b"<!DOCTYPE html>\n<html></html>", "web page (HTML)"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML Spreadsheet 2003",
        ),
        (b'{"a": 1}', "text file (XML or JSON)"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not an Excel workbook"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument spreadsheet (.ods)"),
        (zipped(readme_dot_txt="hello"), "ZIP archive, not an Excel workbook"),
        (b"PK\x05\x06" + bytes(18), "nothing in it"),
    ],
)
def test_a_file_says_what_it_really_is(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    assert words in refusal(path)
    assert path.read_bytes() == content


def test_a_word_document_and_a_binary_workbook_are_told_apart(tmp_path: Path) -> None:
    parts = packages.minimal_parts()
    parts["_rels/.rels"] = packages.relations_xml(("officeDocument", "word/document.xml"))
    parts["word/document.xml"] = "<document/>"
    parts["[Content_Types].xml"] = '<Types><Override ContentType="x.wordprocessingml.document.main+xml"/></Types>'
    assert "Word document" in refusal(packages.save_parts(tmp_path, parts))
    parts["_rels/.rels"] = packages.relations_xml(("officeDocument", "xl/workbook.bin"))
    parts["xl/workbook.bin"] = b"\x83\x01\x00"
    parts["[Content_Types].xml"] = '<Types><Default ContentType="application/vnd.ms-excel.sheet.binary.main"/></Types>'
    assert "binary workbook (.xlsb)" in refusal(packages.save_parts(tmp_path, parts))


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.99])
def test_a_truncated_file_asks_whether_it_is_still_syncing(tmp_path: Path, keep: float) -> None:
    whole = packages.packed(packages.minimal_parts())
    path = tmp_path / "book.xlsx"
    path.write_bytes(whole[: int(len(whole) * keep)])
    assert "still syncing" in refusal(path)


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    parts = packages.minimal_parts()
    parts["xl/workbook.xml"] = "<workbook><oops"
    assert "xl/workbook.xml" in refusal(packages.save_parts(tmp_path, parts))


def test_flipped_bytes_fail_the_checksum(tmp_path: Path) -> None:
    parts = packages.minimal_parts(packages.cell_xml('<c r="A1"><v>1</v></c>'))
    path = packages.save_parts(tmp_path, parts)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 30 + len("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    data[at + 20] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(NotAWorkbookError, match="damaged"):
        list(open_book(path).read("Data").rows)


def test_no_such_file_a_folder_and_a_lock_file_are_named(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "nowhere.xlsx")
    assert "is a folder" in refusal(tmp_path)
    (tmp_path / "~$plan.xlsx").write_bytes(b"\x04user")
    assert "only marks that plan.xlsx is open" in refusal(tmp_path / "~$plan.xlsx")


def test_a_document_type_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    parts = packages.minimal_parts()
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    parts["xl/workbook.xml"] = bomb + workbook
    assert "document type" in refusal(packages.save_parts(tmp_path, parts))
    parts = packages.minimal_parts(bomb + packages.cell_xml('<c r="A1"><v>1</v></c>'))
    with pytest.raises(NotAWorkbookError, match="document type"):
        list(open_book(packages.save_parts(tmp_path, parts)).read("Data").rows)


def test_a_part_named_twice_is_refused(tmp_path: Path) -> None:
    parts = packages.minimal_parts()
    parts["XL/Workbook.xml"] = "<workbook/>"
    assert "twice" in refusal(packages.save_parts(tmp_path, parts))


def bomb(unpacked: int, packed: int = 1000) -> bytes:
    """An archive whose directory claims a size, as a bomb's does; nothing of that size is made here."""
    whole = bytearray(packages.packed(packages.minimal_parts()))
    at = whole.index(b"PK\x01\x02")
    struct.pack_into("<LL", whole, at + 20, packed, unpacked)
    return bytes(whole)


def test_what_would_unpack_to_gigabytes_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(bomb(3 << 30))
    assert "3.0 GB" in refusal(path)
    path.write_bytes(bomb(100 << 20))
    assert "100 MB" in refusal(path)


def test_a_part_that_lies_about_its_size_is_stopped_while_unpacking(tmp_path: Path) -> None:
    sheet = packages.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 2_000_000)
    path = packages.save_parts(tmp_path, packages.minimal_parts(sheet))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 500)
    path.write_bytes(data)
    with pytest.raises(NotAWorkbookError, match="damaged"):
        list(open_book(path).read("Data").rows)
