"""The commands around Excel: its add-in, and the same job for machines where add-ins are forbidden."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kamreport.cli import options
from kamreport.cli.moment import now

if TYPE_CHECKING:
    from kamreport.addin import Places, Stamp

folder = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Excel's start-up folder, which must be there; default: where it is on this system.",
)


@click.group(
    invoke_without_command=True,
    short_help="The KAM tab in Excel: build, install, look after.",
    epilog="Example: kamreport ribbon install",
)
@click.pass_context
def ribbon(ctx: click.Context) -> None:
    """Put the KAM tab into Excel, take it out, and see whether it is in order."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@ribbon.command(
    short_help="Build the add-in into a file, to be signed or handed out.",
    epilog="Example: kamreport ribbon build --output KamReport.xlam",
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", default=Path("KamReport.xlam"), show_default=True,
    help="The add-in to make.",
)  # fmt: skip
@click.option(
    "--interpreter", metavar="PATH", help="The Python it starts, where it will run; default: the one running now."
)
def build(output: Path, interpreter: str | None) -> None:
    """Build the add-in. It starts the Python it was built with, so build it where it will be used."""
    from kamreport import addin

    here, stamp = _here(None)
    if interpreter:
        stamp = addin.Stamp(interpreter, stamp.version, os.fspath(here.log))
    click.echo(f"{addin.build(output, stamp)} is built; it starts {stamp.interpreter}.")


@ribbon.command(short_help="Build the add-in into Excel's start-up folder.", epilog="Example: kamreport ribbon install")
@folder
def install(folder: Path | None) -> None:
    """Build the add-in into Excel's start-up folder; Excel shows the KAM tab when it is started next."""
    from kamreport import addin

    here, stamp = _here(folder)
    for file in addin.install(here, stamp):
        click.echo(f"{file} is in place.")
    click.echo("Close Excel if it is open and start it again: the KAM tab is then at the right of the others.")


@ribbon.command(short_help="Take the add-in out again.", epilog="Example: kamreport ribbon uninstall")
@folder
def uninstall(folder: Path | None) -> None:
    """Delete the add-in from Excel's start-up folder."""
    from kamreport import addin

    gone = addin.uninstall(_here(folder)[0])
    for file in gone:
        click.echo(f"{file} is deleted.")
    if not gone:
        click.echo("No add-in was there; nothing was deleted.")


@ribbon.command(
    short_help="Say whether the installed add-in fits this kamreport.", epilog="Example: kamreport ribbon status"
)
@folder
def status(folder: Path | None) -> int:
    """Say whether the add-in is installed and belongs to this kamreport; exit code 1 when it does not."""
    from kamreport import addin

    fits, told = addin.status(*_here(folder))
    click.echo(told)
    return 0 if fits else 1


@ribbon.command(
    short_help="Look at everything a button needs, with the next step.", epilog="Example: kamreport ribbon doctor"
)
@folder
def doctor(folder: Path | None) -> int:
    """Look at Python, kamreport, the add-in, the log and the PDF engine; exit code 1 when one is not in order."""
    from kamreport import addin

    checks = addin.examine(*_here(folder))
    for check in checks:
        click.echo(f"{'ok   ' if check.in_order else 'to do'}  {check.told}")
    return 0 if all(check.in_order for check in checks) else 1


@click.command(
    short_help="Review a workbook whenever it is saved.",
    epilog="Example: kamreport watch portfolio.xlsx",
)
@options.book
@options.output
@options.language
@options.look
@click.option(
    "--every", type=click.FloatRange(min=0.1), default=2.0, show_default=True, metavar="SECONDS",
    help="How often to look whether it was saved.",
)  # fmt: skip
def watch(book: Path, output: Path | None, language: str, look: Path | None, every: float) -> None:
    """Check and score BOOK whenever it is saved, and make its HTML packs anew, until Ctrl+C.

    Results go into BOOK when no program has it open, and into a copy beside it while one does.
    """
    from kamreport.cli import watching
    from kamreport.cli.say_findings import counted
    from kamreport.package import open_book
    from kamreport.rendering.language import find_language
    from kamreport.run import Making
    from kamreport.run.signed_in import signed_in_user
    from kamreport.run.watching import refresh

    open_book(book)
    find_language(language)
    how = Making(language=language, look=look)

    def turn() -> bool:
        done = refresh(book, output or book.parent / "packs", now=now(), user=signed_in_user(), how=how)
        where = f"in {done.written.path.name}" if not done.written.why_not else f"not written: {done.written.why_not}"
        click.echo(
            f"{now():%H:%M:%S} {counted(done.written.review.findings)} Results {where}; packs in {done.packs.folder}."
        )
        return done.beside

    click.echo(f"Watching {book}. Save it to review it; Ctrl+C ends.")
    watching.watch(book, turn, say=click.echo, every=every)


def _here(folder: Path | None) -> tuple[Places, Stamp]:
    """This system's places, with another start-up folder if one was named, and this installation's stamp.

    A named folder must be there: Excel has its own, and would never look into one made for a slip of the keyboard.
    """
    from kamreport import addin
    from kamreport.errors import UsageError

    here = addin.places(sys.platform, os.environ, Path.home())
    if folder is not None:
        if not folder.is_dir():
            raise UsageError(f"There is no folder {folder}. Name the folder Excel starts from, or leave --folder out.")
        here = dataclasses.replace(here, startup=folder)
    return here, addin.own_stamp(here)
