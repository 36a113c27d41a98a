"""Columns are found by title, wherever they stand and however they are spelled (KAM.md §3.1)."""

from __future__ import annotations

import pytest
from books import read_book

from kamreport.cells import Raw
from kamreport.model import Account, Colleague, Revenue

TEAM = """
| Person ID | Name     | Job                 |
|-----------|----------|---------------------|
| P-01      | Ana Ruiz | Key account manager |
"""


def said(markdown: str, *codes: str) -> list[str]:
    return [str(finding) for finding in read_book(markdown).findings if finding.rule.code in codes]


def names(markdown: str) -> list[str]:
    return [colleague.name for colleague in read_book(markdown).portfolio.rows(Colleague)]


def test_the_order_of_columns_does_not_matter() -> None:
    book = """
    ## Team
    | Job                 | Function | Name     | Person ID |
    |---------------------|----------|----------|-----------|
    | Key account manager |          | Ana Ruiz | P-01      |
    """
    (ana,) = read_book(book).portfolio.rows(Colleague)
    assert (ana.person_id, ana.name, ana.job.value) == ("P-01", "Ana Ruiz", "Key account manager")
    assert str(ana.origin.cell("name")) == "Team!C2"


@pytest.mark.parametrize("row", range(1, 11))
def test_the_header_may_stand_in_any_of_the_first_ten_rows(row: int) -> None:
    reading = read_book(f"## Team\nheader in row {row}\n{'A1: Our team, spring 2026' if row > 1 else ''}{TEAM}")
    (ana,) = reading.portfolio.rows(Colleague)
    assert str(ana.origin.cell("person_id")) == f"Team!A{row + 1}"
    assert not [finding for finding in reading.findings if finding.where.sheet == "Team"]


def test_a_header_below_row_ten_is_not_found_and_all_required_columns_are_missing() -> None:
    assert said(f"## Team\nheader in row 11\n{TEAM}", "W102") == [
        (
            "error[W102] Team: The columns Person ID, Name and Job are missing, so the sheet is left out.\n"
            "  hint: Add the titles in row 1."
        ),
    ]


def test_without_the_first_required_title_the_row_with_most_known_titles_is_taken_for_the_header() -> None:
    book = """
    ## Team
    header in row 3
    A1: Our team
    | Persona  | Name     | Job                 |
    |----------|----------|---------------------|
    | P-01     | Ana Ruiz | Key account manager |
    """
    assert said(book, "W102") == [
        (
            "error[W102] Team: The column Person ID is missing, so the sheet is left out; not expected: “Persona”.\n"
            "  hint: Add the title in row 3."
        ),
    ]


@pytest.mark.parametrize("title", ["PERSON ID", '" person id  "', "Person  ID", "person ID"])
def test_titles_are_compared_without_case_and_outer_spaces(title: str) -> None:
    reading = read_book(f"## Team\n| {title} | Name | Job |\n|-|-|-|\n| P-01 | Ana Ruiz | Specialist |")
    assert [row.person_id for row in reading.portfolio.rows(Colleague)] == ["P-01"]
    assert not [finding for finding in reading.findings if finding.where.sheet == "Team"]


@pytest.mark.parametrize("title", ["team", "TEAM", '"Team "', "T e a m"])
def test_a_sheet_is_found_without_regard_to_case_and_spaces(title: str) -> None:
    reading = read_book(f"## {title}\n{TEAM}")
    (ana,) = reading.portfolio.rows(Colleague)
    assert ana.name == "Ana Ruiz"
    assert ana.origin.sheet == title.strip('"')
    assert not [finding for finding in reading.findings if finding.rule.code == "W101"]


def test_an_exact_sheet_title_is_preferred_to_a_similar_one() -> None:
    from books import MarkdownSheet, book

    from kamreport.reading import read_sheets

    source = book("")
    first = {"team ": MarkdownSheet("team ", {1: {1: "Notes"}})}
    both = type(source)(source.path, source.fingerprint, first | dict(source.by_title))
    assert len(read_sheets(both).portfolio.rows(Colleague)) == 2


def test_sheets_nobody_knows_are_the_teams_own() -> None:
    assert [str(one) for one in read_book("## Holidays\n| Day |\n|-|\n| 2026-12-24 |").findings] == [
        str(one) for one in read_book("").findings
    ]


def test_an_alias_is_taken_with_a_note_and_evidence_points_to_its_column() -> None:
    book = """
    ## Accounts
    | Account ID | Account   | Status | Key account | Key account manager | Segment |
    |------------|-----------|--------|-------------|---------------------|---------|
    | KA-001     | Northwind | Active | Yes         | P-01                | Vendor  |
    """
    (account,) = read_book(book).portfolio.accounts
    assert (account.name, str(account.origin.cell("name"))) == ("Northwind", "Accounts!B2")
    assert len(said(book, "W105")) == 2


def test_beside_the_title_itself_its_alias_is_an_unknown_column() -> None:
    book = """
    ## Accounts
    | Account ID | Account name | Account | Status | Key account | Key account manager | Tier   |
    |------------|--------------|---------|--------|-------------|---------------------|--------|
    | KA-001     | Northwind    | NW      | Active | Yes         | P-01                | Vendor |
    """
    (account,) = read_book(book).portfolio.accounts
    assert account.name == "Northwind"
    assert said(book, "W104", "W105") == [
        (
            "warning[W104] Accounts!C1: The column “Account” is not known, so it is not read.\n"
            "  hint: Delete it, or call it “_Account” to keep it for yourself."
        ),
    ]


def test_of_a_repeated_optional_column_neither_is_read() -> None:
    book = """
    ## Team
    | Person ID | Name     | Job        | Function | Function  | function |
    |-----------|----------|------------|----------|-----------|----------|
    | P-01      | Ana Ruiz | Specialist | Sales    | Marketing |          |
    """
    (ana,) = read_book(book).portfolio.rows(Colleague)
    assert ana.function is None
    assert said(book, "W103") == [
        (
            "error[W103] Team!E1: The column Function is there 3 times; none of them is read.\n"
            "  see Team!D1: also Function\n"
            "  see Team!F1: also Function\n"
            "  hint: Keep the right one and delete the other, or start its title with _, as in _Function."
        ),
    ]


def test_a_repeated_required_column_leaves_the_sheet_out() -> None:
    book = "## Team\n| Person ID | Name | Name | Job |\n|-|-|-|-|\n| P-01 | Ana | Ruiz | Specialist |"
    reading = read_book(book)
    assert Colleague not in reading.portfolio.records
    assert len(said(book, "W103")) == 1


def test_an_unknown_column_is_not_read_and_its_likely_title_is_offered() -> None:
    book = "## Team\n| Person ID | Name | Job | Functoin |\n|-|-|-|-|\n| P-01 | Ana | Specialist | Sales |"
    assert said(book, "W104") == [
        "warning[W104] Team!D1: The column “Functoin” is not known, so it is not read.\n  hint: Did you mean Function?",
    ]


def test_titles_that_were_found_are_not_offered_again() -> None:
    book = "## Team\n| Person ID | Name | Job | Jobs |\n|-|-|-|-|\n| P-01 | Ana | Specialist | two |"
    (finding,) = said(book, "W104")
    assert "Did you mean" not in finding


def test_columns_that_start_with_an_underscore_are_left_alone() -> None:
    book = (
        "## Team\n| Person ID | Name | Job | _Mood | _Mood |\n|-|-|-|-|-|\n| P-01 | Ana | Specialist | fine | #REF! |"
    )
    assert [finding for finding in read_book(book).findings if finding.where.sheet == "Team"] == []


def test_cells_below_a_column_without_a_title_are_left_alone() -> None:
    book = "## Team\n| Person ID | | Name | Job |\n|-|-|-|-|\n| P-01 | #REF! | Ana | Specialist |"
    assert [finding for finding in read_book(book).findings if finding.where.sheet == "Team"] == []


def test_missing_and_unexpected_titles_are_listed_together_and_once() -> None:
    book = """
    ## Revenue
    | Account ID | Period  | Revenu | Mood |
    |------------|---------|--------|------|
    | KA-001     | 2026 Q1 | 12     | fine |
    """
    assert said(book, "W102", "W104") == [
        (
            "error[W102] Revenue: The columns Period end and Revenue are missing, so the sheet is left out; "
            "not expected: “Period”, “Revenu” and “Mood”.\n  hint: Rename “Revenu” to Revenue."
        ),
    ]
    assert Revenue not in read_book(book).portfolio.records


def test_an_empty_needed_sheet_lacks_its_titles() -> None:
    assert said("## Team\n## Bands", "W102") == [
        (
            "error[W102] Team: The columns Person ID, Name and Job are missing, so the sheet is left out.\n"
            "  hint: Add the titles in row 1."
        ),
        (
            "error[W102] Bands: The columns Criterion ID and Score are missing, so the sheet is left out.\n"
            "  hint: Add the titles in row 1."
        ),
    ]


def test_numbers_dates_and_errors_may_stand_in_the_header_row() -> None:
    book = "## Team\n| Person ID | Name | Job | 2026 | 2026-03-31 | TRUE | #REF! |\n|-|-|-|-|-|-|-|\n| P-01 | Ana | Specialist |"
    assert len(said(book, "W104")) == 4
    assert names(book) == ["Ana"]


def test_a_title_broken_over_two_lines_is_the_same_title() -> None:
    from books import MarkdownSheet, book

    from kamreport.reading import read_sheets

    source = book("")
    titles: dict[int, Raw] = {1: "Person\nID", 2: "Name", 3: "Job"}
    broken = MarkdownSheet("Team", {1: titles, 2: {1: "P-01", 2: "Ana", 3: "Specialist"}})
    reading = read_sheets(type(source)(source.path, source.fingerprint, dict(source.by_title) | {"Team": broken}))
    assert [row.person_id for row in reading.portfolio.rows(Colleague)] == ["P-01"]


def test_a_missing_sheet_is_offered_the_tab_that_was_probably_meant() -> None:
    book = "## Accounts\nabsent\n## Acounts\n| Account ID |\n|-|\n| KA-001 |"
    assert said(book, "W101") == [
        (
            "error[W101] Accounts: The sheet Accounts is missing.\n"
            "  hint: Rename the sheet “Acounts” to Accounts, if that is the one."
        ),
    ]
    assert Account not in read_book(book).portfolio.records


@pytest.mark.parametrize(
    ("sheet", "titles"),
    [
        ("Revenue", "| Account ID | Period end | Revenue | Note to me |"),
        ("Team", "| Job | Name | Person ID |"),
        ("Settings", "| Setting | Value |"),
    ],
)
def test_a_renamed_sheet_is_known_again_by_its_columns(sheet: str, titles: str) -> None:
    book = f"## {sheet}\nabsent\n## Zahlen 2026\n{titles}\n{'|-' * (titles.count('|') - 1)}|"
    assert said(book, "W101") == [
        (
            f"error[W101] {sheet}: The sheet {sheet} is missing.\n"
            f"  hint: Rename the sheet “Zahlen 2026” to {sheet}, if that is the one."
        ),
    ]


def test_a_sheet_that_only_names_accounts_is_offered_for_no_other() -> None:
    book = "## Ratings\nabsent\n## Ideas\n| Account ID | Idea |\n|-|-|\n| KA-001 | Call |"
    (told,) = said(book, "W101")
    assert "copy its sheet Ratings" in told


def test_titles_that_were_sorted_below_their_rows_are_told() -> None:
    titles = "| Person ID | Name | Job |\n|-|-|-|\n"
    (sorted_down,), (blank,) = (
        [told for told in said(f"## Team\nheader in row 3\n{above}\n{titles}", "W109") if "Team" in told]
        for above in ("A1: P-01\nB1: Ana Ruiz\nC1: Specialist", "A1: Our team")
    )
    assert sorted_down == (
        "warning[W109] Team!A3: The sheet Team has no rows below its titles, which stand in row 3 under other rows.\n"
        "  hint: Cut row 3 and insert it above the rows that belong to it."
    )
    assert blank.startswith("warning[W109] Team: The sheet Team has no rows, so")
