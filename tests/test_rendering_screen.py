"""The HTML edition in a browser: at three widths, light and dark, for people who see little, and from disk alone."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page

from kamreport import rendering, run
from kamreport.shipped import workbook_templates

WIDTHS = {"phone": (390, 844), "laptop": (1366, 768), "projector": (1920, 1080)}
PAGES = ("full account", "core account", "portfolio", "programme", "customer")
NOW = dt.datetime(2026, 10, 12, 9, 0)  # noqa: DTZ001 - Excel knows no zones
_FULL, _CORE = "A-01", "A-09"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One pack of each kind from the full example, and the account that has core sheets only."""
    folder = tmp_path_factory.mktemp("screen")
    book = folder / "example.xlsx"
    shutil.copy(workbook_templates() / "example-full.xlsx", book)
    run.write_back(run.prepare(book), now=NOW, user="Ana")
    review = run.prepare(book)
    made = rendering.render(
        review, ["account", "portfolio", "programme", "customer"], folder=folder, pdf=False, accounts=[_FULL, _CORE]
    )
    paths = {(file.pack, file.account_id): file.path for file in made.files}
    return {
        "full account": paths["account", _FULL],
        "core account": paths["account", _CORE],
        "portfolio": paths["portfolio", ""],
        "programme": paths["programme", ""],
        "customer": paths["customer", _FULL],
    }


@contextmanager
def opened(
    browser: Browser,
    path: Path,
    *,
    size: tuple[int, int] = WIDTHS["laptop"],
    scheme: Literal["light", "dark"] = "light",
    bypass_csp: bool = False,
) -> Iterator[tuple[Page, list[str]]]:
    """A page from disk, offline, with all it says on the console and everything it asks for besides itself."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, offline=True, bypass_csp=bypass_csp
    )
    page, said = context.new_page(), list[str]()
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else said.append(request.url))
    try:
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready")
        yield page, said
    finally:
        context.close()


CUT_OFF = """() => [...document.querySelectorAll('main *')].filter(one => {
  const style = getComputedStyle(one);
  return !one.closest('svg') && ['hidden', 'clip'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""
OUTSIDE = """() => [...document.querySelectorAll('main p, main li, main h1, main h2, main figcaption, main .tile')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && !one.closest('[popover], .table-room, figure') && box.right > document.documentElement.clientWidth + 1;
}).map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_every_screen_and_says_nothing_on_the_console(
    packs: dict[str, Path], browser: Browser, name: str, width: str, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, packs[name], size=WIDTHS[width], scheme=scheme) as (page, said):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(OUTSIDE) == []
        seen = Image.open(io.BytesIO(page.screenshot())).convert("L")
        dark = sum(seen.histogram()[:128]) / (seen.width * seen.height)
        assert (dark > 0.7) if scheme == "dark" else (0.005 < dark < 0.5)
        assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_stands_in_the_way_of_people_who_see_or_move_otherwise(
    packs: dict[str, Path], browser: Browser, name: str, scheme: Literal["light", "dark"]
) -> None:
    with opened(browser, packs[name], scheme=scheme, bypass_csp=True) as (page, _):
        result = Axe().run(page)
    assert result.response["passes"], "nothing was looked at"
    told = [
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in result.response["violations"]
        for node in one["nodes"][:3]
    ]
    assert told == []


def test_on_a_phone_a_wide_table_scrolls_to_its_last_column_and_its_words_are_not_squeezed(
    packs: dict[str, Path], browser: Browser
) -> None:
    with opened(browser, packs["portfolio"], size=(400, 800)) as (page, _):
        room = page.locator("#p01 .table-room")
        last = room.get_by_role("columnheader").last
        assert room.evaluate("one => one.scrollWidth > one.clientWidth")
        room.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
        box, edge = last.bounding_box(), room.bounding_box()
        assert box is not None
        assert edge is not None
        assert edge["x"] <= box["x"]
        assert box["x"] + box["width"] <= edge["x"] + edge["width"] + 1
        assert box["width"] >= 100


def test_a_picture_is_as_large_on_a_phone_as_its_lettering_needs(packs: dict[str, Path], browser: Browser) -> None:
    with opened(browser, packs["full account"], size=(400, 800)) as (page, _):
        scales = page.locator("figure > svg").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().width / one.viewBox.baseVal.width)"
        )
    assert scales
    assert min(scales) > 0.8
    assert max(scales) < 1.8


def test_a_table_is_sorted_by_its_heading_up_and_down(packs: dict[str, Path], browser: Browser) -> None:
    with opened(browser, packs["portfolio"]) as (page, said):
        table = page.locator("#p04 table, #p12 table").first
        heading = table.locator("th.number").first
        place = heading.evaluate("one => one.cellIndex")

        def figures() -> list[float]:
            texts = table.locator("tbody tr").evaluate_all(f"rows => rows.map(row => row.cells[{place}].innerText)")
            return [
                float(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))
                for text in texts
                if any(map(str.isdigit, text))
            ]

        before = figures()
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == "ascending"
        assert figures() == sorted(before)
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == "descending"
        assert figures() == sorted(before, reverse=True)
        assert len(set(before)) > 2
        assert said == []


def test_dates_are_sorted_by_day_and_not_by_letter(packs: dict[str, Path], browser: Browser) -> None:
    months = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "June": 6, "Jun": 6, "July": 7, "Jul": 7, "Aug": 8, "Sept": 9, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}  # fmt: skip
    with opened(browser, packs["portfolio"]) as (page, _):
        table = page.locator("#p13 table").last
        titles = table.locator("thead th").all_inner_texts()
        place = next(number for number, title in enumerate(titles) if title == "Last contact")

        def days() -> list[tuple[int, int, int]]:
            texts = table.locator("tbody tr").evaluate_all(
                f"rows => rows.map(row => row.cells[{place}].innerText.trim())"
            )
            parts = [text.split() for text in texts if len(text.split()) == 3]
            return [(int(year), months[month], int(day)) for day, month, year in parts]

        before = days()
        assert len(before) > 2
        heading = table.locator("thead th").nth(place)
        heading.get_by_role("button").click()
        assert days() == sorted(before)
        heading.get_by_role("button").click()
        assert days() == sorted(before, reverse=True)


def test_contents_lead_to_every_section(packs: dict[str, Path], browser: Browser) -> None:
    with opened(browser, packs["portfolio"]) as (page, _):
        targets = page.locator("nav.contents a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        sections = page.locator("main > section[id]").evaluate_all(
            "all => all.filter(one => getComputedStyle(one).display !== 'none').map(one => '#' + one.id)"
        )
        assert sorted(targets) == sorted(sections)


def test_without_script_nothing_is_missing_but_sorting(packs: dict[str, Path], browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(packs["portfolio"].as_uri())
    assert page.locator("th button.sort").count() == 0
    figure = page.locator("button.evident").first
    figure.click()
    assert page.locator(".from:popover-open").count() == 1
    context.close()
