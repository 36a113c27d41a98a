"""The steps of scoring, in their order: from a portfolio and a date to everything that is said of its accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from kamreport.findings import Finding
from kamreport.model import Portfolio
from kamreport.results import Measured, Scores
from kamreport.scoring.account import Whole, account_scores
from kamreport.scoring.axes import judge_axes
from kamreport.scoring.capacity import read_loads
from kamreport.scoring.choosing import choose
from kamreport.scoring.commercial import retention_in_force, retention_of, volume_bands
from kamreport.scoring.concentration import read_concentration
from kamreport.scoring.criteria import Judging, set_up
from kamreport.scoring.earlier_runs import previous_review
from kamreport.scoring.facts import Facts
from kamreport.scoring.ground import lay_ground
from kamreport.scoring.health import set_up_health
from kamreport.scoring.matrix import Axes, find_cuts
from kamreport.scoring.offerings import read_offerings
from kamreport.scoring.placing import Placed, place_accounts
from kamreport.scoring.portfolio_measures import Member, measure_portfolio
from kamreport.scoring.programme import read_programme
from kamreport.scoring.ratings_checks import check_account
from kamreport.scoring.spread import check_spread, check_twins


def score(portfolio: Portfolio, as_of: dt.date) -> Scores:
    """Score every account of a portfolio at a date. Raises nothing over what people typed.

    Without Period end or Currency nothing is scored (KAM.md §3.4); every account is there nevertheless.
    """
    settings = portfolio.settings
    laid = lay_ground(portfolio, as_of)
    facts, judging, health = laid.facts, set_up(portfolio), set_up_health(portfolio)
    can_score = settings.period_end is not None and settings.currency is not None
    axes = judge_axes(facts, judging) if can_score else {}
    cuts = find_cuts(axes.values(), settings)
    places = place_accounts(facts, axes, cuts, judging, settings)
    placed = places.of
    chosen = choose(portfolio, facts, axes)
    revenue = {account_id: one.read("revenue_12m") for account_id, one in facts.items()}
    concentration = read_concentration(portfolio, revenue, laid.ground.base)
    whole = Whole(
        judging=judging,
        health=health,
        axes=axes,
        placed=placed,
        selection=chosen.readings,
        bands=volume_bands(_known(revenue), settings),
        groups={account_id: group for group in concentration.groups for account_id in group.account_ids},
        then=previous_review(portfolio, settings.period_end) if settings.period_end else {},
        retention=retention_in_force(settings, retention_of(_cohort(facts))),
    )
    accounts = {account_id: account_scores(one, whole) for account_id, one in facts.items()}
    members = [Member(one.account, accounts[account_id]) for account_id, one in facts.items()]
    return Scores(
        accounts=accounts,
        measures=measure_portfolio(members, concentration, laid.ground),
        concentration=concentration,
        managers=read_loads(portfolio),
        choice=chosen.choice,
        cut_a=cuts.attractiveness,
        cut_r=cuts.strength,
        swaps=places.swaps,
        offerings=read_offerings(portfolio, {one.account.account_id for one in members if one.account.is_scored}),
        programme=read_programme(facts, members, laid.ground),
        findings=(
            *chosen.findings,
            *laid.findings,
            *judging.findings,
            *health.findings,
            *_check_accounts(facts, axes, judging),
            *_check_spread(axes, placed, judging),
        ),
    )


def _check_accounts(facts: Mapping[str, Facts], axes: Mapping[str, Axes], judging: Judging) -> Iterator[Finding]:
    """What the S rules say of each scored account."""
    for account_id, pair in axes.items():
        yield from check_account(facts[account_id], pair, judging)


def _check_spread(axes: Mapping[str, Axes], placed: Mapping[str, Placed], judging: Judging) -> Iterator[Finding]:
    """What they say of all of them together."""
    quadrants = [(axes[account_id], one.placement.quadrant) for account_id, one in placed.items()]
    yield from check_spread([(pair, quadrant) for pair, quadrant in quadrants if quadrant])
    for model in judging.axes:
        yield from check_twins(model, [pair.of(model.axis) for pair in axes.values()])


def _cohort(facts: Mapping[str, Facts]) -> Iterator[tuple[float, float]]:
    """(Prior, now) of accounts whose revenue of both years is known."""
    for one in facts.values():
        start, now = one.read("revenue_prior").value, one.read("revenue_12m").value
        if start is not None and now is not None:
            yield start, now


def _known(revenue: Mapping[str, Measured]) -> dict[str, float]:
    return {account_id: measured.value for account_id, measured in revenue.items() if measured.value is not None}
