"""What others published about add-ins, held against ours: the schema of the tab, and a reader of macros."""

from __future__ import annotations

import json
import warnings
import xml.etree.ElementTree as ET
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import pytest
from openxml_audit import OpenXmlValidator

from kamreport.addin import NAME, Stamp, build, tab_xml
from kamreport.addin.building import MODULES, SOURCES

STAMP = Stamp("/usr/bin/python3", "0.1.0", "/home/ana/ribbon.log")
Element: TypeAlias = tuple[frozenset[str], dict[str, str]]
"""What an element may carry: names of attributes, and children by name with their types."""


@pytest.fixture(scope="module")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("published") / NAME, STAMP)


@pytest.fixture(scope="module")
def published() -> dict[str, Element]:
    """The schema of the tab as the Open XML SDK publishes it, by type."""
    schemas = files("openxml_audit") / "data" / "openxml" / "schemas"
    text = (schemas / "schemas_microsoft_com_office_2009_07_customui.json").read_text(encoding="utf-8")
    return {
        one["Name"]: (
            frozenset(attribute["QName"].removeprefix(":") for attribute in one.get("Attributes", ())),
            {child["Name"].partition(":")[2].partition(":")[2]: child["Name"] for child in one.get("Children", ())},
        )
        for one in json.loads(text)["Types"]
    }


def strangers(element: ET.Element, kind: str, published: dict[str, Element]) -> list[str]:
    """Attributes and children the published schema does not know, all the way down."""
    attributes, children = published[kind]
    found = [f"{kind}: {name}" for name in element.attrib if name not in attributes]
    for child in element:
        name = child.tag.partition("}")[2]
        found += strangers(child, children[name], published) if name in children else [f"{kind}: <{name}>"]
    return found


def errors_in(path: Path) -> list[str]:
    told = OpenXmlValidator().validate(path).errors
    return [f"{one.part_uri}: {one.description}" for one in told if one.severity.name == "ERROR"]


def spoilt(addin: Path, old: str, new: str, into: Path) -> Path:
    """The add-in with another word in its tab."""
    with zipfile.ZipFile(addin) as before, zipfile.ZipFile(into, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "customUI/customUI14.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            after.writestr(entry, content)
    return into


def test_the_tab_uses_only_what_the_published_schema_names(published: dict[str, Element]) -> None:
    root = ET.fromstring(tab_xml())  # noqa: S314 - our own file
    assert strangers(root, "mso14:CT_CustomUI/mso14:customUI", published) == []
    root.find(".//{*}group").set("colour", "red")  # type: ignore[union-attr] # the tab has groups
    assert strangers(root, "mso14:CT_CustomUI/mso14:customUI", published) == ["mso14:CT_Group/mso14:group: colour"]


def test_the_add_in_is_valid_and_a_wrong_word_in_its_tab_is_not(addin: Path, tmp_path: Path) -> None:
    assert errors_in(addin) == []
    assert errors_in(spoilt(addin, 'size="large"', 'size="huge"', tmp_path / NAME))


def test_a_reader_of_macros_finds_our_modules_word_for_word(addin: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the reader's own parser is behind its times
        from oletools.olevba import VBA_Parser
    reader = VBA_Parser(str(addin))
    try:
        found = {name.rpartition(".")[0]: code for _, _, name, code in reader.extract_macros()}
    finally:
        reader.close()
    assert set(MODULES) <= set(found)
    for name in MODULES:
        said = (SOURCES / f"{name}.bas").read_text(encoding="utf-8")
        assert found[name].replace("\r\n", "\n").strip() == said.strip()
