"""What a figure on screen reveals when it is asked: what it is, how it was reckoned, and the cells it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.rendering.addresses import name_cells

_MOST_AREAS = 30
"""Areas of cells named beside a figure before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """What opens beside a figure."""

    key: str
    """Its id in the document."""
    name: str
    """What the figure is."""
    how: str
    """How it was reckoned, or empty."""
    cells: str
    """The cells in words."""


class Reveals:
    """Collects what the figures of one document reveal, each thing once, in the order of their appearance."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], Reveal] = {}

    def key(self, parts: Sequence[str], how: str, evidence: Sequence[CellRef]) -> str:
        """The id of what a figure reveals; empty when it came from no cell. ``parts`` name the figure."""
        if not evidence:
            return ""
        name, cells = " · ".join(part for part in parts if part), name_cells(evidence, most=_MOST_AREAS)
        reveal = self._known.setdefault((name, how, cells), Reveal(f"from-{len(self._known) + 1}", name, how, cells))
        return reveal.key

    @property
    def all(self) -> tuple[Reveal, ...]:
        """Everything collected so far."""
        return tuple(self._known.values())


class Silence(Reveals):
    """For paper, where nothing opens."""

    def key(self, parts: Sequence[str], how: str, evidence: Sequence[CellRef]) -> str:
        """No id."""
        del parts, how, evidence
        return ""
