"""Findings as people read them in a terminal: sheet by sheet, the graver ones coloured, the count at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from kamreport.findings import Finding, Severity

_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def findings_told(findings: Iterable[Finding]) -> Iterator[str]:
    """Every finding under the title of its sheet, then the count. Colours are dropped where there is no terminal."""
    said = list(findings)
    for sheet, of_sheet in groupby(said, key=lambda finding: finding.where.sheet):
        yield click.style(sheet or "The workbook", bold=True)
        for finding in of_sheet:
            head, _, rest = str(finding).partition(": ")
            yield f"{click.style(head, fg=_COLOUR[finding.severity])}: {rest}"
        yield ""
    yield counted(said)


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity: ``2 errors, 1 warning, 0 notes``."""
    severities = [finding.severity for finding in findings]
    if not severities:
        return "No findings."
    parts = [(severity.word, severities.count(severity)) for severity in sorted(Severity, reverse=True)]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for word, count in parts) + "."
