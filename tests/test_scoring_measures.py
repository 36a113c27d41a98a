"""KAM.md §5.1: every measure, and that blank, 0 and N/A are three different things (§17, property 12)."""

from __future__ import annotations

import datetime as dt

import pytest
from books import judge
from nearly import nearly
from small_books import accounts, sheet

from kamreport.model.lists import Outcome
from kamreport.results import Measured
from kamreport.scoring.measures import BY_FIELD, MEASURES

AS_OF = dt.date(2026, 4, 15)
BOOK = """
## Settings
| Setting       | Value |
|---------------|-------|
| Target margin | 20%   |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier               | First purchase |
|------------|--------------|--------|-------------|---------------------|--------------------|----------------|
| KA-001     | Northwind    | Active | No          | P-01                | Preferred provider | 2016-04-15     |
| KA-002     | Southgate    | Active | No          | P-01                | Preferred provider |                |
## Revenue
| Account ID | Period end | Months covered | Revenue     | Target revenue | Gross margin | Cost to serve | Orders   |
|------------|------------|----------------|-------------|----------------|--------------|---------------|----------|
| KA-001     | 2026-03-31 | 12             | {revenue}   | {target}       | {margin}     | {cost}        | {orders} |
| KA-001     | 2025-03-31 | 12             | {prior}     |                | 900          | {prior_cost}  |          |
## Stakeholders
| Stakeholder ID | Account ID | Name | Role              | Influence | Relationship strength | Last contact |
|----------------|------------|------|-------------------|-----------|-----------------------|--------------|
| S-01           | KA-001     | Ida  | Executive sponsor | 5         | {strength}            | {contact}    |
| S-02           | KA-001     | Max  | User              | 5         | 3                     | 2026-04-01   |
## Actions
| Action ID | Account ID | Action | Owner | Due        | Status      | Done on |
|-----------|------------|--------|-------|------------|-------------|---------|
| A-1       | KA-001     | Call   | P-01  | 2026-02-01 | {status}    | {done}  |
## Wallet
| Account ID | As of      | Spend in our categories | Expected spend in 3 years | Basis    | Confidence |
|------------|------------|-------------------------|---------------------------|----------|------------|
| KA-001     | 2024-12-31 | 20,000,000              | 20,000,000                | Estimate | 3          |
| KA-001     | 2026-01-31 | {spend}                 | {expected}                | Estimate | 3          |
| KA-001     | 2026-12-31 | 30,000,000              |                           | Estimate | 3          |
## Feedback
| Account ID | Date       | CSAT   | NPS answer |
|------------|------------|--------|------------|
| KA-001     | 2026-01-31 | {csat} | {nps}      |
| KA-001     | 2025-03-31 | 1      | 0          |
## Stage evidence
| Account ID | I1 Position | I2 Interaction | I3 Exit | I4 Planning | I5 Visibility | I6 Economics | Assessed on |
|------------|-------------|----------------|---------|-------------|---------------|--------------|-------------|
| KA-001     | {i1}        | 1              | 1       | 1           |               |              | 2026-02-01  |
## Events
| Account ID | Date       | Kind           | Event      | Severity   | Amount   | Closed on |
|------------|------------|----------------|------------|------------|----------|-----------|
| {whose}    | 2026-01-10 | Escalation     | Late part  | {severity} |          |           |
| {whose}    | 2026-01-11 | Referral       | Their word |            |          |           |
| {whose}    | 2026-01-12 | Joint activity | Fair       |            | {amount} |           |
## Commitments
| Commitment ID | Account ID | Promise | Value-add | Service level | Target | Actual   |
|---------------|------------|---------|-----------|---------------|--------|----------|
| C-1           | KA-001     | Fast    | Support   | Yes           | 1      | {actual} |
## Objectives
| Objective ID | Account ID | Objective | Focus  | Due        | Owner | Status      |
|--------------|------------|-----------|--------|------------|-------|-------------|
| O-1          | KA-001     | Grow      | Expand | 2026-12-31 | P-01  | {objective} |
## Opportunities
| Opportunity ID | Account ID | Opportunity | Type | Sales stage | Amount     | Probability | Expected close |
|----------------|------------|-------------|------|-------------|------------|-------------|----------------|
| OP-1           | KA-001     | Line 4      | Land | Proposed    | {pipeline} | 0.5         | 2026-09-30     |
| OP-2           | KA-001     | Line 5      | Land | Won         | 900        | 1           | 2026-02-28     |
"""
TYPED = {
    "revenue": "6,000,000",
    "target": "6,200,000",
    "margin": "1,500,000",
    "cost": "600,000",
    "orders": "12",
    "prior": "5,600,000",
    "prior_cost": "500,000",
    "strength": "2",
    "contact": "2026-03-26",
    "status": "Done",
    "done": "2026-02-01",
    "spend": "15,000,000",
    "expected": "18,600,000",
    "csat": "4",
    "nps": "9",
    "i1": "3",
    "whose": "KA-001",
    "severity": "2",
    "amount": "700",
    "actual": "1",
    "objective": "On track",
    "pipeline": "1,000",
}
BLANK, UNKNOWN = "", None


def measure(name: str, **typed: str) -> Measured:
    """A measure of KA-001 with other words typed in some cells."""
    return judge(BOOK.format(**{**TYPED, **typed}), AS_OF).scores.accounts["KA-001"].measures[name]


KNOWN = {
    "revenue_12m": 6_000_000,
    "revenue_prior": 5_600_000,
    "revenue_growth": 6.0 / 5.6 - 1,
    "revenue_share": 0.12,
    "target_ratio": 6.0 / 6.2,
    "contribution_12m": 900_000,
    "contribution_rate": 0.15,
    "margin_ratio": 0.75,
    "cost_rate": 0.1,
    "cost_growth": 0.2,
    "wallet": 15_000_000,
    "share_of_wallet": 0.4,
    "wallet_growth": 1.24 ** (1 / 3) - 1,
    "untapped_share": 0.18,
    "stage_index": 100 * (1.5 - 1) / 3,
    "csat_12m": 4,
    "nps_12m": 100,
    "relationship_coverage": 62.5,
    "threads": 2,
    "sponsor_days": 20,
    "sla_attainment": 1,
    "open_escalations": 1,
    "on_time": 1,
    "on_track": 1,
    "referrals_12m": 1,
    "joint_investment": 700,
    "tenure_years": 3652 / 365.25,
    "orders_12m": 12,
    "weighted_pipeline": 500,
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_measure_is_read_with_its_cells(name: str) -> None:
    found = measure(name)
    assert found.value == nearly(KNOWN[name])
    assert found.evidence


def test_every_measure_of_the_chapter_is_tried() -> None:
    assert KNOWN.keys() == BY_FIELD.keys()
    assert len(MEASURES) == 29


CELL = {
    "revenue_12m": ("revenue", "0", 0),
    "revenue_prior": ("prior", "0", 0),
    "revenue_growth": ("revenue", "0", -1),
    "revenue_share": ("revenue", "0", 0),
    "target_ratio": ("revenue", "0", 0),
    "contribution_12m": ("cost", "0", 1_500_000),
    "contribution_rate": ("margin", "0", -0.1),
    "margin_ratio": ("margin", "0", -0.5),
    "cost_rate": ("cost", "0", 0),
    "cost_growth": ("cost", "0", -1),
    "share_of_wallet": ("revenue", "0", 0),
    "wallet_growth": ("expected", "0", -1),
    "untapped_share": ("revenue", "0", 0.3),
    "nps_12m": ("nps", "0", -100),
    "relationship_coverage": ("strength", "0", 37.5),
    "threads": ("strength", "0", 1),
    "sla_attainment": ("actual", "0", 0),
    "joint_investment": ("amount", "0", 0),
    "orders_12m": ("orders", "0", 0),
    "weighted_pipeline": ("pipeline", "0", 0),
}
"""Measure → the cell it rests on, 0 typed there, and what that gives."""


@pytest.mark.parametrize("name", CELL)
def test_a_zero_is_a_value(name: str) -> None:
    cell, typed, value = CELL[name]
    assert measure(name, **{cell: typed}).value == nearly(value)


ABSENT = {
    "revenue_12m": {"revenue": BLANK},
    "revenue_prior": {"prior": BLANK},
    "revenue_growth": {"prior": BLANK},
    "revenue_share": {"revenue": BLANK},
    "target_ratio": {"target": BLANK},
    "contribution_12m": {"cost": BLANK},
    "contribution_rate": {"margin": BLANK},
    "margin_ratio": {"margin": BLANK},
    "cost_rate": {"cost": BLANK},
    "cost_growth": {"prior_cost": BLANK},
    "share_of_wallet": {"revenue": BLANK},
    "wallet_growth": {"expected": BLANK},
    "untapped_share": {"revenue": BLANK},
    "stage_index": {"i1": BLANK},
    "csat_12m": {"csat": BLANK},
    "nps_12m": {"nps": BLANK},
    "threads": {"contact": BLANK},
    "sponsor_days": {"contact": BLANK},
    "sla_attainment": {"actual": BLANK},
    "on_time": {"status": "Cancelled", "done": BLANK},
    "on_track": {"objective": "Dropped"},
    "orders_12m": {"orders": BLANK},
}


@pytest.mark.parametrize("name", ABSENT)
def test_a_blank_is_missing_and_says_what_to_fill(name: str) -> None:
    found = measure(name, **ABSENT[name])
    assert found.outcome is Outcome.MISSING
    assert found.value is None
    assert found.reason


def test_the_newest_wallet_up_to_the_as_of_date_counts() -> None:
    assert [str(cell) for cell in measure("wallet").evidence] == ["Wallet!C3"]
    assert measure("wallet", spend=BLANK).value == 20_000_000


def test_without_open_or_dated_events_an_account_has_no_escalation_and_no_referral() -> None:
    assert measure("open_escalations", whose="KA-002").value == 0
    assert measure("referrals_12m", whose="KA-002").value == 0
    assert measure("open_escalations", severity="1").value == 2


def test_the_last_digits_of_a_formula_do_not_break_a_promise() -> None:
    """0.1 + 0.2, as a cell holds it, is 0.3 to everybody who reads it."""
    promise = {"Account ID": "KA-001", "Promise": "Faults", "Value-add": "Support", "Service level": "Yes"}
    lower = promise | {"Commitment ID": "C-1", "Target": "0.3", "Actual": str(0.1 + 0.2), "Direction": "Lower"}
    higher = promise | {"Commitment ID": "C-2", "Target": str(0.1 + 0.2), "Actual": "0.3"}
    missed = promise | {"Commitment ID": "C-3", "Target": "0.3", "Actual": "0.31", "Direction": "Lower"}
    found = judge(accounts({}) + "\n" + sheet("Commitments", lower, higher, missed)).scores.accounts["KA-001"]
    assert found.measures["sla_attainment"].value == nearly(2 / 3)


def test_a_late_action_is_not_kept_and_one_done_after_as_of_counts_as_open() -> None:
    assert measure("on_time", done="2026-02-02").value == 0
    assert measure("on_time", done="2026-05-01").value == 0
    assert measure("on_time", status="In progress", done=BLANK).value == 0


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("wallet", "Wallet"),
        ("wallet_growth", "Wallet"),
        ("csat_12m", "Feedback"),
        ("nps_12m", "Feedback"),
        ("stage_index", "Stage evidence"),
        ("open_escalations", "Events"),
        ("referrals_12m", "Events"),
        ("joint_investment", "Events"),
        ("sla_attainment", "Commitments"),
        ("on_track", "Objectives"),
        ("weighted_pipeline", "Opportunities"),
    ],
)
def test_an_absent_sheet_is_named(name: str, sheet: str) -> None:
    core = BOOK.format(**TYPED).partition("## Wallet")[0]
    found = judge(core, AS_OF).scores.accounts["KA-001"].measures[name]
    assert found.reason == f"Fill the {sheet} sheet."


def test_a_rating_cell_blank_zero_like_and_not_applicable_give_three_results() -> None:
    """The lowest rating scores 0, a blank is missing, N/A leaves the score."""

    def line(typed: str) -> tuple[Outcome, float | None, float]:
        found = (
            judge(f"""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | No          | P-01                | Vendor |
## Ratings
| Account ID | A1      | A4 | Rated on   | Rated by |
|------------|---------|----|------------|----------|
| KA-001     | {typed} | 3  | 2026-03-01 | Ana Ruiz |
""")
            .scores.accounts["KA-001"]
            .attractiveness
        )
        assert found is not None
        return found.lines[0].outcome, found.lines[0].score, found.coverage

    assert line("1") == (Outcome.SCORED, 0.0, nearly(0.55))
    assert line("") == (Outcome.MISSING, None, nearly(0.20))
    assert line("N/A") == (Outcome.NOT_APPLICABLE, None, nearly(20 / 65))
