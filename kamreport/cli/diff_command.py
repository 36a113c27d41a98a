"""What differs between two workbook files, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamreport.cli import options

if TYPE_CHECKING:
    from kamreport.run.comparing import Comparison


@click.command(
    short_help="Show part by part what differs between two workbooks.",
    epilog="Example: kamreport diff before.xlsx after.xlsx",
)
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path, readable=False))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path, readable=False))
@options.form
def diff(old: Path, new: Path, form: str) -> int:
    """Show part by part what differs between the workbook files OLD and NEW; ends with 1 when anything does."""
    from kamreport.cli.json_form import to_json
    from kamreport.run.comparing import compare

    found = compare(old, new)
    for line in [to_json(comparison_form(found))] if form == "json" else comparison_told(found):
        click.echo(line)
    return int(bool(found.differences))


def comparison_told(found: Comparison) -> Iterator[str]:
    """One line for each part that differs, its details below it, and the count at the end."""
    for one in found.differences:
        size = f"{one.size_before:,} -> {one.size_after:,} bytes" if one.what == "changed" else ""
        yield f"{one.what:<11}{one.part}{f'  ({size})' if size else ''}"
        yield from (f"           {line}" for line in one.details)
    if not found.differences:
        yield f"All {found.parts_before:,} parts are the same."
        return
    yield f"{found.untouched:,} of {found.parts_before:,} parts have the same bytes in the same place."


def comparison_form(found: Comparison) -> dict[str, object]:
    """The same for a machine."""
    return {
        "old": found.old,
        "new": found.new,
        "parts_before": found.parts_before,
        "parts_after": found.parts_after,
        "untouched": found.untouched,
        "differences": [one._asdict() for one in found.differences],
    }
