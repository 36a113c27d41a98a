"""Staged use: whichever optional sheets are there, every pack is built, and what is empty names its sheet."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packed_full import FULL, SHEETS, review_with

from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio.document import portfolio_document

FED_BY = {
    "Q05": ("Value delivered",),
    "Q06": ("Commitments", "Feedback", "Events"),
    "Q10": ("Needs", "Questions", "Profile"),
    "Q11": ("White space", "Wallet"),
    "Q12": ("SWOT", "Competitors"),
}
"""Sections with the sheets any of which makes them appear."""
ASKS = {
    "Q03": ("Profile",),
    "Q05": ("Value delivered",),
    "Q06": ("Commitments", "Feedback"),
    "Q10": ("Needs",),
    "Q11": ("White space", "Wallet"),
    "Q12": ("SWOT",),
    "Q13": ("Objectives",),
    "Q15": ("Account team",),
}
"""Sections with the sheets they ask for while these are absent."""


def line_of(document: Document, code: str) -> str:
    found = [one.empty for one in document.sections if one.code == code]
    found += [one.line for one in document.unfilled if one.code == code]
    (line,) = found
    return line


@given(st.sets(st.sampled_from(SHEETS)))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_subset_of_optional_sheets_gives_every_pack(titles: set[str]) -> None:
    if "White space" in titles:
        titles = titles | {"Offerings"}
    review = review_with(titles)
    for one in review.portfolio.accounts:
        html = Pages().html(account_document(review, one))
        assert html.rstrip().endswith("</html>")
    document = account_document(review, next(one for one in review.portfolio.accounts if one.name == FULL))
    codes = {one.code for one in document.sections}
    assert codes | {one.code for one in document.unfilled} == {f"Q{number:02}" for number in range(1, 18)}
    for code, sheets in FED_BY.items():
        assert (code in codes) == any(title in titles for title in sheets), (code, titles)
    for code, sheets in ASKS.items():
        for title in sheets:
            if title not in titles:
                assert title in line_of(document, code), (code, title)
    text = re.sub(r"<[^>]+>", " ", Pages().html(portfolio_document(review)))
    assert ("Fill White space or Opportunities." in text) == (not titles & {"White space", "Opportunities"})


@pytest.mark.parametrize("title", SHEETS)
def test_each_optional_sheet_can_be_the_only_one(title: str) -> None:
    review = review_with([title])
    for one in review.portfolio.accounts[:2]:
        assert len(Pages().html(account_document(review, one))) > 1000
    portfolio_document(review)
