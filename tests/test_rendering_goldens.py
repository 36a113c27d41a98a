"""What each section says, kept word for word: one file per section, rewritten by ``pytest --update``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from packed import second_review

from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio.document import portfolio_document

FOLDER = Path(__file__).parent / "golden" / "sections"


def sections(document: Document) -> dict[str, str]:
    """The HTML of each section by its place; the masthead with its fingerprint is no section."""
    html = Pages().print_html(document)
    return {
        found[1]: found[0] + "\n"
        for found in re.finditer(r'<section class="section" id="(\w+)">.*?</section>', html, re.DOTALL)
    }


@cache
def every_section() -> dict[str, str]:
    review = second_review()
    return {
        **sections(account_document(review, review.portfolio.accounts[0])),
        **{
            f"portfolio-{key}" if key == "unfilled" else key: html
            for key, html in sections(portfolio_document(review)).items()
        },
    }


@pytest.mark.parametrize("name", sorted(every_section()))
def test_a_section_says_what_it_said(name: str, update: bool) -> None:
    html, file = every_section()[name], FOLDER / f"{name}.html"
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    assert file.exists(), "run pytest --update, then read what it wrote"
    assert html == file.read_text(encoding="utf-8")


def test_no_golden_is_left_of_a_section_that_is_gone() -> None:
    assert {file.stem for file in FOLDER.glob("*.html")} == set(every_section())
