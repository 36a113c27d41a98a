"""Comments on a sheet of ours go where their rows go: old notes with the boxes they are drawn in, and threads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from kamreport.package.book import Book
from kamreport.package.markup import Node, parse, utf8
from kamreport.package.relations import Relation, relations_of
from kamreport.package.splicing import Splices
from kamreport.package.tables import area_of, ref_of

MovedRow: TypeAlias = Callable[[int], int]
"""From a row's number as it was to its number as it is."""

_BOX = re.compile(
    rb"<([\w.-]+:)?ClientData\s[^<>]*ObjectType\s*=\s*[\"']Note[\"'][^<>]*>.*?</(?:[\w.-]+:)?ClientData\s*>", re.DOTALL
)
_BOX_ROW = re.compile(rb"(<(?:[\w.-]+:)?Row\s*>\s*)(\d{1,7})(\s*<)")
_BOX_ANCHOR = re.compile(rb"(<(?:[\w.-]+:)?Anchor\s*>)([\d\s,-]+)(<)")
_ANCHOR_ROWS = (2, 6)
_ANCHOR_NUMBERS = 8


def commented_rows(book: Book, sheet_part: str) -> frozenset[int]:
    """The numbers of the rows that have a comment of either kind."""
    found: set[int] = set()
    for relation in _parts(book, sheet_part):
        if relation.kind != "vmlDrawing":
            for node in _comments(book.parse(relation.target)):
                if area := area_of(node.get("ref")):
                    found |= set(range(area.first_row, area.last_row + 1))
    return frozenset(found)


def moved_comments(book: Book, sheet_part: str, moved: MovedRow) -> Iterator[tuple[str, bytes]]:
    """The parts that hold the comments of a sheet, by name, with every comment in its new row; changed ones only."""
    for relation in _parts(book, sheet_part):
        entry = book.archive.find(relation.target)
        assert entry is not None  # noqa: S101 - only targets that are there were resolved
        old = utf8(book.archive.read(entry), entry.name)
        new = _boxes_moved(old, moved) if relation.kind == "vmlDrawing" else _comments_moved(old, entry.name, moved)
        if new != old:
            yield entry.name, new


def _parts(book: Book, sheet_part: str) -> Iterator[Relation]:
    kinds = ("comments", "threadedComment", "vmlDrawing")
    return (one for one in relations_of(book.archive, sheet_part) if one.kind in kinds and one.target)


def _comments(root: Node) -> Iterator[Node]:
    if root.name == "ThreadedComments":
        return root.all("threadedComment")
    listed = root.first("commentList")
    return listed.all("comment") if listed else iter(())


def _comments_moved(data: bytes, part: str, moved: MovedRow) -> bytes:
    splices = Splices(data)
    for node in _comments(parse(data, part)):
        area = area_of(node.get("ref"))
        if area and (shift := moved(area.first_row) - area.first_row):
            place = area._replace(first_row=area.first_row + shift, last_row=area.last_row + shift)
            splices.set(node, "ref", ref_of(place) if ":" in node.get("ref") else ref_of(place).partition(":")[0])
    return splices.result()


def _boxes_moved(data: bytes, moved: MovedRow) -> bytes:
    """The drawing of the notes' boxes; it counts rows from 0 and is not always sound XML, so it is changed as text."""

    def move(found: re.Match[bytes]) -> bytes:
        stated = _BOX_ROW.search(found[0])
        if stated is None:
            return found[0]
        old = int(stated[2])
        shift = moved(old + 1) - 1 - old
        if not shift:
            return found[0]
        anchored = _BOX_ANCHOR.sub(lambda anchor: anchor[1] + _anchor_moved(anchor[2], shift) + anchor[3], found[0])
        return _BOX_ROW.sub(lambda row: row[1] + b"%d" % (old + shift) + row[3], anchored, count=1)

    return _BOX.sub(move, data)


def _anchor_moved(anchor: bytes, shift: int) -> bytes:
    numbers = anchor.split(b",")
    if len(numbers) != _ANCHOR_NUMBERS:
        return anchor
    for at in _ANCHOR_ROWS:
        numbers[at] = b" %d" % max(int(numbers[at]) + shift, 0)
    return b",".join(numbers)
