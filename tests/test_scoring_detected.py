"""KAM.md §9.3: risks the workbook shows by itself, AR1 to AR8."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from books import judge
from made import made

from kamreport import scoring
from kamreport.model.lists import Axis, Outcome
from kamreport.results import DetectedRisk
from kamreport.results.written import HistoryLine, ScoreHistory

AS_OF = dt.date(2026, 4, 15)
BOOK = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   | Renewal date |
|------------|--------------|--------|-------------|---------------------|--------|--------------|
| KA-001     | Northwind    | Active | {is_key}    | P-01                | Vendor | {renewal}    |
## Revenue
| Account ID | Period end | Months covered | Revenue   | Target revenue |
|------------|------------|----------------|-----------|----------------|
| KA-001     | 2026-03-31 | 12             | {revenue} | {target}       |
| KA-001     | 2025-03-31 | 12             | {revenue} |                |
## Stakeholders
| Stakeholder ID | Account ID | Name | Role              | Influence | Relationship strength | Last contact | Left   |
|----------------|------------|------|-------------------|-----------|-----------------------|--------------|--------|
| S-01           | KA-001     | Ida  | Executive sponsor | 5         | 3                     | 2026-03-20   | {left} |
| S-02           | KA-001     | Max  | User              | 4         | 2                     | 2026-03-20   |        |
| S-03           | KA-001     | Eva  | User              | 4         | {third}               | 2026-03-20   |        |
## Ratings
| Account ID | A1       | R1 | Rated on   | Rated by |
|------------|----------|----|------------|----------|
| KA-001     | {rating} | 4  | 2026-03-01 | Ana Ruiz |
## Wallet
| Account ID | As of      | Spend in our categories | Basis    | Confidence |
|------------|------------|-------------------------|----------|------------|
| KA-001     | 2026-01-31 | 2,000,000               | Estimate | 3          |
## Commitments
| Commitment ID | Account ID | Promise | Value-add | Service level | Target | Actual |
|---------------|------------|---------|-----------|---------------|--------|--------|
| C-1           | KA-001     | Fast    | Support   | Yes           | 1      | {kept} |
## Events
| Account ID | Date       | Kind   | Event           |
|------------|------------|--------|-----------------|
| KA-001     | 2026-02-10 | {kind} | New head of buying |
## Touchpoints
| Account ID | Date      |
|------------|-----------|
| KA-001     | {touched} |
"""
QUIET = {
    "is_key": "Yes",
    "renewal": "",
    "revenue": "1,000,000",
    "target": "",
    "left": "",
    "third": "3",
    "rating": "4",
    "kept": "1",
    "kind": "Corporate",
    "touched": "2026-03-20",
}
THEN = made(
    ScoreHistory,
    review_id="2025-12-31-abc123",
    period_end=dt.date(2025, 12, 31),
    account_id="KA-001",
    sla_attainment=0.5,
    share_of_wallet=0.54,
    left="S-09, S-10",
)
GRADE = made(
    HistoryLine,
    review_id="2025-12-31-abc123",
    account_id="KA-001",
    axis=Axis.ATTRACTIVENESS,
    criterion_id="A1",
    raw=4.0,
    outcome=Outcome.SCORED,
)


def detected(
    *, history: bool = True, then: ScoreHistory = THEN, grade: HistoryLine = GRADE, **typed: str
) -> dict[str, DetectedRisk]:
    """What is detected when some cells hold other words."""
    portfolio = judge(BOOK.format(**{**QUIET, **typed}), AS_OF).portfolio
    if history:
        portfolio = portfolio.with_rows({ScoreHistory: [then], HistoryLine: [grade]})
    return {risk.code: risk for risk in scoring.score(portfolio, AS_OF).accounts["KA-001"].detected_risks}


def test_a_quiet_account_shows_no_risk() -> None:
    assert detected() == {}


def test_a_single_thread_is_a_risk_of_a_key_account_only() -> None:
    assert set(detected(left="Yes", third="0")) == {"AR1", "AR2"}
    assert set(detected(left="Yes", third="0", is_key="No")) == {"AR2"}


def test_a_sponsor_who_left_since_the_previous_review_is_named() -> None:
    found = detected(left="Yes")["AR2"]
    assert found.told == "Ida (Executive sponsor) left since the previous review"
    assert [str(cell) for cell in found.evidence] == ["Stakeholders!H2"]


def test_a_large_share_is_a_risk() -> None:
    found = detected(revenue="6,000,000", kept="1")
    assert found["AR3"].told == "its customer group brings 12% of our revenue"


def test_a_renewal_with_poor_health_is_a_risk() -> None:
    found = detected(renewal="2026-06-01", target="4,000,000", third="0", kept="0")
    assert found["AR4"].told.startswith("it renews in 47 days with a health of ")
    assert "AR4" not in detected(renewal="2026-12-01", target="4,000,000", third="0", kept="0")


def test_service_levels_missed_twice_are_a_risk() -> None:
    assert "AR5" in detected(kept="0")


def test_a_rating_two_steps_lower_is_a_risk() -> None:
    found = detected(rating="2")["AR6"]
    assert found.told == "Growth potential went from 4 to 2 since the previous review"
    assert "AR6" not in detected(rating="3")


def test_a_rating_is_not_compared_with_what_was_measured_before_the_criterion_was_rated() -> None:
    assert "AR6" not in detected(rating="2", grade=replace(GRADE, raw=62.5))


def test_an_earlier_review_is_that_of_the_account_however_its_ids_were_spelled() -> None:
    then = replace(THEN, account_id="ka-001", left="s-01")
    grade = replace(GRADE, account_id="Ka-001", criterion_id="a1")
    assert set(detected(rating="2", left="Yes", kept="0", then=then, grade=grade)) == {"AR5", "AR6"}


def test_five_points_less_share_of_wallet_are_a_risk() -> None:
    assert "AR7" not in detected(revenue="990,000")
    assert detected(revenue="980,000")["AR7"].told == "share of wallet fell from 54% to 49%"


def test_a_change_of_people_without_a_later_touchpoint_is_a_risk() -> None:
    found = detected(kind="Stakeholder change", touched="2026-02-10")
    assert found["AR8"].told == "no touchpoint has followed: New head of buying"
    assert "AR8" not in detected(kind="Stakeholder change")


def test_without_an_earlier_review_nothing_is_compared() -> None:
    assert detected(history=False, left="Yes", rating="2", kept="0", revenue="900,000") == {}
