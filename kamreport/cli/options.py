"""The flags, declared once: the same letter means the same thing in every command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
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
packs = click.option(
    "--pack",
    "-p",
    "packs",
    multiple=True,
    metavar="NAME",
    help="This pack only: account, portfolio, programme, or customer, which is never made unasked; may be repeated.",
)
html_only = click.option("--html-only", is_flag=True, help="No PDF, which takes most of the time.")
archive = click.option(
    "--archive", is_flag=True, help="Make PDFs to be kept: PDF/A-3a as well as PDF/UA-1, a little larger."
)
force = click.option("--force", is_flag=True, help="Make every pack, even one that would be the same as the one there.")
look = click.option(
    "--look", type=click.Path(path_type=Path, readable=False), metavar="FOLDER",
    help="A team's own colours, logo, templates and packs; see 'kamreport help give-packs-your-look'.",
)  # fmt: skip
language = click.option(
    "--language", "-l", default="", metavar="CODE",
    help="Language and formats of the packs, such as de, de-CH or en-US; default: the workbook's Pack language, else English.",
)  # fmt: skip
workers = click.option(
    "--workers", "-w", type=click.IntRange(min=1), metavar="N",
    help="Make so many packs at once; 1 makes one after the other. Default: as many as pay off on this machine.",
)  # fmt: skip
time_limit = click.option(
    "--time-limit", type=click.FloatRange(min=1), metavar="SECONDS", default=180, show_default=True,
    help="Give up a pack that takes longer, and make the others; holds where several are made at once.",
)  # fmt: skip
quiet = click.option("--quiet", "-q", is_flag=True, help="Print nothing but what went wrong.")
preset = click.option(
    "--preset", type=click.Choice(PRESETS, case_sensitive=False), default="lite", show_default=True,
    help="Ready set of criteria.",
)  # fmt: skip

with_sheets = click.option(
    "--with", "sheets", multiple=True, metavar="SHEET",
    help="Put this optional or programme sheet in as well; may be repeated; 'all' for every one.",
)  # fmt: skip


def how_made(command: Callable[..., int]) -> Callable[..., int]:
    """The flags that say how packs are made; the command gets them together, as ``how``."""

    @archive
    @force
    @workers
    @time_limit
    @look
    @language
    @wraps(command)
    def with_how(  # noqa: PLR0913 - one argument per flag
        *,
        archive: bool,
        force: bool,
        workers: int | None,
        time_limit: float,
        look: Path | None,
        language: str,
        **others: object,
    ) -> int:
        from kamreport.run import Making

        if archive and others.get("html_only"):
            raise click.UsageError("--archive is about PDFs, and --html-only makes none: leave one of them out.")
        how = Making(archive=archive, force=force, workers=workers, seconds=time_limit, look=look, language=language)
        return command(how=how, **others)

    return with_how


def exit_code(findings: tuple[Finding, ...], limit: str) -> int:
    """1 when a finding is as grave as ``--fail-on`` says, else 0."""
    return int(any(finding.severity >= LIMITS[limit] for finding in findings))
