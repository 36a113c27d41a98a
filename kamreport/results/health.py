"""The present condition of an account, with the sum behind it (KAM.md §8). Values only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model.lists import Colour, ScoreState
from kamreport.records import made_when_asked, quickly_made
from kamreport.results.explaining import HealthCap
from kamreport.results.measured import Measured


class HealthLine(NamedTuple):
    """One health measure: what was read and its 100, 60 or 0 points (KAM.md §8.1)."""

    health_id: str
    component: str
    measure: str
    title: str
    weight: float
    measured: Measured
    score: float | None
    good: float
    average: float


@quickly_made
@made_when_asked("lines")
@dataclass(frozen=True, slots=True, kw_only=True)
class HealthComponent:
    """A part of health: the weighted mean of its known measures."""

    name: str
    weight: float
    value: float | None
    coverage: float
    """Known measure weight / measure weight."""
    lines: tuple[HealthLine, ...]
    colour: Colour | None


@quickly_made
@made_when_asked("caps")
@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReading:
    """Present condition of the account (KAM.md §8)."""

    value: float | None
    """What is shown: computed, then capped, then overridden."""
    computed: float | None
    colour: Colour | None
    coverage: float
    state: ScoreState
    components: tuple[HealthComponent, ...]
    cap: float | None
    """The limit that was applied; None when none lowered the value."""
    cap_reason: str
    caps: tuple[HealthCap, ...] = ()
    """Every limit with whether it holds; empty without a health."""
    override_evidence: tuple[CellRef, ...] = ()
    override_why: str = ""
    """Why an override in force was decided; empty without one."""
    override_by: str = ""
    """Who decided it."""
    override_until: dt.date | None = None
    """Its last day."""

    @property
    def override_reason(self) -> str:
        """Reason, name and end of an override in force; empty without one."""
        return f"{self.override_why} ({self.override_by}, until {self.override_until})" if self.override_why else ""
