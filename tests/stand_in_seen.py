"""Everything of a workbook that both hands must agree on, as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl


def seen(path: Path) -> dict[str, Any]:
    """Everything of a workbook that both hands must agree on."""
    book: Any = openpyxl.load_workbook(path)
    return {
        "sheets": {sheet.title: sheet_seen(sheet) for sheet in book.worksheets},
        "names": {name: (held.attr_text, bool(held.hidden)) for name, held in book.defined_names.items()},
        "order": book.sheetnames,
    }


def sheet_seen(sheet: Any) -> dict[str, Any]:
    links = {link.ref: link.location for link in sheet._hyperlinks}
    return {
        "cells": {
            cell.coordinate: cell_seen(cell)
            for row in sheet
            for cell in row
            if cell.value is not None or cell.has_style
        },
        "links": links,
        "tables": {
            table.displayName: (table.ref, table.column_names, table.autoFilter.ref) for table in sheet.tables.values()
        },
        "protected": bool(sheet.protection.sheet),
        "frozen": sheet.freeze_panes,
        "tab": sheet.sheet_properties.tabColor and sheet.sheet_properties.tabColor.rgb,
        "grid": bool(sheet.sheet_view.showGridLines),
    }


def unlike(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Where two workbooks differ, so that a failure says it in a line each."""
    keys = sorted(one.keys() | other.keys())
    deep = [(key, one.get(key), other.get(key)) for key in keys if one.get(key) != other.get(key)]
    return [
        line
        for key, here, there in deep
        for line in (
            [f"{key}.{rest}" for rest in unlike(here, there)]
            if isinstance(here, dict) and isinstance(there, dict)
            else [f"{key}: {here!r} is not {there!r}"]
        )
    ]


def cell_seen(cell: Any) -> tuple[Any, ...]:
    """A cell as a person sees it: numbers of one size count as one."""
    number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    value = float(f"{cell.value:.12g}") if number else cell.value
    font, alignment = cell.font, cell.alignment
    return (
        value,
        cell.data_type,
        cell.number_format,
        cell.fill.fgColor.rgb if cell.fill.fill_type else None,
        font.color.rgb if font.color and font.color.type == "rgb" else None,
        bool(font.b),
        font.u,
        bool(alignment.wrap_text),
        alignment.vertical,
        alignment.horizontal,
        alignment.indent,
        cell.border.left.color.rgb if cell.border.left and cell.border.left.style else None,
    )
