"""Where packs are put: files that are whole or not there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from kamreport.errors import OutputError


def open_shelf(folder: Path) -> None:
    """Make the folder, and see that it can be written to.

    Raises:
        OutputError: When it cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            f"Packs cannot be written to {folder}: {_reason(error)}. Choose another folder with --output."
        ) from error


def put(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever reads half of it.

    Raises:
        OutputError: When it cannot be written, for instance because a viewer holds the old one.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        _let_others_read(name)
        Path(name).replace(path)
    except OSError as error:
        _throw_away(name)
        raise OutputError(f"{path} cannot be written: {_reason(error)}. Close it if it is open.") from error
    except BaseException:  # stopped by a person: the half-written one goes, the old one stays
        _throw_away(name)
        raise


def _throw_away(name: str) -> None:
    with contextlib.suppress(OSError):
        Path(name).unlink()


def _let_others_read(name: str) -> None:
    """A temporary file is private; a pack has the rights any new file would have."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)


def reason_of(error: OutputError) -> str:
    """The system's own word for why something could not be written."""
    return _reason(error.__cause__) if isinstance(error.__cause__, OSError) else str(error)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
