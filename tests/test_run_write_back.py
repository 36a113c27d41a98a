"""From a workbook on disk to results in it: only ours is touched, twice is once, history grows (KAM.md §13, §17.16)."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import write_xlsx

from kamreport import package, run
from kamreport.errors import ChangedSinceReadError
from kamreport.model import SHEETS
from kamreport.results import WRITTEN, Review
from kamreport.results.written import HistoryLine, Run, ScoreHistory
from kamreport.run import Written
from kamreport.schema import schema_of

NOON = dt.datetime(2026, 4, 14, 12, 0, 0)  # noqa: DTZ001 - a workbook knows no zone
PORTFOLIO = """
## Settings
| Setting       | Value      |
|---------------|------------|
| Period end    | 2025-12-31 |
| Target margin | 20%        |

## Accounts
| Account ID | Account name | Status   | Key account | Key account manager | Tier               | Declared stage |
|------------|--------------|----------|-------------|---------------------|--------------------|----------------|
| KA-001     | Northwind    | Active   | Yes         | P-01                | Vendor             | Tactical       |
| KA-002     | Contoso      | Active   | No          | P-01                | Preferred provider | Cooperative    |
| KA-003     | Fabrikam     | Activ    | No          | P-02                | Vendor             |                |

## Revenue
| Account ID | Period end | Months covered | Revenue   | Target revenue | Gross margin | Cost to serve |
|------------|------------|----------------|-----------|----------------|--------------|---------------|
| KA-001     | 2024-12-31 | 12             | 5,000,000 | 5,000,000      | 1,200,000    | 100,000       |
| KA-001     | 2025-12-31 | 12             | 6,000,000 | 6,000,000      | 1,500,000    | 100,000       |
| KA-002     | 2024-12-31 | 12             | 500,000   | 500,000        | 100,000      | 20,000        |
| KA-002     | 2025-12-31 | 12             | 400,000   | 500,000        | 100,000      | 20,000        |

## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 | Rated on   | Rated by |
|------------|----|----|----|----|----|----|------------|----------|
| KA-001     | 4  | 4  | 4  | 4  | 3  | 4  | 2025-12-01 | Ana      |
| KA-002     | 2  | 2  | 2  | 3  | 2  |    | 2025-12-01 | Ana      |

## Stakeholders
| Stakeholder ID | Account ID | Name     | Role              | Influence | Relationship strength | Last contact |
|----------------|------------|----------|-------------------|-----------|-----------------------|--------------|
| S-01           | KA-001     | Mia Chen | Executive sponsor | 5         | 3                     | 2025-12-20   |
| S-02           | KA-001     | Leo Brun | Champion          | 3         | 3                     | 2025-12-10   |
"""


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_xlsx(PORTFOLIO, tmp_path / "portfolio.xlsx")


def write(path: Path, now: dt.datetime = NOON, *, dry_run: bool = False) -> Written:
    return run.write_back(run.prepare(path), now=now, user="Ana", dry_run=dry_run)


def change(path: Path, sheet: str, cells: dict[str, Any]) -> None:
    """What a person does in Excel: change cells and save."""
    workbook = openpyxl.load_workbook(path)
    for address, value in cells.items():
        workbook[sheet][address] = value
    workbook.save(path)


def codes(review: Review, letters: str) -> list[str]:
    return [finding.rule.code for finding in review.findings if finding.rule.code[0] in letters]


def values(path: Path) -> dict[str, list[tuple[int, dict[int, object]]]]:
    """Every cell of every sheet."""
    book = package.open_book(path)
    return {sheet.title: [(row, dict(cells)) for row, cells in book.read(sheet.title).rows] for sheet in book.sheets}


def test_a_dry_run_changes_no_byte_and_says_what_would_be_written(workbook: Path) -> None:
    before = workbook.read_bytes()
    written = write(workbook, dry_run=True)
    assert workbook.read_bytes() == before
    assert list(workbook.parent.iterdir()) == [workbook]
    assert written.dry_run
    assert written.changed
    assert [sheet.title for sheet in written.sheets] == [schema_of(record).title for record in WRITTEN]
    assert all(sheet.is_new for sheet in written.sheets)
    assert written.sheets[0].rows == 2


def test_the_manager_s_sheets_keep_every_byte(workbook: Path) -> None:
    book = package.open_book(workbook)
    parts = [sheet.part for sheet in book.sheets]
    assert len(parts) == len([title for title in SHEETS if book.sheet(schema_of(title).title)])
    with zipfile.ZipFile(workbook) as file:
        before = {part: file.read(part) for part in [*parts, "xl/theme/theme1.xml", "docProps/core.xml"]}
    assert write(workbook).changed
    with zipfile.ZipFile(workbook) as file:
        assert {part: file.read(part) for part in before} == before


def test_results_stand_in_sheets_of_their_own(workbook: Path) -> None:
    write(workbook)
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames[-len(WRITTEN) :] == [schema_of(record).title for record in WRITTEN]
    header, *rows = book["Results"].iter_rows(values_only=True)
    results = [dict(zip(header, row, strict=True)) for row in rows]
    assert [result["Account ID"] for result in results] == ["KA-001", "KA-002"]
    scores = run.prepare(workbook).scores.accounts["KA-001"]
    assert scores.attractiveness is not None
    assert results[0]["Attractiveness"] == pytest.approx(scores.attractiveness.total)
    assert results[0]["Revenue 12 months"] == 6_000_000


def test_a_second_run_without_changes_writes_the_same_cells(workbook: Path) -> None:
    write(workbook)
    once, bytes_once = values(workbook), workbook.read_bytes()
    again = write(workbook, NOON + dt.timedelta(days=1))
    assert not again.changed
    assert values(workbook) == once
    assert workbook.read_bytes() == bytes_once


def test_reading_after_writing_gives_no_new_findings(workbook: Path) -> None:
    before = run.prepare(workbook)
    write(workbook)
    after = run.prepare(workbook)
    assert after.findings == before.findings
    assert not after.stale


def test_results_are_stale_once_a_manager_changes_a_cell_and_fresh_once_written(workbook: Path) -> None:
    write(workbook)
    change(workbook, "Ratings", {"B2": 5})
    changed = run.prepare(workbook)
    assert changed.stale
    assert codes(changed, "HB") == ["H101", "H102"]
    written = write(workbook)
    assert not written.review.stale
    assert codes(written.review, "HB") == ["H102"]
    assert not run.prepare(workbook).stale


def test_another_as_of_date_makes_results_stale_too(workbook: Path) -> None:
    write(workbook)
    assert run.prepare(workbook, as_of=dt.date(2026, 1, 20)).stale


def test_a_written_cell_somebody_changed_is_told_and_replaced(workbook: Path) -> None:
    write(workbook)
    change(workbook, "Results", {"D2": 99})
    told = run.prepare(workbook)
    assert codes(told, "B") == ["B101"]
    assert not told.stale
    written = run.write_back(told, now=NOON, user="Ana")
    assert codes(written.review, "B") == ["B101"], "who ran it is told what was replaced"
    assert codes(run.prepare(workbook), "B") == []
    assert not write(workbook).changed


def test_a_workbook_saved_again_by_another_program_is_not_taken_for_changed(workbook: Path) -> None:
    write(workbook)
    change(workbook, "Results", {})
    assert codes(run.prepare(workbook), "HB") == ["H102"]


def next_quarter(path: Path) -> None:
    march, march_before = dt.datetime(2026, 3, 31), dt.datetime(2025, 3, 31)  # noqa: DTZ001 - as Excel holds it
    change(path, "Settings", {"B2": march})
    change(path, "Ratings", {"B2": 5, "G3": 3, "H2": march})
    change(path, "Accounts", {"F3": "Vendor"})
    change(path, "Revenue", {"B2": march_before, "B3": march, "D3": 6.4e6, "B4": march_before, "B5": march})


def test_the_next_quarter_s_review_is_compared_with_this_one(workbook: Path) -> None:
    first = write(workbook).review
    next_quarter(workbook)
    second = write(workbook).review
    assert second.previous is not None
    assert second.previous.review_id == first.review_id
    moved = {(movement.account_id, movement.subject): movement for movement in second.movements}
    attractiveness = moved["KA-001", "Attractiveness"]
    assert attractiveness.main_cause == "A1"
    parts = (attractiveness.data_effect, attractiveness.coverage_effect, attractiveness.weight_effect)
    assert sum(part or 0.0 for part in parts) == pytest.approx(attractiveness.change)
    assert [effect.criterion_id for effect in attractiveness.because][:1] == ["A1"]
    assert moved["KA-002", "Strength"].coverage_effect != 0, "R6 is known now"
    assert (moved["KA-002", "Tier"].before, moved["KA-002", "Tier"].after) == ("Preferred provider", "Vendor")
    assert moved["KA-001", "Revenue 12m"].change == pytest.approx(4e5)
    assert codes(second, "HB") == []


def test_history_grows_with_each_quarter_and_only_then(workbook: Path) -> None:
    first = write(workbook).review
    next_quarter(workbook)
    second = write(workbook).review
    write(workbook, NOON + dt.timedelta(hours=1))
    kept = run.prepare(workbook).portfolio
    assert [(row.review_id, row.account_id) for row in kept.rows(ScoreHistory)] == [
        (first.review_id, "KA-001"),
        (first.review_id, "KA-002"),
        (second.review_id, "KA-001"),
        (second.review_id, "KA-002"),
    ]
    assert {line.review_id for line in kept.rows(HistoryLine)} == {first.review_id, second.review_id}
    assert [logged.review_id for logged in kept.rows(Run)] == [first.review_id, second.review_id]


def test_history_survives_the_workbook_exactly(workbook: Path) -> None:
    from kamreport import history

    review = write(workbook).review
    scores, lines = history.remember(review)
    kept = run.prepare(workbook).portfolio
    for remembered, read in ((scores, kept.rows(ScoreHistory)), (lines, kept.rows(HistoryLine))):
        fields = [column.field for column in schema_of(type(remembered[0])).columns]
        assert [[getattr(row, field) for field in fields] for row in read] == [
            [getattr(row, field) for field in fields] for row in remembered
        ]


def test_a_file_that_changed_since_it_was_read_is_left_alone(workbook: Path) -> None:
    review = run.prepare(workbook)
    change(workbook, "Ratings", {"B2": 5})
    before = workbook.read_bytes()
    with pytest.raises(ChangedSinceReadError):
        run.write_back(review, now=NOON, user="Ana")
    assert workbook.read_bytes() == before


def test_a_copy_can_be_written_and_the_workbook_stays_as_it_is(workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    copy = tmp_path / "reviewed.xlsx"
    written = run.write_back(run.prepare(workbook), now=NOON, user="Ana", destination=copy)
    assert written.path == copy
    assert workbook.read_bytes() == before
    assert not run.prepare(copy).stale


def test_a_workbook_in_which_nothing_could_be_scored_is_not_written(workbook: Path) -> None:
    change(workbook, "Settings", {"B2": None})
    before = workbook.read_bytes()
    written = write(workbook)
    assert written.why_not == "Period end in Settings is missing or wrong, so nothing could be scored."
    assert not written.changed
    assert workbook.read_bytes() == before
