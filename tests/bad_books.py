"""Files that harm whoever trusts them: made small and quickly, by repeating compressed blocks."""

from __future__ import annotations

import json
import resource
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from packages import MAIN, cell_xml, minimal_parts, packed, sheet_xml

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def with_repeated(head: bytes, block: bytes, times: int, tail: bytes) -> bytes:
    """A workbook whose sheet is ``head``, ``block`` so many times, ``tail``; the block is compressed only once."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = machine.compress(head) + machine.flush(zlib.Z_FULL_FLUSH)
    piece = machine.compress(block) + machine.flush(zlib.Z_FULL_FLUSH)
    data = start + piece * times + machine.compress(tail) + machine.flush()
    checksum = zlib.crc32(head)
    for _ in range(times):
        checksum = zlib.crc32(block, checksum)
    return with_sheet(data, zlib.crc32(tail, checksum), len(head) + times * len(block) + len(tail))


def with_sheet(data: bytes, checksum: int, unpacked: int) -> bytes:
    """A small workbook whose sheet has these compressed bytes."""
    whole = bytearray(packed({name: text for name, text in minimal_parts().items() if name != SHEET} | {SHEET: b""}))
    directory = whole.rindex(b"PK\x01\x02")
    (at,) = struct.unpack_from("<L", whole, directory + 42)
    listing = bytearray(whole[whole.index(b"PK\x01\x02") :])
    local = bytearray(whole[at : at + 30 + len(SHEET)])
    struct.pack_into("<HHHLLL", local, 8, 8, 0, 33, checksum, len(data), unpacked)
    own = listing.rindex(b"PK\x01\x02")
    struct.pack_into("<HHHLLL", listing, own + 10, 8, 0, 33, checksum, len(data), unpacked)
    struct.pack_into("<L", listing, listing.rindex(b"PK\x05\x06") + 16, at + len(local) + len(data))
    return bytes(whole[:at] + local + data + listing)


def unpacks_to_gigabytes() -> bytes:
    """3 MB that unpack to 3 GB."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = machine.compress(bytes(1 << 20)) + machine.flush(zlib.Z_FULL_FLUSH)
    return with_sheet(piece * 3072 + machine.flush(), 0, 3 << 30)


def lies_about_its_size() -> bytes:
    """The same, with a directory that says it were small."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = machine.compress(bytes(1 << 20)) + machine.flush(zlib.Z_FULL_FLUSH)
    return with_sheet(piece * 3072 + machine.flush(), 0, 50 << 20)


def millions_of_cells() -> bytes:
    """131 million cells without addresses in some megabytes."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>"
    piece = machine.compress(block) + machine.flush(zlib.Z_FULL_FLUSH)
    return with_sheet(piece * 8_000 + machine.flush(), 0, len(block) * 8_000)


def last_cell_of_all() -> bytes:
    """One value in the last cell a sheet can have."""
    return packed(minimal_parts(sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')))


def formatted_rows() -> bytes:
    """Values in one row, and a million formatted rows below it."""
    head = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'.encode()
    block = b"".join(b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (at, at) for at in range(2, 1002))
    return with_repeated(head, block, 1000, b"</sheetData></worksheet>")


def entity_bomb(part: str) -> bytes:
    """A billion laughs in a part."""
    levels = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10 if at else "lol"}">' for at in range(10))
    parts = minimal_parts(cell_xml('<c r="A1" t="inlineStr"><is><t>x</t></is></c>'))
    text = parts[part]
    assert isinstance(text, str)
    parts[part] = f'<?xml version="1.0"?><!DOCTYPE x [{levels}]>{text.partition("?>")[2] or text}'.replace("<t>x", "<t>&e9;")  # fmt: skip
    return packed(parts)


def outside_entity() -> bytes:
    """A part that asks for a file of the reader's."""
    parts = minimal_parts(cell_xml('<c r="A1" t="inlineStr"><is><t>&x;</t></is></c>'))
    parts[SHEET] = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>{parts[SHEET]!s}'
    return packed(parts)


def deep_elements() -> bytes:
    """A workbook part with a hundred thousand elements inside one another."""
    parts = minimal_parts()
    workbook = parts["xl/workbook.xml"]
    assert isinstance(workbook, str)
    parts["xl/workbook.xml"] = workbook.replace("<sheets>", "<x>" * 100_000 + "</x>" * 100_000 + "<sheets>")
    return packed(parts)


def deep_in_a_sheet() -> bytes:
    """A sheet with a hundred thousand elements inside one another; its values can be read all the same."""
    deep = "<x>" * 100_000 + "</x>" * 100_000
    return packed(minimal_parts(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', after=deep)))


def many_parts() -> bytes:
    """More parts than any workbook needs."""
    return packed(minimal_parts() | {f"x/{at}.xml": "" for at in range(20_001)})


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password-protected. Remove the password"),
    "xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "(.xls). Open it in Excel, choose Save As"),
    "truncated": (lambda: packed(minimal_parts())[:900], "Is it still syncing"),
    "csv": (lambda: b"Account;Name\n" * 200_000, "plain text such as CSV"),
    "html": (lambda: b"<html><table>" + b"<tr><td>1</td></tr>" * 100_000, "web page (HTML)"),
    "empty": (lambda: b"", "empty file"),
    "zeros": (lambda: bytes(8 << 20), "empty file"),
    "entity bomb in the workbook": (lambda: entity_bomb("xl/workbook.xml"), "document type"),
    "entity bomb in a sheet": (lambda: entity_bomb(SHEET), "document type"),
    "outside entity": (outside_entity, "document type"),
    "3 MB that unpack to 3 GB": (unpacks_to_gigabytes, "3.0 GB"),
    "a part that lies about its size": (lies_about_its_size, "damaged"),
    "131 million cells": (millions_of_cells, "GB"),
    "one value in XFD1048576": (last_cell_of_all, ""),
    "a million formatted rows": (formatted_rows, ""),
    "elements 100,000 deep": (deep_elements, "elements more than 500 deep"),
    "elements 100,000 deep in a sheet": (deep_in_a_sheet, ""),
    "20,001 parts": (many_parts, "no workbook needs more than 20,000"),
}
"""Bad input by its name: how to make it, and what is said of it; empty where it can be read."""


def use(path: Path) -> Iterator[str]:
    """Read a workbook and put our sheet into it, in this process; what was said, then CPU seconds and peak MB."""
    from own_sheets import THREE

    from kamreport.errors import KamreportError
    from kamreport.package import open_book, patch

    started = time.process_time()
    said = ""
    try:
        book = open_book(path)
        for sheet in book.sheets:
            for _ in book.read(sheet.title).rows:
                pass
        patch(book, [THREE])
    except KamreportError as error:
        said = str(error)
    yield said
    yield str(time.process_time() - started)
    yield str(peak_megabytes())


def peak_megabytes() -> float:
    """The most memory this process has held. On Linux a child's ``ru_maxrss`` begins at its parent's, so not that."""
    status = Path("/proc/self/status")
    if status.exists():
        return float(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    print(json.dumps(list(use(Path(sys.argv[1])))))  # noqa: T201 - a program that prints
