"""Whether everything a button needs is in order: each part looked at, each with the next step."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kamreport.addin.building import NAME, Stamp, stamp_of
from kamreport.addin.installing import Places, status
from kamreport.errors import UsageError

_PATIENCE = 60


class Check(NamedTuple):
    """One part: whether it is in order, and a sentence."""

    in_order: bool
    told: str


def examine(here: Places, stamp: Stamp) -> tuple[Check, ...]:
    """Look at the interpreter, the package, the add-in, the log and the PDF engine; nothing is changed."""
    return tuple(_checks(here, stamp))


def _checks(here: Places, stamp: Stamp) -> Iterator[Check]:
    started = _stamped(here) or stamp
    yield _interpreter(started)
    yield _addin(here, stamp)
    yield _log(here.log)
    yield _pdf(started)


def _stamped(here: Places) -> Stamp | None:
    """The stamp of the installed add-in: its interpreter is the one a button starts."""
    return stamp_of(here.startup / NAME) if here.startup else None


def _interpreter(stamp: Stamp) -> Check:
    if not Path(stamp.interpreter).exists():
        return Check(False, f"Python is not at {stamp.interpreter} any more. Run: kamreport ribbon install")
    version = _answer(stamp, "import kamreport, kamreport.ribbon; print(kamreport.__version__)")
    if not version:
        return Check(
            False,
            f"{stamp.interpreter} does not find kamreport by itself. Install kamreport with pipx or into an environment"
            " of its own, not with pip --user; then run: kamreport ribbon install",
        )
    if version != stamp.version:
        return Check(
            False, f"The add-in expects kamreport {stamp.version}, and Python has {version}. Install it again."
        )
    return Check(True, f"Python at {stamp.interpreter} starts kamreport {version}.")


def _answer(stamp: Stamp, program: str) -> str:
    """What a program prints, started as a button starts Python: without the user's own packages and variables."""
    command = [stamp.interpreter, "-I", "-c", program]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S603 - the stamped interpreter and our own words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if asked.returncode else asked.stdout.strip()


def _addin(here: Places, stamp: Stamp) -> Check:
    try:
        return Check(*status(here, stamp))
    except UsageError as error:
        return Check(False, str(error))


def _log(log: Path) -> Check:
    return Check(True, f"Faults are written to {log}." if log.exists() else f"No fault so far; the log would be {log}.")


def _pdf(stamp: Stamp) -> Check:
    if _answer(stamp, "import weasyprint; print(weasyprint.__version__)"):
        return Check(True, "PDF packs can be made.")
    return Check(False, "Pango, the library behind PDF, is missing, so packs are HTML only. Install Pango for PDF too.")
