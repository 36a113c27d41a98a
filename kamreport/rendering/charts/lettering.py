"""How much room words take: widths of Inter without opening the font, so that labels can be placed."""

from __future__ import annotations

_CLASSES = {
    25: "Iijl’ÌÍÎÏìíîïĨĩĪīĬĭĮįİıĵĺļł|",
    31: " !',.:;` ·\u00a0",
    36: "()/[\\]ft",
    43: '1rŕŗřť"-^_{}*?–',
    57: "7JLacksvxyz•¥çýÿ",
    72: "ADVXYÀÁÂÃÄÅÝ",
    77: "CGHNOQUÇÐÑÒÓÔÕÖØÙÚÛÜ…",
    90: "Mmæw@",
    100: "%WÆŒœŴ—",
}
_WIDTH = {letter: share / 100 for share, letters in _CLASSES.items() for letter in letters}
_ORDINARY = 0.63
_WIDE_FROM = 0x2E80  # ideographs and other full-width signs begin here
BOLD = 1.05
"""How much wider bold letters are."""
HEIGHT = 1.2
"""Height of a line of text, in sizes."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of ``text`` at ``size``, in the same unit; a little generous, never short by much."""
    return sum(map(_units, text)) * size * (BOLD if bold else 1.0)


def _units(sign: str) -> float:
    """Width of a sign in sizes."""
    return 1.0 if ord(sign) >= _WIDE_FROM else _WIDTH.get(sign, _ORDINARY)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text``, cut with an ellipsis where it would be wider than ``room``."""
    scale = size * (BOLD if bold else 1.0)
    ellipsis, units, kept = text_width("…", 1.0), 0.0, 0
    for at, sign in enumerate(text, start=1):
        units += _units(sign)
        if units * scale > room:
            return text[:kept].rstrip(" ,.-–") + "…"
        if (units + ellipsis) * scale <= room:
            kept = at
    return text


def wrapped(text: str, size: float, room: float, lines: int) -> list[str]:
    """``text`` broken at spaces into at most ``lines`` lines of width ``room``; the last may be cut."""
    out = [""]
    words = text.split()
    for position, word in enumerate(words):
        longer = f"{out[-1]} {word}".strip()
        if text_width(longer, size) <= room or not out[-1]:
            out[-1] = longer
        elif len(out) < lines:
            out.append(word)
        else:
            out[-1] = " ".join([out[-1], *words[position:]])
            break
    return [shortened(line, size, room) for line in out]
