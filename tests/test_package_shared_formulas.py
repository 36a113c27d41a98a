"""A shared formula is read as each cell means it, as openpyxl works it out."""

from __future__ import annotations

from pathlib import Path

import packages
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from kamreport.cells import column_letters
from kamreport.package import open_book
from kamreport.package.cell_details import row_details
from kamreport.package.shared_formulas import shared_formula


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1*2", "C4*2"),
        ("$A1+A$1+$A$1", "$A4+C$1+$A$1"),
        ("SUM(A1:B2)", "SUM(C4:D5)"),
        ("SUM(A:B,$C:D,1:2,$3:4)", "SUM(C:D,$C:F,4:5,$3:7)"),
        ('"A1"&A1&"say ""A1"""', '"A1"&C4&"say ""A1"""'),
        ("'A1 and ''B2'''!A1+Data!A1", "'A1 and ''B2'''!C4+Data!C4"),
        ("LOG10(A1)+BIN2DEC(B1)", "LOG10(C4)+BIN2DEC(D4)"),
        ("[1]Data!A1+prices[[#This Row],[A1]]+prices[A1]", "[1]Data!C4+prices[[#This Row],[A1]]+prices[A1]"),
        ("A1.total+_A1+A1_x+TAX", "A1.total+_A1+A1_x+TAX"),
        ("1.5*A1+1E5", "1.5*C4+1E5"),
        ("XFD1048576+XFD$1", "#REF!+#REF!"),
    ],
)
def test_relative_references_move_and_nothing_else(formula: str, moved: str) -> None:
    assert shared_formula(formula, 3, 2) == moved


REFERENCES = st.tuples(
    st.sampled_from(["", "$"]), st.integers(1, 700), st.sampled_from(["", "$"]), st.integers(1, 90_000)
).map(lambda parts: f"{parts[0]}{column_letters(parts[1])}{parts[2]}{parts[3]}")


@given(st.lists(REFERENCES, min_size=1, max_size=6), st.sampled_from("+-*/,:&"), st.integers(0, 50), st.integers(0, 50))
def test_references_move_as_openpyxl_moves_them(listed: list[str], sign: str, rows: int, columns: int) -> None:
    formula = f"SUM({sign.join(listed)})"
    theirs = Translator(f"={formula}", "A1").translate_formula(row_delta=rows, col_delta=columns)
    assert f"={shared_formula(formula, rows, columns)}" == theirs


def test_every_cell_of_a_share_says_its_own_formula(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="B2"><f t="shared" ref="B2:C3" si="0">A2*$A$1</f><v>1</v></c>'
        '<c r="C2"><f t="shared" si="0"/><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c><c r="C3"><f>A9</f><v>1</v></c></row>'
    )
    book = open_book(packages.save_parts(tmp_path, packages.minimal_parts(packages.sheet_xml(rows))))
    held = {(row.number, at): cell.formula for row in row_details(book, "Data") for at, cell in row.cells.items()}
    assert held == {(2, 2): "=A2*$A$1", (2, 3): "=B2*$A$1", (3, 2): "=A3*$A$1", (3, 3): "=A9"}
