"""Replacing the file: whole or not at all, never under somebody's hands, and no litter."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from dying_disks import WatchedDisk, save_on
from own_sheets import THREE, result, results, values
from packages import minimal_parts, save_parts

from kamreport.errors import ChangedSinceReadError, FileBusyError, KamreportError, OutputError, RefusedError
from kamreport.package import open_book, patch
from kamreport.package.disk import Disk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save_parts(tmp_path, minimal_parts())


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_the_file_is_replaced_and_nothing_is_left_beside_it(path: Path) -> None:
    path.chmod(0o640)
    assert patch(open_book(path), [THREE]) == path
    assert names(path.parent) == ["book.xlsx"]
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("mark", "program"), [("~$book.xlsx", "Excel"), (".~lock.book.xlsx#", "LibreOffice")])
def test_an_open_workbook_is_left_alone(path: Path, mark: str, program: str) -> None:
    before = path.read_bytes()
    (path.parent / mark).write_bytes(b"somebody")
    with pytest.raises(FileBusyError, match=f"is open in {program}. Close it and run again; nothing was changed"):
        patch(open_book(path), [THREE])
    assert path.read_bytes() == before
    assert names(path.parent) == sorted(["book.xlsx", mark])


def test_a_file_that_changed_since_it_was_read_is_left_alone(path: Path) -> None:
    book = open_book(path)
    path.write_bytes(path.read_bytes() + b"\0")
    changed = path.read_bytes()
    with pytest.raises(ChangedSinceReadError, match="Run again; nothing was changed"):
        patch(book, [THREE])
    assert path.read_bytes() == changed
    assert names(path.parent) == ["book.xlsx"]


def test_a_read_only_file_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    before = path.read_bytes()
    with pytest.raises(FileBusyError, match="read-only"):
        patch(open_book(path), [THREE])
    assert path.read_bytes() == before
    assert names(path.parent) == ["book.xlsx"]


def test_a_folder_that_takes_no_new_files_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FileBusyError, match="does not allow new files"):
        patch(open_book(path), [THREE])


def test_a_full_disk_leaves_the_old_file_and_no_litter(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="disk is full"):
        patch(open_book(path), [THREE])
    assert path.read_bytes() == before
    assert names(path.parent) == ["book.xlsx"]


def test_when_replacing_fails_the_finished_copy_stays_beside_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    replace = Path.replace

    def busy(made: Path, target: Path) -> Path:
        if Path(target).name == "book.xlsx":
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(made, target)

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(FileBusyError, match=r"use book \(kamreport 1\).xlsx beside it"):
        patch(open_book(path), [THREE])
    assert path.read_bytes() == before
    assert values(open_book(path.parent / "book (kamreport 1).xlsx"))[2][1] == "KA-001"


def test_what_a_crash_left_behind_is_cleaned_away(path: Path) -> None:
    (path.parent / ".~book.xlsx.kamreport").write_bytes(b"half a workbook")
    patch(open_book(path), [THREE])
    assert names(path.parent) == ["book.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX locks")
def test_a_second_kamreport_waits_its_turn(path: Path) -> None:
    import fcntl

    with (path.parent / ".~book.xlsx.kamreport").open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(FileBusyError, match="Another kamreport"):
            patch(open_book(path), [THREE])
    assert names(path.parent) == [".~book.xlsx.kamreport", "book.xlsx"]


def test_a_symbolic_link_keeps_pointing_at_its_target(path: Path) -> None:
    folder = path.parent / "shared"
    folder.mkdir()
    link = folder / "link.xlsx"
    link.symlink_to(path)
    patch(open_book(link), [THREE])
    assert link.is_symlink()
    assert values(open_book(path))[2][1] == "KA-001"
    assert names(folder) == ["link.xlsx"]


def test_a_copy_goes_elsewhere_and_the_source_stays(path: Path) -> None:
    before = path.read_bytes()
    target = path.parent / "copy.xlsx"
    assert patch(open_book(path), [results(result("KA-9"))], destination=target) == target
    assert path.read_bytes() == before
    assert values(open_book(target))[2][1] == "KA-9"
    with pytest.raises(OutputError, match="does not exist"):
        patch(open_book(path), [THREE], destination=path.parent / "nowhere" / "copy.xlsx")


def test_a_file_that_does_not_read_back_is_not_put_in_place(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()
    fsync = os.fsync

    def rot(handle: int) -> None:
        """A disk that turns a bit in the middle of the first untouched entry."""
        with os.fdopen(os.dup(handle), "r+b") as file:
            spoil(file)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", rot)
    with pytest.raises(RefusedError, match="does not read back"):
        patch(open_book(path), [THREE])
    assert path.read_bytes() == before
    assert names(path.parent) == ["book.xlsx"]


def spoil(file: BinaryIO) -> None:
    file.seek(0)
    data = file.read()
    at = data.index(b"xl/worksheets/sheet1.xml") + len(b"xl/worksheets/sheet1.xml") + 10
    file.seek(at)
    file.write(bytes([data[at] ^ 0xFF]))
    file.flush()


@pytest.mark.skipif(os.name == "nt", reason="fork")
def test_a_process_that_dies_at_any_call_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    program = Path(__file__).parent / "dying_disks.py"
    done = subprocess.run([sys.executable, program, tmp_path], check=True, capture_output=True, text=True, timeout=120)
    found = json.loads(done.stdout)
    assert {state for _, state, _ in found} == {"old", "new"}
    assert all(left == ["book.xlsx"] for _, _, left in found)
    names = [name for name, _, _ in found]
    states = [state for _, state, _ in found]
    assert states == sorted(states, reverse=True), "once the new file is there, it stays"
    assert set(names) >= {"create", "lock", "write", "rest of write", "flush", "set_mode", "read", "replace", "unlink"}
    assert found[names.index("replace")][1] == "old"
    assert found[names.index("replace") + 1][1] == "new"


FAILING = (
    "exists",
    "mode",
    "create",
    "reopen",
    "write",
    "rest of write",
    "flush",
    "set_mode",
    "read",
    "replace",
    "unlink",
)
PROBLEMS = (
    errno.ENOSPC, errno.EACCES, errno.EIO, errno.EROFS, errno.ENOENT, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT,
)  # fmt: skip


@pytest.mark.parametrize("problem", PROBLEMS, ids=errno.errorcode.get)
def test_a_call_that_fails_leaves_the_old_file_and_says_what_to_do(path: Path, problem: int) -> None:
    old = path.read_bytes()
    watched = WatchedDisk(lambda _name, _number: None)
    save_on(watched, path)
    new = path.read_bytes()
    for at, name in enumerate(watched.calls, 1):
        if name not in FAILING:
            continue
        path.write_bytes(old)
        said = saved_on_a_disk_that_fails_at(at, problem, path)
        assert path.read_bytes() == (old if said else new), name
        beside = set(names(path.parent)) - {"book.xlsx"}
        assert beside <= {"book (kamreport 1).xlsx"} if name == "replace" else beside <= LITTER, (name, beside)
        assert not said or ("\n" not in said and said.endswith(".")), name
        for copy in beside:
            (path.parent / copy).unlink()


LITTER = {".~book.xlsx.kamreport"}
"""What a disk that deletes nothing any more leaves; the next run takes it over."""


def saved_on_a_disk_that_fails_at(at: int, problem: int, path: Path) -> str:
    """Save with one failing call; what was said, or nothing when the call did not matter."""

    def fail(_name: str, number: int) -> None:
        if number == at:
            raise OSError(problem, os.strerror(problem))

    try:
        save_on(WatchedDisk(fail), path)
    except KamreportError as error:
        return str(error)
    return ""


def test_every_write_of_a_disk_that_gets_full_is_said_to_be_one(path: Path) -> None:
    watched = WatchedDisk(lambda _name, _number: None)
    before = path.read_bytes()
    save_on(watched, path)
    path.write_bytes(before)
    writes = [at for at, name in enumerate(watched.calls, 1) if "write" in name.split()]
    said = {saved_on_a_disk_that_fails_at(at, errno.ENOSPC, path) for at in writes}
    assert said == {"The disk is full, so book.xlsx was not saved. Free some space and run again; nothing was changed."}
    assert names(path.parent) == ["book.xlsx"]


class LateFile(io.BufferedRandom):
    """A file that gets its name when it is closed."""

    def __init__(self, hidden: Path, shown: Path) -> None:
        super().__init__(io.FileIO(hidden, "x+"))
        self._hidden, self._shown = hidden, shown

    def close(self) -> None:
        is_first = not self.closed
        super().close()
        if is_first:
            self._hidden.replace(self._shown)


class LateDisk(Disk):
    """A network drive that shows a file only once it is closed, as some do, and knows no locks."""

    def __init__(self, hidden: Path) -> None:
        self._hidden = hidden

    def create(self, path: Path) -> BinaryIO:
        return LateFile(self._hidden, path)

    def lock(self, _file: BinaryIO) -> bool:
        return True


def test_a_drive_that_shows_a_file_only_once_it_is_closed_takes_the_workbook(
    path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hidden = tmp_path_factory.mktemp("server") / "spool"
    save_on(LateDisk(hidden), path)
    assert values(open_book(path))[2][1] == "KA-001"
    assert names(path.parent) == ["book.xlsx"]


def test_such_a_drive_keeps_no_litter_when_saving_fails(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    class Full(LateDisk):
        def flush(self, _file: BinaryIO) -> None:
            raise OSError(errno.EIO, "Input/output error")

    before = path.read_bytes()
    with pytest.raises(OutputError, match="The disk reports: Input/output error"):
        save_on(Full(tmp_path_factory.mktemp("server") / "spool"), path)
    assert path.read_bytes() == before
    assert names(path.parent) == ["book.xlsx"]


def test_two_kamreports_at_once_write_one_after_the_other_or_say_so(tmp_path: Path) -> None:
    path = save_parts(tmp_path, minimal_parts())
    program = (
        "import sys; from pathlib import Path; from kamreport.errors import KamreportError\n"
        "from kamreport.package import open_book, patch; from own_sheets import result, results\n"
        "try: patch(open_book(Path(sys.argv[1])), [results(*[result(f'KA-{at}') for at in range(400)])])\n"
        "except KamreportError as error: print(error)\n"
    )
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    running = [
        subprocess.Popen([sys.executable, "-c", program, path], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths})
        for _ in range(4)
    ]  # fmt: skip
    said = [one.communicate(timeout=60)[0].strip() for one in running]
    assert [one.returncode for one in running] == [0] * 4
    assert "" in said, "one of them at least must come through"
    assert all(not line or "Run again" in line or "run again" in line for line in said), said
    assert len(values(open_book(path))) == 401
    assert names(tmp_path) == ["book.xlsx"]
