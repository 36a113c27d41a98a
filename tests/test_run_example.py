"""The example workbook is made by a program from readable text, past included, and committed as it was made.

``pytest tests/test_run_example.py --update`` makes it again; then look at it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from parts import differing_parts

from kamreport import run
from kamreport.errors import OutputError
from kamreport.model import Account, AccountRatings, Action, SettingLine, Stakeholder
from kamreport.results import Review
from kamreport.results.written import Run, ScoreHistory
from kamreport.run.example import change_row, earlier_quarters, make_example, read_earlier
from kamreport.shipped import workbook_templates

COMMITTED = workbook_templates() / run.EXAMPLE


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / "example.xlsx"
    make_example(path)
    return path


@pytest.fixture(scope="module")
def review() -> Review:
    return run.prepare(COMMITTED)


def test_the_committed_example_is_the_one_the_texts_make(made: Path, update: bool) -> None:
    if update:
        COMMITTED.write_bytes(made.read_bytes())
    differing = differing_parts(COMMITTED.read_bytes(), made.read_bytes())
    assert not differing, "make the example again with --update, and look at it"


def test_earlier_quarters_come_oldest_first_each_with_its_own_dates() -> None:
    ends = [
        next(row["Value"] for row in rows[SettingLine] if row["Setting"] == "Period end") for rows in earlier_quarters()
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
    ((then,),) = read_earlier(file).values()
    assert (then.sheet, then.row, then.column, then.value) == ("Accounts", "A-99", "Tier", "Vendor")
    with pytest.raises(ValueError, match="no row A-99 on Accounts"):
        change_row({Account: []}, then)


def test_the_example_comes_with_two_reviewed_quarters_and_waits_for_its_third(review: Review) -> None:
    assert [run.review_id[:10] for run in review.portfolio.rows(Run)] == ["2026-03-31", "2026-06-30"]
    assert {row.period_end for row in review.portfolio.rows(ScoreHistory)} == {
        dt.date(2026, 3, 31),
        dt.date(2026, 6, 30),
    }
    assert review.stale
    assert [finding.rule.code for finding in review.findings if finding.rule.code[0] in "WCHB"] == ["H101"]


def test_new_gives_the_committed_example_and_never_replaces_a_file(tmp_path: Path) -> None:
    path = run.new_workbook(tmp_path / "mine.xlsx", example=True)
    assert path.read_bytes() == COMMITTED.read_bytes()
    with pytest.raises(OutputError):
        run.new_workbook(path, example=True)
