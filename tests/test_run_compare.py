"""`kamreport compare`: what moved between two workbooks and why, matched by keys (KAM.md §13)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import programmes
import pytest
from books import write_xlsx
from click.testing import CliRunner
from nearly import nearly
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.cli.commands import kamreport
from kamreport.errors import UsageError
from kamreport.rulebook import RULES
from kamreport.run import compare, example, new_workbook
from kamreport.writing import template

Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_workbook(tmp_path_factory.mktemp("old") / "old.xlsx", example=True)


def edited(old: Path, folder: Path, edit: Edit) -> Path:
    """The example after a manager changed it."""
    book = openpyxl.load_workbook(old)
    edit(book)
    path = folder / "new.xlsx"
    book.save(path)
    return path


def sheet(book: openpyxl.Workbook, title: str) -> Worksheet:
    found = book[title]
    assert isinstance(found, Worksheet)
    return found


def lower_a_rating(book: openpyxl.Workbook) -> None:
    sheet(book, "Ratings").cell(2, 2).value = 1


def turn_the_rows_round(book: openpyxl.Workbook) -> None:
    for title in ("Accounts", "Revenue", "Ratings", "Stakeholders", "Actions"):
        rows = [[cell.value for cell in row] for row in sheet(book, title).iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                sheet(book, title).cell(at, column).value = value


def test_a_workbook_compared_with_itself_has_not_moved(old: Path) -> None:
    found = compare(old, old)
    assert found.is_equal


def test_rows_in_another_order_are_no_movement(old: Path, tmp_path: Path) -> None:
    assert compare(old, edited(old, tmp_path, turn_the_rows_round)).is_equal


def test_a_changed_rating_is_told_with_its_criterion_and_its_effect(old: Path, tmp_path: Path) -> None:
    found = compare(old, edited(old, tmp_path, lower_a_rating))
    (moved,) = [one for one in found.movements if one.subject == "Attractiveness"]
    assert (moved.account_id, moved.main_cause) == ("A-01", "A1")
    assert moved.change == nearly(moved.data_effect)
    assert [effect.criterion_id for effect in moved.because] == ["A1"]


def test_accounts_are_matched_by_their_ids_so_a_new_id_is_a_new_account(old: Path, tmp_path: Path) -> None:
    def rename(book: openpyxl.Workbook) -> None:
        sheet(book, "Accounts").cell(3, 1).value = "KA-099"

    found = compare(old, edited(old, tmp_path, rename))
    came_and_went = {one.account_id: one.main_cause for one in found.movements if one.subject == "Account"}
    assert came_and_went == {"KA-099": "new", "A-02": "gone"}
    assert found.name_of("A-02") == found.name_of("KA-099")


def test_figures_of_the_programme_that_differ_are_told(tmp_path: Path) -> None:
    before = write_xlsx(programmes.workbook("2025-12-31", less=4), tmp_path / "before.xlsx")
    after = write_xlsx(programmes.workbook(), tmp_path / "after.xlsx")
    moved = {one.code: (one.before, one.after) for one in compare(before, after).programme}
    assert moved["READINESS"] == (nearly(0.679, within=5e-4), nearly(0.639, within=5e-4))
    assert "SUCCESS" not in moved


def test_a_workbook_in_which_nothing_can_be_scored_is_said_in_one_line(old: Path, tmp_path: Path) -> None:
    blank = new_workbook(tmp_path / "blank.xlsx")
    with pytest.raises(UsageError, match=r"blank\.xlsx: Period end in Settings is missing"):
        compare(old, blank)


def test_the_command_tells_accounts_causes_and_what_only_followed(old: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(kamreport, ["compare", str(old), str(edited(old, tmp_path, lower_a_rating))])
    lines = done.output.splitlines()
    assert done.exit_code == 0, done.output
    assert lines[0] == "old.xlsx (2026 Q3, as of 12 Oct 2026) → new.xlsx (2026 Q3, as of 12 Oct 2026)"
    assert lines[1] == "1 account moved, matched by Account ID."
    assert "  Attractiveness: 86.3 to 60.0 (−26.3)" in lines
    assert "    A1 Growth potential: 75 to 0, −26.3" in lines
    assert any(line.endswith(", because other accounts moved") for line in lines)


def test_a_machine_reads_the_same_with_the_causes(old: Path, tmp_path: Path) -> None:
    typed = ["compare", str(old), str(edited(old, tmp_path, lower_a_rating)), "--format", "json"]
    form = json.loads(CliRunner().invoke(kamreport, typed).output)
    assert set(form) == {"old", "new", "movements", "programme", "model"}
    assert form["model"] == []
    (moved,) = [one for one in form["movements"] if one["subject"] == "Attractiveness"]
    assert moved["because"][0]["criterion_id"] == "A1"


def test_two_equal_workbooks_say_so(old: Path) -> None:
    assert CliRunner().invoke(kamreport, ["compare", str(old), str(old)]).output.splitlines()[1] == "Nothing moved."


def told(old: Path, new: Path) -> list[str]:
    done = CliRunner().invoke(kamreport, ["compare", str(old), str(new)])
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_a_changed_weight_is_told_as_ours(old: Path, tmp_path: Path) -> None:
    def weigh(book: openpyxl.Workbook) -> None:
        criteria = sheet(book, "Criteria")
        weight = [cell.value for cell in criteria[1]].index("Weight") + 1
        criteria.cell(2, weight).value, criteria.cell(3, weight).value = 45, 10

    lines = told(old, edited(old, tmp_path, weigh))
    at = lines.index("Their settings or model sheets differ, so part of what moved is ours and not the accounts':")
    assert lines[at + 1 : at + 3] == ["  Criteria A1, Weight: 35 to 45", "  Criteria A2, Weight: 20 to 10"]
    assert any(line.startswith("  Attractiveness: ") and line.endswith(", all from weights") for line in lines)
    assert not any("from data" in line for line in lines)


def judge_otherwise(book: openpyxl.Workbook) -> None:
    values: dict[object, str | float] = {
        "Cut for attractiveness": 70,
        "Key share of accounts": 0.3,
        "Strength mode": "Relative",
    }
    for setting in sheet(book, "Settings").iter_rows(min_row=2):
        setting[1].value = values.get(setting[0].value, setting[1].value)
    criteria = sheet(book, "Criteria")
    titles = [cell.value for cell in criteria[1]]
    typed: dict[object, str | float] = {
        "Criterion ID": "A9",
        "Criterion": "Reach",
        "Axis": "Attractiveness",
        "Weight": 0,
        "Method": "Rating",
        "Direction": "Higher",
        "Active": "No",
    }
    criteria.append([typed.get(title) for title in titles])
    bands = sheet(book, "Bands")
    score = [cell.value for cell in bands[1]].index("Score")
    next(row for row in bands.iter_rows(min_row=2) if row[0].value == "A2")[score].value = 0


def test_what_is_judged_differently_is_told_setting_by_setting_and_row_by_row(old: Path, tmp_path: Path) -> None:
    new = edited(old, tmp_path, judge_otherwise)
    lines = told(old, new)
    at = next(at for at, line in enumerate(lines) if line.startswith("Their settings or model sheets differ"))
    assert lines[at + 1 : at + 6] == [
        "  Cut for attractiveness: 50 to 70",
        "  Strength mode: Own to Relative",
        "  Key share of accounts: 25% to 30%",
        "  Criteria: A9 is new",
        "  Bands of A2",
    ]
    back = told(new, old)
    assert "  Criteria: A9 is gone" in back


def test_how_packs_look_is_no_part_of_how_accounts_are_judged(old: Path, tmp_path: Path) -> None:
    def dress(book: openpyxl.Workbook) -> None:
        values: dict[object, str] = {"Paper": "Letter", "Show money in": "Units", "Company name": "Other Works"}
        for row in sheet(book, "Settings").iter_rows(min_row=2):
            row[1].value = values.get(row[0].value, row[1].value)

    assert told(old, edited(old, tmp_path, dress))[1:] == ["Nothing moved."]


def test_a_model_that_moves_nobody_is_told_all_the_same(old: Path, tmp_path: Path) -> None:
    def widen(book: openpyxl.Workbook) -> None:
        for row in sheet(book, "Settings").iter_rows(min_row=2):
            if row[0].value == "Renewal warning":
                row[1].value = 91

    lines = told(old, edited(old, tmp_path, widen))
    assert lines[1:] == ["Nothing moved.", "Their settings or model sheets differ:", "  Renewal warning: 90 to 91"]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.25 * (1 + 2e-16), []),
        (0.2504, ["  Key share of accounts: 25% to 25.04%"]),
        (1 / 3, ["  Key share of accounts: 25% to 33.33333333%"]),
    ],
)
def test_a_number_is_told_as_finely_as_it_differs(share: float, expected: list[str], old: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for row in sheet(book, "Settings").iter_rows(min_row=2):
            if row[0].value == "Key share of accounts":
                row[1].value = share

    lines = told(old, edited(old, tmp_path, change))
    assert [line for line in lines if "Key share" in line] == expected


def earlier_quarter(folder: Path) -> Path:
    """The example as it was a quarter ago."""
    file = folder / "earlier.xlsx"
    template.new_workbook(file, preset="lite", rules=RULES, rows=list(example.earlier_quarters())[-1])
    return file


def test_two_quarters_of_the_example_read_well(old: Path, tmp_path: Path) -> None:
    lines = told(earlier_quarter(tmp_path), old)
    assert lines[0] == "earlier.xlsx (2026 Q2, as of 13 Jul 2026) → old.xlsx (2026 Q3, as of 12 Oct 2026)"
    assert lines[1] == "14 accounts moved, matched by Account ID."
    at = lines.index("A-07 Dornath Chemicals")
    assert lines[at - 1] == ""
    assert lines[at + 1 : at + 7] == [
        "  Attractiveness: 47.5 to 42.5 (−5.0)",
        "    A4 Strategic fit: 50 to 25, −5.0",
        "  Health: 84.7 to 87.1 (+2.3), mostly Plan execution",
        "    Plan execution: not known to 100, +15.4",
        "    Relationship: 100 as before, but weighs less, −7.0",
        "    Commercial: 72 as before, but weighs less, −6.0",
    ]
    assert "  Rank: 3 to 5 (down 2 places), because other accounts moved" in lines


def test_workbooks_the_wrong_way_round_are_told(old: Path, tmp_path: Path) -> None:
    assert "The first workbook is the later one: it was read as the old one." in told(old, earlier_quarter(tmp_path))
