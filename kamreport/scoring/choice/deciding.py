"""Steps 4 to 10: order, limit, number, placing, room, and what people decided by hand (KAM.md §10)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamreport.model.lists import Placing
from kamreport.records import quickly_made
from kamreport.scoring.choice.candidates import Candidate
from kamreport.scoring.edges import NEAR, reaches, same
from kamreport.scoring.saying import Unit, said

PLACED = (Placing.KEY, Placing.WATCH, Placing.UNJUDGED)
"""Placings that take up room in the programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The limits of one choice."""

    limit: int
    """L: programme cap or capacity, whichever is smaller."""
    number: int
    """n: how many accounts are key."""
    band: float
    first_run: bool


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What became of one candidate."""

    candidate: Candidate
    placing: Placing
    decided_by: str
    reason: str
    rank: int | None
    below_band: bool
    ties_with: tuple[str, ...] = ()


def key_number(universe: int, share: float, limit: int) -> int:
    """N = min(max(1, floor(share × N)), L): start small, adding is easier than demoting."""
    return min(max(1, math.floor(share * universe + NEAR)), limit)


def decide(candidates: Sequence[Candidate], frame: Frame) -> tuple[dict[str, Decision], float | None]:
    """Every candidate's placing, and the cut score c: the priority of the n-th eligible account."""
    ranked = sorted((one for one in candidates if one.barred is None), key=_order)
    cut = ranked[min(frame.number, len(ranked)) - 1].priority if ranked else None
    decisions = {one.account_id: _bar(one) for one in candidates if one.barred is not None}
    for rank, one in enumerate(ranked, start=1):
        decisions[one.account_id] = _place(one, rank, cut or 0.0, frame)
    for account_id, others in _ties(ranked, frame.number).items():
        decisions[account_id] = replace(decisions[account_id], ties_with=others)
    decisions = {account_id: _by_hand(decision) for account_id, decision in decisions.items()}
    return _make_room(decisions, frame.limit), cut


def _order(one: Candidate) -> tuple[float, float, bool, float, str]:
    """P, then attractiveness, then contribution margin (missing last), then Account ID."""
    return (
        -round(one.priority, 9),
        -round(one.attractiveness, 9),
        one.margin is None,
        -(one.margin or 0.0),
        one.account_id,
    )


def _bar(one: Candidate) -> Decision:
    placing = one.barred or Placing.NOT_ELIGIBLE
    kept = "; it keeps its place" if placing is Placing.UNJUDGED else ""
    return Decision(
        candidate=one,
        placing=placing,
        decided_by="step 2, eligible",
        reason=f"{one.bar}{kept}",
        rank=None,
        below_band=False,
    )


def _place(one: Candidate, rank: int, cut: float, frame: Frame) -> Decision:
    below = not reaches(one.priority, cut - frame.band)
    if frame.first_run:
        placing = Placing.KEY if rank <= frame.number else Placing.SECONDARY
        step, reason = "step 7, first run", f"rank {rank}, the first {frame.number} are key"
    else:
        step = "step 8, key account" if one.is_key else "step 8, other account"
        placing, reason = (_keep if one.is_key else _admit)(one, cut, frame.band)
    return Decision(candidate=one, placing=placing, decided_by=step, reason=reason, rank=rank, below_band=below)


def _keep(one: Candidate, cut: float, band: float) -> tuple[Placing, str]:
    """A key account stays, is watched, or leaves after its second low year."""
    priority, line, floor = (said(value, Unit.POINTS) for value in (one.priority, cut, cut - band))
    if reaches(one.priority, cut):
        return Placing.KEY, f"priority {priority} reaches the cut {line}"
    if reaches(one.priority, cut - band):
        return Placing.WATCH, f"priority {priority} is below the cut {line}, within the band"
    if one.was_low:
        return Placing.SECONDARY, f"priority {priority} is below {floor} for the second yearly run"
    return Placing.WATCH, f"priority {priority} is below {floor} for the first time"


def _admit(one: Candidate, cut: float, band: float) -> tuple[Placing, str]:
    """Another account enters only from the cut plus the band on."""
    priority, line, ceiling = (said(value, Unit.POINTS) for value in (one.priority, cut, cut + band))
    if reaches(one.priority, cut + band):
        return Placing.KEY, f"priority {priority} reaches {ceiling}, cut plus band"
    if reaches(one.priority, cut):
        return Placing.BORDERLINE, f"priority {priority} reaches the cut {line} but not {ceiling}"
    return Placing.SECONDARY, f"priority {priority} is below the cut {line}"


def _ties(ranked: Sequence[Candidate], number: int) -> dict[str, tuple[str, ...]]:
    """Accounts equal in all but their ID on both sides of the line under the n-th (K708)."""
    if not 0 < number < len(ranked) or not _equal(ranked[number - 1], ranked[number]):
        return {}
    tied = [one.account_id for one in ranked if _equal(one, ranked[number])]
    return {one: tuple(other for other in tied if other != one) for one in tied}


def _equal(one: Candidate, other: Candidate) -> bool:
    if one.margin is None or other.margin is None:
        margins = one.margin is other.margin
    else:
        margins = same(one.margin, other.margin)
    return margins and same(one.priority, other.priority) and same(one.attractiveness, other.attractiveness)


def _by_hand(decision: Decision) -> Decision:
    hand = decision.candidate.by_hand
    if hand is None:
        return decision
    return replace(decision, placing=hand, decided_by="step 10, by hand", reason=decision.candidate.hand)


def _make_room(decisions: dict[str, Decision], limit: int) -> dict[str, Decision]:
    """Step 9: the lowest watched, then the lowest key accounts give way; nobody included by hand does."""
    taken = sum(decision.placing in PLACED for decision in decisions.values())
    if taken <= limit:
        return decisions
    yielding = [
        decision
        for wanted in (Placing.WATCH, Placing.KEY)
        for decision in sorted(decisions.values(), key=_lowest_first)
        if decision.placing is wanted and decision.candidate.by_hand is None
    ]
    made = dict(decisions)
    for decision in yielding[: taken - limit]:
        made[decision.candidate.account_id] = replace(
            decision,
            placing=Placing.OVER_CAPACITY,
            decided_by="step 9, room",
            reason=f"{taken} places are needed and {limit} exist; it was {decision.placing}: {decision.reason}",
        )
    return made


def _lowest_first(decision: Decision) -> tuple[float, int]:
    return round(decision.candidate.priority, 9), -(decision.rank or 0)
