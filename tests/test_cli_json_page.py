"""The page about JSON names every key each command prints, and none that it does not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from house import PACKAGE, ROOT

COMMANDS = ("check", "review", "run", "explain", "compare", "diff")
ROW = re.compile(r"^\| (?P<keys>`[^|]+) \| (?P<commands>[a-z, ]+) \| (?P<holds>[^|]+) \|$", re.MULTILINE)
PAGE = (PACKAGE / "help" / "reference" / "json.md").read_text(encoding="utf-8")


def told(command: str) -> dict[str, str]:
    """What the page says of each key of a command."""
    return {
        key: row["holds"]
        for row in ROW.finditer(PAGE)
        if command in row["commands"].split(", ")
        for key in re.findall(r"`(\w+)`", row["keys"])
    }


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What every command prints about the example, and about a copy that was reviewed."""
    folder = tmp_path_factory.mktemp("json")
    old, new = folder / "old.xlsx", folder / "new.xlsx"
    for book in (old, new):
        book.write_bytes((ROOT / "workbook_templates" / "example.xlsx").read_bytes())
    more = {
        "check": [str(old)],
        "review": [str(new)],
        "run": [str(new), "--dry-run"],
        "explain": [str(new), "A-03"],
        "compare": [str(old), str(new)],
        "diff": [str(old), str(new)],
    }
    return {command: _object(command, *more[command]) for command in COMMANDS}


def _object(*words: str) -> dict[str, Any]:
    program = [sys.executable, "-m", "kamreport", *words, "--format", "json"]
    seen = subprocess.run(program, capture_output=True, check=False, timeout=120)
    assert seen.returncode in (0, 1), seen.stderr
    said: dict[str, Any] = json.loads(seen.stdout)
    return said


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_names_the_keys_a_command_prints(command: str, printed: dict[str, dict[str, Any]]) -> None:
    assert set(told(command)) == set(printed[command])


@pytest.mark.parametrize(
    ("command", "key"),
    [("check", "findings"), ("review", "scores"), ("review", "movements"), ("diff", "differences")],
)
def test_the_page_names_the_keys_of_each_object_in_a_list(
    command: str, key: str, printed: dict[str, dict[str, Any]]
) -> None:
    assert set(printed[command][key][0]) <= set(re.findall(r"`(\w+)`", told(command)[key]))


def test_the_page_names_what_explain_adds_to_an_account(printed: dict[str, dict[str, Any]]) -> None:
    more = set(printed["explain"]["account"]) - set(printed["review"]["scores"][0])
    assert more == set(re.findall(r"`(\w+)`", told("explain")["account"])) - {"scores"}
