"""Two workbook files compared part by part: what came, what went, what only was packed anew, what really changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple, TypeVar

from kamreport.cells import CellRef, ErrorValue, NoStoredValue, Raw
from kamreport.package.archive import Archive, Entry, part_key
from kamreport.package.book import Book
from kamreport.package.cell_details import row_details

_SHOWN = 5
"""Differing cells that are named one by one; the others are counted."""
_CONTEXT = 30
_LONGEST_VALUE = 40
_DATA_DESCRIPTOR = 0x8
Held = TypeVar("Held")
Rows = Iterable[tuple[int, dict[int, Held]]]


class PartDifference(NamedTuple):
    """One part that is not the same in both files.

    ``what`` is new, gone, moved (another place among the parts), changed (other content), repacked (the same content
    in other compressed bytes) or relabelled (another date or other attributes). Sizes are bytes unpacked, 0 where the
    part is not there. ``details`` are lines for a person.
    """

    part: str
    what: str
    size_before: int
    size_after: int
    details: tuple[str, ...] = ()


def part_differences(old: Archive, new: Archive) -> tuple[PartDifference, ...]:
    """The parts that differ, those of the old file in its order, then the new ones in theirs."""
    moved = _moved(old, new)
    found = [difference for entry in old.entries if (difference := _difference(old, entry, new, moved))]
    came = [entry for entry in new.entries if old.find(entry.name) is None]
    return (*found, *(PartDifference(entry.name, "new", 0, entry.unpacked) for entry in came))


def book_differences(old: Book, new: Book) -> tuple[PartDifference, ...]:
    """The same for two workbooks: sheets say which of their cells differ, other parts where they begin to."""
    titles = {part_key(sheet.part): sheet.title for sheet in (*old.sheets, *new.sheets) if sheet.kind == "worksheet"}
    return tuple(_explained(found, old, new, titles) for found in part_differences(old.archive, new.archive))


def _moved(old: Archive, new: Archive) -> set[str]:
    """Keys of the parts that stand elsewhere among the parts both files have."""
    shared = [part_key(entry.name) for entry in old.entries if new.find(entry.name)]
    there = [part_key(entry.name) for entry in new.entries if old.find(entry.name)]
    return {before for before, after in zip(shared, there, strict=True) if before != after}


def _difference(old: Archive, entry: Entry, new: Archive, moved: set[str]) -> PartDifference | None:
    now = new.find(entry.name)
    if now is None:
        return PartDifference(entry.name, "gone", entry.unpacked, 0)
    what = ""
    if old.packed_bytes(entry) != new.packed_bytes(now) or entry.method != now.method:
        what = "repacked" if old.read(entry) == new.read(now) else "changed"
    elif part_key(entry.name) in moved:
        what = "moved"
    elif _label(entry) != _label(now):
        what = "relabelled"
    return PartDifference(entry.name, what, entry.unpacked, now.unpacked) if what else None


def _label(entry: Entry) -> Entry:
    """All a directory says of an entry but where it stands; data descriptors may be resolved."""
    return entry._replace(offset=0, flags=entry.flags & ~_DATA_DESCRIPTOR)


def _explained(found: PartDifference, old: Book, new: Book, titles: Mapping[str, str]) -> PartDifference:
    title = titles.get(part_key(found.part))
    named = (f"the sheet {title}",) if title else ()
    if found.what != "changed":
        return found._replace(details=named)
    if title:
        before = _sheet_of(old, found.part)
        after = _sheet_of(new, found.part)
        cells = _cells_told(after, old, before, new) if before and after else ()
        return found._replace(details=(*named, *(cells or ("the same cells; only the layout around them differs",))))
    return found._replace(details=(_first_difference(_bytes(old, found.part), _bytes(new, found.part)),))


def _sheet_of(book: Book, part: str) -> str:
    return next((sheet.title for sheet in book.sheets if part_key(sheet.part) == part_key(part)), "")


def _bytes(book: Book, part: str) -> bytes:
    entry = book.archive.find(part)
    return book.archive.read(entry) if entry else b""


def _cells_told(title: str, old: Book, before: str, new: Book) -> tuple[str, ...]:
    """The cells that differ: in their values, or, where all values agree, in formula, format or being hidden."""
    values = _differing_cells(title, old.read(before).rows, new.read(title).rows)
    told = _first_told((where, _told(was), _told(now)) for where, was, now in values)
    if told:
        return told
    details = _differing_cells(title, _details(old, before), _details(new, title))
    return _first_told((where, was or "blank", now or "blank") for where, was, now in details)


def _first_told(differing: Iterator[tuple[CellRef, str, str]]) -> tuple[str, ...]:
    told = [f"{where}: {before} -> {after}" for where, before, after in islice(differing, _SHOWN)]
    more = sum(1 for _ in differing)
    return (*told, *((f"and {more:,} more {'cell' if more == 1 else 'cells'}",) if more else ()))


def _details(book: Book, title: str) -> Iterator[tuple[int, dict[int, str]]]:
    for number, hidden, cells in row_details(book, title):
        kind = "hidden, " if hidden else ""
        yield number, {at: f"{kind}{one.formula or 'no formula'}, {one.number_format}" for at, one in cells.items()}


def _differing_cells(
    title: str, old: Rows[Held], new: Rows[Held]
) -> Iterator[tuple[CellRef, Held | None, Held | None]]:
    """The cells that do not say the same, row by row; both sheets stream by together."""
    before, after = iter(old), iter(new)
    left, right = next(before, None), next(after, None)
    while left or right:
        row = min(side[0] for side in (left, right) if side)
        held = left[1] if left and left[0] == row else {}
        given = right[1] if right and right[0] == row else {}
        for column in sorted(held.keys() | given.keys()):
            if held.get(column) != given.get(column):
                yield CellRef(title, row, column), held.get(column), given.get(column)
        if left and left[0] == row:
            left = next(before, None)
        if right and right[0] == row:
            right = next(after, None)


def _told(value: Raw) -> str:
    if value is None:
        return "blank"
    if isinstance(value, NoStoredValue):
        return f"{value.formula} without a stored result"
    if isinstance(value, ErrorValue):
        return value.code
    text = repr(value) if isinstance(value, str) else f"{value:g}" if type(value) is float else str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _first_difference(old: bytes, new: bytes) -> str:
    """Where two contents begin to differ, with what stands there in each."""
    at = next((at for at, (left, right) in enumerate(zip(old, new, strict=False)) if left != right), None)
    at = min(len(old), len(new)) if at is None else at
    start = max(0, at - _CONTEXT // 3)
    here, there = (_readable(data[start : start + _CONTEXT]) for data in (old, new))
    return f"differs from byte {at:,} on: {here} -> {there}"


def _readable(data: bytes) -> str:
    if not data:
        return "the end"
    return repr("".join(character if character.isprintable() else "·" for character in data.decode("utf-8", "replace")))
