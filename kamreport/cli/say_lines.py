"""How a line of an explanation is set: what is said, then its cells, wrapped where the window ends."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from kamreport.cells import CellRef, column_letters, quoted_sheet

WIDTH = 110


def title(words: str) -> str:
    """The heading of a part."""
    return click.style(f"{words}:", bold=True)


def told(*parts: str, cells: Iterable[CellRef] = (), indent: int = 7, hanging: int = 0) -> Iterator[str]:
    """What is said and where it was read, in as many lines as it takes; nothing when there is nothing to say.

    The first line stands ``indent`` in, the others as far or ``hanging`` in.
    """
    first, others = " " * indent, " " * (hanging or indent)
    text = "; ".join(part for part in (*(part.rstrip(".") for part in parts), cells_told(cells)) if part)
    if text:
        yield textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)


def cells_told(cells: Iterable[CellRef]) -> str:
    """Cells as people name them, runs in a column as one: ``Revenue!D22:D25, G22:G25; Settings!B10``."""
    sheets: dict[str, dict[int, set[int]]] = {}
    for cell in cells:
        sheets.setdefault(cell.sheet, {}).setdefault(cell.column, set()).add(cell.row)
    return "; ".join(_on_sheet(sheet, columns) for sheet, columns in sheets.items())


def _on_sheet(sheet: str, columns: dict[int, set[int]]) -> str:
    runs = [run for column, rows in columns.items() for run in _runs(column, sorted(row for row in rows if row))]
    return f"{quoted_sheet(sheet)}!{', '.join(runs)}" if runs else quoted_sheet(sheet)


def _runs(column: int, rows: list[int]) -> Iterator[str]:
    letters = column_letters(column)
    for _, numbered in groupby(enumerate(rows), key=lambda place: place[1] - place[0]):
        run = [row for _, row in numbered]
        yield f"{letters}{run[0]}" if len(run) == 1 else f"{letters}{run[0]}:{letters}{run[-1]}"
