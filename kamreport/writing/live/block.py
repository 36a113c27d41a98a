"""One sheet's titles and rows written as blocks: text first told to be text, looks by stretches, links one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence

import xlwings as xw

from kamreport.cells import CellRef
from kamreport.errors import RefusedError
from kamreport.package import Cell, Look, OwnColumn, OwnSheet, Plain, Styled
from kamreport.package.cell_spelling import LONGEST_TEXT
from kamreport.package.cell_writing import MOST_LINKS
from kamreport.package.own_sheets import plain
from kamreport.writing.live import native
from kamreport.writing.live.looks import Run, rgb, runs_of, stretches

_TEXT = "@"
_NO_LOOK = Look()


def refuse_unstorable(own: OwnSheet) -> None:
    """Raise RefusedError over a number Excel cannot hold."""
    for row, cells in enumerate(own.rows, 2):
        for column, cell in enumerate(cells, 1):
            value = plain(cell)
            if isinstance(value, float) and not math.isfinite(value):
                where = CellRef(own.title, row, column)
                raise RefusedError(f"{where} would hold {value}, which Excel cannot store; nothing was changed.")


def write_block(sheet: xw.Sheet, own: OwnSheet, places: Sequence[int], header_row: int) -> int:
    """Write titles and rows into the columns ``places``; gives the last row, which is below the titles at least.

    The cells below the titles are clear before: no values, formats or links.
    """
    rows = [list(cells) for cells in own.rows]
    columns = [[cells[at] for cells in rows] or [None] for at in range(len(places))]
    first, last = header_row + 1, header_row + max(len(rows), 1)
    _write_titles(sheet, own, places, header_row)
    for place, cells in zip(places, columns, strict=True):
        _tell_text(sheet, place, first, cells)
    for left, right, order in stretches(places) if rows else ():
        block = [[_value(plain(cells[at])) for at in order] for cells in rows]
        sheet.range((first, left), (last, right)).value = block
    _write_links(sheet, places, first, columns)
    for left, right, _ in stretches(places):
        draw_lines(sheet.range((first, left), (last, right)), own)
    for place, column, cells in zip(places, own.columns, columns, strict=True):
        show_plain(_cells(sheet, place, first, Run(0, len(cells) - 1)), column)
        _show_looks(sheet, place, first, cells)
    if rows and any(column.wrapped for column in own.columns):
        sheet.range((first, places[0]), (last, places[0])).rows.autofit()
    return last


def _write_titles(sheet: xw.Sheet, own: OwnSheet, places: Sequence[int], row: int) -> None:
    for left, right, order in stretches(places):
        titles = sheet.range((row, left), (row, right))
        titles.number_format = _TEXT
        titles.value = [[own.columns[at].title for at in order]]
        titles.number_format = "General"
        titles.color = rgb(own.header.fill)
        titles.font.color = rgb(own.header.ink)
        titles.font.bold = own.header.bold
        titles.wrap_text = True
        titles.vertical_alignment = "center"
        titles.horizontal_alignment = "left"
        native.indent(titles)
        _box(titles, own)


def _tell_text(sheet: xw.Sheet, place: int, first: int, cells: Sequence[Cell]) -> None:
    """Mark the cells that will hold text as text: Excel reads 001, May 2020 and =1+1 as something else.

    A number written into a cell marked so would become text, so a column that mixes both is marked by stretches.
    """
    texts = [isinstance(plain(cell), str) for cell in cells]
    blanks = [plain(cell) is None for cell in cells]
    if not any(texts):
        return
    if all(text or blank for text, blank in zip(texts, blanks, strict=True)):
        texts = [True] * len(cells)
    for _, run in runs_of(texts, usual=False):
        _cells(sheet, place, first, run).number_format = _TEXT


def _value(value: Plain) -> Plain:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        return value[: LONGEST_TEXT - 1] + "…"
    return value if value != "" else None


def _write_links(sheet: xw.Sheet, places: Sequence[int], first: int, columns: Sequence[Sequence[Cell]]) -> None:
    left = MOST_LINKS
    for place, cells in zip(places, columns, strict=True):
        for row, cell in enumerate(cells, first):
            if isinstance(cell, Styled) and cell.link and left:
                left -= 1
                where = sheet.range((row, place))
                where.add_hyperlink(f"#{cell.link}", text_to_display=str(cell.value), screen_tip="")


def show_plain(cells: xw.Range, column: OwnColumn) -> None:
    """The usual look of a column, for all its cells at once."""
    cells.number_format = column.number_format
    cells.wrap_text = column.wrapped
    if column.aligned:
        cells.horizontal_alignment = column.aligned
    if column.aligned == "left":
        native.indent(cells)


def _show_looks(sheet: xw.Sheet, place: int, first: int, cells: Sequence[Cell]) -> None:
    """What differs from the usual in one column, by stretches."""
    looks = [(cell.look or _NO_LOOK) if isinstance(cell, Styled) else _NO_LOOK for cell in cells]
    for look, run in runs_of(looks, usual=_NO_LOOK):
        block = _cells(sheet, place, first, run)
        if look.fill:
            block.color = rgb(look.fill)
        if look.ink:
            block.font.color = rgb(look.ink)
        if look.bold:
            block.font.bold = True
        if look.number_format:
            block.number_format = look.number_format


def draw_lines(block: xw.Range, own: OwnSheet) -> None:
    """The lines and the height of text in our cells, for as many of them as stand together."""
    block.vertical_alignment = "top" if any(column.wrapped for column in own.columns) else "center"
    _box(block, own)


def _box(block: xw.Range, own: OwnSheet) -> None:
    block.borders.set("all", line_style="continuous", weight="thin", color=rgb(own.line_colour))


def _cells(sheet: xw.Sheet, place: int, first: int, run: Run) -> xw.Range:
    return sheet.range((first + run.first, place), (first + run.last, place))
