"""What is kept of a review, and which earlier review counts (KAM.md §13.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kamreport.history.fingerprints import definition_fingerprint
from kamreport.model import Band, Criterion, Portfolio, Stakeholder
from kamreport.model.lists import Axis, Outcome, SelectionRun
from kamreport.results import (
    HEALTH_COMPONENTS,
    NOWHERE,
    PROGRAMME_AXIS,
    AccountScores,
    PreviousReview,
    Review,
    ScoreBreakdown,
    counting_reviews,
)
from kamreport.results.written import HistoryLine, Run, ScoreHistory


def remember(review: Review) -> tuple[tuple[ScoreHistory, ...], tuple[HistoryLine, ...]]:
    """The rows a review adds to Score history (one per account) and History lines (one per account and criterion).

    The programme's figures are lines without an account.
    """
    portfolio = review.portfolio
    bands: dict[str, list[Band]] = {}
    for band in portfolio.rows(Band):
        bands.setdefault(band.criterion_id, []).append(band)
    definitions = {
        criterion.criterion_id: definition_fingerprint(criterion, bands.get(criterion.criterion_id, ()))
        for criterion in portfolio.rows(Criterion)
    }
    scores = tuple(_score_row(review, account) for account in review.scores.accounts.values())
    lines = (*_lines(review, definitions), *_programme_lines(review))
    return scores, lines


def previous(portfolio: Portfolio, period_end: dt.date) -> PreviousReview | None:
    """The review that counts for the latest Period end before the given one, as the workbook's history kept it.

    Of several reviews of one Period end the last counts: the one Runs logged last, for rows may have been sorted.
    """
    earlier = [row for row in portfolio.rows(ScoreHistory) if row.period_end < period_end]
    if not earlier:
        return None
    latest = max(row.period_end for row in earlier)
    review_id = counting_reviews(earlier, portfolio.rows(Run))[latest]
    kept = {row.account_id: row for row in earlier if row.period_end == latest and row.review_id == review_id}
    return PreviousReview(
        review_id=review_id,
        period_end=latest,
        period_label=next(filter(None, (row.period_label for row in kept.values())), ""),
        scores=tuple(kept.values()),
        lines=tuple(line for line in portfolio.rows(HistoryLine) if line.review_id == review_id),
    )


def _score_row(review: Review, scores: AccountScores) -> ScoreHistory:
    account = review.portfolio.account(scores.account_id)
    components = {component.name: component.value for component in scores.health.components}
    people = review.portfolio.of(scores.account_id, Stakeholder)
    return ScoreHistory(
        origin=NOWHERE,
        review_id=review.review_id,
        period_end=review.period_end,
        period_label=review.period_label,
        account_id=scores.account_id,
        is_key=account.is_key if account else None,
        a_score=_total(scores.attractiveness),
        r_score=_total(scores.strength),
        a_coverage=scores.attractiveness.coverage if scores.attractiveness else None,
        r_coverage=scores.strength.coverage if scores.strength else None,
        quadrant=scores.placement.quadrant,
        stage=scores.stage.used,
        stage_index=scores.stage.index,
        tier=scores.tier.present,
        health=scores.health.value,
        health_coverage=scores.health.coverage,
        revenue_12m=scores.value("revenue_12m"),
        share_of_wallet=scores.value("share_of_wallet"),
        sla_attainment=scores.value("sla_attainment"),
        relationship_coverage=scores.relationship.coverage,
        priority=scores.placement.priority,
        rank=scores.placement.rank,
        selection=scores.selection.placing,
        below_band=scores.selection.below_band,
        yearly=review.settings.selection_run is SelectionRun.YEARLY,
        left=", ".join(sorted(person.stakeholder_id for person in people if person.left)) or None,
        input_fingerprint=review.input_fingerprint,
        model_fingerprint=review.model_fingerprint,
        **{field: components.get(name) for name, field in HEALTH_COMPONENTS.items()},
    )


def _total(breakdown: ScoreBreakdown | None) -> float | None:
    return breakdown.total if breakdown else None


def _lines(review: Review, definitions: dict[str, str]) -> Iterator[HistoryLine]:
    for scores in review.scores.accounts.values():
        for axis in Axis:
            breakdown = scores.breakdown(axis)
            for line in breakdown.lines if breakdown else ():
                yield HistoryLine(
                    origin=NOWHERE,
                    review_id=review.review_id,
                    account_id=scores.account_id,
                    axis=axis.value,
                    criterion_id=line.criterion_id,
                    raw=line.raw,
                    score=line.score if line.is_used else None,
                    weight=line.weight,
                    outcome=line.outcome,
                    definition=definitions.get(line.criterion_id),
                )


def _programme_lines(review: Review) -> Iterator[HistoryLine]:
    """A line for each figure of the programme that is known."""
    for figure in review.scores.programme.figures if review.scores.programme else ():
        if figure.value is not None:
            yield HistoryLine(
                origin=NOWHERE,
                review_id=review.review_id,
                account_id=None,
                axis=PROGRAMME_AXIS,
                criterion_id=figure.code,
                raw=figure.value,
                score=None,
                weight=None,
                outcome=Outcome.SCORED,
                definition=None,
            )
