"""What stands on the cells of the stand-in Excel: a table's filter, which hides rows, and notes and threads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.comments import Comment
from openpyxl.worksheet.filters import CustomFilter, CustomFilters, FilterColumn, Filters, Top10
from xlwings import base_classes

if TYPE_CHECKING:
    from stand_in_cells import StandInRange
    from stand_in_sheets import StandInSheet, StandInTable

_SIGNS = {
    "equal": "equal_to", "notEqual": "not_equal_to", "greaterThan": "greater_than", "lessThan": "less_than",
    "greaterThanOrEqual": "greater_than_or_equal", "lessThanOrEqual": "less_than_or_equal",
}  # fmt: skip


class StandInFilter(base_classes.AutoFilter):
    """The filter of a table: it tells values, one comparison and the first few, and nothing of colours, as Excel."""

    def __init__(self, table: StandInTable) -> None:
        self.table, self.sheet = table, table.parent

    @property
    def _columns(self) -> dict[int, Any]:
        return {column.colId + 1: column for column in self.table.table.autoFilter.filterColumn}

    @property
    def criteria(self) -> list[dict[str, Any]]:
        width = self.table.range.shape[1]
        return [_told(field, self._columns.get(field)) for field in range(1, width + 1)]

    def clear(self, field: int | None) -> None:
        held = self._columns
        self.table.table.autoFilter.filterColumn = [one for at, one in held.items() if field not in (None, at)]
        self._hide()

    def apply_values(self, field: int, values: list[str]) -> None:
        self._apply(FilterColumn(colId=field - 1, filters=Filters(filter=values)))

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        (sign,) = [sign for sign, name in _SIGNS.items() if name == operator]
        spelt: Any = sign
        held = CustomFilters(customFilter=[CustomFilter(operator=spelt, val=value1)])
        self._apply(FilterColumn(colId=field - 1, customFilters=held))

    def apply_top_items(self, field: int, count: int) -> None:
        self._apply(FilterColumn(colId=field - 1, top10=Top10(val=count)))

    def _apply(self, column: Any) -> None:
        self.table.table.autoFilter.filterColumn.append(column)
        self._hide()

    def _hide(self) -> None:
        top, left, bottom, _ = self.table.range.area
        self.sheet.filtered_out.clear()
        for row in range(top + 1, bottom + 1):
            shown = all(
                self._passes(column, self.sheet.cells_of.cell(row, left + column.colId).value)
                for column in self._columns.values()
            )
            self.sheet.cells_of.row_dimensions[row].hidden = not shown
            if not shown:
                self.sheet.filtered_out.add(row)

    def _passes(self, column: Any, value: Any) -> bool:
        if column.filters is not None:
            return str(value).casefold() in {text.casefold() for text in column.filters.filter}
        if column.customFilters is not None:
            (asked,) = column.customFilters.customFilter
            compared = {"greaterThan": lambda held, limit: held > limit, "lessThan": lambda held, limit: held < limit}
            return value is not None and bool(compared[asked.operator](value, float(asked.val)))
        return True


def _told(field: int, column: Any) -> dict[str, Any]:
    if column is None:
        return base_classes.empty_autofilter_criteria(field)
    if column.filters is not None:
        return {**base_classes.empty_autofilter_criteria(field, "values"), "values": list(column.filters.filter)}
    if column.customFilters is not None and len(column.customFilters.customFilter) == 1:
        (asked,) = column.customFilters.customFilter
        said = {"operator": _SIGNS[asked.operator], "value1": str(asked.val)}
        return {**base_classes.empty_autofilter_criteria(field, "comparison"), **said}
    if column.top10 is not None:
        return {**base_classes.empty_autofilter_criteria(field, "top_items"), "count": int(column.top10.val)}
    return base_classes.empty_autofilter_criteria(field, "unknown")


class StandInNote(base_classes.Note):
    def __init__(self, rng: StandInRange) -> None:
        self._at = rng

    location = property(lambda self: self._at)
    text = property(lambda self: self._at.first.comment.text)

    def delete(self) -> None:
        self._at.first.comment = None


def note_of(rng: StandInRange) -> StandInNote | None:
    return StandInNote(rng) if rng.first.comment is not None else None


def add_note(rng: StandInRange, text: str) -> StandInNote:
    rng.sheet.guard(rng)
    rng.first.comment = Comment(text, "Ana")
    return StandInNote(rng)


def notes_on(sheet: StandInSheet) -> list[StandInNote]:
    cells = [cell for row in sheet.cells_of for cell in row if cell.comment is not None]
    return [StandInNote(sheet.range((cell.row, cell.column))) for cell in cells]


def threads_on(sheet: StandInSheet) -> list[Any]:
    return [SimpleNamespace(location=sheet.range(ref)) for ref in sheet.threads]
