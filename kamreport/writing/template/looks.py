"""Colours and styles of the workbook: whose cell it is shows at a glance."""

from __future__ import annotations

import math
from copy import copy
from typing import Final, Literal, cast

from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.styleable import StyleableObject
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.schema import Column, Group, Owner
from kamreport.schema.kinds import Date, Flag, Grade, Number, Whole
from kamreport.writing.template.fitting import is_wrapped

INK: Final = "14213D"
ACCENT: Final = "0B5CAD"
OPTIONAL_TITLE: Final = "56698C"
QUIET_TEXT: Final = "5B6472"
MANAGER_FILL: Final = "FFFBEA"
SHIPPED_FILL: Final = "EAF1F9"
KAMREPORT_FILL: Final = "ECEDEF"
MISSING_FILL: Final = "F9D9C8"
LINE: Final = "D8DCE4"
WHITE: Final = "FFFFFF"

FILLS: Final = {Owner.MANAGER: MANAGER_FILL, Owner.SHIPPED: SHIPPED_FILL, Owner.KAMREPORT: KAMREPORT_FILL}
TABS: Final = {
    Group.CORE: ACCENT,
    Group.OPTIONAL: "3F86C8",
    Group.PROGRAMME: "7A6AA8",
    Group.MODEL: "A9C3DF",
    Group.WRITTEN: "A6A9AF",
}
_PAPER_HOLDS = 300
"""Width of columns, in characters, that can still be read on one sheet of paper."""
_THIN = Side(style="thin", color=LINE)
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def cell_at(sheet: Worksheet, row: int, column: int, value: object = None) -> Cell:
    """The cell of a new sheet, in which nothing is merged, filled with a value if one is given."""
    cell = cast(Cell, sheet.cell(row, column))
    if value is not None:
        cell.value = value  # type: ignore[assignment]  # anything Excel holds
        if isinstance(value, str):
            cell.data_type = "s"  # text that begins with = stays text
    return cell


def mark_missing(sheet: Worksheet, cells: str, formula: str) -> None:
    """Colour cells while a formula says that something is missing in them."""
    rule = Rule(type="expression", formula=[formula], dxf=DifferentialStyle(fill=PatternFill(bgColor=MISSING_FILL)))
    sheet.conditional_formatting.add(cells, rule)


def filled(colour: str) -> PatternFill:
    """A plain fill."""
    return PatternFill("solid", fgColor=colour)


def set_title(cell: Cell, column: Column) -> None:
    """A column's title; required columns are darker."""
    cell.value = column.title
    style_title(cell, required=column.required or column.is_family)


def lettering(
    *, size: int = 11, bold: bool = False, colour: str = INK, underline: Literal["single"] | None = None
) -> Font:
    """The one font of the workbook."""
    return Font(name="Calibri", size=size, bold=bold, color=colour, underline=underline)


def style_title(cell: Cell, *, required: bool = True) -> None:
    """The look of a title cell."""
    cell.font = lettering(bold=True, colour=WHITE)
    cell.fill = filled(INK if required else OPTIONAL_TITLE)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = _GRID


def style_cells(target: StyleableObject, column: Column, number_format: str | None = None) -> None:
    """The look of a column's cells, blank or filled: fill by owner, unlocked where people type."""
    target.fill = filled(FILLS[column.owner])
    target.border = _GRID
    target.number_format = number_format or column.kind.number_format
    target.protection = Protection(locked=column.owner is Owner.KAMREPORT)
    target.font = lettering()
    target.alignment = _alignment(column)


def _alignment(column: Column) -> Alignment:
    """Words on the left, short values in the middle, amounts on the right with a little room."""
    match column.kind:
        case Date() | Flag() | Grade() | Whole():
            return Alignment(vertical="top", horizontal="center")
        case Number():
            return Alignment(vertical="top", horizontal="right", indent=1)
        case _:
            return Alignment(vertical="top", horizontal="left", wrap_text=is_wrapped(column))


def copy_style(source: StyleableObject, target: StyleableObject) -> None:
    """Give a cell the very style of another: a thousand times faster than building it again."""
    target._style = copy(source._style)  # type: ignore[attr-defined]  # noqa: SLF001 - openpyxl has no public way


def set_up_page(sheet: Worksheet, width: float) -> None:
    """Landscape, as wide as the paper or two of them, the title row on every page, and a footer that says where one is."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = math.ceil(width / _PAPER_HOLDS)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text="&P / &N"))
