"""Typed texts made fit for a page: no control signs, no endless text, no word that no line would hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kamreport.cells import CellRef
from kamreport.rendering.language import say

MOST = 400
"""Letters of a text in a table, a list or a fact; a longer one is cut, and the page says in which cell it is whole."""
MOST_ANYWHERE = 700
"""Letters of anything else a template prints."""
MOST_IN_A_LINE = 80
"""Letters of what runs along every page, or heads a column."""

_MOST_OF_A_UNIT, _MOST_IN_A_HEADING = 20, 32
_LAST_WORD = re.compile(r"(?<=\S) (?=\S{1,9}$)")
_NARROW = re.compile(r"\S{15,}")

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_ENDLESS = re.compile(r"\S{41,}")
_SYLLABLE = re.compile(r"(?s).{1,6}")
_PIECE = re.compile(r"(?s).{1,12}")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def cleaned(text: str) -> str:
    """A text without signs that draw nothing or turn around what stands beside them, and with places to break long words."""
    if not text.isascii() or not text.isprintable():
        text = _CONTROLS.sub("", text)
    return _ENDLESS.sub(_breakable, text)


def shortened(text: str, most: int, note: str = "") -> str:
    """A text of at most ``most`` letters, cut between two words where it can be; ``note`` follows when it was cut."""
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0]
    return f"{(cut if len(cut) > most // 2 else text[:most]).rstrip(' ,.;:')} …{f' {note}' if note else ''}"


def fit(text: str, evidence: Sequence[CellRef] = ()) -> str:
    """A text for the inside of an element, cut where it is endless; the cell in which it is whole is then named."""
    if len(text) <= MOST:
        return cleaned(text)
    note = say("(shortened; all of it stands in {cell})", cell=str(evidence[0])) if evidence else ""
    return cleaned(shortened(text, MOST, note))


def headline(text: str) -> str:
    """A text for a heading, as ``fit`` gives it; a short last word takes the one before along to its line."""
    return _LAST_WORD.sub("\N{NO-BREAK SPACE}", fit(text))


def brief(text: str) -> str:
    """A text for one line at the edge of a page, or at the head of a column."""
    return cleaned(shortened(text, MOST_IN_A_LINE))


def narrow(text: str) -> str:
    """A heading for a column among many: even words of middling length may break."""
    return _NARROW.sub(
        lambda word: _MAY_BREAK.join(_SYLLABLE.findall(word[0])), shortened(cleaned(text), _MOST_IN_A_HEADING)
    )


def unit_name(unit: str | None) -> str:
    """A unit that stands beside a figure: one word or two; empty when there is none."""
    return shortened(unit or "", _MOST_OF_A_UNIT)


def printable(text: str) -> str:
    """Any text a template prints."""
    return cleaned(shortened(text, MOST_ANYWHERE))


def _breakable(word: re.Match[str]) -> str:
    return _MAY_BREAK.join(_PIECE.findall(word[0]))
