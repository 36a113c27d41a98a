"""The workshop's office: whether documents are set in this process or by several others, and how many."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice

from kamreport.rendering.workshop.bench import Bench
from kamreport.rendering.workshop.hand import can_hire
from kamreport.rendering.workshop.shift import Shift
from kamreport.rendering.workshop.tickets import Kit, Limits, Proof, Ticket

_A_HAND = 4
"""Documents with a PDF that make another process worth its start of about two seconds."""
_SMALL = 8
"""Fewer documents than this are set in this process: nobody waits long for them."""


def proofs(  # noqa: PLR0913 - what to make, with what, by whom, within which limits, and who watches
    tickets: Iterable[Ticket],
    kit: Kit,
    *,
    workers: int | None,
    limits: Limits,
    apart: bool = False,
    began: Callable[[Ticket], None],
) -> Generator[Proof]:
    """The proofs of all tickets, as they get ready; close the iterator to stop, and no process is left behind.

    ``workers`` is how many processes work at once: 1 means this one itself, None as many as are worth it. ``apart``
    keeps the work out of this process however small it is. Limits hold in processes of their own only. ``began`` is
    told of each ticket when somebody begins to work on it.
    """
    line = iter(tickets)
    first, hands = _plan(line, workers, apart=apart)
    line = chain(first, line)
    if hands and can_hire():
        yield from Shift(line, kit, limits, wanted=hands, began=began).proofs()
        return
    bench = Bench(kit)
    for ticket in line:
        began(ticket)
        yield from bench.work(ticket)


def _plan(line: Iterator[Ticket], workers: int | None, *, apart: bool) -> tuple[list[Ticket], int]:
    """The first tickets, and how many processes to start; no more tickets are looked at than that takes."""
    if workers is not None:
        first = list(islice(line, workers))
        hands = len(first) if workers > 1 else 0
    else:
        cores = count_cores()
        first = list(islice(line, max(cores * _A_HAND, _SMALL)))
        slow = len(first) >= _SMALL and any("pdf" in ticket.forms for ticket in first)
        hands = max(min(cores, len(first) // _A_HAND), 1) if slow else 0
    return first, max(hands, 1) if apart and first else hands


def count_cores() -> int:
    """Processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
