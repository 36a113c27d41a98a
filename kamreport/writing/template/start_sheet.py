"""The Start sheet: what to do in which order, what the colours mean, where everything is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.cells import quoted_sheet
from kamreport.schema import SheetSchema
from kamreport.writing.template.looks import (
    ACCENT,
    INK,
    KAMREPORT_FILL,
    MANAGER_FILL,
    OPTIONAL_TITLE,
    QUIET_TEXT,
    SHIPPED_FILL,
    WHITE,
    cell_at,
    filled,
    lettering,
    set_up_page,
)

START: Final = "Start"
_CHIPS: Final = {
    "required": ("Title", INK, WHITE),
    "optional": ("Title", OPTIONAL_TITLE, WHITE),
    "manager": ("yours", MANAGER_FILL, INK),
    "shipped": ("shipped", SHIPPED_FILL, INK),
    "kamreport": ("kamreport", KAMREPORT_FILL, INK),
}
_STEP = re.compile(r"(\d+)\. (?:\[(.+?)\] )?(.+)")
_NAMED = re.compile(r"- ([^:]+): (.+)")
_MARK, _LINK, _TEXT = 2, 3, 4
_WIDTHS: Final = (3, 6, 22, 100)
_LINE_HOLDS = 110


def lay_start(book: Workbook, text: Path, schemas: Sequence[SheetSchema]) -> Worksheet:
    """Fill the first sheet from the shipped text, and list every sheet with its own description."""
    sheet: Worksheet = book.create_sheet(START, 0)
    sheet.sheet_properties.tabColor = INK
    sheet.sheet_view.showGridLines = False
    for letters, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letters].width = width
    at = 2
    for line in text.read_text(encoding="utf-8").splitlines():
        if line:
            at = _lay_line(sheet, at, line)
    _list_sheets(sheet, at + 1, schemas)
    set_up_page(sheet, sum(_WIDTHS))
    sheet.page_setup.orientation = "portrait"
    return sheet


def _lay_line(sheet: Worksheet, at: int, line: str) -> int:
    """Lay one line of the text and give the row of the next."""
    if line.startswith("# "):
        _write(cell_at(sheet, at, _MARK), line[2:], lettering(size=20, bold=True))
        sheet.row_dimensions[at].height = 30
        return at + 1
    if line.startswith("## "):
        _heading(sheet, at + 1, line[3:])
        return at + 2
    if step := _STEP.fullmatch(line):
        _lay_step(sheet, at, *step.groups())
    elif named := _NAMED.fullmatch(line):
        _lay_named(sheet, at, *named.groups())
    else:
        _write(cell_at(sheet, at, _MARK), line, lettering(colour=QUIET_TEXT))
    return at + 1


def _lay_step(sheet: Worksheet, at: int, number: str, target: str | None, text: str) -> None:
    _write(cell_at(sheet, at, _MARK), int(number), lettering(bold=True, colour=WHITE), horizontal="center")
    cell_at(sheet, at, _MARK).fill = filled(ACCENT)
    if target:
        _link(cell_at(sheet, at, _LINK), target)
    _prose(sheet, at, text)


def _lay_named(sheet: Worksheet, at: int, name: str, text: str) -> None:
    """A line of the legend of colours, or a remark with its subject."""
    if name in _CHIPS:
        word, fill, ink = _CHIPS[name]
        _write(cell_at(sheet, at, _LINK), word, lettering(bold=ink == WHITE, colour=ink), horizontal="center")
        cell_at(sheet, at, _LINK).fill = filled(fill)
    else:
        _write(cell_at(sheet, at, _LINK), name, lettering(bold=True))
    _prose(sheet, at, text)


def _list_sheets(sheet: Worksheet, at: int, schemas: Sequence[SheetSchema]) -> None:
    _heading(sheet, at, "Sheets")
    for row, schema in enumerate(schemas, at + 1):
        _link(cell_at(sheet, row, _LINK), schema.title)
        _prose(sheet, row, schema.doc.splitlines()[0])


def _heading(sheet: Worksheet, at: int, text: str) -> None:
    _write(cell_at(sheet, at, _MARK), text, lettering(size=13, bold=True, colour=ACCENT))
    sheet.row_dimensions[at].height = 24


def _link(cell: Cell, target: str) -> None:
    _write(cell, target, lettering(bold=True, colour=ACCENT, underline="single"))
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted_sheet(target)}!A1", display=target)


def _prose(sheet: Worksheet, at: int, text: str) -> None:
    _write(cell_at(sheet, at, _TEXT), text, lettering())
    cell_at(sheet, at, _TEXT).alignment = Alignment(wrap_text=True, vertical="center", indent=1)
    sheet.row_dimensions[at].height = 19 if len(text) <= _LINE_HOLDS else 34


def _write(cell: Cell, value: str | int, font: Font, *, horizontal: str | None = None) -> None:
    cell.value = value
    cell.font = font
    cell.alignment = Alignment(horizontal=horizontal, vertical="center")
