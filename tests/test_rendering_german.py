"""A German pack speaks German throughout: only what a team typed, findings and names of sheets stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from books import read_book

from kamreport import history
from kamreport.errors import UsageError
from kamreport.model.lists import PackLanguage
from kamreport.rendering import render
from kamreport.rendering.language import find_language, languages
from kamreport.results import Review
from kamreport.run import prepare
from kamreport.shipped import workbook_templates

EXAMPLE = workbook_templates() / "example-full.xlsx"
MARGIN = 18 / 25.4 * 72
PACKS = ("account", "portfolio", "programme", "customer")
ENGLISH = re.compile(
    r"\b(the|of|is|are|and|with|not|for|by|from|has|have|known|account|accounts|were|their|our|we|than|since|each|"
    r"that|below|above|days|only|more|months|revenue|scores?|health|weights?|points|overdue|due|done|open)\b"
)


@cache
def example() -> Review:
    return prepare(EXAMPLE)


@cache
def typed() -> tuple[str, ...]:
    """What stands in the workbook and in its findings, longest first; each text whole and sentence by sentence."""
    found = {text for finding in example().findings for text in (finding.message, finding.hint)}
    for sheet in openpyxl.load_workbook(EXAMPLE, read_only=True).worksheets:
        found.add(sheet.title)
        found |= {cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
    parts = {part.strip() for text in found for part in re.split(r"(?<=[.!?:;])\s", text)}
    return tuple(sorted({text.rstrip(".") for text in found | parts if len(text) > 3}, key=len, reverse=True))


def ours(text: str) -> str:
    """A printed text without what a team typed; charts break names into lines, with the ID of an item before some."""
    line = re.sub(r"^[A-Z]+\d+ ", "", text)
    if any(line in part for part in typed()):
        return ""
    for part in typed():
        if part in text:
            text = text.replace(part, "")
    return text


def said(html: str) -> Iterator[str]:
    """Every text of a pack, between tags and in what is read aloud; shortened ones cannot be told from typed ones."""
    page = re.sub(r"<(style|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    for text in re.findall(r">([^<]+)<", page) + re.findall(r'(?:alt|aria-label)="([^"]*)"', page):
        plain = unescape(text).strip()
        if plain and "…" not in plain:
            yield plain


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("german")
    outcome = render(example(), PACKS, folder=folder, pdf=False, language="de", workers=1)
    assert outcome.paths("html")
    return {path.stem: path.read_text(encoding="utf-8") for path in outcome.paths("html")}


def test_every_pack_says_its_language(packs: dict[str, str]) -> None:
    assert {name for name, html in packs.items() if '<html lang="de">' not in html} == set()


def test_no_english_is_left_but_what_a_team_typed_and_findings(packs: dict[str, str]) -> None:
    texts = {text: name for name, html in packs.items() for text in said(html)}
    left = {text: name for text, name in texts.items() if ENGLISH.search(ours(text))}
    assert left == {}


def test_no_german_word_leaves_the_page(tmp_path: Path) -> None:
    outcome = render(example(), ["portfolio"], folder=tmp_path, language="de", workers=1)
    (paper,) = outcome.paths("pdf")
    beyond = []
    for number, sheet in enumerate(pypdfium2.PdfDocument(paper), start=1):
        edge, text = sheet.get_width() - MARGIN, sheet.get_textpage()
        boxes = [(text.get_text_range(at, 1), text.get_charbox(at)) for at in range(text.count_chars())]
        beyond += [
            (number, sign) for sign, (left, _, right, _) in boxes if sign.strip() and right > left and right > edge + 1
        ]
    assert beyond == []


def test_figures_have_a_comma(packs: dict[str, str]) -> None:
    assert re.search(r"\d,\d\N{NO-BREAK SPACE}%", packs["portfolio"])
    assert not re.search(r">[+−]?\d+\.\d%<", packs["portfolio"])


def test_the_workbook_says_the_language_and_the_one_asked_for_wins(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook_templates() / "example.xlsx")
    row = next(row for row in book["Settings"].iter_rows() if row[0].value == "Pack language")
    row[1].value = "de-CH"
    book.save(tmp_path / "book.xlsx")
    review = prepare(tmp_path / "book.xlsx")
    for asked, code in (("", "de-CH"), ("en-US", "en-US")):
        render(review, ["portfolio"], folder=tmp_path, pdf=False, language=asked, workers=1)
        assert f'<html lang="{code}">' in (tmp_path / "portfolio.html").read_text(encoding="utf-8")


def test_no_result_depends_on_the_language() -> None:
    plain, german = (
        read_book(f"## Settings\n| Setting | Value |\n|-|-|\n| Pack language | {code} |").portfolio
        for code in ("", "de")
    )
    assert german.settings.pack_language is PackLanguage.GERMAN
    assert history.model_fingerprint(german) == history.model_fingerprint(plain)
    assert history.input_fingerprint(german) == history.input_fingerprint(plain)


def test_an_unknown_language_in_the_workbook_is_a_finding_and_english() -> None:
    reading = read_book("## Settings\n| Setting | Value |\n|-|-|\n| Pack language | Klingon |")
    assert reading.portfolio.settings.pack_language is None
    assert [finding.rule.code for finding in reading.findings if finding.where.sheet == "Settings"] == ["C103"]


def test_settings_offer_each_language_there_is() -> None:
    offered = {find_language(code).locale.language for code in PackLanguage}
    assert offered == {find_language(code).locale.language for code in languages()}


def test_an_unknown_language_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no language xx"):
        render(example(), PACKS, folder=tmp_path / "packs", language="xx")
    assert not (tmp_path / "packs").exists()


def test_other_processes_speak_the_same_language(tmp_path: Path) -> None:
    made = [
        render(
            example(),
            ["portfolio", "programme"],
            folder=tmp_path / f"{workers}",
            pdf=False,
            language="de",
            workers=workers,
        )
        for workers in (1, 2)
    ]
    alone, apart = ([path.read_bytes() for path in one.paths("html")] for one in made)
    assert alone == apart


def test_what_a_team_typed_stays_even_when_it_is_one_of_our_words(packs: dict[str, str]) -> None:
    """The example has a health component Relationship, whose German would be Beziehung."""
    assert re.search(r"<td[^>]*>(?:<[^>]+>)*Relationship(?:<[^>]+>)*</td>", packs["portfolio"])
