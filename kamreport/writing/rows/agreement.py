"""Whether the written sheets still say what kamreport wrote: the Written fingerprint of Runs (KAM.md §3.9, B101)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from types import NoneType

from kamreport.cells import sheet_ref
from kamreport.findings import Finding, Rule, Severity
from kamreport.results import WRITTEN
from kamreport.results.written import Run
from kamreport.schema import SheetSchema, schema_of

B101 = Rule("B101", "written-cell-changed", Severity.WARNING, "0.1", "Cells that kamreport wrote were changed.")

FINGERPRINTED = tuple(record for record in WRITTEN if record is not Run)
"""The sheets that count; Runs holds the fingerprint, so it cannot be part of it."""
_NEXT, _ROW = "\x1f", "\n"
_AT_ONCE = 100
"""Rows whose cells are spelt together."""
_REMEMBERED = 5_000


def written_fingerprint(sheets: Mapping[type, Iterable[object]]) -> str:
    """sha256 over the records of the written sheets. A sheet without rows counts as absent; row order counts nowhere."""
    return _digest({record: _of_records(schema_of(record), sheets.get(record, ())) for record in FINGERPRINTED})


def fingerprint_of_cells(sheets: Mapping[type, Iterable[Sequence[object]]]) -> str:
    """The same over cells as a workbook holds them: per row the values of the declared columns, in their order."""
    return _digest({record: _of_cells(sheets.get(record, ())) for record in FINGERPRINTED})


def written_changed(run: Run | None, found: str) -> Iterator[Finding]:
    """B101 when the sheets no longer have the fingerprint of the last run (None before the first)."""
    if run is not None and run.written_fingerprint and run.written_fingerprint != found:
        yield B101.at(
            sheet_ref(schema_of(WRITTEN[0]).title),
            f"Cells of the sheets kamreport writes were changed since the run of {run.time:%Y-%m-%d at %H:%M}.",
            hint="The next review replaces them. Keep notes of your own in columns to the right, or on a sheet of yours.",
            related=(),
        )


def _digest(sheets: Mapping[type, Iterator[str]]) -> str:
    digest = hashlib.sha256()
    for record, lines in sheets.items():
        digest.update(f"{_ROW}{schema_of(record).title}{_ROW}".encode())
        digest.update("".join(sorted(lines)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _of_records(schema: SheetSchema, records: Iterable[object]) -> Iterator[str]:
    return _of_cells(map(attrgetter(*(column.field for column in schema.columns)), records))


def _of_cells(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A line per row that is not blank. Cells are spelt column by column, for a column repeats its kind and words."""
    stream = iter(rows)
    known: defaultdict[int, _Known] = defaultdict(_Known)
    while some := list(islice(stream, _AT_ONCE)):
        columns = [known[at].spelt(column) for at, column in enumerate(zip(*some, strict=True))]
        for line in map(_NEXT.join, zip(*columns, strict=True)):
            if line.strip(_NEXT):
                yield line + _ROW


class _Known(dict[object, str]):
    """How the values of a column are spelt, each worked out when it is first met."""

    def spelt(self, column: Sequence[object]) -> Iterable[str]:
        """Some cells more of the column."""
        kinds = set(map(type, column))
        if kinds == {str}:
            return column  # type: ignore[return-value]  # all of them are texts
        if bool in kinds:  # TRUE would pass for 1, which it equals
            return [_SPELT[type(value)](value) for value in column]
        if len(self) > _REMEMBERED:
            self.clear()
        return [self[value] for value in column]

    def __missing__(self, value: object) -> str:
        spelt = self[value] = _SPELT[type(value)](value)
        return spelt


class _Spelling(dict[type, Callable[..., str]]):
    """How a value is spelt as it survives a workbook: Excel has no whole numbers, no signed zero, and Yes for true.

    Numbers count to twelve digits, for not every program keeps more.
    """

    def __missing__(self, kind: type) -> Callable[..., str]:
        self[kind] = str
        return str


def _number(value: float) -> str:
    return "%.12g" % (value + 0.0)


_SPELT = _Spelling(
    {
        NoneType: lambda _: "",
        float: _number,
        int: _number,
        bool: lambda value: "Yes" if value else "No",
        dt.datetime: lambda value: value.date().isoformat(),
        dt.date: lambda value: value.isoformat(),
    }
)

RULES = (B101,)
