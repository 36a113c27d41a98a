"""Typed texts made fit for a page: no control signs, no endless text, no word that cannot be broken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from kamreport.cells import CellRef
from kamreport.rendering.language import say

MOST = 400
"""Letters of a text in a table, a list or a fact; a longer one is cut, and the page says in which cell it is whole."""
MOST_ANYWHERE = 700
"""Letters of anything else a template prints."""

MOST_IN_A_LINE = 80
"""Letters of what runs along every page."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_ENDLESS = re.compile(r"\S{31,}")
_PIECE = 20
_WBR = Markup("<wbr>")


def cleaned(text: str) -> str:
    """A text without signs that draw nothing, or that turn around what stands beside them."""
    return _CONTROLS.sub("", text) if not text.isascii() or not text.isprintable() else text


def shortened(text: str, most: int, note: str = "") -> str:
    """A text of at most ``most`` letters, cut between two words where it can be; ``note`` follows when it was cut."""
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0]
    return f"{(cut if len(cut) > most // 2 else text[:most]).rstrip(' ,.;:')} …{f' {note}' if note else ''}"


def brief(text: str) -> str:
    """A text for one line at the edge of a page."""
    return shortened(cleaned(text), MOST_IN_A_LINE)


def fit(text: str, evidence: Sequence[CellRef] = ()) -> str:
    """A text for the inside of an element: cut where it is endless, with places where long words may break."""
    plain = cleaned(text)
    if len(plain) > MOST:
        note = say("(shortened; all of it stands in {cell})", cell=str(evidence[0])) if evidence else ""
        plain = shortened(plain, MOST, note)
    return _with_breaks(plain) if _ENDLESS.search(plain) else plain


def _with_breaks(text: str) -> Markup:
    """The escaped text with <wbr> in words that no line would hold."""
    parts: list[Markup] = []
    at = 0
    for found in _ENDLESS.finditer(text):
        word = found[0]
        pieces = [escape(word[start : start + _PIECE]) for start in range(0, len(word), _PIECE)]
        parts += [escape(text[at : found.start()]), _WBR.join(pieces)]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])
