"""Help answers at once: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from books import write_xlsx

from kamreport import rendering

HEAVY = ("weasyprint", "xlwings", "openpyxl", "jinja2", "babel", "fontTools", "PIL", "pydyf")


def loaded_by(program: str) -> list[str]:
    """The heavy libraries in memory after a program ran in a Python of its own."""
    ask = f"import json, sys\n{program}\nprint(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60)
    loaded: list[str] = json.loads(done.stdout.splitlines()[-1])
    return loaded


def test_importing_kamreport_loads_no_library() -> None:
    assert loaded_by("import kamreport\nassert 'click' not in sys.modules") == []


def test_importing_the_command_line_loads_no_heavy_library() -> None:
    assert loaded_by("import kamreport.cli") == []


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    assert loaded_by(a_program_that_types(arguments)) == []


@pytest.mark.parametrize("arguments", [["rule", "C102"], ["help"], ["help", "rules"]])
def test_pages_of_the_help_load_no_heavy_library(arguments: list[str]) -> None:
    assert loaded_by(a_program_that_types(arguments)) == []


def test_a_check_loads_nothing_that_makes_packs(tmp_path: Path) -> None:
    """The rulebook knows the rules of every room, rendering's too; their views and engines stay away."""
    book = write_xlsx("", tmp_path / "book.xlsx")
    typed = a_program_that_types(["check", str(book), "--fail-on", "never"])
    views = "assert not [name for name in sys.modules if name.startswith('kamreport.rendering.views')]"
    assert loaded_by(f"{typed}\n{views}") == []


def test_rendering_gives_the_names_it_promises_when_they_are_asked_for_and_no_others() -> None:
    assert {name for name in rendering.__all__ if hasattr(rendering, name)} == set(rendering.__all__)
    assert not hasattr(rendering, "portrait")


def a_program_that_types(arguments: list[str]) -> str:
    """A program that types a command and fails when the command does."""
    return f"from kamreport.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert not end.code"


def test_the_test_itself_sees_a_heavy_library() -> None:
    assert "openpyxl" in loaded_by("import openpyxl")
