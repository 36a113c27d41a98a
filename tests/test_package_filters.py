"""A table of ours that a manager filtered stays filtered: exactly the rows that do not match are out of sight."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from own_sheets import THREE, patched, result, results, saved_and_patched, text
from packages import minimal_parts
from test_package_managers_ways import SHEET, TABLE, changed_by_hand
from test_package_patching import add_cells

from kamreport.package import Book, differences, open_book, patch
from kamreport.package.cell_details import row_details

FIVE = results(
    result("KA-001", "Northwind", 61.46),
    result("KA-002", "Southwind", 20.0),
    result("KA-003", "Eastwind", None),
    result("KA-004", "north gate", 75.0),
    result("KA-005", "Westwind", 1234.5),
)
COLUMN = {"Account ID": 0, "Account name": 1, "Score": 2, "Renewal": 3, "Key": 4}


def filtered(folder: Path, column: str, criteria: str, *, hidden: tuple[int, ...] = (), ref: str = "A1:E4") -> Path:
    """A workbook with our three first results, filtered by hand."""
    book = saved_and_patched(folder, minimal_parts(), THREE)
    asked = f'<filterColumn colId="{COLUMN[column]}">{criteria}</filterColumn>'
    changed_by_hand(book, TABLE, f'<autoFilter ref="{ref}"/>', f'<autoFilter ref="{ref}">{asked}</autoFilter>')
    return hide(book.path, *hidden)


def hide(path: Path, *rows: int) -> Path:
    """The workbook with some rows of our sheet hidden."""
    for row in rows:
        changed_by_hand(open_book(path), SHEET, f'<row r="{row}"', f'<row r="{row}" hidden="1"')
    return path


def shown(book: Book, title: str = "Results") -> list[int]:
    """The numbers of the rows in sight, titles left out."""
    return [row.number for row in row_details(book, title) if not row.hidden and row.number > 1]


def custom(*pairs: tuple[str, str], joined: str = "") -> str:
    """Comparisons as Excel stores them."""
    listed = "".join(f'<customFilter operator="{operator}" val="{value}"/>' for operator, value in pairs)
    return f"<customFilters{joined}>{listed}</customFilters>"


CRITERIA: dict[str, tuple[str, str, list[int]]] = {
    "values by what the cells showed": ("Score", '<filters><filter val="61.5"/><filter val="20.0"/></filters>', [2, 3]),
    "values with a decimal comma": ("Score", '<filters><filter val="61,5"/></filters>', [2]),
    "values as they are": ("Score", '<filters><filter val="61.46"/></filters>', [2]),
    "texts without case": ("Account name", '<filters><filter val="NORTHWIND"/></filters>', [2]),
    "blanks": ("Score", '<filters blank="1"/>', [4]),
    "blanks and a value": ("Score", '<filters blank="1"><filter val="75.0"/></filters>', [4, 5]),
    "a year": ("Renewal", '<filters><dateGroupItem year="2026" dateTimeGrouping="year"/></filters>', [2, 3, 4, 5, 6]),
    "a month": ("Renewal", '<filters><dateGroupItem year="2026" month="4" dateTimeGrouping="month"/></filters>', []),
    "a date by what the cell showed": ("Renewal", '<filters><filter val="2026-03-31"/></filters>', [2, 3, 4, 5, 6]),
    "above": ("Score", custom(("greaterThan", "61.46")), [5, 6]),
    "from": ("Score", custom(("greaterThanOrEqual", "61.46")), [2, 5, 6]),
    "between": ("Score", custom(("greaterThanOrEqual", "20"), ("lessThan", "75"), joined=' and="1"'), [2, 3]),
    "outside": ("Score", custom(("lessThan", "21"), ("greaterThan", "1000")), [3, 6]),
    "not equal keeps blanks": ("Score", custom(("notEqual", "20")), [2, 4, 5, 6]),
    "not blank": ("Score", custom(("notEqual", " ")), [2, 3, 5, 6]),
    "begins with": ("Account name", custom(("equal", "north*")), [2, 5]),
    "contains": ("Account name", custom(("equal", "*th?ind*")), [2, 3]),
    "one letter": ("Account name", custom(("equal", "?astwind")), [4]),
    "does not end with": ("Account name", custom(("notEqual", "*wind")), [5]),
    "a date by its number": ("Renewal", custom(("lessThan", "46113")), [2, 3, 4, 5, 6]),
    "a star that is meant": ("Account name", custom(("equal", "north~*")), []),
    "the first two": ("Score", '<top10 val="2" filterVal="61.5"/>', [5, 6]),
    "the last two": ("Score", '<top10 top="0" val="2"/>', [2, 3]),
    "the first half": ("Score", '<top10 percent="1" val="50"/>', [5, 6]),
    "above average": ("Score", '<dynamicFilter type="aboveAverage"/>', [6]),
    "below average": ("Score", '<dynamicFilter type="belowAverage"/>', [2, 3, 5]),
}


@pytest.mark.parametrize(("column", "criteria", "rows"), CRITERIA.values(), ids=CRITERIA)
def test_an_update_hides_exactly_the_rows_that_do_not_match(
    column: str, criteria: str, rows: list[int], tmp_path: Path
) -> None:
    path = filtered(tmp_path, column, criteria, hidden=(2, 4))
    book = patched(path, FIVE)
    assert shown(book) == rows
    assert criteria in text(book, TABLE)
    assert '<autoFilter ref="A1:E6">' in text(book, TABLE)
    assert patched(path, FIVE).fingerprint == book.fingerprint
    assert differences(book, [FIVE])[0].remarks == ()


def test_two_filtered_columns_hide_what_either_hides(tmp_path: Path) -> None:
    path = filtered(tmp_path, "Score", custom(("greaterThan", "30")))
    more = f'<filterColumn colId="1">{custom(("equal", "*wind"))}</filterColumn></autoFilter>'
    changed_by_hand(open_book(path), TABLE, "</autoFilter>", more)
    assert shown(patched(path, FIVE)) == [2, 6]


UNTOLD = {
    "a colour": '<colorFilter dxfId="0"/>',
    "an icon": '<iconFilter iconSet="3Arrows"/>',
    "a month that depends on today": '<dynamicFilter type="thisMonth" val="46082" maxVal="46113"/>',
    "texts in order": '<customFilters><customFilter operator="greaterThan" val="m"/></customFilters>',
}


@pytest.mark.parametrize("criteria", UNTOLD.values(), ids=UNTOLD)
def test_what_only_excel_can_work_out_keeps_each_row_as_it_was_and_says_so(criteria: str, tmp_path: Path) -> None:
    path = filtered(tmp_path, "Account name", criteria, hidden=(2,))
    update = results(result("KA-000"), result("KA-003"), result("KA-001"), result("KA-002"))
    said = (
        "Results: what the filter on Account name asks only Excel can work out, so its rows stay hidden or shown as they"
        " were. Choose Data, Reapply in Excel."
    )
    assert differences(open_book(path), [update])[0].remarks == (said,)
    book = patched(path, update)
    assert shown(book) == [2, 3, 5]
    assert criteria in text(book, TABLE)


def test_rows_hidden_by_hand_stay_hidden_by_their_key(tmp_path: Path) -> None:
    path = hide(saved_and_patched(tmp_path, minimal_parts(), THREE).path, 3)
    update = results(result("KA-002"), result("KA-000"), result("KA-001"))
    assert shown(patched(path, update)) == [3, 4]


def test_a_managers_own_column_in_our_table_filters_by_what_stands_beside_each_key(tmp_path: Path) -> None:
    path = noted_column(tmp_path, {"F2": "at risk", "F3": "fine"}, '<filters><filter val="at risk"/></filters>')
    update = results(result("KA-000"), result("KA-002"), result("KA-001"))
    book = patched(path, update)
    assert shown(book) == [4]
    assert differences(book, [update])[0].remarks == ()


def test_formulas_of_a_managers_own_filtered_column_are_left_to_excel(tmp_path: Path) -> None:
    path = noted_column(tmp_path, {"F2": "=C2*2", "F3": "fine"}, '<filters><filter val="fine"/></filters>', hidden=(2,))
    update = results(result("KA-000"), result("KA-002"), result("KA-001"))
    assert "on My view asks only Excel" in differences(open_book(path), [update])[0].remarks[0]
    assert shown(patched(path, update)) == [2, 3]


def noted_column(folder: Path, cells: dict[str, str], criteria: str, *, hidden: tuple[int, ...] = ()) -> Path:
    """Our table with a manager's column of its own at the right, filtered by it."""
    path = saved_and_patched(folder, minimal_parts(), THREE).path
    add_cells(path, {"F1": "My view", **cells})
    asked = f'<autoFilter ref="A1:F4"><filterColumn colId="5">{criteria}</filterColumn></autoFilter>'
    changed_by_hand(open_book(path), TABLE, '<autoFilter ref="A1:E4"/>', asked)
    changed_by_hand(open_book(path), TABLE, 'ref="A1:E4"', 'ref="A1:F4"')
    changed_by_hand(open_book(path), TABLE, "</tableColumns>", '<tableColumn id="9" name="My view"/></tableColumns>')
    return hide(path, *hidden)


def test_a_filter_of_the_sheet_holds_where_the_table_was_made_a_range(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts(), THREE)
    relations = "xl/worksheets/_rels/sheet2.xml.rels"
    found = re.search(r"<Relationship [^>]*table[^>]*/>", text(book, relations))
    assert found
    changed_by_hand(book, relations, found[0], "")
    asked = (
        f'<autoFilter ref="A1:E4"><filterColumn colId="2">{custom(("greaterThan", "30"))}</filterColumn></autoFilter>'
    )
    path = changed_by_hand(open_book(book.path), SHEET, "<hyperlinks>", f"{asked}<hyperlinks>")
    assert shown(patched(path, FIVE)) == [2, 5, 6]


def test_a_sort_order_is_forgotten_once_rows_stand_otherwise(tmp_path: Path) -> None:
    book = saved_and_patched(tmp_path, minimal_parts(), THREE)
    state = '<autoFilter ref="A1:E4"/><sortState ref="A2:E4"><sortCondition ref="C2:C4"/></sortState>'
    path = changed_by_hand(book, TABLE, '<autoFilter ref="A1:E4"/>', state)
    patch(open_book(path), [THREE])
    assert "sortState" in text(open_book(path), TABLE)
    other = results(result("KA-003"), result("KA-002"), result("KA-001"))
    assert "sortState" not in text(patched(path, other), TABLE)
