"""What we say about cells: rules, and the findings they make."""

from __future__ import annotations

import dataclasses
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kamreport.records import quickly_made

if TYPE_CHECKING:
    from kamreport.cells import CellRef


class Severity(enum.IntEnum):
    """How much a finding weighs; higher is graver."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word people read: note, warning, error."""
        return self.name.lower()


@quickly_made
@dataclass(frozen=True, slots=True)
class See:
    """Another cell worth looking at, and what it says."""

    where: CellRef
    says: str


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to look at, in a cell: what is wrong there and what to do next."""

    rule: Rule
    where: CellRef
    message: str
    hint: str
    severity: Severity
    related: tuple[See, ...] = ()
    account_id: str = ""
    account_name: str = ""

    def about(self, account_id: str, account_name: str) -> Finding:
        """The same finding, saying whose account it concerns."""
        return dataclasses.replace(self, account_id=account_id, account_name=account_name)

    def lowered(self, severity: Severity) -> Finding:
        """The same finding at a lower severity; a graver one is ignored."""
        return dataclasses.replace(self, severity=min(self.severity, severity))

    @property
    def order(self) -> tuple[int, int, str]:
        """Order within a sheet: row, column, code (KAM.md §4.1)."""
        return (self.where.row, self.where.column, self.rule.code)

    def __str__(self) -> str:
        lines = [f"{self.severity.word}[{self.rule.code}] {self.where}: {self.message}"]
        lines += [f"  see {see.where}: {see.says}" for see in self.related]
        lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding. ``code`` is public and never reused; ``since`` is the release that added it."""

    code: str
    name: str
    severity: Severity
    since: str
    summary: str

    def at(  # noqa: PLR0913 - a finding has this many parts, and every caller names them
        self,
        where: CellRef,
        message: str,
        *,
        hint: str,
        related: tuple[See, ...] = (),
        severity: Severity | None = None,
        account: tuple[str, str] = ("", ""),
    ) -> Finding:
        """Make a finding of this rule. ``account`` is (ID, name); ``severity`` replaces the rule's own."""
        return Finding(
            rule=self,
            where=where,
            message=message,
            hint=hint,
            severity=self.severity if severity is None else severity,
            related=related,
            account_id=account[0],
            account_name=account[1],
        )
