"""A rule's page as data: what it says, its example, the findings it promises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from house import PACKAGE

FOLDER = PACKAGE / "help" / "rules"
PARTS = ("Example", "Finding", "What to do")
_BLOCK = re.compile(r"(?<=\n```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_OPTION = re.compile(r"^- ([a-z-]+): *(.+?) *$\n?", re.MULTILINE)


@dataclass(frozen=True)
class RulePage:
    """One file of ``kamreport/help/rules``."""

    file: Path

    @property
    def code(self) -> str:
        """The rule the page is about."""
        return self.file.stem

    @cached_property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @property
    def front(self) -> list[str]:
        """Heading and severity, then why it matters; blank lines left out."""
        return [line for line in self.text.partition("\n## ")[0].splitlines() if line.strip()]

    @property
    def parts(self) -> Mapping[str, str]:
        """Bodies of the sections, by title."""
        found = re.split(r"^## (.+)$\n", self.text, flags=re.MULTILINE)[1:]
        return dict(zip(found[::2], found[1::2], strict=True))

    @property
    def options(self) -> Mapping[str, str]:
        """What the example says of itself before its first sheet."""
        return dict(_OPTION.findall(self.parts["Example"].partition("### ")[0]))

    @property
    def workbook(self) -> str:
        """The example as ``books.book`` reads it."""
        return as_book(self.parts["Example"])

    @property
    def then(self) -> str:
        """What is changed before the second run; empty when there is none."""
        return as_book(self.parts.get("Then", ""))

    @property
    def promised(self) -> str:
        """The findings the page shows."""
        found = _BLOCK.search(self.parts["Finding"])
        return found[0].rstrip("\n") if found else ""

    def rewrite(self, findings: str) -> None:
        """Show these findings instead."""
        before, title, after = self.text.partition("\n## Finding\n")
        self.file.write_text(before + title + _BLOCK.sub(lambda _: findings + "\n", after, count=1), encoding="utf-8")


def as_book(example: str) -> str:
    """Sheets of an example are headed ``###``, for ``##`` are the sections of the page."""
    settings, sheet, sheets = example.partition("### ")
    options = "".join(f"{key}: {value}\n" for key, value in _OPTION.findall(settings))
    return f"{options}\n{sheet}{sheets}".replace("\n### ", "\n## ")


def pages() -> list[RulePage]:
    """Every page, by code."""
    return [RulePage(file) for file in sorted(FOLDER.glob("*.md"))]
