"""What a sheet may hold, drawn from its declaration: rows of typed values, and the keystrokes that make them."""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from kamreport.cells import ErrorValue, NoStoredValue, Raw
from kamreport.model import Criterion, ListValue, SettingLine
from kamreport.model.lists import OwnList, Preset
from kamreport.schema import Column, Kind, SheetSchema, kinds, schema_of
from kamreport.writing.template.shipped_texts import shipped_rows

_SHIPPED = shipped_rows(Preset.LITE)
GRADED = tuple(str(row["Criterion ID"]) for row in _SHIPPED[Criterion] if row["Method"] in ("Rating", "Lookup"))
"""Members of a family in the Lite preset."""
LISTS: Sequence[Mapping[str, Raw]] = (
    *_SHIPPED[ListValue],
    *({"List": of.value, "Value": f"Our own {of.value.lower()}"} for of in OwnList),
)
"""Rows of Lists: the shipped ones and one more of every list, for some are shipped empty."""

_TEXTS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
    .map(lambda text: text.strip())
    .filter(lambda text: text and text.casefold() not in ("n/a", "na", "n.a."))
    # what a spreadsheet program would take for a formula or an error when openpyxl writes it
    .filter(lambda text: text[0] not in "=#")
)
_IDS = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{1,19}", fullmatch=True)
_DATES = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))

RAWS: st.SearchStrategy[Raw] = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from(["N/A", " ", "12,5", "1.1.2026", "Yes", "25%", "Account ID", "_x", "A1", "\n", "’"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(min_value=dt.datetime.fromisoformat("1900-01-01")),
    st.times(),
    st.sampled_from(["#REF!", "#N/A", "#DIV/0!", "#NAME?"]).map(ErrorValue),
    st.text(max_size=5).map(lambda text: NoStoredValue("=" + text)),
)
"""Every type of raw value a file can hold."""


def values(kind: Kind) -> st.SearchStrategy[Any]:
    """Typed values of a kind, as a record holds them."""
    for of, strategy in _BY_KIND.items():
        if isinstance(kind, of):
            return strategy(kind)
    raise TypeError(f"no strategy for {kind!r}")


def _numbers(kind: kinds.Number) -> st.SearchStrategy[float]:
    """Numbers of 15 digits: Excel keeps no more."""
    low = kind.above if kind.above is not None else kind.low
    return st.floats(
        min_value=-1e9 if low is None else low,
        max_value=1e9 if kind.high is None else kind.high,
        exclude_min=kind.above is not None,
        allow_subnormal=False,
    ).map(lambda number: float(f"{number:.15g}") + 0.0)


def _wholes(kind: kinds.Number) -> st.SearchStrategy[int]:
    return st.integers(-10_000 if kind.low is None else int(kind.low), 10_000 if kind.high is None else int(kind.high))


def _listed(kind: kinds.OwnChoice) -> st.SearchStrategy[str]:
    return st.sampled_from([str(row["Value"]) for row in LISTS if row["List"] == kind.list_name])


def _month_end(date: dt.date) -> dt.date:
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])


_BY_KIND: Mapping[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    kinds.Text: lambda _: _TEXTS,
    kinds.Anything: lambda _: _TEXTS,
    kinds.Id: lambda _: _IDS,
    kinds.Link: lambda _: _IDS,
    kinds.Steps: lambda kind: st.sampled_from(kind.allowed),
    kinds.Whole: _wholes,
    kinds.Number: _numbers,
    kinds.Moment: lambda _: st.datetimes(min_value=dt.datetime.fromisoformat("1950-01-01")),
    kinds.MonthEnd: lambda _: _DATES.map(_month_end),
    kinds.Date: lambda _: _DATES,
    kinds.Choice: lambda kind: st.sampled_from(list(kind.choices)),
    kinds.OwnChoice: _listed,
    kinds.Words: lambda kind: st.sampled_from(kind.listed),
    kinds.Flag: lambda _: st.booleans(),
    kinds.Grade: lambda kind: st.one_of(st.integers(kind.low, kind.high), st.just(kinds.NOT_APPLICABLE)),
    kinds.Country: lambda _: st.sampled_from(["DE", "GB", "NA", "US"]),
    kinds.Currency: lambda _: st.sampled_from(["EUR", "USD", "CHF"]),
}
"""The more special kinds stand before the kinds they are made from."""


def members_of(family: Column) -> list[str]:
    """The criteria of the Lite preset for which a family has a column."""
    shipped = {str(row["Criterion ID"]): row for row in _SHIPPED[Criterion]}
    titles = {when: schema_of(Criterion).column(when.field).title for when in family.members}
    return [member for member in GRADED if all(shipped[member][titles[when]] in when.words for when in family.members)]


@st.composite
def rows(draw: st.DrawFn, schema: SheetSchema) -> dict[str, Any]:
    """The typed values of one good row by field: all required cells, conditional ones too, some of the others."""
    row: dict[str, Any] = {}
    for column in schema.columns:
        if column.is_family:
            row[column.field] = draw(st.dictionaries(st.sampled_from(members_of(column)), values(column.kind)))
        elif column.required or column.required_when or draw(st.booleans()):
            row[column.field] = draw(values(column.kind))
    return row


def tables(schema: SheetSchema, least: int = 1, most: int = 3) -> st.SearchStrategy[list[dict[str, Any]]]:
    """A few good rows of a sheet; Settings and the model sheets decide what others hold and are not drawn."""
    assert schema.record is not SettingLine
    return st.lists(rows(schema), min_size=least, max_size=most)


def as_typed_in(row: Mapping[str, Any], columns: tuple[Column, ...]) -> dict[str, Raw]:
    """The cells of a row by column title, as Excel holds what people type."""
    cells: dict[str, Raw] = {}
    for column in columns:
        value = row.get(column.field)
        if column.is_family:
            cells |= {member: keystrokes(grade) for member, grade in (value or {}).items()}
        elif value is not None:
            cells[column.title] = keystrokes(value)
    return cells


def keystrokes(value: object) -> Raw:  # noqa: PLR0911 - one answer for each type
    """A typed value as Excel holds it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, kinds.NotApplicable):
        return "N/A"
    if isinstance(value, enum.StrEnum):
        return value.value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - Excel's dates have no zone
    assert isinstance(value, str)
    return value
