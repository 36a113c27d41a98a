"""Where Excel looks for add-ins on each system, and our add-in there."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kamreport import __version__
from kamreport.addin.building import NAME, SCRIPT, Stamp, build, script_for, stamp_of
from kamreport.errors import OutputError, UsageError

_MAC_STARTUP: Final = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
_MAC_SCRIPTS: Final = "Library/Application Scripts/com.microsoft.Excel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders on this machine that matter to the add-in."""

    startup: Path | None
    """Excel's start-up folder; None where there is no Excel."""
    scripts: Path | None
    """Where AppleScripts that Excel may start must lie; None but on macOS."""
    log: Path
    """The log of what went wrong behind a button."""


def places(platform: str, environment: Mapping[str, str], home: Path) -> Places:
    """The folders on a system: ``platform`` as Python spells it, its environment, the user's home."""
    if platform == "win32":
        roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
        local = Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
        startup = roaming / "Microsoft" / "Excel" / "XLSTART"
        return Places(startup=startup, scripts=None, log=local / "kamreport" / "ribbon.log")
    if platform == "darwin":
        log = home / "Library" / "Logs" / "kamreport" / "ribbon.log"
        return Places(startup=home / _MAC_STARTUP, scripts=home / _MAC_SCRIPTS, log=log)
    state = Path(environment.get("XDG_STATE_HOME") or home / ".local" / "state")
    return Places(startup=None, scripts=None, log=state / "kamreport" / "ribbon.log")


def own_stamp(here: Places, executable: str = sys.executable) -> Stamp:
    """The stamp of this very installation; on Windows the interpreter that opens no window, where there is one."""
    interpreter = Path(executable)
    windowless = interpreter.with_name("pythonw.exe")
    if interpreter.name.lower() == "python.exe" and windowless.exists():
        interpreter = windowless
    return Stamp(os.fspath(interpreter.absolute()), __version__, os.fspath(here.log))


def install(here: Places, stamp: Stamp) -> list[Path]:
    """Build the add-in into Excel's start-up folder; the files made. Raises UsageError or OutputError."""
    folder = startup_of(here)
    made = [build(_made(folder) / NAME, stamp)]
    if here.scripts is not None:
        script = _made(here.scripts) / SCRIPT
        script.write_text(script_for(stamp.interpreter), encoding="utf-8")
        made.append(script)
    return made


def uninstall(here: Places) -> list[Path]:
    """Take the add-in out of the start-up folder; the files that are gone. Raises UsageError or OutputError."""
    files = [startup_of(here) / NAME, *([here.scripts / SCRIPT] if here.scripts else [])]
    gone = [file for file in files if file.exists()]
    for file in gone:
        try:
            file.unlink()
        except OSError as error:
            raise OutputError(
                f"{file} cannot be deleted ({error.strerror}). Close Excel, which holds it, and run again."
            ) from error
    return gone


def status(here: Places, stamp: Stamp) -> tuple[bool, str]:
    """Whether the installed add-in fits this installation of kamreport, and a sentence that says so."""
    addin = startup_of(here) / NAME
    if not addin.exists():
        return False, f"No add-in in {addin.parent}. Put it there: kamreport ribbon install"
    found = stamp_of(addin)
    if found is None:
        return False, f"{addin} is not an add-in that kamreport built. Replace it: kamreport ribbon install"
    if found.version != stamp.version:
        return False, (
            f"{addin} belongs to kamreport {found.version}, and {stamp.version} is installed. Renew it: kamreport"
            " ribbon install"
        )
    if found.interpreter != stamp.interpreter:
        return False, (
            f"{addin} starts {found.interpreter}, and this kamreport belongs to {stamp.interpreter}. Renew it:"
            " kamreport ribbon install"
        )
    return True, f"{addin} fits kamreport {stamp.version}."


def startup_of(here: Places) -> Path:
    """Excel's start-up folder. Raises UsageError where there is none."""
    if here.startup is None:
        raise UsageError("There is no Excel on this system; name its start-up folder with --folder.")
    return here.startup


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made ({error.strerror}). Make it, and run again.") from error
    return folder
