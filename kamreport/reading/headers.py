"""Which column of a sheet holds which field: found by title, never by position (KAM.md §3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kamreport.cells import CellRef, sheet_ref
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.reading.families import Families, Member
from kamreport.reading.sources import RawRow
from kamreport.reading.titles import plain
from kamreport.schema import Column, Kind, SheetSchema, nearest
from kamreport.schema.kinds import Grade, shown

W102 = Rule("W102", "column-missing", Severity.ERROR, "0.1", "A required column is absent; the sheet is left out.")
W103 = Rule("W103", "column-repeated", Severity.ERROR, "0.1", "Two columns have one title; neither is read.")
W104 = Rule("W104", "column-unknown", Severity.WARNING, "0.1", "The title of a column is not known.")
W105 = Rule("W105", "column-alias", Severity.NOTE, "0.1", "An old or other title was accepted.")

LAST_HEADER_ROW = 10
"""The header stands in one of the first rows (KAM.md §3.1)."""


class Place(NamedTuple):
    """A column that was found: what is read from it."""

    column: int
    key: str
    """The field, or in a family the name of the member, such as a Criterion ID."""
    title: str
    kind: Kind
    family: str
    """The field of the family; empty for an ordinary column."""


class Layout(NamedTuple):
    """Where everything stands in a sheet."""

    header_row: int
    places: Sequence[Place]

    @property
    def columns(self) -> dict[str, int]:
        """Column numbers by field and by member of a family; a field wins over a member of its name."""
        members = {place.key: place.column for place in self.places if place.family}
        return members | {place.key: place.column for place in self.places if not place.family}


def header_among(rows: Sequence[RawRow], schema: SheetSchema) -> RawRow | None:
    """The header row among the first rows of a sheet; None when they hold no text at all.

    It is the first that holds the title of the first required column; failing that, the one with most known titles.
    """
    candidates = [row for row in rows if row[0] <= LAST_HEADER_ROW]
    first = (schema.required or schema.columns)[0]
    names = {plain(title) for title in (first.title, *first.aliases)}
    for row in candidates:
        if names & {plain(cell) for cell in row[1].values() if isinstance(cell, str)}:
            return row
    known = {plain(column.title) for column in schema.columns}
    held = {row[0]: known & {plain(str(cell)) for cell in row[1].values()} for row in candidates}
    return max(candidates, key=lambda row: len(held[row[0]]), default=None)


@dataclass
class Heads:
    """The titles of one header row, taken one by one as their meaning is found."""

    sheet: str
    row: int
    schema: SheetSchema
    families: Families
    left: dict[str, list[int]]
    """Column numbers by plain title, of titles not yet understood."""
    spelled: Mapping[int, str]
    places: list[Place] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    """Titles nothing was found for."""
    unread: set[str] = field(default_factory=set)
    """Titles that are there more than once."""

    def take(self, wanted: Place, titles: Iterable[str], others: Iterable[str] = ()) -> None:
        """Find the column for one place: by its titles or else, with a note, by one of the other ones."""
        columns = [column for title in titles for column in self.left.pop(plain(title), [])]
        if not columns:
            columns = self._by_other_title(wanted, others)
        if not columns:
            self.absent.append(wanted.title)
        elif len(columns) > 1:
            self.unread.add(wanted.title)
            self.findings.append(self._repeated(wanted, columns))
        else:
            self.places.append(wanted._replace(column=columns[0]))

    def _by_other_title(self, wanted: Place, others: Iterable[str]) -> list[int]:
        for other in others:
            columns = self.left.pop(plain(other), [])
            if len(columns) == 1:
                self.findings.append(
                    W105.at(
                        self.cell(columns[0]),
                        f"The column “{self.spelled[columns[0]]}” is read as {wanted.title}.",
                        hint=f"Rename it to {wanted.title}, so that titles are the same everywhere.",
                    )
                )
            if columns:
                return columns
        return []

    def _repeated(self, wanted: Place, columns: list[int]) -> Finding:
        first, *again = columns
        required = wanted.title in {column.title for column in self.schema.required}
        return W103.at(
            self.cell(again[0]),
            f"The column {wanted.title} is there {'twice' if len(columns) == 2 else f'{len(columns)} times'}; "  # noqa: PLR2004 - twice is two
            + ("the sheet is left out." if required else "none of them is read."),
            hint=f"Keep the right one and delete the other, or start its title with _, as in _{wanted.title}.",
            related=tuple(See(self.cell(column), f"also {wanted.title}") for column in (first, *again[1:])),
        )

    def cell(self, column: int) -> CellRef:
        """The address of a title."""
        return CellRef(self.sheet, self.row, column)


def lay_out(
    sheet: str, schema: SheetSchema, header: RawRow, families: Families
) -> tuple[Layout | None, Sequence[Finding]]:
    """Where the columns of a sheet stand and what is wrong with its titles; None when it cannot be read."""
    spelled = {
        column: " ".join(cell.split()) if isinstance(cell, str) else shown(cell) for column, cell in header[1].items()
    }
    left: dict[str, list[int]] = {}
    for number, title in spelled.items():
        if title:
            left.setdefault(plain(title), []).append(number)
    heads = Heads(sheet, header[0], schema, families, left, spelled)
    for column in schema.columns:
        if not column.is_family:
            heads.take(Place(0, column.field, column.title, column.kind, ""), [column.title], column.aliases)
    for column in schema.columns:
        if column.is_family:
            _take_family(heads, column)
    unknown = {number: title for number, title in spelled.items() if number in _left(heads) and title[0] != "_"}
    required = [column.title for column in schema.required]
    missing = [title for title in required if title in heads.absent]
    if missing:
        heads.findings.append(_missing_columns(heads, missing, unknown))
    else:
        heads.findings += _unknown_columns(heads, unknown)
    readable = not missing and not heads.unread & set(required)
    return (Layout(header[0], sorted(heads.places)) if readable else None), heads.findings


def _take_family(heads: Heads, column: Column) -> None:
    """Columns of a family are titled with the member's ID, or its ID and name (KAM.md §3.6.4)."""
    for member in heads.families.members:
        if not member.belongs_to(column):
            _turn_away(heads, column, member)
            continue
        kind = member.kind if isinstance(column.kind, Grade) else column.kind
        place = Place(0, member.key, member.key, kind, column.field)
        begun = [title for title in heads.left if title.split()[0].rstrip(":.–-") == plain(member.key)]
        heads.take(place, (member.key, f"{member.key} {member.name}"), begun)
    for key in heads.families.silent:
        for title in [title for title in heads.left if title.split()[0] == plain(key)]:
            del heads.left[title]
    if not heads.families.known:
        heads.left.clear()


def _turn_away(heads: Heads, column: Column, member: Member) -> None:
    """A title that names a criterion other sheets have a column for, but not this one."""
    for title in [title for title in heads.left if title.split()[0].rstrip(":.–-") == plain(member.key)]:
        for number in heads.left.pop(title):
            heads.findings.append(
                W104.at(
                    heads.cell(number),
                    f"The column “{heads.spelled[number]}” is not read: {member.key} {member.name} has no place here.",
                    hint=f"Delete it. {column.doc}",
                )
            )


def _left(heads: Heads) -> set[int]:
    return {column for columns in heads.left.values() for column in columns}


def _missing_columns(heads: Heads, missing: list[str], unknown: Mapping[int, str]) -> Finding:
    one = len(missing) == 1
    renames = [(meant, title) for title in missing if (meant := nearest(title, unknown.values()))]
    said = f"{_listed(missing)} {'is' if one else 'are'} missing, so the sheet is left out"
    unexpected = f"; not expected: {_listed([f'“{title}”' for title in unknown.values()])}" if unknown else ""
    return W102.at(
        sheet_ref(heads.sheet),
        f"The column{'' if one else 's'} {said}{unexpected}.",
        hint=" ".join(f"Rename “{meant}” to {title}." for meant, title in renames)
        or f"Add the title{'' if one else 's'} in row {heads.row}.",
    )


def _unknown_columns(heads: Heads, unknown: Mapping[int, str]) -> Iterator[Finding]:
    candidates = {title: title for title in heads.absent}
    candidates |= {one.name: f"{one.key} {one.name}" for one in heads.families.members if one.key in candidates}
    for number, title in sorted(unknown.items()):
        meant = nearest(title, candidates)
        yield W104.at(
            heads.cell(number),
            f"The column “{title}” is not known, so it is not read.",
            hint=f"Did you mean {candidates[meant]}?"
            if meant
            else f"Delete it, or call it “_{title}” to keep it for yourself.",
        )


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


RULES = (W102, W103, W104, W105)
