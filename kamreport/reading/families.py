"""Columns whose titles are data: one for each active criterion that people grade (KAM.md §3.6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kamreport.model import Band, Criterion
from kamreport.model.lists import Method
from kamreport.schema import Column, Kind
from kamreport.schema.kinds import Grade, Text


class Member(NamedTuple):
    """One column of a family: its key, its name, and what its cells hold."""

    key: str
    name: str
    kind: Kind
    criterion: Criterion

    def belongs_to(self, column: Column) -> bool:
        """Whether a family has a column for it: a sheet may want the criteria of one axis or one method only."""
        return all(when.holds({when.field: getattr(self.criterion, when.field)}) for when in column.members)


@dataclass(frozen=True, slots=True)
class Families:
    """Which members a family has in this workbook."""

    members: Sequence[Member] = ()
    silent: Sequence[str] = ()
    """Criteria that have no column now: theirs may stay, unread, from before a change."""
    known: bool = False
    """False when Criteria could not be read: then no title can be called unknown."""


def families_of(criteria: Sequence[Criterion], bands: Sequence[Band], *, known: bool) -> Families:
    """The graded criteria of a workbook. ``known`` tells whether Criteria was read."""
    graded = [criterion for criterion in criteria if criterion.is_active and criterion.is_graded]
    codes: dict[str, list[str]] = {}
    for band in bands:
        if band.code is not None:
            codes.setdefault(band.criterion_id.casefold(), []).append(band.code)
    members = [
        Member(
            criterion.criterion_id,
            criterion.name,
            _kind(criterion, codes.get(criterion.criterion_id.casefold(), [])),
            criterion,
        )
        for criterion in {criterion.criterion_id.casefold(): criterion for criterion in reversed(graded)}.values()
    ]
    there = {member.key.casefold() for member in members}
    silent = [criterion.criterion_id for criterion in criteria if criterion.criterion_id.casefold() not in there]
    return Families(members[::-1], silent, known)


def _kind(criterion: Criterion, codes: Sequence[str]) -> Kind:
    if criterion.method is not Method.LOOKUP:
        return Grade()
    return Grade(codes=tuple(codes)) if codes else Text()
