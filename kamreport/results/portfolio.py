"""What scoring makes of the portfolio as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.findings import Finding
from kamreport.model.lists import Job
from kamreport.records import made_when_asked, quickly_made
from kamreport.results.account_plan import OfferingReading
from kamreport.results.explaining import Swap
from kamreport.results.measured import Measured
from kamreport.results.programme import ProgrammeScores
from kamreport.results.scores import AccountScores


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioMeasure:
    """One line of the Portfolio sheet."""

    field: str
    title: str
    measured: Measured
    unit: str
    """money, fraction, points, count, number or text."""
    counted: int
    """Accounts that entered."""
    left_out: int
    """Accounts that had to stay out because something is not known."""
    note: str = ""


@quickly_made
@made_when_asked("evidence")
@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerGroup:
    """Accounts under common control count as one customer (KAM.md §9.2)."""

    top_id: str
    name: str
    account_ids: tuple[str, ...]
    revenue: float
    share: float
    flag: str
    """major, high, severe, dominant, or empty."""
    must_consider: bool
    evidence: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """Dependence on few customer groups, largest group first (KAM.md §9.2)."""

    groups: tuple[CustomerGroup, ...]
    base: Measured
    """Company revenue, or the sum of listed accounts."""
    cr1: float | None
    cr3: float | None
    cr5: float | None
    hhi_low: float | None
    hhi_high: float | None
    effective_low: float | None
    effective_high: float | None
    label: str
    """low, moderate or high, borrowed from merger practice; empty when not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerLoad:
    """One colleague's accounts against what is usual (KAM.md §3.6.1)."""

    person_id: str
    name: str
    job: Job
    account_ids: tuple[str, ...]
    """Active and Prospect accounts they answer for."""
    limit: int | None
    hours: float | None
    """Manager hours per month over their accounts; None when none is filled."""
    evidence: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The choice of key accounts as a whole (KAM.md §10)."""

    universe: int
    cap: int
    capacity: int | None
    """None when Team has no key or strategic account manager; then it is not applied."""
    limit: int
    number: int
    cut_score: float | None
    first_run: bool
    yearly: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All that scoring says of a portfolio at a date. Raises nothing; what is wrong stands in ``findings``."""

    accounts: Mapping[str, AccountScores]
    """By Account ID, in the order of the sheet, Lost accounts included."""
    measures: Mapping[str, PortfolioMeasure]
    """By field, in the order of the Portfolio sheet."""
    concentration: Concentration
    managers: tuple[ManagerLoad, ...]
    choice: Choice
    cut_a: float
    cut_r: float
    """The cuts in force: Settings, or medians."""
    findings: tuple[Finding, ...]
    programme: ProgrammeScores | None = None
    """What is said of the programme itself; None while no programme sheet has rows."""
    swaps: tuple[Swap, ...] = ()
    """Neighbours in the ranking that one weight would make change places, in the order of the ranking."""
    offerings: tuple[OfferingReading, ...] = ()
    """Offerings with something still to win, the largest first."""


NOTHING_SCORED = Scores(
    accounts={},
    measures={},
    concentration=Concentration(
        groups=(),
        base=Measured.missing("Nothing could be scored."),
        cr1=None,
        cr3=None,
        cr5=None,
        hhi_low=None,
        hhi_high=None,
        effective_low=None,
        effective_high=None,
        label="",
    ),
    managers=(),
    choice=Choice(
        universe=0,
        cap=0,
        capacity=None,
        limit=0,
        number=0,
        cut_score=None,
        first_run=False,
        yearly=False,
        notes=(),
    ),
    cut_a=0.0,
    cut_r=0.0,
    findings=(),
)
"""The scores of a workbook in which nothing can be scored, because a required setting or all accounts are missing."""
