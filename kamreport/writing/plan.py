"""What is about to be written, as values: printable in plain words before anything happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kamreport.cells import CellRef
from kamreport.package import SheetDifference
from kamreport.schema import SheetSchema


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A sheet of kamreport's and its records, which may be walked more than once."""

    schema: SheetSchema
    records: Iterable[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPlan:
    """Everything one run writes. ``fingerprint`` is that of the file it was planned for.

    ``accounts`` says where each account's row is, by Account ID: the way from a result to what it was made of.
    """

    fingerprint: str
    sheets: tuple[PlannedSheet, ...]
    changes: tuple[SheetDifference, ...]
    accounts: Mapping[str, CellRef] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether anything at all would be different afterwards."""
        return any(change.is_new or change.changed_cells for change in self.changes)

    def __str__(self) -> str:
        lines = [line for change in self.changes for line in (describe_change(change), *change.remarks)]
        return "\n".join(lines)


def describe_change(change: SheetDifference) -> str:
    """One sheet's change in plain words, such as "Findings: 31 rows instead of 35, 12 cells differ"."""
    rows = _counted(change.rows_after, "row")
    if change.is_new:
        return f"{change.title}: a new sheet with {rows}."
    if not change.changed_cells:
        return f"{change.title}: stays as it is, {rows}."
    if change.rows_before != change.rows_after:
        rows += f" instead of {change.rows_before:,}"
    verb = "differs" if change.changed_cells == 1 else "differ"
    return f"{change.title}: {rows}, {_counted(change.changed_cells, 'cell')} {verb}."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
