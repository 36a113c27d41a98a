"""What the plan sheets come to: progress, time gone, answered shares, quarters of CSAT, white space by offering."""

from __future__ import annotations

import datetime as dt

import pytest
from books import judge

from kamreport.results import NO_PLAN, OfferingReading, PlanReading, Scores
from kamreport.scoring.risk import gravity_of

AS_OF = dt.date(2026, 4, 10)
ACCOUNTS = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier |
|---|---|---|---|---|---|
| KA-001 | Northwind | Active | Yes | P-01 | Partner |
| KA-002 | Aurelia | Lost | No | P-01 | Vendor |
| KA-003 | Cobalt | Active | No | P-01 | Vendor |
"""
LISTS = """
## Lists
| List | Value |
|---|---|
| Buying centre | Grocery |
| Buying centre | Pharmacy |
"""


def scores(sheets: str, as_of: dt.date = AS_OF) -> Scores:
    return judge(ACCOUNTS + sheets, as_of).scores


def plan(sheets: str, account_id: str = "KA-001", as_of: dt.date = AS_OF) -> PlanReading:
    return scores(sheets, as_of).accounts[account_id].plan


def objective(cells: str, as_of: dt.date = AS_OF) -> tuple[float | None, float | None]:
    sheet = f"""
## Objectives
| Objective ID | Account ID | Objective | Focus | Baseline | Target | Actual | Start | Due | Owner | Status |
|---|---|---|---|---|---|---|---|---|---|---|
| O-1 | KA-001 | Grow | Expand | {cells} | P-01 | On track |
"""
    (one,) = plan(sheet, as_of=as_of).objectives
    return one.progress, one.elapsed


def test_the_worked_example_of_progress_and_elapsed_time() -> None:
    """KAM.md §11.5: baseline 40, target 60, actual 45; 60 of 100 days gone."""
    progress, elapsed = objective("40 | 60 | 45 | 2026-01-01 | 2026-04-11", dt.date(2026, 3, 2))
    assert progress == pytest.approx(0.25)
    assert elapsed == pytest.approx(0.60)


@pytest.mark.parametrize(
    ("cells", "progress", "elapsed"),
    [
        ("6 | 2 | 4 | 2026-01-01 | 2026-04-10", 0.5, 1.0),
        ("40 | 60 | 80 | 2026-05-01 | 2026-06-01", 1.0, 0.0),
        ("40 | 60 | 20 | | 2026-06-01", 0.0, None),
        ("40 | 60 | | 2026-04-10 | 2026-04-10", None, 1.0),
        (" | 60 | 45 | 2026-04-11 | 2026-04-11", None, 0.0),
    ],
)
def test_progress_works_for_falling_targets_and_stays_within_bounds(
    cells: str, progress: float | None, elapsed: float | None
) -> None:
    assert objective(cells) == (progress, elapsed)


def test_answered_shares_leave_out_what_is_not_relevant() -> None:
    found = plan(
        """
## Questions
| Account ID | Category | Question | Relevant | Status |
|---|---|---|---|---|
| KA-001 | Needs | What? | | Answered |
| KA-001 | Needs | Why? | Yes | Open |
| KA-001 | Trends | When? | No | Open |
| KA-003 | Needs | Who? | | Open |
"""
    ).questions
    assert [(one.category.value, one.answered, one.relevant, one.share) for one in found] == [("Needs", 1, 2, 0.5)]


def test_csat_is_averaged_by_calendar_quarter_and_never_from_the_future() -> None:
    found = plan(
        """
## Feedback
| Account ID | Date | CSAT | NPS answer |
|---|---|---|---|
| KA-001 | 2025-12-31 | 2 | |
| KA-001 | 2026-01-01 | 4 | |
| KA-001 | 2026-03-31 | 5 | 9 |
| KA-001 | 2026-02-01 | | 7 |
| KA-001 | 2026-04-11 | 1 | |
"""
    ).voice
    assert [(one.end.isoformat(), one.mean, one.answers) for one in found] == [
        ("2025-12-31", 2.0, 1),
        ("2026-03-31", 4.5, 2),
    ]


def test_worth_is_the_sum_of_what_is_stated_and_not_known_when_nothing_is() -> None:
    sheet = """
## Value delivered
| Account ID | Outcome | Yearly value to customer | Confirmed on |
|---|---|---|---|
| KA-001 | Faster | 1000 | 2026-01-01 |
| KA-001 | Safer | | 2026-05-01 |
| KA-003 | Calmer | | |
"""
    assert (plan(sheet).yearly_value, plan(sheet).confirmed) == (1000.0, 1)
    assert plan(sheet, "KA-003").yearly_value is None


def test_understandings_and_steps_are_counted() -> None:
    found = plan(
        """
## Profile
| Account ID | Their market | Their strategy | Where their profit comes from |
|---|---|---|---|
| KA-001 | Freight | Cold | |
## Plan steps
| Account ID | Step | Status |
|---|---|---|
| KA-001 | N1 | Done |
| KA-001 | D2 | In progress |
| KA-001 | D3 | Not started |
"""
    )
    assert found.understood == 2
    assert (found.steps_done, found.steps) == (1, 3)
    assert found.steps_share == pytest.approx(1 / 3)


def test_an_account_without_plan_rows_has_nothing_to_say() -> None:
    assert plan("") is NO_PLAN


SPACE = """
## Offerings
| Offering ID | Offering |
|---|---|
| OF-1 | Crates |
| OF-2 | Sensors |
## White space
| Account ID | Buying centre | Offering ID | Status | Current annual | Potential annual | Probability | Competitor |
|---|---|---|---|---|---|---|---|
| KA-001 | Grocery | OF-1 | Open | 100 | 400 | 50% | |
| KA-001 | Pharmacy | OF-1 | Competitor | | 200 | | Cleanroad |
| KA-001 | Grocery | OF-2 | Pipeline | | 80 | | |
| KA-001 | Pharmacy | OF-2 | Owned | 50 | 50 | | |
| KA-002 | Grocery | OF-1 | Open | | 900 | 90% | |
| KA-003 | Grocery | OF-1 | Pipeline | | 100 | 10% | |
## Opportunities
| Opportunity ID | Account ID | Opportunity | Type | Offering ID | Sales stage | Amount | Probability | Expected close |
|---|---|---|---|---|---|---|---|---|
| OP-1 | KA-001 | More | Upsell | OF-2 | Proposed | 1000 | 60% | 2026-06-30 |
| OP-2 | KA-003 | First | Land | | Qualified | 5000 | 90% | 2026-06-30 |
| OP-3 | KA-001 | Gone | Upsell | OF-2 | Lost | 9000 | 0% | 2026-01-30 |
"""


def test_cells_of_white_space_carry_what_they_could_bring() -> None:
    found = [(one.gap, one.weighted) for one in plan(LISTS + SPACE).space]
    assert found == [(300.0, 150.0), (200.0, None), (80.0, None), (None, None)]


def test_the_sums_of_the_cells_are_the_measures_of_the_account() -> None:
    account = scores(LISTS + SPACE).accounts["KA-001"]
    assert sum(one.gap or 0.0 for one in account.plan.space) == account.white_space.value
    assert sum(one.weighted or 0.0 for one in account.plan.space) == account.weighted_white_space.value


def test_offerings_add_up_scored_accounts_and_leave_lost_ones_out() -> None:
    sensors, crates, unnamed = scores(LISTS + SPACE).offerings
    assert _figures(sensors) == ("Sensors", {"Pipeline": 0.0, "Open": 0.0}, {"Upsell": 600.0}, 80.0, 1)
    assert _figures(crates) == ("Crates", {"Pipeline": 10.0, "Open": 150.0}, {}, 600.0, 2)
    assert _figures(unnamed) == ("", {"Pipeline": 0.0, "Open": 0.0}, {"Land": 4500.0}, 0.0, 1)


def _figures(one: OfferingReading) -> tuple[str, dict[str, float], dict[str, float], float, int]:
    space = {status.value: worth for status, worth in one.space.items()}
    sales = {kind.value: worth for kind, worth in one.pipeline.items() if worth}
    return one.name, space, sales, one.unweighted, one.accounts


def test_every_field_of_the_risk_table_has_its_gravity() -> None:
    found = plan(
        """
## Risks
| Risk ID | Account ID | Category | Risk | Likelihood | Impact | Status |
|---|---|---|---|---|---|---|
| R-1 | KA-001 | Delivery | Late | 3 | 3 | Open |
"""
    ).gravities
    assert len(found) == 25
    assert all(word == gravity_of(*pair) for pair, word in found.items())
