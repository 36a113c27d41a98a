"""The hand that writes into a closed workbook: records become the rows of kamreport's sheets."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

from kamreport.cells import CellRef, quoted_sheet
from kamreport.errors import ChangedSinceReadError
from kamreport.package import Book, Cell, Look, OwnColumn, OwnSheet, Plain, Styled, differences, patch
from kamreport.schema import Column, SheetSchema
from kamreport.schema.kinds import Anything, Choice, Date, Flag, Id, Text
from kamreport.writing.appearance import CHANGES, WAY, WORDS, figure_look, look_of
from kamreport.writing.plan import EditPlan, PlannedSheet

_FIRST_REFERENCE = re.compile(r"(?:'(?:[^']|'')+'|[\w.]+)![A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?")
_WRAPPED_FROM = 30
_KEPT_IN_SIGHT = 2
_WORDS = (Choice, Id, Text, Date)
_FEW_ACCOUNTS = 1500
"""Up to here every score line links to its account and cells; Excel drops all links of a sheet with too many."""
_UNIT_OF_SUBJECT = {"Share of wallet": "fraction", "Revenue 12m": "money"}

Shown: TypeAlias = Callable[[object, Mapping[str, object]], Cell]
"""From a field's value, with the values of the whole row at hand, to what its cell holds."""


def plan_edits(book: Book, sheets: Iterable[PlannedSheet], accounts: Mapping[str, CellRef] | None = None) -> EditPlan:
    """What writing these sheets would do to the workbook; nothing is written.

    ``accounts`` are the cells of the Account IDs on Accounts. Raises RefusedError where writing would be refused.
    """
    planned, ways = tuple(sheets), dict(accounts or {})
    changes = differences(book, [own_sheet(sheet, ways) for sheet in planned])
    return EditPlan(fingerprint=book.fingerprint, sheets=planned, changes=changes, accounts=ways)


def apply(plan: EditPlan, book: Book, *, destination: str | os.PathLike[str] | None = None) -> Path:
    """Write a plan into the workbook it was made for, or into a copy; gives the path of the file that holds it.

    Raises ChangedSinceReadError, FileBusyError, RefusedError or OutputError; then nothing was changed.
    """
    if plan.fingerprint != book.fingerprint:
        raise ChangedSinceReadError(
            f"{book.path.name} is not the file this was planned for. Run again; nothing was changed."
        )
    return patch(book, [own_sheet(sheet, plan.accounts) for sheet in plan.sheets], destination=destination)


def own_sheet(planned: PlannedSheet, accounts: Mapping[str, CellRef]) -> OwnSheet:
    """A planned sheet as the package writes it."""
    schema = planned.schema
    return OwnSheet(
        title=schema.title,
        mark=schema.table.replace("kamreport_", "kamreport_sheet_", 1),
        table=schema.table,
        key=tuple(schema.column(field).title for field in schema.key),
        columns=tuple(_column(column) for column in schema.columns),
        rows=_Rows(planned, accounts),
        frozen_columns=_in_sight(schema),
    )


def _column(column: Column) -> OwnColumn:
    wrapped = isinstance(column.kind, Text) and column.width >= _WRAPPED_FROM
    aligned = "left" if isinstance(column.kind, _WORDS) else "center" if isinstance(column.kind, Flag) else ""
    return OwnColumn(
        title=column.title,
        width=column.width,
        number_format=column.kind.number_format,
        wrapped=wrapped,
        aligned=aligned,
    )


def _in_sight(schema: SheetSchema) -> int:
    """Leading columns of text stay while scrolling, at most two."""
    count = 0
    for column in schema.columns[:_KEPT_IN_SIGHT]:
        if not isinstance(column.kind, (Id, Text)):
            break
        count += 1
    return max(count, 1)


class _Rows:
    """The rows of a sheet, made from its records each time they are walked."""

    def __init__(self, planned: PlannedSheet, accounts: Mapping[str, CellRef]) -> None:
        schema = planned.schema
        self._records = planned.records
        self._fields = [column.field for column in schema.columns]
        links = not schema.appended and (len(accounts) <= _FEW_ACCOUNTS or schema.key == ("account_id",))
        self._shown = [
            (at, shown)
            for at, column in enumerate(schema.columns)
            if (shown := _shown(column, accounts if links else {}))
        ]

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        read = attrgetter(*self._fields)
        for record in self._records:
            values = read(record)
            cells: list[Cell] = list(values)
            row = _Row(self._fields, values)
            for at, shown in self._shown:
                if (value := values[at]) is not None:
                    cells[at] = shown(value, row)
            yield cells


class _Row(dict[str, object]):
    """The values of a row by field, looked up only where somebody asks."""

    def __init__(self, fields: Sequence[str], values: Sequence[object]) -> None:
        super().__init__()
        self._fields, self._values = fields, values

    def __missing__(self, field: str) -> object:
        return self._values[self._fields.index(field)] if field in self._fields else None


def _shown(column: Column, accounts: Mapping[str, CellRef]) -> Shown | None:
    """How a column's values are shown, or None when they are written as they are."""
    field = column.field
    if accounts and field in ("account_id", "source_cells"):
        return _to_account(accounts) if field == "account_id" else _to_source
    if field in _SHOWN:
        return _SHOWN[field]
    if isinstance(column.kind, Flag):
        return lambda value, _: _plain(value)
    if isinstance(column.kind, Anything):
        return _figure
    if field in WORDS or field == "outcome":
        return lambda value, _: _looked(value, look_of(field, value))
    return None


def _looked(value: object, look: Look | None) -> Cell:
    return Styled(_plain(value), look) if look else _plain(value)


def _plain(value: object) -> Plain:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value  # type: ignore[return-value]  # records hold what cells hold


def _figure(value: object, row: Mapping[str, object]) -> Cell:
    return _looked(value, figure_look(value, str(row["unit"] or _unit(row))))


def _change(value: object, row: Mapping[str, object]) -> Cell:
    look = look_of("change", value)
    unit = _unit(row)
    shown = figure_look(value, unit) if unit else None
    if look and shown:
        look = look._replace(number_format=shown.number_format)
    return _looked(value, look or shown)


def _unit(row: Mapping[str, object]) -> str:
    return _UNIT_OF_SUBJECT.get(str(row["subject"]), "")


def _to_account(accounts: Mapping[str, CellRef]) -> Shown:
    def shown(value: object, _: Mapping[str, object]) -> Cell:
        where = accounts.get(str(value))
        return Styled(str(value), WAY, str(where)) if where else str(value)

    return shown


def _to_cell(value: object, row: Mapping[str, object]) -> Cell:
    return Styled(str(value), WAY, f"{quoted_sheet(str(row['sheet']))}!{value}")


def _to_sheet(value: object, row: Mapping[str, object]) -> Cell:
    """A finding about a sheet as a whole leads to its first cell; any other has its cell beside it."""
    return Styled(str(value), WAY, f"{quoted_sheet(str(value))}!A1") if row["cell"] is None else str(value)


def _to_source(value: object, _: Mapping[str, object]) -> Cell:
    found = _FIRST_REFERENCE.match(str(value))
    return Styled(str(value), WAY, found[0]) if found else str(value)


_SHOWN: Mapping[str, Shown] = {"cell": _to_cell, "sheet": _to_sheet, **dict.fromkeys(CHANGES, _change)}
