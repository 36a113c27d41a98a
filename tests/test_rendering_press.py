"""The PDF engine reaches nothing, says nothing, and makes the same accessible file every time."""

from __future__ import annotations

import gc
import logging
import subprocess
import sys
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from packed import first_review, second_review
from page import ValidationProfile, validate_pdf_bytes

from kamreport.model import Account
from kamreport.rendering.pages import Pages
from kamreport.rendering.press import LockedFetcher, Press
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.portfolio.document import portfolio_document

PRIVATE = "the contents of a file that is nobody's business"
PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


@pytest.fixture(scope="module")
def press(pages: Pages) -> Press:
    return Press(pages, "A4")


def html_of(inside: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head><title>t</title>{head}</head><body><p>text</p>{inside}</body></html>'


HOSTILE = (
    '<img src="{file}" alt="x">',
    '<img src="http://127.0.0.1:9/x.png" alt="x">',
    '<img src="https://example.org/x.png" alt="x">',
    '<img src="ftp://example.org/x.png" alt="x">',
    '<img src="//example.org/x.png" alt="x">',
    '<img src="../../etc/passwd" alt="x">',
    '<object data="{file}">x</object>',
    '<embed src="{file}">',
    '<iframe src="{file}"></iframe>',
    '<a rel="attachment" href="{file}">x</a>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title><image href="{file}" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>t</title><use href="{file}#a"/></svg>',
    '<img src="data:image/svg+xml,&lt;svg xmlns=&quot;http://www.w3.org/2000/svg&quot;/&gt;" alt="x">',
    '<p style="background: url({file})">x</p>',
    '<p style="list-style-image: url(http://127.0.0.1:9/x)">x</p>',
)
HOSTILE_HEADS = (
    '<link rel="stylesheet" href="{file}">',
    '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
    '<link rel="attachment" href="{file}">',
    '<base href="file:///">',
    "<style>@import url({file});</style>",
    "<style>@import 'http://127.0.0.1:9/x.css';</style>",
    "<style>@font-face {{ font-family: X; src: url({file}) }} p {{ font-family: X }}</style>",
    "<style>@font-face {{ font-family: X; src: local('Arial'), url(http://127.0.0.1:9/x.ttf) }} p {{ font-family: X }}</style>",
    "<style>@page {{ background: url({file}) }}</style>",
)


@pytest.mark.parametrize("inside", HOSTILE)
def test_nothing_in_a_page_is_fetched(press: Press, tmp_path: Path, inside: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PRIVATE, encoding="utf-8")
    content = press.pdf(html_of(inside.format(file=secret.as_uri())))
    assert not attachments(content)
    assert PRIVATE not in text_of(content)


@pytest.mark.parametrize("head", HOSTILE_HEADS)
def test_nothing_in_a_head_is_fetched(press: Press, tmp_path: Path, head: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PRIVATE, encoding="utf-8")
    content = press.pdf(html_of('<img src="secret.txt" alt="x">', head.format(file=secret.as_uri())))
    assert not attachments(content)
    assert PRIVATE not in text_of(content)


def test_a_document_that_insists_on_a_colour_profile_from_outside_is_not_set(press: Press, tmp_path: Path) -> None:
    secret = tmp_path / "secret.icc"
    secret.write_text(PRIVATE, encoding="utf-8")
    head = f"<style>@color-profile --x {{ src: url({secret.as_uri()}) }}</style>"
    assert press.pdf(html_of("<p>after</p>", head)) is None
    assert any("load nothing from outside" in line for line in press.log)
    assert press.pdf(html_of("")) is not None, "the next document is set as usual"


def attachments(content: bytes | None) -> int:
    return int(pypdfium2.PdfDocument(content).count_attachments())


def text_of(content: bytes | None) -> str:
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(content))


def test_small_pictures_inside_the_page_are_allowed() -> None:
    fetcher = LockedFetcher({})
    assert fetcher.fetch(PNG).read().startswith(b"\x89PNG")
    assert not fetcher.refused


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http://127.0.0.1:9/", "data:text/html,x", "data:image/svg+xml,x", "kamreport:fonts/other"],
)
def test_the_fetcher_refuses_everything_else_and_remembers_it(url: str) -> None:
    fetcher = LockedFetcher({"kamreport:fonts/a": ("font/ttf", b"abc")})
    assert fetcher.fetch("kamreport:fonts/a").read() == b"abc"
    with pytest.raises(ValueError, match="load nothing from outside"):
        fetcher.fetch(url)
    assert fetcher.refused == [url]


def test_what_the_engine_remarks_is_heard_and_goes_nowhere_else(
    press: Press, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    press.pdf(html_of('<p style="colour: red">x</p>'))
    assert any("colour" in line for line in press.log)
    assert capsys.readouterr() == ("", "")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    press.pdf(html_of(""))
    assert press.log == ()


def test_garbage_collection_is_on_again_after_a_document(press: Press) -> None:
    press.pdf(html_of(""))
    assert gc.isenabled()


def account() -> Account:
    return second_review().portfolio.accounts[0]


@pytest.mark.parametrize("name", ["account", "first", "portfolio"])
def test_packs_are_silent_tagged_and_conform_to_pdf_ua(tmp_path: Path, name: str) -> None:
    content = made(name)
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(content)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False, timeout=60)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not remarks(content), name


@cache
def made(name: str) -> bytes:
    """A pack of the second review (or of the first) as PDF, set once for all tests; its log is empty."""
    pages = Pages()
    press = Press(pages, "A4")
    document = (
        portfolio_document(second_review())
        if name == "portfolio"
        else account_document(first_review() if name == "first" else second_review(), account())
    )
    content = press.pdf(pages.print_html(document))
    assert press.log == (), name
    assert content is not None
    return content


def sheets_of(name: str) -> pypdfium2.PdfDocument:
    """The pages of a pack."""
    return pypdfium2.PdfDocument(made(name))


def remarks(content: bytes) -> list[str]:
    """What the accessibility validator says; its remark on streams that end in CR is a false alarm."""
    failures = validate_pdf_bytes(content, profile=ValidationProfile.PDF_UA_1).failures
    return [f"{one.rule_id}: {one.message}" for one in failures if "STREAM-LENGTH" not in one.rule_id]


def test_the_same_review_gives_the_same_bytes() -> None:
    pages = Pages()
    other = Press(pages, "A4").pdf(pages.print_html(account_document(second_review(), account())))
    assert made("account") == other


def test_pages_carry_scope_date_review_and_number() -> None:
    sheets = [sheet.get_textpage().get_text_range() for sheet in sheets_of("account")]
    for number, text in enumerate(sheets, start=1):
        assert "Northwind Logistics · 2026 Q1" in text
        assert f"As of 10 Apr 2026 · Review {second_review().review_id}" in text
        assert f"{number} / {len(sheets)}" in text
        assert "PROVISIONAL" not in text


APPENDIX = "Where the figures come from"


def test_the_outline_names_every_section() -> None:
    outline = [item.get_title() for item in sheets_of("account").get_toc()]
    names = [section.name for section in account_document(second_review(), account()).sections]
    assert [name for name in outline if name in names] == names
    assert set(outline) - set(names) == {"What would make this pack richer", APPENDIX}


@pytest.mark.parametrize("name", ["account", "first", "portfolio"])
def test_no_page_is_lonely(name: str) -> None:
    """A page that holds next to nothing is a page somebody forgot; a list of cells ends where it ends."""
    *sheets, last = sheets_of(name)
    assert "Source:" not in last.get_textpage().get_text_range(), "the last page is the appendix"
    for sheet in sheets:
        assert len(sheet.get_textpage().get_text_range().split()) > 60


def test_letter_paper_is_letter_paper(pages: Pages) -> None:
    content = Press(pages, "Letter").pdf(html_of(""))
    assert tuple(round(side) for side in pypdfium2.PdfDocument(content)[0].get_size()) == (612, 792)


def test_importing_the_room_does_not_load_the_engine() -> None:
    program = "import sys, kamreport.rendering; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0


@pytest.mark.parametrize("name", ["account", "portfolio"])
def test_nothing_runs_over_the_edge_of_a_page(name: str) -> None:
    edge = 18 / 25.4 * 72 - 1
    for number, sheet in enumerate(sheets_of(name), start=1):
        width, _ = sheet.get_size()
        text = sheet.get_textpage()
        for position in range(text.count_rects()):
            left, _, right, _ = text.get_rect(position)
            assert left >= edge, (number, text.get_text_bounded(*text.get_rect(position)))
            assert right <= width - edge, (number, text.get_text_bounded(*text.get_rect(position)))


def test_only_our_fonts_are_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "p.pdf").write_bytes(made("portfolio"))
    listed = subprocess.run(["pdffonts", tmp_path / "p.pdf"], capture_output=True, text=True, check=True, timeout=60)
    fonts = {line.split()[0].partition("+")[2] for line in listed.stdout.splitlines()[2:]}
    assert fonts == {"Inter", "Inter-Semi-Bold", "Inter-Bold"}


def test_a_last_page_with_a_few_lines_is_spared(press: Press) -> None:
    """A document that ends just over the edge of a page is set a little tighter, and then fits."""

    def pages_of(lines: int, end: str) -> int:
        return len(pypdfium2.PdfDocument(press.pdf(html_of("<p>line</p>" * lines + end))))

    one_too_many = next(lines for lines in range(40, 90) if pages_of(lines, "") > 1)
    assert pages_of(one_too_many, '<div id="end"></div>') == 1
    assert pages_of(one_too_many + 30, '<div id="end"></div>') == 2, "what is long stays as it was"
