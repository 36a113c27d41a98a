"""The few words xlwings has no name for, in Excel's own two languages: COM on Windows, AppleScript on macOS."""

from __future__ import annotations

from typing import Any

import xlwings as xw

_ALLOWED = (
    "formatting_cells", "formatting_columns", "formatting_rows", "inserting_hyperlinks", "sorting", "filtering",
    "using_pivot_tables",
)  # fmt: skip

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def _speaks_com(api: object) -> bool:
    return hasattr(api, "Application")


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether the cells of a sheet are protected."""
    api: Any = sheet.api
    return bool(api.ProtectContents if _speaks_com(api) else api.protect_contents.get())


def unprotect(sheet: xw.Sheet) -> None:
    """Lift the protection of a sheet without a password; a sheet with one stays protected, or Excel raises."""
    api: Any = sheet.api
    if _speaks_com(api):
        api.Unprotect("")
    else:
        api.unprotect(password="")


def protect(sheet: xw.Sheet) -> None:
    """Protect a sheet as a new one of ours is: without a password, formats, sorting and filtering allowed."""
    api: Any = sheet.api
    if _speaks_com(api):
        allowed = {f"Allow{''.join(word.title() for word in name.split('_'))}": True for name in _ALLOWED}
        api.Protect(DrawingObjects=False, Contents=True, Scenarios=True, **allowed)
    else:
        api.protect_worksheet(
            drawing_objects=False, worksheet_contents=True, scenarios=True,
            **{f"allow_{name}": True for name in _ALLOWED},
        )  # fmt: skip


def has_locked_structure(book: xw.Book) -> bool:
    """Whether sheets may not be added to a workbook."""
    api: Any = book.api
    return bool(api.ProtectStructure if _speaks_com(api) else api.protect_structure.get())


def unlock(cells: xw.Range) -> None:
    """Let cells be changed while their sheet is protected."""
    api: Any = cells.api
    if _speaks_com(api):
        api.Locked = False
    else:
        api.locked.set(False)


def hide(name: xw.main.Name) -> None:
    """Keep a defined name out of Excel's lists."""
    api: Any = name.api
    if _speaks_com(api):
        api.Visible = False
    else:
        api.visible.set(False)


def colour_tab(sheet: xw.Sheet, colour: str) -> None:
    """Colour a sheet's tab; six hexadecimal digits."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    api: Any = sheet.api
    if _speaks_com(api):
        api.Tab.Color = red + green * 256 + blue * 65536
    else:
        api.tab.color.set((red, green, blue))


def freeze(sheet: xw.Sheet, rows: int, columns: int) -> None:
    """Keep the first rows and columns of a sheet in sight; the sheet is the active one afterwards."""
    sheet.activate()
    api: Any = sheet.api
    if _speaks_com(api):
        window = api.Application.ActiveWindow
        window.SplitRow, window.SplitColumn = rows, columns
        window.FreezePanes = True
    else:
        window = sheet.book.app.api.active_window
        window.split_row.set(rows)
        window.split_column.set(columns)
        window.freeze_panes.set(True)


def indent(cells: xw.Range) -> None:
    """Set the text of left-aligned cells a little off the line."""
    api: Any = cells.api
    if _speaks_com(api):
        api.IndentLevel = 1
    else:
        api.indent_level.set(1)
