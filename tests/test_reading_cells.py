"""Each cell is typed, or reported at its address; only what hangs on it is lost (KAM.md §4.1, §4.2)."""

from __future__ import annotations

import datetime as dt

import pytest
from books import read_book

from kamreport.cells import CellRef, Raw
from kamreport.findings import Severity
from kamreport.model import SHEETS, Account, AccountRatings, Action, Colleague, Feedback, Revenue, TeamRole
from kamreport.reading import Reading
from kamreport.schema import schema_of

HEAD = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier | {title} |
|------------|--------------|--------|-------------|---------------------|------|---------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor | {cell} |
"""


def with_cell(title: str, cell: str) -> Reading:
    return read_book(HEAD.format(title=title, cell=cell))


def about_accounts(reading: Reading) -> list[str]:
    return [str(finding) for finding in reading.findings if finding.where.sheet == "Accounts"]


@pytest.mark.parametrize(
    ("title", "cell", "field", "value"),
    [
        ("Annual contract value", "1,250,000", "contract_value", 1_250_000.0),
        ("Employees", "40", "employees", 40),
        ("Renewal date", "2026-12-31", "renewal_date", dt.date(2026, 12, 31)),
        ("Renewal date", "2026-12-31 08:15", "renewal_date", dt.date(2026, 12, 31)),
        ("Disqualified", "yes", "disqualified", True),
        ("Disqualified", "TRUE", "disqualified", True),
        ("Disqualified", "NO", "disqualified", False),
        ("Key type", "EMERGING", "key_type", "Emerging"),
        ("Country", "de", "country", "DE"),
        ("Country", "NA", "country", "NA"),
        ("Business size", "mid", "business_size", "Mid"),
        ("Complexity", "5", "complexity", 5),
    ],
)
def test_a_good_cell_becomes_a_typed_value(title: str, cell: str, field: str, value: object) -> None:
    reading = with_cell(title, cell)
    (account,) = reading.portfolio.accounts
    assert getattr(account, field) == value
    assert type(getattr(account, field)) is type(value) or isinstance(getattr(account, field), str)
    assert about_accounts(reading) == []


@pytest.mark.parametrize(
    ("title", "cell", "code"),
    [
        ("Annual contract value", "'1250000", "C102"),
        ("Annual contract value", "'1.250.000,00", "C102"),
        ("Annual contract value", "2026-03-31", "C102"),
        ("Annual contract value", "TRUE", "C102"),
        ("Annual contract value", "-1", "C105"),
        ("Employees", "12.5", "C107"),
        ("Complexity", "6", "C106"),
        ("Renewal date", "'31.12.2026", "C104"),
        ("Renewal date", "46000", "C104"),
        ("Renewal date", "soon", "C104"),
        ("Key type", "New", "C103"),
        ("Key type", "3", "C103"),
        ("Disqualified", "perhaps", "C103"),
        ("Country", "Germany", "C103"),
        ("Parent account", "12", "C108"),
        ("Annual contract value", "N/A", "C110"),
        ("Renewal date", "n/a", "C110"),
        ("Industry", "N/A", "C110"),
        ("Disqualified", "NA", "C110"),
        ("Renewal date", "=TODAY()", "W107"),
        ("Renewal date", "#NAME?", "W108"),
    ],
)
def test_a_bad_optional_cell_counts_as_blank_and_the_row_stays(title: str, cell: str, code: str) -> None:
    reading = with_cell(title, cell)
    (account,) = reading.portfolio.accounts
    found = [finding for finding in reading.findings if finding.where.sheet == "Accounts"]
    assert [(finding.rule.code, finding.where.a1) for finding in found] == [(code, "G2")]
    assert (found[0].account_id, found[0].account_name) == ("KA-001", "Northwind")
    field = next(field for field, column in account.origin.columns.items() if column == 7)
    assert getattr(account, field) is None
    assert "The row is left out" not in found[0].message


@pytest.mark.parametrize(
    ("sheet", "title", "cell", "taken"),
    [
        ("Revenue", "Months covered", "9", "3"),
        ("Revenue", "Months covered", "#REF!", "3"),
        ("Accounts", "Key type", "New", "Existing"),
        ("Accounts", "Disqualified", "perhaps", "No"),
        ("Stakeholders", "Left", "gone", "No"),
        ("Stakeholders", "Our counterpart", "12", "the key account manager"),
        ("Ratings", "Source", "Colleague", "Team"),
        ("Actions", "Audience", "All", "Internal"),
        ("Bands", "From", "low", "open"),
        ("Criteria", "When missing", "Ignore", "Exclude"),
        ("Criteria", "Active", "?", "Yes"),
        ("Risks", "Probability", "50", "the one of Settings for the likelihood"),
    ],
)
def test_a_bad_cell_whose_blank_means_something_says_what_is_taken(
    sheet: str, title: str, cell: str, taken: str
) -> None:
    schema = next(schema for schema in map(schema_of, SHEETS) if schema.title == sheet)
    titles = [*(column.title for column in schema.required), title]
    rows = ["", *titles, ""], ["", *("-" for _ in titles), ""], ["", *("" for _ in schema.required), cell, ""]
    findings = read_book("\n".join([f"## {sheet}", *("|".join(row) for row in rows)])).findings
    (found,) = [one for one in findings if one.where == CellRef(sheet, 2, len(titles))]
    assert found.message.endswith(f" It counts as blank, which means {taken}.")


def test_a_bad_required_cell_leaves_the_row_out_and_its_other_cells_are_reported_too() -> None:
    reading = read_book(
        """
        ## Accounts
        | Account ID | Account name | Status | Key account | Key account manager | Tier     | Employees | Renewal date |
        |------------|--------------|--------|-------------|---------------------|----------|-----------|--------------|
        | KA-001     | Northwind    | Active |             | P-01                | Platinum | '12       | =B2          |
        | KA-002     | Contoso      | Active | No          | P-01                | Vendor   |           |              |
        """
    )
    assert [account.account_id for account in reading.portfolio.accounts] == ["KA-002"]
    found = [finding for finding in reading.findings if finding.where.sheet == "Accounts"]
    assert [(finding.rule.code, finding.where.a1) for finding in found] == [
        ("C101", "D2"),
        ("C103", "F2"),
        ("C102", "G2"),
        ("W107", "H2"),
    ]
    assert {(finding.account_id, finding.account_name) for finding in found} == {("KA-001", "Northwind")}
    assert [finding.message.endswith("The row is left out.") for finding in found] == [True, True, False, False]


def test_the_portfolio_knows_which_rows_were_left_out_by_id_and_by_name() -> None:
    portfolio = with_cell("Mood", "fine").portfolio
    assert not portfolio.is_left_out(Account, "KA-001")
    portfolio = read_book(HEAD.format(title="Mood", cell="").replace("Vendor", "Gold")).portfolio
    assert portfolio.is_left_out(Account, "ka-001")
    assert portfolio.is_left_out(Account, "Northwind")


def test_clearing_a_required_cell_is_never_the_advice() -> None:
    reading = read_book(
        """
        ## Revenue
        | Account ID | Period end | Revenue |
        |------------|------------|---------|
        | KA-001     | 2026-03-31 | lots    |
        | KA-001     | N/A        | N/A     |
        | #N/A       | someday    | -5      |
        """
    )
    assert len(reading.findings) >= 6
    errors = [finding for finding in reading.findings if finding.where.sheet == "Revenue"]
    assert all("clear" not in finding.hint.lower() for finding in errors), [finding.hint for finding in errors]


def test_percent_typed_as_25_is_told_how_to_type_it() -> None:
    book = "## Settings\n| Setting | Value |\n|-|-|\n| Target margin | 25 |"
    (finding,) = [finding for finding in read_book(book).findings if finding.rule.code == "C109"]
    assert str(finding) == (
        "error[C109] Settings!B2: Target margin is 25, which Excel means as 2500%.\n"
        "  hint: Type 25% with the percent sign, or 0.25."
    )


@pytest.mark.parametrize("cell", ["25%", "0.25"])
def test_a_percentage_is_a_fraction_however_it_is_typed(cell: str) -> None:
    book = f"## Settings\n| Setting | Value |\n|-|-|\n| Target margin | {cell} |"
    assert read_book(book).portfolio.settings.target_margin == 0.25


def test_spaces_around_a_text_are_removed_with_a_note_before_it_is_read() -> None:
    reading = with_cell("Key type", '"  existing "')
    (account,) = reading.portfolio.accounts
    assert account.key_type == "Existing"
    assert about_accounts(reading) == [
        (
            "note[W111] Accounts!G2: Northwind (KA-001): Key type “  existing ” has spaces around it; it is read as “existing”.\n"
            "  hint: Delete the spaces, so that the cell compares equal everywhere."
        ),
    ]


def test_a_cell_of_nothing_but_spaces_is_blank() -> None:
    reading = with_cell("Key type", '"   "')
    assert about_accounts(reading) == []
    assert reading.portfolio.accounts[0].key_type is None


def test_a_trimmed_and_wrong_text_gets_both_findings() -> None:
    codes = [finding.rule.code for finding in with_cell("Key type", '" Exsting"').findings if finding.where.row == 2]
    assert codes == ["C103", "W111"]


def test_the_same_bad_word_is_reported_in_every_row() -> None:
    rows = "".join(f"| P-0{n} | Ana {n} | Bos |\n" for n in range(1, 6))
    reading = read_book(f"## Team\n| Person ID | Name | Job |\n|-|-|-|\n{rows}")
    assert [finding.where.a1 for finding in reading.findings if finding.rule.code == "C103"] == [
        "C2", "C3", "C4", "C5", "C6",
    ]  # fmt: skip


def test_rows_whose_known_cells_are_blank_are_skipped() -> None:
    reading = read_book(
        """
        ## Team
        | Person ID | Name     | Job        | _Notes   | Mood |
        |-----------|----------|------------|----------|------|
        |           |          |            |          |      |
        |           |          |            | for Ana  | 5    |
        |           | "  "     |            |          |      |
        | P-01      | Ana Ruiz | Specialist |          |      |
        """
    )
    (ana,) = reading.portfolio.rows(Colleague)
    assert ana.origin.row == 5
    assert {finding.rule.code for finding in reading.findings if finding.where.sheet == "Team"} == {"W104"}


def test_done_on_is_required_once_an_action_is_done() -> None:
    reading = read_book(
        """
        ## Actions
        | Action ID | Account ID | Action | Owner | Due        | Status | Done on    |
        |-----------|------------|--------|-------|------------|--------|------------|
        | AC-01     | KA-001     | Call   | P-01  | 2026-01-31 | Done   |            |
        | AC-02     | KA-001     | Write  | P-01  | 2026-01-31 | Done   | 2026-01-30 |
        | AC-03     | KA-001     | Visit  | P-01  | 2026-01-31 | Done   | yesterday  |
        | AC-04     | KA-001     | Visit  | P-01  | 2026-06-30 | In progress |       |
        """
    )
    assert len(reading.portfolio.rows(Action)) == 4
    found = [finding for finding in reading.findings if finding.where.sheet == "Actions"]
    assert [(finding.rule.code, finding.where.a1) for finding in found] == [("C101", "G2"), ("C104", "G4")]


def test_a_conditional_cell_is_missed_even_where_its_column_is_absent() -> None:
    book = "## Actions\n| Action ID | Account ID | Action | Owner | Due | Status |\n|-|-|-|-|-|-|\n| AC-01 | KA-001 | Call | P-01 | 2026-01-31 | Done |"
    (finding,) = [finding for finding in read_book(book).findings if finding.rule.code == "C101"]
    assert finding.message == "KA-001: Done on is blank although Status is Done."


def test_rated_on_and_rated_by_are_required_once_anything_is_rated() -> None:
    reading = read_book(
        """
        ## Ratings
        | Account ID | A1 | A4 | Rated on   | Rated by |
        |------------|----|----|------------|----------|
        | KA-001     | 4  |    |            |          |
        | KA-002     |    |    |            |          |
        | KA-003     | 3  | 2  | 2026-03-01 | Ana      |
        """
    )
    assert len(reading.portfolio.rows(AccountRatings)) == 3
    found = [finding for finding in reading.findings if finding.where.sheet == "Ratings"]
    assert [(finding.rule.code, finding.where.a1) for finding in found] == [("C101", "D2"), ("C101", "E2")]


def test_findings_name_the_account_by_id_or_name_even_when_it_was_left_out() -> None:
    reading = read_book(
        """
        ## Accounts
        | Account ID | Account name | Status | Key account | Key account manager | Tier |
        |------------|--------------|--------|-------------|---------------------|------|
        | KA-001     | Northwind    | Active | Yes         | P-01                | Gold |
        ## Revenue
        | Account ID | Period end | Revenue |
        |------------|------------|---------|
        | ka-001     | 2026-03-31 | lots    |
        | Northwind  | 2025-12-31 | lots    |
        | KA-999     | 2025-12-31 | lots    |
        """
    )
    named = [(one.account_id, one.account_name) for one in reading.findings if one.where.sheet == "Revenue"]
    assert named == [("KA-001", "Northwind"), ("KA-001", "Northwind"), ("KA-999", "")]


def test_merged_cells_are_reported_among_data_rows_only() -> None:
    reading = read_book(
        """
        ## Team
        header in row 3
        A1: Our team
        merged: A1:C1
        merged: B4:B5
        merged: A5:C5
        merged: F4:G5
        merged: A40:C41
        | Person ID | Name     | Job        |
        |-----------|----------|------------|
        | P-01      | Ana Ruiz | Specialist |
        | P-02      | Ben      | Specialist |
        """
    )
    assert [str(one.where) for one in reading.findings if one.rule.code == "W106"] == ["Team!B4", "Team!A5"]


def test_findings_stand_in_order_of_sheet_row_column_and_code() -> None:
    reading = read_book(
        """
        ## Team
        | Person ID | Name | Job | Mood |
        |-----------|------|-----|------|
        | P 1       | Ana  | Bos |      |
        |           | Ben  | Bos |      |
        ## Criteria
        absent
        ## Revenue
        | Account ID | Period end | Revenue |
        |------------|------------|---------|
        | KA-001     | 2026-03-30 | lots    |
        """
    )
    order = [
        (finding.where.sheet, finding.where.a1 if finding.where.row else "", finding.rule.code)
        for finding in reading.findings
    ]
    assert [place for place in order if place[2] != "W109"] == [
        ("Team", "D1", "W104"),
        ("Team", "A2", "C108"),
        ("Team", "C2", "C103"),
        ("Team", "A3", "C101"),
        ("Team", "C3", "C103"),
        ("Revenue", "B2", "C112"),
        ("Revenue", "C2", "C102"),
        ("Criteria", "", "W101"),
    ]


def test_a_long_text_is_shortened_and_line_breaks_do_not_break_the_message() -> None:
    from books import MarkdownSheet, book

    from kamreport.reading import read_sheets

    source = book("")
    rows: dict[int, dict[int, Raw]] = {
        1: {1: "Person ID", 2: "Name", 3: "Job"},
        2: {1: "P-01", 2: "Ana", 3: "first\nsecond " + "x" * 500},
    }
    reading = read_sheets(
        type(source)(source.path, source.fingerprint, dict(source.by_title) | {"Team": MarkdownSheet("Team", rows)})
    )
    (finding,) = [finding for finding in reading.findings if finding.rule.code == "C103"]
    assert "\n" not in finding.message
    assert len(finding.message) < 150


def test_every_finding_of_reading_has_a_message_a_hint_and_a_cell() -> None:
    reading = with_cell("Mood", "#REF!")
    for finding in reading.findings:
        assert finding.message.endswith((".", "?"))
        assert finding.hint
        assert finding.severity in Severity


def test_a_period_end_must_be_a_months_last_day() -> None:
    book = "## Revenue\n| Account ID | Period end | Revenue |\n|-|-|-|\n| KA-001 | 2028-02-29 | 5 |\n| KA-001 | 2027-02-27 | 5 |"
    reading = read_book(book)
    assert [row.period_end for row in reading.portfolio.rows(Revenue)] == [dt.date(2028, 2, 29)]


def test_a_line_break_in_an_accounts_id_or_name_does_not_break_the_message() -> None:
    from books import MarkdownSheet, book

    from kamreport.reading import read_sheets

    source = book("")
    rows: dict[int, dict[int, Raw]] = {
        1: {1: "Account ID", 2: "Account name", 3: "Status", 4: "Key account", 5: "Key account manager", 6: "Tier"},
        2: {1: "KA\n1", 2: "North\nwind", 3: "Active", 4: "Yes", 5: "P-01", 6: "Gold"},
    }
    sheet = MarkdownSheet("Accounts", rows)
    reading = read_sheets(type(source)(source.path, source.fingerprint, dict(source.by_title) | {"Accounts": sheet}))
    assert [finding.message for finding in reading.findings if finding.where.row == 2] == [
        "North wind (KA 1): Account ID “KA 1” is not an ID. The row is left out.",
        "North wind (KA 1): Tier “Gold” is not on the list. The row is left out.",
    ]


def test_a_row_that_must_say_one_of_two_things_and_says_neither_is_reported() -> None:
    """KAM.md §3.8: of CSAT and NPS answer, and of Account role and KAM duty, one is required; the row stays."""
    answers = """
## Feedback
| Account ID | Date       | CSAT | NPS answer |
|------------|------------|------|------------|
| KA-001     | 2026-02-20 |      |            |
| KA-001     | 2026-02-21 |      | 0          |
| KA-001     | 2026-02-22 | 1    |            |
| KA-001     | 2026-02-23 |      | 11         |
## Account team
| Account ID | Person ID | Account role | KAM duty |
|------------|-----------|--------------|----------|
| KA-001     | P-01      |              |          |
| KA-001     | P-02      |              | Conduit  |
"""
    read = read_book(answers)
    said = [(str(one.where), one.message.split(": ")[-1]) for one in read.findings if one.rule.code == "C101"]
    assert said == [
        ("Feedback!C2", "CSAT and NPS answer are both blank; one of them is needed."),
        ("'Account team'!C2", "Account role and KAM duty are both blank; one of them is needed."),
    ]
    assert (len(read.portfolio.rows(Feedback)), len(read.portfolio.rows(TeamRole))) == (4, 2)


def test_a_hint_names_no_more_words_than_fit_in_a_line() -> None:
    remark = """
## Narrative
| Pack      | Kind       | Section | Text |
|-----------|------------|---------|------|
| Portfolio | Commentary |         | Well |
"""
    (found,) = [one for one in read_book(remark).findings if one.where.sheet == "Narrative"]
    assert found.hint == "Choose one of: Q01, Q02, Q03, Q04, Q05, Q06, Q07, Q08, Q09, Q10, Q11, Q12 …"


def test_a_list_of_our_own_may_hold_na_for_north_america() -> None:
    lists = """
## Lists
| List   | Value |
|--------|-------|
| Region | NA    |
| Region | N/A   |
"""
    read = read_book(lists + HEAD.format(title="Region", cell="na"))
    assert read.portfolio.rows(Account)[0].region == "NA"
    assert [(one.rule.code, str(one.where)) for one in read.findings if one.rule.code[0] == "C"] == [
        ("C110", "Lists!B3")
    ]
