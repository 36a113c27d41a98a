"""One sheet after another: its header understood, its rows read, its findings kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import Any, TypeVar

from kamreport.cells import CellRef, sheet_ref
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Account
from kamreport.reading.families import Families
from kamreport.reading.headers import LAST_HEADER_ROW, Layout, Place, header_among, lay_out
from kamreport.reading.naming import AccountNames
from kamreport.reading.own_lists import listed
from kamreport.reading.rows import RowReader
from kamreport.reading.sources import Source
from kamreport.reading.strays import Strays
from kamreport.schema import Group, SheetSchema, schema_of

W109 = Rule("W109", "core-sheet-empty", Severity.WARNING, "0.1", "A core sheet has no rows.")

R = TypeVar("R")


class SheetsReader:
    """Reads the sheets of one source in the order they are asked for, each once.

    Lists, Criteria and Bands are asked for first, for they say what cells of other sheets may hold; Accounts before
    the sheets whose rows belong to accounts, so that findings there name them.
    """

    def __init__(self, source: Source, titles: Mapping[str, str]) -> None:
        self.families = Families()
        self.lists: Mapping[str, Mapping[str, str]] | None = None
        self.rows: dict[type, Sequence[Any]] = {}
        """Records by class; a class is absent when its sheet is, or could not be read."""
        self.left_out: dict[type, Sequence[str]] = {}
        self.unread: dict[CellRef, str] = {}
        """What cells in error hold, in words."""
        self.findings: list[Finding] = []
        self._source, self._titles = source, titles
        self._names = AccountNames()

    def read(self, record: type[R]) -> Sequence[R]:
        """The records of a sheet; none when it is absent or its header is not understood."""
        schema = schema_of(record)
        title = self._titles.get(schema.title)
        if title is None:
            return ()
        cells = self._source.read(title)
        stream = iter(cells.rows)
        first = list(islice(stream, LAST_HEADER_ROW))
        header = header_among(first, schema) or (1, {})
        layout, findings = lay_out(title, schema, header, self.families)
        if layout is None:
            below = any(number > header[0] for number, _ in chain(first, stream))
            self._say(schema, findings, filled=below)
            return ()
        reader = RowReader(title, schema, self._with_lists(layout), self._names)
        strays = Strays(title, layout.header_row, max(header[1], default=0))
        records = reader.read(strays.watch(chain(first, stream)))
        reader.merged(cells.merged)
        strayed = strays.findings(cells.last_row)
        self._say(schema, [*findings, *reader.findings, *strayed], filled=reader.filled > 0)
        if not reader.filled and schema.core:
            above = any(number < header[0] and len(cells) >= len(schema.required) for number, cells in first)
            self.findings.append(_titles_below(title, header[0]) if above else _empty(title))
        self._keep(schema, records, reader)
        return records

    def _with_lists(self, layout: Layout) -> Layout:
        places: list[Place] = [place._replace(kind=listed(place.kind, self.lists)) for place in layout.places]
        return layout._replace(places=places)

    def _say(self, schema: SheetSchema, findings: Sequence[Finding], *, filled: bool) -> None:
        """An optional sheet without rows counts as absent; written sheets are nobody's to mend."""
        if schema.group is not Group.WRITTEN and (schema.needed or filled):
            self.findings += findings

    def _keep(self, schema: SheetSchema, records: Sequence[Any], reader: RowReader) -> None:
        if reader.filled or schema.needed:
            self.rows[schema.record] = records
        self.unread |= reader.unread
        if reader.left_out:
            self.left_out[schema.record] = reader.left_out
        if schema.record is Account:
            for account in records:
                self._names.learn(account.account_id, account.name)

    @property
    def cells_at_fault(self) -> frozenset[CellRef]:
        """Cells that already have an error."""
        return frozenset(finding.where for finding in self.findings if finding.severity is Severity.ERROR)


def _empty(title: str) -> Finding:
    return W109.at(
        sheet_ref(title),
        f"The sheet {title} has no rows, so what rests on it stays empty.",
        hint="Fill in a first row below the titles.",
    )


def _titles_below(title: str, row: int) -> Finding:
    """Sorting a whole sheet takes the titles along."""
    return W109.at(
        CellRef(title, row, 1),
        f"The sheet {title} has no rows below its titles, which stand in row {row} under other rows.",
        hint=f"Cut row {row} and insert it above the rows that belong to it.",
    )


RULES = (W109,)
