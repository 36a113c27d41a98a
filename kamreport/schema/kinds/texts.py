"""Free text, and the names by which rows are known and linked."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import ClassVar

from kamreport.cells import CellRef, Raw
from kamreport.findings import Rule, Severity
from kamreport.schema.kinds.cell_kind import Kind, misfit, shown

C108 = Rule("C108", "bad-id", Severity.ERROR, "0.1", "An ID has wrong characters, a wrong length, or is a number.")


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Free text; a number is taken as it is shown."""

    name: ClassVar[str] = "text"
    number_format: ClassVar[str] = "General"
    width: ClassVar[float] = 28.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            return misfit(where, title, raw) or raw
        return shown(raw)


@dataclass(frozen=True, slots=True)
class ListWord(Text):
    """A value of a list of the team's own: any text, and NA with it, for it may stand for North America."""

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        return raw if isinstance(raw, str) and raw.isalpha() else Text.parse(self, raw, where, title)


@dataclass(frozen=True, slots=True)
class Anything(Kind):
    """A cell whose kind its row decides, as in Settings."""

    name: ClassVar[str] = "value"

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: ARG002, D102 - as Kind.parse
        return raw


@dataclass(frozen=True, slots=True)
class Id(Kind):
    """A short stable name: 2 to 20 of A–Z, a–z, 0–9, ``_`` and ``-`` (KAM.md §3.1)."""

    name: ClassVar[str] = "ID"
    number_format: ClassVar[str] = "@"
    width: ClassVar[float] = 13.0
    pattern: ClassVar[re.Pattern[str]] = re.compile(r"[A-Za-z0-9_-]{2,20}")

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "an ID of 2 to 20 letters and digits"

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            if self.pattern.fullmatch(raw):
                return raw
            return misfit(where, title, raw) or C108.at(
                where,
                f"{title} {shown(raw)} is not an ID.",
                hint="Use 2 to 20 letters, digits, _ or -, and change it wherever it is linked.",
            )
        return C108.at(
            where,
            f"{title} is the {'date' if isinstance(raw, dt.datetime) else 'number'} {shown(raw)}; an ID must be text.",
            hint="Put letters in front, such as A-"
            + re.sub(r"\W", "", shown(raw))[:16]
            + ", and change it wherever it is linked.",
        )


@dataclass(frozen=True, slots=True)
class Link(Kind):
    """The ID of a row of another sheet; its name is accepted when only one row has it."""

    target: str
    """Titles of the sheets linked to, separated by ``|``."""
    name: ClassVar[str] = "link"
    number_format: ClassVar[str] = "@"
    width: ClassVar[float] = 13.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            return raw if Id.pattern.fullmatch(raw) else misfit(where, title, raw) or raw
        return C108.at(
            where,
            f"{title} is the {'date' if isinstance(raw, dt.datetime) else 'number'} {shown(raw)}; it must hold an ID of {self.told_targets}.",
            hint=f"Choose an ID from the drop-down, or type one that stands in {self.told_targets}.",
        )

    @property
    def targets(self) -> tuple[str, ...]:
        """Titles of the sheets linked to."""
        return tuple(self.target.split("|"))

    @property
    def told_targets(self) -> str:
        """The sheets linked to, as a person says them."""
        return " or ".join(self.targets)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return f"an ID of {self.told_targets}"


RULES = (C108,)
