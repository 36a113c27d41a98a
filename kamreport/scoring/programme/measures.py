"""The programme measures, computed beside what is entered (KAM.md §12.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from kamreport.model import ProgrammeMeasure
from kamreport.results import Measured, MeasureReading, ProgrammeFigure
from kamreport.scoring.portfolio_measures import Member, Table, gross, growth, mean, ratio, tally
from kamreport.scoring.saying import Unit


class Programme(NamedTuple):
    """What the measures are read from."""

    key: Table
    """Key accounts."""
    live: Table
    """Key accounts that are not lost."""
    costs: Sequence[tuple[float | None, float | None]]
    """Cost to serve and revenue of each key account, 12 months."""
    trust: ProgrammeFigure


class Measuring(NamedTuple):
    """How a measure is computed, in what unit, and what to fill when it cannot be."""

    read: Callable[[Programme], float | None]
    unit: Unit
    fill: str


def _mean_of(field: str) -> Callable[[Programme], float | None]:
    return lambda programme: tally(programme.live, [field], mean).value


def _cost(programme: Programme) -> float | None:
    known = [(cost, revenue) for cost, revenue in programme.costs if cost is not None and revenue is not None]
    return ratio(known) if known else None  # type: ignore[arg-type]  # pairs are rows of two


def _sponsored(programme: Programme) -> float | None:
    named = [account.our_sponsor_id is not None for account, _ in programme.live.members]
    return sum(named) / len(named) if named else None


def _relationship(programme: Programme) -> float | None:
    known = [found for _, scores in programme.live.members if (found := scores.relationship.coverage) is not None]
    return sum(known) / len(known) if known else None


def _grown(programme: Programme) -> float | None:
    return tally(programme.key, ["revenue_12m", "revenue_prior"], growth).value


def _profit(programme: Programme) -> float | None:
    return tally(programme.key, ["contribution_12m", "revenue_12m"], ratio).value


def _retained(programme: Programme) -> float | None:
    return tally(programme.key, ["revenue_prior", "revenue_12m"], gross).value


def _trust(programme: Programme) -> float | None:
    return programme.trust.value


MEASURED: Mapping[str, Measuring] = {
    "PM1": Measuring(_mean_of("white_space_coverage"), Unit.FRACTION, "Fill White space for key accounts."),
    "PM2": Measuring(_cost, Unit.FRACTION, "Fill Cost to serve in Revenue for key accounts."),
    "PM3": Measuring(
        _mean_of("plan_completeness"), Unit.FRACTION, "Fill Profile and Objectives for key accounts."
    ),
    "PM4": Measuring(_trust, Unit.FRACTION, "Answer TR2, TR4 and TR5 on Programme questions."),
    "PM5": Measuring(_sponsored, Unit.FRACTION, "Mark key accounts on Accounts."),
    "RM1": Measuring(_grown, Unit.FRACTION, "Fill 24 months of Revenue for key accounts."),
    "RM2": Measuring(_profit, Unit.FRACTION, "Fill Gross margin and Cost to serve in Revenue for key accounts."),
    "RM3": Measuring(_mean_of("csat_12m"), Unit.GRADE, "Fill CSAT on Feedback for key accounts."),
    "RM4": Measuring(_retained, Unit.FRACTION, "Fill 24 months of Revenue for key accounts."),
    "RM5": Measuring(_relationship, Unit.POINTS, "Fill Stakeholders of key accounts."),
}  # fmt: skip
"""By Measure ID."""


def programme_of(members: Sequence[Member], costs: Mapping[str, float | None], trust: ProgrammeFigure) -> Programme:
    """What the measures read; ``costs`` is cost to serve of 12 months by Account ID."""
    key = [member for member in members if member.account.is_key]
    return Programme(
        key=Table(key),
        live=Table([member for member in key if member.account.is_scored]),
        costs=[(costs[account.account_id], scores.value("revenue_12m")) for account, scores in key],
        trust=trust,
    )


def read_measures(rows: Sequence[ProgrammeMeasure], programme: Programme) -> tuple[MeasureReading, ...]:
    """Every measure in the order of the sheet."""
    return tuple(_measure(row, programme) for row in rows)


def _measure(row: ProgrammeMeasure, programme: Programme) -> MeasureReading:
    how = MEASURED.get(row.measure_id.upper())
    if how is None:
        return MeasureReading(row=row, measured=Measured.missing("A measure of your own is not computed."), unit="")
    value = how.read(programme)
    measured = Measured.missing(how.fill) if value is None else Measured.known(value)
    return MeasureReading(row=row, measured=measured, unit=how.unit)
