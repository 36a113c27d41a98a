"""Disks that fail or die at a chosen call, and a program that saves a workbook on each of them.

    python tests/dying_disks.py FOLDER

prints, as JSON, for every file-system call of a write-back: its name, how the workbook was found after the process died
in it (old, new or broken), and what stood in the folder after the next run.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Self
from unittest import mock

from own_sheets import THREE
from packages import minimal_parts, save_parts

from kamreport.package import open_book, patch, patching, saving
from kamreport.package.disk import Disk

CALLS = tuple(name for name, held in vars(Disk).items() if callable(held) and not name.startswith("_"))
Meant = Callable[[str, int], None]
"""Told each call's name and number before it happens; it may raise, or end the process."""


class CountedFile:
    """An open file whose writes are calls of the disk, too; each is done in two halves."""

    def __init__(self, file: BinaryIO, step: Callable[[str], None]) -> None:
        self._file = file
        self._step = step

    def write(self, data: bytes | memoryview) -> int:
        self._step("write")
        half = len(data) // 2
        self._file.write(data[:half])
        self._file.flush()
        self._step("rest of write")
        self._file.write(data[half:])
        self._file.flush()
        return len(data)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a file has
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class WatchedDisk(Disk):
    """The real disk, telling ``meant`` of every call before it makes it."""

    def __init__(self, meant: Meant) -> None:
        self.calls: list[str] = []
        self._meant = meant

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - any method of the disk
        real = super().__getattribute__(name)
        return partial(self._watched, name, real) if name in CALLS else real

    def _step(self, name: str) -> None:
        self.calls.append(name)
        self._meant(name, len(self.calls))

    def _watched(self, name: str, real: Callable[..., Any], *arguments: object) -> object:
        self._step(name)
        result = real(*arguments)
        return CountedFile(result, self._step) if name in ("create", "reopen") else result


def save_on(disk: Disk, path: Path) -> None:
    """Put our sheets into a workbook over this disk."""
    with mock.patch.object(patching, "save_archive", partial(saving.save_archive, disk=disk)):
        patch(open_book(path), [THREE])


def die_at_every_call(folder: Path) -> list[tuple[str, str, list[str]]]:
    """Save in a process of its own that dies at its first call, its second call, and so on."""
    path = save_parts(folder, minimal_parts())
    old = path.read_bytes()
    watched = WatchedDisk(lambda _name, _number: None)
    save_on(watched, path)
    new = path.read_bytes()
    found = []
    for number, name in enumerate(watched.calls, 1):
        path.write_bytes(old)
        if (child := os.fork()) == 0:
            save_on(WatchedDisk(partial(_die, number)), path)
            os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9, name
        state = {old: "old", new: "new"}.get(path.read_bytes(), "broken")
        patch(open_book(path), [THREE])
        left = sorted(entry.name for entry in folder.iterdir())
        found.append((name, state if path.read_bytes() == new else "broken", left))
    return found


def _die(at: int, _name: str, number: int) -> None:
    if number == at:
        os._exit(9)


if __name__ == "__main__":
    print(json.dumps(die_at_every_call(Path(sys.argv[1]))))  # noqa: T201 - a program that prints
