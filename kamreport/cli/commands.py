"""One verb a step of the day. A handler parses, calls ``run`` once, says what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamreport import __version__
from kamreport.cli import excel_commands, options
from kamreport.cli.copying import offering_copy
from kamreport.cli.diff_command import diff
from kamreport.cli.moment import now
from kamreport.cli.waiting import progress

if TYPE_CHECKING:
    from kamreport.run import Making


class InOrderOfTheDay(click.Group):
    """Lists the commands as the day goes, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        """The names in the order they were declared."""
        return list(self.commands)


@click.group(
    cls=InOrderOfTheDay,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
    epilog="Start with: kamreport new portfolio.xlsx --example, then: kamreport run portfolio.xlsx",
)
@click.version_option(__version__, "--version", "-V", message="kamreport %(version)s")
@click.pass_context
def kamreport(ctx: click.Context) -> None:
    """Check, score and report on a key account workbook."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@kamreport.command(
    short_help="Make a blank workbook, ready to fill in.",
    epilog="Example: kamreport new portfolio.xlsx --example --with all",
)
@options.book
@options.preset
@click.option(
    "--example",
    is_flag=True,
    help="Fill it with a fictional portfolio to try things on; --with all: every sheet of it.",
)
@options.with_sheets
@options.quiet
def new(book: Path, preset: str, example: bool, sheets: tuple[str, ...], quiet: bool) -> None:
    """Make the blank workbook BOOK, ready to fill in."""
    from kamreport import run

    if example and preset.lower() not in ("lite", "full" if sheets else "lite"):
        said = "the example is made with the preset lite; with --with all it is made with full."
        raise click.BadParameter(said, param_hint="'--preset'")
    run.new_workbook(book, preset=preset, example=example, sheets=sheets)
    next_step = (
        "Review it" if example else "Fill the light cells, sheet by sheet from Settings to Actions, then review it"
    )
    _say(quiet, [f"{book} is ready. {next_step}: kamreport run {book}"])


@kamreport.command(
    short_help="Add optional or programme sheets to a workbook in use.",
    epilog="Example: kamreport add portfolio.xlsx Risks Wallet",
)
@options.book
@click.argument("sheets", metavar="SHEET...", nargs=-1, required=True)
@options.quiet
def add(book: Path, sheets: tuple[str, ...], quiet: bool) -> None:
    """Add each SHEET that BOOK lacks, with its texts; nothing else in BOOK changes. 'all' adds every one."""
    from kamreport import run
    from kamreport.cli.say_summary import added_told

    _say(quiet, added_told(run.add_sheets(book, sheets)))


@kamreport.command(
    short_help="Print every finding with its cell and the next step.",
    epilog="Example: kamreport check portfolio.xlsx --fail-on warning",
)
@options.book
@options.as_of
@options.form
@options.fail_on
@options.quiet
def check(book: Path, as_of: dt.date | None, form: str, fail_on: str, quiet: bool) -> int:
    """Print every finding in BOOK with its cell and the next step; nothing is written."""
    from kamreport import run
    from kamreport.cli import json_form
    from kamreport.cli.say_findings import findings_told

    review = run.prepare(book, as_of=as_of)
    if form == "json":
        _say_json({**json_form.heading(review), **json_form.findings_form(review.findings)})
    else:
        _say(quiet, findings_told(review.findings))
    return options.exit_code(review.findings, fail_on)


@kamreport.command(
    short_help="Write findings, scores and history into the workbook.",
    epilog="Example: kamreport review portfolio.xlsx --dry-run",
)
@options.book
@options.as_of
@options.form
@options.fail_on
@options.dry_run
@options.copy
@options.quiet
def review(  # noqa: PLR0913 - one argument per flag
    book: Path, as_of: dt.date | None, form: str, fail_on: str, dry_run: bool, copy: Path | None, quiet: bool
) -> int:
    """Check and score BOOK and write findings, scores and history into sheets of its own."""
    from kamreport import run
    from kamreport.cli import json_form
    from kamreport.cli.say_summary import review_told, written_told
    from kamreport.run.signed_in import signed_in_user

    made = run.prepare(book, as_of=as_of)
    with offering_copy(copy):
        written = run.write_back(made, now=now(), user=signed_in_user(), dry_run=dry_run, destination=copy)
    if form == "json":
        findings = json_form.findings_form(written.review.findings)
        _say_json(
            {**json_form.heading(made), **findings, **json_form.scores_form(made), **json_form.written_form(written)}
        )
    else:
        _say(quiet, [*review_told(written.review), *written_told(written)])
    return options.exit_code(written.review.findings, fail_on)


@kamreport.command(
    short_help="Make the packs: one per account, one for the portfolio, one for the programme.",
    epilog="Example: kamreport render portfolio.xlsx --account KA-001 --html-only",
)
@options.book
@options.as_of
@options.output
@options.packs
@options.accounts
@options.html_only
@options.how_made
@options.fail_on
@options.quiet
def render(  # noqa: PLR0913 - one argument per flag
    book: Path,
    as_of: dt.date | None,
    output: Path | None,
    packs: tuple[str, ...],
    accounts: tuple[str, ...],
    html_only: bool,
    fail_on: str,
    quiet: bool,
    how: Making,
) -> int:
    """Make the packs of BOOK: one per account, one for the portfolio and, where its sheets are filled, one for the programme; with --pack customer one for the customer of each account that allows it."""
    from kamreport import run
    from kamreport.cli.say_summary import packs_told

    with progress(quiet=quiet) as step:
        made = run.prepare(book, as_of=as_of)
        packed = run.render(
            made,
            output or book.parent / "packs",
            packs=packs,
            accounts=accounts,
            pdf=not html_only,
            how=how,
            progress=step,
        )
    _say(quiet, packs_told(packed))
    return options.exit_code(packed.findings, fail_on)


@kamreport.command(
    short_help="Check, review and render in one go.", epilog="Example: kamreport run portfolio.xlsx --output packs"
)
@options.book
@options.as_of
@options.output
@options.packs
@options.accounts
@options.html_only
@options.how_made
@options.form
@options.fail_on
@options.dry_run
@options.copy
@options.quiet
def run(  # noqa: PLR0913 - one argument per flag
    book: Path,
    as_of: dt.date | None,
    output: Path | None,
    packs: tuple[str, ...],
    accounts: tuple[str, ...],
    html_only: bool,
    form: str,
    fail_on: str,
    dry_run: bool,
    copy: Path | None,
    quiet: bool,
    how: Making,
) -> int:
    """Check, review and render BOOK in one go, and say what came of it."""
    from kamreport.cli import json_form
    from kamreport.cli.say_summary import run_told
    from kamreport.run import everything
    from kamreport.run.signed_in import signed_in_user

    folder = output or book.parent / "packs"
    with offering_copy(copy), progress(quiet=quiet) as step:
        done = everything(
            book,
            folder,
            as_of=as_of,
            now=now(),
            user=signed_in_user(),
            dry_run=dry_run,
            destination=copy,
            packs=packs,
            accounts=accounts,
            pdf=not html_only,
            how=how,
            progress=step,
        )
    if form == "json":
        _say_json(
            {
                **json_form.review_form(done.review),
                **json_form.written_form(done.written),
                **json_form.packs_form(done.packs),
            }
        )
    else:
        _say(quiet, run_told(done))
    return options.exit_code((*done.review.findings, *(done.packs.findings if done.packs else ())), fail_on)


@kamreport.command(
    short_help="Show the sums behind an account's scores.", epilog="Example: kamreport explain portfolio.xlsx KA-001"
)
@options.book
@click.argument("account", metavar="ACCOUNT")
@options.as_of
@options.form
def explain(book: Path, account: str, as_of: dt.date | None, form: str) -> None:
    """Show the sums behind the scores of ACCOUNT (its ID or name) in BOOK, line by line with their cells."""
    from kamreport import run
    from kamreport.cli import json_form
    from kamreport.cli.say_score import score_told

    review = run.prepare(book, as_of=as_of)
    found = run.find_account(review, account)
    if form == "json":
        _say_json({**json_form.heading(review), **json_form.explanation_form(review, found)})
    else:
        _say(False, score_told(review, found))


@kamreport.command(
    short_help="Tell what moved between two workbooks, and why.",
    epilog="Example: kamreport compare portfolio-q1.xlsx portfolio-q2.xlsx",
)
@click.argument("old", metavar="OLD", type=click.Path(path_type=Path, readable=False))
@click.argument("new", metavar="NEW", type=click.Path(path_type=Path, readable=False))
@options.form
def compare(old: Path, new: Path, form: str) -> None:
    """Tell what moved from the workbook OLD to the workbook NEW and why; accounts are matched by their IDs."""
    from kamreport import run
    from kamreport.cli import json_form
    from kamreport.cli.say_comparison import comparison_told

    found = run.compare(old, new)
    if form == "json":
        _say_json(json_form.comparison_form(found))
    else:
        _say(False, comparison_told(found))


@kamreport.command(short_help="Show the page of a rule.", epilog="Example: kamreport rule K201")
@click.argument("code", metavar="CODE")
def rule(code: str) -> None:
    """Show the page of a rule: why it matters, an example, what to do. CODE may be its name."""
    from kamreport.cli.say_page import page_told
    from kamreport.help import rule_page

    _say(False, page_told(rule_page(code)))


@kamreport.command(name="help", short_help="Show a page of the help.", epilog="Example: kamreport help first-hour")
@click.argument("topic", metavar="[TOPIC]", default="")
def help_(topic: str) -> None:
    """Show the page on TOPIC; without one, list the topics."""
    from kamreport.cli.say_page import contents_told, page_told
    from kamreport.help import find_page

    _say(False, page_told(find_page(topic)) if topic else contents_told())


def _say(quiet: bool, lines: Iterable[str]) -> None:
    for line in () if quiet else lines:
        click.echo(line)


def _say_json(form: dict[str, object]) -> None:
    from kamreport.cli.json_form import to_json

    click.echo(to_json(form))


kamreport.add_command(diff)
kamreport.add_command(excel_commands.watch)
kamreport.add_command(excel_commands.ribbon)
