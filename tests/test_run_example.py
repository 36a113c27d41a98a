"""Both editions of the example are made by a program from readable text, past included, and committed as made.

``pytest tests/test_run_example.py --update`` makes it again; then look at it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from parts import differing_parts

from kamreport import run
from kamreport.errors import OutputError, UsageError
from kamreport.model import Account, AccountRatings, Action, Objective, Override, SettingLine, Stakeholder
from kamreport.results.written import Run, ScoreHistory
from kamreport.run.example import change_row, earlier_quarters, make_example, read_earlier
from kamreport.shipped import workbook_templates
from kamreport.writing.template import Edition

COMMITTED = {
    Edition.CORE: workbook_templates() / run.EXAMPLE,
    Edition.FULL: workbook_templates() / run.FULL_EXAMPLE,
}
WAYS: dict[Edition, dict[str, Any]] = {Edition.CORE: {}, Edition.FULL: {"sheets": ["all"]}}
"""How ``new_workbook`` is asked for an edition."""

each_edition = pytest.mark.parametrize("edition", Edition)


@each_edition
def test_the_committed_example_is_the_one_the_texts_make(edition: Edition, tmp_path: Path, update: bool) -> None:
    make_example(made := tmp_path / "example.xlsx", edition)
    if update:
        COMMITTED[edition].write_bytes(made.read_bytes())
    differing = differing_parts(COMMITTED[edition].read_bytes(), made.read_bytes())
    assert not differing, "make the example again with --update, and look at it"


@each_edition
def test_earlier_quarters_come_oldest_first_each_with_its_own_dates(edition: Edition) -> None:
    ends = [
        next(row["Value"] for row in rows[SettingLine] if row["Setting"] == "Period end")
        for rows in earlier_quarters(edition)
    ]
    assert ends == [dt.datetime(2026, 3, 31), dt.datetime(2026, 6, 30)]  # noqa: DTZ001 - as Excel holds it


def test_a_quarter_ago_working_dates_were_a_quarter_earlier() -> None:
    older, newer = earlier_quarters()
    for record, key, row_id, title in [
        (Action, "Action ID", "T-101", "Due"),
        (AccountRatings, "Account ID", "A-01", "Rated on"),
        (Stakeholder, "Stakeholder ID", "S-101", "Last contact"),
        (Account, "Account ID", "A-01", "Last review"),
    ]:
        then, later = (next(row for row in rows[record] if row[key] == row_id)[title] for rows in (older, newer))
        assert isinstance(then, dt.datetime)
        assert isinstance(later, dt.datetime)
        assert later - then == dt.timedelta(days=91)


def test_an_older_quarter_builds_on_the_newer_one_and_rows_may_not_have_been_there_yet() -> None:
    older, newer = earlier_quarters()
    evidence = [next(row for row in rows[AccountRatings] if row["Account ID"] == "A-02") for rows in (older, newer)]
    assert [row["A1 Growth potential"] for row in evidence] == [3.0, 3.0]
    assert "Evidence" not in evidence[0]
    prospects = [[row["Account ID"] for row in rows[Account]].count("A-12") for rows in (older, newer)]
    assert prospects == [0, 1]


def test_a_line_about_a_row_that_does_not_exist_is_a_slip_that_is_told(tmp_path: Path) -> None:
    file = tmp_path / "changes.csv"
    file.write_text("Period end,Sheet,Row,Column,Value\n2026-06-30,Accounts,A-99,Tier,Vendor\n", encoding="utf-8")
    ((then,),) = read_earlier([file]).values()
    assert (then.sheet, then.row, then.column, then.value) == ("Accounts", "A-99", "Tier", "Vendor")
    with pytest.raises(ValueError, match="no row A-99 on Accounts"):
        change_row({Account: []}, then)


def test_in_the_full_edition_optional_rows_were_different_too_and_only_its_own_criteria_are_rated() -> None:
    older, newer = earlier_quarters(Edition.FULL)
    lines = [next(row for row in rows[Objective] if row["Objective ID"] == "O-102") for rows in (older, newer)]
    assert [row["Actual"] for row in lines] == [7.0, 11.0]
    assert [len(rows[Override]) for rows in (older, newer)] == [0, 0]
    titles = {title.split(" ")[0] for rows in (older, newer) for row in rows[AccountRatings] for title in row}
    assert titles & {"A1", "R1", "R6"} == set()
    assert titles >= {"A4", "A5", "A6", "A7", "R3", "R4", "R5"}


@each_edition
def test_the_example_comes_with_two_reviewed_quarters_and_waits_for_its_third(edition: Edition) -> None:
    review = run.prepare(COMMITTED[edition])
    assert [run.review_id[:10] for run in review.portfolio.rows(Run)] == ["2026-03-31", "2026-06-30"]
    assert {row.period_end for row in review.portfolio.rows(ScoreHistory)} == {
        dt.date(2026, 3, 31),
        dt.date(2026, 6, 30),
    }
    assert review.stale
    assert [finding.rule.code for finding in review.findings if finding.rule.code[0] in "WCHB"] == ["H101"]


@each_edition
def test_new_gives_the_committed_example_and_never_replaces_a_file(edition: Edition, tmp_path: Path) -> None:
    path = run.new_workbook(tmp_path / "mine.xlsx", example=True, **WAYS[edition])
    assert path.read_bytes() == COMMITTED[edition].read_bytes()
    with pytest.raises(OutputError):
        run.new_workbook(path, example=True, **WAYS[edition])


def test_an_example_with_some_sheets_only_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="core sheets or with all sheets"):
        run.new_workbook(tmp_path / "mine.xlsx", example=True, sheets=["Risks"])
    assert not (tmp_path / "mine.xlsx").exists()
