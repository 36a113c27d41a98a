"""Ratings: a step of a scale, a code, or N/A."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from kamreport.cells import CellRef, Raw
from kamreport.schema.kinds.cell_kind import NOT_APPLICABLE, NOT_APPLICABLE_WORDS, Kind, shown
from kamreport.schema.kinds.choices import not_a_choice
from kamreport.schema.kinds.numbers import Whole


@dataclass(frozen=True, slots=True)
class Grade(Kind):
    """A rating from 1 to 5, ``N/A``, or a code of a Lookup criterion (KAM.md §3.6.4)."""

    codes: tuple[str, ...] = ()
    """Codes of a Lookup criterion; empty for a rating."""
    low: int = 1
    high: int = 5
    name: ClassVar[str] = "rating"
    number_format: ClassVar[str] = "0"
    width: ClassVar[float] = 12.0

    def parse(self, raw: Raw, where: CellRef, title: str) -> object:  # noqa: D102 - as Kind.parse
        if isinstance(raw, str) and raw.casefold() in NOT_APPLICABLE_WORDS:
            return NOT_APPLICABLE
        if not self.codes:
            return _scale(self.low, self.high).parse(raw, where, title)
        by_word = {code.casefold(): code for code in self.codes}
        code = by_word.get((raw if isinstance(raw, str) else shown(raw)).casefold())
        return code if code is not None else not_a_choice(raw, where, title, self.codes)

    @property
    def told(self) -> str:  # noqa: D102 - as Kind.told
        if self.codes:
            return "one of " + ", ".join(self.codes)
        return f"{self.low} to {self.high}, {self.high} is most; N/A where it does not apply"


@cache
def _scale(low: int, high: int) -> Whole:
    return Whole(low=low, high=high)
