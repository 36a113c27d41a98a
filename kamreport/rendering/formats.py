"""The only place where anything is rounded: half up, once, on its way to the reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

NOT_KNOWN = "not known"
"""What is printed for a missing figure; never 0."""

MINUS = "\N{MINUS SIGN}"
_LOCALE = "en_GB"
_UNITS = {"Units": (1, ""), "Thousands": (1_000, "k"), "Millions": (1_000_000, "m")}
_PLACES = {"Units": 0, "Thousands": 0, "Millions": 2}


def half_up(value: float, places: int = 0) -> Decimal:
    """Round half away from zero to ``places`` decimals, reading the number as people write it.

    Going through ``repr`` makes 0.285 a 0.285 and not the binary number just below it; a difference
    of one part in 1e12 is arithmetic noise and does not decide a rounding.
    """
    exact = Decimal(repr(float(f"{value:.12g}")))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def plain(value: float | None, places: int = 0) -> str:
    """A number with thousands separated: 12,345.6."""
    if value is None:
        return NOT_KNOWN
    return _signs(format_decimal(half_up(value, places), format="#,##0" + _zeros(places), locale=_LOCALE))


def as_typed(value: float) -> str:
    """A number with the decimals it has, at most two: 98.5, 12, 0.25."""
    places = next((places for places in (0, 1) if abs(value - float(half_up(value, places))) < 10**-9), 2)
    return plain(value, places)


def score(value: float | None) -> str:
    """A score, or points of one, with one decimal: 65.8."""
    return plain(value, 1)


def points(value: float | None) -> str:
    """A change in points, with its sign: +3.1, −0.4, ±0.0."""
    return NOT_KNOWN if value is None else _signed(value, 1)


def percent(share: float | None, places: int = 0) -> str:
    """A fraction as a percentage: 0.25 is 25%."""
    return NOT_KNOWN if share is None else plain(share * 100, places) + "%"


def percent_change(share: float | None, places: int = 1) -> str:
    """A change given as a fraction, with its sign: +7.1%."""
    return NOT_KNOWN if share is None else _signed(share * 100, places) + "%"


def ratio(value: float | None, places: int = 2) -> str:
    """A ratio such as 0.97."""
    return plain(value, places)


def whole(value: float | None) -> str:
    """A count."""
    return plain(value, 0)


def rise_or_fall(value: float | None) -> str:
    """The word that goes with a sign, for those who cannot see colour: up, down, unchanged."""
    if value is None:
        return NOT_KNOWN
    return "up" if value > 0 else "down" if value < 0 else "unchanged"


def date(day: dt.date | None) -> str:
    """A date as in 3 Apr 2026."""
    return NOT_KNOWN if day is None else format_date(day, "d MMM y", locale=_LOCALE)


def days(count: int | None) -> str:
    """A number of days: 1 day, 92 days."""
    if count is None:
        return NOT_KNOWN
    return f"{plain(count)} {'day' if abs(count) == 1 else 'days'}"


def count_of(count: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 account, 3 accounts."""
    return f"{plain(count)} {one if count == 1 else many or one + 's'}"


def listed(names: list[str], *, most: int = 0) -> str:
    """Names in a sentence: A, B and C. With ``most``, the rest is counted: A, B and 4 more."""
    shown = names if not most or len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    if len(shown) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


@dataclass(frozen=True, slots=True)
class Money:
    """How amounts are written. ``currency`` is an ISO code or empty; ``unit`` Units, Thousands or Millions."""

    currency: str
    unit: str

    @property
    def symbol(self) -> str:
        """The currency as readers know it: € or CHF."""
        return get_currency_symbol(self.currency, locale=_LOCALE) if self.currency else ""

    @property
    def heading(self) -> str:
        """The unit for a column's title: €k, CHF m, €."""
        return f"{self._prefix}{_UNITS[self.unit][1]}".strip()

    def amount(self, value: float | None) -> str:
        """An amount with currency and unit: €2,420k, −CHF 1.20m."""
        if value is None:
            return NOT_KNOWN
        number = self.figure(value)
        sign, bare = (MINUS, number[1:]) if number.startswith(MINUS) else ("", number)
        return f"{sign}{self._prefix}{bare}{_UNITS[self.unit][1]}"

    def figure(self, value: float | None) -> str:
        """The same without currency and unit, for a column whose title says them."""
        if value is None:
            return NOT_KNOWN
        size, _ = _UNITS[self.unit]
        return plain(value / size, _PLACES[self.unit])

    def change(self, value: float | None) -> str:
        """A change of an amount, with its sign: +€120k."""
        if value is None:
            return NOT_KNOWN
        shown = self.amount(value)
        if shown.startswith(MINUS):
            return shown
        return ("+" if any(sign in "123456789" for sign in shown) else "±") + shown

    @property
    def _prefix(self) -> str:
        symbol = self.symbol
        return f"{symbol}\N{NO-BREAK SPACE}" if symbol[-1:].isalpha() else symbol


def _signed(value: float, places: int) -> str:
    shown = plain(value, places)
    if shown.startswith(MINUS):
        return shown
    return ("+" if any(sign in "123456789" for sign in shown) else "±") + shown


def _signs(text: str) -> str:
    """A real minus, and none before a zero."""
    if text.startswith("-"):
        return MINUS + text[1:] if any(sign in "123456789" for sign in text) else text[1:]
    return text


def _zeros(places: int) -> str:
    return "." + "0" * places if places else ""
