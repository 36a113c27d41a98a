"""Fingerprints: whether two readings rest on the same inputs, the same model, the same criterion (KAM.md §13.4)."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from types import NoneType

from kamreport.model import (
    CORE,
    OPTIONAL,
    PROGRAMME,
    Band,
    Criterion,
    HealthMeasure,
    Portfolio,
    SettingLine,
    Settings,
    TierService,
)
from kamreport.schema import SheetSchema, schema_of, setting_rows

_MODEL = (Criterion, Band, HealthMeasure, TierService)
_INPUT = tuple(record for record in (*CORE, *OPTIONAL, *PROGRAMME) if record is not SettingLine)
PERIOD_FACTS = frozenset({"period_end", "as_of", "period_label", "company_revenue_12m"})
"""Settings that say what is reviewed, not how it is judged: they differ from review to review by nature.

They count among the inputs. Counted as model, no two quarters would ever have one model, and H103 could never be silent.
"""
LOOK_ALONE = frozenset({"pack_language"})
"""Settings that no result depends on, which came after workbooks had been reviewed: they count nowhere."""
_UNIT, _PAIR, _ROW = "\x1f", "\x1e", "\n"
_DEFINITION_LENGTH = 16
_AT_ONCE = 100
"""Rows whose cells are spelt together."""
_REMEMBERED = 5_000


def input_fingerprint(portfolio: Portfolio) -> str:
    """sha256 of what managers filled: core, optional and programme sheets, as 64 hexadecimal digits.

    ``portfolio`` is a settled one: a link counts as the row it leads to, however it was typed. The order of rows,
    formatting, unknown columns and written sheets do not count; nor does a row left out for an error, which no result
    rests on.
    """
    return _digest([_setting_lines(portfolio.settings, facts=True), *_sheets(portfolio, _INPUT)])


def model_fingerprint(portfolio: Portfolio) -> str:
    """sha256 of how accounts are judged: Settings in force, Criteria, Bands, Health and Tiers."""
    return _digest([_setting_lines(portfolio.settings, facts=False), *_sheets(portfolio, _MODEL)])


def review_id(period_end: dt.date, fingerprint: str) -> str:
    """The name of a review: Period end, a hyphen, six characters of the input fingerprint (KAM.md §3.9)."""
    return f"{period_end.isoformat()}-{fingerprint[:6]}"


def definition_fingerprint(criterion: Criterion, bands: Iterable[Band]) -> str:
    """What a criterion's score means: method, measure, direction, goalposts and bands; its weight is no part of it.

    ``bands`` are the rows of Bands for this criterion, in any order. Gives 16 hexadecimal digits (KAM.md §13.1).
    """
    said = [_typed(getattr(criterion, field)) for field in ("method", "measure", "direction", "low", "high")]
    said += sorted(_UNIT.join(map(_typed, (band.start, band.end, band.code, band.score))) for band in bands)
    return hashlib.sha256(_ROW.join(said).encode()).hexdigest()[:_DEFINITION_LENGTH]


def _digest(sheets: Iterable[Iterable[str]]) -> str:
    digest = hashlib.sha256()
    for lines in sheets:
        digest.update("".join(lines).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _setting_lines(settings: Settings, *, facts: bool) -> list[str]:
    fields = [row.field for row in setting_rows(Settings) if row.field not in LOOK_ALONE]
    rows = [field for field in fields if (field in PERIOD_FACTS) is facts]
    said = [f"Settings{_UNIT}{field}{_PAIR}{_typed(getattr(settings, field))}{_ROW}" for field in rows]
    if not facts:
        said += [f"Settings{_UNIT}{code}{_PAIR}{severity.word}{_ROW}" for code, severity in settings.severities.items()]
    return sorted(said)


def _sheets(portfolio: Portfolio, records: tuple[type, ...]) -> Iterator[list[str]]:
    """The lines of each sheet, sheets by title: sorting within sheets then sorts the whole list."""
    for record in sorted(records, key=lambda record: schema_of(record).title):
        yield sorted(_row_lines(schema_of(record), portfolio.rows(record)))


def _row_lines(schema: SheetSchema, rows: Sequence[object]) -> Iterator[str]:
    """A line per row: the key first (the whole row where there is none), then every filled field with its value.

    Cells are spelt column by column, for a column repeats its kind and words.
    """
    fields = sorted(column.field for column in schema.columns)
    known = [_Known(field) for field in fields]
    for at in range(0, len(rows) if fields else 0, _AT_ONCE):
        some = rows[at : at + _AT_ONCE]
        keys = [map(_typed, map(attrgetter(field), some)) for field in schema.key]
        heads = map(_UNIT.join, zip(*keys, strict=True)) if keys else repeat("", len(some))
        said = zip(*(column.said(some) for column in known), strict=True)
        for head, filled in zip(heads, map("".join, said), strict=True):
            yield f"{schema.title}{_UNIT}{head}{filled or _UNIT}{_ROW}"


class _Known(dict[object, str]):
    """What the cells of a column say, each with the name of its field; worked out when it is first met."""

    def __init__(self, field: str) -> None:
        super().__init__({None: ""})
        self._values = attrgetter(field)
        self._name = f"{_UNIT}{field}{_PAIR}"

    def said(self, rows: Sequence[object]) -> list[str]:
        """The column's cells in some rows more; blank ones say nothing."""
        column = list(map(self._values, rows))
        kinds = set(map(type, column))
        if bool in kinds or not all(issubclass(kind, Hashable) for kind in kinds):  # TRUE would pass for 1
            return ["" if value is None else self._name + _typed(value) for value in column]
        if len(self) > _REMEMBERED:
            self.clear()
            self[None] = ""
        return [self[value] for value in column]

    def __missing__(self, value: object) -> str:
        said = self[value] = self._name + _typed(value)
        return said


def _typed(value: object) -> str:
    """A value with a letter for its type, so that the text 1 and the number 1 stay apart."""
    return _SPELT[type(value)](value)


class _Spelling(dict[type, Callable[..., str]]):
    """How the values of a type are spelt."""

    def __missing__(self, kind: type) -> Callable[..., str]:
        """Words of lists and the answer N/A by their value, a family of columns column by column, by the alphabet."""
        if issubclass(kind, str):
            self[kind] = self[str]
        elif issubclass(kind, enum.Enum):
            self[kind] = _of_word
        else:
            self[kind] = _of_family if issubclass(kind, Mapping) else str
        return self[kind]


def _of_word(value: enum.Enum) -> str:
    return f"t{value.value}"


def _of_family(value: Mapping[str, object]) -> str:
    return ",".join(f"{name}={_typed(held)}" for name, held in sorted(value.items()))


_SPELT = _Spelling(
    {
        str: lambda value: "t" + value,
        float: lambda value: f"n{value + 0.0!r}",  # a zero loses its sign
        int: lambda value: f"n{float(value)!r}",
        bool: lambda value: f"b{value:d}",
        dt.date: lambda value: f"d{value.isoformat()}",
        dt.datetime: lambda value: f"d{value.isoformat()}",
        NoneType: lambda _: "",
    }
)
