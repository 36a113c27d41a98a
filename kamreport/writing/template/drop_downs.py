"""Defined names behind the drop-downs: IDs of other sheets, and the lists a team keeps on Lists.

The values of one list need not stand together on Lists: a hidden sheet of formulas gathers them, so that
a value added at the very end is offered at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from kamreport.cells import column_letters, quoted_sheet
from kamreport.model import ListValue
from kamreport.model.lists import OwnList
from kamreport.schema import Column, SheetSchema, schema_of
from kamreport.schema.kinds import Link, OwnChoice

GATHERED: Final = "_lists"
"""The hidden sheet; its title starts with ``_`` like everything the reader leaves alone."""
_LONGEST: Final = 200
_LAST_ROW: Final = 1_000
_LAST_LINK: Final = 20_000


def link_name(sheet: str) -> str:
    """The defined name of a sheet's IDs: ``kam_accounts`` for Accounts."""
    return f"kam_{_word(sheet)}"


def list_name(title: str) -> str:
    """The defined name of an own list's values: ``kam_list_region`` for Region."""
    return f"kam_list_{_word(title)}"


def name_links(book: Workbook, schemas: Sequence[SheetSchema]) -> None:
    """Name the ID columns that other sheets link to; each name covers the filled rows."""
    targets = {
        target for column in _columns(schemas) if isinstance(column.kind, Link) for target in column.kind.targets
    }
    for schema in schemas:
        if schema.title in targets:
            sheet = quoted_sheet(schema.title)
            ids = f"{sheet}!$A$2:$A${_LAST_LINK}"
            _name(book, link_name(schema.title), f"{sheet}!$A$2:INDEX({ids},MAX(1,COUNTA({ids})))")


def gather_lists(book: Workbook, schemas: Sequence[SheetSchema]) -> None:
    """Add the hidden sheet that gathers every own list, and name each on it: sheets added later need theirs too."""
    used = [column.kind.list_name for column in _columns(schemas) if isinstance(column.kind, OwnChoice)]
    lists = list(dict.fromkeys([*used, *OwnList]))
    source = schema_of(ListValue).title
    gathered = book.create_sheet(GATHERED)
    gathered.sheet_state = "hidden"
    places = len(lists) + 1
    # Each row of Lists gets its list and its place in it; INDEX and ROW survive rows that are moved or deleted.
    for row in range(2, _LAST_ROW + 1):
        title = f"INDEX({source}!$A:$A,ROW())"
        seen = f"COUNTIF({source}!$A$2:{title},{title})"
        gathered.cell(row, places, f'={title}&"|"&{seen}')
    place_range = f"${column_letters(places)}$1:${column_letters(places)}${_LAST_ROW}"
    for column, title in enumerate(lists, 1):
        gathered.cell(1, column, title)
        letters = column_letters(column)
        for row in range(2, _LONGEST + 2):
            found = f'MATCH({letters}$1&"|"&(ROW()-1),{place_range},0)'
            gathered.cell(row, column, f'=IFERROR(INDEX({source}!$B:$B,{found}),"")')
        values = f"{GATHERED}!${letters}$2:${letters}${_LONGEST + 1}"
        count = f"MAX(1,COUNTIF({source}!$A:$A,{GATHERED}!${letters}$1))"
        _name(book, list_name(title), f"{GATHERED}!${letters}$2:INDEX({values},{count})")


def _columns(schemas: Iterable[SheetSchema]) -> Iterable[Column]:
    return (column for schema in schemas for column in schema.columns)


def _name(book: Workbook, name: str, text: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=text)


def _word(title: str) -> str:
    return "".join(part if part.isalnum() else "_" for part in title.lower())
