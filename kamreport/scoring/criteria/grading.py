"""How an account is judged by one criterion: the outcome, the score, the reason and the cells (KAM.md §5.2–5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import Account, AccountRatings, Criterion
from kamreport.model.lists import AccountStatus, Direction, Method, Outcome
from kamreport.records import later
from kamreport.results import Measured
from kamreport.schema.kinds import NotApplicable
from kamreport.scoring.criteria.scales import Bracket, Scale, band_of, linear_score, rating_score
from kamreport.scoring.evidence import cells_behind
from kamreport.scoring.facts import Facts
from kamreport.scoring.saying import Unit, edge, said, said_beside

PRESENT_REVENUE = "A2"
PROFITABILITY = "A3"
_BAND, _LOOKUP, _LOWER = Method.BAND, Method.LOOKUP, Direction.LOWER
_MISSING, _SCORED, _EXEMPT = Outcome.MISSING, Outcome.SCORED, Outcome.NOT_APPLICABLE


class Verdict(NamedTuple):
    """What one criterion says of one account."""

    criterion: Criterion
    outcome: Outcome
    raw: float | str | None
    score: float | None
    reason: str
    """Of a score it is handed on to the line as it is, so that it may be given later; so are the cells."""
    evidence: tuple[CellRef, ...]


def judge(scale: Scale, facts: Facts) -> Verdict:
    """Judge an account by one criterion. A value no band holds is missing (S114)."""
    criterion = scale.criterion
    exempt = _exemption(criterion.criterion_id, facts)
    if exempt:
        return Verdict(criterion, _EXEMPT, None, None, exempt, _account_cells(facts.account))
    if scale.measure is None:
        return grade(scale, facts.ratings, facts.account, facts.ground.portfolio.unread)
    return normalise(scale, facts.read(scale.measure.field))


def normalise(scale: Scale, measured: Measured) -> Verdict:
    """Put a measured value on the criterion's scale."""
    criterion, value, cells = scale.criterion, measured.value, later(cells_behind, measured)
    if value is None or scale.measure is None:
        return Verdict(criterion, measured.outcome, None, None, measured.reason, cells)
    unit = scale.measure.unit
    if criterion.method is _BAND:
        bracket = band_of(value, scale.brackets)
        if bracket is None:
            return Verdict(criterion, _MISSING, value, None, f"{said(value, unit)} lies in no band", cells)
        return Verdict(criterion, _SCORED, value, bracket.score, later(_in_band, value, unit, bracket), cells)
    low, high = criterion.low or 0.0, criterion.high or 0.0
    score = linear_score(value, low, high, criterion.direction)
    return Verdict(criterion, _SCORED, value, score, later(_on_scale, value, unit, criterion), cells)


def grade(scale: Scale, ratings: AccountRatings | None, account: Account, unread: Mapping[CellRef, str]) -> Verdict:
    """Read a rating or a code from the account's row in Ratings; ``unread`` says what cells in error hold."""
    criterion = scale.criterion
    if ratings is None:
        return Verdict(criterion, _MISSING, None, None, "no row in Ratings", (account.origin.cell("account_id"),))
    cells = (ratings.origin.cell(criterion.criterion_id),)
    given = ratings.grades.get(criterion.criterion_id)
    if given is None:
        held = unread.get(ratings.origin.cell(criterion.criterion_id)) if unread else None
        return Verdict(criterion, _MISSING, None, None, _unread(criterion, held) if held else "not rated", cells)
    if isinstance(given, NotApplicable):
        return Verdict(criterion, _EXEMPT, None, None, "marked N/A", cells)
    if criterion.method is _LOOKUP:
        score = scale.codes.get(str(given).casefold())
        told = f"the code {given}" if score is not None else f"the code {given} has no score on Bands"
        return Verdict(criterion, _MISSING if score is None else _SCORED, str(given), score, told, cells)
    if not isinstance(given, int):
        return Verdict(criterion, _MISSING, given, None, f"“{given}” is no rating from 1 to 5", cells)
    turned = ", lower is better" if criterion.direction is _LOWER else ""
    score = rating_score(given, criterion.direction)
    return Verdict(criterion, _SCORED, given, score, f"rated {given} of 5{turned}", cells)


def _unread(criterion: Criterion, held: str) -> str:
    if criterion.method is _LOOKUP:
        return f"the cell holds {held}, which is no code"
    return f"the cell holds {held}, which is no rating"


def _in_band(value: float, unit: Unit, bracket: Bracket) -> str:
    return f"{said_beside(value, unit, (bracket.start, bracket.end))} {bracket.told}"


def _on_scale(value: float, unit: Unit, criterion: Criterion) -> str:
    low, high = criterion.low or 0.0, criterion.high or 0.0
    posts = f"{said(value, unit)} on the scale from {edge(low, unit)} to {edge(high, unit)}"
    return f"{posts}, lower is better" if criterion.direction is _LOWER else posts


def _exemption(criterion_id: str, facts: Facts) -> str:
    """Why a criterion does not apply by rule (KAM.md §5.3); empty when it does."""
    account = facts.account
    if criterion_id == PRESENT_REVENUE and account.is_emerging:
        return "does not apply to an Emerging account"
    if criterion_id != PROFITABILITY or not (account.is_emerging or account.status is AccountStatus.PROSPECT):
        return ""
    return "does not apply while an account has no revenue" if facts.read("revenue_12m").value == 0 else ""


def _account_cells(account: Account) -> tuple[CellRef, ...]:
    return account.origin.cell("status"), account.origin.cell("key_type")
