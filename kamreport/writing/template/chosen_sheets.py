"""The optional and programme sheets somebody asks for by name (KAM.md §3.2, §3.8)."""

from __future__ import annotations

from collections.abc import Iterable

from kamreport.errors import UsageError
from kamreport.model import OPTIONAL, PROGRAMME, SHEETS
from kamreport.schema import schema_of
from kamreport.schema.nearest import nearest

ALL = "all"
"""The word that stands for every optional and programme sheet."""


def sheets_named(said: Iterable[str]) -> tuple[type, ...]:
    """The record classes of the sheets of these titles, in any case, each once and in the order of the workbook.

    ``all`` names every optional and programme sheet. Raises UsageError for a title that is none of them, with the
    nearest one that is.
    """
    by_title = {schema_of(record).title.casefold(): record for record in (*OPTIONAL, *PROGRAMME)}
    wanted: set[type] = set()
    for word in said:
        title = word.strip().casefold()
        if title == ALL:
            wanted.update(by_title.values())
        elif title in by_title:
            wanted.add(by_title[title])
        else:
            raise UsageError(_unknown(word))
    return tuple(record for record in SHEETS if record in wanted)


def _unknown(word: str) -> str:
    titles = [schema_of(record).title for record in (*OPTIONAL, *PROGRAMME)]
    if word.strip().casefold() in {schema_of(record).title.casefold() for record in SHEETS}:
        return f"Every workbook holds the sheet {word.strip()}; only optional and programme sheets are chosen."
    near = nearest(word.strip(), titles)
    meant = f"Did you mean {near}?" if near else f"Choose from: {', '.join(titles)}, or say {ALL}."
    return f"There is no optional sheet '{word.strip()}'. {meant}"
