"""Addresses are spelled as Excel spells them, and read back as what they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamreport.cells import CellRef, RowRef, column_letters, column_number, quoted_sheet, sheet_ref


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_excels_letters(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert column_number(letters) == column_number(letters.lower()) == column


@given(st.integers(1, 16384))
def test_letters_and_numbers_of_columns_are_each_others_inverse(column: int) -> None:
    assert column_number(column_letters(column)) == column


@given(st.integers(1, 16383))
def test_columns_are_spelled_in_order(column: int) -> None:
    left, right = column_letters(column), column_letters(column + 1)
    assert (len(left), left) < (len(right), right)


@pytest.mark.parametrize(
    ("sheet", "spelled"),
    [
        ("Accounts", "Accounts"),
        ("Key accounts", "'Key accounts'"),
        ("Q1", "'Q1'"),
        ("R1C1", "'R1C1'"),
        ("2026", "'2026'"),
        ("Ana's", "'Ana''s'"),
        ("Umsätze", "Umsätze"),
        ("a-b", "'a-b'"),
    ],
)
def test_a_sheet_is_quoted_where_a_reference_needs_it(sheet: str, spelled: str) -> None:
    assert quoted_sheet(sheet) == spelled
    assert str(CellRef(sheet, 7, 6)) == f"{spelled}!F7"


def test_row_zero_stands_for_the_sheet() -> None:
    assert str(sheet_ref("Key accounts")) == "'Key accounts'"


def test_a_row_knows_the_cells_of_its_fields() -> None:
    row = RowRef("Accounts", 7, {"name": 2, "tier": 6})
    assert [str(row.cell(field)) for field in ("tier", "name", "not there")] == [
        "Accounts!F7",
        "Accounts!B7",
        "Accounts!A7",
    ]
