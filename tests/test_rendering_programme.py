"""The programme pack: what its sections say, when they are there, and that they are set without a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import books
import programmes
import pytest
from click.testing import CliRunner

from kamreport.cli.commands import kamreport
from kamreport.model import SHEETS
from kamreport.rendering import PACKS, PROGRAMME, render
from kamreport.rendering.pages import Pages
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.programme.document import programme_document
from kamreport.results import Review
from kamreport.results.written import HistoryLine, ScoreHistory
from kamreport.run import render as render_packs
from kamreport.run import review_of
from kamreport.schema import schema_of

FOLDER = Path(__file__).parent / "golden" / "sections" / "programme"
BLANK = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor |
"""


@cache
def document() -> Document:
    return programme_document(programmes.second_review())


@cache
def sections() -> dict[str, str]:
    html = Pages().print_html(document())
    found = re.finditer(r'<section class="section" id="(\w+)">.*?</section>', html, re.DOTALL)
    return {one[1]: one[0] + "\n" for one in found}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("name", [code.lower() for code in PROGRAMME.sections])
def test_a_section_says_what_it_said(name: str, update: bool) -> None:
    file = FOLDER / f"{name}.html"
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(sections()[name], encoding="utf-8")
    assert file.exists(), "run pytest --update, then read what it wrote"
    assert sections()[name] == file.read_text(encoding="utf-8")


def test_no_golden_is_left_of_a_section_that_is_gone() -> None:
    assert {file.stem for file in FOLDER.glob("*.html")} == set(sections())


def test_the_pack_has_all_twelve_sections_with_a_conclusion_each_chapter_by_chapter() -> None:
    assert [one.code for one in document().sections] == [f"M{at:02d}" for at in (1, 2, 3, 4, 5, 8, 9, 6, 7, 10, 11, 12)]
    begin = {one.code: [chapter.title for chapter in one.chapters] for one in document().sections if one.chapters}
    assert begin == {
        "M01": ["Changing the view"],
        "M08": ["Priority accounts", "People chosen and trained"],
        "M06": ["Success followed"],
        "M11": ["Where it goes from here"],
    }
    assert [chapter.number for one in document().sections for chapter in one.chapters] == [1, 2, 3, 4, 5]
    html = Pages().print_html(document())
    assert "Which accounts are key, and why, is told in the portfolio review under Choice of key accounts." in html
    assert all(one.headline != one.name and one.point.endswith(".") for one in document().sections)


def test_every_figure_has_words_for_those_who_cannot_see_it() -> None:
    for html in sections().values():
        for picture in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
            assert re.search(r"<title>.+</title><desc>.+</desc>", picture, re.DOTALL)


def test_the_verdict_says_phase_gate_and_the_weakest_items() -> None:
    text = words(sections()["m01"])
    assert "The programme has reached Scoping, 2 critical items short of launch" in text
    assert "PRE04 Each key account has a plan of its own critical for launch, answered Partial" in text
    assert "The pilot with Northwind paid for itself." in text


def test_claims_the_data_deny_come_first_and_are_told_in_the_headline() -> None:
    text = words(sections()["m07"])
    assert "2 outcomes are claimed rosier than the data" in text
    assert text.index("rosier than data") < text.index("gloomier than data") < text.index("not compared")


def test_without_an_earlier_review_the_trend_waits() -> None:
    first = programme_document(programmes.first_review())
    assert [one.code for one in first.unfilled] == ["M10"]
    assert "Needs two reviews." in words(Pages().print_html(first))


def test_figures_that_nobody_answers_any_more_are_not_said_to_stand_still() -> None:
    core = programmes.workbook().partition("## Checklist")[0]
    now = review_of(books.book(core + "".join(programmes.shipped())), as_of=programmes.AS_OF)
    before = programmes.second_review()
    kept: dict[type, Sequence[object]] = {
        ScoreHistory: before.portfolio.rows(ScoreHistory),
        HistoryLine: before.portfolio.rows(HistoryLine),
    }
    lapsed = replace(now, previous=before.previous, portfolio=now.portfolio.with_rows(kept))
    (trend,) = [one for one in programme_document(lapsed).sections if one.code == "M10"]
    assert trend.headline == "No figure is known in both the previous review and this one"
    assert trend.point == "1 review kept figures of the programme, that of 2025 Q4."


def test_a_workbook_without_programme_sheets_prints_what_to_fill() -> None:
    empty = programme_document(review_of(books.book(BLANK)))
    assert [one.code for one in empty.unfilled] == [f"M{at:02d}" for at in range(1, 12)]
    text = words(Pages().print_html(empty))
    for line in ("Fill Checklist.", "Fill Framework scores.", "Fill planned dates.", "Fill Programme actions."):
        assert line in text


def test_shipped_items_nobody_answered_say_what_to_fill(tmp_path: Path) -> None:
    markdown = BLANK + "".join(programmes.shipped())
    empty = programme_document(review_of(books.book(markdown)))
    assert [one.code for one in empty.sections] == ["M12"]
    assert not re.search(r"(?<!\d)0%", words(Pages().print_html(empty)))
    made = render(review_of(books.book(markdown)), ["programme"], folder=tmp_path)
    assert made.findings == ()


def test_the_pack_is_printed_without_a_remark_of_the_engine(tmp_path: Path) -> None:
    made = render(programmes.second_review(), ["programme"], folder=tmp_path)
    assert [one.path.name for one in made.files] == ["programme.html", "programme.pdf"]
    assert made.findings == ()


def test_equal_reviews_make_equal_bytes() -> None:
    again = programme_document(replace(programmes.second_review()))
    assert Pages().html(again) == Pages().html(document())


@pytest.mark.parametrize(("review", "packs"), [
    (programmes.first_review, {"account", "portfolio", "programme"}),
    (lambda: review_of(books.book(BLANK)), {"account", "portfolio"}),
])  # fmt: skip
def test_it_is_made_unasked_when_programme_sheets_have_rows(review: object, packs: set[str], tmp_path: Path) -> None:
    assert callable(review)
    found: Review = review()
    assert {file.pack for file in render_packs(found, tmp_path, pdf=False).files} == packs


def test_the_command_makes_it_by_name(tmp_path: Path) -> None:
    book = books.write_xlsx(programmes.workbook(), tmp_path / "book.xlsx")
    done = CliRunner().invoke(
        kamreport, ["render", str(book), "--pack", "programme", "--html-only", "-o", str(tmp_path)]
    )
    assert done.exit_code == 0, done.output
    assert (tmp_path / "programme.html").exists()


def test_any_programme_sheet_may_be_missing() -> None:
    whole = programmes.workbook()
    titles = [schema_of(record).title for record in SHEETS]
    parts = re.split(r"(?m)^(?=## )", whole)
    for part in parts[1:]:
        title = part.splitlines()[0].removeprefix("## ").strip()
        assert title in titles
        if title not in ("Settings", "Accounts", "Team"):
            found = programme_document(review_of(books.book(whole.replace(part, ""))))
            assert found.sections[-1].code == "M12"


def test_the_pack_is_internal_and_known_by_name() -> None:
    assert PROGRAMME in PACKS
    assert (PROGRAMME.name, PROGRAMME.audience) == ("programme", "Internal")
