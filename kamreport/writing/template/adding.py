"""Optional and programme sheets for a workbook in use, each as a new workbook would hold it (KAM.md §3.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from kamreport.model import Anchor, Band, Criterion, Portfolio
from kamreport.package import Book
from kamreport.writing.template.blank import Rows, made_workbook
from kamreport.writing.template.drop_downs import GATHERED
from kamreport.writing.template.saving import packed
from kamreport.writing.template.shipped_texts import Row


def workbook_for(portfolio: Portfolio, sheets: Collection[type], path: Path) -> Book:
    """A new workbook with these sheets in it, whose graded columns are those of the portfolio's own criteria.

    It is never saved; ``path`` only names it.
    """
    made = made_workbook(portfolio.settings.preset, (), _criteria(portfolio), sheets)
    return Book(path, packed(made))


def names_needed(book: Book, made: Book, titles: Iterable[str]) -> Mapping[str, str]:
    """Names of linked sheets that a workbook lacks, for the sheets it has or is about to get, with what they stand for."""
    taken = {name.name.casefold() for name in book.names}
    there = {sheet.title.casefold() for sheet in book.sheets} | {title.casefold() for title in titles}
    return {
        name.name: name.text
        for name in made.names
        if name.name.casefold() not in taken and not name.scope and _points_into(name.text) in there
    }


def _points_into(text: str) -> str:
    """The sheet a name points into, in small letters; empty for the gathered lists, which only their own book has."""
    title = text.partition("!")[0].strip("'").replace("''", "'")
    return "" if title == GATHERED else title.casefold()


def _criteria(portfolio: Portfolio) -> Rows:
    """The model rows that graded columns are made from, as a new workbook takes them; none: those of the preset."""
    criteria = portfolio.rows(Criterion)
    if not criteria:
        return {}
    graded = {one.criterion_id for one in criteria}
    return {
        Criterion: [_criterion(one) for one in criteria],
        Anchor: [
            {"Criterion ID": one.criterion_id, "Rating": float(one.rating), "Description": one.description}
            for one in portfolio.rows(Anchor)
            if one.criterion_id in graded
        ],
        Band: _codes(portfolio.rows(Band)),
    }


def _criterion(one: Criterion) -> Row:
    said: dict[str, str | None] = {
        "Criterion ID": one.criterion_id,
        "Criterion": one.name,
        "Axis": one.axis,
        "Question": one.question,
        "Method": one.method,
        "Active": "No" if one.active is False else None,
    }
    return {title: value for title, value in said.items() if value is not None}


def _codes(bands: Sequence[Band]) -> Sequence[Row]:
    return [{"Criterion ID": band.criterion_id, "Code": band.code} for band in bands if band.code]
