"""What one account's ratings and coverage should be looked at for (S114, S201–S205)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Account, AccountRatings, Settings
from kamreport.model.lists import Axis, Method, Outcome, RatingSource, ScoreState, StrengthMode
from kamreport.results import ScoreBreakdown, ScoreLine
from kamreport.scoring.criteria import AxisModel, Judging
from kamreport.scoring.criteria.bands import named
from kamreport.scoring.facts import Facts
from kamreport.scoring.matrix import Axes
from kamreport.scoring.saying import Unit, listed, said

S114 = Rule("S114", "value-outside-bands", Severity.WARNING, "0.1", "A value lies in no band of its criterion.")
S201 = Rule("S201", "coverage-low", Severity.WARNING, "0.1", "Too little of an axis is known for a firm score.")
S202 = Rule("S202", "rating-old", Severity.WARNING, "0.1", "A rating is older than the limit in Settings.")
S203 = Rule("S203", "extreme-without-evidence", Severity.WARNING, "0.1", "A rating of 1 or 5 gives no evidence.")
S204 = Rule("S204", "ratings-all-equal", Severity.WARNING, "0.1", "All ratings of an account are alike.")
S205 = Rule("S205", "strength-self-scored", Severity.NOTE, "0.1", "Strength was judged by our own team alone.")

EXTREMES = (1, 5)
MANY = 4
_BESIDE_A_RIVAL = (
    "Rate the account on Ratings and its strongest competitor on Competitor ratings, on the same criteria."
)
"""What fills strength where it is relative to a competitor (KAM.md §5.8)."""
_MISSING, _SCORED = Outcome.MISSING, Outcome.SCORED


def check_account(facts: Facts, axes: Axes, judging: Judging) -> Iterator[Finding]:
    """Everything the S rules say of one account."""
    account, ratings = facts.account, facts.ratings
    for model, breakdown in zip(judging.axes, axes, strict=True):
        if not model.fault:
            yield from _check_coverage(account, breakdown, facts.ground.settings)
        yield from _check_outside(account, breakdown, model)
    if ratings is None:
        return
    rated = [line for breakdown in axes for line in breakdown.lines if _is_rated(line, ratings)]
    grades = _grades(rated, ratings)
    if rated:
        yield from _check_age(facts, ratings)
    yield from _check_extremes(account, ratings, grades)
    if len(grades) >= MANY and len({raw for _, raw in grades}) == 1:
        yield S204.at(
            grades[0][0].evidence[0],
            f"All {len(grades)} ratings of {name_of(account)} are {grades[0][1]}.",
            hint="Rate each criterion on its own, with its anchors at hand.",
            account=(account.account_id, account.name),
        )
    if is_self_scored(ratings, axes.strength):
        yield S205.at(
            ratings.origin.cell("source"),
            f"Strength of {name_of(account)} was rated by our own team alone.",
            hint="Ask the customer, then set Source to Customer or Both.",
            account=(account.account_id, account.name),
        )


def name_of(account: Account) -> str:
    """An account as findings name it: Northwind (KA-001)."""
    return f"{account.name} ({account.account_id})"


def is_self_scored(ratings: AccountRatings | None, strength: ScoreBreakdown | None) -> bool:
    """Whether strength rests on ratings of the team alone; a blank Source counts as Team."""
    if ratings is None or strength is None or ratings.source not in (None, RatingSource.TEAM):
        return False
    return any(_is_rated(line, ratings) for line in strength.lines)


def _is_rated(line: ScoreLine, ratings: AccountRatings) -> bool:
    return line.outcome is _SCORED and line.criterion_id in ratings.grades and line.raw is not None


def _grades(lines: Iterable[ScoreLine], ratings: AccountRatings) -> list[tuple[ScoreLine, int]]:
    """Lines with their ratings; codes of Lookup criteria left out."""
    given = [(line, ratings.grades[line.criterion_id]) for line in lines]
    return [(line, grade) for line, grade in given if isinstance(grade, int)]


def _check_coverage(account: Account, breakdown: ScoreBreakdown, settings: Settings) -> Iterator[Finding]:
    if breakdown.state is ScoreState.SCORED:
        return
    absent = [line for line in breakdown.lines if line.outcome is _MISSING and line.weight > 0]
    absent.sort(key=lambda line: -line.weight)
    names = listed([f"{line.criterion_id} {line.criterion}" for line in absent])
    yield S201.at(
        next((line.evidence[0] for line in absent if line.evidence), account.origin.cell("account_id")),
        f"{breakdown.axis} of {name_of(account)} is {breakdown.state.lower()}: {breakdown.reason.rstrip('.')}.",
        hint=_BESIDE_A_RIVAL
        if breakdown.axis is Axis.STRENGTH and settings.strength_mode is StrengthMode.RELATIVE
        else f"Fill what is missing: {names}."
        if absent
        else "Rate at least one criterion of the axis.",
        account=(account.account_id, account.name),
    )


def _check_outside(account: Account, breakdown: ScoreBreakdown, model: AxisModel) -> Iterator[Finding]:
    """S114: a value was read, yet it has no score."""
    for line, scale in zip(breakdown.lines, model.scales, strict=True):
        if line.outcome is not _MISSING or line.raw is None:
            continue
        criterion = scale.criterion
        unit = scale.measure.unit if scale.measure else Unit.NUMBER
        value = line.raw if isinstance(line.raw, str) else said(line.raw, unit)
        where = criterion.origin.cell("method")
        yield S114.at(
            line.evidence[0] if line.evidence else where,
            f"{name_of(account)} has {value} on {named(criterion)}, which no band holds; it is treated as missing.",
            hint="Open the ends: leave From of the lowest band and To of the highest blank."
            if criterion.method is Method.BAND
            else "Add the code to Bands.",
            related=(See(where, "the criterion"),),
            account=(account.account_id, account.name),
        )


def _check_age(facts: Facts, ratings: AccountRatings) -> Iterator[Finding]:
    """S202; a date after the as-of date has age 0."""
    rated_on, limit = ratings.rated_on, facts.ground.settings.rating_days
    age = (facts.ground.as_of - rated_on).days if rated_on else 0
    if rated_on and age > limit:
        yield S202.at(
            ratings.origin.cell("rated_on"),
            f"{name_of(facts.account)} was rated {age} days ago, on {rated_on.isoformat()}; the limit is {limit} days.",
            hint="Rate the account again and fill Rated on.",
            account=(facts.account.account_id, facts.account.name),
        )


def _check_extremes(
    account: Account, ratings: AccountRatings, grades: Sequence[tuple[ScoreLine, int]]
) -> Iterator[Finding]:
    extremes = [(line, raw) for line, raw in grades if raw in EXTREMES]
    if ratings.evidence or not extremes:
        return
    told = listed([f"{raw} on {line.criterion_id}" for line, raw in extremes])
    yield S203.at(
        ratings.origin.cell("evidence"),
        f"{name_of(account)} is rated {told} without evidence.",
        hint="Say in Evidence what a rating of 1 or 5 rests on.",
        related=tuple(See(line.evidence[0], f"{line.criterion}: {raw}") for line, raw in extremes),
        account=(account.account_id, account.name),
    )


RULES = (S114, S201, S202, S203, S204, S205)
