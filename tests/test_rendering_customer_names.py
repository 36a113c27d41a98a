"""No pack for a customer gives another customer's name away, however it is typed (KAM.md §14.3, Never)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from marked_review import OWN
from packed_full import full_review

from kamreport.model import Account, Remark
from kamreport.rendering import render
from kamreport.rendering.outcome import Outcome
from kamreport.results import Review

SHARED = "The pharmacy pilot beat its target."
"""A Shared sentence about the account, which is to name others."""


@pytest.mark.parametrize(
    "said",
    [
        "Aurelia Foods did the same",
        "aurelia   foods\ndid the same",
        "Aurelia\u00a0Foods did the same",
        "Aurelia\u200bFoods did the same",
        "Au\u00adrelia Foods did the same",
        "the Aurelia-Foods way",
        "We did it in Aurelia Foods' plants",
        "in Aurelia Foodss Werk",
    ],
)
def test_an_account_named_in_a_shared_row_of_another_is_not_given_away(said: str, tmp_path: Path) -> None:
    outcome = outcome_of(saying(said), tmp_path)
    assert outcome.files == ()
    (finding,) = outcome.findings
    assert "names another account, Aurelia Foods" in finding.message
    assert finding.where.sheet == "Narrative"


@pytest.mark.parametrize("said", ["Aurelia Foodservice did", "Neoaurelia Foods did", "Aurelia sells foods"])
def test_words_that_only_hold_the_letters_of_a_name_stop_nothing(said: str, tmp_path: Path) -> None:
    assert len(outcome_of(saying(said), tmp_path).files) == 1


def test_a_name_within_ones_own_name_stops_a_pack_only_where_it_stands_alone(tmp_path: Path) -> None:
    within = own_name().split()[0]
    assert within != own_name()
    assert len(outcome_of(saying(f"{own_name()} did the same", other=within), tmp_path).files) == 1
    (finding,) = outcome_of(saying(f"{within} did the same", other=within), tmp_path).findings
    assert f"names another account, {within}" in finding.message


def test_two_accounts_of_one_name_do_not_stop_each_other(tmp_path: Path) -> None:
    assert len(outcome_of(saying(f"{own_name()} did the same", other=own_name()), tmp_path).files) == 1


def saying(text: str, *, other: str = "Aurelia Foods") -> Review:
    """A review whose account may have a pack, with this Shared text, and Aurelia Foods beside it by this name."""
    review = changed(full_review(), Remark, lambda row: replace(row, text=text) if row.text == SHARED else row)
    review = changed(review, Account, lambda row: replace(row, name=other) if row.name == "Aurelia Foods" else row)
    return changed(review, Account, lambda row: replace(row, customer_pack=row.account_id == OWN))


def changed(review: Review, record: type, change: Callable[[Any], Any]) -> Review:
    """The review with the rows of one sheet changed."""
    before: tuple[Any, ...] = review.portfolio.rows(record)
    rows = [change(row) for row in before]
    return replace(review, portfolio=review.portfolio.with_rows({record: rows}))


def own_name() -> str:
    """The name of the account whose pack it is."""
    own = full_review().portfolio.account(OWN)
    assert own is not None
    return own.name


def outcome_of(review: Review, folder: Path) -> Outcome:
    """What comes of the account's pack for its customer."""
    return render(review, ["customer"], folder=folder, pdf=False, accounts=[OWN])
