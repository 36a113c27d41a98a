"""Two workbook files part by part: whether anything but our own sheets is different."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kamreport.package import PartDifference, book_differences, open_book


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What comparing two workbook files showed."""

    old: Path
    new: Path
    parts_before: int
    parts_after: int
    differences: tuple[PartDifference, ...]
    """Parts that differ, in the order of the old file, new parts last."""

    @property
    def untouched(self) -> int:
        """How many parts have the same bytes in the same place."""
        return self.parts_before - sum(one.what != "new" for one in self.differences)


def compare(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Comparison:
    """Compare two workbook files part by part; nothing is written. Raises WorkbookError."""
    before, after = open_book(old), open_book(new)
    return Comparison(
        old=before.path,
        new=after.path,
        parts_before=len(before.archive.entries),
        parts_after=len(after.archive.entries),
        differences=book_differences(before, after),
    )
