"""From the rows of a sheet to its records: each cell typed, or reported where it stands.

A workbook of ten thousand accounts holds about a million cells, so the path of a good cell is short: addresses are
made only when something is wrong, and words and dates that were understood once are not looked at again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from kamreport.cells import CellRef, ErrorValue, NoStoredValue, Raw, RowRef
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Account
from kamreport.reading.headers import Layout, Place
from kamreport.reading.naming import AccountNames
from kamreport.reading.sources import Corners, RawRow
from kamreport.schema import Column, SheetSchema, When
from kamreport.schema.kinds import on_one_line, shown

W106 = Rule("W106", "merged-cells", Severity.WARNING, "0.1", "Cells are merged among data rows.")
W107 = Rule("W107", "formula-without-value", Severity.ERROR, "0.1", "A formula has no stored result.")
W108 = Rule("W108", "error-value", Severity.ERROR, "0.1", "A cell holds an Excel error.")
W111 = Rule("W111", "text-trimmed", Severity.NOTE, "0.1", "Spaces around a text were removed.")
C101 = Rule("C101", "missing-value", Severity.ERROR, "0.1", "A required cell is blank.")

_LEFT_OUT = " The row is left out."
_CLEAR = ", or clear the cell"
_OFFERED = 12
"""Words of a list that a hint names: it is one line."""
_UNSEEN: Any = object()
_BLANK: Any = object()


class _Reader(NamedTuple):
    """How the cells of one column are read."""

    key: str
    parse: Callable[[Raw, CellRef, str], object]
    place: CellRef
    title: str
    family: str
    seen: dict[Raw, object]
    """Values of words, dates and truth values understood before."""


class RowReader:
    """Reads the rows of one sheet whose header is understood.

    ``findings`` says what is wrong in them, ``left_out`` the keys and names of rows that had to be left out,
    ``unread`` what cells in error hold, ``filled`` how many rows are not blank.
    """

    def __init__(self, sheet: str, schema: SheetSchema, layout: Layout, names: AccountNames) -> None:
        self.findings: list[Finding] = []
        self.left_out: list[str] = []
        self.unread: dict[CellRef, str] = {}
        self.filled = self._last = 0
        self._sheet, self._schema, self._names = sheet, schema, names
        self._header_row = layout.header_row
        self._columns = layout.columns
        self._by_field = {column.field: column for column in schema.columns}
        self._required = frozenset(column.field for column in schema.required)
        self._conditional = [(column, column.required_when) for column in schema.columns if column.required_when]
        self._readers = {place.column: self._reader(place) for place in layout.places}
        self._name_field = "name" if "name" in self._by_field else ""

    def read(self, rows: Iterable[RawRow]) -> list[Any]:
        """The records of all rows below the header."""
        record, columns, sheet, required = self._schema.record, self._columns, self._sheet, self._required
        conditional, find = self._conditional, self._readers.get
        records: list[Any] = []
        for number, cells in rows:
            if number <= self._header_row:
                continue
            values: dict[str, Any] = {}
            faults: list[tuple[_Reader, Finding]] = []
            for column, raw in cells.items():
                reader = find(column)
                if reader is None:
                    continue
                key, parse, place, title, family, seen = reader
                value = parse(raw, place, title) if raw.__class__ is float else seen.get(raw, _UNSEEN)
                if value is _UNSEEN:
                    value = self._look_at(reader, raw, faults)
                    if value is _BLANK:
                        continue
                if value.__class__ is Finding:
                    faults.append((reader, value))
                elif family:
                    values.setdefault(family, {})[key] = value
                else:
                    values[key] = value
            if not values and not faults:
                continue
            self.filled += 1
            self._last = number
            sound = required <= values.keys()
            if faults or not sound or conditional:
                self._report(number, cells, values, faults)
            if sound:
                records.append(record(origin=RowRef(sheet, number, columns), **values))
        return records

    def merged(self, areas: Iterable[Corners]) -> None:
        """W106 for areas that lie among the data rows and cover a known column; to be asked after the rows."""
        for top, left, bottom, right in areas:
            among = bottom > self._header_row and top <= self._last
            if among and any(left <= column <= right for column in self._readers):
                first, last = CellRef(self._sheet, top, left), CellRef(self._sheet, bottom, right)
                self.findings.append(
                    W106.at(
                        first,
                        f"{first.a1}:{last.a1} are merged; only {first.a1} has a value, the other cells read as blank.",
                        hint="Select them, choose Unmerge Cells, and fill in each row.",
                    )
                )

    def _reader(self, place: Place) -> _Reader:
        where = CellRef(self._sheet, self._header_row, place.column)
        return _Reader(place.key, place.kind.parse, where, place.title, place.family, {})

    def _look_at(self, reader: _Reader, raw: Raw, faults: list[tuple[_Reader, Finding]]) -> object:
        """A cell that holds no number and whose content is new: its value, a finding, or that it is blank."""
        if isinstance(raw, NoStoredValue | ErrorValue):
            return _broken(reader, raw)
        if isinstance(raw, str) and (trimmed := raw.strip()) != raw:
            if trimmed:
                faults.append((reader, _trimmed(reader, raw, trimmed)))
                return reader.parse(trimmed, reader.place, reader.title)
            return _BLANK
        if raw is None or raw == "":
            return _BLANK
        value = reader.parse(raw, reader.place, reader.title)
        if not isinstance(value, Finding):
            reader.seen[raw] = value
        return value

    def _report(
        self, number: int, cells: dict[int, Raw], values: dict[str, Any], faults: list[tuple[_Reader, Finding]]
    ) -> None:
        account = self._account(cells)
        wrong: set[str] = set()
        for reader, finding in faults:
            where = CellRef(self._sheet, number, reader.place.column)
            if finding.rule is not W111:
                wrong.add(reader.family or reader.key)
                self.unread[where] = held(cells[reader.place.column])
                finding = self._said_for_column(finding, self._by_field[reader.family or reader.key])  # noqa: PLW2901 - the same finding, said better
            self.findings.append(_about(account, dataclasses.replace(finding, where=where)))
        for column in self._schema.required:
            if column.field not in values and column.field not in wrong:
                self.findings.append(self._blank(column, number, account, f"{column.title} is blank.{_LEFT_OUT}"))
        for column, when in self._conditional:
            asked = column.field not in values and column.field not in wrong and when.holds(values)
            if asked and not (when.blank and when.field in wrong):  # what stands there in error is not blank
                found = self._blank(column, number, account, self._although(column, when, values))
                self.findings.append(self._either(found, when) if when.blank else found)
        if not self._required <= values.keys():
            self._leave_out(cells)

    def _account(self, cells: dict[int, Raw]) -> tuple[str, str]:
        """Whose row this is; on the Accounts sheet the row itself says it."""
        account_id = cells.get(self._columns.get("account_id", 0))
        if self._schema.record is Account:
            return self._names.learn(account_id, cells.get(self._columns.get("name", 0)))
        return self._names.of(account_id)

    def _said_for_column(self, finding: Finding, column: Column) -> Finding:
        """What an error costs: the row, where the cell is required and clearing it would not help; else what it said.

        A cell in error counts as blank (KAM.md §4.1): where blank means something, the reader learns what was taken.
        """
        if finding.severity is not Severity.ERROR:
            return finding
        if not column.required:
            return dataclasses.replace(finding, message=f"{finding.message} {counts_as(column.blank)}".rstrip())
        hint = finding.hint.replace(_CLEAR, "")
        return dataclasses.replace(
            finding,
            message=finding.message + _LEFT_OUT,
            hint=_what_to_fill_in(column) if finding.rule.code == "C110" else hint,
        )

    def _blank(self, column: Column, number: int, account: tuple[str, str], message: str) -> Finding:
        where = CellRef(self._sheet, number, self._columns.get(column.field, 1))
        return _about(account, C101.at(where, message, hint=_what_to_fill_in(column)))

    def _either(self, found: Finding, when: When) -> Finding:
        """The finding for one of two cells, saying that the other would do."""
        other = self._by_field[when.field].title
        return dataclasses.replace(found, hint=f"{found.hint.removesuffix('.')}, or fill {other}.")

    def _although(self, column: Column, when: When, values: dict[str, Any]) -> str:
        other = self._by_field[when.field]
        if when.blank:
            return f"{column.title} and {other.title} are both blank; one of them is needed."
        if other.is_family:
            return f"{column.title} is blank although the row has entries for {', '.join(values[other.field])}."
        return f"{column.title} is blank although {other.title} is {values[other.field]}."

    def _leave_out(self, cells: dict[int, Raw]) -> None:
        for field in (*self._schema.key[:1], self._name_field):
            raw = cells.get(self._columns.get(field, 0))
            if isinstance(raw, str) and raw.strip():
                self.left_out.append(raw.strip())


def held(raw: Raw) -> str:
    """What stands in a cell that could not be read, for the middle of a sentence."""
    if isinstance(raw, ErrorValue):
        return f"the Excel error {raw.code}"
    if isinstance(raw, NoStoredValue):
        return "a formula without a stored result"
    return f"the text {shown(raw)}" if isinstance(raw, str) else shown(raw)


def counts_as(blank: str) -> str:
    """What is taken in place of a cell in error, where blank means something (KAM.md §4.1); else empty."""
    return f"It counts as blank, which means {blank}." if blank else ""


def _about(account: tuple[str, str], finding: Finding) -> Finding:
    """The finding, saying whose cell it is."""
    account_id, name = account
    whose = f"{name} ({account_id})" if name and account_id else name or account_id
    message = f"{on_one_line(whose)}: {finding.message}" if whose else finding.message
    return dataclasses.replace(finding, message=message, account_id=account_id, account_name=name)


def _broken(reader: _Reader, raw: NoStoredValue | ErrorValue) -> Finding:
    if isinstance(raw, NoStoredValue):
        formula = f"the formula {on_one_line(raw.formula)}," if len(raw.formula) > 1 else "a formula"
        return W107.at(
            reader.place,
            f"{reader.title} is {formula} whose result is not stored in the file.",
            hint="Open the workbook in Excel, press F9 to calculate, and save it.",
        )
    return W108.at(
        reader.place,
        f"{reader.title} holds the Excel error {raw.code}.",
        hint=f"Mend the formula or type the value{_CLEAR}.",
    )


def _trimmed(reader: _Reader, raw: str, trimmed: str) -> Finding:
    return W111.at(
        reader.place,
        f"{reader.title} {shown(raw)} has spaces around it; it is read as {shown(trimmed)}.",
        hint="Delete the spaces, so that the cell compares equal everywhere.",
    )


def _what_to_fill_in(column: Column) -> str:
    words = column.kind.words()
    if words:
        return f"Choose one of: {', '.join(words[:_OFFERED])}{' …' if len(words) > _OFFERED else '.'}"
    if column.kind.told == "text":
        return f"Fill it in: {column.doc[:1].lower()}{column.doc[1:]}"
    return f"Type {column.kind.told}."


RULES = (W106, W107, W108, W111, C101)
