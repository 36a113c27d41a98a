"""XML as workbooks hold it: encodings, names, escapes, and small parts as a tree that knows its offsets."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias
from xml.parsers import expat

from kamreport.errors import NotAWorkbookError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACES = {STRICT_MAIN: MAIN, STRICT_RELATIONS: RELATIONS}
"""Strict namespaces and the transitional ones they stand for; readers know only the latter."""

PartText: TypeAlias = Callable[[], Iterator[str]]
"""Opens the text of a part anew, piece by piece."""

_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ENTITY = re.compile(r"&(?:#([0-9]+)|#x([0-9A-Fa-f]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_CONTROL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_NUMBER = 9
_DEEPEST = 500
"""No part of the workbooks this was tried on goes deeper than 20."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Node:
    """An element of a small part. Offsets count bytes of the parsed UTF-8 text."""

    __slots__ = ("attributes", "children", "end", "name", "prefix", "space", "start", "tag_end", "text")

    def __init__(self, name: str, prefix: str, space: str, attributes: dict[str, str], start: int) -> None:
        self.name = name
        self.prefix = prefix
        self.space = space
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""
        self.start = self.tag_end = self.end = start

    def all(self, name: str) -> Iterator[Node]:
        """The children of one name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Node | None:
        """The first child of that name, or None."""
        return next(self.all(name), None)

    def get(self, name: str, default: str = "") -> str:
        """An attribute without a namespace, or the default."""
        return self.attributes.get(name, default)

    def number(self, name: str) -> int:
        """An attribute that counts something; 0 where it is absent or makes no sense."""
        return whole_number(self.attributes.get(name, ""), 0)

    @property
    def relation_id(self) -> str:
        """The ``r:id`` of the element, whatever its prefix."""
        return self.attributes.get(f"{RELATIONS} id", "")


def parse(data: bytes, part: str) -> Node:
    """The tree of a small part given as UTF-8. Raises NotAWorkbookError on bad XML, any DOCTYPE, or absurd depth."""
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.ordered_attributes = True
    parser.buffer_text = True
    root = Node("", "", "", {}, 0)
    open_nodes = [root]

    def start(name: str, attributes: list[str]) -> None:
        if len(open_nodes) > _DEEPEST:
            raise NotAWorkbookError(
                f"The part {part} has elements more than {_DEEPEST} deep inside one another, which no workbook needs. Do"
                " not trust this file."
            )
        space, local, prefix = _split(name)
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        node = Node(local, prefix, space, {_attribute(key): value for key, value in pairs}, parser.CurrentByteIndex)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)

    def end(_name: str) -> None:
        open_nodes.pop().end = parser.CurrentByteIndex

    def text(words: str) -> None:
        open_nodes[-1].text += words

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    refuse_doctype(parser, part)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise damaged_part(part) from error
    _settle_offsets(root, data)
    return root.children[0]


def refuse_doctype(parser: expat.XMLParserType, part: str) -> None:
    """Make the parser stop at a document type: workbooks have none, attacks do."""

    def refuse(*_: object) -> None:
        raise NotAWorkbookError(
            f"The part {part} declares a document type, which no workbook does and attacks use. Do not trust this file."
        )

    parser.StartDoctypeDeclHandler = refuse


def damaged_part(part: str) -> NotAWorkbookError:
    """The error for a part that is not well-formed XML."""
    return NotAWorkbookError(
        f"The part {part} is damaged. Open the workbook in Excel, let Excel repair it, save it, and run again."
    )


def _split(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of a name as the parser spells it."""
    words = name.split(" ")
    if len(words) == 1:
        return "", name, ""
    return SPACES.get(words[0], words[0]), words[1], words[2] if words[2:] else ""


def _attribute(name: str) -> str:
    space, local, _ = _split(name)
    return f"{space} {local}" if space else local


def _settle_offsets(root: Node, data: bytes) -> None:
    waiting = list(root.children)
    while waiting:
        node = waiting.pop()
        tag = _TAG.match(data, node.start)
        node.tag_end = tag.end() if tag else node.start
        if data[node.tag_end - 2 : node.tag_end] == b"/>":
            node.end = node.tag_end
        else:
            node.end = data.index(b">", node.end) + 1
        waiting.extend(node.children)


def encoding_of(head: bytes) -> str:
    """The encoding of a part, from its byte order mark, its first characters or its declaration."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if head.startswith(b"<\0"):
        return "utf-16-le"
    if head.startswith(b"\0<"):
        return "utf-16-be"
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    return "utf-8-sig" if name in ("utf-8", "utf8") or name.startswith("utf-16") else name


def utf8(data: bytes, part: str) -> bytes:
    """The part in UTF-8 without a byte order mark: the same bytes when it was so already."""
    encoding = encoding_of(data[:200])
    if encoding == "utf-8-sig":
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        return _DECLARED.sub(b'<?xml version="1.0"', data.decode(encoding).encode(), count=1)
    except (UnicodeError, LookupError) as error:
        raise damaged_part(part) from error


def text_pieces(pieces: Iterable[bytes], part: str) -> Iterator[str]:
    """Decode a part as it streams by, with line ends as XML reads them."""
    decoder: io.IncrementalNewlineDecoder | None = None
    try:
        for piece in pieces:
            if decoder is None:
                decoder = io.IncrementalNewlineDecoder(
                    codecs.getincrementaldecoder(encoding_of(piece[:200]))(), translate=True
                )
            yield decoder.decode(piece)
        if decoder and (rest := decoder.decode(b"", final=True)):
            yield rest
    except (UnicodeError, LookupError) as error:
        raise damaged_part(part) from error


def whole_number(text: str | None, otherwise: int) -> int:
    """The number a file states, if that is one Excel could mean."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else otherwise


def unescape_entities(text: str) -> str:
    """Character data as XML means it: ``&amp;`` is an ampersand."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    try:
        return chr(int(decimal) if decimal else int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return match[0]


def unescape_controls(text: str) -> str:
    """Excel spells a control character as its code: ``_x000D_``, and a literal underscore before it ``_x005F_``."""
    if "_x" not in text:
        return text
    plain = _CONTROL.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(plain):
        return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return plain
