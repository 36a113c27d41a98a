"""The styles of a workbook: found again by their meaning, appended where they are new, never changed."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from kamreport.errors import RefusedError
from kamreport.package.markup import MAIN, STRICT_MAIN, Node, parse
from kamreport.package.splicing import Splices, attribute, qualified

MOST_CELL_FORMATS = 64_000
_FIRST_OWN_FORMAT = 164
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_LEAST = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
_BUILT_IN = {
    "General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49,
}  # fmt: skip
_KEPT_OF_FONT = ("sz", "name", "family", "charset", "scheme")

Meaning: TypeAlias = tuple[str, frozenset[tuple[str, str]], tuple["Meaning", ...]]


class CellStyle(NamedTuple):
    """All that a cell of ours can look like; colours as six hexadecimal digits, empty for none."""

    number_format: str = "General"
    fill: str = ""
    ink: str = ""
    bold: bool = False
    underlined: bool = False
    wrapped: bool = False
    line: str = ""
    locked: bool = True
    vertical: str = ""
    """top or center; empty leaves the text at the foot of its cell."""
    horizontal: str = ""
    """left (a little off the line), center or right; empty leaves it to the kind of value."""

    @property
    def alignment(self) -> str:
        """The alignment as XML; empty for the usual one."""
        said = {
            "horizontal": self.horizontal,
            "vertical": self.vertical,
            "wrapText": "1" if self.wrapped else "",
            "indent": "1" if self.horizontal == "left" else "",
        }
        listed = "".join(f' {name}="{value}"' for name, value in said.items() if value)
        return f"<alignment{listed}/>" if listed else ""


class StyleBook:
    """Numbers for cell styles in one styles part. ``part`` is its UTF-8 text, None when the workbook has none."""

    def __init__(self, part: bytes | None, name: str, *, strict: bool) -> None:
        space = STRICT_MAIN if strict else MAIN
        self._splices = Splices(part if part is not None else _empty(space))
        self._is_new = part is None
        self._root = parse(self._splices.data, name)
        self._collections = {child.name: child for child in self._root.children}
        self._known: dict[str, dict[Meaning, int]] = {}
        self._count: dict[str, int] = {}
        self._added: dict[str, list[str]] = {}
        self._formats = self._known_formats()
        self._numbers: dict[CellStyle, int] = {}
        for collection in _LEAST:
            self._learn(collection)

    def number(self, style: CellStyle) -> int:
        """The ``s`` of cells in this style."""
        if style not in self._numbers:
            self._numbers[style] = self._cell_format(style)
        return self._numbers[style]

    def entry(self, collection: str, xml: str) -> int:
        """The number of an entry such as a font, given as XML without prefixes; it is added when it is new."""
        if collection not in self._known:
            self._learn(collection)
        return self._add(collection, xml)

    def format_number(self, code: str) -> int:
        """The number of a number format."""
        return self._format(code)

    def result(self) -> bytes | None:
        """The styles part with what was added, or None when nothing was."""
        for collection in _ORDER:
            if added := self._added.get(collection):
                self._write(collection, added)
        self._added = {}
        return self._splices.result() if self._splices.changed or self._is_new else None

    def _cell_format(self, style: CellStyle) -> int:
        parts = {
            "numFmtId": self._format(style.number_format),
            "fontId": self._add("fonts", self._font(style)),
            "fillId": self._add("fills", _fill(style.fill)) if style.fill else 0,
            "borderId": self._add("borders", _border(style.line)) if style.line else 0,
        }
        numbers = " ".join(f'{name}="{number}"' for name, number in parts.items())
        children = style.alignment + ("" if style.locked else '<protection locked="0"/>')
        applied = "".join(
            f' apply{what}="1"'
            for what, there in (
                ("NumberFormat", parts["numFmtId"]), ("Font", parts["fontId"]), ("Fill", style.fill),
                ("Border", style.line), ("Alignment", style.alignment), ("Protection", not style.locked),
            )
            if there
        )  # fmt: skip
        number = self._add("cellXfs", f'<xf {numbers} xfId="0"{applied}>{children}</xf>')
        if number >= MOST_CELL_FORMATS:
            raise RefusedError(
                f"The workbook holds {MOST_CELL_FORMATS:,} cell formats, as many as Excel allows. Delete unused"
                " styles in Excel and run again; nothing was changed."
            )
        return number

    def _font(self, style: CellStyle) -> str:
        fonts = self._collections.get("fonts")
        base = fonts.children[0] if fonts and fonts.children else parse(_LEAST["fonts"].encode(), "font")
        kept = {child.name: child.get("val") for child in base.children if child.name in _KEPT_OF_FONT}
        colour = f'<color rgb="FF{style.ink}"/>' if style.ink else ""
        texts = [f"<{name} val={attribute(value)}/>" for name, value in kept.items()]
        size = [text for text in texts if text.startswith("<sz")]
        names = [text for text in texts if not text.startswith("<sz")]
        return "".join(["<font>", "<b/>" * style.bold, "<u/>" * style.underlined, *size, colour, *names, "</font>"])

    def _format(self, code: str) -> int:
        if code in _BUILT_IN:
            return _BUILT_IN[code]
        if code not in self._formats:
            number = max([_FIRST_OWN_FORMAT - 1, *self._formats.values()]) + 1
            self._formats[code] = number
            xml = f'<numFmt numFmtId="{number}" formatCode={attribute(code)}/>'
            self._added.setdefault("numFmts", []).append(xml)
        return self._formats[code]

    def _known_formats(self) -> dict[str, int]:
        formats = self._collections.get("numFmts")
        listed = formats.children if formats else []
        self._count["numFmts"] = len(listed)
        return {node.get("formatCode"): node.number("numFmtId") for node in reversed(listed)}

    def _learn(self, collection: str) -> None:
        node = self._collections.get(collection)
        entries = node.children if node else []
        known: dict[Meaning, int] = {}
        for number, entry in enumerate(entries):
            known.setdefault(_meaning(entry), number)
        self._known[collection], self._count[collection] = known, len(entries)
        if not entries and collection in _LEAST:
            for child in parse(f"<x>{_LEAST[collection]}</x>".encode(), collection).children:
                known[_meaning(child)] = self._count[collection]
                self._count[collection] += 1
            self._added[collection] = [_LEAST[collection]]

    def _add(self, collection: str, xml: str) -> int:
        meaning = _meaning(parse(xml.encode(), collection))
        known = self._known[collection]
        if meaning not in known:
            known[meaning] = self._count[collection]
            self._count[collection] += 1
            self._added.setdefault(collection, []).append(xml)
        return known[meaning]

    def _write(self, collection: str, added: list[str]) -> None:
        xml = "".join(added)
        if self._root.prefix:
            xml = xml.replace("</", "\0").replace("<", f"<{self._root.prefix}:")
            xml = xml.replace("\0", f"</{self._root.prefix}:")
        node = self._collections.get(collection)
        if node is not None:
            self._splices.append(node, xml)
            count = len(added) + self._count["numFmts"] if collection == "numFmts" else self._count[collection]
            self._splices.set(node, "count", str(count))
            return
        name = qualified(self._root, collection)
        count = len(added) if collection == "numFmts" else self._count[collection]
        whole = f'<{name} count="{count}">{xml}</{name}>'
        self._splices.place(self._root, collection, whole, _ORDER)


def _meaning(node: Node) -> Meaning:
    """What an entry says, whatever its prefix, order of attributes or spelling of the usual."""
    attributes = frozenset(
        (name, value)
        for name, value in node.attributes.items()
        if not (name.startswith("apply") and value in ("1", "true"))
    )
    return node.name, attributes, tuple(_meaning(child) for child in node.children)


def _fill(colour: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor indexed="64"/></patternFill></fill>'


def _border(colour: str) -> str:
    sides = "".join(
        f'<{side} style="thin"><color rgb="FF{colour}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"


def _empty(space: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{space}"><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'.encode()
