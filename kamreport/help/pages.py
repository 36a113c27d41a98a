"""Where the pages are and what they are called: four rooms, and one page per rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kamreport.errors import UsageError
from kamreport.rulebook import find_rule
from kamreport.schema import nearest

ROOMS = {
    "tutorial": "Learn it by doing",
    "how-to": "Get something done",
    "explanation": "Understand why",
    "reference": "Look it up",
}
"""The rooms of the help, in the order a newcomer meets them."""

_TELLING = 3
"""From so many letters on, a part of a topic says which one is meant."""
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its room, its topic (the file's name), its title and its Markdown."""

    room: str
    topic: str
    title: str
    text: str


@cache
def pages() -> tuple[Page, ...]:
    """Every page of the four rooms, room by room."""
    return tuple(_read(file, room) for room in ROOMS for file in sorted((_FOLDER / room).glob("*.md")))


def find_page(topic: str) -> Page:
    """The page of a topic, said without regard to case. Raises UsageError with the nearest topic."""
    for page in pages():
        if page.topic == topic.strip().lower():
            return page
    word = topic.strip().lower()
    holding = [page.topic for page in pages() if len(word) >= _TELLING and word in page.topic]
    near = [found] if (found := nearest(word, [page.topic for page in pages()])) else holding
    meant = f" Did you mean {' or '.join(repr(one) for one in near)}?" if near else ""
    raise UsageError(f"There is no help on '{topic}'.{meant} 'kamreport help' lists the topics.")


def rule_page(code: str) -> Page:
    """The page of a rule, by its code or its name. Raises UsageError when there is no such rule."""
    rule = find_rule(code)
    return _read(_FOLDER / "rules" / f"{rule.code}.md", "rules")


def _read(file: Path, room: str) -> Page:
    text = file.read_text(encoding="utf-8")
    return Page(room, file.stem, text.partition("\n")[0].removeprefix("#").strip(), text)
