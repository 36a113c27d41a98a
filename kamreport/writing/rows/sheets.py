"""Every written sheet with its rows, made when they are first asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from kamreport import __version__
from kamreport.findings import Finding, Severity
from kamreport.results import NOWHERE, WRITTEN, Review
from kamreport.results.written import (
    FindingRow,
    HistoryLine,
    MovementRow,
    PortfolioRow,
    ProgrammeRow,
    Result,
    Run,
    ScoreHistory,
    ScoreLineRow,
    SelectionRow,
    SensitivityRow,
)
from kamreport.schema import schema_of
from kamreport.writing.rows import programme, results, sums
from kamreport.writing.rows.agreement import B101, written_fingerprint

_TOLD_NOT_WRITTEN = frozenset({B101.code, "H101"})
"""Findings about the sheets as they were before this run: once written they would be untrue."""
_WHO = ("time", "user")
"""Columns of Runs that differ although nothing else does."""


class SheetRows:
    """The rows of one written sheet. The first walk makes them; they are kept, since planning and writing walk again."""

    def __init__(self, record: type, make: Callable[[], Iterator[object]]) -> None:
        self.record = record
        self._make = make
        self._made: tuple[object, ...] | None = None

    @property
    def title(self) -> str:
        """The title of the sheet."""
        return schema_of(self.record).title

    def __iter__(self) -> Iterator[object]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())

    def _rows(self) -> tuple[object, ...]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made


def written_rows(
    review: Review,
    remembered: tuple[Iterable[ScoreHistory], Iterable[HistoryLine]],
    *,
    now: dt.datetime,
    user: str,
) -> tuple[SheetRows, ...]:
    """The rows of every written sheet, in the order of the tabs.

    ``remembered`` are the rows this review adds to Score history and History lines; ``now`` and ``user`` go to Runs.
    """
    said = tuple(finding for finding in review.findings if finding.rule.code not in _TOLD_NOT_WRITTEN)
    scores, lines = history(review, *remembered)
    makers: dict[type, Callable[[], Iterator[object]]] = {
        Result: lambda: results.results(replace(review, findings=said)),
        ScoreLineRow: lambda: sums.score_lines(review),
        SensitivityRow: lambda: sums.sensitivity(review),
        SelectionRow: lambda: sums.selection(review),
        PortfolioRow: lambda: sums.portfolio(review),
        ProgrammeRow: lambda: programme.programme(review.scores.programme),
        MovementRow: lambda: sums.movements(review),
        FindingRow: lambda: sums.findings(said),
        ScoreHistory: lambda: iter(scores),
        HistoryLine: lambda: iter(lines),
    }
    sheets = {record: SheetRows(record, make) for record, make in makers.items()}
    logged = log(review, said, written_fingerprint(sheets), now=now, user=user)
    sheets[Run] = SheetRows(Run, lambda: iter(logged))
    return tuple(sheets[record] for record in WRITTEN)


def history(
    review: Review, scores: Iterable[ScoreHistory], lines: Iterable[HistoryLine]
) -> tuple[tuple[ScoreHistory, ...], tuple[HistoryLine, ...]]:
    """Both sheets of history with this review's rows at their end.

    They are append only: what another review left is never touched. A review run again is the same review, so its
    own earlier rows give way; otherwise its ID would stand for two sets of scores. The rows a Yearly run froze give
    way to another Yearly run only (KAM.md §10).
    """
    added = tuple(scores)
    yearly = {bool(row.yearly) for row in added}
    kept = [
        row
        for row in review.portfolio.rows(ScoreHistory)
        if row.review_id != review.review_id or bool(row.yearly) not in yearly
    ]
    before = [line for line in review.portfolio.rows(HistoryLine) if line.review_id != review.review_id]
    return (*kept, *added), (*before, *lines)


def log(review: Review, said: tuple[Finding, ...], fingerprint: str, *, now: dt.datetime, user: str) -> tuple[Run, ...]:
    """Runs with this run at its end, unless it differs from the last one in nothing but its time and user.

    A run that changes nothing writes nothing, so there is nothing to log; and the same results twice give the same
    cells.
    """
    earlier = review.portfolio.rows(Run)
    run = Run(
        origin=NOWHERE,
        review_id=review.review_id,
        time=now.replace(microsecond=0),
        user=user or None,
        version=__version__,
        as_of=review.as_of,
        input_fingerprint=review.input_fingerprint,
        model_fingerprint=review.model_fingerprint,
        written_fingerprint=fingerprint,
        errors=_count(said, Severity.ERROR),
        warnings=_count(said, Severity.WARNING),
        notes=_count(said, Severity.NOTE),
    )
    last = max(reversed(earlier), key=lambda logged: logged.time, default=None)
    return earlier if last is not None and _same(last, run) else (*earlier, run)


def _count(said: Iterable[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in said)


def _same(last: Run, run: Run) -> bool:
    facts: Mapping[str, object] = {
        column.field: getattr(run, column.field) for column in schema_of(Run).columns if column.field not in _WHO
    }
    return all(getattr(last, field) == fact for field, fact in facts.items())
