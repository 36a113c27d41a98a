"""The file-system calls that saving makes, one method each, so that a test can fail or die at any of them."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows guards open files by itself
    fcntl = None  # type: ignore[assignment]


class Disk:
    """The real disk. Every method raises what the system raises."""

    def exists(self, path: Path) -> bool:
        """Whether something of that name is there."""
        return path.exists()

    def read(self, path: Path) -> bytes:
        """The whole content of a file."""
        return path.read_bytes()

    def mode(self, path: Path) -> int:
        """The permissions of a file."""
        return stat.S_IMODE(path.stat().st_mode)

    def mode_of_copy(self, source: Path) -> int:
        """The permissions a copy of a file has: the file's own within this person's mask, and the copy can be changed."""
        mask = os.umask(0)
        os.umask(mask)
        return (self.mode(source) | stat.S_IWUSR) & ~mask

    def may_write(self, path: Path) -> bool:
        """Whether this person may change a file."""
        return bool(self.mode(path) & stat.S_IWUSR) and os.access(path, os.W_OK)

    def create(self, path: Path) -> BinaryIO:
        """A new file of that name, for its maker's eyes only. Raises FileExistsError."""
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags, 0o600), "w+b")

    def reopen(self, path: Path) -> BinaryIO:
        """A file that is there already, to be changed. Raises FileNotFoundError."""
        return path.open("r+b")

    def lock(self, file: BinaryIO) -> bool:
        """Hold a file against other kamreports until it is closed; False when another one holds it."""
        if fcntl is None:
            return True
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a network drive without locks
        return True

    def is_same(self, file: BinaryIO, path: Path) -> bool:
        """Whether an open file is still the one of that name."""
        return path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())

    def flush(self, file: BinaryIO) -> None:
        """Bring what was written to the disk itself."""
        file.flush()
        os.fsync(file.fileno())

    def set_mode(self, path: Path, mode: int) -> None:
        """Give a file its permissions."""
        path.chmod(mode)

    def replace(self, made: Path, target: Path) -> None:
        """Put a finished file in the place of another in one step."""
        made.replace(target)

    def unlink(self, path: Path) -> None:
        """Delete a file. Raises FileNotFoundError."""
        path.unlink()

    def flush_folder(self, folder: Path) -> None:
        """Bring a folder's list of names to the disk, where the system can."""
        if os.name == "nt":
            return
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


REAL = Disk()
