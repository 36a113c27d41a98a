"""The ledger of a folder of packs: what each file was made from, so that what would be the same is not made again.

It is a small file beside the packs. Nobody has to trust it: a file counts as unchanged only when it still has the
bytes the ledger remembers, and a ledger that cannot be read is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from kamreport import __version__
from kamreport.errors import OutputError
from kamreport.rendering.shelf import put
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.workshop.tickets import Form, Kit
from kamreport.shipped import report_templates

NAME = ".kamreport-packs.json"
_FORMAT = 1
_MAKERS = ("weasyprint", "pydyf", "fonttools", "jinja2", "babel")
"""Libraries whose releases may make another file of the same document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is remembered of a file."""

    made_from: str
    """Of what it was made: a hash of document, templates, fonts, language, paper and versions."""
    content: str
    """sha256 of the file as it was written."""
    size: int
    """Its bytes."""
    log: tuple[str, ...] = ()
    """What the PDF engine remarked when it was made."""
    customer: str = ""
    """Account ID of the customer it was made for; empty for a pack that stays in the house."""


class Ledger:
    """The entries of a folder, read once and saved when packs were made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries = dict(_read(folder / NAME))
        self._new: dict[str, Entry] = {}

    def unchanged(self, path: Path, made_from: str) -> Entry | None:
        """The entry of a file that was made from the same and is still what it was; None when it is to be made."""
        entry = self._entries.get(path.name)
        if entry is None or entry.made_from != made_from:
            return None
        try:
            if path.stat().st_size != entry.size:
                return None
            return entry if _digest(path.read_bytes()) == entry.content else None
        except OSError:
            return None

    def note(self, path: Path, made_from: str, content: bytes, log: tuple[str, ...], *, customer: str = "") -> None:
        """Remember a file that was just written."""
        self._new[path.name] = Entry(
            made_from=made_from, content=_digest(content), size=len(content), log=log, customer=customer
        )

    def for_customers(self) -> Mapping[str, tuple[str, ...]]:
        """The files that were made for customers and are still there, by Account ID, whatever became of their bytes."""
        found: dict[str, list[str]] = {}
        for name, entry in sorted({**self._entries, **self._new}.items()):
            if entry.customer and (self._folder / name).is_file():
                found.setdefault(entry.customer, []).append(name)
        return {customer: tuple(names) for customer, names in found.items()}

    def save(self) -> None:
        """Write what is new beside what another run may have written meanwhile; files that are gone are forgotten.

        A ledger that cannot be written costs the next run its time and nothing else.
        """
        if not self._new:
            return
        entries = {**_read(self._folder / NAME), **self._new}
        kept = {name: asdict(entry) for name, entry in sorted(entries.items()) if (self._folder / name).is_file()}
        with contextlib.suppress(OutputError):
            put(self._folder / NAME, json.dumps({"format": _FORMAT, "files": kept}, indent=1).encode("utf-8"))


def said_by(document: Document, *, review_id: str) -> str:
    """All that a document says. The Review ID does not count: what says the same keeps the one it was made under."""
    said = repr(document)
    return said.replace(review_id, "") if review_id else said


def hash_of(said: str, form: Form, kit: Kit, kit_hash: str) -> str:
    """What a file is made from: all that its document says, its form, and what makes it."""
    dress = f"{kit.paper} {kit.archive}" if form == "pdf" else ""
    return _digest(f"{form}\n{dress}\n{kit_hash}\n{said}".encode("utf-8", "surrogatepass"))


def hash_of_kit(kit: Kit) -> str:
    """What makes every file of a batch besides its document: templates, fonts, texts, our own code, and versions."""
    made = hashlib.sha256(repr((__version__, *map(_release, _MAKERS), kit.language)).encode("utf-8"))
    for folder in (kit.templates or report_templates(), Path(__file__).resolve().parent):
        for file in sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"):
            made.update(file.relative_to(folder).as_posix().encode("utf-8") + b"\0")
            made.update(hashlib.sha256(file.read_bytes()).digest())
    for file in kit.look.files() if kit.look is not None else ():
        made.update(file.as_posix().encode("utf-8", "surrogateescape") + b"\0")
        made.update(hashlib.sha256(file.read_bytes()).digest())
    return made.hexdigest()


def _release(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(path: Path) -> Mapping[str, Entry]:
    """The entries of a ledger; none when there is none, or when it is not as we write it."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["format"] != _FORMAT:
            return {}
        return {
            str(name): Entry(
                made_from=str(held["made_from"]),
                content=str(held["content"]),
                size=int(held["size"]),
                log=tuple(str(line) for line in held["log"]),
                customer=str(held.get("customer", "")),
            )
            for name, held in said["files"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
