"""The house as data: its files, its rooms, and every import in them, read with ast."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kamreport"
FRONT = "kamreport"
"""The room of ``kamreport/__init__.py`` and ``__main__.py``: what a Python program uses."""


IMPORTERS = ("importlib.import_module", "import_module", "__import__")
"""Functions that import what they are told."""


class Import(NamedTuple):
    """One imported module: who imports it, what, and where that stands."""

    importer: str
    """Dotted name of the importing module."""
    imported: str
    """Dotted name of what is imported, names of a ``from`` import included: ``kamreport.cells.CellRef``."""
    place: str
    """File and line."""


def modules() -> tuple[Path, ...]:
    """Every Python file of the package."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


def dotted(file: Path) -> str:
    """``kamreport/model/work.py`` is ``kamreport.model.work``; an ``__init__`` is its folder."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(file: Path) -> ast.Module:
    """A file, parsed."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def room(module: str) -> str:
    """The room a module of the package belongs to: ``kamreport.model.work`` lives in ``model``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] != "__main__" else FRONT


@cache
def imports() -> tuple[Import, ...]:
    """Every import of the package, whether at the top, in a function or for the type checker only."""
    return tuple(_imports())


def _imports() -> Iterator[Import]:
    for file in modules():
        package = dotted(file) if file.name == "__init__.py" else dotted(file).rpartition(".")[0]
        for node in ast.walk(tree(file)):
            place = f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            for imported in imported_names(node, package):
                yield Import(dotted(file), imported, place)


def imported_names(node: ast.AST, package: str) -> list[str]:
    """What one statement imports, as dotted names; nothing for any other statement."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
        source = ".".join([*above, *([node.module] if node.module else [])])
        return [f"{source}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in IMPORTERS:
        return [str(said.value) for said in node.args[:1] if isinstance(said, ast.Constant)]
    return []
