"""Whether the criteria tell accounts apart: flat axes and criteria that say the same twice (S111, S112)."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import mul

from kamreport.cells import sheet_ref
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model.lists import Axis, Outcome, Quadrant
from kamreport.results import ScoreBreakdown
from kamreport.scoring.criteria import AxisModel
from kamreport.scoring.criteria.bands import named
from kamreport.scoring.matrix import Axes
from kamreport.scoring.saying import Unit, said

S111 = Rule("S111", "axis-flat", Severity.WARNING, "0.1", "The matrix does not tell accounts apart.")
S112 = Rule("S112", "criteria-twins", Severity.WARNING, "0.1", "Two criteria of an axis rise and fall together.")

ENOUGH = 8
CROWD = 0.70
FLAT = 10.0
TWINS = 0.9
_SCORED = Outcome.SCORED


def check_spread(placed: Sequence[tuple[Axes, Quadrant]]) -> Iterator[Finding]:
    """S111, once for the matrix and once for each axis, over at least 8 accounts with a quadrant."""
    if len(placed) < ENOUGH:
        return
    quadrants = [quadrant for _, quadrant in placed]
    quadrant, most = Counter(quadrants).most_common(1)[0]
    where, hint = sheet_ref("Criteria"), "Look at bands, goalposts and cuts: they should spread your accounts."
    if most / len(quadrants) > CROWD:
        yield S111.at(where, f"{most} of {len(quadrants)} accounts lie in the {quadrant} quadrant.", hint=hint)
    for axis in Axis:
        scores = [pair.of(axis).total or 0.0 for pair, _ in placed]
        deviation = statistics.pstdev(scores)
        if deviation < FLAT:
            told = f"{axis} of {len(scores)} accounts lies close together: standard deviation"
            yield S111.at(where, f"{told} {said(deviation, Unit.POINTS)} points.", hint=hint)


def check_twins(model: AxisModel, breakdowns: Sequence[ScoreBreakdown]) -> Iterator[Finding]:
    """S112 for every pair of criteria of an axis scored together for at least 8 accounts."""
    columns = _columns(model, breakdowns)
    criteria = [scale.criterion for scale in model.scales]
    for first, second in combinations(range(len(criteria)), 2):
        both = _paired(columns[first], columns[second])
        alike = _correlation(*both) if len(both[0]) >= ENOUGH else None
        if alike is None or alike <= TWINS:
            continue
        one, other = criteria[first], criteria[second]
        yield S112.at(
            other.origin.cell("criterion_id"),
            f"{named(other)} and {named(one)} rise and fall together over {len(both[0])} accounts:"
            f" correlation {said(alike, Unit.RATIO)}.",
            hint="Keep one of them, or lower both weights: one thing is counted twice.",
            related=(See(one.origin.cell("criterion_id"), "the other criterion"),),
        )


def _columns(model: AxisModel, breakdowns: Sequence[ScoreBreakdown]) -> list[list[float | None]]:
    """Known scores by criterion; every breakdown has a line for each criterion, in one order."""
    lines = [breakdown.lines for breakdown in breakdowns if len(breakdown.lines) == len(model.scales)]
    return [
        [line[at].score if line[at].outcome is _SCORED else None for line in lines] for at in range(len(model.scales))
    ]


def _paired(first: list[float | None], second: list[float | None]) -> tuple[list[float], list[float]]:
    pairs = [(one, other) for one, other in zip(first, second, strict=True) if one is not None and other is not None]
    return [one for one, _ in pairs], [other for _, other in pairs]


def _correlation(first: list[float], second: list[float]) -> float | None:
    """Pearson's correlation; None when either side does not vary."""
    count = len(first)
    ups, downs = sum(first) / count, sum(second) / count
    left, right = [value - ups for value in first], [value - downs for value in second]
    spread = math.sqrt(sum(map(mul, left, left)) * sum(map(mul, right, right)))
    return sum(map(mul, left, right)) / spread if spread > FLAT * 1e-9 else None


RULES = (S111, S112)
