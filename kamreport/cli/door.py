"""The door itself: whatever happens behind it, a person reads one line and a program gets an exit code.

Exit codes: 0 clean, 1 findings at or above ``--fail-on``, 2 wrong usage, 3 the world (file missing, locked,
unreadable), 70 a fault of our own, 130 stopped by the user, 143 ended by the
system.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from kamreport.cli.commands import kamreport
from kamreport.errors import KamreportError

OWN_FAULT = 70
STOPPED = 130
_BY_A_SIGNAL = 128
"""A shell tells so which signal ended a process: 143 is SIGTERM."""
_SELDOM = 50_000
"""So many new values until Python searches for cycles: a command makes many that last, and few cycles."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code. ``arguments`` default to the process's own."""
    gc.set_threshold(_SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console may lack a sign; the sentence matters more
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no hang-up; under nohup it is ignored and stays so
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _ended)
    sys.exit(exit_code(arguments))


def _ended(number: int, _frame: object) -> NoReturn:
    """Whoever ends this process politely gets it tidied: processes of ours and their files go with it."""
    raise SystemExit(_BY_A_SIGNAL + number)


def exit_code(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Nothing is raised: what went wrong is one line on stderr."""
    try:
        code = kamreport.main(args=arguments, prog_name="kamreport", standalone_mode=False)
    except KamreportError as error:
        return _complain(str(error), error.exit_code)
    except click.ClickException as error:
        return _complain(_usage(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        return _complain("stopped.", STOPPED)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the reader went away; nobody is left to tell
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort: a person never reads a traceback
        return _complain(_own_fault(error), OWN_FAULT)
    return int(code or 0)


def _complain(line: str, code: int) -> int:
    click.echo(f"kamreport: {line}", err=True)
    return code


def _usage(error: click.ClickException) -> str:
    """What was typed wrong, and where to read how it is right."""
    context = getattr(error, "ctx", None)
    said = " ".join(error.format_message().split())
    command = context.command_path if context else "kamreport"
    return f"{said}{_elsewhere(error)} See '{command} --help'."


def _elsewhere(error: click.ClickException) -> str:
    """Which commands have a flag that this one has not: the same letter means the same thing wherever it is."""
    if not isinstance(error, click.NoSuchOption) or error.possibilities:
        return ""
    owners = [
        name
        for name, command in kamreport.commands.items()
        if any(error.option_name in flag.opts for flag in command.params)
    ]
    return f" It is a flag of {' and '.join(filter(None, (', '.join(owners[:-1]), owners[-1])))}." if owners else ""


def _own_fault(error: Exception) -> str:
    """Keep the traceback for whoever mends it, and say where it is."""
    handle, name = tempfile.mkstemp(prefix="kamreport-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        log.writelines(traceback.format_exception(error))
    return f"a fault inside kamreport ({type(error).__name__}); please report it with {Path(name)}."
