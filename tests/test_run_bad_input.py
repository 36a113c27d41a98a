"""Bad input through the whole job: the full example with one thing wrong in it, read, scored, written and printed.

Each test changes cells as a manager would, runs everything, and asks for what KAM.md says of it. The finer points of
each have tests of their own in the rooms that deal with them:

| what is wrong | what must come of it | here | finer points in |
|---|---|---|---|
| a link to nothing | required: the row is left out; optional: blank (K102, K104) | broken links | test_checking_settle |
| loops in Parent account, Reports to | every link of the circle reads as blank (K103) | loops | test_checking_settle |
| IDs that differ by case | links meet; keys are duplicates (K101) | case | test_checking_settle, test_history_movements |
| duplicated keys | both rows are left out (K101) | duplicates | test_checking_settle |
| an account left out | its rows go with it in silence | left out | test_checking_settle, test_reading_cells |
| an override that expired, or is too long | ignored (K601), left out (K602) | overrides | test_checking_plan, test_scoring_health |
| weights that sum to almost 100, or 1 | scaled; told only when they miss 100 (S102) | weights | test_scoring_criteria, test_scoring_properties |
| bands with a hole | the criterion is left out (S103) | bands | test_scoring_criteria, page of S103 |
| a criterion renamed between quarters | a new name is no movement; a new ID is coverage and weight, never data | renamed | test_history_movements, test_history_effects |
| a quarter of revenue missing | the windows are incomplete, never partial (K404) | quarters | test_scoring_windows |
| a quarter of history missing | movement is against the one before it | quarters | test_history_movements |
| an older template | read as it is (W110), absent columns and settings by default | template | test_reading_headers, test_reading_settings |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from nearly import nearly
from openpyxl.worksheet.worksheet import Worksheet

from kamreport.findings import Finding
from kamreport.model import Account, Action, Stakeholder
from kamreport.results import AccountScores, Review
from kamreport.run import compare, everything, prepare
from kamreport.shipped import workbook_templates

NOON = dt.datetime(2026, 10, 12, 12, 0)  # noqa: DTZ001 - a workbook knows no zone
EXAMPLE = workbook_templates() / "example-full.xlsx"
Edit = Callable[[openpyxl.Workbook], None]


@cache
def sound() -> Review:
    """The example as it is."""
    return prepare(EXAMPLE)


def sheet(book: openpyxl.Workbook, title: str) -> Worksheet:
    found = book[title]
    assert isinstance(found, Worksheet)
    return found


def column_of(tab: Worksheet, title: str) -> int:
    return [cell.value for cell in tab[1]].index(title) + 1


def row_of(tab: Worksheet, key: str, *, times: int = 1) -> int:
    rows = [row for row in range(2, tab.max_row + 1) if tab.cell(row, 1).value == key]
    return rows[times - 1]


def put(book: openpyxl.Workbook, title: str, key: str, column: str, value: object) -> None:
    """Type a value where a row, named by its first cell, meets a column."""
    tab = sheet(book, title)
    tab.cell(row_of(tab, key), column_of(tab, column)).value = value  # type: ignore[assignment]


def add_row(book: openpyxl.Workbook, title: str, **cells: object) -> None:
    """Type a row below the last one; underscores stand for spaces."""
    tab = sheet(book, title)
    last = max(row for row in range(1, tab.max_row + 1) if tab.cell(row, 1).value is not None)
    for name, value in cells.items():
        tab.cell(last + 1, column_of(tab, name.replace("_", " "))).value = value  # type: ignore[assignment]


def edited(folder: Path, *edits: Edit) -> Path:
    book = openpyxl.load_workbook(EXAMPLE)
    for edit in edits:
        edit(book)
    path = folder / "book.xlsx"
    book.save(path)
    return path


def run_through(folder: Path, *edits: Edit) -> Review:
    """The whole job on the example with something wrong in it: it ends, its packs are there, nothing new comes of it."""
    path = edited(folder, *edits)
    done = everything(path, folder / "packs", now=NOON, user="Ana", packs=("portfolio", "programme"), pdf=False)
    assert done.packs is not None
    assert [file.pack for file in done.packs.files] == ["portfolio", "programme"]
    assert all(file.path.stat().st_size for file in done.packs.files)
    again = prepare(path)
    assert not again.stale
    assert told(again.findings) == told(done.review.findings), "written results bring no new findings"
    return done.review


def told(findings: tuple[Finding, ...]) -> set[str]:
    return {f"{one.rule.code} {one.where}" for one in findings if one.rule.code != "H101"}


def news(review: Review) -> set[str]:
    """Findings the sound example does not have."""
    return told(review.findings) - told(sound().findings)


def codes(review: Review) -> set[str]:
    return {one.split()[0] for one in news(review)}


def scores(review: Review, account_id: str) -> AccountScores:
    return review.scores.accounts[account_id]


def total(review: Review, account_id: str) -> float:
    found = scores(review, account_id).attractiveness
    assert found is not None
    assert found.total is not None
    return found.total


def test_broken_links_leave_a_row_out_or_read_as_blank(tmp_path: Path) -> None:
    review = run_through(
        tmp_path,
        lambda book: put(book, "Stakeholders", "S-104", "Account ID", "A-99"),
        lambda book: put(book, "Accounts", "A-01", "Our executive sponsor", "P-99"),
        lambda book: put(book, "Actions", "T-101", "Objective ID", "O-201"),
    )
    assert {"K102", "K104"} <= codes(review)
    assert review.portfolio.find(Stakeholder, "S-104") is None
    account, action = review.portfolio.account("A-01"), review.portfolio.find(Action, "T-101")
    assert account is not None
    assert action is not None
    assert (account.our_sponsor_id, action.objective_id) == (None, None)


def test_loops_of_parents_and_of_reporting_lines_read_as_blank(tmp_path: Path) -> None:
    review = run_through(
        tmp_path,
        lambda book: put(book, "Accounts", "A-05", "Parent account", "A-06"),
        lambda book: put(book, "Stakeholders", "S-101", "Reports to", "S-106"),
    )
    assert {one.split("!")[0] for one in news(review) if "K103" in one} == {"K103 Accounts", "K103 Stakeholders"}
    assert [one.parent_id for one in review.portfolio.accounts if one.account_id in ("A-05", "A-06")] == [None, None]
    assert not [group for group in review.scores.concentration.groups if len(group.account_ids) > 1]
    chain = [review.portfolio.find(Stakeholder, one) for one in ("S-101", "S-102", "S-106")]
    assert [one and one.reports_to for one in chain] == [None, None, None]


def test_ids_in_another_case_are_the_same_ids(tmp_path: Path) -> None:
    review = run_through(
        tmp_path,
        lambda book: put(book, "Ratings", "A-02", "Account ID", "a-02"),
        lambda book: put(book, "Stakeholders", "S-104", "Reports to", "s-103"),
    )
    assert news(review) == set()
    assert scores(review, "A-02").placement == scores(sound(), "A-02").placement
    assert [movement for movement in review.movements if movement.subject == "Account"] == []


def test_keys_used_twice_leave_both_rows_out_whatever_their_case(tmp_path: Path) -> None:
    review = run_through(
        tmp_path,
        lambda book: put(book, "Actions", "T-102", "Action ID", "t-101"),
        lambda book: put(book, "Accounts", "A-10", "Account ID", "a-09"),
    )
    doubled = {one for one in news(review) if "K101" in one}
    assert {one.split("!")[0] for one in doubled} == {"K101 Actions", "K101 Accounts"}
    assert review.portfolio.find(Action, "T-101") is None
    assert review.portfolio.account("A-09") is None
    assert {"A-09", "A-10"}.isdisjoint(review.scores.accounts)


def test_rows_of_an_account_that_is_left_out_go_with_it_in_silence(tmp_path: Path) -> None:
    review = run_through(tmp_path, lambda book: put(book, "Accounts", "A-01", "Tier", "Gold"))
    assert "A-01" not in review.scores.accounts
    where = {one.split(" ", 1)[1].split("!")[0] for one in news(review) if "A-01" in one or "C103" in one}
    assert where == {"Accounts"}
    assert not [row for row in review.portfolio.rows(Stakeholder) if row.account_id == "A-01"]
    assert not {one for one in news(review) if one.startswith("K102")}


def test_overrides_that_expired_or_are_too_long_do_not_count(tmp_path: Path) -> None:
    def expire(book: openpyxl.Workbook) -> None:
        put(book, "Overrides", "A-04", "Until", dt.datetime(2026, 10, 1))  # noqa: DTZ001 - a cell
        put(book, "Overrides", "A-14", "Until", dt.datetime(2026, 9, 1))  # noqa: DTZ001 - a cell
        add_row(
            book, "Overrides", Account_ID="A-01", Override="Health", Value=10, Reason="Too long", By="Ana",
            From=dt.datetime(2026, 9, 1), Until=dt.datetime(2027, 9, 1),  # noqa: DTZ001 - cells
        )  # fmt: skip

    review = run_through(tmp_path, expire)
    assert {"K601", "K602"} <= codes(review)
    assert scores(sound(), "A-04").health.override_reason
    assert not scores(review, "A-04").health.override_reason
    assert scores(review, "A-01").health.value == scores(sound(), "A-01").health.value
    assert "by hand" in scores(sound(), "A-14").selection.decided_by
    assert "by hand" not in scores(review, "A-14").selection.decided_by


@pytest.mark.parametrize(("factor", "said"), [(0.9999999999999999, False), (0.01, True), (0.009999999999999999, True)])
def test_weights_are_scaled_and_told_only_when_they_miss_100(tmp_path: Path, factor: float, said: bool) -> None:
    def weigh(book: openpyxl.Workbook) -> None:
        criteria = sheet(book, "Criteria")
        at = column_of(criteria, "Weight")
        for row in range(2, criteria.max_row + 1):
            if isinstance(criteria.cell(row, at).value, int | float):
                criteria.cell(row, at).value = float(str(criteria.cell(row, at).value)) * factor

    review = run_through(tmp_path, weigh)
    assert ("S102" in codes(review)) is said
    assert codes(review) <= {"S102", "H103"}
    for account_id, one in sound().scores.accounts.items():
        if one.attractiveness is not None and one.attractiveness.total is not None:
            assert total(review, account_id) == nearly(one.attractiveness.total)
        assert scores(review, account_id).placement.quadrant == one.placement.quadrant


def test_bands_with_a_hole_leave_their_criterion_out(tmp_path: Path) -> None:
    def tear(book: openpyxl.Workbook) -> None:
        bands = sheet(book, "Bands")
        bands.cell(row_of(bands, "A1", times=3), column_of(bands, "To")).value = 0.05

    review = run_through(tmp_path, tear)
    assert "S103" in codes(review)
    for one in review.scores.accounts.values():
        assert one.attractiveness is None or "A1" not in {line.criterion_id for line in one.attractiveness.used}
    assert total(review, "A-01") != total(sound(), "A-01")


def test_a_criterion_under_another_name_is_no_movement(tmp_path: Path) -> None:
    def rename(book: openpyxl.Workbook) -> None:
        put(book, "Criteria", "A4", "Criterion", "Fit with where we are going")
        ratings = sheet(book, "Ratings")
        for cell in ratings[1]:
            if str(cell.value).startswith("A4"):
                cell.value = "A4 Fit with where we are going"

    review = run_through(tmp_path, rename)
    assert codes(review) <= {"H103"}
    found = compare(EXAMPLE, edited(tmp_path, rename))
    assert [one for one in found.movements if one.subject in ("Attractiveness", "Rank", "Quadrant")] == []


def test_a_criterion_under_another_id_is_a_matter_of_coverage_and_weight(tmp_path: Path) -> None:
    def change_id(book: openpyxl.Workbook) -> None:
        put(book, "Criteria", "A4", "Criterion ID", "A9")
        for cell in sheet(book, "Ratings")[1]:
            if str(cell.value).startswith("A4"):
                cell.value = "A9 Strategic fit"
        anchors = sheet(book, "Anchors")
        for row in range(2, anchors.max_row + 1):
            if anchors.cell(row, 1).value == "A4":
                anchors.cell(row, 1).value = "A9"

    review = run_through(tmp_path, change_id)
    assert total(review, "A-01") == nearly(total(sound(), "A-01"))
    found = compare(EXAMPLE, edited(tmp_path, change_id))
    moved = [one for one in found.movements if one.subject == "Attractiveness"]
    assert moved
    for one in moved:
        assert [one.change, one.data_effect, one.definition_effect] == nearly([0, 0, 0]), one
        assert (one.coverage_effect or 0) + (one.weight_effect or 0) == nearly(0), "it leaves, then it gains its weight"


def test_a_quarter_of_revenue_that_is_missing_makes_no_partial_sum(tmp_path: Path) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        revenue = sheet(book, "Revenue")
        of_account = [row for row in range(2, revenue.max_row + 1) if revenue.cell(row, 1).value == "A-02"]
        revenue.delete_rows(of_account[-2])

    review = run_through(tmp_path, drop)
    assert "K404" in codes(review)
    (finding,) = [one for one in review.findings if one.rule.code == "K404" and one.account_id == "A-02"]
    assert "2026" in finding.message
    found = scores(review, "A-02")
    assert found.value("revenue_12m") is None
    assert found.value("revenue_growth") is None
    assert found.attractiveness is not None
    assert "A2" not in {line.criterion_id for line in found.attractiveness.used}
    assert scores(review, "A-01").value("revenue_12m") == scores(sound(), "A-01").value("revenue_12m")


def test_a_quarter_missing_in_the_history_is_stepped_over(tmp_path: Path) -> None:
    last = sound().previous
    assert last is not None

    def forget(book: openpyxl.Workbook) -> None:
        for title in ("Score history", "History lines"):
            tab = sheet(book, title)
            for row in range(tab.max_row, 1, -1):
                if tab.cell(row, 1).value == last.review_id:
                    tab.delete_rows(row)

    review = prepare(edited(tmp_path, forget))
    assert review.previous is not None
    assert review.previous.period_end < last.period_end
    assert review.movements


def test_a_workbook_of_an_older_template_is_read_with_what_it_has(tmp_path: Path) -> None:
    def age(book: openpyxl.Workbook) -> None:
        put(book, "Settings", "Template version", "Value", "0")
        accounts = sheet(book, "Accounts")
        accounts.delete_cols(column_of(accounts, "Customer-safe pack allowed"))
        settings = sheet(book, "Settings")
        settings.delete_rows(row_of(settings, "Weight test range"))

    review = run_through(tmp_path, age)
    assert {one for one in news(review) if "W110" in one}
    (note,) = [one for one in review.findings if one.rule.code == "W110"]
    assert note.severity.word == "note"
    assert review.settings.weight_range == sound().settings.weight_range
    assert all(one.customer_pack is None for one in review.portfolio.rows(Account))
    assert scores(review, "A-01").placement == scores(sound(), "A-01").placement
