"""Saving a new workbook: never over another file, and the same bytes for the same contents."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from kamreport.errors import OutputError, UsageError

_MADE: Final = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed date, so that equal workbooks are equal files
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def check_target(path: Path) -> None:
    """Raise OutputError or UsageError in one line when no new workbook can be made at a path."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"{path.name} is no name for a workbook. End it with .xlsx.")
    if path.exists():
        raise OutputError(f"{path} exists already and stays as it is. Choose another name.")
    if not path.parent.is_dir():
        raise OutputError(f"The folder {path.parent} does not exist. Make it first, or choose another one.")


def save(book: Workbook, path: Path) -> None:
    """Write a workbook to a new file. Raises OutputError when the file appeared meanwhile or may not be written."""
    save_bytes(packed(book), path)


def save_bytes(data: bytes, path: Path) -> None:
    """Write a file that is finished already to a new place. Raises as ``save``."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise OutputError(f"{path} exists already and stays as it is. Choose another name.") from None
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}. Choose another folder.") from error


def packed(book: Workbook) -> bytes:
    """The bytes of the file, without the time of day in them."""
    book.properties.creator = "kamreport"
    book.properties.created = _MADE
    raw = io.BytesIO()
    book.save(raw)
    made = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _CHANGED.sub(rb"\g<1>" + _MADE.isoformat().encode() + b"Z", part)
            target.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()
