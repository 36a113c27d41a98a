"""The help is current: generated parts equal what the code says, and every console example runs as printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from house import PACKAGE, ROOT

from kamreport import help as help_
from kamreport.cli.commands import kamreport
from kamreport.cli.commands_page import commands_block
from kamreport.help.generated import ribbon_block, rules_block, settings_block, sheets_block, with_current_blocks
from kamreport.help.template_pages import templates_block, tokens_block
from kamreport.results import WRITTEN
from kamreport.schema import schema_of

BLOCKS: dict[str, Callable[[], str]] = {
    "commands": commands_block,
    "ribbon": ribbon_block,
    "rules": rules_block,
    "settings": settings_block,
    "sheets": sheets_block,
    "templates": templates_block,
    "tokens": tokens_block,
}
PAGES = sorted(file for room in help_.ROOMS for file in (PACKAGE / "help" / room).glob("*.md"))
CONSOLE = re.compile(r"(?P<open>^```console\n)(?P<said>.*?)(?P<close>^```$)", re.DOTALL | re.MULTILINE)
SHOWING = [file for file in (*PAGES, ROOT / "README.md") if CONSOLE.search(file.read_text(encoding="utf-8"))]
ANYTHING = "…"
"""A line of an example that stands for any lines."""


def typed(command: str, folder: Path) -> str:
    """What a person sees who types a command in a folder."""
    words = shlex.split(command)
    assert words[0] == "kamreport", f"examples start with kamreport: {command}"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    program = [sys.executable, "-m", "kamreport", *words[1:]]
    seen = subprocess.run(
        program,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert seen.returncode in (0, 1), f"{command}\n{seen.stdout}"
    return seen.stdout


def fits(printed: str, seen: str) -> bool:
    """Whether output is what an example prints; a line of … stands for any lines."""
    parts = [re.escape(part) for part in printed.split(f"{ANYTHING}\n")]
    return re.fullmatch("(?:.*\n)*?".join(parts), seen) is not None


def redrawn(printed: str, seen: str) -> str:
    """Today's output cut as the example was: as many lines at the start and the end, … for what lies between.

    A part between two … is found by the words its first line begins with.
    """
    parts, lines = printed.split(f"{ANYTHING}\n"), seen.splitlines(keepends=True)
    if len(parts) == 1:
        return seen
    sizes = [part.count("\n") for part in parts]
    kept = ["".join(lines[: sizes[0]])]
    for part, size in zip(parts[1:-1], sizes[1:-1], strict=True):
        begins = part.split()[:2]
        at = next(number for number, line in enumerate(lines) if line.split()[:2] == begins)
        kept.append("".join(lines[at : at + size]))
    kept.append("".join(lines[len(lines) - sizes[-1] :]))
    return f"{ANYTHING}\n".join(kept)


def session(said: str, folder: Path) -> str:
    """One console block as it comes out today; a part printed with … stays as it is where it fits."""
    made = []
    for part in re.split(r"^(?=\$ )", said, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        seen = typed(command.removeprefix("$ "), folder)
        made.append(f"{command}\n{printed if fits(printed, seen) else redrawn(printed, seen)}")
    return "".join(made)


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.stem)
def test_generated_parts_say_what_the_code_says(file: Path, update: bool) -> None:
    text = file.read_text(encoding="utf-8")
    current = with_current_blocks(text, BLOCKS)
    if update:
        file.write_text(current, encoding="utf-8")
    assert update or current == text, "run pytest --update and read the diff"


@pytest.mark.parametrize("file", SHOWING, ids=lambda file: file.stem)
def test_console_examples_run_as_printed(file: Path, update: bool, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    current = CONSOLE.sub(lambda block: f"{block['open']}{session(block['said'], tmp_path)}{block['close']}", text)
    if update:
        file.write_text(current, encoding="utf-8")
    assert update or current == text


def test_every_block_is_shown_on_some_page() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in PAGES)
    assert set(re.findall(r"<!-- generated: ([\w-]+) -->", text)) == set(BLOCKS)


def test_every_room_has_a_page_and_every_page_a_title() -> None:
    assert {page.room for page in help_.pages()} == set(help_.ROOMS)
    assert all(page.text.startswith(f"# {page.title}\n") for page in help_.pages())
    topics = [page.topic for page in help_.pages()]
    assert len(topics) == len(set(topics)), "a topic names one page"


def test_the_page_on_writing_names_every_sheet_that_is_written_and_no_other() -> None:
    page = help_.find_page("what-is-written-where").text
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| (?:replaced|one row added|rows added) \|$", page, re.MULTILINE)
    assert ", ".join(rows).split(", ") == [schema_of(record).title for record in WRITTEN]


def test_commands_topics_and_rules_named_in_the_help_exist() -> None:
    for file in (*PAGES, ROOT / "README.md"):
        for command in re.findall(r"(?:`|^\$ )kamreport ([^`\n]+)", file.read_text(encoding="utf-8"), re.MULTILINE):
            verb, *rest = command.replace("[OPTIONS] ", "").split()
            assert verb in kamreport.commands, f"{file.name}: {command}"
            if verb == "help" and rest and rest[0] not in ("TOPIC", "[TOPIC]"):
                help_.find_page(rest[0])
            if verb == "rule" and rest[0] != "CODE":
                help_.rule_page(rest[0])


def test_an_example_with_an_ellipsis_fits_any_lines_there_and_no_others() -> None:
    assert fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert fits("a\n…\n", "a\n")
    assert not fits("a\n…\nd\n", "a\nb\n")


def test_an_example_is_redrawn_with_the_lines_it_shows() -> None:
    assert redrawn("a\n…\nsum of 3\n…\nz\n", "b\nc\nsum of 4\nd\ny\n") == "b\n…\nsum of 4\n…\ny\n"
    assert redrawn("a\n…\n", "b\nc\n") == "b\n…\n"
    assert redrawn("a\n", "b\nc\n") == "b\nc\n"
