"""The flags, declared once: the same letter means the same thing in every command."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kamreport.findings import Finding, Severity

FORMATS = ("text", "json")
LIMITS = {**{severity.word: int(severity) for severity in Severity}, "never": int(max(Severity)) + 1}
PRESETS = ("lite", "full", "growth-harmony-value")


def day(typed: str) -> dt.date:
    """A date typed as 2026-04-14; a usage error that shows the form otherwise."""
    try:
        return dt.date.fromisoformat(typed)
    except ValueError:
        raise click.BadParameter(f"'{typed}' is not a date; write it as 2026-04-14.") from None


book = click.argument("book", metavar="BOOK", type=click.Path(path_type=Path, readable=False))
as_of = click.option(
    "--as-of",
    "-d",
    type=day,
    metavar="YYYY-MM-DD",
    help="Day the review is made; default: the workbook's As-of date, else Period end.",
)
output = click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, readable=False),
    metavar="FOLDER",
    help="Where packs go; default: a folder 'packs' beside the workbook.",
)
form = click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), default="text", help="Text for people, JSON for machines."
)
fail_on = click.option(
    "--fail-on",
    type=click.Choice(tuple(LIMITS)),
    default="error",
    show_default=True,
    help="End with exit code 1 when a finding is this grave or graver.",
)
dry_run = click.option("--dry-run", "-n", is_flag=True, help="Say what would be written; write nothing.")
copy = click.option(
    "--copy", type=click.Path(path_type=Path, readable=False), metavar="FILE",
    help="Write the results into a copy of this name; the workbook stays as it is.",
)  # fmt: skip
accounts = click.option(
    "--account", "-a", "accounts", multiple=True, metavar="ID", help="Packs of this account only; may be repeated."
)
packs = click.option("--pack", "-p", "packs", multiple=True, metavar="NAME", help="This pack only; may be repeated.")
html_only = click.option("--html-only", is_flag=True, help="No PDF, which takes most of the time.")
quiet = click.option("--quiet", "-q", is_flag=True, help="Print nothing but what went wrong.")
preset = click.option(
    "--preset", type=click.Choice(PRESETS, case_sensitive=False), default="lite", show_default=True,
    help="Ready set of criteria.",
)  # fmt: skip

with_sheets = click.option(
    "--with", "sheets", multiple=True, metavar="SHEET",
    help="Put this optional or programme sheet in as well; may be repeated; 'all' for every one.",
)  # fmt: skip


def exit_code(findings: tuple[Finding, ...], limit: str) -> int:
    """1 when a finding is as grave as ``--fail-on`` says, else 0."""
    return int(any(finding.severity >= LIMITS[limit] for finding in findings))
