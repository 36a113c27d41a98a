"""From what a cell element says to the value it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from kamreport.cells import ErrorValue, NoStoredValue, Raw, column_number
from kamreport.package.markup import unescape_controls, unescape_entities
from kamreport.package.number_formats import from_serial

_FORMULA_TEXT = re.compile(r"<f[^>]*>([^<]*)</f>")


class Columns(dict[str, int]):
    """Column numbers by their letters, worked out once."""

    def __missing__(self, letters: str) -> int:
        number = self[letters] = column_number(letters)
        return number


class Moments(dict[str, Raw]):
    """Dates by the text of their serial number, worked out once: a column repeats its dates."""

    def __init__(self, *, date1904: bool) -> None:
        super().__init__()
        self._date1904 = date1904

    def __missing__(self, text: str) -> Raw:
        moment = self[text] = from_serial(float(text), date1904=self._date1904)
        return moment


class CellValues:
    """What a sheet's cells mean in one book: its shared strings, its date formats, its first day."""

    def __init__(self, strings: list[str], dates: frozenset[str], *, date1904: bool) -> None:
        self.strings = strings
        self.dates = dates
        self.moments = Moments(date1904=date1904)
        self._by_kind: dict[str | None, Callable[[str], Raw]] = {
            "s": self._shared,
            "str": unescape_controls,
            "inlineStr": str,
            "b": lambda value: value.strip() in ("1", "true"),
            "e": lambda value: ErrorValue(value.strip()),
            "d": _iso,
        }

    def raw(self, style: str | None, kind: str | None, formula: str | None, value: str | None) -> Raw:
        """The value of one cell; None when it is blank.

        ``value`` is None when the cell states none; inline text comes with its blanks and controls settled.
        """
        if not value:
            has_no_result = formula is not None and (value is None or kind != "str")
            return NoStoredValue(f"={formula}") if has_no_result else None
        read = self._by_kind.get(kind)
        return read(value) if read else self._number(style, value)

    def _shared(self, value: str) -> Raw:
        try:
            return self.strings[int(value)] or None
        except (ValueError, IndexError):
            return value

    def _number(self, style: str | None, value: str) -> Raw:
        try:
            number = float(value)
        except ValueError:
            return value
        if number - number != 0.0:
            return value
        return self.moments[value] if style in self.dates else number


def formula_text(markup: str | None) -> str | None:
    """The formula inside ``<f …>…</f>``; empty where it only points at a shared one, None without one."""
    if markup is None:
        return None
    found = _FORMULA_TEXT.fullmatch(markup)
    return unescape_entities(found[1]) if found else ""


def _iso(value: str) -> Raw:
    text = value.strip()
    try:
        if "T" not in text.upper()[1:] and ":" in text:
            return dt.time.fromisoformat(text)
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return text
