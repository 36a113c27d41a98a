"""Packs of hostile texts come out: nothing is executed, fetched, cut off or overwritten, and no box is left unexplained."""

from __future__ import annotations

import re
import subprocess
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from books import book
from hostile_review import MARKUP, NAMES, hostile_review
from page import ValidationProfile, validate_pdf_bytes
from playwright.sync_api import Browser, Dialog, Page

from kamreport.rendering import Outcome, render
from kamreport.rendering.fitting import MOST, brief, cleaned, fit, headline
from kamreport.rendering.pages import Pages
from kamreport.rendering.press import Press
from kamreport.rendering.unshown import MARK, signs_without_font, with_marks
from kamreport.run import review_of

EDGE = 18 / 25.4 * 72 - 2
UNKNOWN = "\U0010ff00"
"""A character for private use that no font has."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    folder = tmp_path_factory.mktemp("hostile")
    return render(hostile_review(), ["account", "portfolio", "customer"], folder=folder, accounts=["KA-001"], workers=1)


def test_every_pack_comes_out_in_both_forms(made: Outcome) -> None:
    assert [one.path.name for one in made.files] == [
        "KA-001-con.html",
        "KA-001-con.pdf",
        "portfolio.html",
        "portfolio.pdf",
        "con-business-review.html",
        "con-business-review.pdf",
    ]
    assert {finding.rule.code for finding in made.findings} <= {"R101", "R103", "R206"}


def test_accounts_of_every_name_get_files_of_their_own(tmp_path: Path) -> None:
    outcome = render(hostile_review(), ["account", "customer"], folder=tmp_path, pdf=False, workers=1)
    names = [one.path.name.casefold() for one in outcome.files]
    refused = [finding for finding in outcome.findings if finding.rule.code == "R102"]
    assert len(refused) <= 1, "one account has nothing to show"
    assert len(set(names)) == len(names) == 2 * len(NAMES) - len(refused)
    assert all(len(name) < 100 for name in names)
    assert {one.path.parent for one in outcome.files} == {tmp_path}


def test_markup_is_printed_as_it_was_typed(made: Outcome) -> None:
    html = "".join(path.read_text(encoding="utf-8") for path in made.paths("html"))
    said = unescape(html).replace("\u200b", "")
    assert "{{ 7 * 7 }}" in said
    assert all(text in said for text in MARKUP)
    for tag in ("<script>alert", "<img src=x", "<base href", "<object data", "<link rel=attachment", "onmouseover='"):
        assert tag not in re.sub(r"<script>\W", "", html)


def test_nothing_of_it_is_alive_in_the_pdf(made: Outcome) -> None:
    for path in made.paths("pdf"):
        document = pypdfium2.PdfDocument(path)
        assert document.count_attachments() == 0
        opened = path.with_suffix(".qdf")
        subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, opened], check=True, timeout=60)
        content = opened.read_bytes()
        for alive in (b"/URI", b"/Launch", b"/JavaScript", b"/JS ", b"/EmbeddedFile", b"/GoToR"):
            assert alive not in content, (path.name, alive)


def test_nothing_runs_over_the_edge_of_a_page(made: Outcome) -> None:
    wrong = []
    for path in made.paths("pdf"):
        for number, sheet in enumerate(pypdfium2.PdfDocument(path), start=1):
            width, text = sheet.get_size()[0], sheet.get_textpage()
            for position in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(position)
                if left < EDGE or right > width - EDGE:
                    wrong.append((path.name, number, text.get_text_bounded(left, bottom, right, top)[:40]))
    assert not wrong


def test_characters_without_a_font_are_named_with_their_cells(made: Outcome) -> None:
    found = [finding for finding in made.findings if finding.rule.code == "R206"]
    for finding in found:
        assert re.search(r"U\+[0-9A-F]{4,}", finding.message)
        assert finding.where.row
    for path in made.paths("pdf"):
        text = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(path))
        assert (MARK in text) == bool(found)


SMALL = f"""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier |
|---|---|---|---|---|---|
| KA-001 | Northwind | Active | Yes | P-01 | Vendor |
## Actions
| Action ID | Account ID | Action | Owner | Due | Status |
|---|---|---|---|---|---|
| AC-01 | KA-001 | Send {UNKNOWN}{UNKNOWN} the forecast | P-01 | 2026-04-20 | Not started |
"""


def test_an_account_with_a_character_that_no_font_has_gets_a_mark_and_a_finding(tmp_path: Path) -> None:
    review = review_of(book(SMALL))
    outcome = render(review, ["account"], folder=tmp_path, html=False, workers=1)
    (finding,) = [one for one in outcome.findings if one.rule.code.startswith("R2")]
    assert (finding.rule.code, finding.account_id, str(finding.where)) == ("R206", "KA-001", "Actions!C2")
    assert "U+10FF00" in finding.message
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(outcome.paths("pdf")[0]))
    assert f"Send {MARK} the forecast" in text, "one mark for any number of them in a row"
    again = render(review, ["account"], folder=tmp_path, html=False, workers=1)
    assert finding in again.findings, "a pack that is not made again says again what was said of it"


def test_a_character_for_private_use_is_never_drawn_whatever_a_font_has_for_it(tmp_path: Path) -> None:
    bullets = "\uf0b7\ue000\uf0a7"
    review = review_of(book(SMALL.replace(UNKNOWN, bullets)))
    outcome = render(review, ["account"], folder=tmp_path, html=False, workers=1, archive=True)
    (finding,) = [one for one in outcome.findings if one.rule.code.startswith("R2")]
    assert all(f"U+{ord(sign):04X}" in finding.message for sign in bullets)
    content = outcome.paths("pdf")[0].read_bytes()
    failures = validate_pdf_bytes(content, profile=ValidationProfile.PDF_A_3A).failures
    assert not [one.rule_id for one in failures if "STREAM-LENGTH" not in one.rule_id]


def test_latin_greek_and_cyrillic_need_no_other_font() -> None:
    press = Press(Pages(), "A4")
    html = "<!doctype html><html lang='en'><head><title>t</title></head><body><p>Ærøskøbing Łódź Ελλάδα Москва – „€“ ≤ → ✓</p></body></html>"
    assert press.pdf(html) is not None
    assert signs_without_font(press.log) == ""
    assert press.log == ()


def test_titles_and_descriptions_that_are_not_drawn_keep_their_characters() -> None:
    page = f"<title>a {UNKNOWN}</title><p title='{UNKNOWN}'>b {UNKNOWN} {UNKNOWN}c</p><desc>{UNKNOWN}</desc>"
    assert with_marks(page, UNKNOWN) == (
        f"<title>a {UNKNOWN}</title><p title='{MARK}'>b {MARK}c</p><desc>{UNKNOWN}</desc>"
    )


def test_signs_that_turn_words_around_are_dropped() -> None:
    assert cleaned("a\u202eb\u2066c\x00d\x07e\x1bf\ng") == "abcdef\ng"


def test_long_words_may_break_and_others_stay_whole() -> None:
    assert cleaned("x" * 40) == "x" * 40
    assert cleaned("x" * 45) == "\u200b".join(["x" * 12] * 3 + ["x" * 9])


def test_a_long_text_is_cut_at_a_word_and_points_to_its_cell(made: Outcome) -> None:
    html = made.paths("html")[0].read_text(encoding="utf-8")
    assert re.search(r" … \(shortened; all of it stands in (?:\w+|&#39;[\w ]+&#39;)![A-Z]+\d+\)", html)
    assert fit("word " * 200) == ("word " * (MOST // 5)).rstrip() + " …"
    assert len(brief("word " * 200)) < 90


def test_on_a_phone_nothing_moves_loads_or_asks(made: Outcome, browser: Browser) -> None:
    for path in made.paths("html"):
        page = browser.new_page(viewport={"width": 400, "height": 800})
        said = heard(page)
        page.goto(path.as_uri())
        page.wait_for_timeout(200)
        assert [one for one in said if one != path.as_uri() and not one.startswith("data:font/")] == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
        page.close()


def heard(page: Page) -> list[str]:
    """What a page asks for, says on the console, or shows in a dialog, from now on."""
    said: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    return said


def test_a_heading_leaves_no_short_word_alone_on_its_last_line() -> None:
    held = "\N{NO-BREAK SPACE}"
    assert headline("Brevanta and Auvrel lead by priority") == f"Brevanta and Auvrel lead by{held}priority"
    assert headline("Revenue of Donaudampfschifffahrt") == "Revenue of Donaudampfschifffahrt"
    assert headline("Alone") == "Alone"
    assert headline("") == ""
