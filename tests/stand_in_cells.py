"""Ranges of the stand-in Excel: what the real one does to values, formats, links, filters and protected cells."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Color, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.hyperlink import Hyperlink
from stand_in_filters import StandInNote, add_note, note_of
from xlwings import base_classes

if TYPE_CHECKING:
    from stand_in_sheets import StandInSheet

Area = tuple[int, int, int, int]
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?%?", re.IGNORECASE)
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{2,4}", re.IGNORECASE
)
_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
_WHOLE_SHEET = 100_000


class ProtectedError(Exception):
    """What Excel raises for a cell that may not be changed."""


def parsed(value: Any, number_format: str) -> Any:
    """What Excel makes of a value put into a cell of that format."""
    if value == "":
        return None
    if number_format == "@" and value is not None and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, (int, float)) else str(value)
    return _typed(value) if isinstance(value, str) else value


def _typed(value: str) -> Any:
    if value.startswith("'"):
        return value[1:]
    if _NUMBER.fullmatch(value):
        return float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    if _DATE.fullmatch(value):
        return dt.datetime(2026, 5, 1)  # noqa: DTZ001 - some date: what counts is that it is no text any more
    return {"true": True, "false": False}.get(value.casefold(), value)


def area_of(ref: str) -> Area:
    """The corners of a reference such as A1:B2."""
    left, top, right, bottom = range_boundaries(ref)
    return top or 1, left or 1, bottom or 1, right or 1


class StandInFont(base_classes.Font):
    def __init__(self, rng: StandInRange) -> None:
        self._rng = rng

    def _set(self, **changes: Any) -> None:
        for cell in self._rng.held():
            font = copy.copy(cell.font)
            for name, value in changes.items():
                setattr(font, name, value)
            cell.font = font

    @property
    def bold(self) -> Any:
        return self._rng.first.font.b

    @bold.setter
    def bold(self, value: Any) -> None:
        self._set(b=value)

    @property
    def color(self) -> Any:
        return self._rng.first.font.color

    @color.setter
    def color(self, value: Any) -> None:
        self._set(color=Color(rgb=_argb(value)))


class StandInBorders(base_classes.Borders):
    def __init__(self, rng: StandInRange) -> None:
        self._rng = rng

    def set(self, sides: Any, *, line_style: Any, weight: Any, color: Any) -> None:  # type: ignore[override]
        assert line_style == "continuous"
        side = Side(style=weight, color=Color(rgb=_argb(color)))
        for cell in self._rng.held():
            cell.border = Border(left=side, right=side, top=side, bottom=side)


class StandInRange(base_classes.Range):
    """A rectangle of cells of one sheet."""

    options: Any = None

    def __init__(self, sheet: StandInSheet, area: Area) -> None:
        self.sheet, self.area = sheet, area

    @property
    def first(self) -> Any:
        return self.sheet.cells_of.cell(*self.area[:2])

    def held(self) -> Iterator[Any]:
        """Every cell, made where it is missing; whole columns are only remembered."""
        self.sheet.guard(self)
        top, left, bottom, right = self.area
        if (bottom - top + 1) * (right - left + 1) > _WHOLE_SHEET:
            return
        for row in self.sheet.cells_of.iter_rows(top, bottom, left, right):
            yield from row

    @property
    def api(self) -> Any:
        return StandInCellsApi(self)

    @property
    def coords(self) -> Any:
        return (self.sheet.name, *self.area[:2])

    def __len__(self) -> int:
        rows, columns = self.shape
        return rows * columns

    @property
    def row(self) -> int:
        return self.area[0]

    @property
    def column(self) -> int:
        return self.area[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    @property
    def address(self) -> str:
        top, left, bottom, right = self.area
        return f"${get_column_letter(left)}${top}:${get_column_letter(right)}${bottom}"

    def __call__(self, row: int, column: int | None = None) -> StandInRange:
        at = (row, column) if column is not None else ((row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1)
        spot = self.area[0] + at[0] - 1, self.area[1] + at[1] - 1
        return StandInRange(self.sheet, (*spot, *spot))

    @property
    def raw_value(self) -> Any:
        self.sheet.count("read")
        top, left, bottom, right = self.area
        rows = self.sheet.cells_of.iter_rows(top, bottom, left, right)
        return [[self.sheet.calculated(cell) for cell in row] for row in rows]

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self.sheet.count("write")
        block = value if isinstance(value, (list, tuple)) else [[value] * self.shape[1]] * self.shape[0]
        visible = [row for row in range(self.area[0], self.area[2] + 1) if not self.sheet.is_filtered_out(row)]
        self.sheet.guard(self)
        for row, values in zip(visible, block, strict=False):
            for column, one in enumerate(values, self.area[1]):
                cell = self.sheet.cells_of.cell(row, column)
                made = parsed(one, cell.number_format)
                cell.value = made
                if isinstance(made, str) and (
                    cell.number_format == "@" or (isinstance(one, str) and one.startswith("'"))
                ):
                    cell.data_type = "s"
                if isinstance(made, dt.date) and cell.number_format == "General":
                    cell.number_format = "dd/mm/yyyy"

    @property
    def formula(self) -> Any:
        self.sheet.count("read formulas")
        top, left, bottom, right = self.area
        rows = self.sheet.cells_of.iter_rows(top, bottom, left, right, values_only=True)
        return tuple(tuple("" if value is None else value for value in row) for row in rows)

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    @property
    def has_array(self) -> bool:
        return False

    def clear(self) -> None:
        for cell in self.held():
            cell.value = None
            cell._style = StyleArray()
            cell.hyperlink = None
            cell.comment = None
        self.sheet.links = {
            ref: link for ref, link in self.sheet.links.items() if not self.covers(*range_boundaries(ref)[:2])
        }

    @property
    def note(self) -> StandInNote | None:
        return note_of(self)

    def add_note(self, text: str) -> StandInNote:
        return add_note(self, text)

    def covers(self, column: int, row: int) -> bool:
        top, left, bottom, right = self.area
        return top <= row <= bottom and left <= column <= right

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:  # type: ignore[override]
        self.raw_value = text_to_display
        self.font._set(u="single", color=Color(rgb="FF0563C1"))
        ref = self.first.coordinate
        self.sheet.links[ref] = Hyperlink(ref=ref, location=address.removeprefix("#"))

    def _each(self, change: Callable[[Any], None]) -> None:
        for cell in self.held():
            change(cell)

    def _align(self, **changes: Any) -> None:
        def change(cell: Any) -> None:
            alignment = copy.copy(cell.alignment)
            for name, value in changes.items():
                setattr(alignment, name, value)
            cell.alignment = Alignment(**{**vars_of(alignment), **changes})

        self._each(change)

    @property
    def font(self) -> StandInFont:
        return StandInFont(self)

    @property
    def borders(self) -> StandInBorders:
        return StandInBorders(self)

    @property
    def number_format(self) -> Any:
        return self.first.number_format

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._each(lambda cell: setattr(cell, "number_format", value))

    @property
    def color(self) -> Any:
        return self.first.fill.fgColor.rgb

    @color.setter
    def color(self, value: Any) -> None:
        self._each(lambda cell: setattr(cell, "fill", PatternFill("solid", fgColor=_argb(value))))

    @property
    def wrap_text(self) -> Any:
        return self.first.alignment.wrap_text

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._align(wrap_text=value or None)

    @property
    def vertical_alignment(self) -> Any:
        return self.first.alignment.vertical

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._align(vertical=value)

    @property
    def horizontal_alignment(self) -> Any:
        return self.first.alignment.horizontal

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self._align(horizontal=value)

    @property
    def column_width(self) -> Any:
        return self.sheet.cells_of.column_dimensions[get_column_letter(self.column)].width

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.sheet.cells_of.column_dimensions[get_column_letter(self.column)].width = value

    def autofit(self, axis: str | None = None) -> None:
        self.sheet.count("autofit")

    def select(self) -> None:
        self.sheet.activate()
        self.sheet.book.app.selected = (self.sheet.name, self.first.coordinate)

    @property
    def merge_cells(self) -> Any:
        self.sheet.count("ask merged")
        top, left, bottom, right = self.area
        areas = [(a.min_row, a.min_col, a.max_row, a.max_col) for a in self.sheet.cells_of.merged_cells.ranges]
        touched = [a for a in areas if a[0] <= bottom and a[2] >= top and a[1] <= right and a[3] >= left]
        if not touched:
            return False
        one = touched[0]
        return True if one[0] <= top and one[1] <= left and one[2] >= bottom and one[3] >= right else None

    @property
    def merge_area(self) -> StandInRange:
        for area in self.sheet.cells_of.merged_cells.ranges:
            if area.min_row <= self.row <= area.max_row and area.min_col <= self.column <= area.max_col:
                return StandInRange(self.sheet, (area.min_row, area.min_col, area.max_row, area.max_col))
        return self(1, 1)


class StandInCellsApi:
    """The part of Excel's own object that is used: whether cells are locked, and how far text is indented."""

    rng: StandInRange
    Application = SimpleNamespace()

    def __init__(self, rng: StandInRange) -> None:
        object.__setattr__(self, "rng", rng)

    def __setattr__(self, name: str, value: Any) -> None:
        assert name in ("Locked", "IndentLevel")
        if name == "IndentLevel":
            self.rng._align(indent=value)
            return
        self.rng.sheet.unlocked_from = self.rng.column
        for cell in self.rng.held():
            cell.protection = Protection(locked=value)


def vars_of(alignment: Any) -> dict[str, Any]:
    """The attributes of an alignment."""
    return {name: getattr(alignment, name) for name in ("horizontal", "vertical", "wrap_text", "indent")}


def _argb(colour: Any) -> str:
    return "FF" + "".join(f"{part:02X}" for part in colour)
