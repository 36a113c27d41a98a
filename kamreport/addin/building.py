"""The add-in, put together from its text sources: the same sources and stamps give the same bytes."""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from kamreport.errors import OutputError

SOURCES: Final = Path(__file__).resolve().parent / "sources"
MODULES: Final = ("KamCommands", "KamRibbon")
NAME: Final = "KamReport.xlam"
SCRIPT: Final = "kamreport.applescript"
_ROWS: Final = ("interpreter", "version", "log")
_UI_14: Final = "customUI/customUI14.xml"
_UI_12: Final = "customUI/customUI.xml"
_SPACE_14: Final = "http://schemas.microsoft.com/office/2009/07/customui"
_SPACE_12: Final = "http://schemas.microsoft.com/office/2006/01/customui"
_RELATIONS: Final = (
    (_UI_14, "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"),
    (_UI_12, "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility"),
)
_SHEET: Final = "xl/worksheets/sheet1.xml"
_THE_SAME_DAY: Final = (2020, 1, 1, 0, 0, 0)
_STAMP: Final = re.compile(r'<c r="B([1-3])" t="inlineStr"><is><t xml:space="preserve">([^<]*)</t></is></c>')


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an add-in is built with: the interpreter it starts, the version it belongs to, where the log is."""

    interpreter: str
    version: str
    log: str


def tab_xml() -> str:
    """The tab as customUI for Excel 2010 and later, as it is shipped."""
    return (SOURCES / "customUI14.xml").read_text(encoding="utf-8")


def build(destination: str | os.PathLike[str], stamp: Stamp) -> Path:
    """Build the add-in into a file, which is replaced if it is there. Raises OutputError when it cannot be written."""
    target = Path(destination)
    if target.suffix.lower() != ".xlam":
        raise OutputError(f"{target.name}: an Excel add-in ends in .xlam. Name it {NAME}, say.")
    if not target.parent.is_dir():
        raise OutputError(f"The folder {target.parent} does not exist. Make it first, or choose another one.")
    with tempfile.TemporaryDirectory() as folder:
        data = _dressed(_with_modules(Path(folder) / NAME), stamp)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written ({error.strerror}). Close Excel, which holds its add-ins open, and run again."
        ) from error
    return target


def stamp_of(addin: Path) -> Stamp | None:
    """What an add-in was built with; None when the file is no add-in of ours."""
    try:
        with zipfile.ZipFile(addin) as archive:
            sheet = archive.read(_SHEET).decode("utf-8")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return None
    found = {int(row): _unescaped(text) for row, text in _STAMP.findall(sheet)}
    return Stamp(found[1], found[2], found[3]) if len(found) == len(_ROWS) else None


def script_for(interpreter: str) -> str:
    """The AppleScript that starts this interpreter on macOS."""
    spelled = interpreter.replace("\\", "\\\\").replace('"', '\\"')
    return (SOURCES / SCRIPT).read_text(encoding="utf-8").replace("@interpreter@", spelled)


def _with_modules(path: Path) -> Path:
    """A new add-in that holds our modules and nothing of anybody else's."""
    from pyopenvba import ExcelFile

    with ExcelFile.create_new(path) as addin:
        for name in MODULES:
            addin.vba_project().add_module(name, _source(name))
        addin.set_module("ThisWorkbook", addin.get_module("ThisWorkbook") + _source("ThisWorkbook"))
        addin.vba_project().delete_module("Module1")
        addin.save()
    return path


def _source(name: str) -> str:
    """A module with the line ends VBA insists on."""
    text = (SOURCES / f"{name}.bas").read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _dressed(plain: Path, stamp: Stamp) -> bytes:
    """The add-in with its tab and its stamp, every entry of the same day."""
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["_rels/.rels"] = _with_relations(parts["_rels/.rels"].decode("utf-8")).encode()
    parts[_SHEET] = _with_stamp(parts[_SHEET].decode("utf-8"), stamp).encode()
    parts["docProps/core.xml"] = re.sub(
        rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2020-01-01T00:00:00Z", parts["docProps/core.xml"]
    )
    parts[_UI_14] = tab_xml().encode()
    parts[_UI_12] = tab_xml().replace(_SPACE_14, _SPACE_12).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _THE_SAME_DAY)
            entry.create_system = 0
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _with_relations(text: str) -> str:
    added = "".join(
        f'<Relationship Id="kamUi{at}" Type="{kind}" Target="{part}"/>' for at, (part, kind) in enumerate(_RELATIONS, 1)
    )
    return text.replace("</Relationships>", f"{added}</Relationships>")


def _with_stamp(text: str, stamp: Stamp) -> str:
    values = (stamp.interpreter, stamp.version, stamp.log)
    rows = "".join(
        f'<row r="{at}">{_cell(f"A{at}", name)}{_cell(f"B{at}", value)}</row>'
        for at, (name, value) in enumerate(zip(_ROWS, values, strict=True), 1)
    )
    return text.replace("<sheetData/>", f"<sheetData>{rows}</sheetData>").replace('ref="A1"', 'ref="A1:B3"')


def _cell(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
