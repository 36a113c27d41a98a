"""Damaged files end in one line for a person: never in a traceback, a hang or a loss."""

from __future__ import annotations

import random
import re
from pathlib import Path

import packages
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_sheets import THREE, patched, result, results

from kamreport.errors import KamreportError
from kamreport.package import open_book, patch

_WORDS = (
    b"<", b">", b'"', b"&", b"/>", b"</row>", b"<c>", b'r="A1"', b'r="x"', b't="s"', b's="9"', b"<v>", b"]]>", b"\0",
    b"99999999999999999999", b"<!--", b"<?", b"\xff", b'ref=""', b"-1", b"nan", b"1e999",
)  # fmt: skip

_VALUES = (
    b"", b" ", b"x", b"0", b"-1", b"1.5", b"99999999999999999999", b"A1", b"A0", b"XFE1", b"ZZZZ9", b"A1:B2:C3", b"rId1", b"rId99",
    b"/xl/worksheets/sheet1.xml", b"../..", b"Results", b"Data", b"true", b"1e400", b"\xc3\xa9", b"&#0;", b"&#55296;",
)  # fmt: skip

_PLACES = (rb'(?<==")[^"]*(?=")', rb"(?<=>)[^<>]+(?=<)", rb' [A-Za-z:]+="[^"]*"', rb"<[A-Za-z:]+[^<>]*/>")
"""What may be replaced: a value, a text, an attribute, an element."""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of a sound workbook with values of every kind and a sheet of ours."""
    folder = tmp_path_factory.mktemp("sound")
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46112</v></c><c r="C1" t="str"><f>A1</f><v>x</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>rich</t></r></is></c><c r="E1" t="e"><v>#N/A</v></c></row>'
    )
    whole = packages.minimal_parts(packages.sheet_xml(cells))
    whole["xl/sharedStrings.xml"] = f'<sst xmlns="{packages.MAIN}"><si><t>shared</t></si></sst>'
    whole["xl/_rels/workbook.xml.rels"] = packages.relations_xml(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
    )
    book = patched(packages.save_parts(folder, whole), THREE)
    return {entry.name: book.archive.read(entry) for entry in book.archive.entries}


def use(path: Path) -> None:
    """Read everything, then write: whatever goes wrong is said in one line."""
    before = path.read_bytes()
    try:
        book = open_book(path)
        for sheet in book.sheets:
            for _ in book.read(sheet.title).rows:
                pass
            _ = book.read(sheet.title).merged
        patch(book, [results(result("KA-001"))])
    except KamreportError as error:
        said = str(error)
    else:
        return
    assert "\n" not in said
    assert path.read_bytes() == before


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), times=st.integers(1, 4))
def test_a_part_with_damaged_words_is_refused_or_read(
    parts: dict[str, bytes], tmp_path: Path, seed: int, times: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - reproducible, no secret
    damaged: dict[str, str | bytes] = dict(parts)
    for _ in range(times):
        name = chance.choice(sorted(parts))
        data = damaged[name]
        assert isinstance(data, bytes)
        at = chance.randrange(len(data) + 1)
        damaged[name] = data[:at] + chance.choice(_WORDS) + data[at + chance.randrange(12) :]
    use(packages.save_parts(tmp_path, damaged))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), times=st.integers(1, 3))
def test_attributes_and_texts_that_make_no_sense_are_refused_or_read(
    parts: dict[str, bytes], tmp_path: Path, seed: int, times: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - as above
    odd: dict[str, str | bytes] = dict(parts)
    for _ in range(times):
        name = chance.choice(sorted(parts))
        data = odd[name]
        assert isinstance(data, bytes)
        places = list(re.finditer(chance.choice(_PLACES), data))
        if places:
            place = chance.choice(places)
            odd[name] = data[: place.start()] + chance.choice(_VALUES) + data[place.end() :]
    use(packages.save_parts(tmp_path, odd))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_container_with_damaged_bytes_is_refused_or_read(parts: dict[str, bytes], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - as above
    data = bytearray(packages.packed(parts))
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "book.xlsx"
    path.write_bytes(bytes(data[: chance.choice([len(data), chance.randrange(len(data))])]))
    use(path)
