"""The Results sheet: one row per account, the best ranked first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kamreport.model import Account
from kamreport.results import (
    HEALTH_COMPONENTS,
    NOWHERE,
    AccountScores,
    HealthReading,
    RelationshipReading,
    Review,
    ScoreBreakdown,
    StageReading,
)
from kamreport.results.written import Result

_LAST = float("inf")


def by_rank(review: Review) -> list[AccountScores]:
    """All accounts: ranked ones first, the others after them in the order of the Accounts sheet."""

    def rank(scores: AccountScores) -> float:
        return _LAST if scores.placement.rank is None else scores.placement.rank

    return sorted(review.scores.accounts.values(), key=rank)


def results(review: Review) -> Iterator[Result]:
    """The rows of Results."""
    found = Counter(finding.account_id for finding in review.findings)
    for scores in by_rank(review):
        account = review.portfolio.account(scores.account_id)
        if account is not None:
            yield _result(account, scores, found[scores.account_id])


def _result(account: Account, scores: AccountScores, findings: int) -> Result:
    place = scores.placement
    return Result(
        origin=NOWHERE,
        account_id=account.account_id,
        name=account.name,
        status=account.status,
        **_axis("a", scores.attractiveness),
        **_axis("r", scores.strength),
        quadrant=place.quadrant,
        certain=place.certain,
        borderline=place.borderline,
        priority=place.priority,
        rank=place.rank,
        best_rank=place.best_rank,
        worst_rank=place.worst_rank,
        robust=place.firmness or None,
        **_stage(scores.stage),
        **_relationship(scores.relationship),
        recommended_tier=scores.tier.recommended,
        tier_fit=_fit(scores.tier.fit),
        **_health(scores.health),
        revenue_12m=scores.value("revenue_12m"),
        growth=scores.value("revenue_growth"),
        revenue_share=scores.value("revenue_share"),
        contribution=scores.value("contribution_12m"),
        share_of_wallet=scores.value("share_of_wallet"),
        revenue_at_risk=scores.revenue_at_risk.value,
        volume_band=scores.volume_band,
        plan_completeness=scores.plan_completeness.value,
        self_scored=scores.self_scored if account.is_scored else None,
        selection=scores.selection.placing,
        open_findings=findings,
    )


def _axis(letter: str, breakdown: ScoreBreakdown | None) -> dict[str, Any]:
    """Fields of one axis; ``letter`` is a or r."""
    if breakdown is None:
        return {}
    return {
        f"{letter}_score": breakdown.total,
        f"{letter}_low": breakdown.low,
        f"{letter}_high": breakdown.high,
        f"{letter}_coverage": breakdown.coverage,
        f"{letter}_state": breakdown.state,
    }


def _stage(stage: StageReading) -> dict[str, Any]:
    return {
        "stage": stage.inferred,
        "stage_total": stage.total,
        "stage_index": stage.index,
        "declared_stage": stage.declared,
        "stage_difference": stage.stage_difference,
        "view_difference": stage.view_difference,
        "potential": stage.potential,
        "advice": stage.advice,
    }


def _relationship(relationship: RelationshipReading) -> dict[str, Any]:
    return {
        "relationship_coverage": relationship.coverage,
        "threads": relationship.threads,
        "undated": relationship.undated,
        "single_threaded": relationship.single_threaded,
        "missing_roles": ", ".join(role.value for role in relationship.missing_roles) or None,
        "access": ", ".join(level.value for level in relationship.access) or None,
        "model": relationship.model,
    }


def _fit(fit: int | None) -> str | None:
    """Present against recommended tier, in a word."""
    if fit is None:
        return None
    return "fits" if fit == 0 else "under-served" if fit < 0 else "over-served"


def _health(health: HealthReading) -> dict[str, Any]:
    """Health and its components; a component with a name of the team's own has no column here."""
    values = {component.name: component.value for component in health.components}
    return {
        "health": health.value,
        "computed_health": health.computed,
        "colour": health.colour,
        "health_state": health.state,
        "capped_by": "; ".join(filter(None, (health.cap_reason, health.override_reason))) or None,
        **{field: values.get(name) for name, field in HEALTH_COMPONENTS.items()},
    }
