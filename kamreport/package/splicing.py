"""Changing a part without writing it anew: find offsets, put bytes in their place, leave every other byte."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kamreport.package.markup import Node

_ATTRIBUTE = r"""(?P<before>\s{name}\s*=\s*)(?P<value>"[^"]*"|'[^']*')"""
_IN_TAGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


class Splices:
    """Changes to one part, applied together by ``result``. Children go in with the part's own prefix."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._tags: dict[Node, dict[str, str | None]] = {}
        self._children: dict[Node, list[bytes]] = {}
        self._pieces: list[tuple[int, int, bytes]] = []

    @property
    def changed(self) -> bool:
        """Whether there is anything to do."""
        return bool(self._tags or self._children or self._pieces)

    def append(self, parent: Node, xml: str) -> None:
        """Add a child after all others; the parent may be self-closed."""
        self._children.setdefault(parent, []).append(ascii_bytes(xml))

    def after(self, sibling: Node, xml: str) -> None:
        """Put something right behind an element."""
        self._pieces.append((sibling.end, sibling.end, ascii_bytes(xml)))

    def first(self, parent: Node, xml: str) -> None:
        """Put something before all children of an element that is not self-closed."""
        self._pieces.append((parent.tag_end, parent.tag_end, ascii_bytes(xml)))

    def place(self, parent: Node, name: str, xml: str, order: Sequence[str]) -> None:
        """Put a new child where the schema's order wants it: behind the last that must come before it."""
        earlier = set(order[: order.index(name)])
        before = [child for child in parent.children if child.name in earlier]
        if before:
            self.after(before[-1], xml)
        elif parent.children:
            self.first(parent, xml)
        else:
            self.append(parent, xml)

    def replace(self, node: Node, xml: str) -> None:
        """Put something in the place of an element; nothing takes it away."""
        self._pieces.append((node.start, node.end, ascii_bytes(xml)))

    def set(self, node: Node, attribute: str, value: str | None) -> None:
        """Give an element another value of an attribute; None takes the attribute away."""
        self._tags.setdefault(node, {})[attribute] = value

    def result(self) -> bytes:
        """The part with every change in it."""
        pieces = list(self._pieces)
        for node in {**self._tags, **self._children}:
            pieces += self._tag_and_children(node)
        parts, at = [], 0
        for start, end, content in sorted(pieces, key=lambda piece: piece[:2]):
            parts += [self.data[at:start], content]
            at = max(at, end)
        return b"".join([*parts, self.data[at:]])

    def _tag_and_children(self, node: Node) -> list[tuple[int, int, bytes]]:
        tag = self.data[node.start : node.tag_end].decode("utf-8")
        for attribute, value in self._tags.get(node, {}).items():
            tag = with_attribute(tag, attribute, value)
        children = b"".join(self._children.get(node, ()))
        if children and node.tag_end == node.end:
            name = f"{node.prefix}:{node.name}" if node.prefix else node.name
            whole = tag.removesuffix("/>").rstrip().encode() + b">" + children + f"</{name}>".encode()
            return [(node.start, node.end, whole)]
        pieces = [(node.start, node.tag_end, tag.encode())]
        if children:
            inner_end = self.data.rindex(b"</", node.tag_end, node.end)
            pieces.append((inner_end, inner_end, children))
        return pieces


def ascii_bytes(xml: str) -> bytes:
    """XML in plain ASCII, everything else by its number, so that it fits a part of any encoding."""
    return xml.encode("ascii", "xmlcharrefreplace")


def attribute(value: str) -> str:
    """A value quoted for a start tag."""
    text = value.translate(_IN_TAGS)
    if '"' not in text:
        return f'"{text}"'
    return '"' + text.replace('"', "&quot;") + '"' if "'" in text else f"'{text}'"


def qualified(node: Node, name: str) -> str:
    """A name with the prefix that a part's own elements use."""
    return f"{node.prefix}:{name}" if node.prefix else name


def with_attribute(tag: str, name: str, value: str | None) -> str:
    """A start tag with another value of an attribute; None takes the attribute away."""
    pattern = re.compile(_ATTRIBUTE.format(name=re.escape(name)))
    if value is None:
        return pattern.sub("", tag, count=1)
    if pattern.search(tag):
        return pattern.sub(lambda match: match["before"] + attribute(value), tag, count=1)
    close = "/>" if tag.endswith("/>") else ">"
    return f"{tag.removesuffix(close).rstrip()} {name}={attribute(value)}{close}"
