"""The portfolio: every record of the workbook, indexed and linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from kamreport.cells import CellRef
from kamreport.model.accounts import Account
from kamreport.model.settings import Settings
from kamreport.schema import schema_of

R = TypeVar("R")


class Portfolio:
    """Records by their class. Links hold the target's ID as the target spells it; a broken one is None.

    Nothing is ever set: a changed portfolio is a new one (``with_rows``).
    """

    def __init__(
        self,
        settings: Settings,
        rows: Mapping[type, Iterable[object]],
        left_out: Mapping[type, Iterable[str]] | None = None,
        unread: Mapping[CellRef, str] | None = None,
    ) -> None:
        self.settings = settings
        self.unread: Mapping[CellRef, str] = unread or {}
        """Cells in error, which count as blank (KAM.md §4.1), and what they hold in words: ``the text “good”``."""
        self._left_out = {record: frozenset(map(str.casefold, keys)) for record, keys in (left_out or {}).items()}
        self._rows: dict[type, tuple[Any, ...]] = {record: tuple(records) for record, records in rows.items()}
        self._by_account: dict[type, Mapping[str, tuple[Any, ...]]] = {}
        self._by_key: dict[type, Mapping[str, Any]] = {}

    def rows(self, record: type[R]) -> tuple[R, ...]:
        """All records of a class in the order of the sheet; empty when the sheet is absent."""
        return self._rows.get(record, ())

    def of(self, account_id: str, record: type[R]) -> tuple[R, ...]:
        """The records of one account."""
        groups = self._by_account.get(record)  # asked for forty times an account
        return (self._grouped(record) if groups is None else groups).get(account_id, ())

    def find(self, record: type[R], key: str | None) -> R | None:
        """The record with a key of one field; None when there is none."""
        if key is None:
            return None
        keyed = self._by_key.get(record)
        return (self._keyed(record) if keyed is None else keyed).get(key)

    def with_rows(
        self, rows: Mapping[type, Iterable[object]], left_out: Mapping[type, Iterable[str]] | None = None
    ) -> Portfolio:
        """The same portfolio with the records of some classes replaced; ``left_out`` are keys of rows taken away."""
        gone = {record: {*keys, *self._left_out.get(record, ())} for record, keys in (left_out or {}).items()}
        return Portfolio(self.settings, {**self._rows, **rows}, {**self._left_out, **gone}, self.unread)

    def is_left_out(self, record: type, key: str) -> bool:
        """Whether a row of that key (or that name) stands in the sheet but was left out for an error in it.

        What belongs to such a row goes with it, without findings of its own (KAM.md §4.1).
        """
        return key.casefold() in self._left_out.get(record, frozenset())

    @property
    def records(self) -> tuple[type, ...]:
        """Classes whose sheet was read, with or without rows."""
        return tuple(self._rows)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """All accounts in the order of the sheet."""
        return self.rows(Account)

    def account(self, account_id: str | None) -> Account | None:
        """An account by its ID."""
        return self.find(Account, account_id)

    def _grouped(self, record: type) -> Mapping[str, tuple[Any, ...]]:
        if record not in self._by_account:
            lists: dict[str, list[Any]] = defaultdict(list)
            for found in self._rows.get(record, ()):
                lists[found.account_id].append(found)
            self._by_account[record] = {account_id: tuple(rows) for account_id, rows in lists.items()}
        return self._by_account[record]

    def _keyed(self, record: type) -> Mapping[str, Any]:
        if record not in self._by_key:
            (field,) = schema_of(record).key
            self._by_key[record] = {getattr(found, field): found for found in self._rows.get(record, ())}
        return self._by_key[record]
