"""A hand: our end of a process that works at a bench of its own. It can be ended at any moment, and is never waited for.

The process is an ordinary Python that we start ourselves, not one of ``multiprocessing``: that would run the caller's
own script a second time where it has no ``if __name__ == "__main__"``, and finds no script at all behind a button in
Excel. Its search path is ours without the current folder: a folder named kamreport beside a workbook is not us.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import queue
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from kamreport.rendering.workshop.tickets import Form, Kit, Limits, Proof, Ticket, Trouble

Said: TypeAlias = "tuple[Hand, Proof | None]"
"""A hand and what came from it: a proof, or None when it is ready for a ticket or when it has ended."""

_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer);"
    " from kamreport.rendering.workshop.apprentice import main; main()"
)
_NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
"""What names the folder for temporary files: the engine keeps fonts there, and a process that is ended tidies nothing."""
_TO_START = 120
"""Seconds a process may take until it is ready: a cold disk with a virus scanner is slow."""
_MOST_TOLD = 20_000
"""So many signs of its error output are kept."""


def can_hire() -> bool:
    """Whether this Python can start another: not where it is part of another program."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


@dataclass(eq=False)
class Hand:
    """One process. What it says goes to ``ear``, whatever thread hears it."""

    kit: Kit
    limits: Limits
    ear: queue.SimpleQueue[Said]
    ticket: Ticket | None = None
    """What it works on."""
    form: Form = "html"
    """The form of it that it works on."""
    is_ready: bool = False
    """Whether it has told that it is set up, and is still there."""
    done: int = 0
    """Tickets finished."""

    def __post_init__(self) -> None:
        self._kept = contextlib.ExitStack()
        folder = self._kept.enter_context(tempfile.TemporaryDirectory(prefix="kamreport-", ignore_cleanup_errors=True))
        self._errors: IO[bytes] = self._kept.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the rest
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own Python with our own words
                [sys.executable, "-P", "-c", _START],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=os.environ | dict.fromkeys(_TEMPORARY, folder),
                creationflags=_NO_WINDOW,
            )
        except OSError:
            self._kept.close()
            raise
        self._until = time.monotonic() + _TO_START
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        self._tell(search_path(), (self.kit, self.limits, folder))

    def give(self, ticket: Ticket) -> None:
        """Hand over a ticket; its proofs come to the ear."""
        self.ticket, self.form = ticket, ticket.forms[0]
        self._until = time.monotonic() + self.limits.seconds
        self._tell(ticket)

    def received(self, proof: Proof) -> None:
        """Keep count of what came back."""
        self.form = "pdf"  # HTML comes first
        if proof.last:
            self.ticket, self.done = None, self.done + 1

    @property
    def is_overdue(self) -> bool:
        """Whether it has had its time for what it does now, be it a ticket or getting ready."""
        idle = self.ticket is None and self.is_ready
        return not idle and time.monotonic() > self._until

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    def end(self) -> None:
        """End the process at once, whatever it does, and leave nothing of it behind."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was not sent yet is not wanted any more
                pipe.close() if pipe is not None else None
        self._kept.close()

    def last_words(self) -> Trouble:
        """Why a process ended that nobody ended. To be asked before ``end``."""
        code = self._process.wait()
        self._errors.seek(0)
        details = self._errors.read()[-_MOST_TOLD:].decode("utf-8", "replace")
        return Trouble(kind="ended", told=f"its process ended with code {code}", details=details)

    def _tell(self, *things: object) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        with contextlib.suppress(OSError):  # a process that is gone is heard of through its ear
            for thing in things:
                pickle.dump(thing, pipe, protocol=pickle.HIGHEST_PROTOCOL)
            pipe.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        while pipe is not None and (line := pipe.readline()):
            header = json.loads(line)
            if not header:
                self.is_ready = True
                self.ear.put((self, None))
                continue
            content = None if header["bytes"] is None else pipe.read(header["bytes"])
            self.ear.put((self, _proof(header, content)))
        self.is_ready = False
        self.ear.put((self, None))


def search_path() -> list[str]:
    """Where a process of ours looks for modules: first where we are ourselves, then as this one, but not where it stands."""
    home = str(Path(__file__).resolve().parents[3])
    here = os.path.realpath(os.curdir)
    others = [place for place in sys.path if place and os.path.realpath(place) not in {home, here}]
    return [home, *others]


def _proof(header: dict[str, Any], content: bytes | None) -> Proof:
    trouble = header.get("trouble")
    return Proof(
        number=header["number"],
        form=header["form"],
        content=content,
        log=tuple(header["log"]),
        no_pdf=header["no_pdf"],
        trouble=Trouble(**trouble) if trouble else None,
        last=header["last"],
    )
