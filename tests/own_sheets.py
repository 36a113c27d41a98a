"""Sheets of ours for tests: a short table of results, with a look, a link and every kind of value."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import packages

from kamreport.cells import Raw
from kamreport.package import Book, Cell, Look, OwnColumn, OwnSheet, Styled, open_book, patch
from kamreport.package.markup import Node
from kamreport.package.relations import relations_name

COLUMNS = (
    OwnColumn(title="Account ID", number_format="@"),
    OwnColumn(title="Account name", width=30, wrapped=True, aligned="left"),
    OwnColumn(title="Score", number_format="0.0"),
    OwnColumn(title="Renewal", number_format="yyyy-mm-dd"),
    OwnColumn(title="Key", aligned="center"),
)
GREEN = Look(fill="DDF0E4", ink="14613C", bold=True)


def result(account: str, name: str = "Northwind & Söhne", score: float | None = 61.5) -> tuple[Cell, ...]:
    """One row of results."""
    return (Styled(account, link="'Data'!A2"), name, Styled(score, GREEN), dt.date(2026, 3, 31), True)


def results(*rows: Sequence[Cell], title: str = "Results") -> OwnSheet:
    """A sheet of ours; its mark and table go by its title."""
    word = title.lower().replace(" ", "_")
    return OwnSheet(
        title=title,
        mark=f"kamreport_sheet_{word}",
        table=f"kamreport_{word}",
        key=("Account ID",),
        columns=COLUMNS,
        rows=rows,
    )


THREE = results(result("KA-001"), result("KA-002", "=not a formula"), result("KA-003", score=None))


def patched(path: Path, *sheets: OwnSheet) -> Book:
    """The workbook after our sheets were put into it."""
    patch(open_book(path), sheets or (THREE,))
    return open_book(path)


def saved_and_patched(folder: Path, parts: Mapping[str, str | bytes], *sheets: OwnSheet) -> Book:
    """The same for a workbook given as parts."""
    return patched(packages.save_parts(folder, parts), *sheets)


def values(book: Book, title: str = "Results") -> dict[int, dict[int, Raw]]:
    """The cells of a sheet by row and column."""
    return dict(book.read(title).rows)


def untouched(before: Book, after: Book) -> set[str]:
    """Names of the entries whose compressed bytes are the same, checked to stand in the same order."""
    names = [entry.name for entry in before.archive.entries]
    kept = [entry.name for entry in after.archive.entries if entry.name in set(names)]
    assert kept == [name for name in names if name in set(kept)]
    same = set()
    for entry in before.archive.entries:
        now = after.archive.find(entry.name)
        if now and before.archive.packed_bytes(entry) == after.archive.packed_bytes(now):
            same.add(entry.name)
    return same


def relations_of_book(book: Book) -> str:
    """The part that holds the workbook's relationships."""
    entry = book.archive.find(relations_name(book.part))
    assert entry is not None
    return entry.name


def root(book: Book, part: str) -> Node:
    """The tree of a part."""
    return book.parse(part)


def text(book: Book, part: str) -> str:
    """A part as text."""
    entry = book.archive.find(part)
    assert entry is not None
    return book.archive.read(entry).decode("utf-8")


def copy_of(source: Path, folder: Path) -> Path:
    """A copy that may be written to, under a plain name."""
    copy = folder / f"book{source.suffix}"
    shutil.copyfile(source, copy)
    return copy
