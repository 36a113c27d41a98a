"""Widths and heights: a column as wide as what it holds, a row as high as its longest text."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import Final

from kamreport.schema import Column
from kamreport.schema.kinds import Text
from kamreport.writing.template.shipped_texts import Row

_LINE: Final = 15.5
_WRAPPED_FROM: Final = 30
_WIDEST: Final = 34
_LETTERS: Final = 1.1
"""Letters to a unit of width: a width counts digits, and most letters are narrower."""
_ROOM_AT_SIDES: Final = 3
_TITLE_LETTER: Final = 1.25
"""Bold letters, and the arrow of the filter."""


def is_wrapped(column: Column) -> bool:
    """Whether texts of a column run over several lines."""
    return isinstance(column.kind, Text) and column.width >= _WRAPPED_FROM


def fitted(column: Column, rows: Sequence[Row]) -> Column:
    """The column, wide enough for the words of its rows."""
    if is_wrapped(column):
        return column
    longest = max((len(text) for row in rows if isinstance(text := row.get(column.title), str)), default=0)
    return dataclasses.replace(column, width=max(column.width, min(longest + _ROOM_AT_SIDES, _WIDEST)))


def title_height(columns: Sequence[Column]) -> float:
    """Height of the title row, in points; two lines at least."""
    return _LINE * max(2, *(math.ceil(len(column.title) * _TITLE_LETTER / column.width) for column in columns))


def row_height(columns: Sequence[Column], row: Row) -> float | None:
    """Height of a row in points; None when one line is enough, so that Excel keeps fitting it."""
    lines = max((_lines(row.get(column.title), column) for column in columns if is_wrapped(column)), default=1)
    return lines * _LINE if lines > 1 else None


def _lines(text: object, column: Column) -> int:
    return math.ceil(len(text) / (column.width * _LETTERS)) if isinstance(text, str) else 1
