"""Staged use: whichever optional and programme sheets are absent or empty, the whole job is done (KAM.md §1.3, §17.14)."""

from __future__ import annotations

import datetime as dt
import enum
import tempfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kamreport import run
from kamreport.model import OPTIONAL, PROGRAMME
from kamreport.results import Review
from kamreport.run import Making
from kamreport.schema import schema_of
from kamreport.shipped import workbook_templates

TITLES = tuple(schema_of(record).title for record in (*OPTIONAL, *PROGRAMME))
NOON = dt.datetime(2026, 10, 20, 12)  # noqa: DTZ001 - a workbook knows no zone
LATER = NOON + dt.timedelta(hours=1)
ALONE = Making(workers=1)


class State(enum.Enum):
    """What has become of a sheet so far."""

    ABSENT = enum.auto()
    EMPTY = enum.auto()
    FILLED = enum.auto()


STAGES = st.fixed_dictionaries({title: st.sampled_from(State) for title in TITLES})


def staged(path: Path, stage: Mapping[str, State]) -> Path:
    """The full example as a team has it that has come so far with its sheets."""
    book = openpyxl.load_workbook(workbook_templates() / run.FULL_EXAMPLE)
    for title, state in stage.items():
        if state is State.ABSENT:
            del book[title]
        elif state is State.EMPTY:
            for row in book[title].iter_rows(min_row=2):
                for cell in row:
                    cell.value = None
    book.save(path)
    return path


def told(review: Review) -> list[str]:
    return [str(finding) for finding in review.findings]


def broken(review: Review) -> list[str]:
    """Checks that broke down: they are findings, and the run goes on."""
    return [one for one in told(review) if "[W901]" in one]


@settings(max_examples=6, phases=(Phase.generate,))  # making a failing subset smaller would take minutes
@given(stage=STAGES)
def test_any_subset_of_sheets_absent_or_empty_is_checked_written_and_printed(stage: dict[str, State]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path, packs = staged(Path(name) / "book.xlsx", stage), Path(name) / "packs"
        done = run.everything(path, packs, now=NOON, user="Ana", pdf=False, how=ALONE)
        assert done.packs is not None
        made = [file.pack for file in done.packs.files]
        is_run = any(stage[schema_of(record).title] is State.FILLED for record in PROGRAMME)
        assert (made.count("account"), made.count("portfolio"), made.count("programme")) == (13, 1, is_run)
        assert broken(done.review) == []
        assert {one.rule.code for one in done.packs.findings} <= {"R101", "R103"}
        there = {title for title, state in stage.items() if state is not State.ABSENT}
        assert {finding.where.sheet for finding in done.review.findings} & set(TITLES) <= there
        again = run.prepare(path)
        assert set(told(again)) <= set(told(done.review))
        assert not again.stale
        assert not run.write_back(again, now=LATER, user="Ben", dry_run=True).changed
        assert run.render(again, packs, pdf=False, how=ALONE).made == 0, "what was written changes no pack"
        allowed = [account.account_id for account in again.portfolio.accounts if account.customer_pack]
        for_customers = run.render(again, packs, packs=["customer"], accounts=allowed, pdf=False, how=ALONE)
        assert allowed
        assert len(for_customers.files) == len(allowed)


@settings(max_examples=6, phases=(Phase.generate,))  # making a failing subset smaller would take minutes
@given(stage=STAGES)
def test_a_sheet_without_rows_counts_as_absent(stage: dict[str, State]) -> None:
    """KAM.md §3.2: the same findings, scores and fingerprints either way."""
    with tempfile.TemporaryDirectory() as name:
        without = {title: State.ABSENT if state is State.EMPTY else state for title, state in stage.items()}
        emptied = {title: State.EMPTY if state is State.ABSENT else state for title, state in stage.items()}
        absent = run.prepare(staged(Path(name) / "absent.xlsx", without))
        empty = run.prepare(staged(Path(name) / "empty.xlsx", emptied))
        assert told(absent) == told(empty)
        assert absent.review_id == empty.review_id
        assert absent.scores == empty.scores
