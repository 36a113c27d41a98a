"""The parts of the reference that nobody types: sheets, settings and rules, drawn from their declarations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from kamreport.addin.tab import groups
from kamreport.model import SHEETS, Settings
from kamreport.results import WRITTEN
from kamreport.rulebook import RULES
from kamreport.schema import Column, SheetSchema, schema_of, setting_rows
from kamreport.schema.kinds import Fraction, Kind

LETTERS = {
    "W": "Workbook and sheets",
    "C": "One cell",
    "K": "Between records",
    "S": "Scoring set-up and ratings",
    "H": "History",
    "B": "Writing back",
    "R": "Rendering",
}
"""What the letter of a rule's code says."""

_BLOCK = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_current_blocks(text: str, blocks: Mapping[str, Callable[[], str]]) -> str:
    """A page with each generated part redrawn. KeyError when it asks for a block that does not exist."""
    return _BLOCK.sub(lambda found: f"{found[1]}{blocks[found['name']]()}\n{found[3]}", text)


def sheets_block() -> str:
    """Every sheet with its columns."""
    return "\n\n".join(_sheet(schema_of(record)) for record in (*SHEETS, *WRITTEN))


def settings_block() -> str:
    """Every setting with its default."""
    rows = [
        (row.title, _default(row.kind, row.default, required=row.required), row.kind.told, row.note)
        for row in setting_rows(Settings)
    ]
    return table(("Setting", "Default", "Kind", "Note"), rows)


def rules_block() -> str:
    """Every rule, letter by letter."""
    parts = []
    for letter, topic in LETTERS.items():
        rules = [rule for rule in RULES if rule.code.startswith(letter)]
        rows = [(rule.code, rule.name, rule.severity.word, rule.summary) for rule in rules]
        if rows:
            parts.append(f"## {letter}: {topic}\n\n{table(('Code', 'Name', 'Severity', 'When'), rows)}")
    return "\n\n".join(parts)


def ribbon_block() -> str:
    """Every button of the tab in Excel, group by group."""
    rows = [(group.label, control.label, control.says) for group in groups() for control in group.controls]
    return table(("Group", "Button", "What it does"), rows)


def table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(titles)
    lines = [head, ["---"] * len(head), *([_cell(text) for text in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _sheet(schema: SheetSchema) -> str:
    kept = " It grows with every review." if schema.appended else ""
    rows = [(column.title, _kind(column), _need(schema, column), column.doc) for column in schema.columns]
    heading = f"## {schema.title}\n\n{schema.doc} Filled by: {_filler(schema)}.{kept}"
    return f"{heading}\n\n{table(('Column', 'Kind', 'Needed', 'What it says'), rows)}"


def _filler(schema: SheetSchema) -> str:
    return {"manager": "you", "shipped": "kamreport ships it, you change it", "kamreport": "kamreport"}[schema.owner]


def _kind(column: Column) -> str:
    return column.kind.told


def _need(schema: SheetSchema, column: Column) -> str:
    when = column.required_when
    if when is None:
        return "yes" if column.required else ""
    other = schema.column(when.field).title
    if when.blank:
        return f"unless {other} is filled"
    return f"if {other} is {' or '.join(when.words)}" if when.words else f"if any of {other} is filled"


def _default(kind: Kind, value: object, *, required: bool) -> str:
    if value is None:
        return "to be filled" if required else "blank"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(kind, Fraction) and isinstance(value, float):
        return f"{100 * value:g}%"
    return f"{value:g}" if isinstance(value, float | int) else str(value)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
