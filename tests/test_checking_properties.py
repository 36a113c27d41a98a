"""Settling holds for any portfolio: it never raises, and doing it twice is doing it once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from handmade import AS_OF, made, portfolio
from hypothesis import given, settings
from hypothesis import strategies as st

from kamreport import scoring
from kamreport.checking import check, settle
from kamreport.model import SHEETS, Account, Colleague, Portfolio, Revenue
from kamreport.schema import Column, kinds, schema_of

DECLARED = tuple(record for record in SHEETS if schema_of(record).title not in ("Settings", "Lists"))
Rows = tuple[Any, ...]
WORDS = st.sampled_from(["AA", "aa", "BB", "CC", "cc", "Bo", "bo", "Q1"])
DATES = st.sampled_from([dt.date(2026, month, 28) for month in range(1, 7)])
MONTH_ENDS = st.sampled_from([dt.date(2025, 9, 30), dt.date(2025, 12, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)])


def cell(column: Column) -> st.SearchStrategy[Any]:
    """Something that may stand in a column: IDs, links and names meet often, dates contradict each other often."""
    kind = column.kind
    if column.is_family:
        return st.just({})
    if isinstance(kind, kinds.MonthEnd):
        known: st.SearchStrategy[Any] = MONTH_ENDS
    elif isinstance(kind, kinds.Date):
        known = DATES
    elif isinstance(kind, kinds.Choice):
        known = st.sampled_from(list(kind.choices))
    elif isinstance(kind, kinds.Steps):
        known = st.sampled_from(kind.allowed)
    elif isinstance(kind, kinds.Flag):
        known = st.booleans()
    elif isinstance(kind, kinds.Whole):
        known = st.integers(int(kind.low or 0), int(kind.high or 5))
    elif isinstance(kind, kinds.Number):
        known = st.sampled_from([number for number in (-2.5, 0.0, 0.5, 1.0, 2.5, 80.0) if allowed(kind, number)])
    else:
        known = WORDS
    return known if column.required else st.none() | known


def allowed(kind: kinds.Number, number: float) -> bool:
    """Whether reading would let a number pass."""
    low, high, above = kind.low, kind.high, kind.above
    return (low is None or number >= low) and (high is None or number <= high) and (above is None or number > above)


@st.composite
def portfolios(draw: st.DrawFn) -> Portfolio:
    """Portfolios with rows on a few sheets; Team, Accounts and Revenue are the most crowded ones."""
    chosen = draw(st.lists(st.sampled_from(DECLARED), max_size=4, unique=True))
    records: list[object] = []
    for record in {Colleague: 0, Account: 0, Revenue: 0, **dict.fromkeys(chosen, 0)}:
        fields = st.fixed_dictionaries({column.field: cell(column) for column in schema_of(record).columns})
        rows = draw(st.lists(fields, max_size=5))
        records += [made(record, **row) for row in rows]
    left_out = draw(st.dictionaries(st.sampled_from(DECLARED), st.lists(WORDS, max_size=2), max_size=2))
    return portfolio(*records, left_out=dict(left_out))


def rows_of(these: Portfolio, record: type) -> Rows:
    """Rows whose fields are known by their sheet's schema only."""
    rows: Rows = these.rows(record)
    return rows


@given(portfolios())
@settings(max_examples=60, deadline=None)
def test_settling_twice_is_settling_once(before: Portfolio) -> None:
    once = settle(before, AS_OF)
    twice = settle(once.portfolio, AS_OF)
    assert [str(finding) for finding in twice.findings] == []
    for record in once.portfolio.records:
        assert rows_of(twice.portfolio, record) == rows_of(once.portfolio, record)


@given(portfolios())
@settings(max_examples=60, deadline=None)
def test_after_settling_keys_are_unique_and_links_lead_to_rows_that_are_there(before: Portfolio) -> None:
    after = settle(before, AS_OF).portfolio
    there = {
        schema_of(record).title: {getattr(row, schema_of(record).key[0]) for row in rows_of(after, record)}
        for record in SHEETS
        if len(schema_of(record).key) == 1
    }
    for record in after.records:
        key = schema_of(record).key
        keys = [tuple(str(getattr(row, field)).casefold() for field in key) for row in rows_of(after, record)]
        full = [parts for parts in keys if "none" not in parts]
        assert not key or len(full) == len(set(full))
        for column in schema_of(record).columns:
            if isinstance(column.kind, kinds.Link):
                allowed = set().union(*(there[title] for title in column.kind.targets)) | {None, ""}
                assert {getattr(row, column.field) for row in rows_of(after, record)} <= allowed


@given(portfolios())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_decides_nothing(before: Portfolio) -> None:
    """Sorting rows means nothing (KAM.md §3.1): the same rows are kept, the same cells are named."""
    turned = before.with_rows({record: rows_of(before, record)[::-1] for record in before.records})
    one, other = settle(before, AS_OF), settle(turned, AS_OF)
    assert {(finding.rule.code, finding.where) for finding in one.findings} == {
        (finding.rule.code, finding.where) for finding in other.findings
    }
    for record in before.records:
        assert rows_of(other.portfolio, record)[::-1] == rows_of(one.portfolio, record)


@given(portfolios())
@settings(max_examples=40, deadline=None)
def test_no_check_breaks_down_whatever_stands_in_the_rows(before: Portfolio) -> None:
    after = settle(before, AS_OF)
    found = (*after.findings, *check(after.portfolio, scoring.score(after.portfolio, AS_OF), AS_OF))
    assert [str(finding) for finding in found if finding.rule.code == "W901"] == []
