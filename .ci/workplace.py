"""A place to work in, made from a bare clone: an environment of its own, and what the system must lend it.

Only the standard library is used here, and nothing is changed outside the clone unless the person who runs it
may install system packages (root on Debian and Ubuntu, Homebrew on macOS). Everything else is said, not done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

PANGO = {
    "apt-get": ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    "brew": ("pango",),
    "dnf": ("pango", "harfbuzz"),
    "pacman": ("pango",),
    "apk": ("pango",),
}
TEST_TOOLS = {"qpdf": "qpdf", "soffice": "libreoffice-calc", "chromium": "chromium"}
"""Programs the tests look through results with, and the Debian package of each."""

_PANGO_ANSWERS = "import logging, weasyprint; weasyprint.HTML(string='<p>yes').write_pdf()"
_INSTALL = {
    "apt-get": ("apt-get", "install", "-y", "--no-install-recommends"),
    "brew": ("brew", "install"),
    "dnf": ("dnf", "install"),
    "pacman": ("pacman", "-S"),
    "apk": ("apk", "add"),
}


def say(line: str) -> None:
    """One line for the person who waits, at once."""
    print(f"-- {line}", flush=True)


def run(*command: str | Path, quiet: bool = False, **environment: str) -> int:
    """Run a command in the clone and wait for it; its exit code."""
    output = subprocess.DEVNULL if quiet else None
    spelled = [str(part) for part in command]
    return subprocess.run(
        spelled, cwd=ROOT, stdout=output, stderr=output, env={**os.environ, **environment}, check=False
    ).returncode


def need_python() -> None:
    """Stop with one line when this Python is too old."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this with an older Python must be told
        sys.exit(f"kamreport needs Python 3.11 or later; this is {sys.version.split()[0]}. Try python3.11 instead.")


def make_environment(*extras: str) -> None:
    """Create ``.venv`` when there is none that works, and install the project into it with its dependencies."""
    if not PYTHON.exists() or run(PYTHON, "-c", "import sys", quiet=True):
        say(f"making an environment in {ENVIRONMENT}")
        _make_empty_environment()
    say("installing kamreport and what it needs into it")
    _pip("install", "--quiet", "--upgrade", "pip>=25.1")
    _pip("install", "--quiet", "--editable", str(ROOT), *extras)


def make_pango_ready() -> bool:
    """Whether PDF packs can be made here; installs Pango where that is permitted, else prints the line to run."""
    if _pango_answers():
        return True
    if _may_install() and _install(PANGO[_may_install()]) and _pango_answers():
        return True
    say("Pango, the library that sets the PDF packs, is not installed. HTML packs are made without it.")
    say(f"For PDF as well, run this line and then this command again:  {_line_for_pango()}")
    return False


def make_test_tools_ready() -> None:
    """Install the programs the tests use where that is permitted; otherwise name those that are missing."""
    missing = {tool: package for tool, package in TEST_TOOLS.items() if not shutil.which(tool)}
    if missing and _may_install() == "apt-get":
        _install(tuple(missing.values()))
        missing = {tool: package for tool, package in missing.items() if not shutil.which(tool)}
    for tool, package in missing.items():
        say(f"{tool} is not installed: tests that need it are skipped by name (Debian, Ubuntu: package {package}).")


def _make_empty_environment() -> None:
    """Debian ships a venv that cannot install pip; then the pip at hand installs into the environment from outside."""
    if run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT, quiet=True) == 0:
        return
    if _may_install() == "apt-get":
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        _install((version,))
        if run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT, quiet=True) == 0:
            return
    bare = run(sys.executable, "-m", "venv", "--clear", "--without-pip", ENVIRONMENT) == 0
    if not bare or run(sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip>=25.1"):
        sys.exit(
            "This Python cannot make an environment. On Debian and Ubuntu run:  sudo apt-get install python3-venv\n"
            "Then run this command again."
        )


def _pip(*arguments: str) -> None:
    if run(PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments):
        sys.exit("Installing failed; pip's own message stands above. Is the network there?")


def _pango_answers() -> bool:
    return run(PYTHON, "-c", _PANGO_ANSWERS, quiet=True) == 0


def _may_install() -> str:
    """The package manager this person may use without asking anyone; empty when there is none."""
    if sys.platform == "darwin" and shutil.which("brew"):
        return "brew"
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        return "apt-get"
    return ""


def _install(packages: tuple[str, ...]) -> bool:
    """Install system packages with the manager that may be used; whether that worked."""
    manager = _may_install()
    say(f"installing with {manager}: {' '.join(packages)}")
    if manager == "apt-get":
        run("apt-get", "update", "-qq", quiet=True)
    return run(*_INSTALL[manager], *packages, quiet=manager == "apt-get", DEBIAN_FRONTEND="noninteractive") == 0


def _line_for_pango() -> str:
    """The exact line that installs Pango on this machine."""
    if os.name == "nt":
        return "winget install MSYS2.MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango"
    for manager, packages in PANGO.items():
        if shutil.which(manager):
            asks = "" if manager == "brew" else "sudo "
            return f"{asks}{' '.join(_INSTALL[manager])} {' '.join(packages)}"
    return "install the packages of Pango and HarfBuzz (with its subset library) of your system"
