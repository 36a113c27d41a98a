"""Packs of a team's own: a folder each, with a ``pack.toml`` that says which sections of ours it sets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = "pack.toml"
_KEYS = {"title": str, "of": str, "sections": list}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPack:
    """A pack made of some sections of one of ours."""

    name: str
    """What it is called on the command line and in file names: the name of its folder."""
    title: str
    """What it is called in print."""
    of: str
    """The name of the pack whose sections it takes."""
    sections: tuple[str, ...]
    """Codes of those sections, in the order in which they are printed."""
    folder: Path
    """Where its templates are looked for first."""


def read_own_pack(folder: Path, offered: dict[str, tuple[str, ...]]) -> OwnPack:
    """The pack of a folder. ``offered`` are the sections of our packs by the packs' names.

    Raises:
        ValueError: With one line that says what is wrong, and what would be right.
    """
    if not _NAME.fullmatch(folder.name):
        raise ValueError(f"the folder {folder.name} names the pack: use small letters, digits and hyphens")
    if folder.name in offered:
        raise ValueError(f"there is a pack {folder.name} already: give the folder another name")
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"it is not TOML: {error}") from error
    for key, kind in _KEYS.items():
        if type(said.get(key)) is not kind:
            raise ValueError(
                f'it needs title = "…", of = "…" and sections = ["…"]; {key} is missing or of another kind'
            )
    if strange := said.keys() - _KEYS.keys():
        raise ValueError(f"it takes {', '.join(_KEYS)}, not {', '.join(sorted(strange))}")
    if said["of"] not in offered:
        raise ValueError(f"of names one of our packs: {', '.join(offered)}")
    wanted = tuple(str(code).upper() for code in said["sections"])
    strange = set(wanted) - set(offered[said["of"]])
    if strange or not wanted or len(set(wanted)) < len(wanted):
        raise ValueError(f"sections names some of {', '.join(offered[said['of']])}, each once")
    return OwnPack(
        name=folder.name, title=said["title"].strip() or folder.name, of=said["of"], sections=wanted, folder=folder
    )
