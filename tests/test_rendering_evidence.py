"""Every printed figure names the cells it came from, and those cells make it what it is (DESIGN §3).

What is proved here, over the packs of the committed examples:

- each figure, in a sentence, a tile, a table or a picture, names cells, but for those that ``NEED_NONE`` lists;
- the named cells are cells of the workbook, hold something, and are of no other account;
- a figure that is read, quoted, added or counted is found in its cells again (see ``proofs.Proof.kind``); how many
  figures are proved in which way is kept in ``golden/evidence.txt``, so that none slips to a weaker way unseen;
- a figure that is reckoned is not reckoned again from its cells alone; but every sum shown beside one holds, and
  everything else that rows about accounts, and the programme's own sheets, hold can be emptied, and the pack prints
  the same figures: whatever makes a figure is named somewhere in its pack.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from proofs import CLASSES, EXAMPLES, Example, Proof, examples, in_memory, sum_holds

from kamreport.cells import CellRef
from kamreport.model import PROGRAMME, Account
from kamreport.model import Remark as Written
from kamreport.rendering.evidence import Printed, printed_in
from kamreport.rendering.views.account.document import account_document
from kamreport.rendering.views.grounds import FINDINGS
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.views.portfolio.document import portfolio_document
from kamreport.rendering.views.programme.document import programme_document
from kamreport.rendering.views.programme.people import People
from kamreport.run import review_of
from kamreport.schema import Owner, schema_of

GOLDEN = Path(__file__).parent / "golden" / "evidence.txt"
NEED_NONE = (
    (r"[\d,]+ more( .*)? on the sheet .*\.", "counts the rows of the sheet it names that are not printed"),
    (r"0 nothing, 1 ad hoc, 2 partly, .*", "says what the grades mean"),
    (r"Fluency below 3 is marked low\. .*", "says how to read the table"),
    (r"(An element|The success index) is 25 times .*", "says how a figure is made, with constants of KAM.md §12"),
    (r"Readiness is .*|The outcomes index is .*|Outcomes are measured over .* 12 before\.", "likewise"),
    (r"Say in Evidence what a rating of 1 or 5 rests on\.", "is the next step of a finding, whose cell stands beside it"),
)  # fmt: skip
"""Texts with a number that no cell holds, each with the reason; nothing else may go without cells."""

PLACED: dict[type, set[str]] = {Written: {"order", "section"}}
"""Columns that say where a text is printed, not what it says."""

each_example = pytest.mark.parametrize("example", examples(), ids=EXAMPLES)


def needs_none(printed: Printed) -> bool:
    return any(re.fullmatch(text, printed.text) for text, _ in NEED_NONE)


@each_example
def test_every_printed_figure_names_its_cells(example: Example) -> None:
    bare = {(code, one.name, one.text) for _, code, one in example.printed if not one.evidence and not needs_none(one)}
    assert not bare


def test_whatever_needs_no_cells_is_printed_somewhere() -> None:
    texts = {one.text for example in examples() for _, _, one in example.printed if not one.evidence}
    unused = [text for text, _ in NEED_NONE if not any(re.fullmatch(text, said) for said in texts)]
    assert not unused, "take it off the list: nobody prints it any more"


@each_example
def test_named_cells_are_there_and_hold_something(example: Example) -> None:
    """Findings apart, which often point at the cell that should hold something, and what was searched for in vain."""
    silent = "not known|does not apply|none yet|–"
    for proof in example.proofs:
        assert {cell.sheet for cell in proof.printed.evidence} <= {cell.sheet for cell in example.cells} | {"Results"}
        if (
            all(cell.row for cell in proof.printed.evidence)
            and "indings" not in proof.printed.name
            and not re.search(silent, proof.printed.text)
        ):
            assert any(raw is not None for raw in proof.held.values()), proof.printed


@each_example
def test_an_account_pack_names_no_cell_of_another_account(example: Example) -> None:
    strangers = {
        (document.title, one.name, str(cell))
        for document, _, one in example.printed
        if (account := example.account_of(document)) is not None
        for cell in one.evidence
        if example.owners.get((cell.sheet, cell.row), account.account_id) != account.account_id
    }
    assert not strangers


def test_figures_are_found_again_in_their_cells(update: bool) -> None:
    lines = [line for example in examples() for line in tally(example)]
    if update:
        GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()


def tally(example: Example) -> Iterator[str]:
    """How many figures of each pack's sections are proved in which way."""
    kinds = Counter((proof.section[0], proof.kind) for proof in example.proofs)
    yield example.name
    for pack in sorted({pack for pack, _ in kinds}):
        told = ", ".join(f"{kinds[pack, kind]} {kind}" for kind in CLASSES if kinds[pack, kind])
        yield f"  {pack}: {told}"


@each_example
def test_every_sum_shown_holds(example: Example) -> None:
    shown = {(one.name, one.text, one.how) for _, _, one in example.printed if one.how}
    assert len({how for *_, how in shown}) > 40
    assert not [one for one in shown if not sum_holds(one[2])]


@each_example
def test_headline_figures_show_their_sum(example: Example) -> None:
    first = next(document for document in example.documents if document.pack == "account")
    summed = {one.name for section in first.sections for one in printed_in(section) if one.how}
    assert {
        "Revenue, 12 months",
        "Contribution, 12 months",
        "Health, 0–100",
        "Priority rank",
        "Attractiveness",
    } <= summed
    assert {"Growth", "Against target", "Company share", "Priority", "The sum behind the scores: Points"} <= summed
    portfolio = next(document for document in example.documents if document.pack == "portfolio")
    summed = {one.name for section in portfolio.sections for one in printed_in(section) if one.how}
    assert {"Revenue, 12 months", "Net revenue retention", "Three largest", "Five largest"} <= summed


@each_example
def test_a_pack_prints_the_same_figures_when_all_it_does_not_name_is_emptied(example: Example) -> None:
    """What no figure names and no row needs to exist is emptied; findings about the blanks are of course new."""
    for document in example.documents:
        account = example.account_of(document)
        accounts = [account] if account is not None else list(example.review.portfolio.accounts)
        before, after = figures(document), figures(emptied(example, document, accounts))
        assert before == after, (document.title, before - after, after - before)


def figures(document: Document) -> Counter[tuple[str, str, str]]:
    """The figures of a pack but for those about findings."""
    return Counter(
        (section.code, one.name, one.text)
        for section in document.sections
        for one in printed_in(section)
        if one.is_figure and one.evidence != FINDINGS and "indings" not in one.name
    )


def emptied(example: Example, document: Document, accounts: list[Account]) -> Document:
    """The pack of a workbook whose rows about accounts hold only what the pack names and what a row cannot lack."""
    named = {cell for section in document.sections for one in printed_in(section) for cell in one.evidence}
    book, review, gone = in_memory(example.name), example.review, 0
    whose, also = {account.account_id for account in accounts}, PROGRAMME if document.pack == "programme" else ()
    for cell in spare(example, whose, also):
        if cell not in named:
            gone += book.by_title[cell.sheet].cells.get(cell.row, {}).pop(cell.column, None) is not None
    assert gone > 0
    again = review_of(book, as_of=review.as_of)
    if document.pack != "account":
        return portfolio_document(again) if document.pack == "portfolio" else programme_document(again)
    return account_document(again, next(one for one in again.portfolio.accounts if one.name == document.title))


def spare(example: Example, accounts: set[str], also: tuple[type, ...]) -> Iterator[CellRef]:
    """Cells that a row can do without: of rows about these accounts, and of rows of further sheets."""
    portfolio = example.review.portfolio
    for record in portfolio.records:
        schema = schema_of(record)
        needed = {column.field for column in schema.columns if column.required} | {*schema.key, "account_id"}
        rows: tuple[Any, ...] = portfolio.rows(record) if schema.owner is Owner.MANAGER else ()
        for row in rows:
            if record in also or getattr(row, "account_id", None) in accounts:
                for field in row.origin.columns.keys() - needed - PLACED.get(record, set()):
                    yield row.origin.cell(field)


def test_a_sum_that_does_not_hold_is_noticed() -> None:
    assert sum_holds("€640k + €610k = €1,250k")
    assert sum_holds("30% × 80.0 + 70% × 100.0 = 94.0, then capped at 49.0")
    assert sum_holds("€1,250k / €1,180k − 1 = +5.9%")
    assert not sum_holds("€640k + €610k = €1,260k")
    assert not sum_holds("€1,250k / €1,180k − 1 = +6.3%")


def test_a_figure_that_is_not_in_its_cells_is_not_taken_for_read() -> None:
    example = examples()[0]
    money, cell = example.money, CellRef("Accounts", 2, 1)
    of = {
        text: Proof("Q01", Printed(name="n", text=text, evidence=(cell,)), {cell: 4.0}, money).kind
        for text in ("4", "5")
    }
    assert of == {"4": "read", "5": "reckoned"}


def test_the_mean_of_a_column_names_the_cells_of_that_column_alone() -> None:
    programme = next(document for document in examples()[1].documents if document.pack == "programme")
    (fluency,) = (one.table for one in programme.sections if isinstance(one, People))
    *people, means = fluency.rows
    shown = [place for place, cell in enumerate(means) if cell.evidence]
    assert len(shown) == 5
    for place in shown:
        assert set(means[place].evidence) == {cell for row in people for cell in row[place].evidence}
