"""What people typed about an account, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kamreport.cells import CellRef
from kamreport.model import SHEETS, Account, Portfolio
from kamreport.schema import schema_of


def typed_texts(portfolio: Portfolio, account: Account | None) -> Iterator[tuple[object, CellRef, str]]:
    """Each text with its row and its cell, in the order of the sheets; of the whole workbook for None."""
    for record in SHEETS:
        schema = schema_of(record)
        belongs = any(column.field == "account_id" for column in schema.columns)
        rows: tuple[Any, ...] = (
            portfolio.rows(record) if account is None or not belongs else portfolio.of(account.account_id, record)
        )
        for row in rows:
            for column in schema.columns:
                text = getattr(row, column.field, None)
                if isinstance(text, str) and text and column.field in row.origin.columns:
                    yield row, row.origin.cell(column.field), text
