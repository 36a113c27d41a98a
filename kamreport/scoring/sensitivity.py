"""How firm a score is against other weights: the closed form (KAM.md §5.7).

Moving one criterion's effective weight to e, while the rest keep their proportions, moves the score along a
straight line: S(e) = R + e (s − R), where R is the score without the criterion and s the criterion's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.model.lists import Outcome
from kamreport.results import Crossing, ScoreBreakdown, ScoreLine
from kamreport.scoring.edges import NEAR, reaches, same

_EXEMPT = Outcome.NOT_APPLICABLE


def score_without(total: float, share: float, score: float) -> float | None:
    """R: the score without a criterion of effective weight ``share``; None when it is the only one."""
    return None if same(share, 1) else (total - share * score) / (1 - share)


def score_at(share: float, score: float, rest: float) -> float:
    """S(e): the score when the criterion's effective weight is ``share``."""
    return rest + share * (score - rest)


def crossing_share(cut: float, score: float, rest: float) -> float | None:
    """e*: the effective weight at which the score meets a cut; None when none in [0, 1) does."""
    if same(score, rest):
        return None
    share = (cut - rest) / (score - rest)
    return min(max(share, 0.0), 1.0) if -NEAR <= share < 1 - NEAR else None


def share_of_all(share: float, kappa: float) -> float:
    """v*: an effective weight as share of all applicable weight.

    ``kappa`` is used weight without the criterion / applicable weight without it.
    """
    return share * kappa / (1 - share + share * kappa)


def changed_share(share: float, change: float) -> float:
    """The effective weight after the raw weight changed by a fraction."""
    return (1 + change) * share / (1 + change * share)


def tie_share(first: tuple[float, float], second: tuple[float, float]) -> float | None:
    """The effective weight at which two accounts tie; each is (criterion's score, score without it).

    Both must use the same criteria. None when no weight in [0, 1) makes them equal.
    """
    slope = (first[0] - first[1]) - (second[0] - second[1])
    if same(slope, 0):
        return None
    share = (second[1] - first[1]) / slope
    return share if 0 <= share < 1 else None


def try_weights(breakdown: ScoreBreakdown, cut: float, change: float, *, placed: bool) -> tuple[Crossing, ...]:
    """Every used criterion of an axis under test.

    ``change`` is the weight test range; ``placed`` says whether the account has a quadrant that could flip.
    """
    total, lines = breakdown.total, breakdown.used
    if total is None:
        return ()
    above = reaches(total, cut)
    used = sum([line.weight for line in lines])
    applicable = sum([line.weight for line in breakdown.lines if line.outcome is not _EXEMPT])
    account_id, axis = breakdown.account_id, breakdown.axis
    crossings = []
    for line in lines:
        share, score = line.effective_weight or 0.0, line.score or 0.0
        rest = score_without(total, share, score)
        meets = None if rest is None else crossing_share(cut, score, rest)
        of_all = None if meets is None else _share_of_all(meets, line, used, applicable)
        minus, plus = _tested(total, share, score, rest, change)
        flips = placed and (reaches(minus, cut) is not above or reaches(plus, cut) is not above)
        crossings.append(Crossing(account_id, axis, line.criterion_id, share, meets, of_all, minus, plus, flips))
    return tuple(crossings)


def _tested(total: float, share: float, score: float, rest: float | None, change: float) -> tuple[float, float]:
    """The axis score when the raw weight falls and when it rises by the weight test range."""
    if rest is None:
        return total, total
    minus, plus = changed_share(share, -change), changed_share(share, change)
    return score_at(minus, score, rest), score_at(plus, score, rest)


def _share_of_all(meets: float, line: ScoreLine, used: float, applicable: float) -> float:
    others = applicable - line.weight
    return share_of_all(meets, (used - line.weight) / others) if others else meets


def is_robust(crossings: Sequence[Crossing]) -> bool:
    """Whether no single weight within the test range flips the quadrant."""
    return not any(crossing.flips for crossing in crossings)
