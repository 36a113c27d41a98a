"""One sheet from its declaration: titles, table, looks, limits, prompts, panes and print set-up."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.cells import column_letters
from kamreport.model import Anchor, Band, Criterion
from kamreport.model.lists import Method
from kamreport.schema import Column, Kind, SheetSchema, schema_of
from kamreport.schema.kinds import Grade, Id, Link
from kamreport.writing.template.fitting import fitted, row_height, title_height
from kamreport.writing.template.limits import cells_below, limit, prompt_only, told
from kamreport.writing.template.looks import (
    TABS,
    cell_at,
    copy_style,
    mark_missing,
    set_title,
    set_up_page,
    style_cells,
)
from kamreport.writing.template.shipped_texts import Row

_NAME_WITHIN = 3
"""A name this near the left edge stays in sight with the key."""


def columns_of(schema: SheetSchema, rows: Mapping[type, Sequence[Row]], sheets: Collection[str]) -> list[Column]:
    """The columns a sheet shows: a family spread over the graded criteria, links only to ``sheets`` that are there."""
    shown: list[Column] = []
    for column in schema.columns:
        if column.is_family:
            shown += _graded_columns(column, rows)
        elif isinstance(column.kind, Link) and column.kind.targets[0] not in sheets:
            shown.append(dataclasses.replace(column, kind=Id()))
        else:
            shown.append(column)
    return [fitted(column, rows.get(schema.record, ())) for column in shown]


def _graded_columns(family: Column, rows: Mapping[type, Sequence[Row]]) -> list[Column]:
    graded = [
        row for row in rows[Criterion] if row["Method"] in (Method.RATING, Method.LOOKUP) and row.get("Active") != "No"
    ]
    for when in family.members:
        title = schema_of(Criterion).column(when.field).title
        graded = [row for row in graded if row[title] in when.words]
    return [
        dataclasses.replace(
            family,
            field=str(row["Criterion ID"]),
            title=f"{row['Criterion ID']} {row['Criterion']}",
            doc=_scale(row, rows),
            kind=_graded_kind(family, row, rows),
            width=15.0,
        )
        for row in graded
    ]


def _graded_kind(family: Column, criterion: Row, rows: Mapping[type, Sequence[Row]]) -> Kind:
    """Grades with N/A, or codes; a family that declares another kind has that in every column."""
    if not isinstance(family.kind, Grade):
        return family.kind
    return Grade(tuple(str(band["Code"]) for band in _of(rows[Band], criterion) if "Code" in band))


def _scale(criterion: Row, rows: Mapping[type, Sequence[Row]]) -> str:
    anchors = [f"{anchor['Rating']:g} {anchor['Description']}" for anchor in _of(rows[Anchor], criterion)]
    return "\n".join([str(criterion.get("Question", criterion["Criterion"])), *anchors])


def _of(rows: Sequence[Row], criterion: Row) -> list[Row]:
    return [row for row in rows if row["Criterion ID"] == criterion["Criterion ID"]]


def lay_sheet(book: Workbook, schema: SheetSchema, columns: Sequence[Column], rows: Sequence[Row]) -> Worksheet:
    """Add a sheet with its rows at the end of the workbook."""
    unknown = {title for row in rows for title in row} - {column.title for column in columns}
    if unknown:
        raise ValueError(f"{schema.title} has no column {', '.join(sorted(unknown))}")
    sheet: Worksheet = book.create_sheet(schema.title)
    sheet.sheet_properties.tabColor = TABS[schema.group]
    _set_titles(sheet, columns)
    _set_rows(sheet, columns, rows)
    _add_table(sheet, schema, columns, len(rows))
    _add_limits(sheet, schema, columns)
    _mark_missing(sheet, columns)
    sheet.freeze_panes = f"{column_letters(_kept_in_sight(schema, columns) + 1)}2"
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, sum(column.width for column in columns))
    return sheet


def _set_titles(sheet: Worksheet, columns: Sequence[Column]) -> None:
    sheet.row_dimensions[1].height = title_height(columns)
    for place, column in enumerate(columns, 1):
        set_title(cell_at(sheet, 1, place), column)
        below = sheet.column_dimensions[column_letters(place)]
        below.width = column.width
        style_cells(below, column)


def _set_rows(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    below = [sheet.column_dimensions[column_letters(place)] for place in range(1, len(columns) + 1)]
    for at, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            value = row.get(column.title)
            if value is not None:  # a blank cell looks as its column does
                copy_style(below[place - 1], cell_at(sheet, at, place, value))
        if height := row_height(columns, row):
            sheet.row_dimensions[at].height = height


def _add_table(sheet: Worksheet, schema: SheetSchema, columns: Sequence[Column], rows: int) -> None:
    """The table covers the filled rows, or one blank one; Excel lets it grow with what is typed below."""
    ref = f"A1:{column_letters(len(columns))}{max(rows, 1) + 1}"
    table = Table(displayName=schema.table, ref=ref)
    table.tableStyleInfo = TableStyleInfo(showRowStripes=False, showColumnStripes=False)
    sheet.add_table(table)


def _add_limits(sheet: Worksheet, schema: SheetSchema, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, 1):
        prompt = told(column.kind, column.doc, required=column.required)
        unique = isinstance(column.kind, Id) and schema.key == (column.field,)
        cell = f"{column_letters(place)}2"
        below = limit(column.kind, cell=cell, title=column.title, prompt=prompt, unique=unique)
        below.add(cells_below(place))
        title = prompt_only(column.title, prompt)
        title.add(f"{column_letters(place)}1")
        sheet.add_data_validation(below)
        sheet.add_data_validation(title)


def _mark_missing(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """A row that has begun shows which of its cells must still be filled."""
    letters = {column.field: column_letters(place) for place, column in enumerate(columns, 1)}
    for place, column in enumerate(columns[1:], 2):
        blank = f'{column_letters(place)}2=""'
        if column.required:
            begun = '$A2<>""'
        elif column.required_when and column.required_when.words and column.required_when.field in letters:
            asked = f"${letters[column.required_when.field]}2"
            begun = "OR(" + ",".join(f'{asked}="{word}"' for word in column.required_when.words) + ")"
        else:
            continue
        mark_missing(sheet, cells_below(place), f"AND({begun},{blank})")


def _kept_in_sight(schema: SheetSchema, columns: Sequence[Column]) -> int:
    """How many columns stay while scrolling: the key, and the name where it stands beside it."""
    fields = [column.field for column in columns]
    names = [place for place, field in enumerate(fields[:_NAME_WITHIN], 1) if field == "name"]
    return max([1, *names, *(fields.index(field) + 1 for field in schema.key)])
