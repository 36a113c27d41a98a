"""Where packs are put: safe file names, and files that are whole or not there."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from kamreport.errors import OutputError
from kamreport.rendering.packs import Order

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_LONGEST = 48


def file_stem(order: Order) -> str:
    """The name of a pack's file without its ending: KA-001-northwind-logistics, portfolio."""
    if order.account is None:
        return order.pack.name
    parts = [_safe(order.account.account_id), slug(order.account.name)]
    stem = "-".join(part for part in parts if part)
    return f"{stem}-{order.pack.name}" if _RESERVED.fullmatch(stem) else stem


def slug(name: str) -> str:
    """A name in small Latin letters, digits and hyphens; empty when it has none."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", latin)[:_LONGEST].strip("-")


def _safe(account_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", account_id).strip("-")


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
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise OutputError(f"{path} cannot be written: {_reason(error)}. Close it if it is open.") from error


def _let_others_read(name: str) -> None:
    """A temporary file is private; a pack has the rights any new file would have."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
