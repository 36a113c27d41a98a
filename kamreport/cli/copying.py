"""Whoever cannot have the results in the workbook is offered a copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kamreport.errors import FileBusyError, OutputError, RefusedError


@contextmanager
def offering_copy(copy: Path | None) -> Iterator[None]:
    """Where the workbook is open, read-only or cannot be written safely, the one line ends with the way to a copy.

    Raises OutputError when a file of the copy's name is there: nobody's file is replaced by a copy.
    """
    if copy is not None and copy.exists():
        raise OutputError(f"{copy} exists already. Choose another name for the copy; nothing was written.")
    try:
        yield
    except (FileBusyError, RefusedError) as error:
        if copy is not None:
            raise
        raise type(error)(f"{error} To have the results in a copy, add --copy and a file name.") from error
