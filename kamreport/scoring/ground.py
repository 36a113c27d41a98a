"""Laying the ground: windows, the base of shares, and the facts of every account."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from kamreport.findings import Finding
from kamreport.model import Portfolio
from kamreport.scoring.facts import AccountRevenue, Facts, Ground, gather_facts, read_revenue
from kamreport.scoring.measures import READERS
from kamreport.scoring.shares import share_base
from kamreport.scoring.windows import YEAR, window_ending


class Laid(NamedTuple):
    """The ground, the facts of every account in the order of the sheet, and what was found on the way."""

    ground: Ground
    facts: dict[str, Facts]
    findings: list[Finding]


def lay_ground(portfolio: Portfolio, as_of: dt.date) -> Laid:
    """Prepare what measures read; shares need the revenue of all accounts first."""
    settings, end = portfolio.settings, portfolio.settings.period_end
    revenue = read_revenue(portfolio, as_of)
    base, findings = share_base(settings, _listed(revenue), portfolio.unread)
    ground = Ground(
        portfolio=portfolio,
        as_of=as_of,
        window=window_ending(end, YEAR) if end else None,
        review=window_ending(end, settings.review_months) if end else None,
        base=base,
        readers=READERS,
    )
    facts = {
        account.account_id: gather_facts(ground, account, revenue[account.account_id]) for account in portfolio.accounts
    }
    return Laid(ground, facts, findings)


def _listed(revenue: dict[str, AccountRevenue]) -> list[float]:
    """R12 of every account that has one."""
    totals = [one.now.total("revenue") for one in revenue.values()]
    return [total for total in totals if total is not None]
