"""A whole run over a workbook whose programme sheets are filled: written once, read again, nothing new."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import programmes
import pytest
from books import write_xlsx

from kamreport.package import open_book
from kamreport.results import PROGRAMME_AXIS
from kamreport.results.written import HistoryLine
from kamreport.run import Written, prepare, write_back

NOW = dt.datetime(2026, 4, 10, 9, 30)  # noqa: DTZ001 - local time, as a workbook holds it


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_xlsx(programmes.workbook(), tmp_path / "book.xlsx")


def written(path: Path) -> Written:
    return write_back(prepare(path, as_of=programmes.AS_OF), now=NOW, user="Ana")


def test_programme_results_hold_every_figure_outcome_and_measure(path: Path) -> None:
    written(path)
    rows = [cells for _, cells in open_book(path).read("Programme results").rows]
    ids = [cells[1] for cells in rows[1:]]
    assert ids[:3] == ["READINESS", "LAUNCH", "PHASE"]
    assert {f"POST{at}" for at in range(1, 10)} <= set(ids)
    assert {f"{kind}{at}" for kind in ("PM", "RM") for at in range(1, 6)} <= set(ids)


def test_writing_twice_is_writing_once_and_reading_again_finds_nothing_new(path: Path) -> None:
    before = prepare(path, as_of=programmes.AS_OF)
    written(path)
    once = path.read_bytes()
    again = prepare(path, as_of=programmes.AS_OF)
    assert [str(one) for one in again.findings] == [str(one) for one in before.findings]
    assert not again.stale
    written(path)
    assert path.read_bytes() == once


def test_history_keeps_the_programme_and_a_second_quarter_is_compared_with_it(path: Path) -> None:
    written(path)
    kept = [one for one in prepare(path).portfolio.rows(HistoryLine) if one.axis == PROGRAMME_AXIS]
    assert {"READINESS", "OUTCOMES", "SUCCESS", "FRAMEWORK", "SP", "PE"} <= {one.criterion_id for one in kept}
    assert all(one.account_id is None for one in kept)
