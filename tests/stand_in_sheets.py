"""Sheets, tables and defined names of the stand-in Excel."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableStyleInfo
from stand_in_cells import Area, ProtectedError, StandInRange, area_of
from stand_in_filters import StandInFilter, StandInNote, notes_on, threads_on
from xlwings import base_classes

if TYPE_CHECKING:
    from stand_in_excel import StandInBook


class StandInTable(base_classes.Table):
    parent: Any = None

    def __init__(self, sheet: StandInSheet, table: Any) -> None:
        self.parent, self.table = sheet, table

    name = property(lambda self: self.table.displayName)
    show_autofilter = property(lambda self: self.table.autoFilter is not None)

    @property
    def show_table_style_row_stripes(self) -> Any:
        return self.table.tableStyleInfo.showRowStripes

    @show_table_style_row_stripes.setter
    def show_table_style_row_stripes(self, value: bool) -> None:
        self.table.tableStyleInfo.showRowStripes = value

    @property
    def range(self) -> StandInRange:
        return StandInRange(self.parent, area_of(self.table.ref))

    @property
    def header_row_range(self) -> StandInRange:
        top, left, _, right = self.range.area
        return StandInRange(self.parent, (top, left, top, right))

    @property
    def autofilter(self) -> Any:
        return StandInFilter(self)

    def resize(self, range: Any) -> None:  # noqa: A002 - xlwings' name
        self.parent.guard(range.impl)
        self._put(range.impl.area)

    def _put(self, area: Area) -> None:
        ref = StandInRange(self.parent, area).address.replace("$", "")
        self.table.ref = ref
        top, left, _, right = area
        titles = next(self.parent.cells_of.iter_rows(top, top, left, right, values_only=True))
        self.table.tableColumns = []
        self.table._initialise_columns()
        self.table.autoFilter.ref = ref
        for column, title in zip(self.table.tableColumns, titles, strict=True):
            column.name = str(title)


class StandInTables(base_classes.Tables):
    def __init__(self, sheet: StandInSheet) -> None:
        self.sheet = sheet

    def __len__(self) -> int:
        return len(self.sheet.cells_of.tables)

    def __iter__(self) -> Iterator[StandInTable]:
        return (StandInTable(self.sheet, table) for table in self.sheet.cells_of.tables.values())

    def add(self, *, source: Any, name: str, table_style_name: str, **_: Any) -> StandInTable:  # type: ignore[override]
        table: Any = Table(displayName=name, ref=source.impl.address.replace("$", ""))
        table.tableStyleInfo = TableStyleInfo(name=table_style_name or None, showRowStripes=True)
        made = StandInTable(self.sheet, table)
        made._put(source.impl.area)
        self.sheet.cells_of.add_table(table)
        return made


class StandInSheet(base_classes.Sheet):
    book: Any = None

    def __init__(self, book: StandInBook, cells: Any) -> None:
        self.book, self.cells_of = book, cells
        self.links: dict[str, Any] = {
            cell.coordinate: cell.hyperlink for row in cells for cell in row if cell.hyperlink
        }
        self.filtered_out: set[int] = set()
        self.threads: list[str] = []
        self.password = ""
        self.unlocked_from = 1 << 20
        self.shows_gridlines = True

    @property
    def name(self) -> str:
        return str(self.cells_of.title)

    @name.setter
    def name(self, value: str) -> None:
        self.cells_of.title = value

    @property
    def api(self) -> Any:
        return StandInSheetApi(self)

    @property
    def index(self) -> int:
        return int(self.book.cells_of.index(self.cells_of)) + 1

    def count(self, what: str) -> None:
        self.book.app.refuse_while_editing()
        self.book.app.calls[what, self.name] += 1

    def guard(self, rng: StandInRange) -> None:
        """Raise as Excel does for locked cells of a protected sheet."""
        if self.cells_of.protection.sheet and rng.column < self.unlocked_from:
            raise ProtectedError(f"{self.name} is protected")

    def is_filtered_out(self, row: int) -> bool:
        return row in self.filtered_out

    def calculated(self, cell: Any) -> Any:
        """What a cell shows; the result of a formula is what the test says it is."""
        return self.book.results.get(cell.value, 0.0) if cell.data_type == "f" else cell.value

    def range(self, arg1: Any, arg2: Any = None) -> StandInRange:
        if isinstance(arg1, str):
            return StandInRange(self, area_of(arg1))
        first = arg1.area if isinstance(arg1, StandInRange) else (*arg1, *arg1)
        last = (arg2.area if isinstance(arg2, StandInRange) else (*arg2, *arg2)) if arg2 else first
        rows, columns = (first[0], first[2], last[0], last[2]), (first[1], first[3], last[1], last[3])
        return StandInRange(self, (min(rows), min(columns), max(rows), max(columns)))

    @property
    def used_range(self) -> StandInRange:
        cells = self.cells_of
        return StandInRange(self, (cells.min_row, cells.min_column, cells.max_row, cells.max_column))

    @property
    def notes(self) -> list[StandInNote]:
        return notes_on(self)

    @property
    def comments(self) -> list[Any]:
        return threads_on(self)

    @property
    def tables(self) -> StandInTables:
        return StandInTables(self)

    def activate(self) -> None:
        self.book.cells_of.active = self.cells_of

    @property
    def show_gridlines(self) -> Any:
        return self.cells_of.sheet_view.showGridLines

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.cells_of.sheet_view.showGridLines = value


class StandInSheetApi:
    """The part of Excel's own object that is used: protection, the colour of the tab, and its window."""

    def __init__(self, sheet: StandInSheet) -> None:
        self._sheet = sheet
        self.Tab = _Tab(sheet)
        self.Application = SimpleNamespace(ActiveWindow=_Window(sheet.book))

    @property
    def ProtectContents(self) -> bool:  # noqa: N802 - Excel's name
        return bool(self._sheet.cells_of.protection.sheet)

    def Unprotect(self, password: str) -> None:  # noqa: N802 - Excel's name
        if password != self._sheet.password:
            raise ProtectedError("the password is wrong")
        self._sheet.cells_of.protection.sheet = False

    def Protect(self, **allowed: bool) -> None:  # noqa: N802 - Excel's name
        self._sheet.book.app.protections.append((self._sheet.name, allowed))
        self._sheet.cells_of.protection.sheet = True


class _Tab:
    _sheet: StandInSheet

    def __init__(self, sheet: StandInSheet) -> None:
        object.__setattr__(self, "_sheet", sheet)

    def __setattr__(self, name: str, value: int) -> None:
        assert name == "Color"
        parts = (value & 255, value >> 8 & 255, value >> 16)
        self._sheet.cells_of.sheet_properties.tabColor = "FF" + "".join(f"{part:02X}" for part in parts)


class _Window:
    """The window of the active sheet; panes freeze where it is split."""

    def __init__(self, book: StandInBook) -> None:
        self._book, self.SplitRow, self.SplitColumn = book, 0, 0

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)
        if name == "FreezePanes" and value:
            cells = self._book.cells_of.active
            cells.freeze_panes = cells.cell(self.SplitRow + 1, self.SplitColumn + 1)


class StandInSheets(base_classes.Sheets):
    def __init__(self, book: StandInBook) -> None:
        self.book = book

    @property
    def active(self) -> StandInSheet:
        return self(self.book.cells_of.active.title)

    def __call__(self, name_or_index: Any) -> StandInSheet:
        if isinstance(name_or_index, int):
            return self.book.tabs[id(self.book.cells_of.worksheets[name_or_index - 1])]
        return next(tab for tab in self.book.tabs.values() if tab.name.casefold() == name_or_index.casefold())

    def __len__(self) -> int:
        return len(self.book.cells_of.worksheets)

    def __iter__(self) -> Iterator[StandInSheet]:
        return (self.book.tabs[id(cells)] for cells in self.book.cells_of.worksheets)

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> StandInSheet:
        cells = self.book.cells_of.create_sheet(name, index=after.index)
        sheet = self.book.tabs[id(cells)] = StandInSheet(self.book, cells)
        sheet.activate()
        return sheet


class StandInName(base_classes.Name):
    def __init__(self, names: StandInNames, name: str) -> None:
        self._names, self._name = names, name

    name = property(lambda self: self._name)
    refers_to = property(lambda self: "=" + self._names.defined[self._name].attr_text)

    def delete(self) -> None:
        del self._names.defined[self._name]

    @property
    def api(self) -> Any:
        return _NameApi(self._names.defined[self._name])


class _NameApi:
    _defined: Any
    Application = SimpleNamespace()

    def __init__(self, defined: DefinedName) -> None:
        object.__setattr__(self, "_defined", defined)

    def __setattr__(self, name: str, value: bool) -> None:
        assert name == "Visible"
        self._defined.hidden = not value or None


class StandInNames(base_classes.Names):
    def __init__(self, book: StandInBook) -> None:
        self.book = book

    @property
    def defined(self) -> Any:
        return self.book.cells_of.defined_names

    def contains(self, name: str) -> bool:
        return name in self.defined

    def __call__(self, name: str) -> StandInName:
        return StandInName(self, name)

    def add(self, name: str, refers_to: str) -> StandInName:
        self.defined[name] = DefinedName(name, attr_text=refers_to.removeprefix("="))
        return StandInName(self, name)
