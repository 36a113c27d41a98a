"""The other end of a ``Hand``: a process that does nothing but work at one bench, until nobody needs it any more.

Tickets arrive on its standard input, pickled: who sends them is ourselves. Proofs leave on its standard output as a
line of JSON and the bytes of the file: a team's own templates are set here, and what comes from here is only read.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import os
import pickle
import shutil
import signal
import sys
from dataclasses import asdict
from typing import BinaryIO

from kamreport.rendering.workshop.bench import Bench
from kamreport.rendering.workshop.tickets import Kit, Limits, Proof, Ticket

_ERRORS = 2
"""The number of the error output: a file that whoever waits reads when this process ends unasked."""

_LONGER = 10
"""Seconds after its time limit that it ends by itself, in case the process that should end it is gone."""


def main() -> None:
    """Read kit and limits, then tickets until the input ends. The end of the input is the end of the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits; it ends this one
    faulthandler.enable(_ERRORS)
    tickets, proofs = sys.stdin.buffer, _private_output()
    kit, limits, folder = _kit_limits_folder(tickets)
    _limit_memory(limits.megabytes)
    bench = Bench(kit)
    with contextlib.suppress(OSError):  # a pipe to nobody: a document's own troubles do not come this far
        _work(bench, tickets, proofs, limits)
    shutil.rmtree(folder, ignore_errors=True)  # only who is gone lets this process come so far


def _work(bench: Bench, tickets: BinaryIO, proofs: BinaryIO, limits: Limits) -> None:
    """Set one ticket after the other, until there are no more."""
    _send(proofs, {})
    while (ticket := _next(tickets)) is not None:
        faulthandler.dump_traceback_later(limits.seconds + _LONGER, exit=True, file=_ERRORS)
        for proof in bench.work(ticket):
            _send(proofs, _header(proof), proof.content or b"")
        faulthandler.cancel_dump_traceback_later()
        gc.collect()


def _private_output() -> BinaryIO:
    """The pipe to whoever waits, out of the way of anything that prints."""
    private = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return private


def _kit_limits_folder(tickets: BinaryIO) -> tuple[Kit, Limits, str]:
    """What to work with, within which limits, and the folder for temporary files that is this process's alone."""
    kit, limits, folder = pickle.load(tickets)  # noqa: S301 - sent by the process that started this one
    return kit, limits, folder


def _next(tickets: BinaryIO) -> Ticket | None:
    try:
        ticket: Ticket = pickle.load(tickets)  # noqa: S301 - likewise
    except EOFError:
        return None
    return ticket


def _limit_memory(megabytes: int) -> None:
    """Make the system refuse more address space, where it can (Linux; macOS and Windows do not hold a process to it)."""
    if sys.platform == "linux":
        import resource

        most = megabytes * 1024 * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _header(proof: Proof) -> dict[str, object]:
    told: dict[str, object] = {
        "number": proof.number, "form": proof.form, "log": proof.log, "no_pdf": proof.no_pdf, "last": proof.last,
        "bytes": None if proof.content is None else len(proof.content),
    }  # fmt: skip
    return told | ({"trouble": asdict(proof.trouble)} if proof.trouble else {})


def _send(proofs: BinaryIO, header: dict[str, object], content: bytes = b"") -> None:
    proofs.write(json.dumps(header).encode("ascii") + b"\n")
    proofs.write(content)
    proofs.flush()
