"""Every text a pack can print, gathered from the source as gettext's tools do, and the catalogues beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from house import ROOT

from kamreport.rendering.terms import printed_terms

SHELF = ROOT / "report_templates" / "languages"
KEYWORDS = {"say": None, "later": None, "say_count": (1, 2), "later_count": (1, 2)}
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, order=True)
class Text:
    """One text to translate: its context (empty for a sentence), itself, and its plural (empty without one)."""

    context: str
    one: str
    many: str = ""

    @property
    def places(self) -> set[str]:
        """The names of what is put into it."""
        return places(self.one + self.many)


def places(text: str) -> set[str]:
    """The names in braces."""
    return set(_PLACE.findall(text))


def texts() -> dict[Text, tuple[str, ...]]:
    """Every text of views, charts and templates, with the files it stands in."""
    found: dict[Text, list[str]] = {}
    for text, file in (*_in_python(), *_in_templates(), *_of_lists()):
        found.setdefault(text, []).append(file)
    return {text: tuple(dict.fromkeys(files)) for text, files in found.items()}


def _in_python() -> Iterator[tuple[Text, str]]:
    for file in sorted((ROOT / "kamreport" / "rendering").rglob("*.py")):
        yield from _extracted("python", file)


def _in_templates() -> Iterator[tuple[Text, str]]:
    for file in sorted((ROOT / "report_templates").glob("*.html")):
        yield from _extracted("jinja2", file)


def _of_lists() -> Iterator[tuple[Text, str]]:
    for context, word in printed_terms():
        yield Text(context, word), "kamreport/rendering/terms.py"


def _extracted(method: str, file: Path) -> Iterator[tuple[Text, str]]:
    options = {"silent": "false", "trim_blocks": "true", "encoding": "utf-8"}
    name = file.relative_to(ROOT).as_posix()
    with file.open("rb") as stream:
        for _, message, _, _ in extract(method, stream, KEYWORDS, options=options):
            one, many = message if isinstance(message, tuple) else (message, "")
            yield Text("", one, many), name


def catalogue(path: Path) -> Catalog:
    """A catalogue as it stands on the shelf."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.stem, ignore_obsolete=False)


def entries(shelf: Catalog) -> dict[Text, Message]:
    """Its entries by text."""
    found = {}
    for message in shelf:
        if message.id:
            one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
            found[Text(message.context or "", str(one), many)] = message
    return found


def renew(path: Path) -> None:
    """Add what is missing, empty; drop what no pack says any more; keep every translation and the words above them."""
    old = catalogue(path)
    kept = entries(old)
    fresh = Catalog(locale=path.stem)
    for text, files in sorted(texts().items(), key=lambda item: (item[1][0], item[0])):
        former = kept.get(text)
        fresh.add(
            (text.one, text.many) if text.many else text.one,
            former.string if former is not None else None,
            locations=[(file, None) for file in files[:3]],  # type: ignore[misc] # no line: it moves with every edit
            context=text.context or None,
            user_comments=former.user_comments if former is not None else (),
        )
    write(path, fresh, old.header_comment)


def write(path: Path, shelf: Catalog, comment: str) -> None:
    """Write a catalogue with a head that says the language and nothing of the day it was written."""
    body = BytesIO()
    write_po(body, shelf, width=120, omit_header=True)
    head = (
        comment,
        'msgid ""',
        'msgstr ""',
        *(f'"{line}\\n"' for line in _head(path.stem, shelf.plural_forms)),
        "",
        "",
    )
    path.write_text("\n".join(head) + body.getvalue().decode("utf-8"), encoding="utf-8", newline="\n")


def _head(language: str, plural_forms: str) -> tuple[str, ...]:
    return (
        "Project-Id-Version: kamreport",
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plural_forms}",
    )
