"""The workbooks that the full benchmark makes are sound: it would prove nothing on sheets that are left out."""

from __future__ import annotations

import sys
from pathlib import Path

from house import ROOT

from kamreport import checking, reading, scoring
from kamreport.findings import Severity
from kamreport.model import CORE, OPTIONAL, PROGRAMME, SettingLine
from kamreport.schema import schema_of

sys.path.insert(0, str(ROOT / "benchmarks"))

from full_books import make_full_book

FILLED = tuple(record for record in (*CORE, *OPTIONAL, *PROGRAMME) if record is not SettingLine)


def test_every_sheet_is_filled_and_every_cell_is_understood(tmp_path: Path) -> None:
    book = tmp_path / "full.xlsx"
    rows = make_full_book(book, 60)
    read = reading.read(book)
    assert [finding for finding in read.findings if finding.severity is Severity.ERROR] == []
    empty = [schema_of(record).title for record in FILLED if not read.portfolio.rows(record)]
    assert empty == []
    per_account = rows / 60
    assert 15 < per_account < 30  # with 10,000 accounts about 200,000 rows, and the lists on top here


def test_every_account_can_be_scored_and_links_lead_somewhere(tmp_path: Path) -> None:
    book = tmp_path / "full.xlsx"
    make_full_book(book, 25)
    portfolio = reading.read(book).portfolio
    as_of = portfolio.settings.as_of
    assert as_of is not None
    settled = checking.settle(portfolio, as_of)
    scores = scoring.score(settled.portfolio, as_of)
    assert [str(finding) for finding in settled.findings if finding.severity is Severity.ERROR] == []
    assert all(one.attractiveness and one.attractiveness.total is not None for one in scores.accounts.values())
    assert all(one.health.value is not None for one in scores.accounts.values())
