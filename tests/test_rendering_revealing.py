"""What a figure reveals on screen: by click without any script, by keyboard in passing, never on paper."""

from __future__ import annotations

import base64
import hashlib
import html as markup
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from packed import second_review
from packed_full import full_review
from playwright.sync_api import Browser, Locator, Page

from kamreport.cells import column_letters, column_number
from kamreport.rendering.addresses import areas, name_cells
from kamreport.rendering.evidence import appendix, printed_in
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio.document import portfolio_document

BUTTON = re.compile(r'<button type="button" class="evident" popovertarget="([^"]+)">(.*?)</button>', re.DOTALL)
OPENED = re.compile(r'<div popover class="from" id="([^"]+)">(.*?)</div>', re.DOTALL)


@cache
def documents() -> tuple[Document, ...]:
    full, core = full_review(), second_review()
    return (
        account_document(full, full.portfolio.accounts[0]),
        account_document(core, core.portfolio.accounts[0]),
        portfolio_document(full),
    )


each_document = pytest.mark.parametrize("document", documents(), ids=["full account", "core account", "portfolio"])


@each_document
def test_every_figure_opens_something_that_names_its_cells(document: Document) -> None:
    page = Pages().html(document)
    buttons, opened = BUTTON.findall(page), dict(OPENED.findall(page))
    assert len(buttons) > 100
    assert {key for key, _ in buttons} == opened.keys()
    assert all(re.search(r'<p class="from-cells">\S', inside) for inside in opened.values())


@each_document
def test_no_figure_of_a_tile_fact_or_table_is_without_its_button(document: Document) -> None:
    page = Pages().html(document)
    shown = {" ".join(markup.unescape(text).split()) for _, text in BUTTON.findall(page)}
    figures = {
        one.text
        for section in document.sections
        for one in printed_in(section)
        if one.is_figure and one.evidence and one.name != "Heading"
    }
    assert figures <= shown


@each_document
def test_paper_has_no_button_and_nothing_to_open(document: Document) -> None:
    printed = Pages().print_html(document)
    assert "popover" not in printed
    assert "<button" not in printed
    assert "<script" not in printed


@each_document
def test_the_appendix_lists_the_cells_of_every_figure(document: Document) -> None:
    lines = [line for part in appendix(document, most=10_000) for line in part.lines]
    listed = {cell for line in lines for cell in spelled(line.cells)}
    printed = [one for section in document.sections for one in printed_in(section) if one.is_figure or one.is_picture]
    assert listed == {str(cell) for one in printed for cell in one.evidence}
    assert len(lines) < len(printed) * 0.7


def spelled(cells: str) -> Iterator[str]:
    """Each cell of a line, spelled with its sheet."""
    for part in cells.split("; "):
        sheet, _, ranges = part.rpartition("!")
        for one in ranges.split(", ") if sheet else ():
            first, last = (one.split(":") * 2)[:2]
            (left, top), (right, bottom) = corner(first), corner(last)
            for column in range(left, right + 1):
                yield from (f"{sheet}!{column_letters(column)}{row}" for row in range(top, bottom + 1))
        if not sheet:
            yield part


def corner(cell: str) -> tuple[int, int]:
    """Column and row of a cell as it is spelled."""
    letters = cell.rstrip("0123456789")
    return column_number(letters), int(cell.removeprefix(letters))


def test_a_pack_that_reveals_nothing_names_no_cell_in_any_byte() -> None:
    document = replace(documents()[0], reveals=False)
    for page in (Pages().html(document), Pages().print_html(document)):
        assert "<div popover" not in page
        assert "Where the figures come from" not in page
        assert 'class="evident"' not in page


@each_document
def test_the_page_may_run_the_script_it_carries_and_reach_nothing(document: Document) -> None:
    page = Pages().html(document)
    (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    assert f"script-src 'sha256-{digest}'" in markup.unescape(policy)
    assert policy.startswith(markup.escape("default-src 'none'").replace("&#x27;", "&#39;"))


def test_areas_are_joined_across_columns_and_the_rest_is_counted() -> None:
    cells = [cell for one in documents()[0].sections for p in printed_in(one) for cell in p.evidence]
    assert sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in areas(cells)) == len(set(cells))
    assert name_cells([]) == ""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("revealing") / "account.html"
    path.write_text(Pages().html(documents()[0]), encoding="utf-8")
    return path


@contextmanager
def opened(browser: Browser, path: Path, *, size: tuple[int, int] = (1366, 768), script: bool = True) -> Iterator[Page]:
    context = browser.new_context(
        offline=True, viewport={"width": size[0], "height": size[1]}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()


def revenue(page: Page) -> Locator:
    return page.locator(".tile button.evident", has_text="€486k")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_click_opens_a_figure_and_escape_closes_it(browser: Browser, page_file: Path, script: bool) -> None:
    with opened(browser, page_file, script=script) as page:
        revenue(page).click()
        shown = page.locator(".from:popover-open")
        assert "Revenue!C7:C10" in shown.inner_text()
        assert "= €486k" in shown.inner_text()
        page.keyboard.press("Escape")
        assert shown.count() == 0


def test_the_keyboard_opens_a_figure_in_passing_and_leaving_closes_it(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        first = page.locator("button.evident").first
        first.focus()
        page.keyboard.press("Tab")
        assert page.locator(".from:popover-open").count() == 1
        before = page.locator(".from:popover-open").inner_text()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.locator(".from:popover-open").count() == 1
        assert page.locator(".from:popover-open").inner_text() != before


@pytest.mark.parametrize("size", [(390, 844), (1366, 768)], ids=["phone", "laptop"])
def test_what_opens_stands_whole_inside_the_window(browser: Browser, page_file: Path, size: tuple[int, int]) -> None:
    wide, high = size
    with opened(browser, page_file, size=size) as page:
        for button in page.locator("button.evident").all()[::25]:
            button.click()
            box = page.locator(".from:popover-open").bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= wide
            assert box["y"] + box["height"] <= high
            page.keyboard.press("Escape")


def test_a_printed_page_shows_the_appendix_and_nothing_that_opens(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        assert not page.locator("#appendix").is_visible()
        revenue(page).click()
        page.emulate_media(media="print")
        assert page.locator("#appendix").is_visible()
        assert page.locator(".from:popover-open").count() == 0 or not page.locator(".from:popover-open").is_visible()
