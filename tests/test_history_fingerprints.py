"""Fingerprints see what is said, not how it is arranged (KAM.md §13.4, §17.6)."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import in_force, made

from kamreport.cells import RowRef
from kamreport.findings import Severity
from kamreport.history import definition_fingerprint, input_fingerprint, model_fingerprint, review_id
from kamreport.model import (
    Account,
    AccountRatings,
    Anchor,
    Band,
    Criterion,
    ListValue,
    Portfolio,
    Revenue,
    Settings,
    Wallet,
)
from kamreport.model.lists import AccountStatus, Axis, Direction, Method, Tier
from kamreport.results.written import ScoreHistory
from kamreport.schema.kinds import NOT_APPLICABLE

SETTINGS = in_force(period_end=dt.date(2026, 3, 31), currency="EUR")


def account(account_id: str, tier: Tier = Tier.VENDOR) -> Account:
    return made(
        Account,
        account_id=account_id,
        name=f"Account {account_id}",
        status=AccountStatus.ACTIVE,
        is_key=False,
        manager_id="P-01",
        tier=tier,
    )


def quarter(account_id: str, month: int, revenue: float) -> Revenue:
    return made(Revenue, account_id=account_id, period_end=dt.date(2026, month, 28), revenue=revenue)


def ratings(**grades: object) -> AccountRatings:
    return made(AccountRatings, account_id="KA-001", grades=grades)


def criterion(**said: object) -> Criterion:
    known: dict[str, object] = {
        "criterion_id": "A2",
        "name": "Present revenue",
        "axis": Axis.ATTRACTIVENESS,
        "weight": 15.0,
        "method": Method.BAND,
        "direction": Direction.HIGHER,
        "measure": "revenue_share",
    }
    return made(Criterion, **(known | said))


def band(start: float | None, end: float | None, score: float) -> Band:
    return made(Band, criterion_id="A2", start=start, end=end, score=score)


ROWS: dict[type, list[object]] = {
    Account: [account("KA-001"), account("KA-002", Tier.PARTNER)],
    Revenue: [quarter("KA-001", 1, 10.0), quarter("KA-001", 2, 0.0), quarter("KA-002", 1, 7.5)],
    AccountRatings: [ratings(A1=4, A4=NOT_APPLICABLE)],
    Criterion: [criterion(), criterion(criterion_id="R3", axis=Axis.STRENGTH)],
    Band: [band(None, 0.05, 10.0), band(0.05, None, 100.0)],
}
PORTFOLIO = Portfolio(SETTINGS, ROWS)


def both(portfolio: Portfolio) -> tuple[str, str]:
    return input_fingerprint(portfolio), model_fingerprint(portfolio)


@given(seed=st.integers(0, 10_000))
def test_sorting_rows_changes_no_fingerprint(seed: int) -> None:
    shuffled = {record: random.Random(seed).sample(rows, len(rows)) for record, rows in ROWS.items()}  # noqa: S311 - no secret
    assert both(Portfolio(SETTINGS, shuffled)) == both(PORTFOLIO)


def test_moving_rows_to_other_places_changes_no_fingerprint() -> None:
    moved = [replace(row, origin=RowRef("Accounts", 90, {"account_id": 7})) for row in PORTFOLIO.accounts]
    assert both(PORTFOLIO.with_rows({Account: moved})) == both(PORTFOLIO)


def test_an_optional_sheet_without_rows_counts_as_absent() -> None:
    assert both(PORTFOLIO.with_rows({Wallet: []})) == both(PORTFOLIO)


def test_written_sheets_anchors_and_lists_do_not_count() -> None:
    others: dict[type, list[object]] = {
        ScoreHistory: [made(ScoreHistory, review_id="x", period_end=dt.date(2025, 1, 31), account_id="a")],
        Anchor: [made(Anchor, criterion_id="A1", rating=1, description="shrinks")],
        ListValue: [made(ListValue, list_name="Region", value="North")],
    }
    assert both(PORTFOLIO.with_rows(others)) == both(PORTFOLIO)


def test_another_revenue_changes_the_inputs_and_not_the_model() -> None:
    changed = PORTFOLIO.with_rows({Revenue: [*PORTFOLIO.rows(Revenue)[1:], quarter("KA-001", 1, 10.5)]})
    assert input_fingerprint(changed) != input_fingerprint(PORTFOLIO)
    assert model_fingerprint(changed) == model_fingerprint(PORTFOLIO)


@pytest.mark.parametrize(
    "changed",
    [
        PORTFOLIO.with_rows({Criterion: [criterion(weight=20.0)]}),
        PORTFOLIO.with_rows({Band: [band(None, 0.04, 10.0), band(0.04, None, 100.0)]}),
        Portfolio(replace(SETTINGS, cut_a=55.0), ROWS),
        Portfolio(replace(SETTINGS, severities={"K212": Severity.NOTE}), ROWS),
    ],
    ids=["a weight", "a band", "a cut", "a lowered severity"],
)
def test_another_model_leaves_the_inputs_alone(changed: Portfolio) -> None:
    assert model_fingerprint(changed) != model_fingerprint(PORTFOLIO)
    assert input_fingerprint(changed) == input_fingerprint(PORTFOLIO)


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, period_end=dt.date(2026, 6, 30)),
        replace(SETTINGS, as_of=dt.date(2026, 4, 14)),
        replace(SETTINGS, company_revenue_12m=50e6),
    ],
    ids=["Period end", "As-of date", "Company revenue"],
)
def test_what_is_reviewed_is_input_and_how_it_is_judged_is_model(settings: Settings) -> None:
    changed = Portfolio(settings, ROWS)
    assert input_fingerprint(changed) != input_fingerprint(PORTFOLIO)
    assert model_fingerprint(changed) == model_fingerprint(PORTFOLIO)


def test_blank_na_and_zero_are_three_different_inputs() -> None:
    blank, not_applicable = ratings(A4=4), ratings(A1=NOT_APPLICABLE, A4=4)
    no_orders, unknown_orders = replace(quarter("KA-001", 1, 1.0), orders=0), quarter("KA-001", 1, 1.0)
    seen = {
        input_fingerprint(PORTFOLIO.with_rows({AccountRatings: [grades], Revenue: [row]}))
        for grades in (blank, not_applicable)
        for row in (no_orders, unknown_orders)
    }
    assert len(seen) == 4


def test_two_rows_of_one_key_count_as_two() -> None:
    twice = PORTFOLIO.with_rows({Account: [*PORTFOLIO.accounts, PORTFOLIO.accounts[0]]})
    assert input_fingerprint(twice) != input_fingerprint(PORTFOLIO)


def test_a_review_is_named_by_its_period_end_and_its_inputs() -> None:
    assert review_id(dt.date(2026, 3, 31), "0123456789abcdef") == "2026-03-31-012345"


def test_a_definition_knows_method_measure_direction_goalposts_and_bands() -> None:
    bands = [band(None, 0.05, 10.0), band(0.05, None, 100.0)]
    said = definition_fingerprint(criterion(), bands)
    others = [
        definition_fingerprint(criterion(method=Method.LINEAR), bands),
        definition_fingerprint(criterion(measure="revenue_growth"), bands),
        definition_fingerprint(criterion(direction=Direction.LOWER), bands),
        definition_fingerprint(criterion(low=0.0), bands),
        definition_fingerprint(criterion(high=1.0), bands),
        definition_fingerprint(criterion(), bands[1:]),
        definition_fingerprint(criterion(), [bands[0], band(0.05, None, 90.0)]),
    ]
    assert len({said, *others}) == 8


def test_a_definition_knows_neither_weight_nor_name_nor_the_order_of_bands() -> None:
    bands = [band(None, 0.05, 10.0), band(0.05, None, 100.0)]
    assert definition_fingerprint(criterion(), bands) == definition_fingerprint(
        criterion(weight=99.0, name="Revenue today"), bands[::-1]
    )


def test_zero_has_no_sign_and_so_no_two_fingerprints() -> None:
    """Excel shows both as 0, and rows in another order are the same rows."""
    plus, minus = (
        Portfolio(SETTINGS, {Revenue: (quarter("KA-001", 3, zero), quarter("KA-002", 3, 0.0))}) for zero in (0.0, -0.0)
    )
    assert input_fingerprint(plus) == input_fingerprint(minus)
