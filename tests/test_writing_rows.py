"""A review becomes the rows of its sheets, in the order a manager reads them (KAM.md §3.9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import TypeVar

import pytest
from books import book

from kamreport import history, run
from kamreport.results import WRITTEN, CriterionEffect, Movement, Review
from kamreport.results.written import (
    FindingRow,
    HistoryLine,
    MovementRow,
    PortfolioRow,
    Result,
    Run,
    ScoreHistory,
    ScoreLineRow,
    SelectionRow,
    SensitivityRow,
)
from kamreport.schema import schema_of
from kamreport.writing.rows import written_rows

R = TypeVar("R")
NOON = dt.datetime(2026, 4, 14, 12, 0, 0)  # noqa: DTZ001 - a workbook knows no zone
PORTFOLIO = """
## Settings
| Setting       | Value |
|---------------|-------|
| Target margin | 20%   |

## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier               | Declared stage |
|------------|--------------|--------|-------------|---------------------|--------------------|----------------|
| KA-001     | Northwind    | Active | No          | P-01                | Vendor             | Tactical       |
| KA-002     | Contoso      | Active | Yes         | P-01                | Preferred provider |                |
| KA-003     | Fabrikam     | Lost   | No          | P-02                | Vendor             |                |
| KA-004     | Adatum       | Active | No          | P-02                | Vendor             |                |

## Revenue
| Account ID | Period end | Months covered | Revenue   | Gross margin | Cost to serve |
|------------|------------|----------------|-----------|--------------|---------------|
| KA-001     | 2026-03-31 | 12             | 400,000   | 100,000      | 20,000        |
| KA-002     | 2026-03-31 | 12             | 6,000,000 | 1,500,000    | 100,000       |

## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6  | Rated on   | Rated by |
|------------|----|----|----|----|----|-----|------------|----------|
| KA-001     | 2  | 2  | 2  | 3  | 2  | N/A | 2026-03-01 | Ana      |
| KA-002     | 4  | 5  | 4  | 4  | 3  | 4   | 2026-03-01 | Ana      |

## Stakeholders
| Stakeholder ID | Account ID | Name     | Role              | Influence | Relationship strength | Level  | Last contact |
|----------------|------------|----------|-------------------|-----------|-----------------------|--------|--------------|
| S-01           | KA-002     | Mia Chen | Executive sponsor | 5         | 3                     | Senior | 2026-03-20   |
| S-02           | KA-002     | Leo Brun | Champion          | 3         | 3                     | Middle | 2026-03-22   |
"""


@cache
def review() -> Review:
    return run.review_of(book(PORTFOLIO))


def rows(record: type[R], reviewed: Review | None = None) -> list[R]:
    told = reviewed or review()
    sheets = written_rows(told, history.remember(told), now=NOON, user="Ana")
    (found,) = (sheet for sheet in sheets if sheet.record is record)
    return [row for row in found if isinstance(row, record)]


def test_every_written_sheet_has_its_rows_in_the_order_of_the_tabs() -> None:
    sheets = written_rows(review(), history.remember(review()), now=NOON, user="Ana")
    assert [sheet.record for sheet in sheets] == list(WRITTEN)
    assert all(isinstance(row, sheet.record) for sheet in sheets for row in sheet)


def test_rows_can_be_walked_more_than_once() -> None:
    for sheet in written_rows(review(), history.remember(review()), now=NOON, user="Ana"):
        assert list(sheet) == list(sheet)


def test_results_begin_with_the_best_ranked_account_and_end_with_those_without_a_rank() -> None:
    assert [(row.account_id, row.rank) for row in rows(Result)] == [
        ("KA-002", 1),
        ("KA-001", 2),
        ("KA-003", None),
        ("KA-004", None),
    ]


def test_a_result_holds_what_scoring_said_of_the_account() -> None:
    result, scores = rows(Result)[0], review().scores.accounts["KA-002"]
    assert scores.attractiveness is not None
    assert scores.attractiveness.total is not None
    assert (result.a_score, result.a_low, result.a_coverage) == (
        scores.attractiveness.total,
        scores.attractiveness.low,
        1.0,
    )
    assert (result.revenue_12m, result.contribution, result.revenue_share) == (6e6, 1.4e6, 0.12)
    assert (result.name, result.status, result.quadrant) == ("Contoso", "Active", "Strategic")
    assert (result.missing_roles, result.access) == ("Economic buyer", "Middle, Senior")
    assert result.relationship == next(one for one in scores.health.components if one.name == "Relationship").value
    assert result.open_findings == sum(one.account_id == "KA-002" for one in review().findings) > 0


def test_a_lost_account_has_a_row_without_scores() -> None:
    lost = rows(Result)[2]
    assert (lost.account_id, lost.a_score, lost.quadrant, lost.rank, lost.self_scored) == (
        "KA-003",
        None,
        None,
        None,
        None,
    )


def test_contributions_on_score_lines_add_up_to_the_score() -> None:
    result = rows(Result)[0]
    lines = [line for line in rows(ScoreLineRow) if line.account_id == "KA-002"]
    for axis, score in (("Attractiveness", result.a_score), ("Strength", result.r_score)):
        assert sum(line.contribution or 0 for line in lines if line.axis == axis) == pytest.approx(score)


def test_score_lines_name_their_cells_and_tell_na_from_missing() -> None:
    lines = {(line.account_id, line.criterion_id): line for line in rows(ScoreLineRow)}
    assert lines["KA-002", "A1"].source_cells == "Ratings!B3"
    assert lines["KA-001", "R6"].outcome == "not applicable"
    assert lines["KA-004", "R6"].outcome == "missing"
    assert lines["KA-004", "R6"].score is None


def test_sensitivity_has_a_row_per_criterion_that_counts() -> None:
    counted = [(line.account_id, line.criterion_id) for line in rows(ScoreLineRow) if line.effective_weight]
    found = [(row.account_id, row.criterion_id) for row in rows(SensitivityRow)]
    assert found == [pair for pair in counted if pair in set(found)]
    assert {account for account, _ in found} == {"KA-001", "KA-002"}


def test_the_selection_lists_every_account_eligible_ones_first() -> None:
    found = rows(SelectionRow)
    assert {row.account_id for row in found} == {"KA-001", "KA-002", "KA-003", "KA-004"}
    ranks = [row.rank for row in found]
    assert ranks == sorted(ranks, key=lambda rank: rank or 99)
    assert all(row.reason or row.decided_by for row in found)


def test_a_portfolio_measure_that_is_not_known_says_why() -> None:
    measures = rows(PortfolioRow)
    assert len({row.measure for row in measures}) == len(measures) > 5
    assert all(row.note for row in measures if row.value is None)


def test_findings_stand_as_in_the_review_each_with_its_cell() -> None:
    found = rows(FindingRow)
    assert len(found) == len(review().findings)
    for row, finding in zip(found, review().findings, strict=True):
        assert (row.code, row.sheet, row.hint) == (finding.rule.code, finding.where.sheet, finding.hint)
        assert row.cell == (finding.where.a1 if finding.where.row else None)
        assert row.severity in ("Error", "Warning", "Note")


def test_movements_stand_by_account_as_in_results_and_those_gone_last() -> None:
    effect = CriterionEffect(criterion_id="A1", criterion="Growth", before=1.0, after=2.0, effect=0.5, redefined=False)
    moved = tuple(
        Movement(
            account_id=account_id,
            subject=subject,
            before=2,
            after=1,
            change=-1,
            roster_only=subject == "Rank",
            main_cause="A1",
            because=(effect,),
        )
        for account_id, subject in [("KA-009", "Account"), ("KA-001", "Rank"), ("KA-002", "Tier"), ("KA-002", "Rank")]
    )
    found = rows(MovementRow, replace(review(), movements=moved))
    assert [(row.account_id, row.subject, row.roster_only) for row in found] == [
        ("KA-002", "Tier", None),
        ("KA-002", "Rank", True),
        ("KA-001", "Rank", True),
        ("KA-009", "Account", None),
    ]
    assert found[0].main_cause == "A1"


def test_what_is_said_about_the_written_sheets_themselves_is_not_written() -> None:
    """The moment the sheets are written, H101 and B101 are no longer true: a second run would differ from the first."""
    about_the_sheets = [history.RULES[0].at(review().findings[0].where, "stale", hint="run again")]
    told = replace(review(), findings=(*review().findings, *about_the_sheets))
    assert rows(FindingRow, told) == rows(FindingRow)
    assert rows(Run, told) == rows(Run)


def test_runs_says_what_was_read_and_counts_what_was_found() -> None:
    (logged,) = rows(Run)
    assert (logged.review_id, logged.time, logged.user, logged.as_of) == (
        review().review_id,
        NOON,
        "Ana",
        dt.date(2026, 3, 31),
    )
    severities = [finding.severity.word for finding in review().findings]
    assert (logged.errors, logged.warnings, logged.notes) == tuple(
        severities.count(word) for word in ("error", "warning", "note")
    )


def test_history_remembers_every_account_and_every_line() -> None:
    scores, lines = rows(ScoreHistory), rows(HistoryLine)
    assert [row.account_id for row in scores] == ["KA-001", "KA-002", "KA-003", "KA-004"]
    assert [row.stage for row in scores] == ["Tactical", None, None, None]
    assert {row.period_end for row in scores} == {dt.date(2026, 3, 31)}
    assert len(lines) == len(rows(ScoreLineRow))
    assert {line.review_id for line in lines} == {review().review_id}
    assert all(line.definition for line in lines)


def test_a_row_of_every_sheet_has_a_value_for_each_column_that_must_have_one() -> None:
    for record in WRITTEN:
        needed = [column.field for column in schema_of(record).required]
        made: list[object] = rows(record)
        assert all(getattr(row, field) is not None for row in made for field in needed)
