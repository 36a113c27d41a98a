"""What every kind of cell shares: how it is read, and how a raw value is said in a message."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar, Final

from kamreport.cells import CellRef, Raw
from kamreport.findings import Finding, Rule, Severity

C110 = Rule("C110", "not-applicable-here", Severity.ERROR, "0.1", "N/A stands where a blank cell was meant.")


_LONGEST = 80
"""Characters of a cell's text that a message repeats."""
NOT_APPLICABLE_WORDS = frozenset({"n/a", "na", "n.a."})


class NotApplicable(enum.Enum):
    """The answer ``N/A``: neither blank nor zero (KAM.md §5.4)."""

    NOT_APPLICABLE = "N/A"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE


def shown(raw: Raw) -> str:
    """A raw value as a person would say it."""
    if isinstance(raw, float):
        return f"{raw:.15g}"
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, dt.datetime):
        return raw.date().isoformat() if raw.time() == dt.time() else raw.isoformat(" ")
    return f"“{on_one_line(raw)}”" if isinstance(raw, str) else str(raw)


def on_one_line(text: str) -> str:
    """A text as a message repeats it: without line breaks, and not too long."""
    line = " ".join(text.splitlines()).replace("\t", " ")
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def misfit(where: CellRef, title: str, raw: Raw) -> Finding | None:
    """The finding every kind shares: N/A where the column has no such answer."""
    if isinstance(raw, str) and raw.casefold() in NOT_APPLICABLE_WORDS:
        return C110.at(
            where,
            f"{title} says {shown(raw)}, which this column does not know.",
            hint="Clear the cell: blank means not known.",
        )
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column's cells hold. Subclasses say how a raw value is read and how Excel shows it."""

    name: ClassVar[str] = "text"
    number_format: ClassVar[str] = "General"
    width: ClassVar[float] = 14.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:
        """The typed value of a raw one, or a finding that says why there is none."""
        raise NotImplementedError

    def words(self) -> tuple[str, ...]:
        """The words a drop-down offers; empty when the kind has no list of its own."""
        return ()

    @property
    def told(self) -> str:
        """The kind in a few words, for input prompts and the reference."""
        return self.name


RULES = (C110,)
