"""All checks that read what scoring made of the portfolio, in one tuple that can be read (KAM.md §4.3)."""

from __future__ import annotations

import datetime as dt
from functools import partial

from kamreport.checking import (
    account_team,
    contracts,
    dates,
    guarding,
    key_set,
    keys,
    links,
    loops,
    market,
    money,
    objectives,
    overrides,
    people,
    programme,
    promises,
    quadrants,
    revenue_periods,
    service,
    workload,
)
from kamreport.checking.case import Case, Check
from kamreport.checking.guarding import guarded
from kamreport.findings import Finding, Rule
from kamreport.model import Portfolio
from kamreport.results import Scores

CHECKS: tuple[Check, ...] = (
    *dates.CHECKS,
    *key_set.CHECKS,
    *people.CHECKS,
    *account_team.CHECKS,
    *service.CHECKS,
    *workload.CHECKS,
    *money.CHECKS,
    *market.CHECKS,
    *promises.CHECKS,
    *objectives.CHECKS,
    *overrides.CHECKS,
    *quadrants.CHECKS,
    *programme.CHECKS,
)

RULES: tuple[Rule, ...] = (
    *guarding.RULES,
    *keys.RULES,
    *links.RULES,
    *loops.RULES,
    *contracts.RULES,
    *revenue_periods.RULES,
    *dates.RULES,
    *key_set.RULES,
    *people.RULES,
    *account_team.RULES,
    *service.RULES,
    *workload.RULES,
    *money.RULES,
    *market.RULES,
    *promises.RULES,
    *objectives.RULES,
    *overrides.RULES,
    *quadrants.RULES,
    *programme.RULES,
)


def check(
    portfolio: Portfolio, scores: Scores, as_of: dt.date, checks: tuple[Check, ...] = CHECKS
) -> tuple[Finding, ...]:
    """Everything worth looking at in a settled portfolio and its scores at the as-of date.

    Changes nothing and raises nothing: a check that breaks down becomes a finding (W901) and the others still run.
    """
    case = Case(portfolio, scores, as_of)
    found: list[Finding] = []
    for one in checks:
        found += guarded(partial(one, case), _name(one))
    return tuple(found)


def _name(one: Check) -> str:
    """The rule a check finds, as it is looked up: ``K202 renewal-passed``."""
    name = one.__name__.replace("_", "-")
    return next((f"{rule.code} {rule.name}" for rule in RULES if rule.name == name), name)
