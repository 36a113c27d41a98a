"""Records made by hand, for tests that look at how rows fit together: every field not named has a plain value."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from kamreport.cells import RowRef
from kamreport.findings import Finding
from kamreport.model import CORE, Portfolio, Settings
from kamreport.schema import Kind, kinds, schema_of

R = TypeVar("R")
AS_OF = dt.date(2026, 4, 10)
PERIOD_END = dt.date(2026, 3, 31)


def made(record: type[R], row: int = 2, **said: Any) -> R:  # noqa: ANN401 - a cell of any kind
    """A record whose cells stand in the columns their sheet declares, in a row of it."""
    schema = schema_of(record)
    columns = {column.field: number for number, column in enumerate(schema.columns, 1)}
    plain = {
        column.field: plain_value(column.kind)
        for column in schema.columns
        if column.required and column.field not in said
    }
    make: Callable[..., R] = record
    return make(origin=RowRef(schema.title, row, columns), **plain, **said)


def plain_value(kind: Kind) -> object:
    """A value that is right for a required cell and says nothing."""
    if isinstance(kind, kinds.Choice):
        return next(iter(kind.choices))
    if isinstance(kind, kinds.Link):
        return {"Accounts": "KA-001", "Team": "P-01"}.get(kind.targets[0], "X-01")
    plain = {kinds.Date: PERIOD_END, kinds.Flag: False, kinds.Id: "X-01"}
    if isinstance(kind, kinds.Number):
        plain = {kinds.Whole: int(kind.low or 1), kinds.Number: float(kind.low or 1)}
    return next((value for of, value in plain.items() if isinstance(kind, of)), "text")


def portfolio(*records: object, left_out: dict[type, Iterable[str]] | None = None, **settings: Any) -> Portfolio:  # noqa: ANN401 - a setting of any type
    """A portfolio of records, numbered from row 2 in each sheet; every core sheet was read, empty or not."""

    rows: dict[type, list[object]] = {record: [] for record in CORE}
    for record in records:
        rows.setdefault(type(record), []).append(record)
    said: dict[str, Any] = {"period_end": PERIOD_END, "currency": "EUR", "severities": {}, "cells": {}, **settings}
    return Portfolio(Settings(**said), {record: _placed(found) for record, found in rows.items()}, left_out)


def _placed(rows: Iterable[Any]) -> list[object]:
    return [
        dataclasses.replace(row, origin=RowRef(row.origin.sheet, number, row.origin.columns))
        for number, row in enumerate(rows, 2)
    ]


def codes(findings: Iterable[Finding]) -> dict[str, int]:
    """How often each rule was found."""
    return dict(sorted(Counter(finding.rule.code for finding in findings).items()))
