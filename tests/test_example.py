"""The example portfolio: believable enough to show, and it shows what kamreport finds."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from kamreport.checking import check, settle
from kamreport.findings import Finding, Severity
from kamreport.model import Account, AccountRatings, Action, Colleague, Portfolio, Revenue, Stakeholder
from kamreport.model.lists import AccountStatus, ActionStatus, KeyType, Quadrant, ScoreState
from kamreport.reading import Reading, read
from kamreport.results import Scores
from kamreport.rulebook import RULES
from kamreport.scoring import score
from kamreport.writing.template import example_rows, new_workbook

AS_OF = dt.date(2026, 10, 12)
PERIOD_END = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("example") / "example.xlsx"
    new_workbook(path, preset="lite", rules=RULES, rows=example_rows())
    return read(path)


@pytest.fixture(scope="module")
def portfolio(reading: Reading) -> Portfolio:
    settled = settle(reading.portfolio, AS_OF)
    assert not settled.findings
    return settled.portfolio


@pytest.fixture(scope="module")
def scores(portfolio: Portfolio) -> Scores:
    return score(portfolio, AS_OF)


@pytest.fixture(scope="module")
def findings(portfolio: Portfolio, scores: Scores) -> tuple[Finding, ...]:
    return (*scores.findings, *check(portfolio, scores, AS_OF))


def test_it_reads_without_a_single_finding(reading: Reading) -> None:
    assert not reading.findings


def test_no_finding_about_it_is_an_error(findings: tuple[Finding, ...]) -> None:
    assert max(finding.severity for finding in findings) is Severity.WARNING


def test_it_has_about_a_dozen_accounts_of_every_status(portfolio: Portfolio) -> None:
    statuses = Counter(account.status for account in portfolio.accounts)
    assert statuses == {AccountStatus.ACTIVE: 12, AccountStatus.PROSPECT: 1, AccountStatus.LOST: 1}
    keys = [account for account in portfolio.accounts if account.is_key]
    assert len(keys) == 6
    assert [account.account_id for account in keys if account.key_type is KeyType.EMERGING] == ["A-04"]


def test_every_core_sheet_is_filled(portfolio: Portfolio) -> None:
    for record in (Colleague, Account, Revenue, AccountRatings, Stakeholder, Action):
        assert portfolio.rows(record)


def test_revenue_covers_eight_quarters_up_to_the_period_end(portfolio: Portfolio) -> None:
    ends = sorted({row.period_end for row in portfolio.rows(Revenue)})
    assert len(ends) == 8
    assert ends[-1] == PERIOD_END == portfolio.settings.period_end
    full = [account for account in portfolio.accounts if len(portfolio.of(account.account_id, Revenue)) == 8]
    assert len(full) == 11


def test_listed_revenue_stays_below_that_of_the_company(portfolio: Portfolio) -> None:
    listed = sum(row.revenue for row in portfolio.rows(Revenue) if row.period_end > dt.date(2025, 9, 30))
    assert portfolio.settings.company_revenue_12m is not None
    assert 0.5 < listed / portfolio.settings.company_revenue_12m < 0.7


def test_key_accounts_have_four_to_eight_stakeholders_and_three_to_six_actions(portfolio: Portfolio) -> None:
    for account in portfolio.accounts:
        if account.is_key:
            assert 4 <= len(portfolio.of(account.account_id, Stakeholder)) <= 8
            assert 3 <= len(portfolio.of(account.account_id, Action)) <= 6


def test_one_account_belongs_to_another(portfolio: Portfolio) -> None:
    assert {account.account_id: account.parent_id for account in portfolio.accounts if account.parent_id} == {
        "A-06": "A-05"
    }


def test_the_quadrants_are_well_spread(scores: Scores) -> None:
    quadrants = {account_id: scored.placement.quadrant for account_id, scored in scores.accounts.items()}
    by_quadrant = {
        quadrant: [account_id for account_id, found in quadrants.items() if found is quadrant] for quadrant in Quadrant
    }
    assert by_quadrant == {
        Quadrant.STRATEGIC: ["A-01", "A-05", "A-08"],
        Quadrant.STAR: ["A-03", "A-04", "A-11", "A-12"],
        Quadrant.STATUS: ["A-02", "A-06", "A-07", "A-14"],
        Quadrant.STREAMLINE: ["A-09", "A-10"],
    }


def test_one_score_is_provisional_and_a_rating_is_missing_elsewhere(scores: Scores) -> None:
    states = {
        account_id: scored.strength.state
        for account_id, scored in scores.accounts.items()
        if scored.strength is not None
    }
    assert [account_id for account_id, state in states.items() if state is ScoreState.PROVISIONAL] == ["A-11"]
    auvrel = scores.accounts["A-04"].strength
    assert auvrel is not None
    assert auvrel.coverage == pytest.approx(0.8)


def test_its_stories_are_told_by_the_figures(portfolio: Portfolio) -> None:
    """One grows and earns, the largest shrinks, one is costly to serve."""

    def year(account_id: str, last: dt.date) -> list[Revenue]:
        first = last.replace(year=last.year - 1)
        return [row for row in portfolio.of(account_id, Revenue) if first < row.period_end <= last]

    def growth(account_id: str) -> float:
        before = sum(row.revenue for row in year(account_id, dt.date(2025, 9, 30)))
        return sum(row.revenue for row in year(account_id, PERIOD_END)) / before - 1

    def cost_rate(account_id: str) -> float:
        rows = year(account_id, PERIOD_END)
        return sum(row.cost_to_serve or 0 for row in rows) / sum(row.revenue for row in rows)

    assert growth("A-01") > 0.1
    assert growth("A-02") < -0.1
    assert growth("A-03") > 0.4
    assert cost_rate("A-03") > 2 * cost_rate("A-01")


@pytest.mark.parametrize(
    ("code", "account_id"),
    [
        ("K202", "A-10"),  # a contract that lapsed
        ("K211", "A-02"),  # two views of the relationship
        ("K212", "A-05"),  # under-served
        ("K301", "A-03"),  # one thread
        ("K302", "A-04"),  # no one signs
        ("K307", "A-02"),  # the sponsor is quiet
        ("K501", "A-02"),  # a promise overdue
        ("K704", "A-02"),  # a major share
        ("S201", "A-11"),  # little is known
        ("S202", "A-10"),  # rated long ago
    ],
)
def test_it_shows_what_kamreport_is_there_to_find(findings: tuple[Finding, ...], code: str, account_id: str) -> None:
    assert (code, account_id) in {(finding.rule.code, finding.account_id) for finding in findings}


def test_some_actions_are_shared_with_the_customer_and_some_were_done_late(portfolio: Portfolio) -> None:
    actions = portfolio.rows(Action)
    assert {action.audience for action in actions} >= {"Shared", "Internal"}
    done = [action for action in actions if action.status is ActionStatus.DONE and action.done_on]
    assert any(action.done_on and action.done_on > action.due for action in done)
