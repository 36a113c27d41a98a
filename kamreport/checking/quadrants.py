"""Whether the plan of an account suits its quadrant (K707; KAM.md §11.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kamreport.cells import CellRef
from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import known_as, money, percent, who
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Account, Objective
from kamreport.model.lists import Focus, Quadrant
from kamreport.results import AccountScores

K707 = Rule("K707", "quadrant-check", Severity.WARNING, "0.1", "Plan and quadrant of an account contradict each other.")

_TINY = 1e-9
Failure = tuple[str, str, str]
"""Field of Accounts to look at, what contradicts, the next step."""
Expectation = Callable[[Case, Account, AccountScores], Iterator[Failure]]


def quadrant_check(case: Case) -> Iterator[Finding]:
    """K707: one finding for each expectation of the quadrant that known figures fail; what is blank fails nothing."""
    for account, found in case.scored:
        quadrant = found.placement.quadrant
        if quadrant is None:
            continue
        for field, told, hint in EXPECTED[quadrant](case, account, found):
            yield K707.at(
                account.origin.cell(field),
                f"{who(account)} is in the {quadrant} quadrant, but {told}.",
                hint=hint,
                related=tuple(See(cell, "read for this") for cell in _evidence(field, found)),
                account=known_as(account),
            )


def strategic(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:
    """A complete plan, a sponsor of ours, no loss."""
    complete, margin = found.plan_completeness.value, found.value("contribution_12m")
    if complete is not None and complete < case.settings.plan_complete - _TINY:
        yield (
            "account_id",
            f"its plan is only {percent(complete)} complete; {percent(case.settings.plan_complete)} is expected",
            "Fill the parts of the plan that are missing on Profile, Objectives, Needs and Risks.",
        )
    if account.our_sponsor_id is None:
        yield (
            "our_sponsor_id",
            "none of our leaders stands for it",
            "Choose the Person ID of a leader in Our executive sponsor.",
        )
    if margin is not None and margin < 0:
        yield (
            "name",
            f"it lost {money(-margin)} in 12 months",
            "Look at gross margin and cost to serve: the business has to pay.",
        )


def star(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:  # noqa: ARG001 - as every Expectation
    """An objective to grow, and time spent on it."""
    if _no_objective(case, account, Focus.PENETRATE, Focus.EXPAND):
        yield (
            "account_id",
            "no open objective has the focus Penetrate or Expand",
            "Add an objective with focus Penetrate or Expand to Objectives.",
        )
    if account.kam_hours == 0:
        yield (
            "kam_hours",
            "nobody spends time on it",
            "Plan hours for it, and type them in Manager hours per month.",
        )


def status(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:
    """No cost that outgrows revenue, and an objective to protect."""
    cost, revenue = found.value("cost_growth"), found.value("revenue_growth")
    if cost is not None and revenue is not None and cost > revenue + _TINY:
        yield (
            "name",
            f"cost to serve grew by {percent(cost)} and revenue by {percent(revenue)}",
            "Hold the position with less effort: find what made cost to serve grow.",
        )
    if _no_objective(case, account, Focus.PROTECT):
        yield (
            "account_id",
            "no open objective has the focus Protect",
            "Add an objective with focus Protect to Objectives.",
        )


def streamline(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:  # noqa: ARG001 - as every Expectation
    """Service so simple that it pays."""
    rate, cost = found.value("contribution_rate"), found.value("cost_growth")
    target = case.settings.target_margin
    if rate is not None and target is not None and rate < target - _TINY:
        yield (
            "name",
            f"its contribution margin is {percent(rate)} of revenue, below the target margin of {percent(target)}",
            "Simplify the service, or change the price.",
        )
    if cost is not None and cost > _TINY:
        yield (
            "name",
            f"cost to serve grew by {percent(cost)}",
            "Simplify the service until cost to serve stops growing.",
        )


def _no_objective(case: Case, account: Account, *focus: Focus) -> bool:
    """Whether objectives are kept at all, and this account has no open one of these kinds."""
    return bool(case.portfolio.rows(Objective)) and not any(
        objective.focus in focus and objective.status.is_open
        for objective in case.portfolio.of(account.account_id, Objective)
    )


def _evidence(field: str, found: AccountScores) -> tuple[CellRef, ...]:
    return found.measures["contribution_12m"].evidence[:2] if field == "name" else ()


EXPECTED: dict[Quadrant, Expectation] = {
    Quadrant.STRATEGIC: strategic,
    Quadrant.STAR: star,
    Quadrant.STATUS: status,
    Quadrant.STREAMLINE: streamline,
}
RULES = (K707,)
CHECKS: tuple[Check, ...] = (quadrant_check,)
