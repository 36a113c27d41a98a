"""Optional and programme sheets in a new workbook, and the shipped items they come with (KAM.md §12, §17.17)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from kamreport.errors import UsageError
from kamreport.model import (
    OPTIONAL,
    PROGRAMME,
    ChecklistItem,
    Fluency,
    FrameworkItem,
    Milestone,
    ProgrammeMeasure,
    ProgrammeQuestion,
    Risk,
)
from kamreport.reading import read
from kamreport.rulebook import RULES
from kamreport.schema import schema_of
from kamreport.writing.template import new_workbook, programme_rows, sheets_named


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("all") / "all.xlsx"
    new_workbook(made, preset="lite", rules=RULES, sheets=sheets_named(["all"]))
    return made


def test_the_checklist_has_23_items_before_launch_and_9_after() -> None:
    parts = Counter(row["Part"] for row in programme_rows()[ChecklistItem])
    assert parts == {"Before launch": 23, "After launch": 9}


def test_the_items_before_launch_belong_to_phases_3_5_11_4() -> None:
    phases = Counter(row["Phase"] for row in programme_rows()[ChecklistItem] if "Phase" in row)
    assert phases == {"Scoping": 3, "Introducing": 5, "Embedding": 11, "Optimising": 4}


def test_six_items_are_critical_and_one_is_reversed() -> None:
    items = programme_rows()[ChecklistItem]
    critical = [row["Item ID"] for row in items if row.get("Critical") == "Yes"]
    assert critical == ["PRE01", "PRE02", "PRE03", "PRE04", "PRE06", "PRE08"]
    assert [row["Item ID"] for row in items if row["Direction"] == "Reverse"] == ["POST3"]


def test_the_framework_has_43_items_in_six_elements_and_only_personality_weighs_nothing() -> None:
    items = programme_rows()[FrameworkItem]
    assert list(Counter(row["Element"] for row in items).values()) == [11, 7, 6, 7, 5, 7]
    assert [row["Item ID"] for row in items if row["Weight"] == 0] == ["PE1"]


def test_there_are_8_milestones_10_measures_and_18_questions() -> None:
    rows = programme_rows()
    assert [len(rows[record]) for record in (Milestone, ProgrammeMeasure, ProgrammeQuestion)] == [8, 10, 18]
    assert Counter(row["Kind"] for row in rows[ProgrammeMeasure]) == {"Process": 5, "Results": 5}
    kinds = Counter((row["Block"], row["Answer kind"]) for row in rows[ProgrammeQuestion])
    assert kinds == {
        ("Success reasons", "Rating"): 9,
        ("Internal trust", "Yes-Partial-No"): 3,
        ("Internal trust", "Open"): 3,
        ("Leadership", "Yes-Partial-No"): 2,
        ("Leadership", "Open"): 1,
    }


def test_all_puts_every_optional_and_programme_sheet_in_and_they_read_without_a_finding(path: Path) -> None:
    reading = read(path)
    titles = {schema_of(record).title for record in (*OPTIONAL, *PROGRAMME)}
    assert titles <= set(openpyxl.load_workbook(path, read_only=True).sheetnames)
    assert not [finding for finding in reading.findings if finding.where.sheet in titles]
    assert [len(reading.portfolio.rows(record)) for record in PROGRAMME] == [32, 43, 8, 10, 18, 0, 0]


def test_competitors_are_rated_on_the_rated_strength_criteria_only(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    titles = [cell.value for cell in book["Competitor ratings"][1]]
    assert titles[:2] == ["Account ID", "Competitor"]
    assert titles[2:]
    assert all(str(title).startswith("R") for title in titles[2:])


def test_every_drop_down_of_a_workbook_with_all_sheets_has_its_list(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    named = {
        str(limit.formula1)
        for sheet in book
        for limit in sheet.data_validations.dataValidation
        if limit.type == "list" and not str(limit.formula1).startswith('"')
    }
    assert named
    assert named <= set(book.defined_names)


def test_sheets_are_named_in_any_case_and_come_in_the_order_of_the_workbook() -> None:
    assert sheets_named(["fluency", " RISKS ", "Risks"]) == (Risk, Fluency)
    assert sheets_named(["all"]) == (*OPTIONAL, *PROGRAMME)
    assert sheets_named([]) == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [("Rsks", "Did you mean Risks?"), ("Weather", "or say all"), ("Accounts", "Every workbook holds the sheet")],
)
def test_a_sheet_that_cannot_be_chosen_is_answered_with_what_can(said: str, told: str) -> None:
    with pytest.raises(UsageError, match=told.replace("?", r"\?")):
        sheets_named([said])
