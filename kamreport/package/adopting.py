"""Sheets of a workbook that was just made, moved whole into one that is in use: only their styles get new numbers."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from kamreport.package.book import Book, SheetEntry
from kamreport.package.markup import MAIN, RELATIONS, STRICT_MAIN, STRICT_RELATIONS, Node, parse, utf8
from kamreport.package.splicing import attribute
from kamreport.package.styles import StyleBook

_STYLE = re.compile(rb'(<(?:c|row)\b[^<>]*?\ss="|<col\b[^<>]*?\sstyle=")(\d+)"')
_DIFFERENTIAL = re.compile(rb'(<cfRule\b[^<>]*?\sdxfId=")(\d+)"')
_LIMIT = re.compile(rb"(<dataValidation\b[^<>]*?)>\s*<formula1>([^<>]*)</formula1>\s*</dataValidation>")
_NAME = re.compile(rb"[A-Za-z_][\w.]*")
_LIMITED = re.compile(rb'\s(?:type|errorStyle|operator|errorTitle|error)="[^"]*"|(?<=\sshowErrorMessage=")1(?=")')
_SELECTED = re.compile(rb'\stabSelected="[^"]*"')
_FIRST_OWN_FORMAT = 164


class Donor:
    """A workbook of our own make, whose sheets another one takes over; their text stands in the cells themselves."""

    def __init__(self, book: Book, styles: StyleBook, *, strict: bool) -> None:
        self._book = book
        self._styles = styles
        self._strict = strict
        self._numbers: dict[int, int] = {}

    def sheet(self, entry: SheetEntry, names: Collection[str]) -> bytes:
        """A sheet part as the other workbook needs it. A drop-down from a list it does not name is left to a prompt."""
        data = self._text(entry.part)
        data = _STYLE.sub(lambda found: found[1] + b'%d"' % self._number(int(found[2])), data)
        data = _DIFFERENTIAL.sub(lambda found: found[1] + b'%d"' % self._differential(int(found[2])), data)
        known = {name.casefold() for name in names}
        data = _LIMIT.sub(lambda found: _limit(found, known), _SELECTED.sub(b"", data))
        if self._strict:
            data = data.replace(MAIN.encode(), STRICT_MAIN.encode()).replace(
                RELATIONS.encode(), STRICT_RELATIONS.encode()
            )
        parse(data, entry.part)
        return data

    def _number(self, number: int) -> int:
        """The number a cell style of the donor has in the other workbook."""
        if number not in self._numbers:
            self._numbers[number] = self._adopted(self._listed("cellXfs")[number])
        return self._numbers[number]

    def _adopted(self, xf: Node) -> int:
        kinds = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
        said = dict(xf.attributes)
        for name, collection in kinds.items():
            entry = self._listed(collection)[int(said[name])]
            said[name] = str(self._styles.entry(collection, self._xml(entry)))
        if (code := int(said["numFmtId"])) >= _FIRST_OWN_FORMAT:
            said["numFmtId"] = str(self._styles.format_number(self._formats[code]))
        listed = " ".join(f"{name}={attribute(value)}" for name, value in said.items())
        inside = "".join(map(self._xml, xf.children))
        return self._styles.entry("cellXfs", f"<xf {listed}>{inside}</xf>")

    def _differential(self, number: int) -> int:
        return self._styles.entry("dxfs", self._xml(self._listed("dxfs")[number]))

    def _listed(self, collection: str) -> list[Node]:
        holder = self._root.first(collection)
        return holder.children if holder else []

    def _xml(self, node: Node) -> str:
        return self._data[node.start : node.end].decode("utf-8")

    def _text(self, part: str) -> bytes:
        entry = self._book.archive.find(part)
        return utf8(self._book.archive.read(entry), part) if entry else b""

    @cached_property
    def _data(self) -> bytes:
        return self._text(self._book.related("styles"))

    @cached_property
    def _root(self) -> Node:
        return parse(self._data, self._book.related("styles"))

    @cached_property
    def _formats(self) -> dict[int, str]:
        return {int(node.get("numFmtId")): node.get("formatCode") for node in self._listed("numFmts")}


def _limit(found: re.Match[bytes], known: Collection[str]) -> bytes:
    """A limit as it is, unless it takes its list from a name that is not there."""
    formula = found[2]
    if not _NAME.fullmatch(formula) or formula.decode("ascii").casefold() in known:
        return found[0]
    kept = _LIMITED.sub(lambda part: b"0" if part[0] == b"1" else b"", found[1])
    return kept + b"/>"
