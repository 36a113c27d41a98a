"""A look: what a team keeps in a folder to make packs its own, read once and looked through before it is used.

::

    our-look/
      tokens.css      colours and letters: our custom properties with other values
      logo.png        or logo.jpg: stands at the head of each pack
      fonts/*.ttf     a typeface, one file a weight, named in tokens.css as --font
      q05.html        a section's template in place of ours
      board/          a pack of its own: pack.toml, and templates for it alone
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from kamreport.errors import UsageError
from kamreport.rendering.looks.letters import Face, read_face, read_logo
from kamreport.rendering.looks.marks import has_templates, is_look, strange_logos, strange_templates
from kamreport.rendering.looks.own_packs import FILE, OwnPack, read_own_pack
from kamreport.rendering.looks.tokens import FONT, TOKENS, read_tokens
from kamreport.shipped import report_templates

_T = TypeVar("_T")
_NO_LOOK = (
    "the folder {folder} is no look: it holds no tokens.css, logo.png, logo.jpg, fonts/*.ttf, template of ours such as"
    " q01.html, or folder with a pack.toml; 'kamreport help give-packs-your-look' shows one"
)
_LETTERS_IN_PRINT = re.compile(r"Inter, (?:Helvetica Neue, )?Arial, sans-serif")
_COLOUR_OF_A_CHART = re.compile(r'(?<==")#[0-9a-f]{6}(?=")')
_COLOUR_OF_PRINT = re.compile(r"(?<=color: )#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A team's own look, ready to be used."""

    folder: Path
    """Where its templates are looked for before ours."""
    css: str = ""
    """Its tokens as a style sheet, checked."""
    dark_css: str = ""
    """Its tokens for a dark screen as a style sheet, checked."""
    colours: tuple[tuple[str, str], ...] = ()
    """Each of our colours with the one that takes its place."""
    family: str = ""
    """The families to set in, first choice first; empty for ours."""
    faces: tuple[Face, ...] = ()
    """Its own font files."""
    logo: str = ""
    """Its logo as a ``data:`` address; empty without."""
    packs: tuple[OwnPack, ...] = ()
    """Its own packs, by name."""
    troubles: tuple[str, ...] = ()
    """What in the folder could not be used, and why: one line each, the file first."""

    @property
    def has_templates(self) -> bool:
        """Whether templates of the team are set."""
        return any(has_templates(folder) for folder in (self.folder, *(pack.folder for pack in self.packs)))

    def files(self) -> tuple[Path, ...]:
        """Every file a pack is made from, in order; none of a folder that is no look."""
        if not is_look(self.folder):
            return ()
        own = [
            folder.glob("*") for folder in (self.folder, self.folder / "fonts", *(pack.folder for pack in self.packs))
        ]
        return tuple(sorted({path for paths in own for path in paths if path.is_file()}))

    def recoloured(self, html: str) -> str:
        """A document whose charts have the look's colours and letters: style sheets do not reach into them."""
        swap = dict(self.colours)
        html = _COLOUR_OF_A_CHART.sub(lambda found: swap.get(found[0], found[0]), html) if swap else html
        return _LETTERS_IN_PRINT.sub(self.family.replace('"', "'"), html) if self.family else html

    def redressed(self, css: str) -> str:
        """Our style sheets with the look's values: running heads, and the colours of charts on a dark screen."""
        swap = dict(self.colours)
        for colour in (_COLOUR_OF_A_CHART, _COLOUR_OF_PRINT):
            css = colour.sub(lambda found: swap.get(found[0], found[0]), css)
        return _LETTERS_IN_PRINT.sub(self.family, css) if self.family else css


def find_look(folder: Path, offered: dict[str, tuple[str, ...]]) -> Look:
    """The look in a folder. ``offered`` are the sections of our packs by the packs' names.

    What cannot be used is left out and stands in ``troubles``.

    Raises:
        UsageError: When there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder} with a look. Make it, or leave --look out.")
    folder = folder.resolve()
    if not is_look(folder):
        return Look(folder=folder, troubles=(_NO_LOOK.format(folder=folder),))
    troubles: list[str] = [*strange_templates(folder), *strange_logos(folder)]
    ours = shipped_tokens()
    theirs, wrong = read_tokens(_text_of(folder / TOKENS), ours)
    troubles += [f"{TOKENS}, {line}" for line in wrong]
    faces = _each(sorted((folder / "fonts").glob("*.ttf")), read_face, troubles)
    logo = _each([folder], read_logo, troubles)
    kept = sorted(path.parent for path in folder.glob(f"*/{FILE}"))
    packs = _each(kept, lambda one: read_own_pack(one, offered), troubles)
    return Look(
        folder=folder,
        css=theirs.css,
        dark_css=theirs.dark_css,
        colours=tuple((ours[name], colour) for name, colour in theirs.light.items() if name != FONT),
        family=theirs.light.get(FONT, ""),
        faces=tuple(faces),
        logo="".join(logo),
        packs=tuple(packs),
        troubles=tuple(troubles),
    )


@cache
def shipped_tokens() -> dict[str, str]:
    """Our own custom properties with their values."""
    tokens, troubles = read_tokens((report_templates() / TOKENS).read_text(encoding="utf-8"))
    assert not troubles, troubles  # noqa: S101 - our own file
    return tokens.light


def _each(paths: Iterable[Path], read: Callable[[Path], _T], troubles: list[str]) -> list[_T]:
    found: list[_T] = []
    for path in paths:
        try:
            found.append(read(path))
        except ValueError as error:
            troubles.append(f"{path.name}: {error}")
    return found


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}. Save it as UTF-8 text.") from error
