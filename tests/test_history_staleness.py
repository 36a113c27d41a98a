"""When written results no longer hold, when there is nothing to compare with, when the model changed (KAM.md §13.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made import in_force, made

from kamreport.cells import RowRef
from kamreport.history import history_findings, is_unreviewed, last_run, previous, stale_reasons
from kamreport.model import Criterion, Portfolio
from kamreport.model.lists import Axis, Direction, Method, Outcome
from kamreport.results import NOTHING_SCORED, Review, Workbook
from kamreport.results.written import HistoryLine, Run, ScoreHistory

NOW = dt.date(2026, 3, 31)
RUNS = {"review_id": 1, "time": 2, "as_of": 5, "input_fingerprint": 6, "model_fingerprint": 7}


def logged(row: int, day: int, **said: object) -> Run:
    known: dict[str, object] = {
        "review_id": "2026-03-31-aaaaaa",
        "time": dt.datetime(2026, 4, day, 9, 30),  # noqa: DTZ001 - a workbook knows no zone
        "version": "0.1",
        "as_of": NOW,
        "input_fingerprint": "inputs",
        "model_fingerprint": "model",
        "errors": 0,
        "warnings": 0,
        "notes": 0,
    }
    return made(Run, origin=RowRef("Runs", row, RUNS), **(known | said))


def kept(review_id: str, account_id: str = "KA-001", **said: object) -> ScoreHistory:
    known = {"period_end": dt.date.fromisoformat(review_id[:10]), "model_fingerprint": "model"}
    return made(ScoreHistory, review_id=review_id, account_id=account_id, **(known | said))


def line(review_id: str, criterion_id: str, **said: object) -> HistoryLine:
    known = {"axis": "Attractiveness", "outcome": Outcome.SCORED, "weight": 50.0, "score": 50.0, "account_id": "KA-001"}
    return made(HistoryLine, review_id=review_id, criterion_id=criterion_id, **(known | said))


def review(rows: dict[type, list[object]], differs: dict[str, Any] | None = None) -> Review:
    portfolio = Portfolio(in_force(period_end=NOW, currency="EUR"), rows)
    reviewed = Review(
        review_id="2026-03-31-bbbbbb",
        as_of=NOW,
        period_end=NOW,
        period_label="2026 Q1",
        workbook=Workbook(Path("portfolio.xlsx"), "", "1"),
        portfolio=portfolio,
        scores=NOTHING_SCORED,
        findings=(),
        movements=(),
        previous=previous(portfolio, NOW),
        input_fingerprint="inputs",
        model_fingerprint="model",
        stale=False,
    )
    return replace(reviewed, **(differs or {}))


def codes(reviewed: Review) -> list[str]:
    return [finding.rule.code for finding in history_findings(reviewed)]


def test_before_the_first_run_nothing_is_stale() -> None:
    assert stale_reasons(review({})) == ()


def test_results_of_the_same_inputs_model_and_day_hold() -> None:
    assert stale_reasons(review({Run: [logged(2, 10)]})) == ()


@pytest.mark.parametrize(
    ("differs", "cell", "says"),
    [
        ({"input_fingerprint": "others"}, "F2", "cells that managers fill were changed"),
        ({"model_fingerprint": "other"}, "G2", "Settings or model sheets were changed"),
        ({"as_of": dt.date(2026, 4, 14)}, "E2", "the as-of date was 2026-03-31 and is 2026-04-14"),
    ],
    ids=["inputs", "model", "as-of"],
)
def test_results_are_stale_when_inputs_model_or_day_differ(differs: dict[str, Any], cell: str, says: str) -> None:
    (finding, *_) = history_findings(review({Run: [logged(2, 10)]}, differs))
    assert (finding.rule.code, finding.where.a1) == ("H101", cell)
    assert finding.message == f"The results in this workbook were written on 2026-04-10 at 09:30; since then {says}."


def test_a_period_not_reviewed_yet_is_not_called_a_change_of_cells() -> None:
    results_of_december = logged(2, 10, review_id="2025-12-31-aaaaaa", input_fingerprint="of then")
    (finding, *_) = history_findings(review({Run: [results_of_december]}))
    assert (finding.rule.code, finding.where.a1) == ("H101", "A2")
    assert finding.message == (
        "The period up to 2026-03-31 was not reviewed yet; the results in this workbook are those of review "
        "2025-12-31-aaaaaa, written on 2026-04-10 at 09:30."
    )


def test_a_period_is_reviewed_once_runs_logs_a_review_of_its_period_end() -> None:
    assert is_unreviewed(review({}))
    assert is_unreviewed(review({Run: [logged(2, 10, review_id="2025-12-31-aaaaaa")]}))
    assert not is_unreviewed(review({Run: [logged(2, 10, review_id="2026-03-31-aaaaaa")]}))


def test_the_last_run_is_the_latest_however_runs_is_sorted() -> None:
    portfolio = review({Run: [logged(2, 20), logged(3, 10, input_fingerprint="older")]}).portfolio
    assert last_run(portfolio) == portfolio.rows(Run)[0]


def test_a_first_review_says_so_once() -> None:
    (finding,) = history_findings(review({}))
    assert (finding.rule.code, str(finding.where)) == ("H102", "'Score history'")


def test_a_review_of_the_same_period_end_is_no_earlier_one() -> None:
    assert codes(review({ScoreHistory: [kept("2026-03-31-aaaaaa")]})) == ["H102"]


def test_the_previous_review_is_that_of_the_latest_earlier_period_end() -> None:
    rows = [kept("2025-12-31-cccccc"), kept("2025-09-30-dddddd"), kept("2026-03-31-aaaaaa"), kept("2026-06-30-eeeeee")]
    found = previous(Portfolio(in_force(), {ScoreHistory: rows}), NOW)
    assert found is not None
    assert (found.review_id, found.period_end) == ("2025-12-31-cccccc", dt.date(2025, 12, 31))
    assert found.scores == (rows[0],)


def test_what_was_kept_of_an_account_is_found_however_its_id_was_spelled() -> None:
    found = previous(Portfolio(in_force(), {ScoreHistory: [kept("2025-12-31-cccccc", "ka-001")]}), NOW)
    assert found is not None
    assert found.of("KA-001") is found.scores[0]
    assert found.of("KA-002") is None


def test_of_several_reviews_of_one_period_end_the_last_counts() -> None:
    rows = [
        kept("2025-12-31-cccccc"),
        kept("2025-12-31-cccccc", "KA-002"),
        kept("2025-12-31-dddddd"),
        kept("2025-12-31-dddddd", "KA-003"),
    ]
    lines = [line("2025-12-31-cccccc", "A1"), line("2025-12-31-dddddd", "A1")]
    found = previous(Portfolio(in_force(), {ScoreHistory: rows, HistoryLine: lines}), NOW)
    assert found is not None
    assert [row.account_id for row in found.scores] == ["KA-001", "KA-003"]
    assert found.lines == (lines[1],)


def test_the_last_review_of_a_period_end_is_the_one_logged_last_even_when_rows_were_sorted() -> None:
    rows = [kept("2025-12-31-dddddd"), kept("2025-12-31-cccccc")]
    runs = [logged(2, 20, review_id="2025-12-31-dddddd"), logged(3, 10, review_id="2025-12-31-cccccc")]
    found = previous(Portfolio(in_force(), {ScoreHistory: rows, Run: runs}), NOW)
    assert found is not None
    assert found.review_id == "2025-12-31-dddddd"


def criterion(criterion_id: str, weight: float) -> Criterion:
    return made(
        Criterion,
        origin=RowRef("Criteria", 2, {"criterion_id": 1}),
        criterion_id=criterion_id,
        name=criterion_id,
        axis=Axis.ATTRACTIVENESS,
        weight=weight,
        method=Method.RATING,
        direction=Direction.HIGHER,
    )


def test_a_model_that_did_not_change_is_not_mentioned() -> None:
    assert codes(review({ScoreHistory: [kept("2025-12-31-cccccc")]})) == []


def test_a_changed_model_says_what_changed() -> None:
    earlier = "2025-12-31-cccccc"
    rows: dict[type, list[object]] = {
        ScoreHistory: [kept(earlier, model_fingerprint="another")],
        HistoryLine: [line(earlier, "A1", weight=40.0, definition="as then"), line(earlier, "A8")],
        Criterion: [criterion("A1", 30.0), criterion("A9", 20.0)],
    }
    (finding,) = history_findings(review(rows))
    assert (finding.rule.code, str(finding.where)) == ("H103", "Criteria!A2")
    assert finding.message == (
        "The model differs from that of review 2025-12-31-cccccc: weight of A1 from 40 to 30; "
        "A1 is graded differently; A9 is new; A8 is gone."
    )


def test_a_model_that_changed_outside_the_criteria_is_told_at_settings() -> None:
    (finding,) = history_findings(review({ScoreHistory: [kept("2025-12-31-cccccc", model_fingerprint="another")]}))
    assert (finding.rule.code, str(finding.where)) == ("H103", "Settings")
