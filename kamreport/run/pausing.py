"""Pausing Python's search for reference cycles while millions of small values are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_cycle_search() -> Iterator[None]:
    """Search for no cycles meanwhile, nor ever among what was made meanwhile.

    Records, cells and scores make none, and looking for some takes a third of the review of ten thousand accounts;
    so does the one look that Python would take as soon as the pause is over.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.enable()
