"""Kinds of cells: what a raw value must be to become a value of its column, and what is said when it is not.

``parse`` gives the typed value or one finding. Blank cells, error values and formulas without a result
never reach a kind: the reader deals with them, because they mean the same in every column.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from kamreport.findings import Finding, Rule, Severity
from kamreport.schema.nearest import nearest

if TYPE_CHECKING:
    from kamreport.cells import CellRef, Raw

C102 = Rule("C102", "not-a-number", Severity.ERROR, "0.1", "Text stands in a number cell.")
C103 = Rule("C103", "not-a-choice", Severity.ERROR, "0.1", "The word is not on the column's list.")
C104 = Rule("C104", "not-a-date", Severity.ERROR, "0.1", "The cell holds no Excel date.")
C105 = Rule("C105", "below-minimum", Severity.ERROR, "0.1", "The value is below the lowest allowed one.")
C106 = Rule("C106", "above-maximum", Severity.ERROR, "0.1", "The value is above the highest allowed one.")
C107 = Rule("C107", "not-whole", Severity.ERROR, "0.1", "A fraction stands in a whole-number cell.")
C108 = Rule("C108", "bad-id", Severity.ERROR, "0.1", "An ID has wrong characters, a wrong length, or is a number.")
C109 = Rule("C109", "percent-as-number", Severity.ERROR, "0.1", "A fraction cell holds a number above 1, such as 25.")
C110 = Rule("C110", "not-applicable-here", Severity.ERROR, "0.1", "N/A stands where a blank cell was meant.")
C111 = Rule("C111", "bad-currency", Severity.ERROR, "0.1", "The currency is not an ISO 4217 code.")
C112 = Rule("C112", "not-month-end", Severity.ERROR, "0.1", "A period end is not the last day of a month.")

_NUMBER_AS_TEXT = re.compile(r"[-+]?[\d\s.,'’]*\d\s*%?")
_DATE_AS_TEXT = re.compile(
    r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}|\d{1,2}[. ]+[A-Za-z]{3,}[. ]+\d{2,4}|[A-Za-z]{3,} \d{1,2},? \d{2,4}"
)
_EDGE = 1e-9
_LONGEST = 80
"""Characters of a cell's text that a message repeats."""
_NOT_APPLICABLE_WORDS = frozenset({"n/a", "na", "n.a."})


class NotApplicable(enum.Enum):
    """The answer ``N/A``: neither blank nor zero (KAM.md §5.4)."""

    NOT_APPLICABLE = "N/A"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE


def shown(raw: Raw) -> str:
    """A raw value as a person would say it."""
    if isinstance(raw, float):
        return f"{raw:.15g}"
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else raw.isoformat(" ")
    return f"“{on_one_line(raw)}”" if isinstance(raw, str) else str(raw)


def on_one_line(text: str) -> str:
    """A text as a message repeats it: without line breaks, and not too long."""
    line = " ".join(text.splitlines()).replace("\t", " ")
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _misfit(where: CellRef, title: str, raw: Raw) -> Finding | None:
    """The finding every kind shares: N/A where the column has no such answer."""
    if isinstance(raw, str) and raw.casefold() in _NOT_APPLICABLE_WORDS:
        return C110.at(
            where,
            f"{title} says {shown(raw)}, which this column does not know.",
            hint="Clear the cell: blank means not known.",
        )
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column's cells hold. Subclasses say how a raw value is read and how Excel shows it."""

    name: ClassVar[str] = "text"
    number_format: ClassVar[str] = "General"
    width: ClassVar[float] = 14.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:
        """The typed value of a raw one, or a finding that says why there is none."""
        raise NotImplementedError

    def words(self) -> tuple[str, ...]:
        """The words a drop-down offers; empty when the kind has no list of its own."""
        return ()

    @property
    def told(self) -> str:
        """The kind in a few words, for input prompts and the reference."""
        return self.name


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Free text; a number is taken as it is shown."""

    name: ClassVar[str] = "text"
    number_format: ClassVar[str] = "General"
    width: ClassVar[float] = 28.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            return _misfit(where, title, raw) or raw
        return shown(raw)


@dataclass(frozen=True, slots=True)
class Anything(Kind):
    """A cell whose kind its row decides, as in Settings."""

    name: ClassVar[str] = "value"

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: ARG002, D102 - as Kind.parse
        return raw


@dataclass(frozen=True, slots=True)
class Id(Kind):
    """A short stable name: 2 to 20 of A–Z, a–z, 0–9, ``_`` and ``-`` (KAM.md §3.1)."""

    name: ClassVar[str] = "ID"
    number_format: ClassVar[str] = "@"
    width: ClassVar[float] = 13.0
    pattern: ClassVar[re.Pattern[str]] = re.compile(r"[A-Za-z0-9_-]{2,20}")

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            if self.pattern.fullmatch(raw):
                return raw
            return _misfit(where, title, raw) or C108.at(
                where,
                f"{title} {shown(raw)} is not an ID.",
                hint="Use 2 to 20 letters, digits, _ or -, and change it wherever it is linked.",
            )
        return C108.at(
            where,
            f"{title} is the {'date' if isinstance(raw, dt.datetime) else 'number'} {shown(raw)}; an ID must be text.",
            hint="Put letters in front, such as A-"
            + re.sub(r"\W", "", shown(raw))[:16]
            + ", and change it wherever it is linked.",
        )


@dataclass(frozen=True, slots=True)
class Link(Kind):
    """The ID of a row of another sheet; its name is accepted when only one row has it."""

    target: str
    """Titles of the sheets linked to, separated by ``|``."""
    name: ClassVar[str] = "link"
    number_format: ClassVar[str] = "@"
    width: ClassVar[float] = 13.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            return raw if Id.pattern.fullmatch(raw) else _misfit(where, title, raw) or raw
        return C108.at(
            where,
            f"{title} is the {'date' if isinstance(raw, dt.datetime) else 'number'} {shown(raw)}; it must hold an ID of {self.told_targets}.",
            hint=f"Choose an ID from the drop-down, or type one that stands in {self.told_targets}.",
        )

    @property
    def targets(self) -> tuple[str, ...]:
        """Titles of the sheets linked to."""
        return tuple(self.target.split("|"))

    @property
    def told_targets(self) -> str:
        """The sheets linked to, as a person says them."""
        return " or ".join(self.targets)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return f"an ID of {self.told_targets}"


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number, perhaps within limits (both inclusive)."""

    low: float | None = None
    high: float | None = None
    above: float | None = None
    """Exclusive lower limit."""
    name: ClassVar[str] = "number"
    number_format: ClassVar[str] = "#,##0.##"
    width: ClassVar[float] = 12.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        number = self.number(raw, where, title)
        return number if isinstance(number, Finding) else self.limited(number, where, title)

    def number(self, raw: Raw, where: CellRef, title: str) -> float | Finding:
        """The number in a cell, limits not yet looked at."""
        if isinstance(raw, float):
            return raw
        finding = _misfit(where, title, raw)
        if finding:
            return finding
        if isinstance(raw, str) and _NUMBER_AS_TEXT.fullmatch(raw):
            return C102.at(
                where,
                f"{title} {shown(raw)} looks like a number but is stored as text.",
                hint="Select the cell, choose Convert to Number, or type the number again.",
            )
        what = "a date" if isinstance(raw, dt.datetime) else "a yes/no value" if isinstance(raw, bool) else "text"
        return C102.at(
            where, f"{title} is {what}, {shown(raw)}, not a number.", hint="Type a number, or clear the cell."
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
    """A whole number within limits."""

    name: ClassVar[str] = "whole number"
    number_format: ClassVar[str] = "0"
    width: ClassVar[float] = 11.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        number = self.number(raw, where, title)
        if isinstance(number, Finding):
            return number
        if not number.is_integer():
            return C107.at(where, f"{title} is {shown(number)}; only whole numbers are allowed.", hint=self._hint)
        limited = self.limited(number, where, title)
        return limited if isinstance(limited, Finding) else int(limited)


@dataclass(frozen=True, slots=True)
class Steps(Whole):
    """A whole number from a short list of allowed ones, such as 1, 3 or 12 months."""

    allowed: tuple[int, ...] = ()

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        number = Whole.parse(self, raw, where, title)
        if isinstance(number, Finding) or number in self.allowed:
            return number
        return C103.at(where, f"{title} is {number}; it must be {self._list}.", hint=f"Type {self._list}.")

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
                f"{title} is {shown(raw)}, which Excel means as {raw:.0%}.",
                hint=f"Type {shown(raw)}% with the percent sign, or {shown(raw / 100)}.",
            )
        return Number.parse(self, raw, where, title)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "a percentage from 0% to 100%"


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


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A real Excel date."""

    name: ClassVar[str] = "date"
    number_format: ClassVar[str] = "yyyy-mm-dd"
    width: ClassVar[float] = 12.5

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, dt.datetime):
            return raw.date()
        finding = _misfit(where, title, raw)
        if finding:
            return finding
        if isinstance(raw, str) and _DATE_AS_TEXT.fullmatch(raw):
            return C104.at(
                where,
                f"{title} {shown(raw)} looks like a date but is stored as text.",
                hint="Type the date again so that Excel shows it as a date (yyyy-mm-dd).",
            )
        what = "the text" if isinstance(raw, str) else "the number" if isinstance(raw, float) else "the value"
        return C104.at(
            where,
            f"{title} holds {what} {shown(raw)}, not a date.",
            hint="Type a date such as 2026-03-31, or clear the cell.",
        )

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "a date, such as 2026-03-31"


@dataclass(frozen=True, slots=True)
class Moment(Date):
    """A date with a time of day, as the log of runs keeps it."""

    number_format: ClassVar[str] = "yyyy-mm-dd hh:mm"
    width: ClassVar[float] = 17.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        return raw if isinstance(raw, dt.datetime) else Date.parse(self, raw, where, title)


@dataclass(frozen=True, slots=True)
class MonthEnd(Date):
    """A date that is the last day of its month."""

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        date = Date.parse(self, raw, where, title)
        if not isinstance(date, dt.date):
            return date
        last = calendar.monthrange(date.year, date.month)[1]
        if date.day == last:
            return date
        return C112.at(
            where,
            f"{title} is {date}, which is not the last day of a month.",
            hint=f"Type {date.replace(day=last)}, or the last day of the month that is meant.",
        )

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "the last day of a month"


def _folded(words: type[enum.StrEnum], aliases: Mapping[str, str]) -> Mapping[str, enum.StrEnum]:
    folded = {word.value.casefold(): word for word in words}
    folded.update({alias.casefold(): words(meant) for alias, meant in aliases.items()})
    return folded


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One word of a fixed list, compared without case (KAM.md §3.5)."""

    choices: type[enum.StrEnum]
    aliases: Mapping[str, str] = field(default_factory=dict, hash=False)
    _by_word: Mapping[str, enum.StrEnum] = field(init=False, repr=False, compare=False, default_factory=dict)
    name: ClassVar[str] = "choice"
    width: ClassVar[float] = 19.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_word", _folded(self.choices, self.aliases))

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            found = self._by_word.get(raw.casefold())
            if found is not None:
                return found
            finding = _misfit(where, title, raw)
            if finding:
                return finding
        return not_a_choice(raw, where, title, self.words())

    def words(self) -> tuple[str, ...]:  # noqa: D102 - as Kind.words
        return tuple(word.value for word in self.choices)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "one of " + ", ".join(self.words())


@dataclass(frozen=True, slots=True)
class AnswerChoice(Choice):
    """A choice among whose words ``N/A`` is one."""

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str) and raw.casefold() in _NOT_APPLICABLE_WORDS:
            return self.choices("N/A")
        return Choice.parse(self, raw, where, title)


def not_a_choice(raw: Raw, where: CellRef, title: str, words: tuple[str, ...]) -> Finding:
    """C103 for a value outside a list, with the nearest word or the list as the next step."""
    meant = nearest(raw, words) if isinstance(raw, str) else None
    listed = ", ".join(words[:12]) + (" …" if len(words) > 12 else "")  # noqa: PLR2004 - a hint is one line
    hint = f"Did you mean {meant}?" if meant else f"Choose one of: {listed}."
    return C103.at(where, f"{title} {shown(raw)} is not on the list.", hint=hint)


@dataclass(frozen=True, slots=True)
class OwnChoice(Kind):
    """One value of a list the team keeps on Lists; the reader compares it, for the list is data."""

    list_name: str
    name: ClassVar[str] = "choice"
    width: ClassVar[float] = 16.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            return _misfit(where, title, raw) or raw
        return shown(raw)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return f"a value of the list {self.list_name} (add yours on Lists)"


@dataclass(frozen=True, slots=True)
class Words(Kind):
    """One of a few codes, compared without case."""

    listed: tuple[str, ...]
    name: ClassVar[str] = "code"
    width: ClassVar[float] = 10.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            if raw.upper() in self.listed:
                return raw.upper()
            finding = _misfit(where, title, raw)
            if finding:
                return finding
        return not_a_choice(raw, where, title, self.listed)

    def words(self) -> tuple[str, ...]:  # noqa: D102 - as Kind.words
        return self.listed

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "one of " + ", ".join(self.listed)


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """Yes or No."""

    name: ClassVar[str] = "yes/no"
    width: ClassVar[float] = 10.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str):
            if raw.casefold() in ("yes", "no"):
                return raw.casefold() == "yes"
            finding = _misfit(where, title, raw)
            if finding:
                return finding
        return not_a_choice(raw, where, title, self.words())

    def words(self) -> tuple[str, ...]:  # noqa: D102 - as Kind.words
        return ("Yes", "No")

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "Yes or No"


@dataclass(frozen=True, slots=True)
class Grade(Kind):
    """A rating from 1 to 5, ``N/A``, or a code of a Lookup criterion (KAM.md §3.6.4)."""

    codes: tuple[str, ...] = ()
    """Codes of a Lookup criterion; empty for a rating."""
    low: int = 1
    high: int = 5
    name: ClassVar[str] = "rating"
    number_format: ClassVar[str] = "0"
    width: ClassVar[float] = 12.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str) and raw.casefold() in _NOT_APPLICABLE_WORDS:
            return NOT_APPLICABLE
        if not self.codes:
            return Whole(low=self.low, high=self.high).parse(raw, where, title)
        by_word = {code.casefold(): code for code in self.codes}
        code = by_word.get((raw if isinstance(raw, str) else shown(raw)).casefold())
        return code if code is not None else not_a_choice(raw, where, title, self.codes)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        if self.codes:
            return "one of " + ", ".join(self.codes)
        return f"{self.low} to {self.high}, {self.high} is most; N/A where it does not apply"


@dataclass(frozen=True, slots=True)
class Country(Kind):
    """Two letters of ISO 3166."""

    name: ClassVar[str] = "country"
    width: ClassVar[float] = 10.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str) and re.fullmatch(r"[A-Za-z]{2}", raw):
            return raw.upper()
        return _misfit(where, title, raw) or C103.at(
            where,
            f"{title} {shown(raw)} is not a two-letter country code.",
            hint="Type the ISO 3166 code, such as DE or US.",
        )

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "a two-letter ISO 3166 code, such as DE"


_CURRENCIES = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "ANG",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BGN",
        "BHD",
        "BIF",
        "BMD",
        "BND",
        "BOB",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYN",
        "BZD",
        "CAD",
        "CDF",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CRC",
        "CUP",
        "CVE",
        "CZK",
        "DJF",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GHS",
        "GIP",
        "GMD",
        "GNF",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "IQD",
        "IRR",
        "ISK",
        "JMD",
        "JOD",
        "JPY",
        "KES",
        "KGS",
        "KHR",
        "KMF",
        "KPW",
        "KRW",
        "KWD",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "LYD",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRU",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "OMR",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "PYG",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "RWF",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLE",
        "SOS",
        "SRD",
        "SSP",
        "STN",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TND",
        "TOP",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "UGX",
        "USD",
        "UYU",
        "UZS",
        "VED",
        "VES",
        "VND",
        "VUV",
        "WST",
        "XAF",
        "XCD",
        "XCG",
        "XOF",
        "XPF",
        "YER",
        "ZAR",
        "ZMW",
        "ZWG",
    ]
)


@dataclass(frozen=True, slots=True)
class Currency(Kind):
    """An ISO 4217 code in use."""

    name: ClassVar[str] = "currency"
    width: ClassVar[float] = 10.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str) and raw.upper() in _CURRENCIES:
            return raw.upper()
        return _misfit(where, title, raw) or C111.at(
            where,
            f"{title} {shown(raw)} is not a currency code.",
            hint="Type the three letters of ISO 4217, such as EUR, USD or GBP.",
        )

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "an ISO 4217 code, such as EUR"


RULES = (C102, C103, C104, C105, C106, C107, C108, C109, C110, C111, C112)
