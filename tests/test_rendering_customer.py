"""The pack for the customer holds what is allowed, and nothing else in any byte (KAM.md §14.3, §17.13)."""

from __future__ import annotations

import re
import subprocess
from dataclasses import fields, replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from books import book
from house import imports, room
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked_review import ALLOWED, OWN, is_allowed, mark, marked_review, mostly, rows_of
from packed_full import full_review
from page import ValidationProfile, validate_pdf_bytes
from PIL import Image

from kamreport.findings import Severity
from kamreport.model import Account
from kamreport.model.lists import Audience, StalePolicy
from kamreport.rendering import CUSTOMER, render
from kamreport.rendering.pages import Pages
from kamreport.rendering.press import Press
from kamreport.rendering.views.customer.allowing import share
from kamreport.rendering.views.customer.document import customer_document
from kamreport.rendering.views.customer.shared import SharedAccount
from kamreport.results import Review
from kamreport.run import review_of
from kamreport.shipped import report_templates

NEVER = (
    "score", "weight", "quadrant", "stage", "tier", "health", "potential", "wallet", "white space", "competitor",
    "competition", "swot", "risk", "influence", "support", "strength", "finding", "margin", "target revenue",
    "cost to serve", "internal", "stakeholder", "audience", "blocker", "probability", "threat", "kamreport",
    "provisional", "stale", "evidence", "attractiveness", "source", "sheet", "workbook", "review id",
)  # fmt: skip
"""Words of ours that a customer never reads (KAM.md §14.3, Never)."""

_WITH_FIGURES = ("unit", "measure")
_PAGES = Pages()


def allowing(review: Review, *account_ids: str, stale: bool = False) -> Review:
    """The same review with packs for these customers allowed."""
    accounts = [
        replace(one, customer_pack=True if one.account_id in account_ids else one.customer_pack)
        for one in review.portfolio.accounts
    ]
    return replace(review, portfolio=review.portfolio.with_rows({Account: accounts}), stale=stale)


def shared(review: Review) -> SharedAccount:
    account = review.portfolio.account(OWN)
    assert account is not None
    return share(review, account)


def html_of(review: Review) -> str:
    return _PAGES.html(customer_document(shared(review)))


def without_style(html: str) -> str:
    """A page without its style sheet and the attributes of style in its pictures."""
    return re.sub(r'font-weight="\w+"', "", re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))


def words_of(html: str) -> str:
    """A page as it reads: long words whole, though they may break."""
    return unescape(html.replace("\u200b", ""))


def expected(review: Review) -> tuple[set[str], set[str]]:
    """Marks that must be there, and marks that must not."""
    seen: set[str] = set()
    hidden: set[str] = set()
    for record, columns in ALLOWED.items():
        for row in rows_of(review, record):
            for column in columns:
                (seen if is_allowed(row) else hidden).add(mark(row, column, seen=is_allowed(row)))
    return seen, hidden


def missing(seen: set[str], text: str) -> set[str]:
    """Marks that should be there and are not; a measure or unit without figures is not printed."""
    return {word for word in seen if word not in text and not word.endswith(_WITH_FIGURES)}


@cache
def made(folder: Path) -> tuple[Path, Path]:
    """The marked pack as HTML and PDF."""
    outcome = render(allowing(marked_review(), OWN), ["customer"], folder=folder, accounts=[OWN])
    assert outcome.findings == ()
    (html,), (pdf,) = outcome.paths("html"), outcome.paths("pdf")
    return html, pdf


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return made(tmp_path_factory.mktemp("customer"))


def bytes_of_pdf(path: Path) -> bytes:
    """Everything in a PDF with its streams opened."""
    opened = path.with_suffix(".qdf")
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, opened], check=True, timeout=60)
    return opened.read_bytes()


def text_of(path: Path) -> str:
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(path))


def spellings(word: str) -> list[bytes]:
    """A word as the bytes of a file may hold it."""
    plain, wide = word.encode("ascii"), word.encode("utf-16-be")
    return [plain, wide, plain.hex().encode("ascii"), wide.hex().encode("ascii")]


def test_no_word_of_what_is_not_allowed_is_in_any_byte(files: tuple[Path, Path]) -> None:
    html, pdf = files
    content = {"html": html.read_bytes(), "pdf": pdf.read_bytes(), "opened": bytes_of_pdf(pdf)}
    content["text"] = text_of(pdf).encode("utf-8")
    content["names"] = f"{html.name} {pdf.name}".encode()
    for name, held in content.items():
        for spelled in spellings("Qzhid"):
            assert spelled.lower() not in held.lower(), (
                name,
                held[max(held.lower().find(spelled.lower()) - 60, 0) :][:160],
            )


def test_no_amount_of_what_is_not_allowed_is_printed(files: tuple[Path, Path]) -> None:
    html, pdf = files
    for text in (without_style(html.read_text(encoding="utf-8")), text_of(pdf)):
        assert "7,31" not in text
        assert "731" not in re.sub(r"\d+\.\d+", "", text), "amounts nobody may see begin like this"


def test_no_id_and_no_address_is_printed(files: tuple[Path, Path]) -> None:
    html, pdf = files
    review = marked_review()
    ids = {
        OWN,
        review.review_id,
        review.input_fingerprint[:6],
        *(f"P-0{n}" for n in range(1, 9)),
        "S-0",
        "AC-0",
        "C-1",
        "N-1",
        "O-1",
    }
    for text in (without_style(html.read_text(encoding="utf-8")), text_of(pdf)):
        assert not [one for one in ids if one in text]
        assert not re.search(r"\w+!\$?[A-Z]{1,2}\$?\d", text)


def test_what_is_allowed_is_there(files: tuple[Path, Path]) -> None:
    html, _ = files
    seen, _ = expected(marked_review())
    text = words_of(html.read_text(encoding="utf-8"))
    assert missing(seen, text) == set()
    assert all(re.search(rf"Qzsee\w+{field}", text) for field in _WITH_FIGURES)
    assert "Qzseecompany" in text


def test_every_column_of_the_marked_workbook_carries_a_word() -> None:
    """The test above is blind where nothing was hidden."""
    _, hidden = expected(marked_review())
    assert len(hidden) > 40
    assert all(f"Qzhid{record.__name__}" in " ".join(sorted(hidden)) for record in ALLOWED)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.integers(2, 9), st.sampled_from([None, Audience.INTERNAL, Audience.SHARED])))
def test_whatever_the_audiences_only_shared_rows_are_seen(by_row: dict[int, Audience | None]) -> None:
    def decide(row: Any) -> Audience | None:  # noqa: ANN401 - a row of any sheet
        return by_row.get(row.origin.row)

    review = marked_review(decide)
    document = customer_document(shared(review))
    text = words_of(_PAGES.print_html(document))
    seen, hidden = expected(review)
    assert "Qzhid" not in text
    assert not [word for word in hidden if word in text]
    assert all(word.startswith("QzseeAccount") for word in missing(seen, text)), "facts stand with what is shared"


def test_our_own_words_are_for_the_customer() -> None:
    review = allowing(full_review(), OWN)
    html = without_style(html_of(review))
    said = unescape(re.sub(r"\s+", " ", html)).casefold()
    assert not [word for word in NEVER if re.search(rf"\b{word}", said)]
    assert "your business with us" in said
    for account in review.portfolio.accounts:
        assert account.account_id == OWN or account.name.casefold() not in said


def test_names_of_files_and_metadata_say_nothing_of_ours(tmp_path: Path) -> None:
    outcome = render(allowing(full_review(), OWN), ["customer"], folder=tmp_path, accounts=[OWN])
    assert [made.path.name for made in outcome.files] == [
        "northwind-logistics-business-review.html",
        "northwind-logistics-business-review.pdf",
    ]
    document = pypdfium2.PdfDocument(outcome.paths("pdf")[0])
    said = document.get_metadata_dict()
    assert said["Title"] == "Business review · 2026 Q1: Northwind Logistics"
    assert {key for key, value in said.items() if value} <= {"Title", "Producer", "Creator"}
    assert not any("kamreport" in value.casefold() or "/" in value for value in said.values())
    assert document.count_attachments() == 0
    html = outcome.paths("html")[0].read_text(encoding="utf-8")
    assert "generator" not in html
    assert "<!--" not in html


def test_every_page_but_the_first_has_a_running_head_below_which_its_first_section_begins(
    files: tuple[Path, Path],
) -> None:
    html, pdf = files
    told = re.search(r'<section [^>]*data-running="([^"]+)"', html.read_text(encoding="utf-8"))
    assert told is not None
    first, *others = [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(pdf)]
    assert unescape(told[1]) not in first
    assert others
    assert all(unescape(told[1]) in text for text in others)


def test_the_customer_sees_our_logo_once(tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    Image.new("RGB", (2, 2), "#0b5cad").save(look / "logo.png")
    review = allowing(full_review(), OWN)
    made = render(review, ["customer"], folder=tmp_path / "packs", accounts=[OWN], look=look, pdf=False)
    (page,) = made.paths("html")
    assert page.read_text(encoding="utf-8").count('class="logo"') == 1


def test_the_pack_is_accessible_and_whole(files: tuple[Path, Path]) -> None:
    _, pdf = files
    checked = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True, check=False, timeout=60)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    failures = validate_pdf_bytes(pdf.read_bytes(), profile=ValidationProfile.PDF_UA_1).failures
    assert not [one for one in failures if "STREAM-LENGTH" not in one.rule_id]


def test_an_account_that_does_not_allow_it_is_refused_and_the_others_come_out(tmp_path: Path) -> None:
    review = allowing(full_review(), OWN)
    outcome = render(review, ["customer"], folder=tmp_path, pdf=False, accounts=["KA-002", OWN])
    assert [made.account_id for made in outcome.files] == [OWN]
    (finding,) = outcome.findings
    assert (finding.rule.code, finding.severity, finding.account_id) == ("R102", Severity.ERROR, "KA-002")
    assert "\n" not in finding.message
    assert finding.hint


def test_those_that_nobody_allowed_are_told_of_together_when_no_account_was_named(tmp_path: Path) -> None:
    outcome = render(allowing(full_review(), OWN), ["customer"], folder=tmp_path, pdf=False)
    assert [made.account_id for made in outcome.files] == [OWN]
    (finding,) = outcome.findings
    assert finding.message.startswith("No pack for the customer is made of 6 accounts")


def test_other_packs_come_out_beside_a_refused_one(tmp_path: Path) -> None:
    outcome = render(full_review(), ["account", "customer"], folder=tmp_path, pdf=False, accounts=["KA-002"])
    assert [made.pack for made in outcome.files] == ["account"]
    assert "R102" in {finding.rule.code for finding in outcome.findings}


def test_stale_results_never_reach_a_customer(tmp_path: Path) -> None:
    review = allowing(full_review(), OWN, stale=True)
    assert review.settings.stale_policy is StalePolicy.STAMP, "other packs would be stamped"
    outcome = render(review, ["customer"], folder=tmp_path, pdf=False, accounts=[OWN])
    assert outcome.files == ()
    assert "because this period was not reviewed yet" in outcome.findings[0].message
    reviewed = replace(review, unreviewed=False)
    (finding,) = render(reviewed, ["customer"], folder=tmp_path, pdf=False, accounts=[OWN]).findings
    assert "because the workbook changed since its last review" in finding.message


def test_it_is_never_made_unasked() -> None:
    assert not CUSTOMER.unasked


BARE = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier | Industry | Customer-safe pack allowed |
|---|---|---|---|---|---|---|---|
| KA-001 | Northwind | Active | Yes | P-01 | Vendor | | Yes |
"""
ONE_ACTION = """
## Actions
| Action ID | Account ID | Action | Owner | Due | Status | Audience |
|---|---|---|---|---|---|---|
| AC-01 | KA-001 | Send the forecast | P-01 | 2026-04-20 | Not started | Shared |
"""


def test_sections_without_content_are_left_out() -> None:
    review = review_of(book(BARE + ONE_ACTION))
    document = customer_document(shared(review))
    assert [section.code for section in document.sections] == ["C01", "C13", "C16"]
    assert document.unfilled == ()


def test_with_nothing_to_show_no_empty_pack_is_made(tmp_path: Path) -> None:
    outcome = render(review_of(book(BARE)), ["customer"], folder=tmp_path, pdf=False)
    assert outcome.files == ()
    assert "nothing else is known to show" in outcome.findings[0].message


def crowded(account: SharedAccount) -> SharedAccount:
    """The same account with far more of everything, and every text long."""
    long = ("A sentence that somebody went on and on writing until " * 9)[:260]
    many: dict[str, Any] = {
        field.name: tuple(_longer(one, long) for one in value) * 12
        for field in fields(account)
        if isinstance(value := getattr(account, field.name), tuple) and field.name not in {"periods", "voices"}
    }
    words = (
        "background",
        "market",
        "strategy",
        "wishes_of_customers",
        "value_creation",
        "profit_source",
        "solution",
        "proposition",
    )
    return replace(account, **many | dict.fromkeys(words, long))


def _longer(one: Any, long: str) -> Any:  # noqa: ANN401 - any row of a shared account
    if isinstance(one, str):
        return long
    texts = [
        field.name
        for field in fields(one)
        if field.name in {"text", "objective", "outcome", "event", "promise", "need", "why"}
    ]
    return replace(one, **dict.fromkeys(texts, long))


def test_it_never_grows_beyond_six_pages() -> None:
    press = Press(_PAGES, "A4")
    content = press.pdf(_PAGES.print_html(customer_document(crowded(shared(marked_review(lambda _: Audience.SHARED))))))
    assert press.log == ()
    assert len(pypdfium2.PdfDocument(content)) <= 6


def test_the_sections_can_see_nothing_but_the_copy() -> None:
    """Only one file of this edition may read a review; the others cannot leak what they never get."""
    folder = "kamreport.rendering.views.customer"
    reads = (
        "kamreport.model",
        "kamreport.results",
        "kamreport.rendering.views.account",
        "kamreport.rendering.views.wording",
    )
    wrong = [
        found.place
        for found in imports()
        if found.importer.startswith(folder)
        and found.importer != f"{folder}.allowing"
        and (found.imported.startswith(reads) or room(found.imported) in {"cells", "findings", "schema"})
    ]
    assert not wrong


def test_the_copy_holds_plain_values_only() -> None:
    allowed = {"str", "int", "float", "bool", "date", "NoneType", "tuple"}

    def kinds(value: object) -> set[str]:
        if isinstance(value, tuple):
            return {"tuple"}.union(*(kinds(one) for one in value))
        if hasattr(value, "__dataclass_fields__"):
            return set().union(*(kinds(getattr(value, field.name)) for field in fields(value)))  # type: ignore[arg-type] # it has fields
        return {type(value).__name__}

    assert kinds(shared(marked_review(mostly))) <= allowed


def test_the_templates_of_this_edition_use_pieces_of_their_own() -> None:
    """Pieces of the internal packs print cells, sources and comments; these do not know such things."""
    files = [*report_templates().glob("c[0-9][0-9].html"), *report_templates().glob("customer*.html")]
    assert len(files) == len(CUSTOMER.sections) + 2
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert set(re.findall(r'import "([^"]+)"', text)) <= {"customer-pieces.html"}
        for ours in ("reveal", "evidence", "cells", "sources", "appendix", "commentary", "<!--"):
            assert ours not in text, (file.name, ours)
