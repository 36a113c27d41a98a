"""Lists a team keeps for itself: their values are rows of Lists, compared without case (KAM.md §3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from kamreport.cells import CellRef, Raw
from kamreport.findings import Finding
from kamreport.model import ListValue
from kamreport.schema import Kind, nearest
from kamreport.schema.kinds import C103, OwnChoice, shown

_OFFERED = 8
"""Values named in a hint, which is one line."""


@dataclass(frozen=True, slots=True)
class Listed(Kind):
    """One value of an own list whose values are known."""

    own: OwnChoice
    values: Mapping[str, str]
    """As Lists spells them, by their folded form."""
    name: ClassVar[str] = "choice"

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        found = self.values.get((raw if isinstance(raw, str) else shown(raw)).casefold())
        if found is not None:
            return found
        word = self.own.parse(raw, where, title)
        if isinstance(word, Finding):
            return word
        meant = nearest(str(word), self.values.values())
        add = f"add it on Lists as a value of {self.own.list_name}"
        return C103.at(
            where,
            f"{title} {shown(raw)} is not on your list {self.own.list_name}.",
            hint=f"Did you mean {meant}? Otherwise {add}." if meant else f"{add[0].upper()}{add[1:]}{_offer(self)}",
        )

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        return self.own.told


def _offer(listed: Listed) -> str:
    words = list(listed.values.values())
    return (
        f", or choose one of: {', '.join(words[:_OFFERED])}{' …' if len(words) > _OFFERED else '.'}" if words else "."
    )


def listed(kind: Kind, lists: Mapping[str, Mapping[str, str]] | None) -> Kind:
    """The same kind, knowing its list's values; ``lists`` is None when Lists could not be read."""
    if not isinstance(kind, OwnChoice) or lists is None:
        return kind
    return Listed(kind, lists.get(kind.list_name.casefold(), {}))


def lists_from(rows: Sequence[ListValue]) -> Mapping[str, Mapping[str, str]]:
    """Values by list, each by its folded form."""
    lists: dict[str, dict[str, str]] = {}
    for row in rows:
        lists.setdefault(row.list_name.casefold(), {}).setdefault(row.value.casefold(), row.value)
    return lists
