"""A strength measured against the strongest competitor, as the account pack shows it (KAM.md §5.8)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.account.place import Reasons
from kamreport.results import Review
from kamreport.run import FULL_EXAMPLE, prepare
from kamreport.shipped import workbook_templates


@cache
def review() -> Review:
    """The full example in Relative mode."""
    book = openpyxl.load_workbook(workbook_templates() / FULL_EXAMPLE)
    for row in book["Settings"].iter_rows(min_row=2):
        if row[0].value == "Strength mode":
            row[1].value = "Relative"
    with TemporaryDirectory() as folder:
        book.save(Path(folder) / "relative.xlsx")
        return prepare(Path(folder) / "relative.xlsx")


def reasons(account_id: str) -> Reasons:
    account = review().portfolio.account(account_id)
    assert account is not None
    document = account_document(review(), account)
    assert Pages().html(document)
    (found,) = [section for section in document.sections if isinstance(section, Reasons)]
    return found


def test_both_ratings_stand_side_by_side_and_what_is_measured_does_not_count() -> None:
    attractiveness, strength = reasons("A-01").figures
    assert attractiveness.caption == "Account attractiveness 85.0"
    assert strength.caption == "Relative business strength 67.3"
    assert strength.note == (
        "Against Torqo Motion, on 100% of the rated weight. Ratings are weighed, ours to theirs: parity gives 50 points."
    )
    (told,) = re.findall(r"<desc>(.*?)</desc>", strength.chart)
    assert told == (
        "Relationship strength: 77.8, not counted; Share of wallet: 99.0, not counted; Renewal outlook: 5 against 3; "
        "Fit of offers against competitors: 4 against 3; Chance to win now and grow later: 4 against 4; "
        "Satisfaction: 85.0, not counted."
    )
    assert {cell.sheet for cell in strength.evidence} >= {"Ratings", "Competitor ratings"}


def test_no_quadrant_is_called_uncertain_for_data_that_are_not_missing() -> None:
    account = review().portfolio.account("A-01")
    assert account is not None
    html = Pages().html(account_document(review(), account))
    assert "not certain" not in html


def test_without_a_competitor_s_ratings_there_is_no_comparison() -> None:
    assert [figure.caption for figure in reasons("A-05").figures] == ["Account attractiveness 65.0"]
