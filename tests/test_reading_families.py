"""Columns whose titles are data, own lists, optional and written sheets: what a workbook itself decides."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from books import read_book

from kamreport.model import SHEETS, AccountRatings, CompetitorRatings
from kamreport.reading import Reading
from kamreport.results.written import Run, ScoreHistory
from kamreport.run import new_workbook
from kamreport.schema import Group, schema_of
from kamreport.schema.kinds import NOT_APPLICABLE

LOOKUP = """
## Criteria
| Criterion ID | Criterion | Axis           | Weight | Method | Direction | Active |
|--------------|-----------|----------------|--------|--------|-----------|--------|
| A1           | Growth    | Attractiveness | 50     | Rating | Higher    |        |
| A2           | Class     | Attractiveness | 50     | Lookup | Higher    |        |
| A3           | Old       | Attractiveness | 10     | Rating | Higher    | No     |
| R1           | Depth     | Strength       | 100    | Band   | Higher    |        |
## Bands
| Criterion ID | From | To | Code   | Score |
|--------------|------|----|--------|-------|
| A2           |      |    | Gold   | 100   |
| a2           |      |    | Silver | 50    |
| R1           | 0    |    |        | 50    |
"""


def rated(titles: str, cells: str, criteria: str = LOOKUP) -> Reading:
    return read_book(
        f"{criteria}\n## Ratings\n| Account ID | {titles} | Rated on | Rated by |\n|-|-|-|\n"
        f"| KA-001 | {cells} | 2026-03-01 | Ana |"
    )


def said(reading: Reading, sheet: str = "Ratings") -> list[str]:
    return [
        f"{finding.rule.code} {finding.where.a1} {finding.hint}"
        for finding in reading.findings
        if finding.where.sheet == sheet
    ]


@pytest.mark.parametrize(
    ("titles", "cells"), [("A1 | A2", "4 | Gold"), ("a2 class | A1 GROWTH", "gold | 4"), ("A2 Class | A1", "GOLD | 4")]
)
def test_a_family_column_is_titled_with_the_id_or_the_id_and_the_name(titles: str, cells: str) -> None:
    reading = rated(titles, cells)
    (ratings,) = reading.portfolio.rows(AccountRatings)
    assert ratings.grades == {"A1": 4, "A2": "Gold"}
    assert said(reading) == []


def test_the_cell_of_a_grade_is_found_by_its_criterion() -> None:
    (ratings,) = rated("A2 | A1", "Gold | 4").portfolio.rows(AccountRatings)
    assert (str(ratings.origin.cell("A1")), str(ratings.origin.cell("rated_on"))) == ("Ratings!C2", "Ratings!D2")


def test_not_applicable_and_blank_are_different_answers() -> None:
    (ratings,) = rated("A1 | A2", "N/A | ").portfolio.rows(AccountRatings)
    assert ratings.grades == {"A1": NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("6 | Gold", ["C106 B2 Type a whole number from 1 to 5, or clear the cell."]),
        ("3.5 | Gold", ["C107 B2 Type a whole number from 1 to 5, or clear the cell."]),
        ("'4 | Gold", ["C102 B2 Select the cell, choose Convert to Number, or type the number again."]),
        ("4 | Glod", ["C103 C2 Did you mean Gold?"]),
        ("4 | 5", ["C103 C2 Choose one of: Gold, Silver."]),
        ("#REF! | Gold", ["W108 B2 Mend the formula or type the value, or clear the cell."]),
    ],
)
def test_a_wrong_grade_is_reported_and_the_row_stays(cells: str, found: list[str]) -> None:
    reading = rated("A1 | A2", cells)
    assert said(reading) == found
    assert len(reading.portfolio.rows(AccountRatings)) == 1


def test_an_outdated_name_behind_the_id_passes_with_a_note() -> None:
    reading = rated("A1: Growth as we called it | A2", "4 | Gold")
    assert reading.portfolio.rows(AccountRatings)[0].grades == {"A1": 4, "A2": "Gold"}
    assert said(reading) == ["W105 B1 Rename it to A1, so that titles are the same everywhere."]


def test_beside_its_column_a_title_that_begins_with_the_id_is_just_unknown() -> None:
    reading = rated("A1 | A1 comment", "4 | they buy more")
    assert reading.portfolio.rows(AccountRatings)[0].grades == {"A1": 4}
    assert said(reading)[0].startswith("W104 C1")


def test_two_columns_of_one_criterion_are_repeated_and_neither_is_read() -> None:
    reading = rated("A1 | A1 Growth", "4 | 2")
    assert reading.portfolio.rows(AccountRatings)[0].grades == {}
    assert said(reading)[0].startswith("W103 C1")


def test_columns_of_criteria_that_are_not_graded_now_stay_without_a_word() -> None:
    reading = rated("A1 | A3 | R1 Depth", "4 | 2 | 9")
    assert reading.portfolio.rows(AccountRatings)[0].grades == {"A1": 4}
    assert said(reading) == []


def test_a_column_titled_with_the_name_alone_is_offered_its_id() -> None:
    assert said(rated("Growth | A2", "4 | Gold")) == ["W104 B1 Did you mean A1 Growth?"]


def test_when_criteria_cannot_be_read_no_rating_column_is_called_unknown() -> None:
    reading = rated("A1 | A2", "4 | Gold", criteria="## Criteria\nabsent")
    assert said(reading) == []


@pytest.mark.parametrize("column", ["Industry", "Region", "Business size"])
def test_own_lists_are_compared_without_case_and_spelled_as_on_lists(column: str) -> None:
    reading = read_book(
        f"""
        ## Lists
        | List     | Value    |
        |----------|----------|
        | {column} | Deep Sea |
        ## Accounts
        | Account ID | Account name | Status | Key account | Key account manager | Tier   | {column}  |
        |------------|--------------|--------|-------------|---------------------|--------|-----------|
        | KA-001     | Northwind    | Active | Yes         | P-01                | Vendor | deep sea  |
        | KA-002     | Contoso      | Active | Yes         | P-01                | Vendor | Deep Sae  |
        | KA-003     | Fabrikam     | Active | Yes         | P-01                | Vendor | Moon      |
        | KA-004     | Tailspin     | Active | Yes         | P-01                | Vendor | N/A       |
        | KA-005     | Wingtip      | Active | Yes         | P-01                | Vendor | 12        |
        """
    )
    field = next(one.field for one in schema_of(type(reading.portfolio.accounts[0])).columns if one.title == column)
    assert [getattr(account, field) for account in reading.portfolio.accounts] == ["Deep Sea", None, None, None, None]
    assert said(reading, "Accounts") == [
        f"C103 G3 Did you mean Deep Sea? Otherwise add it on Lists as a value of {column}.",
        f"C103 G4 Add it on Lists as a value of {column}, or choose one of: Deep Sea.",
        "C110 G5 Clear the cell: blank means not known.",
        f"C103 G6 Add it on Lists as a value of {column}, or choose one of: Deep Sea.",
    ]


def test_without_the_lists_sheet_own_values_are_taken_as_they_are() -> None:
    reading = read_book(
        """
        ## Lists
        absent
        ## Team
        | Person ID | Name | Job        | Function |
        |-----------|------|------------|----------|
        | P-01      | Ana  | Specialist | Diving   |
        """
    )
    assert said(reading, "Team") == []


OPTIONAL = [record for record in SHEETS if schema_of(record).group in (Group.OPTIONAL, Group.PROGRAMME)]


@pytest.mark.parametrize("record", OPTIONAL, ids=lambda record: record.__name__)
def test_an_optional_sheet_without_rows_counts_as_absent(record: type) -> None:
    title = schema_of(record).title
    reading = read_book(f"## {title}\n| Some title |\n|-|\n| |")
    assert [str(finding) for finding in reading.findings] == [str(finding) for finding in read_book("").findings]
    assert record not in reading.portfolio.records


@pytest.mark.parametrize("record", OPTIONAL, ids=lambda record: record.__name__)
def test_an_optional_sheet_with_rows_is_checked_like_any_other(record: type) -> None:
    schema = schema_of(record)
    reading = read_book(f"## {schema.title}\n| Some title |\n|-|\n| x |")
    codes = {finding.rule.code for finding in reading.findings if finding.where.sheet == schema.title}
    assert codes == ({"W102"} if schema.required else {"W104"})


def test_written_sheets_are_read_back_in_silence() -> None:
    reading = read_book(
        """
        ## Score history
        | Review ID         | Period end | Account ID | Attractiveness | Quadrant | Mood |
        |-------------------|------------|------------|----------------|----------|------|
        | 2025-12-31-abcdef | 2025-12-31 | KA-001     | 61.25          | Star     | 3    |
        | 2025-12-31-abcdef | 2025-12-31 | KA-002     | lots           | Star     | 3    |
        | 2025-12-31-abcdef | someday    | KA-003     | 61.25          | Star     | 3    |
        """
    )
    rows = reading.portfolio.rows(ScoreHistory)
    assert [(row.account_id, row.a_score) for row in rows] == [("KA-001", 61.25), ("KA-002", None)]
    assert [str(finding) for finding in reading.findings] == [str(finding) for finding in read_book("").findings]
    assert reading.portfolio.rows(Run) == ()


AGAINST = """
## Criteria
| Criterion ID | Criterion | Axis           | Weight | Method | Direction |
|--------------|-----------|----------------|--------|--------|-----------|
| A1           | Growth    | Attractiveness | 100    | Rating | Higher    |
| R1           | Depth     | Strength       | 50     | Rating | Higher    |
| R2           | Class     | Strength       | 50     | Lookup | Higher    |
| R3           | Share     | Strength       | 10     | Band   | Higher    |
## Bands
| Criterion ID | From | Code | Score |
|--------------|------|------|-------|
| R2           |      | Gold | 100   |
| R3           | 0    |      | 50    |
## Competitor ratings
| Account ID | Competitor | TITLES |
|------------|------------|--------|
| KA-001     | Fabrikam   | CELLS  |
"""


def against(titles: str, cells: str) -> Reading:
    return read_book(AGAINST.replace("TITLES", titles).replace("CELLS", cells))


def test_competitors_are_rated_on_rated_strength_criteria_only() -> None:
    reading = against("R1 Depth | A1 Growth | R2", "4 | 5 | Gold")
    (row,) = reading.portfolio.rows(CompetitorRatings)
    assert row.grades == {"R1": 4}
    only = "Delete it. One column for each rated Strength criterion, 1 to 5."
    assert said(reading, "Competitor ratings") == [f"W104 D1 {only}", f"W104 E1 {only}"]
    assert "A1 Growth has no place here" in str(
        next(one for one in reading.findings if one.where.sheet == "Competitor ratings")
    )


def test_a_criterion_that_is_measured_now_may_keep_its_old_column_among_competitor_ratings() -> None:
    assert said(against("R1 | R3", "4 | 5"), "Competitor ratings") == []


def test_reading_and_the_template_agree_on_the_columns_of_competitor_ratings(tmp_path: Path) -> None:
    file = tmp_path / "blank.xlsx"
    new_workbook(file, preset="full", sheets=["Competitor ratings"])
    titles = [str(cell.value) for cell in next(openpyxl.load_workbook(file)["Competitor ratings"].iter_rows(max_row=1))]
    graded = [title.split()[0] for title in titles[2:]]
    cells = " | ".join("3" for _ in graded)
    reading = read_book(
        "preset: Full\n\n## Competitor ratings\n"
        f"| Account ID | Competitor | {' | '.join(titles[2:])} |\n|-|-|-|\n| KA-001 | Fabrikam | {cells} |"
    )
    (row,) = reading.portfolio.rows(CompetitorRatings)
    assert list(row.grades) == graded
    assert said(reading, "Competitor ratings") == []


def test_a_competitor_is_rated_or_left_blank_but_never_not_applicable() -> None:
    reading = against("R1 | A1", "N/A | ")
    assert [one for one in said(reading, "Competitor ratings") if one.startswith("C110 C2")]
    (row,) = reading.portfolio.rows(CompetitorRatings)
    assert row.grades == {}
