"""The packs of the full example: what managers wrote is printed where it belongs, in words and on few pages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from kamreport import run
from kamreport.model import Account
from kamreport.model import Remark as Written
from kamreport.model.lists import PLAN_STEPS, NarrativeKind, NarrativePack
from kamreport.rendering import render
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio.document import portfolio_document
from kamreport.rendering.views.programme.document import programme_document
from kamreport.results import Review
from kamreport.shipped import workbook_templates

FILLED, HALF_FILLED, CORE_ONLY, VENDOR = "A-01", "A-03", "A-14", "A-10"


@cache
def review() -> Review:
    return run.prepare(workbook_templates() / run.FULL_EXAMPLE)


@cache
def document(account_id: str) -> Document:
    return account_document(review(), next(one for one in review().portfolio.accounts if one.account_id == account_id))


@cache
def words(account_id: str) -> str:
    html = Pages().print_html(document(account_id))
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def packs() -> list[tuple[NarrativePack, str | None, Document]]:
    return [
        (NarrativePack.ACCOUNT, FILLED, document(FILLED)),
        (NarrativePack.PORTFOLIO, None, portfolio_document(review())),
        (NarrativePack.PROGRAMME, None, programme_document(review())),
    ]


@pytest.mark.parametrize(("pack", "account_id", "made"), packs(), ids=lambda one: str(one)[:9])
def test_a_comment_stands_in_its_section(pack: NarrativePack, account_id: str | None, made: Document) -> None:
    written = [
        (row.section, row.text)
        for row in review().portfolio.rows(Written)
        if row.kind is NarrativeKind.COMMENTARY and (row.pack, row.account_id) == (pack, account_id)
    ]
    assert written
    assert sorted((one.code, remark.text) for one in made.sections for remark in one.commentary) == sorted(written)
    html = Pages().print_html(made)
    assert html.count('class="commentary"') == len(written)


@pytest.mark.parametrize(
    ("made", "lesson"),
    [
        (lambda: document(FILLED), "bring finance in at the start"),
        (lambda: portfolio_document(review()), "Growth without a margin is not growth"),
    ],
)
def test_lessons_stand_on_the_first_page(made: object, lesson: str) -> None:
    first = made().sections[0]  # type: ignore[operator] # one of the two above
    assert lesson in first.lessons[0].text


def test_plan_steps_are_told_by_their_names() -> None:
    plan = next(one for one in document(FILLED).sections if one.code == "Q13")
    assert plan.steps.note == f"Under way: {PLAN_STEPS['N8']}; {PLAN_STEPS['N9']}."  # type: ignore[attr-defined] # Q13 is Plan
    assert len(PLAN_STEPS) == 9 + 7


def test_what_it_is_worth_to_both_sides_and_since_when_is_told() -> None:
    text = words(FILLED)
    assert "Value to them Nine stops avoided a year and a third less stock." in text
    assert "Value to us A partner to develop the next drive family with." in text
    assert "Joint business case agreed 12 Feb 2026" in text
    assert "Change management Their design office moves" in text
    assert "Serves our strategy: Grow with machine builders; A tenth of revenue from digital by 2028." in text


@pytest.mark.parametrize("account_id", ["A-01", "A-02", "A-03"])
def test_no_reader_is_told_a_code_of_ours(account_id: str) -> None:
    told, _, _ = words(account_id).rpartition("Where the figures come from")
    assert not re.search(r"\bAR\d\b|(?<![!:])\bN\d\b|wallet_growth|_12m", told)


def test_an_industry_called_other_is_no_kind_of_account() -> None:
    assert "Pellworth Mining is a large account in Asia Pacific, with us" in words(CORE_ONLY)
    assert "is an enterprise machinery account in Europe" in words(FILLED)


@pytest.mark.parametrize(
    ("account_id", "most"), [(FILLED, 12), (HALF_FILLED, 12), (CORE_ONLY, 6), (VENDOR, 4)], ids=str
)
def test_a_pack_is_as_long_as_there_is_to_tell(account_id: str, most: int, tmp_path: Path) -> None:
    """Pages up to the list of cells; that list takes two at most."""
    made = render(review(), ["account"], folder=tmp_path, html=False, accounts=[account_id])
    (pdf,) = made.paths("pdf")
    book = pypdfium2.PdfDocument(pdf)
    (sources,) = [
        one.get_dest().get_index() + 1 for one in book.get_toc() if one.get_title() == "Where the figures come from"
    ]
    assert sources <= most
    assert len(book) - sources <= 2
    first = book[0].get_textpage().get_text_range()
    assert "Source: Results, Accounts, Revenue, Actions" in first, "the summary ends on page 1"


def test_every_account_that_is_scored_has_a_pack() -> None:
    accounts = [one for one in review().portfolio.rows(Account) if one.is_scored]
    assert len(accounts) == 13
    assert all(account_document(review(), one).sections for one in accounts)
