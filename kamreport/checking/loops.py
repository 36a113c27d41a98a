"""Links within one sheet must lead to a top (K103; KAM.md §4.3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kamreport.checking.working_copy import LinkColumn, Row, WorkingCopy, id_field, link_columns, name_field
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.schema import schema_of

K103 = Rule("K103", "reference-loop", Severity.ERROR, "0.1", "Parent account or Reports to runs in a circle.")

_SHOWN = 5


def open_loops(copy: WorkingCopy, record: type) -> None:
    """Read links that run in a circle within their own sheet as blank, and say so at each of them."""
    key = id_field(record)
    for link in link_columns(record):
        if key is None or link.required or copy.targets(link.targets) != (record,):
            continue
        rows = {getattr(row, key): row for row in copy.rows[record] if getattr(row, link.field) is not None}
        upwards = {row_id: getattr(row, link.field) for row_id, row in rows.items()}
        changes: dict[int, dict[str, object]] = {}
        for circle in _circles(upwards):
            copy.findings += _told(copy, link, circle, rows)
            changes.update((id(rows[row_id]), {link.field: None}) for row_id in circle)
        copy.change(record, changes)


def _circles(upwards: Mapping[str, str]) -> Iterator[list[str]]:
    """Every circle in a map that leads from each ID to at most one other; each circle once."""
    done: set[str] = set()
    for start in upwards:
        path: dict[str, None] = {}
        step: str | None = start
        while step is not None and step not in done and step not in path:
            path[step] = None
            step = upwards.get(step)
        if step in path:
            walked = list(path)
            yield walked[walked.index(str(step)) :]
        done.update(path)


def _told(copy: WorkingCopy, link: LinkColumn, circle: list[str], rows: Mapping[str, Row]) -> Iterator[Finding]:
    for place, row_id in enumerate(circle):
        row, next_id = rows[row_id], circle[(place + 1) % len(circle)]
        above = rows[next_id]
        around = [*circle[place:], *circle[:place]]
        way = " → ".join([*around[:_SHOWN], *(["…"] if len(around) > _SHOWN else []), row_id])
        alone = len(circle) == 1
        told = f"{getattr(row, name_field(row.__class__) or 'origin')} ({row_id})"
        yield K103.at(
            row.origin.cell(link.field),
            f"{link.title} of {told} is {row_id} itself. It reads as blank."
            if alone
            else f"{link.title} of {told} runs in a circle: {way}. It reads as blank.",
            hint=f"Clear the cell, or choose another row of {schema_of(row.__class__).title}."
            if alone
            else f"Clear {link.title} in the row that stands at the top.",
            related=() if alone else (See(above.origin.cell(link.field), f"leads on from {next_id}"),),
            account=copy.account_of(row),
        )


RULES = (K103,)
