"""Workbook files put together part by part, so that a test can hold exactly the oddity it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"


def sheet_xml(rows: str = "", *, after: str = "", before: str = "") -> str:
    """A worksheet part around the inside of its ``<sheetData>``."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cell_xml(value: str) -> str:
    """A sheet whose only row holds the given cells."""
    return sheet_xml(f'<row r="1">{value}</row>')


def relations_xml(*targets: tuple[str, str]) -> str:
    """A relationships part: pairs of kind and target, numbered rId1, rId2 …"""
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def minimal_parts(sheet: str | None = None, **sheets: str) -> dict[str, str | bytes]:
    """The parts of a small sound workbook; sheets by title, or one called Data."""
    named = sheets or {"Data": sheet_xml() if sheet is None else sheet}
    listed = "".join(f'<sheet name="{title}" sheetId="{at}" r:id="rId{at}"/>' for at, title in enumerate(named, 1))
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{CONTENT}.worksheet+xml"/>'
        for at in range(1, len(named) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{CONTENT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{CONTENT}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": relations_xml(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations_xml(
            *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(named) + 1)), ("styles", "styles.xml")
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
        '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill'
        ' patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"'
        ' fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>",
    }
    for at, xml in enumerate(named.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = xml
    return parts


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """The ZIP file of some parts, in order and with a fixed date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def save_parts(folder: Path, parts: Mapping[str, str | bytes], name: str = "book.xlsx") -> Path:
    """Write the parts as a workbook file and return its path."""
    path = folder / name
    path.write_bytes(packed(parts))
    return path
