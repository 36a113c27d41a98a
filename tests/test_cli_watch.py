"""Watching a workbook: a turn when it is saved, into it when it is closed, into a copy while a program holds it."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from books import write_xlsx
from small_books import accounts

from kamreport.cli.watching import watch
from kamreport.errors import WorkbookError
from kamreport.package import open_book
from kamreport.run.watching import copy_of, is_held, refresh

NOW = dt.datetime(2026, 4, 14, 9, 30)  # noqa: DTZ001 - a workbook knows no zones


class StopError(Exception):
    """Ends a watch that would never end."""


def look(path: Path, turn: Callable[[], bool], *steps: Callable[[], object]) -> list[str]:
    """Watch while these things happen, one between two looks; what was said."""
    said: list[str] = []
    waiting = iter(steps)

    def pause(_seconds: float) -> None:
        step = next(waiting, None)
        if step is None:
            raise StopError
        step()

    with pytest.raises(StopError):
        watch(path, turn, say=said.append, every=1, pause=pause)
    return said


def nothing() -> None:
    """No change between two looks."""


def save(path: Path, text: str) -> Callable[[], object]:
    """Somebody saves the file."""
    return lambda: path.write_text(text, encoding="utf-8")


def test_a_turn_is_taken_at_once_and_after_each_saving_and_not_else(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("1", encoding="utf-8")
    turns: list[str] = []

    def turn() -> bool:
        turns.append(path.read_text(encoding="utf-8"))
        return False

    look(path, turn, nothing, nothing, save(path, "22"), nothing, nothing, nothing, save(path, "333"), nothing, nothing)
    assert turns == ["1", "22", "333"]


def test_a_file_that_is_still_being_saved_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("1", encoding="utf-8")
    turns: list[str] = []

    def turn() -> bool:
        turns.append(path.read_text(encoding="utf-8"))
        return False

    look(path, turn, save(path, "22"), save(path, "333"), save(path, "4444"), nothing, nothing)
    assert turns == ["1", "4444"]


def test_what_kamreport_writes_itself_starts_no_further_turn(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("1", encoding="utf-8")
    turns: list[int] = []

    def turn() -> bool:
        turns.append(1)
        path.write_text("results" * len(turns), encoding="utf-8")
        return False

    look(path, turn, *[nothing] * 6)
    assert len(turns) == 1


def test_what_is_wrong_with_the_world_is_said_once_and_watching_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("1", encoding="utf-8")
    turns: list[int] = []

    def turn() -> bool:
        turns.append(1)
        if len(turns) < 3:
            raise WorkbookError("not readable just now")
        return False

    said = look(path, turn, nothing, save(path, "22"), nothing, nothing, save(path, "333"), nothing, nothing)
    assert said == ["not readable just now"]
    assert len(turns) == 3


def test_a_file_that_vanishes_and_returns_is_watched_on(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_text("1", encoding="utf-8")
    turns: list[int] = []

    def turn() -> bool:
        turns.append(1)
        return False

    look(path, turn, nothing, path.unlink, nothing, save(path, "22"), nothing, nothing)
    assert len(turns) == 2


@pytest.mark.parametrize("lock", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_results_go_beside_a_workbook_that_is_held_and_into_it_when_it_is_let_go(tmp_path: Path, lock: str) -> None:
    path = write_xlsx(accounts({}), tmp_path / "book.xlsx")
    before = path.read_bytes()
    (tmp_path / lock).touch()
    assert is_held(path)
    done = refresh(path, tmp_path / "packs", now=NOW, user="Ana")
    assert done.beside
    assert path.read_bytes() == before
    assert open_book(copy_of(path)).sheet("Results")
    assert {file.form for file in done.packs.files} == {"html"}
    turns: list[bool] = []

    def turn() -> bool:
        turns.append(refresh(path, tmp_path / "packs", now=NOW, user="Ana").beside)
        return turns[-1]

    look(path, turn, nothing, nothing, (tmp_path / lock).unlink, nothing, nothing)
    assert turns == [True, False]
    assert open_book(path).sheet("Results")


AS_IN_A_TERMINAL = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " import sys; from kamreport.cli import main; sys.exit(main())"
)
"""The command with Ctrl+C heard: what starts in the background of a shell inherits that it is not."""


def test_the_command_reviews_at_once_and_ends_quietly(tmp_path: Path) -> None:
    path = write_xlsx(accounts({}), tmp_path / "book.xlsx")
    command = [sys.executable, "-u", "-c", AS_IN_A_TERMINAL, "watch", str(path), "--every", "0.2"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as watching:
        assert watching.stdout is not None
        said = [watching.stdout.readline(), watching.stdout.readline()]
        time.sleep(0.1)
        watching.send_signal(signal.SIGINT)
        rest, _ = watching.communicate(timeout=60)
        code = watching.returncode
    assert said[0].startswith("Watching ")
    assert "Results in book.xlsx; packs in" in said[1]
    assert "stopped" in rest
    assert code == 130
    assert open_book(path).sheet("Findings")
