"""The cells that figures rest on which no single measure reads: a rank, a change since the last review, a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from kamreport.cells import CellRef, RowRef, sheet_ref
from kamreport.model import AccountRatings, Criterion, HealthMeasure
from kamreport.model.lists import Axis
from kamreport.rendering.views.pieces import join_evidence
from kamreport.results import AccountScores, HealthComponent, HealthReading, Review, ScoreBreakdown
from kamreport.schema import schema_of

FINDINGS = (sheet_ref("Findings"),)
"""Where a number of findings can be counted again."""

_KEPT = {
    "Attractiveness": "a_score",
    "Strength": "r_score",
    "Quadrant": "quadrant",
    "Stage": "stage",
    "Tier": "tier",
    "Key account": "is_key",
    "Selection": "selection",
    "Health": "health",
    "Revenue 12m": "revenue_12m",
    "Share of wallet": "share_of_wallet",
    "Relationship coverage": "relationship_coverage",
    "Rank": "rank",
}
"""The column of Score history that keeps what a movement is about."""


class HasOrigin(Protocol):
    """A record that knows where it stands."""

    @property
    def origin(self) -> RowRef:
        """Its row."""


def column_of(record: type, rows: Iterable[HasOrigin], *fields: str) -> tuple[CellRef, ...]:
    """These fields of rows; the sheet as a whole where there is no row, for then it was searched in vain."""
    cells = tuple(row.origin.cell(field) for row in rows for field in fields if field in row.origin.columns)
    return cells or (sheet_ref(schema_of(record).title),)


def measured_in(scores: Iterable[AccountScores], *fields: str) -> tuple[CellRef, ...]:
    """The cells of these measures, over several accounts."""
    known = [one.measures.get(field) for one in scores for field in fields]
    return join_evidence(*(measured.evidence for measured in known if measured is not None))


def health_of(components: Iterable[HealthComponent]) -> tuple[CellRef, ...]:
    """The cells of parts of health; the sheet of health measures where none could be read."""
    cells = join_evidence(*(line.measured.evidence for part in components for line in part.lines))
    return cells or (sheet_ref(schema_of(HealthMeasure).title),)


def condition_of(health: HealthReading) -> tuple[CellRef, ...]:
    """The cells of health as it is shown: its parts, the caps that hold, and an override."""
    caps = (cap.evidence for cap in health.caps if cap.holds)
    return join_evidence(health_of(health.components), *caps, health.override_evidence)


def axis_of(breakdown: ScoreBreakdown | None) -> tuple[CellRef, ...]:
    """The cells of a score; the sheet of ratings where none could be read."""
    cells = join_evidence(*(line.evidence for line in breakdown.lines)) if breakdown is not None else ()
    return cells or (sheet_ref(schema_of(AccountRatings).title),)


def place_of(scores: AccountScores) -> tuple[CellRef, ...]:
    """The cells of both axes: what quadrant and priority rest on."""
    return join_evidence(axis_of(scores.attractiveness), axis_of(scores.strength))


def places_of(scores: Iterable[AccountScores]) -> tuple[CellRef, ...]:
    """The cells of both axes of several accounts."""
    return join_evidence(*(place_of(one) for one in scores))


def cuts_of(review: Review) -> tuple[CellRef, ...]:
    """Where Settings say at which scores a quadrant ends."""
    return tuple(review.settings.cell(row) for row in ("cut_a", "cut_r", "cut_mode"))


def cut_score_of(review: Review) -> tuple[CellRef, ...]:
    """Where Settings say how many accounts are to be key, and how near to the last of them is near."""
    return tuple(review.settings.cell(row) for row in ("priority_a", "key_share", "promotion_band"))


def rank_of(review: Review, scores: AccountScores) -> tuple[CellRef, ...]:
    """An account's own cells, the weight of the axes, and Results, where the others it is ranked among stand."""
    return join_evidence(place_of(scores), (review.settings.cell("priority_a"), sheet_ref("Results")))


def weights_of(review: Review, axis: Axis | None = None) -> tuple[CellRef, ...]:
    """The weights of the criteria in force, of one axis or of both."""
    active = [one for one in review.portfolio.rows(Criterion) if one.is_active and axis in (None, one.axis)]
    return column_of(Criterion, active, "weight")


def now_of(review: Review, account_id: str, subject: str) -> tuple[CellRef, ...]:
    """What a moved subject rests on in this review."""
    scores, account = review.scores.accounts.get(account_id), review.portfolio.account(account_id)
    if scores is None or account is None:
        return (sheet_ref("Accounts"),)
    found: Mapping[str, tuple[CellRef, ...]] = {
        "Attractiveness": axis_of(scores.attractiveness),
        "Strength": axis_of(scores.strength),
        "Quadrant": join_evidence(place_of(scores), cuts_of(review)),
        "Stage": scores.stage.evidence,
        "Tier": (account.origin.cell("tier"),),
        "Key account": (account.origin.cell("is_key"),),
        "Health": condition_of(scores.health),
        "Revenue 12m": measured_in([scores], "revenue_12m"),
        "Share of wallet": measured_in([scores], "share_of_wallet"),
        "Relationship coverage": scores.relationship.evidence,
        "Rank": rank_of(review, scores),
        "Selection": join_evidence(rank_of(review, scores), cut_score_of(review)),
    }
    return found.get(subject) or (account.origin.cell("status"),)


def before_of(review: Review, account_id: str, subject: str) -> tuple[CellRef, ...]:
    """What Score history kept of a moved subject in the previous review."""
    kept = review.previous.of(account_id) if review.previous is not None else None
    if kept is None or not kept.origin.row:
        return (sheet_ref("Score history"),)
    return (kept.origin.cell(_KEPT.get(subject, "account_id")),)


def change_in(review: Review, account_id: str, subject: str) -> tuple[CellRef, ...]:
    """Both sides of a movement."""
    return join_evidence(before_of(review, account_id, subject), now_of(review, account_id, subject))
