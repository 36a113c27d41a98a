"""A shift: several hands at work on one line of tickets, each within its limits, replaced when it ends or has done enough."""

from __future__ import annotations

import queue
from collections.abc import Callable, Generator, Iterable

from kamreport.rendering.workshop.bench import Bench
from kamreport.rendering.workshop.hand import Hand, Said
from kamreport.rendering.workshop.tickets import Kit, Limits, Proof, Ticket, Trouble

_A_LIFE = 50
"""Documents after which a process is replaced by a fresh one, which returns what memory it kept."""
_A_BREATH = 0.5
"""Seconds between looks at the clock; so soon a Ctrl-C is heard on Windows."""
_MISSED_STARTS = 2
"""So many processes that never get ready, and the shift does without."""


class Shift:
    """Works through a line of tickets with so many hands. Nothing is left of any hand when its proofs end."""

    def __init__(
        self, line: Iterable[Ticket], kit: Kit, limits: Limits, *, wanted: int, began: Callable[[Ticket], None]
    ) -> None:
        self._line = iter(line)
        self._next: Ticket | None = next(self._line, None)
        self._kit, self._limits, self._began = kit, limits, began
        self._wanted = wanted
        self._hands: list[Hand] = []
        self._ear: queue.SimpleQueue[Said] = queue.SimpleQueue()
        self._missed_starts = 0

    def proofs(self) -> Generator[Proof]:
        """The proofs of all tickets, as they get ready."""
        try:
            while self._next is not None or self._hands:
                self._hire()
                if not self._hands:
                    yield from self._alone()
                    return
                yield from self._heard()
                yield from self._overdue()
        finally:
            for hand in self._hands:
                hand.end()

    def _hire(self) -> None:
        """As many hands as are wanted, while there is work and processes start at all."""
        while self._next is not None and len(self._hands) < self._wanted and self._missed_starts < _MISSED_STARTS:
            try:
                self._hands.append(Hand(self._kit, self._limits, self._ear))
            except OSError:
                self._missed_starts += 1

    def _alone(self) -> Generator[Proof]:
        """Where no process starts, the work is done in this one."""
        bench = Bench(self._kit)
        while (ticket := self._take()) is not None:
            yield from bench.work(ticket)

    def _take(self) -> Ticket | None:
        ticket = self._next
        if ticket is not None:
            self._began(ticket)
            self._next = next(self._line, None)
        return ticket

    def _heard(self) -> Generator[Proof]:
        """Wait a moment for what a hand says, and answer it."""
        try:
            hand, proof = self._ear.get(timeout=_A_BREATH)
        except queue.Empty:
            return
        if hand not in self._hands:
            return
        if proof is not None:
            yield proof
            self._received(hand, proof)
        elif hand.is_ready:
            self._missed_starts = 0
            self._busy(hand)
        else:
            yield from self._lost(hand, hand.last_words())

    def _received(self, hand: Hand, proof: Proof) -> None:
        hand.received(proof)
        if not proof.last:
            return
        if hand.done >= _A_LIFE or (proof.trouble is not None and proof.trouble.kind == "memory"):
            self._dismiss(hand)
        else:
            self._busy(hand)

    def _busy(self, hand: Hand) -> None:
        """Give a hand its next ticket; without one it may go."""
        ticket = self._take()
        if ticket is None:
            self._dismiss(hand)
        else:
            hand.give(ticket)

    def _overdue(self) -> Generator[Proof]:
        """End what has had its time, unless it has just said something that was not heard yet."""
        for hand in [one for one in self._hands if one.is_overdue]:
            if self._ear.empty():
                yield from self._lost(
                    hand, Trouble(kind="time", told=f"it took more than {self._limits.seconds:g} seconds")
                )

    def _lost(self, hand: Hand, why: Trouble) -> Generator[Proof]:
        """What is told of the ticket of a hand that is no more."""
        self._dismiss(hand)
        if hand.ticket is not None:
            yield Proof(number=hand.ticket.number, form=hand.form, trouble=why, last=True)
        elif not hand.is_ready:
            self._missed_starts += 1

    def _dismiss(self, hand: Hand) -> None:
        self._hands.remove(hand)
        hand.end()
