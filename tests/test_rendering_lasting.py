"""Every pack of the example can be read by anybody (PDF/UA-1), and kept for good when asked (PDF/A-3a besides)."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from page import ValidationProfile, validate_pdf_bytes

from kamreport import run
from kamreport.rendering import PACKS, page_tree, render
from kamreport.rendering.packs import Pack, find_packs, orders
from kamreport.rendering.pages import Pages
from kamreport.rendering.press import Press
from kamreport.results import Review
from kamreport.shipped import workbook_templates

EXAMPLE = workbook_templates() / "example.xlsx"
FALSE_ALARM = "STREAM-LENGTH"
"""The validator's remark on a stream that ends in a carriage return; qpdf and the standard are content with it."""


@cache
def review() -> Review:
    return run.prepare(EXAMPLE)


def conforms(content: bytes, *profiles: ValidationProfile) -> list[str]:
    """What the validator says against each profile."""
    return [
        f"{one.rule_id}: {one.message}"
        for profile in profiles
        for one in validate_pdf_bytes(content, profile=profile).failures
        if FALSE_ALARM not in one.rule_id
    ]


def is_clean(path: Path) -> str:
    """What qpdf says of a file; empty when nothing."""
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False, timeout=60)
    return "" if checked.returncode == 0 else checked.stdout + checked.stderr


def test_every_pack_of_the_example_conforms_to_pdf_ua_and_is_clean(tmp_path: Path) -> None:
    outcome = render(review(), [pack.name for pack in PACKS if pack.unasked], folder=tmp_path, html=False, workers=2)
    assert [finding for finding in outcome.findings if finding.rule.code.startswith("R2")] == []
    assert len(outcome.files) > len(review().portfolio.accounts)
    said = {path.name: conforms(path.read_bytes(), ValidationProfile.PDF_UA_1) for path in outcome.paths("pdf")}
    assert {name: remarks for name, remarks in said.items() if remarks} == {}
    assert [is_clean(path) for path in outcome.paths("pdf") if is_clean(path)] == []


@pytest.mark.parametrize("pack", [pack for pack in PACKS if pack.unasked], ids=lambda pack: pack.name)
def test_a_pack_to_be_kept_conforms_to_pdf_a_and_pdf_ua_at_once(pack: Pack, tmp_path: Path) -> None:
    first = review().portfolio.accounts[0].account_id
    outcome = render(review(), [pack.name], folder=tmp_path, html=False, archive=True, accounts=[first], workers=1)
    (path,) = outcome.paths("pdf")
    assert conforms(path.read_bytes(), ValidationProfile.PDF_A_3A, ValidationProfile.PDF_UA_1) == []
    assert is_clean(path) == ""
    assert outcome.findings == () or all(not finding.rule.code.startswith("R2") for finding in outcome.findings)
    again = render(
        review(), [pack.name], folder=tmp_path, html=False, archive=True, accounts=[first], workers=1, force=True
    )
    assert again.paths("pdf")[0].read_bytes() == path.read_bytes(), "the same input gives the same bytes"


def test_what_is_kept_says_the_same_as_what_is_not(tmp_path: Path) -> None:
    said = []
    for archive in (False, True):
        outcome = render(review(), ["portfolio"], folder=tmp_path, html=False, archive=archive, workers=1)
        document = pypdfium2.PdfDocument(outcome.paths("pdf")[0].read_bytes())
        said.append([page.get_textpage().get_text_range() for page in document])
    assert said[0] == said[1]


@pytest.mark.parametrize("name", ["account", "portfolio", "programme"])
def test_a_page_read_as_xml_gives_the_same_file_as_one_read_as_html(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (order, *_) = orders(review(), find_packs([name]), None)
    pages = Pages()
    html = pages.print_html(order.document())
    assert page_tree.as_tree(html) is not None
    quick = Press(pages, "A4").pdf(html)
    monkeypatch.setattr(page_tree, "as_tree", lambda _: None)
    assert Press(pages, "A4").pdf(html) == quick


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html><html><p>one<p>two</html>",
        "<!doctype html><html><!-- a remark --></html>",
        '<!DOCTYPE html [<!ENTITY a "aaaa">]><html><p>&a;</p></html>',
        "<!doctype html><html><p>&nbsp;</p></html>",
        "<!doctype html><html><details open></details></html>",
        "<!doctype html><html><p>\x01</p></html>",
        "<p>no root</p><p>nor end</p>",
    ],
)
def test_what_is_no_xml_is_left_to_the_reader_of_html(html: str) -> None:
    assert page_tree.as_tree(html) is None


@pytest.mark.parametrize("name", ["account", "portfolio"])
def test_the_list_on_page_1_names_the_page_of_every_section(name: str) -> None:
    (order, *_) = orders(review(), find_packs([name]), None)
    pages = Pages()
    made = pypdfium2.PdfDocument(Press(pages, "A4").pdf(pages.print_html(order.document())))
    first = " ".join(made[0].get_textpage().get_text_range().split())
    outline = [(item.get_title(), item.get_dest().get_index() + 1) for item in made.get_toc()]
    assert len({page for _, page in outline}) > 3
    for title, page in outline[1:]:
        assert f"{title} {page} " in first.replace("\N{NO-BREAK SPACE}", " "), title
