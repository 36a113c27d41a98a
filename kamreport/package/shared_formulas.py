"""A formula many cells share: stated once, meant by each from where it stands."""

from __future__ import annotations

import re

from kamreport.cells import column_letters, column_number

_OUT_OF_SHEET = "#REF!"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # text
    r"|'(?:[^']|'')*'!?"  # a sheet's name
    r"|\[[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\]"  # another workbook, or columns of a table
    r"|[^\W\d][\w.]*(?=[(!])"  # a function, or a sheet's plain name
    r"|(?<![\w.$])(?:"
    r"(?P<cell>(?P<column>\$?[A-Z]{1,3})(?P<row>\$?[0-9]{1,7}))"
    r"|(?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})"
    r"|(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7})"
    r")(?![\w.(!])"
)


def shared_formula(formula: str, rows: int, columns: int) -> str:
    """The formula as a cell means it that stands so many rows and columns further on than the one that states it.

    Relative references move along; those that would leave the sheet become ``#REF!``. Without a leading ``=``.
    """

    def shift(match: re.Match[str]) -> str:
        if match["cell"]:
            column, row = _column(match["column"], columns), _row(match["row"], rows)
            return f"{column}{row}" if column and row else _OUT_OF_SHEET
        if match["columns"]:
            return _both(*(_column(one, columns) for one in match["columns"].split(":")))
        if match["rows"]:
            return _both(*(_row(one, rows) for one in match["rows"].split(":")))
        return match[0]

    return _TOKEN.sub(shift, formula)


def _column(letters: str, by: int) -> str:
    """A column moved on; empty outside the sheet."""
    if letters.startswith("$"):
        return letters
    number = column_number(letters) + by
    return column_letters(number) if 0 < number <= _LAST_COLUMN else ""


def _row(number: str, by: int) -> str:
    if number.startswith("$"):
        return number
    row = int(number) + by
    return str(row) if 0 < row <= _LAST_ROW else ""


def _both(first: str, last: str) -> str:
    return f"{first}:{last}" if first and last else _OUT_OF_SHEET
