"""A workbook with nothing in it, for sheets of ours that have to stand alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from kamreport.package.book import Book
from kamreport.package.markup import CONTENT_TYPES, MAIN, PACKAGE_RELATIONS, RELATIONS

_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATION_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_FIXED_DATE = (2026, 1, 1, 0, 0, 0)
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" ContentType="{_RELATION_TYPE}"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN_TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1"'
    f' Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets/></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>',
}


def blank_book(path: Path) -> Book:
    """A workbook without sheets, not yet on any disk; it becomes one when sheets are put into a copy of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'
            archive.writestr(zipfile.ZipInfo(name, _FIXED_DATE), declared, zipfile.ZIP_DEFLATED)
    return Book(path, buffer.getvalue())
