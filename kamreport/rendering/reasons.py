"""Reasons from scoring, retold in the language in force: scoring gives them as English sentences with their figures.

They stand in the workbook's own sheets as well, in English, so the pattern of a sentence is found again by its words:
``PATTERNS`` lists those that packs print, each with places for what varies. A sentence no pattern fits stays English.
"""

from __future__ import annotations

import re
from functools import cache

from kamreport.rendering.language import in_force, later, say

PATTERNS: tuple[str, ...] = (
    later("key account with a single thread"),
    later("an escalation of severity 1 is open"),
    later("renewal in {days} days and no sponsor was met for {since} days"),
    later("renewal in {days} days and no sponsor contact is dated"),
)

_PLACE = re.compile(r"\\\{(\w+)\\\}")


def retold(reason: str) -> str:
    """A reason, or several joined by semicolons, in the language in force; the full stop stays where it was."""
    if in_force().is_english or not reason:
        return reason
    return "; ".join(_one(part) for part in reason.split("; "))


def _one(part: str) -> str:
    bare = part.rstrip(".")
    for pattern, form in _forms():
        if found := form.fullmatch(bare):
            return say(pattern, **found.groupdict()) + part[len(bare) :]
    return part


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((text, re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(text)))) for text in PATTERNS)
