"""A team's own typeface and logo: files of its folder, looked at before anything is set with them."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import Path

PICTURES = {"logo.png": ("image/png", b"\x89PNG\r\n\x1a\n"), "logo.jpg": ("image/jpeg", b"\xff\xd8\xff")}
"""What a logo may be called, its type, and how such a file begins."""
_LARGEST = 500_000
"""Bytes a logo may have: it travels in every file."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, with what it says of itself."""

    family: str
    weight: int
    path: Path


def read_face(path: Path) -> Face:
    """What a font file holds.

    Raises:
        ValueError: With one line, for a file that is no font, or one with variable weight (whose pictures of letters
            the PDF engine takes several times as long to embed).
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            if "fvar" in font:
                raise ValueError("it holds several weights in one: use one file for each weight")
            family = re.sub(r"[^\w -]", "", str(font["name"].getBestFamilyName()))
            return Face(family, int(font["OS/2"].usWeightClass), path)
    except (TTLibError, KeyError, OSError) as error:
        raise ValueError(f"it cannot be read as a font: {error}") from error


def read_logo(folder: Path) -> str:
    """The logo of a folder as a ``data:`` address; empty when there is none.

    Raises:
        ValueError: With one line, for a file that is no such picture or too large.
    """
    for name, (kind, beginning) in PICTURES.items():
        if (path := folder / name).is_file():
            content = path.read_bytes()
            if not content.startswith(beginning):
                raise ValueError(f"{name} is not the picture its name says: save it anew as PNG or JPEG")
            if len(content) > _LARGEST:
                raise ValueError(
                    f"{name} is larger than {_LARGEST // 1000} kB: save it smaller; it is printed 10 mm high"
                )
            return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
    return ""
