"""Running the choice of key accounts over the portfolio, and saying how it went (KAM.md §10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.findings import Finding
from kamreport.model import Override, Portfolio
from kamreport.model.lists import OverrideKind, Placing, SelectionRun
from kamreport.records import later
from kamreport.results import Choice, SelectionReading
from kamreport.scoring.capacity import programme_capacity
from kamreport.scoring.choice import Decision, Frame, Known, candidates_of, decide, key_number
from kamreport.scoring.deciding_cells import BY_HAND, cells_behind, cells_of_the_run
from kamreport.scoring.earlier_runs import low_in_previous_run
from kamreport.scoring.facts import Facts
from kamreport.scoring.matrix import Axes
from kamreport.scoring.overrides import in_force
from kamreport.scoring.placing import priorities_of
from kamreport.scoring.saying import listed
from kamreport.scoring.shares import cap_in_force

_PLACED_BY = {OverrideKind.INCLUDE: Placing.KEY, OverrideKind.EXCLUDE: Placing.SECONDARY}


class Chosen(NamedTuple):
    """The choice as a whole, every account's part in it, and what was found on the way."""

    choice: Choice
    readings: Mapping[str, SelectionReading]
    findings: list[Finding]


def choose(portfolio: Portfolio, facts: Mapping[str, Facts], axes: Mapping[str, Axes]) -> Chosen:
    """Place every account of the universe; Accounts.Key account is changed by people, never here."""
    settings = portfolio.settings
    cap, findings = cap_in_force(settings)
    capacity = programme_capacity(portfolio)
    limit = cap if capacity is None else min(cap, capacity)
    priorities = priorities_of(facts, axes)
    candidates = candidates_of(portfolio, _known(portfolio, facts, axes, priorities))
    universe = sum(candidate.barred is not Placing.OUTSIDE for candidate in candidates)
    first_run = not any(account.is_key and account.is_scored for account in portfolio.accounts)
    frame = Frame(
        limit=limit,
        number=key_number(universe, settings.key_share, limit),
        band=settings.promotion_band,
        first_run=first_run,
    )
    decisions, cut = decide(candidates, frame)
    choice = Choice(
        universe=universe,
        cap=cap,
        capacity=capacity,
        limit=limit,
        number=frame.number,
        cut_score=cut,
        first_run=first_run,
        yearly=settings.selection_run is SelectionRun.YEARLY,
        notes=_notes(decisions, frame, capacity, facts),
    )
    run = cells_of_the_run(settings, first_run=first_run)
    readings = {
        account_id: _reading(
            decisions.get(account_id),
            priorities.get(account_id),
            cut,
            later(cells_behind, decisions.get(account_id), one, run),
        )
        for account_id, one in facts.items()
    }
    return Chosen(choice, readings, findings)


def _known(
    portfolio: Portfolio, facts: Mapping[str, Facts], axes: Mapping[str, Axes], priorities: Mapping[str, float]
) -> Known:
    end = portfolio.settings.period_end
    return Known(
        axes=axes,
        priorities=priorities,
        revenue={account_id: one.read("revenue_12m") for account_id, one in facts.items()},
        margins={account_id: one.read("contribution_12m").value for account_id, one in facts.items()},
        low_before=low_in_previous_run(portfolio, end) if end else frozenset(),
        by_hand={account_id: found for account_id, one in facts.items() if (found := _by_hand(one))},
    )


def _by_hand(facts: Facts) -> tuple[Placing, str] | None:
    """An Include or Exclude in force; of several the one that began last counts."""
    found = in_force(facts, BY_HAND)
    return (_PLACED_BY[found.override], _said(found)) if found else None


def _said(override: Override) -> str:
    return f"{override.override.lower()}d by {override.by}: {override.reason}"


def _notes(
    decisions: Mapping[str, Decision], frame: Frame, capacity: int | None, facts: Mapping[str, Facts]
) -> tuple[str, ...]:
    notes = []
    if capacity is None:
        notes.append("Capacity is not applied: Team lists no key or strategic account manager.")
    over = [account_id for account_id, one in decisions.items() if one.placing is Placing.OVER_CAPACITY]
    if over:
        names = listed([facts[account_id].account.name for account_id in over])
        notes.append(f"Over capacity: {names}. {frame.limit + len(over)} places would be needed, {frame.limit} exist.")
    kept = sum(one.placing in (Placing.KEY, Placing.WATCH, Placing.UNJUDGED) for one in decisions.values())
    if kept > frame.limit:
        notes.append(
            f"{kept} accounts are in the programme, more than the limit of {frame.limit}: they are unjudged or included by hand."
        )
    return tuple(notes)


def _reading(
    decision: Decision | None, priority: float | None, cut: float | None, evidence: tuple[CellRef, ...]
) -> SelectionReading:
    if decision is None:
        return outside(priority, cut, evidence)
    return SelectionReading(
        rank=decision.rank,
        priority=priority,
        cut_score=cut,
        placing=decision.placing,
        decided_by=decision.decided_by,
        reason=decision.reason,
        ties_with=decision.ties_with,
        below_band=decision.below_band,
        evidence=evidence,
    )


def outside(
    priority: float | None = None, cut: float | None = None, evidence: tuple[CellRef, ...] = ()
) -> SelectionReading:
    """An account that is not in the universe of step 1."""
    return SelectionReading(
        rank=None,
        priority=priority,
        cut_score=cut,
        placing=Placing.OUTSIDE,
        decided_by="step 1, universe",
        reason="counted are active accounts with revenue, emerging prospects and key accounts",
        ties_with=(),
        below_band=False,
        evidence=evidence,
    )
