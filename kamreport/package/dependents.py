"""Whether something in the workbook works with the cells of our sheets."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape

from kamreport.cells import quoted_sheet
from kamreport.package.book import Book
from kamreport.package.standing import Standing

_LONGEST_NAME = 300


def feeds_formulas(book: Book, changed: Sequence[Standing], marks: Collection[str]) -> bool:
    """Whether a name or another worksheet mentions one of the changed sheets or their tables.

    ``marks`` are names of ours, which do not count. A mention that is no formula costs a recalculation, nothing else.
    """
    words = [f"{quoted_sheet(standing.entry.title)}!" for standing in changed]
    words += [f"{standing.table.name}[" for standing in changed if standing.table]
    if not words:
        return False
    if any(word in name.text for name in book.names if name.name not in marks for word in words):
        return True
    ours = {standing.entry.part for standing in changed}
    tokens = [escape(word, quote=False).encode() for word in words]
    return any(
        _mentions(book, sheet.part, tokens)
        for sheet in book.sheets
        if sheet.kind == "worksheet" and sheet.part not in ours
    )


def _mentions(book: Book, part: str, tokens: Sequence[bytes]) -> bool:
    entry = book.archive.find(part)
    overlap = b""
    for chunk in book.archive.chunks(entry) if entry else ():
        window = overlap + chunk
        if any(token in window for token in tokens):
            return True
        overlap = chunk[-_LONGEST_NAME:]
    return False
