"""The tier an account deserves, against the one it has (KAM.md §7.2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kamreport.model import Account, Settings
from kamreport.model.lists import Level, Quadrant, RelationshipStage, Tier
from kamreport.records import later
from kamreport.results import RelationshipReading, TierReading
from kamreport.scoring.edges import reaches
from kamreport.scoring.evidence import cells_in
from kamreport.scoring.saying import rounded

MANY_LEVELS = 3
HIGH_LEVELS = frozenset({Level.SENIOR, Level.EXECUTIVE})
SIMPLE_ACCESS: dict[Tier, tuple[Level, ...]] = {
    Tier.VENDOR: (Level.OPERATIONAL,),
    Tier.PREFERRED: (Level.OPERATIONAL, Level.MIDDLE),
}
"""Levels the lower tiers expect to be in touch with; the upper ones want three, one of them high."""
WIDE_ACCESS = "three levels, one of them Senior or Executive"


class Recommendation(NamedTuple):
    """A tier and why."""

    tier: Tier | None
    reason: str


def recommend_tier(
    account: Account, quadrant: Quadrant | None, stage: RelationshipStage | None, settings: Settings
) -> Recommendation:
    """The first line of KAM.md §7.2 that holds; ``stage`` is inferred, else declared."""
    complexity, commitment = account.complexity, account.commitment
    if complexity is None or commitment is None:
        return Recommendation(None, "Fill Complexity and Commitment.")
    depth = (complexity + commitment) / 2
    told = f"depth {rounded(depth, 1)} of 5"
    if not account.is_key:
        if reaches(depth, settings.tier_preferred):
            return Recommendation(Tier.PREFERRED, f"not a key account, {told}")
        return Recommendation(Tier.VENDOR, f"not a key account, {told} is below {settings.tier_preferred:g}")
    deep = stage is not None and stage.rank >= RelationshipStage.INTERDEPENDENT.rank
    if quadrant is Quadrant.STRATEGIC and deep and reaches(depth, settings.tier_partner):
        return Recommendation(Tier.PARTNER, f"key account in the Strategic quadrant, {stage} stage, {told}")
    short = _shortfall(quadrant, deep=deep, enough=reaches(depth, settings.tier_partner), settings=settings)
    return Recommendation(Tier.CONSULTANT, f"key account, {told}; {short}")


def read_tier(account: Account, advised: Recommendation, relationship: RelationshipReading) -> TierReading:
    """Present against recommended tier, and whether access keeps what the present tier expects."""
    known = any(person.stakeholder.level for person in relationship.people)
    return TierReading(
        present=account.tier,
        recommended=advised.tier,
        fit=account.tier.rank - advised.tier.rank if advised.tier else None,
        expected_access=told_access(account.tier),
        access_short=is_access_short(account.tier, relationship.access) if known else None,
        reason=advised.reason,
        evidence=later(cells_in, account, ("complexity", "commitment", "is_key", "tier")),
    )


def is_access_short(tier: Tier, access: Collection[Level]) -> bool:
    """Whether the levels reached stay below what a tier expects."""
    if tier in SIMPLE_ACCESS:
        return not set(SIMPLE_ACCESS[tier]) <= set(access)
    return len(access) < MANY_LEVELS or HIGH_LEVELS.isdisjoint(access)


def told_access(tier: Tier) -> str:
    """The access a tier expects, in words."""
    levels: Sequence[Level] = SIMPLE_ACCESS.get(tier, ())
    return " and ".join(levels) if levels else WIDE_ACCESS


def _shortfall(quadrant: Quadrant | None, *, deep: bool, enough: bool, settings: Settings) -> str:
    """What keeps a key account from Partner."""
    if quadrant is not Quadrant.STRATEGIC:
        return "Partner needs the Strategic quadrant"
    if not deep:
        return "Partner needs the Interdependent stage or deeper"
    return f"Partner needs {settings.tier_partner:g}" if not enough else ""
