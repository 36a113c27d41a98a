"""What people install is what we tested: the built wheel, in an empty environment far from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from house import ROOT

SHIPPED = ("report_templates", "workbook_templates")


def ran(*command: str | Path, folder: Path) -> str:
    """Run a command in a folder; its output. Fails with all it said when it ends with anything but 0."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PIP_REQUIRE_VIRTUALENV")
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def built_wheel(folder: Path) -> Path:
    """The wheel built from the source distribution: what is missing there is missing here too."""
    ran(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def empty_environment(folder: Path, wheel: Path) -> Path:
    """An environment that holds the wheel and its dependencies only; its folder of programs."""
    ran(sys.executable, "-m", "venv", "--without-pip", folder, folder=folder.parent)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    ran(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", wheel, folder=folder.parent)
    return programs


def test_the_wheel_carries_every_template_and_does_the_whole_job_in_an_empty_environment(tmp_path: Path) -> None:
    wheel = built_wheel(tmp_path)
    names = set(zipfile.ZipFile(wheel).namelist())
    for shipped in SHIPPED:
        files = [file for file in (ROOT / shipped).rglob("*") if file.is_file()]
        missing = {f"kamreport/_data/{file.relative_to(ROOT).as_posix()}" for file in files} - names
        assert files
        assert not missing
    pages = {
        f"kamreport/help/{page.relative_to(ROOT / 'kamreport' / 'help').as_posix()}"
        for page in (ROOT / "kamreport/help").rglob("*.md")
    }
    assert not pages - names

    programs = empty_environment(tmp_path / "environment", wheel)
    desk = tmp_path / "desk"
    desk.mkdir()
    kamreport = programs / "kamreport"
    where = ran(programs / "python", "-c", "import kamreport; print(kamreport.__file__)", folder=desk)
    assert str(tmp_path) in where

    ran(kamreport, "new", "book.xlsx", "--example", folder=desk)
    told = ran(kamreport, "run", "book.xlsx", "--output", "packs", "--fail-on", "never", folder=desk)
    assert "Packs in packs" in told
    made = {form: {file.stem for file in (desk / "packs").rglob(f"*.{form}")} for form in ("html", "pdf")}
    assert made["html"] == made["pdf"]
    assert len(made["html"]) > 1
    ran(kamreport, "render", "book.xlsx", "-l", "de", "-p", "portfolio", "--html-only", "-o", "german", folder=desk)
    assert '<html lang="de">' in (desk / "german" / "portfolio.html").read_text(encoding="utf-8")
    assert "# " in ran(kamreport, "rule", "C102", folder=desk)
    assert "first-hour" in ran(kamreport, "help", folder=desk)
