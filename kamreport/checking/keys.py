"""Keys: what identifies a row is used once (K101; KAM.md §4.3)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import attrgetter

from kamreport.checking.working_copy import Row, WorkingCopy, id_field, link_columns
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.schema import schema_of

K101 = Rule(
    "K101", "duplicate-key", Severity.ERROR, "0.1", "A key is used twice, or a Person ID equals a Stakeholder ID."
)

_SHOWN = 3


def part_colliding_ids(copy: WorkingCopy) -> None:
    """Leave out rows of two sheets that one link column cannot tell apart: a Person ID and a Stakeholder ID."""
    for one, other in sorted(_sharing_links(copy), key=str):
        field, other_field = id_field(one), id_field(other)
        if field is None or other_field is None:
            continue
        rows, others = _by_id(copy, one, field), _by_id(copy, other, other_field)
        for spelling in [spelling for spelling in rows if spelling in others]:
            meant = [
                *((one, field, row) for row in rows[spelling]),
                *((other, other_field, row) for row in others[spelling]),
            ]
            copy.findings += _collisions(copy, meant)
        both = rows.keys() & others.keys()
        copy.leave_out(one, [row for spelling in both for row in rows[spelling]])
        copy.leave_out(other, [row for spelling in both for row in others[spelling]])


def part_duplicates(copy: WorkingCopy, record: type) -> None:
    """Leave out all rows of a sheet that share a key; a key with a blank part identifies nothing."""
    key = schema_of(record).key
    if not key:
        return
    spelled = _spelled_keys(record, copy.rows[record])
    if len(set(spelled)) == len(spelled):
        return
    by_key: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for parts, row in zip(spelled, copy.rows[record], strict=True):
        if None not in parts:
            by_key[parts].append(row)
    repeated = [rows for rows in by_key.values() if len(rows) > 1]
    for rows in repeated:
        copy.findings += _duplicates(copy, record, rows)
    copy.leave_out(record, [row for rows in repeated for row in rows])


def _spelled_keys(record: type, rows: Sequence[Row]) -> list[tuple[object, ...]]:
    """Keys as they are compared: text without case, links as they already are."""
    links = {link.field for link in link_columns(record)}
    parts: list[list[object]] = []
    for field in schema_of(record).key:
        column: list[object] = list(map(attrgetter(field), rows))
        if field not in links:
            column = [part.casefold() if isinstance(part, str) else part for part in column]
        parts.append(column)
    return list(zip(*parts, strict=True))


def _sharing_links(copy: WorkingCopy) -> set[tuple[type, type]]:
    """Pairs of classes between which one column of links chooses."""
    return {
        pair
        for record in copy.records
        for link in link_columns(record)
        for pair in combinations([target for target in copy.targets(link.targets) if target in copy.rows], 2)
    }


def _by_id(copy: WorkingCopy, record: type, field: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in copy.rows[record]:
        rows[getattr(row, field).casefold()].append(row)
    return rows


def _collisions(copy: WorkingCopy, meant: Sequence[tuple[type, str, Row]]) -> Iterator[Finding]:
    for record, field, row in meant:
        elsewhere = [(other, name, found) for other, name, found in meant if other is not record]
        there = schema_of(elsewhere[0][0])
        yield K101.at(
            row.origin.cell(field),
            f"{schema_of(record).column(field).title} {getattr(row, field)} is also a "
            f"{there.column(elsewhere[0][1]).title} on {there.title}. The rows are left out.",
            hint="Give one of them another ID, and change it wherever it is linked.",
            related=tuple(See(found.origin.cell(name), "the same ID") for _, name, found in elsewhere[:_SHOWN]),
            account=copy.account_of(row),
        )


def _duplicates(copy: WorkingCopy, record: type, rows: Sequence[Row]) -> Iterator[Finding]:
    schema = schema_of(record)
    titles = [schema.column(field).title for field in schema.key]
    both = "Both are" if len(rows) == 2 else f"All {len(rows)} are"  # noqa: PLR2004 - both means two
    for row in rows:
        said = " with ".join(
            f"{title} {_spelled(getattr(row, field))}" for title, field in zip(titles, schema.key, strict=True)
        )
        yield K101.at(
            row.origin.cell(schema.key[0]),
            f"{said} stands in {len(rows)} rows. {both} left out.",
            hint=_next_step(record, titles),
            related=tuple(
                See(other.origin.cell(schema.key[0]), f"{titles[0]} {_spelled(getattr(other, schema.key[0]))} again")
                for other in [other for other in rows if other is not row][:_SHOWN]
            ),
            account=copy.account_of(row),
        )


def _next_step(record: type, titles: Sequence[str]) -> str:
    if id_field(record) is not None:
        return f"Type another {titles[0]} in one of the rows, or delete the row that is not needed."
    return "Delete the row that is not needed" + (f", or correct its {titles[-1]}." if len(titles) > 1 else ".")


def _spelled(part: object) -> str:
    return part.isoformat() if isinstance(part, dt.date) else str(part)


RULES = (K101,)
