"""Waiting for a workbook to be saved, again and again, until somebody stops it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from kamreport.errors import KamreportError

Turn = Callable[[], bool]
"""Reviews the workbook and says what came of it; True when its results are in a copy, because it is held open."""


def watch(
    path: Path, turn: Turn, *, say: Callable[[str], None], every: float, pause: Callable[[float], None] = time.sleep
) -> None:
    """Take a turn now, after each time the file was saved, and when a program that held it lets go. Never returns.

    A file is looked at when it has stayed the same for one look, for saving takes a moment. What is wrong with the
    world (the file is gone, unreadable for a moment) is said once, and watching goes on.
    """
    from kamreport.run.watching import is_held

    done: tuple[int, int] | None = None
    before, beside, said = _state(path), False, ""
    while True:
        now = _state(path)
        settled = now is not None and now == before
        if settled and (now != done or (beside and not is_held(path))):
            try:
                beside, said = turn(), ""
                done = now = _state(path)
            except KamreportError as error:
                said = _say_once(str(error), said, say)
                done = now
        before = now
        pause(every)


def _say_once(sentence: str, said: str, say: Callable[[str], None]) -> str:
    if sentence != said:
        say(sentence)
    return sentence


def _state(path: Path) -> tuple[int, int] | None:
    """What changes when a file is saved; None while there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
