"""Rows made many at a time are the rows made one by one."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamreport.errors import RefusedError
from kamreport.package import Cell, Look, OwnColumn, OwnSheet, Styled
from kamreport.package.cell_writing import RowWriter
from kamreport.package.styles import StyleBook

SHEET = OwnSheet(
    title="Results",
    mark="kamreport_sheet_results",
    table="kamreport_results",
    columns=[OwnColumn(title="One", wrapped=True, width=8), OwnColumn(title="Two"), OwnColumn(title="Three")],
    rows=(),
)
LOOKS = (Look(ink="B3261E"), Look(fill="DDF0E4", bold=True))

plains = st.one_of(
    st.sampled_from([None, "", True, False, 1, 0, 1.0, 0.0, -0.0, "1", "TRUE", " a", "a\nb", "<&>", "_x0041_"]),
    st.text(max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**9), 10**9),
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
)
cells = plains | st.builds(
    Styled, plains, st.none() | st.sampled_from(LOOKS), st.sampled_from(["", "Accounts!A2", "'Key accounts'!B3"])
)


def writer() -> RowWriter:
    """A writer whose looks have their numbers already: these go by who asks first."""
    styles = StyleBook(None, "xl/styles.xml", strict=False)
    made = RowWriter(SHEET, styles, (2, 1, 4), date1904=False)
    made.row(1, [Styled(None, look) for look in LOOKS] + [None])
    made.row(1, [None, *(Styled(None, look) for look in LOOKS)])
    made.row(1, [None, *(Styled(None, look) for look in reversed(LOOKS))])
    made.row(1, [Styled(None, look) for look in reversed(LOOKS)] + [None])
    return made


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=12))
def test_many_rows_at_a_time_are_the_rows_one_by_one(rows: list[tuple[Cell, ...]]) -> None:
    together, apart = writer(), writer()
    assert list(together.rows(5, rows)) == [apart.row(at, row) for at, row in enumerate(rows, 5)]
    assert together.links == apart.links


def test_true_does_not_pass_for_the_number_it_equals() -> None:
    rows: list[list[Cell]] = [[1, 0.0, None], [True, False, None], [1.0, 0, None]]
    first, second, third = writer().rows(2, rows)
    assert "<v>1</v>" in first
    assert ' t="b"><v>1</v>' in second
    assert ' t="b"><v>0</v>' in second
    assert ' t="b"' not in first + third


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("styled", [False, True])
def test_what_excel_cannot_store_is_refused_at_its_cell(value: float, *, styled: bool) -> None:
    cell = Styled(value, LOOKS[0]) if styled else value
    with pytest.raises(RefusedError, match=r"^Results!D8 would hold (nan|-?inf), which Excel cannot store"):
        list(writer().rows(7, [[None, None, 1.0], [None, None, cell]]))
