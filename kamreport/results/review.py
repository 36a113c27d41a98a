"""A review: the dated reading of a portfolio, and what moved since the one before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kamreport.findings import Finding, Severity
from kamreport.model import Portfolio, Settings
from kamreport.results.portfolio import Scores
from kamreport.results.written import HistoryLine, ScoreHistory


@dataclass(frozen=True, slots=True)
class Workbook:
    """The file a review was read from."""

    path: Path
    fingerprint: str
    """sha256 of the file's bytes when it was read; writing refuses when it moved."""
    schema_version: str
    """Template version found in Settings; empty when there is none."""
    read_open_at: dt.datetime | None = None
    """When it was read out of a running Excel, changes not saved yet included; None for a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionEffect:
    """What one criterion did to an axis score between two reviews (KAM.md §13.2)."""

    criterion_id: str
    criterion: str
    before: float | None
    after: float | None
    effect: float
    """Points: effective weight of S1 times (new − old)."""
    redefined: bool
    """Its definition changed, so the effect is ours, not the account's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A change between two reviews, with its cause (KAM.md §13.2, §13.3)."""

    account_id: str
    subject: str
    """Attractiveness, Strength, Quadrant, Stage, Tier, Key account, Selection, Health …"""
    before: float | str | None
    after: float | str | None
    change: float | None
    """After − before for numbers."""
    data_effect: float | None = None
    definition_effect: float | None = None
    coverage_effect: float | None = None
    weight_effect: float | None = None
    main_cause: str = ""
    """Criterion ID or health component that moved it most."""
    roster_only: bool = False
    """A rank that changed only because other accounts moved, came or went."""
    because: tuple[CriterionEffect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousReview:
    """The counting review with the latest earlier Period end, as History kept it."""

    review_id: str
    period_end: dt.date
    period_label: str
    scores: tuple[ScoreHistory, ...]
    lines: tuple[HistoryLine, ...]
    _by_account: Mapping[str, ScoreHistory] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """A portfolio pack asks for every account."""
        object.__setattr__(self, "_by_account", {row.account_id.casefold(): row for row in self.scores})

    def of(self, account_id: str) -> ScoreHistory | None:
        """What was kept of an account, however its ID was spelled then."""
        return self._by_account.get(account_id.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that one reading of a workbook says: the value that writing and rendering share."""

    review_id: str
    """Period end, a hyphen, the first six characters of the input fingerprint."""
    as_of: dt.date
    period_end: dt.date
    period_label: str
    workbook: Workbook
    portfolio: Portfolio
    scores: Scores
    findings: tuple[Finding, ...]
    """In order of sheet, row, column, code; severities already lowered where Settings say so."""
    movements: tuple[Movement, ...]
    previous: PreviousReview | None
    input_fingerprint: str
    model_fingerprint: str
    stale: bool
    """The workbook's written results belong to other inputs, model or as-of date (KAM.md §13.4)."""
    unreviewed: bool = False
    """No review of this Period end was written into the workbook: what it holds is of other periods, if anything."""
    why_unscored: str = ""
    """Why nothing could be scored at all; then there are no accounts, and findings are all the review has to say."""

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.portfolio.settings

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def moved(self, account_id: str) -> tuple[Movement, ...]:
        """An account's movements."""
        return tuple(movement for movement in self.movements if movement.account_id == account_id)
