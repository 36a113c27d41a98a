"""What marks a folder as a look, and which templates in it somebody will ask for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kamreport.rendering.looks.letters import PICTURES
from kamreport.rendering.looks.own_packs import FILE
from kamreport.rendering.looks.tokens import TOKENS
from kamreport.shipped import report_templates

_NAMED = 3
"""Strange templates that are named; more are counted."""


def is_look(folder: Path) -> bool:
    """Whether a folder holds anything of a look: tokens, a logo, a typeface, a template of ours, a pack of its own."""
    named = any((folder / name).is_file() for name in (TOKENS, *PICTURES))
    return named or any((folder / "fonts").glob("*.ttf")) or has_templates(folder) or any(folder.glob(f"*/{FILE}"))


def has_templates(folder: Path) -> bool:
    """Whether a template in the folder takes the place of one of ours, or may be included by one that does."""
    return any(path.name in _ours() or path.name.startswith("_") for path in folder.glob("*.html"))


def strange_templates(folder: Path) -> Iterator[str]:
    """What is said of templates nobody asks for, of the look itself and of each folder with templates.

    Such a template is a slip in its name; in a folder of its own, a ``pack.toml`` may have been forgotten.
    """
    yield from _slips(folder, "")
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        if (inner / FILE).is_file():
            yield from _slips(inner, f"{inner.name}/")
        elif any(path.name in _ours() for path in inner.glob("*.html")):
            yield f"{inner.name}: its templates are not used, for it holds no {FILE} that makes it a pack"


def strange_logos(folder: Path) -> Iterator[str]:
    """What is said of pictures called logo that are not taken over, where none is."""
    found = sorted(path.name for path in folder.glob("*") if path.stem.casefold() == "logo" and path.is_file())
    if found and not PICTURES.keys() & set(found):
        yield f"{', '.join(found)}: a logo is taken over as {' or '.join(PICTURES)}"


def _slips(folder: Path, within: str) -> Iterator[str]:
    names = sorted(
        path.name for path in folder.glob("*.html") if path.name not in _ours() and not path.name.startswith("_")
    )
    if names:
        named = ", ".join(within + name for name in names[:_NAMED])
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        those = "a template of this name" if len(names) == 1 else "templates of these names"
        yield f"{named}{more}: no pack asks for {those}; ours are q01.html, p01.html …"


@cache
def _ours() -> frozenset[str]:
    return frozenset(path.name for path in report_templates().glob("*.html"))
