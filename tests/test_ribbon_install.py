"""The add-in in Excel's start-up folder: put there, looked after, taken out; tried on folders made up here."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from kamreport import __version__
from kamreport.addin import NAME, Places, Stamp, examine, install, own_stamp, places, stamp_of, status, uninstall
from kamreport.cli.door import exit_code
from kamreport.errors import UsageError


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return Places(startup=tmp_path / "XLSTART", scripts=None, log=tmp_path / "log" / "ribbon.log")


def test_excels_folders_are_known_on_each_system() -> None:
    home = Path("/home/ana")
    windows = places("win32", {"APPDATA": "/roaming", "LOCALAPPDATA": "/local"}, home)
    assert windows.startup == Path("/roaming/Microsoft/Excel/XLSTART")
    assert windows.log == Path("/local/kamreport/ribbon.log")
    mac = places("darwin", {}, home)
    assert str(mac.startup).endswith("UBF8T346G9.Office/User Content.localized/Startup.localized/Excel")
    assert mac.scripts == home / "Library/Application Scripts/com.microsoft.Excel"
    assert places("linux", {}, home).startup is None


def test_installing_looking_and_uninstalling_leave_the_folder_as_it_was(here: Places) -> None:
    stamp = own_stamp(here)
    assert not status(here, stamp)[0]
    assert install(here, stamp) == [Path(str(here.startup)) / NAME]
    assert status(here, stamp)[0]
    assert install(here, stamp)
    assert len(uninstall(here)) == 1
    assert uninstall(here) == []
    assert list(Path(str(here.startup)).iterdir()) == []


def test_on_macos_the_script_is_installed_with_the_interpreter_in_it(here: Places, tmp_path: Path) -> None:
    mac = dataclasses.replace(here, scripts=tmp_path / "scripts")
    install(mac, Stamp("/opt/kam/bin/python", __version__, "/log"))
    assert '"/opt/kam/bin/python"' in (tmp_path / "scripts" / "kamreport.applescript").read_text(encoding="utf-8")
    assert len(uninstall(mac)) == 2


def test_status_says_when_the_add_in_belongs_to_another_version_or_python(here: Places) -> None:
    stamp = own_stamp(here)
    install(here, dataclasses.replace(stamp, version="0.0.9"))
    assert status(here, stamp) == (False, status(here, stamp)[1])
    assert "belongs to kamreport 0.0.9" in status(here, stamp)[1]
    install(here, dataclasses.replace(stamp, interpreter="/gone/python"))
    assert "starts /gone/python" in status(here, stamp)[1]
    (Path(str(here.startup)) / NAME).write_text("something else", encoding="utf-8")
    assert "not an add-in that kamreport built" in status(here, stamp)[1]


def test_the_doctor_starts_python_as_a_button_does(here: Places) -> None:
    install(here, own_stamp(here))
    checks = examine(here, own_stamp(here))
    assert [check.in_order for check in checks] == [True] * 4
    assert f"starts kamreport {__version__}" in checks[0].told


def test_the_doctor_finds_a_python_that_is_gone_and_one_without_kamreport(here: Places, tmp_path: Path) -> None:
    install(here, Stamp(str(tmp_path / "gone"), __version__, "/log"))
    assert "is not at" in examine(here, own_stamp(here))[0].told
    bare = tmp_path / "bare"
    bare.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    bare.chmod(0o755)
    install(here, Stamp(str(bare), __version__, "/log"))
    told = examine(here, own_stamp(here))
    assert "does not find kamreport" in told[0].told
    assert not told[3].in_order


def test_a_python_without_a_window_is_taken_where_there_is_one(here: Places, tmp_path: Path) -> None:
    for name in ("python.exe", "pythonw.exe"):
        (tmp_path / name).touch()
    assert own_stamp(here, str(tmp_path / "python.exe")).interpreter.endswith("pythonw.exe")
    assert own_stamp(here, "/usr/bin/python3").interpreter == "/usr/bin/python3"


def test_without_excel_the_folder_must_be_named() -> None:
    with pytest.raises(UsageError, match="--folder"):
        install(places("linux", {}, Path("/home/ana")), Stamp("p", "v", "l"))


def test_the_commands_do_it_in_a_made_up_start_up_folder(tmp_path: Path) -> None:
    folder = tmp_path / "XLSTART"
    folder.mkdir()
    seen = [typed("ribbon", verb, "--folder", str(folder)) for verb in ("status", "install", "status", "uninstall")]
    assert [code for code, _ in seen] == [1, 0, 0, 0]
    assert "kamreport ribbon install" in seen[0][1]
    assert "start it again" in seen[1][1]
    assert f"fits kamreport {__version__}" in seen[2][1]
    assert "is deleted" in seen[3][1]


@pytest.mark.parametrize("verb", ["install", "uninstall", "status", "doctor"])
def test_a_start_up_folder_that_is_not_there_is_one_line_and_not_made(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "XLSTRAT"
    assert exit_code(["ribbon", verb, "--folder", str(folder)]) == 2
    assert capsys.readouterr().err == (
        f"kamreport: There is no folder {folder}. Name the folder Excel starts from, or leave --folder out.\n"
    )
    assert not folder.exists()


def test_an_add_in_for_it_to_sign_may_name_another_python(tmp_path: Path) -> None:
    made = tmp_path / "KamReport.xlam"
    code, said = typed("ribbon", "build", "-o", str(made), "--interpreter", r"C:\kam\pythonw.exe")
    assert (code, "it starts C:\\kam\\pythonw.exe" in said) == (0, True)
    stamp = stamp_of(made)
    assert stamp is not None
    assert stamp.interpreter == r"C:\kam\pythonw.exe"


def typed(*words: str) -> tuple[int, str]:
    """What a person sees who types a command, with its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "kamreport", *words], capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout + done.stderr
