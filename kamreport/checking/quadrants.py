"""Whether the plan of an account suits its quadrant (K707; KAM.md §11.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import grew, known_as, money, percent, places_apart, who
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Account, Objective
from kamreport.model.lists import Focus, Quadrant
from kamreport.results import AccountScores

K707 = Rule("K707", "quadrant-check", Severity.WARNING, "0.1", "Plan and quadrant of an account contradict each other.")

_TINY = 1e-9


class Failure(NamedTuple):
    """One expectation of a quadrant that known figures fail."""

    field: str
    """Column of Accounts to look at."""
    told: str
    hint: str
    measures: tuple[str, ...] = ()
    """What was read, so that its cells can be shown."""


Expectation = Callable[[Case, Account, AccountScores], Iterator[Failure]]


def quadrant_check(case: Case) -> Iterator[Finding]:
    """K707: one finding for each expectation of the quadrant that known figures fail; what is blank fails nothing."""
    for account, found in case.scored:
        quadrant = found.placement.quadrant
        if quadrant is None:
            continue
        for failure in EXPECTED[quadrant](case, account, found):
            cells = [found.measures[measure].evidence[:1] for measure in failure.measures]
            yield K707.at(
                account.origin.cell(failure.field),
                f"{who(account)} is in the {quadrant} quadrant, but {failure.told}.",
                hint=failure.hint,
                related=tuple(See(cell, "with the other rows of the 12 months") for (cell,) in filter(None, cells)),
                account=known_as(account),
            )


def strategic(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:
    """A complete plan, a sponsor of ours, no loss."""
    complete, margin, asked = (
        found.plan_completeness.value,
        found.value("contribution_12m"),
        case.settings.plan_complete,
    )
    if complete is not None and complete < asked - _TINY:
        places = places_apart(complete, asked)
        yield Failure(
            "account_id",
            f"its plan is only {percent(complete, places)} complete; {percent(asked, places)} is expected",
            "Fill the parts of the plan that are missing on Profile, Objectives, Needs and Risks.",
        )
    if account.our_sponsor_id is None:
        yield Failure(
            "our_sponsor_id",
            "none of our leaders stands for it",
            "Choose the Person ID of a leader in Our executive sponsor.",
        )
    if margin is not None and margin < 0:
        yield Failure(
            "name",
            f"it lost {money(-margin)} in 12 months",
            "Look at gross margin and cost to serve: the business has to pay.",
            ("contribution_12m",),
        )


def star(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:  # noqa: ARG001 - as every Expectation
    """An objective to grow, and time spent on it."""
    if _no_objective(case, account, Focus.PENETRATE, Focus.EXPAND):
        yield Failure(
            "account_id",
            "no open objective has the focus Penetrate or Expand",
            "Add an objective with focus Penetrate or Expand to Objectives.",
        )
    if account.kam_hours == 0:
        yield Failure(
            "kam_hours",
            "nobody spends time on it",
            "Plan hours for it, and type them in Manager hours per month.",
        )


def status(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:
    """No cost that outgrows revenue, and an objective to protect."""
    cost, revenue = found.value("cost_growth"), found.value("revenue_growth")
    if cost is not None and revenue is not None and cost > revenue + _TINY:
        places = places_apart(cost, revenue)
        yield Failure(
            "name",
            f"cost to serve {grew(cost, places)} while revenue {grew(revenue, places)}",
            "Hold the position with less effort: bring cost to serve in line with revenue.",
            ("cost_growth", "revenue_growth"),
        )
    if _no_objective(case, account, Focus.PROTECT):
        yield Failure(
            "account_id",
            "no open objective has the focus Protect",
            "Add an objective with focus Protect to Objectives.",
        )


def streamline(case: Case, account: Account, found: AccountScores) -> Iterator[Failure]:  # noqa: ARG001 - as every Expectation
    """Service so simple that it pays."""
    rate, cost = found.value("contribution_rate"), found.value("cost_growth")
    target = case.settings.target_margin
    if rate is not None and target is not None and rate < target - _TINY:
        places = places_apart(rate, target)
        yield Failure(
            "name",
            f"its contribution margin is {percent(rate, places)} of revenue, below the target margin of "
            f"{percent(target, places)}",
            "Simplify the service, or change the price.",
            ("contribution_rate",),
        )
    if cost is not None and cost > _TINY:
        yield Failure(
            "name",
            f"cost to serve {grew(cost, places_apart(cost, 0))}",
            "Simplify the service until cost to serve stops growing.",
            ("cost_growth",),
        )


def _no_objective(case: Case, account: Account, *focus: Focus) -> bool:
    """Whether objectives are kept at all, and this account has no open one of these kinds."""
    return bool(case.portfolio.rows(Objective)) and not any(
        objective.focus in focus and objective.status.is_open
        for objective in case.portfolio.of(account.account_id, Objective)
    )


EXPECTED: dict[Quadrant, Expectation] = {
    Quadrant.STRATEGIC: strategic,
    Quadrant.STAR: star,
    Quadrant.STATUS: status,
    Quadrant.STREAMLINE: streamline,
}
RULES = (K707,)
CHECKS: tuple[Check, ...] = (quadrant_check,)
