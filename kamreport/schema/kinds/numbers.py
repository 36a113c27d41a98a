"""Numbers: plain, whole, of money, and shares that Excel shows as percentages."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import ClassVar

from kamreport.cells import CellRef, Raw
from kamreport.findings import Finding, Rule, Severity
from kamreport.schema.kinds.cell_kind import Kind, misfit, shown
from kamreport.schema.kinds.choices import C103

C102 = Rule("C102", "not-a-number", Severity.ERROR, "0.1", "Text stands in a number cell.")
C105 = Rule("C105", "below-minimum", Severity.ERROR, "0.1", "The value is below the lowest allowed one.")
C106 = Rule("C106", "above-maximum", Severity.ERROR, "0.1", "The value is above the highest allowed one.")
C107 = Rule("C107", "not-whole", Severity.ERROR, "0.1", "A fraction stands in a whole-number cell.")
C109 = Rule("C109", "percent-as-number", Severity.ERROR, "0.1", "A fraction cell holds a number above 1, such as 25.")


_NUMBER_AS_TEXT = re.compile(r"[-+]?[\d\s.,'’]*\d\s*%?")
_EDGE = 1e-9
_EXACT = 1e15
"""Excel keeps 15 digits: a number beyond this is a slip of the keyboard, and its sums would be infinite."""


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number, perhaps within limits (both inclusive)."""

    low: float | None = None
    high: float | None = None
    above: float | None = None
    """Exclusive lower limit."""
    name: ClassVar[str] = "number"
    number_format: ClassVar[str] = "General"  # "#,##0.##" shows 35 as "35."
    width: ClassVar[float] = 12.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        number = self.number(raw, where, title)
        return number if isinstance(number, Finding) else self.limited(number, where, title)

    def number(self, raw: Raw, where: CellRef, title: str) -> float | Finding:
        """The number in a cell, limits not yet looked at."""
        if isinstance(raw, float):
            return raw if -_EXACT <= raw <= _EXACT else self._beyond(raw, where, title)
        finding = misfit(where, title, raw)
        if finding:
            return finding
        if isinstance(raw, str) and _NUMBER_AS_TEXT.fullmatch(raw):
            return C102.at(
                where,
                f"{title} {shown(raw)} looks like a number but is stored as text.",
                hint="Type the number again: Excel may take its comma for something else."
                if "," in raw
                else "Select the cell, choose Convert to Number, or type the number again.",
            )
        what = "a date" if isinstance(raw, dt.datetime) else "a yes/no value" if isinstance(raw, bool) else "text"
        return C102.at(
            where, f"{title} is {what}, {shown(raw)}, not a number.", hint="Type a number, or clear the cell."
        )

    def _beyond(self, number: float, where: CellRef, title: str) -> Finding:
        rule, side = (C106, "highest") if number > 0 else (C105, "lowest")
        limit = _EXACT if number > 0 else -_EXACT
        return rule.at(
            where, f"{title} is {shown(number)}; the {side} number that stays exact is {limit:.0e}.", hint=self._hint
        )

    def limited(self, number: float, where: CellRef, title: str) -> float | Finding:
        """The number, or what is said when it lies outside the limits.

        The last digits of a formula's result are forgiven: within 1e-9 of a limit a value counts as on it.
        """
        if self.low is not None and number < self.low:
            if number >= self.low - _EDGE:
                return self.low
            return C105.at(
                where,
                f"{title} is {shown(number)}; the lowest allowed value is {shown(float(self.low))}.",
                hint=self._hint,
            )
        if self.above is not None and number <= self.above:
            return C105.at(
                where,
                f"{title} is {shown(number)}; it must be above {shown(float(self.above))}.",
                hint=self._hint,
            )
        if self.high is not None and number > self.high:
            if number <= self.high + _EDGE:
                return self.high
            return C106.at(
                where,
                f"{title} is {shown(number)}; the highest allowed value is {shown(float(self.high))}.",
                hint=self._hint,
            )
        return number

    @property
    def _hint(self) -> str:
        return f"Type {self.told}, or clear the cell."

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return f"{'an' if self.name[0] in 'aeiou' else 'a'} {self.name}{self._limits}"

    @property
    def _limits(self) -> str:
        if self.above is not None:
            return f" above {self.above:g}"
        if self.low is not None and self.high is not None:
            return f" from {self.low:g} to {self.high:g}"
        return (
            f" of {self.low:g} or more"
            if self.low is not None
            else f" of at most {self.high:g}"
            if self.high is not None
            else ""
        )


@dataclass(frozen=True, slots=True)
class Whole(Number):
    """A whole number within limits; what only the last digits of a formula's result keep from one counts as one."""

    name: ClassVar[str] = "whole number"
    number_format: ClassVar[str] = "0"
    width: ClassVar[float] = 11.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        number = self.number(raw, where, title)
        if isinstance(number, Finding):
            return number
        whole = float(round(number))
        if abs(number - whole) > _EDGE:
            return C107.at(where, f"{title} is {shown(number)}; only whole numbers are allowed.", hint=self._hint)
        limited = self.limited(whole, where, title)
        return limited if isinstance(limited, Finding) else int(limited)


@dataclass(frozen=True, slots=True)
class Steps(Whole):
    """A whole number from a short list of allowed ones, such as 1, 3 or 12 months."""

    allowed: tuple[int, ...] = ()

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        number = Whole.parse(self, raw, where, title)
        if isinstance(number, Finding) or number in self.allowed:
            return number
        return C103.at(where, f"{title} is {shown(raw)}; it must be {self._list}.", hint=f"Type {self._list}.")

    def words(self) -> tuple[str, ...]:  # noqa: D102 - as Kind.words
        return tuple(map(str, self.allowed))

    @property
    def _list(self) -> str:
        *first, last = map(str, self.allowed)
        return f"{', '.join(first)} or {last}"

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return self._list


@dataclass(frozen=True, slots=True)
class Money(Number):
    """An amount in full units of the workbook's one currency."""

    name: ClassVar[str] = "amount of money"
    number_format: ClassVar[str] = "#,##0"
    width: ClassVar[float] = 14.0


@dataclass(frozen=True, slots=True)
class Fraction(Number):
    """A share from 0 to 1 that Excel shows as a percentage."""

    low: float | None = 0.0
    high: float | None = 1.0
    name: ClassVar[str] = "percentage"
    number_format: ClassVar[str] = "0.0%"
    width: ClassVar[float] = 11.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, float) and self.high is not None and raw > self.high + _EDGE:
            return C109.at(
                where,
                f"{title} is {shown(raw)}, which Excel means as {shown(raw * 100)}%.",
                hint=f"Type {shown(raw)}% with the percent sign, or {shown(raw / 100)}.",
            )
        return Number.parse(self, raw, where, title)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return (
            "a percentage from 0% to 100%" if self.above is None else f"a percentage above {self.above:.0%}, up to 100%"
        )


@dataclass(frozen=True, slots=True)
class Ratio(Number):
    """A fraction that may leave 0–1, such as growth or margin."""

    name: ClassVar[str] = "percentage"
    number_format: ClassVar[str] = "0.0%"


@dataclass(frozen=True, slots=True)
class Points(Number):
    """A number on the 0–100 scale, shown with one decimal."""

    low: float | None = 0.0
    high: float | None = 100.0
    name: ClassVar[str] = "number"
    number_format: ClassVar[str] = "0.0"


RULES = (C102, C105, C106, C107, C109)
