"""Longer words fit too: a German pack on a phone and on a laptop, in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kamreport.rendering import render
from kamreport.run import prepare
from kamreport.shipped import workbook_templates

SIZES = ((390, 844), (1366, 768))
TOO_WIDE = """() => [...document.querySelectorAll('main .term, main .label, main .value, main th, main p, main h2')]
  .filter(one => one.scrollWidth > one.clientWidth + 1 && !one.closest('.table-room, [popover]'))
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    review = prepare(workbook_templates() / "example-full.xlsx")
    names = ("account", "portfolio", "programme")
    folder = tmp_path_factory.mktemp("german")
    return render(review, names, folder=folder, pdf=False, accounts=["A-01"], language="de").paths("html")


def test_german_words_fit_a_phone_and_a_laptop(packs: tuple[Path, ...], browser: Browser) -> None:
    for width, height in SIZES:
        page = browser.new_page(viewport={"width": width, "height": height})
        for path in packs:
            page.goto(path.as_uri())
            page.evaluate("document.fonts.ready")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path.name, width)
            assert page.evaluate(TOO_WIDE) == [], (path.name, width)
        page.close()
