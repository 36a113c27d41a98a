"""The full edition of the example: every sheet filled for somebody, no sheet for everybody."""

from __future__ import annotations

from collections import Counter

import pytest

from kamreport import run
from kamreport.findings import Severity
from kamreport.model import (
    CORE,
    OPTIONAL,
    PROGRAMME,
    Account,
    Action,
    ChecklistItem,
    Colleague,
    FrameworkItem,
    Milestone,
    Override,
    Portfolio,
    ProgrammeQuestion,
    Remark,
    Revenue,
    Stakeholder,
)
from kamreport.model.lists import NarrativePack, Quadrant, Tier
from kamreport.results import Review
from kamreport.results.written import PROGRAMME_AXIS, HistoryLine
from kamreport.shipped import workbook_templates
from kamreport.writing.template import Edition, example_rows

OF_ACCOUNTS = [record for record in OPTIONAL if "account_id" in record.__annotations__]


@pytest.fixture(scope="module")
def review() -> Review:
    return run.prepare(workbook_templates() / run.FULL_EXAMPLE)


@pytest.fixture(scope="module")
def portfolio(review: Review) -> Portfolio:
    return review.portfolio


def test_it_tells_of_the_accounts_colleagues_and_people_of_the_core_edition() -> None:
    core, full = example_rows(), example_rows(Edition.FULL)
    for record in (Account, Colleague, Stakeholder):
        assert core[record] == full[record]
    said = {row["Action ID"]: row["Action"] for row in full[Action]}
    assert all(said[row["Action ID"]] == row["Action"] for row in core[Action])
    months = {(row["Account ID"], row["Period end"]): row["Revenue"] for row in full[Revenue]}
    assert all(months[row["Account ID"], row["Period end"]] == row["Revenue"] for row in core[Revenue])


@pytest.mark.parametrize("record", [*CORE, *OPTIONAL, *PROGRAMME], ids=lambda record: record.__name__)
def test_every_sheet_there_is_has_rows(record: type) -> None:
    assert example_rows(Edition.FULL)[record]


def test_its_texts_name_only_columns_that_the_sheets_have(portfolio: Portfolio) -> None:
    """Reading finds nothing, so every cell of every text arrived."""
    for record, rows in example_rows(Edition.FULL).items():
        if record in (*OPTIONAL, *PROGRAMME):
            assert len(portfolio.rows(record)) == len(rows)


def test_no_finding_about_it_is_an_error(review: Review) -> None:
    assert max(finding.severity for finding in review.findings) is Severity.WARNING


def test_one_account_is_filled_on_every_sheet_some_half_and_some_not_at_all(portfolio: Portfolio) -> None:
    filled = Counter(
        account.account_id
        for account in portfolio.accounts
        for record in OF_ACCOUNTS
        if portfolio.of(account.account_id, record)
    )
    assert [record for record in OF_ACCOUNTS if not portfolio.of("A-01", record)] == [Override]
    assert len(OF_ACCOUNTS) // 3 < filled["A-03"] < filled["A-05"] < len(OF_ACCOUNTS) - 1
    assert filled["A-11"] <= 1
    assert filled["A-13"] == 0
    assert filled["A-14"] <= 1


def test_vendors_prospect_and_lost_account_are_there_too(portfolio: Portfolio) -> None:
    assert {account.tier for account in portfolio.accounts} == set(Tier)
    assert {account.status for account in portfolio.accounts} == {"Active", "Prospect", "Lost"}


def test_every_quadrant_holds_an_account_and_three_accounts_have_no_place(review: Review) -> None:
    quadrants = {account_id: scored.placement.quadrant for account_id, scored in review.scores.accounts.items()}
    assert set(quadrants.values()) == {*Quadrant, None}
    assert [account_id for account_id, found in quadrants.items() if found is None] == ["A-11", "A-13", "A-14"]


def test_remarks_stand_for_all_three_packs(portfolio: Portfolio) -> None:
    assert {remark.pack for remark in portfolio.rows(Remark)} == set(NarrativePack)


def test_the_programme_is_answered_with_gaps_and_remembered_over_two_quarters(portfolio: Portfolio) -> None:
    assert all(item.answer for item in portfolio.rows(ChecklistItem))
    assert [item.item_id for item in portfolio.rows(FrameworkItem) if item.score is None] == ["PE5"]
    assert [one.milestone_id for one in portfolio.rows(Milestone) if one.planned_end is None] == []
    assert all(question.answer for question in portfolio.rows(ProgrammeQuestion))
    lines = [line for line in portfolio.rows(HistoryLine) if line.axis == PROGRAMME_AXIS]
    older, newer = (line.raw for line in lines if line.criterion_id == "FRAMEWORK")
    assert isinstance(older, float)
    assert isinstance(newer, float)
    assert older < newer


@pytest.mark.parametrize(
    ("code", "account_id"),
    [
        ("K210", "A-08"),  # the evidence is better than what is declared
        ("K303", "A-02"),  # roles without a name
        ("K406", "A-02"),  # a forecast that lapsed
        ("K408", "A-09"),  # a wallet nobody has looked at
        ("K502", "A-02"),  # an objective nobody works on
        ("K503", "A-02"),  # a need nobody answers
        ("K506", "A-03"),  # a claim against the figures
        ("K507", "A-03"),  # a promise nobody measures
        ("K508", "A-01"),  # a question nobody answered
        ("K707", "A-08"),  # a quadrant without the plan for it
    ],
)
def test_it_shows_what_kamreport_finds_on_optional_sheets(review: Review, code: str, account_id: str) -> None:
    assert (code, account_id) in {(finding.rule.code, finding.account_id) for finding in review.findings}


def test_claims_and_data_disagree_in_places(review: Review) -> None:
    found = {finding.rule.code for finding in review.findings}
    assert {"K801", "K803"} <= found
