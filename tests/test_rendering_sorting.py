"""The HTML edition in a browser: dates sorted by day in every language, and what the browser's own print makes of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from packed import second_review
from playwright.sync_api import Browser

from kamreport.rendering import formats
from kamreport.rendering.language import speaking
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.shipped import report_templates

DAYS = [dt.date(2026 + month // 12, month % 12 + 1, day) for month, day in enumerate((5, 28) * 9)]
"""Of each month, across years, early and late ones, in order."""


LOOKS = """all => all.map(one => (({ verticalAlign, textIndent, borderTopWidth, backgroundColor, paddingLeft }) =>
  [verticalAlign, textIndent, borderTopWidth, backgroundColor, paddingLeft].join(" "))(getComputedStyle(one)))"""
"""How each button is set into the words around it."""


@pytest.mark.parametrize("code", ["en", "en-US", "en-CA", "en-AU", "en-ZA", "de", "de-AT", "de-CH"])
def test_dates_are_sorted_by_day_as_each_language_writes_them(browser: Browser, code: str) -> None:
    with speaking(code):
        told = [formats.date(day) for day in DAYS]
    rows = "".join(f"<tr><td>{one}</td></tr>" for one in (*told[1::2], *told[::2]))
    script = (report_templates() / "tables.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.set_content(
        f'<html lang="{code}"><div class="table-room"><table><thead><tr><th>Day</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div><script>{script}</script></html>"
    )
    page.get_by_role("button").click()
    assert page.locator("td").all_inner_texts() == told
    page.close()


def test_what_the_browser_prints_looks_like_paper_and_not_like_buttons(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "pack.html"
    review = second_review()
    path.write_text(Pages().html(account_document(review, review.portfolio.accounts[0])), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    on_screen = page.locator("main button").evaluate_all(LOOKS)
    page.emulate_media(media="print")
    on_paper = page.locator("main button").evaluate_all(LOOKS)
    assert page.locator(".sort").count() > 20
    assert page.locator(".remarks .evident").count() > 3
    assert on_paper == on_screen
    page.close()
