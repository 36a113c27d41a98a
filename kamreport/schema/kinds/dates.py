"""Dates that Excel knows as dates."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import ClassVar

from kamreport.cells import CellRef, Raw
from kamreport.findings import Rule, Severity
from kamreport.schema.kinds.cell_kind import Kind, misfit, shown

C104 = Rule("C104", "not-a-date", Severity.ERROR, "0.1", "The cell holds no Excel date.")
C112 = Rule("C112", "not-month-end", Severity.ERROR, "0.1", "A period end is not the last day of a month.")


_DATE_AS_TEXT = re.compile(
    r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}|\d{1,2}[. ]+[A-Za-z]{3,}[. ]+\d{2,4}|[A-Za-z]{3,} \d{1,2},? \d{2,4}"
)


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A real Excel date."""

    name: ClassVar[str] = "date"
    number_format: ClassVar[str] = "yyyy-mm-dd"
    width: ClassVar[float] = 12.5

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, dt.datetime):
            return raw.date()
        finding = misfit(where, title, raw)
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


RULES = (C104, C112)
