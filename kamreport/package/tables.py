"""The table around our rows: made once, afterwards only its reach changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kamreport.cells import column_letters, column_number
from kamreport.package.book import Area, Book
from kamreport.package.markup import MAIN, STRICT_MAIN, Node, utf8
from kamreport.package.relations import relations_of
from kamreport.package.splicing import Splices, ascii_bytes, attribute, qualified

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")


class TablePart(NamedTuple):
    """A table as a part of the workbook."""

    part: str
    number: int
    name: str
    area: Area
    columns: tuple[str, ...]
    root: Node


def area_of(ref: str) -> Area | None:
    """The rectangle of a reference such as ``A1:F9``; None for anything else."""
    found = _REF.fullmatch(ref)
    if found is None:
        return None
    left, top, right, bottom = found.groups()
    return Area(int(top), column_number(left), int(bottom or top), column_number(right or left))


def ref_of(area: Area) -> str:
    """The reference of a rectangle: ``A1:F9``."""
    return f"{column_letters(area.first_column)}{area.first_row}:{column_letters(area.last_column)}{area.last_row}"


def tables_of(book: Book, sheet_part: str) -> Iterator[TablePart]:
    """The tables that stand on a sheet."""
    for relation in relations_of(book.archive, sheet_part):
        if relation.kind == "table" and relation.target:
            root = book.parse(relation.target)
            columns = root.first("tableColumns")
            names = tuple(node.get("name") for node in columns.children) if columns else ()
            if area := area_of(root.get("ref")):
                number = root.number("id")
                yield TablePart(relation.target, number, root.get("displayName"), area, names, root)


def new_table(number: int, name: str, area: Area, titles: Sequence[str], *, strict: bool) -> bytes:
    """A table part of ours."""
    ref = ref_of(area)
    columns = "".join(f'<tableColumn id="{at}" name={attribute(title)}/>' for at, title in enumerate(titles, 1))
    return ascii_bytes(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<table xmlns="{STRICT_MAIN if strict else MAIN}" id="{number}" name={attribute(name)} displayName={attribute(name)} ref="{ref}"'
        f' totalsRowShown="0"><autoFilter ref="{ref}"/><tableColumns count="{len(titles)}">{columns}</tableColumns>'
        '<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
    )


def stretched_table(book: Book, table: TablePart, area: Area, added: Sequence[str], *, reordered: bool) -> bytes | None:
    """The table part with another reach and ``added`` columns at its end; None when nothing changes.

    ``reordered`` says that the rows are others than they were, so that they no longer stand as somebody sorted them.
    """
    sorts = [state for holder in (table.root, *table.root.all("autoFilter")) for state in holder.all("sortState")]
    if area == table.area and not added and not (reordered and sorts):
        return None
    entry = book.archive.find(table.part)
    assert entry is not None  # noqa: S101 - tables_of read this very part
    splices = Splices(utf8(book.archive.read(entry), table.part))
    splices.set(table.root, "ref", ref_of(area))
    for filtered in table.root.all("autoFilter"):
        splices.set(filtered, "ref", ref_of(area))
    for sorted_by in sorts:
        splices.replace(sorted_by, "")
    columns = table.root.first("tableColumns")
    if columns and added:
        number = max((node.number("id") for node in columns.children), default=0)
        for at, title in enumerate(added, 1):
            name = qualified(columns, "tableColumn")
            splices.append(columns, f'<{name} id="{number + at}" name={attribute(title)}/>')
        splices.set(columns, "count", str(len(columns.children) + len(added)))
    return splices.result()
