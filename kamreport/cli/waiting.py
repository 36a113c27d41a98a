"""Long work shows how far it is, where somebody is looking; piped or quiet, it says nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int, str], None]
"""Told after each step: steps done, steps in all, what was done last."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """A bar on stderr while packs are made; nothing at all without a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _steps, _what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, steps, what: bar.update(task, completed=done, total=steps, description=what)
