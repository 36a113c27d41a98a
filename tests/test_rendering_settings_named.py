"""Whoever asks where a figure comes from is led to the row of Settings that has a say in it, too (DESIGN §3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from proofs import examples, in_memory

from kamreport.cells import CellRef
from kamreport.rendering.evidence import printed_in
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document, Figure, Section
from kamreport.rendering.views.portfolio.document import portfolio_document
from kamreport.results import Review
from kamreport.run import review_of

EXAMPLE = examples()[1]
LEFT_OUT = ("P01", "P17", "Q01", "Q17")
"""Sections that choose or count what other sections and Findings say, with everything that may change it."""


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("cut_a", 42.0),
        ("cut_r", 61.0),
        ("borderline_band", 1.0),
        ("weight_range", 0.4),
        ("priority_a", 0.3),
        ("key_share", 0.6),
        ("promotion_band", 9.0),
        ("health_red", 40.0),
        ("health_green", 60.0),
    ],
)
def test_a_section_that_reads_otherwise_under_another_setting_names_its_cell(setting: str, value: float) -> None:
    cell = EXAMPLE.review.settings.cell(setting)
    book = in_memory(EXAMPLE.name)
    book.by_title[cell.sheet].cells[cell.row][cell.column] = value
    again = review_of(book, as_of=EXAMPLE.review.as_of)
    changed, silent = 0, []
    for before, after in zip(documents(EXAMPLE.review), documents(again), strict=True):
        sections = {section.code: section for section in after.sections}
        for section in before.sections:
            other = sections[section.code]
            if section.code not in LEFT_OUT and told(section) != told(other):
                changed += 1
                if cell not in cells_of(section) | cells_of(other):
                    silent.append((before.title, section.code))
    assert changed
    assert silent == []


def documents(review: Review) -> Iterator[Document]:
    """The portfolio pack and the packs of three accounts."""
    yield portfolio_document(review)
    for account in review.portfolio.accounts[:3]:
        yield account_document(review, account)


def told(section: Section) -> list[str]:
    """All that a section says, with the words beside its pictures and those in them."""
    return [one.text for one in printed_in(section)] + list(pictures(section))


def pictures(part: object) -> Iterator[str]:
    """The pictures of a section with their captions and notes."""
    if isinstance(part, tuple):
        for one in part:
            yield from pictures(one)
    elif isinstance(part, Figure):
        yield f"{part.caption} {part.note} {part.chart}"
    elif is_dataclass(part):
        for field in fields(part):
            yield from pictures(getattr(part, field.name))


def cells_of(section: Section) -> set[CellRef]:
    """Every cell a section names."""
    return {cell for one in printed_in(section) for cell in one.evidence}
