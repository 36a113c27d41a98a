"""The only place where anything is rounded: half up, once, on its way to the reader, as their locale writes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import NumberPattern, get_currency_symbol, parse_pattern

from kamreport.rendering.language import in_force, later, say, say_count

NOT_KNOWN = later("not known")
"""What is printed for a missing figure, never 0; in packs ``not_known()`` says it."""

MINUS = "\N{MINUS SIGN}"
_SIZES = {"Units": 1, "Thousands": 1_000, "Millions": 1_000_000}
_AMOUNTS = {
    ("Units", False): later("{sign}{number}"),
    ("Thousands", False): later("{sign}{number}k"),
    ("Millions", False): later("{sign}{number}m"),
    ("Units", True): later("{sign}{currency}{number}"),
    ("Thousands", True): later("{sign}{currency}{number}k"),
    ("Millions", True): later("{sign}{currency}{number}m"),
}
_HEADINGS = {
    ("Thousands", False): later("k"),
    ("Millions", False): later("m"),
    ("Thousands", True): later("{currency}k"),
    ("Millions", True): later("{currency}m"),
}
_PLACES = {"Units": 0, "Thousands": 0, "Millions": 2}


def half_up(value: float, places: int = 0) -> Decimal:
    """Round half away from zero to ``places`` decimals, reading the number as people write it.

    Going through ``repr`` makes 0.285 a 0.285 and not the binary number just below it; a difference
    of one part in 1e12 is arithmetic noise and does not decide a rounding.
    """
    exact = Decimal(repr(float(f"{value:.12g}")))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def not_known() -> str:
    """What is printed for a missing figure."""
    return say(NOT_KNOWN)


def plain(value: float | None, places: int = 0) -> str:
    """A number with thousands separated: 12,345.6; in German 12.345,6."""
    if value is None:
        return not_known()
    return _number(value, places, in_force().locale)


@lru_cache(maxsize=10_000)
def _number(value: float, places: int, locale: Locale) -> str:
    """Kept, because the packs of a portfolio print few numbers often."""
    rounded = half_up(value, places)
    number: str = _pattern(places).apply(abs(rounded), locale)
    return MINUS + number if rounded < 0 else number


def as_typed(value: float) -> str:
    """A number with the decimals it has, at most two: 98.5, 12, 0.25."""
    places = next((places for places in (0, 1) if abs(value - float(half_up(value, places))) < 10**-9), 2)
    return plain(value, places)


def score(value: float | None) -> str:
    """A score, or points of one, with one decimal: 65.8."""
    return plain(value, 1)


def limit(value: float | None) -> str:
    """A score that stands alone, as a limit does, without a needless decimal: 62.5, but 50."""
    if value is None:
        return not_known()
    tenths = half_up(value, 1)
    return plain(value, 0 if tenths == tenths.to_integral_value() else 1)


def points(value: float | None) -> str:
    """A change in points, with its sign: +3.1, −0.4, ±0.0."""
    return not_known() if value is None else _signed(plain(value, 1))


def percent(share: float | None, places: int = 0) -> str:
    """A fraction as a percentage: 0.25 is 25%; in German 25 % with a space that does not break."""
    return not_known() if share is None else say("{number}%", number=plain(share * 100, places))


def percent_change(share: float | None, places: int = 1) -> str:
    """A change given as a fraction, with its sign: +7.1%."""
    return not_known() if share is None else _signed(percent(share, places))


def ratio(value: float | None, places: int = 2) -> str:
    """A ratio such as 0.97."""
    return plain(value, places)


def whole(value: float | None) -> str:
    """A count."""
    return plain(value, 0)


def date(day: dt.date | None) -> str:
    """A date as in 3 Apr 2026; in German 3. Apr. 2026."""
    return not_known() if day is None else _dated(day, in_force().locale)


def days(count: int | None) -> str:
    """A number of days: 1 day, 92 days."""
    return not_known() if count is None else say_count("{count} day", "{count} days", count)


def count_of(count: int, one: str, many: str = "") -> str:
    """A number with its English noun, for the doors: 1 account, 3 accounts. Packs use ``say_count``."""
    return f"{plain(count)} {one if count == 1 else many or one + 's'}"


def listed(names: list[str], *, most: int = 0, either: bool = False) -> str:
    """Names in a sentence: A, B and C; with ``either`` A, B or C. With ``most``, the rest is counted: A, B and 4 more."""
    over = len(names) - most + 1 if most and len(names) > most else 0
    shown = [*names[: most - 1], say_count("{count} more", "{count} more", over)] if over else names
    joined: str = format_list(shown, style="or" if either else "standard", locale=in_force().locale)
    return joined


@dataclass(frozen=True, slots=True)
class Money:
    """How amounts are written. ``currency`` is an ISO code or empty; ``unit`` Units, Thousands or Millions."""

    currency: str
    unit: str

    @property
    def symbol(self) -> str:
        """The currency as readers know it: € or CHF."""
        return get_currency_symbol(self.currency, locale=in_force().locale) if self.currency else ""

    @property
    def heading(self) -> str:
        """The unit for a column's title: €k, CHF m, €; in German T€, Mio. CHF."""
        form = _HEADINGS.get((self.unit, bool(self.currency)))
        return say(form, currency=self._prefix) if form is not None else self.symbol

    def amount(self, value: float | None) -> str:
        """An amount with currency and unit: €2,420k, −CHF 1.20m; in German 2.420 T€."""
        if value is None:
            return not_known()
        number = self.figure(value)
        sign, bare = (MINUS, number[1:]) if number.startswith(MINUS) else ("", number)
        return self._written(sign, bare)

    def figure(self, value: float | None) -> str:
        """The same without currency and unit, for a column whose title says them."""
        if value is None:
            return not_known()
        return plain(value / _SIZES[self.unit], _PLACES[self.unit])

    def change(self, value: float | None) -> str:
        """A change of an amount, with its sign: +€120k."""
        return not_known() if value is None else _signed(self.amount(value))

    def _written(self, sign: str, number: str) -> str:
        form = _AMOUNTS[self.unit, bool(self.currency)]
        return say(form, sign=sign, number=number, currency=self._prefix)

    @property
    def _prefix(self) -> str:
        """English sets a code apart and a sign close; elsewhere the catalogue's form has the space that is wanted."""
        symbol = self.symbol
        apart = in_force().is_english and symbol[-1:].isalpha()
        return f"{symbol}\N{NO-BREAK SPACE}" if apart else symbol


@lru_cache(maxsize=4096)
def _dated(day: dt.date, locale: Locale) -> str:
    written: str = format_skeleton("yMMMd", day, locale=locale)
    return written


@cache
def _pattern(places: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * places if places else ""))


def _signed(shown: str) -> str:
    """A figure with a plus where it is more than 0; one that is rounded to 0 is neither more nor less."""
    if shown.startswith(MINUS):
        return shown
    return ("+" if any(digit in "123456789" for digit in shown) else "±") + shown
