"""Words of a list: fixed lists, lists of the team's own, codes, Yes and No."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kamreport.cells import CellRef, Raw
from kamreport.findings import Finding, Rule, Severity
from kamreport.schema.kinds.cell_kind import NOT_APPLICABLE_WORDS, Kind, misfit, shown
from kamreport.schema.nearest import nearest

C103 = Rule("C103", "not-a-choice", Severity.ERROR, "0.1", "The word is not on the column's list.")


def _folded(words: type[enum.StrEnum], aliases: Mapping[str, str]) -> Mapping[str, enum.StrEnum]:
    folded = {word.value.casefold(): word for word in words}
    folded.update({alias.casefold(): words(meant) for alias, meant in aliases.items()})
    return folded


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One word of a fixed list, compared without case (KAM.md §3.5)."""

    choices: type[enum.StrEnum]
    aliases: Mapping[str, str] = field(default_factory=dict, hash=False)
    _by_word: Mapping[str, enum.StrEnum] = field(init=False, repr=False, compare=False, default_factory=dict)
    name: ClassVar[str] = "choice"
    width: ClassVar[float] = 19.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_word", _folded(self.choices, self.aliases))

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            found = self._by_word.get(raw.casefold())
            if found is not None:
                return found
            finding = misfit(where, title, raw)
            if finding:
                return finding
        return not_a_choice(raw, where, title, self.words())

    def words(self) -> tuple[str, ...]:  # noqa: D102 - as Kind.words
        return tuple(word.value for word in self.choices)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "one of " + ", ".join(self.words())


@dataclass(frozen=True, slots=True)
class AnswerChoice(Choice):
    """A choice among whose words ``N/A`` is one."""

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str) and raw.casefold() in NOT_APPLICABLE_WORDS:
            return self.choices("N/A")
        return Choice.parse(self, raw, where, title)


def not_a_choice(raw: Raw, where: CellRef, title: str, words: tuple[str, ...]) -> Finding:
    """C103 for a value outside a list, with the nearest word or the list as the next step."""
    meant = nearest(raw, words) if isinstance(raw, str) else None
    listed = ", ".join(words[:12]) + (" …" if len(words) > 12 else "")  # noqa: PLR2004 - a hint is one line
    hint = f"Did you mean {meant}?" if meant else f"Choose one of: {listed}."
    return C103.at(where, f"{title} {shown(raw)} is not on the list.", hint=hint)


@dataclass(frozen=True, slots=True)
class OwnChoice(Kind):
    """One value of a list the team keeps on Lists; the reader compares it, for the list is data."""

    list_name: str
    name: ClassVar[str] = "choice"
    width: ClassVar[float] = 16.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            return misfit(where, title, raw) or raw
        return shown(raw)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return f"a value of the list {self.list_name} (add yours on Lists)"


@dataclass(frozen=True, slots=True)
class Words(Kind):
    """One of a few codes, compared without case."""

    listed: tuple[str, ...]
    name: ClassVar[str] = "code"
    width: ClassVar[float] = 10.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str):
            if raw.upper() in self.listed:
                return raw.upper()
            finding = misfit(where, title, raw)
            if finding:
                return finding
        return not_a_choice(raw, where, title, self.listed)

    def words(self) -> tuple[str, ...]:  # noqa: D102 - as Kind.words
        return self.listed

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "one of " + ", ".join(self.listed)


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """Yes or No."""

    name: ClassVar[str] = "yes/no"
    width: ClassVar[float] = 10.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str):
            if raw.casefold() in ("yes", "no"):
                return raw.casefold() == "yes"
            finding = misfit(where, title, raw)
            if finding:
                return finding
        return not_a_choice(raw, where, title, self.words())

    def words(self) -> tuple[str, ...]:  # noqa: D102 - as Kind.words
        return ("Yes", "No")

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return "Yes or No"


RULES = (C103,)
