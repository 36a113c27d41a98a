"""All that the customer-safe edition knows of an account; what stands here may leave the house, and nothing else can.

Every field is a copy that ``allowing.share`` made. There is no way back from it to the workbook: no record, no cell,
no score. The sections of this edition are built from this value alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Period:
    """What the customer bought in the months that end with ``end``, in full units of the currency."""

    end: dt.date
    months: int
    revenue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Something that is better for the customer."""

    outcome: str
    measure: str
    unit: str
    before: float | None
    now: float | None
    worth: float | None
    """Money a year; None when nobody said."""
    confirmed_on: dt.date | None
    """When the customer confirmed it; None when not yet."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened, or is to happen, on a day."""

    day: dt.date
    event: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """An escalation: when it arose, and when it was settled (None: still open)."""

    day: dt.date
    event: str
    settled_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLevel:
    """A measured promise of service."""

    promise: str
    unit: str
    target: float | None
    actual: float | None
    kept: bool | None
    """None when it was not measured."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Mean CSAT of the quarter that ends with ``end``, 1–5."""

    end: dt.date
    mean: float


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise that answers a need."""

    promise: str
    due: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A need of the customer, with what was promised in answer."""

    need: str
    why: str
    is_open: bool
    is_met: bool
    """Neither open nor met is declined."""
    promises: tuple[Promised, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """An objective of the plan."""

    objective: str
    measure: str
    unit: str
    baseline: float | None
    target: float | None
    actual: float | None
    progress: float | None
    """0–1; None when a figure is not known."""
    elapsed: float | None
    """Share of the time gone, 0–1; None without a start."""
    due: dt.date
    is_theirs: bool
    """It is an objective of the customer's own."""
    state: str
    """How it stands, in words for the customer, still to be said in their language."""
    is_well: bool
    """On track or reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An action: a dated promise of one side."""

    text: str
    due: dt.date
    by_customer: bool
    is_open: bool
    is_begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAccount:
    """One account as its customer may see it (KAM.md §14.3)."""

    company: str
    """Our own company, or empty."""
    name: str
    industry: str
    region: str
    period: str
    """Its label, such as 2026 Q1."""
    period_end: dt.date
    as_of: dt.date
    horizon: int
    """Days that the plan looks ahead."""
    currency: str
    money_unit: str

    wins: tuple[str, ...]
    background: str
    market: str
    strategy: str
    wishes_of_customers: str
    value_creation: str
    profit_source: str
    solution: str
    proposition: str
    happenings: tuple[Happening, ...]

    periods: tuple[Period, ...]
    revenue_12m: float | None
    revenue_before: float | None
    """Revenue of the 12 months before."""

    outcomes: tuple[Outcome, ...]
    service_levels: tuple[ServiceLevel, ...]
    troubles: tuple[Trouble, ...]
    voices: tuple[Voice, ...]
    csat: float | None
    nps: float | None

    wishes: tuple[Wish, ...]
    promises: tuple[Promised, ...]
    """Promises that are no service level and answer none of the wishes."""
    aims: tuple[Aim, ...]
    steps: tuple[Step, ...]
    decisions: tuple[str, ...]

    @property
    def worth(self) -> float | None:
        """What the outcomes are worth to the customer a year; None when nobody said of any."""
        known = [one.worth for one in self.outcomes if one.worth is not None]
        return sum(known) if known else None

    @property
    def ahead(self) -> tuple[Step, ...]:
        """Open steps due within the horizon, by date; what is late is still owed."""
        until = self.as_of + dt.timedelta(days=self.horizon)
        return tuple(step for step in self.steps if step.is_open and step.due <= until)
