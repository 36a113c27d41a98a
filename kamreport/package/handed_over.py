"""What a running Excel hands over for a block of cells, as the raw values a file would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from kamreport.cells import ErrorValue, Raw

_ERRORS = frozenset(
    {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!",
        "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!",
    }
)  # fmt: skip
_DAY_ZERO = dt.date(1899, 12, 30)


def raw_of(value: object) -> Raw:
    """A value as Excel hands it over: numbers of any kind become floats, errors their own kind, no text None.

    A text that is spelt exactly like an error reads as one: Excel hands both over alike.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return ErrorValue(value) if value in _ERRORS else value or None
    if isinstance(value, dt.datetime):
        moment = value.replace(tzinfo=None)
        return moment.time() if moment.date() == _DAY_ZERO else moment
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time())
    return float(value)  # type: ignore[arg-type]  # a number: int, float, or Decimal for currency


def raw_rows(
    values: Sequence[Sequence[object]], first_row: int, first_column: int
) -> Iterator[tuple[int, dict[int, Raw]]]:
    """The rows of a block that hold anything, by row and column number as in a file; blank cells are left out."""
    for row, cells in enumerate(values, first_row):
        held: dict[int, Raw] = {}
        for column, value in enumerate(cells, first_column):
            if (raw := raw_of(value)) is not None:
                held[column] = raw
        if held:
            yield row, held
