"""What people type for a row: its ID in any case, or its name (KAM.md §3.1)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from kamreport.checking.working_copy import Row, WorkingCopy, id_field, name_field
from kamreport.schema import nearest, schema_of

_LONG_ENOUGH = 5
"""Letters from which on a name with a slip still names somebody: shorter ones are too much alike."""
_LOOKED_THROUGH = 1000
"""Names among which a like one is looked for; more take too long, for each cell anew."""


class Directory:
    """The rows a column of links may lead to, by everything people may type for them."""

    def __init__(self, copy: WorkingCopy, targets: tuple[type, ...]) -> None:
        self._copy = copy
        self.targets = targets
        self.ids: set[str] = set()
        """As their rows spell them."""
        self._by_id: dict[str, tuple[str, Row]] = {}
        self._entries: list[tuple[str, Row]] = []
        self._loosely: Mapping[str, str] | None = None
        for target in targets:
            self._enter(target)

    def _enter(self, target: type) -> None:
        key = id_field(target) or "origin"
        for row in self._copy.rows.get(target, ()):
            entry = (getattr(row, key), row)
            self.ids.add(entry[0])
            self._by_id[entry[0]] = self._by_id[entry[0].casefold()] = entry
            self._entries.append(entry)

    @cached_property
    def _by_name(self) -> Mapping[str, list[tuple[str, Row]]]:
        """Nearly everybody types IDs: names are looked through when the first is typed."""
        found: defaultdict[str, list[tuple[str, Row]]] = defaultdict(list)
        for entry in self._entries:
            name = name_field(entry[1].__class__)
            if name is not None:
                found[getattr(entry[1], name).casefold()].append(entry)
        return found

    def find(self, typed: str) -> tuple[str, Row] | None:
        """ID and row of what was typed: an ID in any case, or the name of one row only."""
        entry = self._by_id.get(typed) or self._by_id.get(typed.casefold())
        if entry is not None:
            return entry
        named = self.named(typed)
        return named[0] if len(named) == 1 and not self.is_left_out(typed) else None

    def named(self, typed: str) -> list[tuple[str, Row]]:
        """Every row of that name."""
        return self._by_name.get(typed.casefold(), [])

    def is_left_out(self, typed: str) -> bool:
        """Whether a row of that ID or name stands in a sheet but was left out."""
        return any(self._copy.is_left_out(target, typed) for target in self.targets)

    @property
    def unread(self) -> bool:
        """Whether a needed sheet could not be read at all; that is said elsewhere (W101, W102)."""
        return any(target not in self._copy.rows and schema_of(target).needed for target in self.targets)

    @property
    def absent(self) -> bool:
        """Whether only optional sheets without rows are linked to: they count as absent (KAM.md §3.2)."""
        return all(not self._copy.rows.get(target) and not schema_of(target).needed for target in self.targets)

    def meant(self, typed: str) -> str | None:
        """The one ID that differs from what was typed in signs, spaces and leading zeros only, or is of a like name."""
        if self._loosely is None:
            loosely: defaultdict[str, set[str]] = defaultdict(set)
            for key, _ in self._by_id.values():
                loosely[_loose(key)].add(key)
            for entries in self._by_name.values():
                for key, row in entries:
                    loosely[_loose(getattr(row, name_field(row.__class__) or "origin"))].add(key)
            self._loosely = {spelling: min(keys) for spelling, keys in loosely.items() if len(keys) == 1}
        return self._loosely.get(_loose(typed)) or self._of_like_name(typed)

    def _of_like_name(self, typed: str) -> str | None:
        """The ID of the row whose name is one slip from what was typed; names begin as they should in most slips."""
        if len(typed) < _LONG_ENOUGH or len(self._by_name) > _LOOKED_THROUGH:
            return None
        like = nearest(typed, (name for name in self._by_name if name[:1] == typed[:1].casefold()))
        entries = self._by_name[like] if like else []
        return entries[0][0] if len(entries) == 1 else None


def _loose(text: str) -> str:
    return re.sub(r"[\W_]+|(?<!\d)0+(?=\d)", "", text.casefold())
