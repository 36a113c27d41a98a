"""What the handlers work with: the open workbook, the clock, the folder for packs, and ways to tell and to show."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import xlwings as xw

from kamreport.addin import Places
from kamreport.reading.live import LiveBook, is_local
from kamreport.ribbon.request import Request
from kamreport.run.signed_in import signed_in_user

OUTPUT_VARIABLE = "KAMREPORT_OUTPUT"
"""The user's own word on where packs go; no workbook can set it."""
LOOK_VARIABLE = "KAMREPORT_LOOK"
"""The user's own word on how packs look; likewise."""
_SECONDS_BETWEEN = 0.3
Opener = Callable[[Path], None]


class Desk:
    """One click at work."""

    def __init__(self, request: Request, book: xw.Book, here: Places, opener: Opener) -> None:
        self.request, self.book, self.here = request, book, here
        self.show = opener
        self.now = dt.datetime.now().astimezone().replace(microsecond=0, tzinfo=None)
        self._told_at = 0.0

    @property
    def user(self) -> str:
        """Who is signed in to this machine; empty when the system does not say."""
        return signed_in_user()

    def open_book(self) -> LiveBook:
        """The workbook as it stands at this moment."""
        return LiveBook(self.book, lambda title: self.tell(f"reading {title}"))

    def folder(self) -> Path:
        """Where this workbook's packs go."""
        return packs_folder(self.book.fullname, self.book.name, os.environ, Path.home())

    def look(self) -> Path | None:
        """The folder of the team's own look; None for ours."""
        said = os.environ.get(LOOK_VARIABLE)
        return Path(said).expanduser() if said else None

    def tell(self, what: str) -> None:
        """Say in the status bar what is being done, a few times a second at most."""
        moment = time.monotonic()
        if moment - self._told_at >= _SECONDS_BETWEEN:
            self._told_at = moment
            self.book.app.status_bar = f"kamreport: {what}"

    def progress(self, done: int, steps: int, what: str) -> None:
        """As ``tell``, for steps that are counted."""
        if what:
            self.tell(f"{what} ({done + 1} of {steps})")


def packs_folder(fullname: str, name: str, environment: Mapping[str, str], home: Path) -> Path:
    """Beside a workbook in a folder of this machine; else in the user's documents, or where the user said."""
    if said := environment.get(OUTPUT_VARIABLE):
        return Path(said).expanduser() / _stem(name)
    if is_local(fullname):
        return Path(fullname).parent / "packs"
    documents = home / "Documents"
    return (documents if documents.is_dir() else home) / "KAM packs" / _stem(name)


def _stem(name: str) -> str:
    """A workbook's name without its ending, as a folder may be called."""
    stem = Path(name).stem if "." in name else name
    return (
        "".join("_" if character in '<>:"/\\|?*' or character < " " else character for character in stem).strip(" .")
        or "workbook"
    )


def open_outside(path: Path) -> None:
    """Open a file or folder with the program the system has for it."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a file kamreport made just now
        return
    program = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.run([program, os.fspath(path)], check=False)  # noqa: S603 - likewise
