"""Printed figures held against the cells they name: which documents, what the cells hold, and how a figure is proved."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from books import MarkdownBook, MarkdownSheet

from kamreport.cells import CellRef, Raw
from kamreport.model import Account
from kamreport.package import open_book
from kamreport.rendering import formats
from kamreport.rendering.evidence import Printed, printed_in
from kamreport.rendering.formats import Money
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio.document import portfolio_document
from kamreport.rendering.views.programme.document import programme_document
from kamreport.results import Review
from kamreport.run import review_of
from kamreport.shipped import workbook_templates

EXAMPLES = ("example.xlsx", "example-full.xlsx")
"""The committed example workbooks; the one with faults is not meant to be printed."""

CLASSES = ("read", "quoted", "added", "counted", "summed", "reckoned", "none there", "picture")
"""How a figure is proved, the strongest way first; see ``Proof.kind``."""

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_FEW = 6


class Proof(NamedTuple):
    """A printed figure with what its cells hold."""

    section: str
    printed: Printed
    held: Mapping[CellRef, Raw]
    """Its cells, sheets as a whole left out."""
    money: Money

    @property
    def kind(self) -> str:
        """How its cells prove it.

        - read: it names one cell, and every number of it is that cell's value, as ``formats`` writes it;
        - quoted: it names a few cells of one row, and every number of it is the value of one of them;
        - added: the numbers its cells hold add up to it;
        - counted: its first number is the number of rows its cells stand in, and there is no other;
        - summed: its sum is shown beside it and holds, but its parts are not looked up here;
        - reckoned: its cells are there, but what was done with them is not done again here;
        - none there: it names a sheet as a whole, because it counts what that sheet has, or has not;
        - picture: a chart, whose cells are there.
        """
        if self.printed.is_picture or not self.held:
            return "picture" if self.printed.is_picture else "none there"
        return self._found() or ("summed" if self.printed.how and sum_holds(self.printed.how) else "reckoned")

    def _found(self) -> str:
        """How the figure is found in its cells again; empty where it is not."""
        numbers, rows = numbers_of(self.printed.text), {(cell.sheet, cell.row) for cell in self.held}
        if len(rows) == 1 and len(self.held) <= _FEW:
            known = {number for raw in self.held.values() for number in self._spellings(raw)}
            if numbers <= known:
                return "read" if len(self.held) == 1 else "quoted"
        if numbers <= self._spellings(self._sum):
            return "added"
        return "counted" if numbers == {str(len(rows))} else ""

    @property
    def _sum(self) -> float | None:
        values = [raw for raw in self.held.values() if isinstance(raw, float) and not isinstance(raw, bool)]
        return sum(values) if len(values) == len(self.held) > 1 else None

    def _spellings(self, raw: Raw) -> set[str]:
        """The numbers in every way ``formats`` may write a value."""
        if isinstance(raw, dt.datetime):
            return numbers_of(formats.date(raw.date()))
        if isinstance(raw, str):
            return numbers_of(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return set()
        written = [formats.plain(raw, places) for places in range(3)]
        written += [formats.percent(raw, places) for places in range(2)]
        written += [formats.as_typed(raw), self.money.amount(raw), self.money.figure(raw)]
        return {number for text in written for number in numbers_of(text)}


class Example:
    """A workbook that is printed: its review, its cells, its documents."""

    def __init__(self, name: str, review: Review, cells: Mapping[CellRef, Raw]) -> None:
        self.name = name
        self.review = review
        self.cells = cells
        settings = review.settings
        self.money = Money(settings.currency or "", settings.money_unit.value)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every pack made of it."""
        accounts = [account for account in self.review.portfolio.accounts if account.is_scored]
        packs = [account_document(self.review, account) for account in accounts]
        packs.append(portfolio_document(self.review))
        return (*packs, *([programme_document(self.review)] if self.review.scores.programme else []))

    @property
    def printed(self) -> Iterator[tuple[Document, str, Printed]]:
        """Everything printed that is a figure or a picture, with its document and the code of its section."""
        for document in self.documents:
            for section in document.sections:
                for one in printed_in(section):
                    if one.is_figure or one.is_picture:
                        yield document, section.code, one

    @property
    def proofs(self) -> Iterator[Proof]:
        """Every figure that names cells, with what they hold."""
        for _, code, one in self.printed:
            if one.evidence:
                held = {cell: self.cells.get(cell) for cell in one.evidence if cell.row}
                yield Proof(code, one, held, self.money)

    @cached_property
    def owners(self) -> Mapping[tuple[str, int], str]:
        """The account each row is about, by sheet and row; rows about no account are left out."""
        portfolio = self.review.portfolio
        rows: list[Any] = []
        for record in portfolio.records:
            rows += portfolio.rows(record)
        return {(row.origin.sheet, row.origin.row): row.account_id for row in rows if getattr(row, "account_id", None)}

    def account_of(self, document: Document) -> Account | None:
        """The account an account pack is about."""
        if document.pack != "account":
            return None
        return next(one for one in self.review.portfolio.accounts if one.name == document.title)


def numbers_of(text: str) -> set[str]:
    """The numbers in a text as they are written, signs and units left out; digits of names are none."""
    words = re.sub(r"[A-Za-z_][\w-]*\d[\w-]*", " ", text)
    return set(_NUMBER.findall(words))


@cache
def examples() -> tuple[Example, ...]:
    """The committed examples, read once."""
    return tuple(_committed(name) for name in EXAMPLES)


def in_memory(name: str) -> MarkdownBook:
    """A committed example as a workbook in memory, its cells free to be changed."""
    book = open_book(workbook_templates() / name)
    sheets = (
        MarkdownSheet(tab.title, {row: dict(cells) for row, cells in book.read(tab.title).rows}) for tab in book.sheets
    )
    return MarkdownBook(book.path, book.fingerprint, {sheet.title: sheet for sheet in sheets})


def _committed(name: str) -> Example:
    book = in_memory(name)
    return Example(name, review_of(book), _cells(book))


def _cells(book: MarkdownBook) -> Mapping[CellRef, Raw]:
    return {
        CellRef(sheet.title, row, column): raw
        for sheet in book.by_title.values()
        for row, cells in sheet.cells.items()
        for column, raw in cells.items()
    }


class Span(NamedTuple):
    """What a number as printed may have been before it was rounded."""

    low: float
    high: float

    @classmethod
    def of(cls, text: str) -> Span:
        """The span of a printed number: its last digit may be half off."""
        number, unit = re.search(r"([\d,]+(?:\.\d+)?)([km%]?)", text).groups()  # type: ignore[union-attr] # or fails
        scale = {"k": 1e3, "m": 1e6, "%": 1e-2, "": 1.0}[unit] * (-1 if formats.MINUS in text else 1)
        value, half = float(number.replace(",", "")), 0.5 * 10 ** -len(number.partition(".")[2])
        return cls(*sorted(((value - half) * scale, (value + half) * scale)))

    def with_(self, other: Span, sign: str) -> Span:
        """Both spans taken together by one of the four signs a sum is shown with."""
        ways = [_TAKEN[sign](one, another) for one in self for another in other]
        return Span(min(ways), max(ways))


_TAKEN = {
    "+": lambda one, other: one + other,
    formats.MINUS: lambda one, other: one - other,
    "×": lambda one, other: one * other,
    "/": lambda one, other: one / other,
}


def sum_holds(how: str) -> bool:
    """Whether a sum as it is shown comes out as it says, allowing for the rounding of what is shown.

    A sum of many parts is shown without those in the middle; then what is shown must not be more than it comes to.
    """
    parts, _, result = how.partition(", then")[0].partition(" = ")
    shown, told = _total([part for part in parts.split(" + ") if part != "…"]), Span.of(result)
    if "…" in parts:
        return shown.low <= told.high
    return shown.low <= told.high and told.low <= shown.high


def _total(summands: list[str]) -> Span:
    total = Span(0.0, 0.0)
    for summand in summands:
        sign, product = "+", Span(1.0, 1.0)
        for piece in re.split(f" ([×/]|{formats.MINUS}) ", f"1 × {summand}")[2:]:
            if piece in _TAKEN:
                sign = piece
                continue
            # "− 1" ends a rate of change, so it is taken from all before it
            product = product.with_(Span(1.0, 1.0) if piece == "1" else Span.of(piece), "×" if sign == "+" else sign)
            sign = "+"
        total = total.with_(product, "+")
    return total
