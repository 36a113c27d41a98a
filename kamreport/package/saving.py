"""Replacing a workbook file: the old one or the new one is there at any moment, whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from kamreport.errors import ChangedSinceReadError, FileBusyError, OutputError, RefusedError
from kamreport.package.archive import Archive

try:
    import fcntl
except ImportError:  # Windows guards open files by itself
    fcntl = None  # type: ignore[assignment]

Writer = Callable[[BinaryIO], None]


def save_archive(path: Path, fingerprint: str, write: Writer, check: Callable[[Archive], None]) -> None:
    """Replace a workbook by what ``write`` writes, if it is still the one of that fingerprint.

    ``check`` sees the finished file before it takes the place of the old one. A symbolic link keeps pointing at its
    target. Raises FileBusyError, ChangedSinceReadError, OutputError or RefusedError; then nothing was changed.
    """
    target = path.resolve()
    refuse_busy(target)
    mode = target.stat().st_mode
    if not mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise FileBusyError(
            f"{path.name} is read-only. Allow changes in its properties, or save a copy under a new name and run"
            " again; nothing was changed."
        )
    with _sibling(target) as (file, made):
        _write(file, write, path)
        made.chmod(stat.S_IMODE(mode))
        check(Archive(made.read_bytes()))
        if hashlib.sha256(target.read_bytes()).hexdigest() != fingerprint:
            raise ChangedSinceReadError(
                f"{path.name} was changed while kamreport was working. Run again; nothing was changed."
            )
        refuse_busy(target)
        _replace(made, target, path)


def save_copy(destination: Path, write: Writer, check: Callable[[Archive], None]) -> None:
    """Write a workbook to another place, where it appears whole or not at all. Raises OutputError."""
    target = destination.resolve()
    if not target.parent.is_dir():
        raise OutputError(f"The folder {target.parent} does not exist. Make it first, or choose another one.")
    if target.exists():
        refuse_busy(target)
    with _sibling(target) as (file, made):
        _write(file, write, destination)
        check(Archive(made.read_bytes()))
        _replace(made, target, destination)


def refuse_busy(path: Path) -> None:
    """Raise FileBusyError when a program has left its mark that the workbook is open."""
    for mark, program in ((f"~${path.name}", "Excel"), (f".~lock.{path.name}#", "LibreOffice")):
        if (path.parent / mark).exists():
            raise FileBusyError(
                f"{path.name} is open in {program}. Close it and run again; nothing was changed."
                f" If it is not open anywhere, delete {mark} beside it."
            )


@contextlib.contextmanager
def _sibling(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A file beside the target to write to; gone afterwards. One left by a crash is taken over."""
    made = target.with_name(f".~{target.name}.kamreport")
    file = _claim(made, target)
    try:
        yield file, made
    finally:
        if os.name == "nt":
            file.close()  # Windows deletes no open file
        with contextlib.suppress(FileNotFoundError):
            made.unlink()
        file.close()


def _claim(made: Path, target: Path) -> BinaryIO:
    _take_over(made, target)
    try:
        file = os.fdopen(os.open(made, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "w+b")
    except FileExistsError:
        raise _two_at_once(target) from None
    except OSError as error:
        raise FileBusyError(
            f"The folder {target.parent} does not allow new files ({error.strerror}), so {target.name} cannot be saved"
            " safely. Copy the workbook to a folder of your own and run again; nothing was changed."
        ) from error
    if not _lock(file):
        raise _two_at_once(target)
    return file


def _take_over(made: Path, target: Path) -> None:
    """Delete what a crashed run left behind; whoever still writes to it holds its lock."""
    try:
        with made.open("r+b") as left:
            if not _lock(left):
                raise _two_at_once(target)
            if os.name != "nt" and made.exists() and os.path.samestat(os.fstat(left.fileno()), made.stat()):
                made.unlink()
        if os.name == "nt":
            made.unlink()
    except FileNotFoundError:
        return
    except PermissionError:
        raise _two_at_once(target) from None


def _lock(file: BinaryIO) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a network drive without locks
    return True


def _two_at_once(target: Path) -> FileBusyError:
    return FileBusyError(
        f"Another kamreport is writing to {target.name}. Wait until it is done and run again; nothing was changed."
    )


def _write(file: BinaryIO, write: Writer, path: Path) -> None:
    try:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "The disk is full" if full else f"The disk reports: {error.strerror}"
        raise OutputError(
            f"{what}, so {path.name} was not saved. Free some space and run again; nothing was changed."
        ) from error


def _replace(made: Path, target: Path, path: Path) -> None:
    try:
        made.replace(target)
    except OSError as error:
        copy = _free_name(target)
        with contextlib.suppress(OSError):
            made.replace(copy)
        raise FileBusyError(
            f"{path.name} cannot be replaced ({error.strerror}); it is probably open. Close it and run again, or use"
            f" {copy.name} beside it, which holds the results; {path.name} was not changed."
        ) from error
    _flush_folder(target.parent)


def _free_name(target: Path) -> Path:
    for number in range(1, 1000):
        copy = target.with_name(f"{target.stem} (kamreport {number}){target.suffix}")
        if not copy.exists():
            return copy
    raise RefusedError(f"Too many copies stand beside {target.name}. Delete the old ones and run again.")


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
