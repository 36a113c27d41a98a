"""Replacing a workbook file: the old one or the new one is there at any moment, whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from kamreport.errors import ChangedSinceReadError, FileBusyError, OutputError, RefusedError
from kamreport.package.archive import Archive
from kamreport.package.disk import REAL, Disk

Writer = Callable[[BinaryIO], None]


def save_archive(
    path: Path, fingerprint: str, write: Writer, check: Callable[[Archive], None], *, disk: Disk = REAL
) -> None:
    """Replace a workbook by what ``write`` writes, if it is still the one of that fingerprint.

    ``check`` sees the finished file before it takes the place of the old one. A symbolic link keeps pointing at its
    target. Raises FileBusyError, ChangedSinceReadError, OutputError or RefusedError; then nothing was changed.
    """
    target = path.resolve()
    refuse_busy(target, disk)
    try:
        mode, writable = disk.mode(target), disk.may_write(target)
    except OSError as error:
        raise _vanished(path) from error
    if not writable:
        raise FileBusyError(
            f"{path.name} is read-only. Allow changes in its properties, or save a copy under a new name and run"
            " again; nothing was changed."
        )
    with _sibling(target, disk) as (file, made):
        _write(file, write, path, disk)
        archive = _made(file, made, path, disk)
        _give_mode(made, mode, disk)
        check(archive)
        _refuse_changed(target, path, fingerprint, disk)
        refuse_busy(target, disk)
        _replace(made, target, path, disk)


def save_copy(
    source: Path, destination: Path, write: Writer, check: Callable[[Archive], None], *, disk: Disk = REAL
) -> None:
    """Write a workbook to another place, where it appears whole or not at all. Raises OutputError or FileBusyError.

    A new copy may be read by whom its source may be read by, and one that is replaced keeps its permissions.
    """
    target = destination.resolve()
    try:
        has_folder, is_there = target.parent.is_dir(), disk.exists(target)
    except OSError as error:
        raise _not_saved(destination, error) from error
    if not has_folder:
        raise OutputError(f"The folder {target.parent} does not exist. Make it first, or choose another one.")
    if is_there:
        refuse_busy(target, disk)
    with _sibling(target, disk) as (file, made):
        _write(file, write, destination, disk)
        archive = _made(file, made, destination, disk)
        with contextlib.suppress(OSError):  # the source may be gone by now
            _give_mode(made, disk.mode(target) if is_there else disk.mode_of_copy(source), disk)
        check(archive)
        _replace(made, target, destination, disk)


def refuse_busy(path: Path, disk: Disk = REAL) -> None:
    """Raise FileBusyError when a program has left its mark that the workbook is open."""
    for mark, program in ((f"~${path.name}", "Excel"), (f".~lock.{path.name}#", "LibreOffice")):
        try:
            is_open = disk.exists(path.parent / mark)
        except OSError as error:
            raise _vanished(path) from error
        if is_open:
            raise FileBusyError(
                f"{path.name} is open in {program}. Close it and run again; nothing was changed."
                f" If it is not open anywhere, delete {mark} beside it."
            )


def free_name(target: Path, disk: Disk = REAL) -> Path:
    """A name beside a workbook that nobody uses, for a copy of it. Raises RefusedError when there are too many."""
    for number in range(1, 1000):
        copy = target.with_name(f"{target.stem} (kamreport {number}){target.suffix}")
        if not disk.exists(copy):
            return copy
    raise RefusedError(f"Too many copies stand beside {target.name}. Delete the old ones and run again.")


@contextlib.contextmanager
def _sibling(target: Path, disk: Disk) -> Iterator[tuple[BinaryIO, Path]]:
    """A file beside the target to write to; gone afterwards. One left by a crash is taken over."""
    made = target.with_name(f".~{target.name}.kamreport")
    file = _claim(made, target, disk)
    finished = False
    try:
        yield file, made
        finished = True
    finally:
        if os.name == "nt":
            _close(file)  # Windows deletes no open file
        was_there = _unlink(made, disk)
        _close(file)
        if not was_there and not finished:
            _unlink(made, disk)  # some network drives show a file only once it is closed


def _unlink(made: Path, disk: Disk) -> bool:
    """Delete a file if that can be done; whether it was there."""
    try:
        disk.unlink(made)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _close(file: BinaryIO) -> None:
    with contextlib.suppress(OSError):  # what a full disk did not take at the last flush either
        file.close()


def _claim(made: Path, target: Path, disk: Disk) -> BinaryIO:
    try:
        _take_over(made, target, disk)
        file = disk.create(made)
    except FileExistsError:
        raise _two_at_once(target) from None
    except OSError as error:
        raise FileBusyError(
            f"The folder {target.parent} does not allow new files ({error.strerror}), so {target.name} cannot be saved"
            " safely. Copy the workbook to a folder of your own and run again; nothing was changed."
        ) from error
    if not disk.lock(file):
        _close(file)
        raise _two_at_once(target)
    return file


def _take_over(made: Path, target: Path, disk: Disk) -> None:
    """Delete what a crashed run left behind; whoever still writes to it holds its lock."""
    try:
        left = disk.reopen(made)
        try:
            if not disk.lock(left):
                raise _two_at_once(target)
            if os.name != "nt" and disk.is_same(left, made):
                disk.unlink(made)
        finally:
            _close(left)  # which may fail: some network drives miss what was deleted
        if os.name == "nt":
            disk.unlink(made)
    except FileNotFoundError:
        return
    except PermissionError:
        raise _two_at_once(target) from None


def _two_at_once(target: Path) -> FileBusyError:
    return FileBusyError(
        f"Another kamreport is writing to {target.name}. Wait until it is done and run again; nothing was changed."
    )


def _write(file: BinaryIO, write: Writer, path: Path, disk: Disk) -> None:
    try:
        write(file)
        disk.flush(file)
    except OSError as error:
        raise _not_saved(path, error) from error


def _give_mode(made: Path, mode: int, disk: Disk) -> None:
    with contextlib.suppress(OSError):  # some network drives have no permissions to give
        disk.set_mode(made, mode)


def _made(file: BinaryIO, made: Path, path: Path, disk: Disk) -> Archive:
    """The finished file, read back; a network drive that shows a file only once it is closed gets it closed."""
    try:
        try:
            return Archive(disk.read(made))
        except FileNotFoundError:
            file.close()
            return Archive(disk.read(made))
    except OSError as error:
        raise _not_saved(path, error) from error


def _not_saved(path: Path, error: OSError) -> OutputError | FileBusyError:
    if error.errno in (errno.EPERM, errno.EACCES, errno.EROFS):
        return FileBusyError(
            f"{path.name} cannot be saved where it is ({error.strerror}). Copy it to a folder of your own and run again;"
            " nothing was changed."
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(
            f"The disk is full, so {path.name} was not saved. Free some space and run again; nothing was changed."
        )
    return OutputError(
        f"The disk reports: {error.strerror}, so {path.name} was not saved. Check the drive and run again; nothing was"
        " changed."
    )


def _refuse_changed(target: Path, path: Path, fingerprint: str, disk: Disk) -> None:
    try:
        now = hashlib.sha256(disk.read(target)).hexdigest()
    except OSError as error:
        raise _vanished(path) from error
    if now != fingerprint:
        raise ChangedSinceReadError(
            f"{path.name} was changed while kamreport was working. Run again; nothing was changed."
        )


def _vanished(path: Path) -> ChangedSinceReadError:
    return ChangedSinceReadError(
        f"{path.name} is no longer where it was read. Bring it back, or check the drive, and run again; nothing was"
        " changed."
    )


def _replace(made: Path, target: Path, path: Path, disk: Disk) -> None:
    try:
        disk.replace(made, target)
    except OSError as error:
        raise _not_replaced(made, target, path, error, disk) from error
    disk.flush_folder(target.parent)


def _not_replaced(made: Path, target: Path, path: Path, error: OSError, disk: Disk) -> FileBusyError:
    failed = f"{path.name} cannot be replaced ({error.strerror}); it is probably open. Close it, or check the drive, and run again"
    try:
        copy = free_name(target, disk)
        disk.replace(made, copy)
    except OSError:
        return FileBusyError(f"{failed}; nothing was changed.")
    return FileBusyError(
        f"{failed}, or use {copy.name} beside it, which holds the results; {path.name} was not changed."
    )
