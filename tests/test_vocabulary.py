"""One word per thing: the words of KAM.md §2 in names, in sentences and in the help, and no room without a subject."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import PACKAGE, ROOT, dotted, modules, tree

NO_SUBJECT = {"utils", "util", "helpers", "helper", "common", "manager", "base", "constants", "misc", "tools"}

SAY = {
    "client": "account",
    "clients": "accounts",
    "kpi": "measure",
    "kpis": "measures",
    "rep": "key account manager",
    "reps": "key account managers",
    "delta": "movement",
    "deltas": "movements",
    "todo": "action",
    "todos": "actions",
    "expiry": "renewal date",
    "penetration": "share of wallet",
}
"""Words with no other meaning in this house, and what is said instead."""

SAY_PHRASE = {
    "customer record": "account",
    "potential score": "account attractiveness",
    "fit score": "relative business strength",
    "quadrant chart": "key account matrix",
    "quadrant grid": "key account matrix",
    "report run": "account review",
    "report file": "pack",
    "report page": "section",
    "error message": "finding",
    "meeting log": "touchpoint",
    "strategy doc": "account plan",
    "to-do": "action",
    "account owner": "key account manager",
    "account rep": "key account manager",
}

SAID_ELSEWHERE = {
    "timedelta": "the standard library's word",
    "Penetrate": "a Focus of RAIN Group, listed in KAM.md §3.5",
}
"""Spellings that hold one of the words above and are right."""

TEXTS = ("*.md", "*.html", "*.j2", "*.csv", "*.toml", "*.txt")


def words_of(name: str) -> list[str]:
    """``quarterTotals_of`` is quarter, totals, of."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def names_of(file: Path) -> Iterator[tuple[int, str]]:
    """Every name a module gives: classes, functions, arguments, variables, fields."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def sentences_of(file: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def avoided(sentence: str) -> list[str]:
    """Words of a sentence for which this house has another one."""
    plain = sentence
    for spelling in SAID_ELSEWHERE:
        plain = plain.replace(spelling, "")
    plain = re.sub(r"https?://\S+", "", plain).lower()
    alone = [word for word in re.findall(r"[a-z]+", plain) if word in SAY]
    return alone + [phrase for phrase in SAY_PHRASE if re.search(rf"\b{phrase}\b", re.sub(r"[_\s]+", " ", plain))]


def texts() -> list[Path]:
    """What people read that is not Python: help, templates, README and CHANGELOG."""
    folders = [PACKAGE, ROOT / "report_templates", ROOT / "workbook_templates"]
    found = [file for folder in folders for pattern in TEXTS for file in folder.rglob(pattern)]
    return sorted([*found, ROOT / "README.md", ROOT / "CHANGELOG.md"])


def advice(word: str) -> str:
    """What to say instead."""
    return f"say “{ {**SAY, **SAY_PHRASE}[word] }”, not “{word}”"


@pytest.mark.parametrize("file", modules(), ids=dotted)
def test_a_module_is_named_after_its_subject(file: Path) -> None:
    assert file.stem not in NO_SUBJECT, f"{file.relative_to(ROOT)}: name it after what it is about"


@pytest.mark.parametrize("file", modules(), ids=dotted)
def test_names_use_the_words_of_the_field(file: Path) -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: {name}: {advice(word)}"
        for line, name in names_of(file)
        for word in words_of(name)
        if word in SAY and name not in SAID_ELSEWHERE
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("file", modules(), ids=dotted)
def test_sentences_use_the_words_of_the_field(file: Path) -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: {advice(word)}"
        for line, said in sentences_of(file)
        for word in avoided(said)
    ]
    assert not wrong, "\n".join(wrong)


def test_help_templates_and_readme_use_the_words_of_the_field() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{number}: {advice(word)}"
        for file in texts()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for word in avoided(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_the_reader_of_words_sees_them_in_names_and_in_sentences() -> None:
    assert words_of("clientRevenue_KPI") == ["client", "revenue", "kpi"]
    assert avoided("The client's KPI, in a quadrant chart.") == ["client", "kpi", "quadrant chart"]
    assert not avoided("A timedelta; clientele is another word, and kamreport run is a command.")
