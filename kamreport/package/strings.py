"""The shared strings of a workbook: plain ones by pattern, all others by a full XML parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.parsers import expat

from kamreport.package.markup import (
    MAIN,
    SPACES,
    PartText,
    damaged_part,
    refuse_doctype,
    unescape_controls,
    unescape_entities,
)

_HEAD = re.compile(r'\s*(?:<\?xml[^<>]*\?>)?\s*<sst((?: [\w:]+="[^"<>]*")*)\s*>\s*')
_PLAIN = re.compile(r'<si><t(?: xml:space="(preserve)")?>([^<]*)</t></si>\s*')
_BLANKS = " \t\n"
_LONGEST_WAIT = 1 << 22
"""Characters to look through again and again for the next string; a longer one is left to the parser."""


def shared_strings(text: PartText, part: str) -> list[str]:
    """All shared strings in order. Phonetic hints are dropped, runs of rich text joined."""
    pieces = text()
    rest = next(pieces, "")
    head = _HEAD.match(rest)
    if head is None or f' xmlns="{MAIN}"' not in head[1] or "xml:space" in head[1]:
        return list(_parsed(text(), part))
    strings: list[str] = []
    rest = rest[head.end() :]
    for piece in chain(pieces, ("",)):
        cut = rest.rfind("</si>") + len("</si>")
        if cut >= len("</si>"):
            split = _PLAIN.split(rest[:cut])
            if "".join(split[::3]):
                return list(_parsed(text(), part))
            strings += map(_plain, split[1::3], split[2::3])
            rest = rest[cut:].lstrip()
        rest += piece
        if len(rest) > _LONGEST_WAIT:
            return list(_parsed(text(), part))
    return strings


def _plain(space: str | None, text: str) -> str:
    return settle_text(unescape_entities(text), keep_blanks=space is not None)


def settle_text(text: str, *, keep_blanks: bool) -> str:
    """Text as Excel shows it: outer blanks only where ``xml:space`` keeps them, control characters unescaped."""
    return unescape_controls(text if keep_blanks else text.strip(_BLANKS))


class RichText:
    """Collects the words of ``<si>`` or ``<is>``: every ``<t>`` outside phonetic hints."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._runs: list[str] = []
        self._listening = False
        self._keep = False
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if name == "rPh":
            self._phonetic += 1
        elif name == "t" and not self._phonetic:
            self._listening = True
            self._keep = attributes.get("http://www.w3.org/XML/1998/namespace space") == "preserve"
            self._runs = []

    def text(self, words: str) -> None:
        """Characters stream by."""
        if self._listening:
            self._runs.append(words)

    def end(self, name: str) -> None:
        """An element closes."""
        if name == "rPh":
            self._phonetic -= 1
        elif name == "t" and self._listening:
            self._listening = False
            self.words.append(settle_text("".join(self._runs), keep_blanks=self._keep))

    def take(self) -> str:
        """The collected text; the collector starts anew."""
        text = "".join(self.words)
        self.words = []
        return text


def local_name(name: str) -> str:
    """The name of a spreadsheet element, transitional or Strict; empty for any other vocabulary."""
    space, _, local = name.rpartition(" ")
    return local if SPACES.get(space, space) == MAIN else ""


def _parsed(pieces: Iterable[str], part: str) -> Iterator[str]:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    refuse_doctype(parser, part)
    rich = RichText()
    strings: list[str] = []

    def end(name: str) -> None:
        local = local_name(name)
        rich.end(local)
        if local == "si":
            strings.append(rich.take())

    parser.StartElementHandler = lambda name, attributes: rich.start(local_name(name), attributes)
    parser.EndElementHandler = end
    parser.CharacterDataHandler = rich.text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield from strings
            strings.clear()
        parser.Parse("", True)
    except expat.ExpatError as error:
        raise damaged_part(part) from error
