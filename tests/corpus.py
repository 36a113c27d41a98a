"""Real workbooks that nobody here made, and the table of what each of them is known for."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from packages import CORPUS

SEED = 2026
LIBREOFFICE_SAMPLE = 24
TABLES = Path(__file__).parent / "golden" / "corpus"
BUILT_LIKE_BOMBS = ("xfd1048576", "65536", "tdf100709", "DrawingSizeInPx")
"""openpyxl and calamine take minutes for these, or abort the process; kamreport reads and patches them as any other."""

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus of real workbooks is not beside the repository"
)
Row = tuple[str, ...]


def files(*endings: str) -> list[Path]:
    """The corpus files of some endings, in order."""
    return sorted(path for path in CORPUS.rglob("*") if path.suffix.lower() in endings)


def workbooks() -> list[Path]:
    """Every file that calls itself a workbook of the kind kamreport writes to."""
    return files(".xlsx", ".xlsm", ".xltx", ".xltm")


def label(path: Path) -> str:
    """How a corpus file is called in tests and tables."""
    return path.relative_to(CORPUS).as_posix()


def is_bomb(path: Path) -> bool:
    """Whether other programs cannot be asked about a file."""
    return any(word in path.name for word in BUILT_LIKE_BOMBS)


def sample(count: int, of: Iterable[Path]) -> list[Path]:
    """Some of these files, the same ones every time."""
    listed = list(of)
    return sorted(random.Random(SEED).sample(listed, min(count, len(listed))))  # noqa: S311 - a fixed seed, no secret


def table(name: str) -> dict[str, list[Row]]:
    """What a golden table says, by the file's label."""
    known: dict[str, list[Row]] = {}
    path = TABLES / f"{name}.txt"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        file, *said = line.split(" | ")
        known.setdefault(file, []).append(tuple(said))
    return known


@contextmanager
def table_to_update(name: str, config: pytest.Config) -> Iterator[dict[str, list[Row]]]:
    """A table to note down what is seen of each file; with ``--update`` that replaces what the golden one says of it."""
    seen: dict[str, list[Row]] = {}
    yield seen
    if not config.getoption("--update"):
        return
    if os.environ.get("PYTEST_XDIST_WORKER"):
        pytest.fail("update the tables of the corpus without -n: each worker sees only a part of it")
    now = {**table(name), **seen}
    lines = [" | ".join((file, *row)) for file in sorted(now) for row in now[file]]
    TABLES.mkdir(parents=True, exist_ok=True)
    (TABLES / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
