"""How a value is spelt inside a cell: text escaped, dates as serial numbers, numbers so that they read back exactly."""

from __future__ import annotations

import datetime as dt
import re

from kamreport.package.own_sheets import Plain

LONGEST_TEXT = 32_767

_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}
_DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
_DAYS_1904 = 1462
_MARCH_1900 = 61
_DAY_SECONDS = 86_400


class NotStorableError(ValueError):
    """A number that Excel cannot store: infinite, or none at all."""

    def __init__(self, value: float) -> None:
        super().__init__(f"{value} cannot be stored")
        self.value = value


def rest_of_cell(value: Plain, *, date1904: bool) -> str:
    """A cell's XML from behind its attributes ``r`` and ``s`` to its end. Raises NotStorableError."""
    if value is None or value == "":
        return "/>"
    if isinstance(value, str):
        space = ' xml:space="preserve"' if "\n" in value or value.strip() != value else ""
        return f' t="inlineStr"><is><t{space}>{escape_text(value)}</t></is></c>'
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, dt.date):
        return f"><v>{_number(serial(value, date1904=date1904))}</v></c>"
    if isinstance(value, int):
        return f"><v>{value}</v></c>"
    if value - value:  # which is 0, but for NaN and infinity
        raise NotStorableError(value)
    return f"><v>{_number(value)}</v></c>"


def serial(moment: dt.date, *, date1904: bool) -> float:
    """The number Excel holds for a date or a date with time."""
    whole = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time())
    passed = whole.replace(tzinfo=None) - _DAY_ZERO
    days = passed.days + passed.seconds / _DAY_SECONDS + passed.microseconds / (_DAY_SECONDS * 1_000_000)
    if date1904:
        return days - _DAYS_1904
    return days if days >= _MARCH_1900 else days - 1


def escape_text(text: str) -> str:
    """Text as a cell holds it: XML characters escaped, control characters spelt as Excel does, not too long."""
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - 1] + "…"
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if named := _NAMED.get(character):
        return named
    return f"_x{ord(character):04X}_" if character < " " else "\ufffd"


def _number(value: float) -> str:
    text = repr(value + 0.0)  # a zero loses its sign
    return text.removesuffix(".0")
