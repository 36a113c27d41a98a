"""What the written sheets hold at present, cell by cell, as somebody may have left them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from kamreport.cells import Raw
from kamreport.reading import Source
from kamreport.reading.families import Families
from kamreport.reading.headers import LAST_HEADER_ROW, header_among, lay_out
from kamreport.reading.titles import find_sheets
from kamreport.results import WRITTEN
from kamreport.schema import SheetSchema, schema_of


def written_cells(source: Source) -> Mapping[type, Iterator[Sequence[Raw]]]:
    """Per written sheet its rows, each with the cells of the declared columns in their order; rows stream by once."""
    schemas = [schema_of(record) for record in WRITTEN]
    titles = find_sheets(source, schemas)
    return {schema.record: _rows(source, titles[schema.title], schema) for schema in schemas if schema.title in titles}


def _rows(source: Source, title: str, schema: SheetSchema) -> Iterator[Sequence[Raw]]:
    stream = iter(source.read(title).rows)
    first = list(islice(stream, LAST_HEADER_ROW))
    header = header_among(first, schema)
    layout = lay_out(title, schema, header, Families())[0] if header else None
    if layout is None:
        return
    columns = [layout.columns.get(column.field, 0) for column in schema.columns]
    for number, cells in chain(first, stream):
        if number > layout.header_row:
            yield [cells.get(column) for column in columns]
