"""A review in which every text says whether a customer may read it: Qzsee… may leave the house, Qzhid… may not.

Allowed columns are listed here a second time, by hand from KAM.md §14.3: a column added to the product's own list does
not become allowed in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from packed_full import AS_OF, full_review

from kamreport import scoring
from kamreport.model import (
    SHEETS,
    Account,
    Action,
    Band,
    Commitment,
    Criterion,
    Event,
    HealthMeasure,
    ListValue,
    Need,
    Objective,
    Portfolio,
    Profile,
    Remark,
    SettingLine,
    ValueDelivered,
)
from kamreport.model.lists import Audience, MoneyUnit, NarrativeKind, ObjectiveStatus
from kamreport.results import Review
from kamreport.schema import Column, kinds, schema_of

OWN = "KA-001"
"""The account that gets the pack."""

ALLOWED: Mapping[type, tuple[str, ...]] = {
    Account: ("name", "industry", "region"),
    Action: ("text",),
    Commitment: ("promise", "unit"),
    Event: ("event",),
    Need: ("need", "why"),
    Objective: ("objective", "measure", "unit"),
    Profile: (
        "background", "their_market", "their_strategy", "wishes_of_their_customers", "how_they_create_value",
        "where_their_profit_comes_from", "solution", "value_proposition",
    ),
    Remark: ("text",),
    ValueDelivered: ("outcome", "measure", "unit"),
}  # fmt: skip
"""Text columns a customer may read, of rows that are Shared (Accounts: of its own row)."""

ALLOWED_MONEY = {("Revenue", "revenue"), ("Value delivered", "yearly_value")}
LOOKED_UP = {(Criterion, "measure"), (HealthMeasure, "measure"), (Band, "code")}
TEXTS = (kinds.Text, kinds.OwnChoice)

Decide = Callable[[Any], Audience | None]
"""Gives a row its Audience."""


def mostly(row: Any) -> Audience | None:  # noqa: ANN401 - a row of any sheet
    """Two rows of three are Shared; of the others some say Internal and some are blank."""
    return (Audience.INTERNAL, Audience.SHARED, Audience.SHARED, None, Audience.SHARED, Audience.SHARED)[
        row.origin.row % 6
    ]


def marked_review(decide: Decide = mostly) -> Review:
    """The full review with every text marked, amounts that may not be seen made odd, and Audiences as decided."""
    review = full_review()
    rows = {record: [_marked(record, row, decide) for row in rows_of(review, record)] for record in SHEETS}
    settings = replace(review.portfolio.settings, money_unit=MoneyUnit.UNITS, company_name="Qzseecompany")
    portfolio = Portfolio(settings, rows)
    return replace(review, portfolio=portfolio, scores=scoring.score(portfolio, AS_OF))


def rows_of(review: Review, record: type) -> tuple[Any, ...]:
    """The rows of a sheet, whatever they are."""
    rows: tuple[Any, ...] = review.portfolio.rows(record)
    return rows


def is_allowed(row: Any) -> bool:  # noqa: ANN401 - likewise
    """Whether texts of a row may be seen at all, as far as the row decides."""
    if isinstance(row, Account):
        return row.account_id == OWN
    own = row.account_id == OWN and row.audience is Audience.SHARED
    if isinstance(row, Remark):
        return own and row.kind in {NarrativeKind.WIN, NarrativeKind.DECISION, NarrativeKind.ASK}
    if isinstance(row, Objective):
        return own and row.status is not ObjectiveStatus.DROPPED
    return own


def mark(row: Any, field: str, *, seen: bool) -> str:  # noqa: ANN401 - likewise
    """A word that stands nowhere else."""
    return f"{'Qzsee' if seen else 'Qzhid'}{type(row).__name__}{row.origin.row}{field.replace('_', '')}"


def _marked(record: type, row: Any, decide: Decide) -> Any:  # noqa: ANN401 - likewise
    if record in {SettingLine, ListValue}:
        return row
    columns = [column for column in schema_of(record).columns if not column.is_family]
    if any(column.field == "audience" for column in columns):
        row = replace(row, audience=decide(row))
    said = {column.field: _text(record, row, column) for column in columns if _is_text(record, column)}
    odd = {column.field: _odd(row, column) for column in columns if _is_odd(record, row, column)}
    return replace(row, **said, **odd)


def _is_text(record: type, column: Column) -> bool:
    """Every text is marked, blank ones too; but not what the model looks up by its words."""
    return isinstance(column.kind, TEXTS) and (record, column.field) not in LOOKED_UP


def _text(record: type, row: Any, column: Column) -> str:  # noqa: ANN401 - likewise
    seen = record in ALLOWED and is_allowed(row) and column.field in ALLOWED[record]
    return mark(row, column.field, seen=seen)


def _is_odd(record: type, row: Any, column: Column) -> bool:  # noqa: ANN401 - likewise
    money = isinstance(column.kind, kinds.Money) and isinstance(getattr(row, column.field), float)
    return money and (schema_of(record).title, column.field) not in ALLOWED_MONEY


def _odd(row: Any, column: Column) -> float:  # noqa: ANN401 - likewise
    return 7_310_000.0 + float(row.origin.row * 100 + sum(map(ord, column.field)) % 97)
