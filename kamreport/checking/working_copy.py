"""The records while they are being settled: what is kept, what was left out, what was found."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from kamreport.checking.sentences import known_as
from kamreport.findings import Finding
from kamreport.model import SHEETS, Account, Portfolio, SettingLine
from kamreport.schema import When, schema_of
from kamreport.schema.declare import Group
from kamreport.schema.kinds import Link

Row: TypeAlias = Any
"""A record of any sheet: fields are known by its schema only."""


class LinkColumn(NamedTuple):
    """One column of links, as its sheet declares it."""

    field: str
    title: str
    targets: tuple[str, ...]
    """Titles of the sheets linked to."""
    told_targets: str
    required: bool
    when: When | None
    blank: str
    """What a blank link counts as; empty where nothing stands in for it."""

    @property
    def read_as_blank(self) -> str:
        """What happens to a broken link that its row can do without, in a sentence."""
        return f"The link reads as blank{f', which means {self.blank}' if self.blank else ''}."

    def is_required_in(self, row: object) -> bool:
        """Whether this row cannot do without the link."""
        return self.required or (
            self.when is not None and self.when.holds({self.when.field: getattr(row, self.when.field)})
        )


@cache
def link_columns(record: type) -> tuple[LinkColumn, ...]:
    """The columns of links a record class declares."""
    return tuple(
        LinkColumn(
            column.field,
            column.title,
            column.kind.targets,
            column.kind.told_targets,
            column.required,
            column.required_when,
            column.blank,
        )
        for column in schema_of(record).columns
        if isinstance(column.kind, Link)
    )


@cache
def id_field(record: type) -> str | None:
    """The field other sheets link to: the key, where it is one field that is no link itself; else None."""
    key = schema_of(record).key
    return key[0] if len(key) == 1 and key[0] not in {link.field for link in link_columns(record)} else None


@cache
def name_field(record: type) -> str | None:
    """The field whose text is accepted in place of the ID: ``name``, or ``offering`` beside ``offering_id``."""
    fields = {column.field for column in schema_of(record).columns}
    stem = (id_field(record) or "").removesuffix("_id")
    return "name" if "name" in fields else stem if stem in fields and stem != id_field(record) else None


@cache
def has_account(record: type) -> bool:
    """Whether rows of this class belong to an account."""
    account_title = schema_of(Account).title
    return any(link.field == "account_id" and link.targets == (account_title,) for link in link_columns(record))


class WorkingCopy:
    """Rows by class, replaced and left out step by step. Records themselves never change."""

    def __init__(self, portfolio: Portfolio, as_of: dt.date) -> None:
        self.portfolio = portfolio
        self.as_of = as_of
        self.rows: dict[type, tuple[Row, ...]] = {
            record: portfolio.rows(record)
            for record in portfolio.records
            if schema_of(record).group is not Group.WRITTEN and record is not SettingLine
        }
        self.findings: list[Finding] = []
        self._by_title = {schema_of(record).title: record for record in (*SHEETS, *portfolio.records)}
        self._left_out: dict[type, set[str]] = {}
        self._accounts: Mapping[str, tuple[str, str]] | None = None

    @property
    def records(self) -> tuple[type, ...]:
        """The classes whose sheet was read. Settings were drawn up by reading; written sheets are nobody's to mend."""
        return tuple(self.rows)

    def targets(self, titles: Iterable[str]) -> tuple[type, ...]:
        """The record classes behind sheet titles; an undeclared sheet has none."""
        return tuple(self._by_title[title] for title in titles if title in self._by_title)

    def leave_out(self, record: type, rows: Collection[object]) -> None:
        """Take rows away and remember them by ID and name, so that what belongs to them goes in silence."""
        if not rows:
            return
        gone = {id(row) for row in rows}
        self.rows[record] = tuple(row for row in self.rows[record] if id(row) not in gone)
        remembered = self._left_out.setdefault(record, set())
        for field in (id_field(record), name_field(record)):
            if field is not None:
                remembered.update(str(getattr(row, field)).casefold() for row in rows)

    def is_left_out(self, record: type, typed: str) -> bool:
        """Whether reading or an earlier step left out a row of this ID or name."""
        return typed.casefold() in self._left_out.get(record, ()) or self.portfolio.is_left_out(record, typed)

    @property
    def left_out(self) -> Mapping[type, Collection[str]]:
        """IDs and names, folded, of the rows that were taken away."""
        return self._left_out

    def change(self, record: type, changes: Mapping[int, Mapping[str, object]]) -> None:
        """Give some rows, named by their ``id()``, other values in some fields."""
        if changes:
            self.rows[record] = tuple(
                dataclasses.replace(row, **changes[id(row)]) if id(row) in changes else row for row in self.rows[record]
            )

    def account_of(self, row: object) -> tuple[str, str]:
        """The account a row speaks of, as (ID, name); blank where there is none."""
        if isinstance(row, Account):
            return known_as(row)
        account_id = getattr(row, "account_id", None)
        if account_id is None:
            return ("", "")
        if self._accounts is None:
            self._accounts = {
                account.account_id.casefold(): known_as(account) for account in self.rows.get(Account, ())
            }
        return self._accounts.get(account_id.casefold(), ("", ""))

    def told_account(self, row: object) -> str:
        """The account a row speaks of, as sentences name it; empty where there is none."""
        account_id, name = self.account_of(row)
        return f"{name} ({account_id})" if account_id else ""
