"""The hand that writes into a closed workbook: records become the rows of kamreport's sheets."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

from kamreport.cells import CellRef, quoted_sheet
from kamreport.errors import ChangedSinceReadError
from kamreport.package import Alignment, Book, Cell, Look, OwnColumn, OwnSheet, Plain, Styled, differences, patch
from kamreport.schema import Column, SheetSchema
from kamreport.schema.kinds import Anything, Choice, Date, Flag, Id, Text
from kamreport.writing.appearance import CHANGES, WAY, WORDS, figure_look, look_of
from kamreport.writing.plan import EditPlan, PlannedSheet

_FIRST_REFERENCE = re.compile(r"(?:'(?:[^']|'')+'|[\w.]+)![A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?")
_WRAPPED_FROM = 30
_KEPT_IN_SIGHT = 2
_CLIPPED = ("fingerprint", "definition")
"""Long codes nobody reads whole: Excel cuts them at the column's edge instead of letting them run over the page."""
_WORDS = (Choice, Id, Text, Date)
_FEW_ACCOUNTS = 1500
"""Up to here every score line links to its account and cells; Excel drops all links of a sheet with too many."""
_UNIT_OF_SUBJECT = {
    "Attractiveness": "points", "Strength": "points", "Health": "points",
    "Share of wallet": "fraction", "Revenue 12m": "money", "Rank": "count",
}  # fmt: skip
_BETTER_WHEN_LOWER = "Rank"

Shown: TypeAlias = Callable[[object, Sequence[object]], Cell]
"""From a field's value, with the values of the whole row at hand, to what its cell holds."""


def plan_edits(book: Book, sheets: Iterable[PlannedSheet], accounts: Mapping[str, CellRef] | None = None) -> EditPlan:
    """What writing these sheets would do to the workbook; nothing is written.

    ``accounts`` are the cells of the Account IDs on Accounts. Raises RefusedError where writing would be refused.
    """
    planned, accounts = tuple(sheets), dict(accounts or {})
    changes = differences(book, own_sheets(planned, accounts))
    return EditPlan(fingerprint=book.fingerprint, sheets=planned, changes=changes, accounts=accounts)


def apply(plan: EditPlan, book: Book, *, destination: str | os.PathLike[str] | None = None) -> Path:
    """Write a plan into the workbook it was made for, or into a copy; gives the path of the file that holds it.

    Raises ChangedSinceReadError, FileBusyError, RefusedError or OutputError; then nothing was changed.
    """
    if plan.fingerprint != book.fingerprint:
        raise ChangedSinceReadError(
            f"{book.path.name} is not the file this was planned for. Run again; nothing was changed."
        )
    return patch(book, own_sheets(plan.sheets, plan.accounts), destination=destination)


def own_sheets(planned: Iterable[PlannedSheet], accounts: Mapping[str, CellRef]) -> list[OwnSheet]:
    """Planned sheets as the package writes them."""
    ways = {account_id: Styled(account_id, WAY, str(where)) for account_id, where in accounts.items()}
    return [_own_sheet(sheet, ways) for sheet in planned]


def _own_sheet(planned: PlannedSheet, ways: Mapping[str, Styled]) -> OwnSheet:
    schema = planned.schema
    has_links = not schema.appended and (len(ways) <= _FEW_ACCOUNTS or schema.key == ("account_id",))
    return OwnSheet(
        title=schema.title,
        mark=schema.table.replace("kamreport_", "kamreport_sheet_", 1),
        table=schema.table,
        key=tuple(schema.column(field).title for field in schema.key),
        columns=tuple(_column(column) for column in schema.columns),
        rows=_Rows(planned, ways if has_links else {}),
        frozen_columns=_in_sight(schema),
    )


def _column(column: Column) -> OwnColumn:
    wrapped = isinstance(column.kind, Text) and column.width >= _WRAPPED_FROM
    aligned: Alignment = (
        "left" if isinstance(column.kind, _WORDS) else "center" if isinstance(column.kind, Flag) else ""
    )
    if column.field.endswith(_CLIPPED):
        aligned = "fill"
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

    def __init__(self, planned: PlannedSheet, ways: Mapping[str, Styled]) -> None:
        schema = planned.schema
        self._records = planned.records
        self._fields = [column.field for column in schema.columns]
        self._shown: list[tuple[int, Shown]] = []
        self._known: list[tuple[int, _Known]] = []
        for at, column in enumerate(schema.columns):
            shown = _shown(column, self._fields, ways)
            if isinstance(shown, _Known):
                self._known.append((at, shown))
            elif shown:
                self._shown.append((at, shown))

    def __len__(self) -> int:
        records = self._records
        return len(records) if isinstance(records, Sized) else sum(1 for _ in records)

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        read, shown_at, known_at = attrgetter(*self._fields), self._shown, self._known
        for record in self._records:
            values = read(record)
            cells: list[Cell] = list(values)
            for at, known in known_at:
                if (value := values[at]) is not None:
                    cells[at] = known[value]
            for at, shown in shown_at:
                if (value := values[at]) is not None:
                    cells[at] = shown(value, values)
            yield cells


class _Known(dict[object, Cell]):
    """What a column of few words shows, each made when it is first met: most rows repeat them."""

    def __init__(self, show: Callable[[object], Cell]) -> None:
        super().__init__()
        self._show = show

    def __missing__(self, value: object) -> Cell:
        shown = self[value] = self._show(value)
        return shown


def _shown(column: Column, fields: Sequence[str], ways: Mapping[str, Styled]) -> Shown | _Known | None:
    """How a column's values are shown, or None when they are written as they are."""
    field = column.field
    if ways and field in ("account_id", "source_cells"):
        return _to_source if field == "source_cells" else _Known(lambda value: ways.get(str(value)) or str(value))
    if field in ("sheet", "cell"):
        return (_to_cell if field == "cell" else _to_sheet)(fields.index("sheet"), fields.index("cell"))
    if field in CHANGES or isinstance(column.kind, Anything):
        return _figure(_unit_in(fields), _better_in(fields) if field in CHANGES else None)
    if isinstance(column.kind, Flag):
        return _Known(_plain)
    if field in WORDS or field == "outcome":
        return _Known(lambda value: _looked(value, look_of(field, value)))
    return None


def _looked(value: object, look: Look | None) -> Cell:
    return Styled(_plain(value), look) if look else _plain(value)


def _plain(value: object) -> Plain:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value  # type: ignore[return-value]  # records hold what cells hold


def _unit_in(fields: Sequence[str]) -> Callable[[Sequence[object]], str]:
    """How a row says what its figures are counted in: by its unit, or by the subject that moved."""
    if "unit" in fields:
        at = fields.index("unit")
        return lambda values: str(values[at] or "")
    if "subject" in fields:
        at = fields.index("subject")
        return lambda values: _UNIT_OF_SUBJECT.get(str(values[at]), "")
    return lambda _: ""


def _better_in(fields: Sequence[str]) -> Callable[[Sequence[object], object], object]:
    """How a row tells the gain in a change: a smaller rank is a better one."""
    at = fields.index("subject") if "subject" in fields else None
    if at is None:
        return lambda _, value: value
    return lambda values, value: (
        -value if values[at] == _BETTER_WHEN_LOWER and isinstance(value, int | float) else value
    )


def _figure(
    unit_of: Callable[[Sequence[object]], str], gain: Callable[[Sequence[object], object], object] | None
) -> Shown:
    """A figure by its unit; one with a ``gain`` is a change, coloured by it."""

    def shown(value: object, values: Sequence[object]) -> Cell:
        unit = unit_of(values)
        if gain is None:
            return _looked(value, figure_look(value, unit))
        look, figure = look_of("change", gain(values, value)), figure_look(value, unit) if unit else None
        if look and figure:
            look = look._replace(number_format=figure.number_format)
        return _looked(value, look or figure)

    return shown


def _to_cell(sheet: int, _cell: int) -> Shown:
    return lambda value, values: Styled(str(value), WAY, f"{quoted_sheet(str(values[sheet]))}!{value}")


def _to_sheet(_sheet: int, cell: int) -> Shown:
    """A finding about a sheet as a whole leads to its first cell; any other has its cell beside it."""
    return lambda value, values: (
        Styled(str(value), WAY, f"{quoted_sheet(str(value))}!A1") if values[cell] is None else str(value)
    )


def _to_source(value: object, _: Sequence[object]) -> Cell:
    found = _FIRST_REFERENCE.match(str(value))
    return Styled(str(value), WAY, found[0]) if found else str(value)
