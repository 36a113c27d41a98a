"""Imports go down, and neighbours do not talk: the floors of the house, and what each room may fetch from outside."""

from __future__ import annotations

import re
import sys
from graphlib import CycleError, TopologicalSorter

import pytest
from house import FRONT, PACKAGE, ROOT, Import, dotted, imports, modules, room

FLOORS: dict[int, tuple[str, ...]] = {
    10: (FRONT,),
    9: ("cli", "ribbon"),
    8: ("run",),
    7: ("help",),
    6: ("rulebook",),
    5: ("reading", "checking", "scoring", "history", "writing", "rendering", "addin"),
    4: ("results",),
    3: ("model",),
    2: ("schema",),
    1: ("findings", "package"),
    0: ("cells", "errors", "records", "shipped"),
}
FLOOR_OF = {name: floor for floor, rooms in FLOORS.items() for name in rooms}

OUTSIDE: dict[str, dict[str, str]] = {
    "reading": {"xlwings": "kamreport.reading.live"},
    "writing": {"openpyxl": "kamreport.writing.template", "xlwings": "kamreport.writing.live"},
    "rendering": {"jinja2": "", "markupsafe": "", "weasyprint": "", "babel": "", "tinycss2": "", "fontTools": ""},
    "cli": {"click": "", "rich": ""},
    "addin": {"pyopenvba": "kamreport.addin.building"},
    "ribbon": {"xlwings": ""},
}
"""What a room may import besides the standard library, and the one module that may (empty: all of the room)."""

VERSION = f"{FRONT}.__version__"
"""The one name of the front that every floor may use."""

INSIDE = tuple(found for found in imports() if found.imported.split(".")[0] == FRONT and found.imported != VERSION)
FOREIGN = tuple(found for found in imports() if found.imported.split(".")[0] not in {FRONT, *sys.stdlib_module_names})


def says(found: Import) -> str:
    """What is wrong with an import of one room by another; empty when nothing is."""
    user, used = room(found.importer), room_of_import(found.imported)
    if user == used or FLOOR_OF[used] < FLOOR_OF[user]:
        return ""
    relation = "its neighbour" if FLOOR_OF[used] == FLOOR_OF[user] else f"floor {FLOOR_OF[used]} above it"
    return f"{found.place}: {user} (floor {FLOOR_OF[user]}) may not use {used}, {relation}."


def room_of_import(imported: str) -> str:
    """The room an imported name comes from; a name of ``kamreport`` itself that is no room belongs to the front."""
    name = room(imported)
    return name if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file() else FRONT


def test_every_room_has_a_floor() -> None:
    rooms = {room(dotted(file)) for file in modules()}
    assert rooms <= FLOOR_OF.keys(), f"give these rooms a floor: {sorted(rooms - FLOOR_OF.keys())}"


def test_imports_go_down_and_neighbours_do_not_talk() -> None:
    wrong = [said for said in map(says, INSIDE) if said]
    assert not wrong, "\n".join(wrong)


def test_rooms_fetch_from_outside_only_what_they_may() -> None:
    wrong = []
    for found in FOREIGN:
        allowed = OUTSIDE.get(room(found.importer), {})
        library = found.imported.split(".")[0]
        within = allowed.get(library)
        if within is None:
            wrong.append(f"{found.place}: {room(found.importer)} may not use {library}.")
        elif within and not f"{found.importer}.".startswith(f"{within}."):
            wrong.append(f"{found.place}: {library} may be used in {within} only.")
    assert not wrong, "\n".join(wrong)


def test_no_room_has_a_circle_inside() -> None:
    """A room that grew into small rooms keeps the rule: its modules can be put on floors of their own."""
    known = {dotted(file) for file in modules()}
    graph: dict[str, set[str]] = {module: set() for module in known}
    for found in INSIDE:
        target = found.imported if found.imported in known else found.imported.rpartition(".")[0]
        if target in known and target != found.importer and not found.importer.startswith(f"{target}."):
            graph[found.importer].add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail("these modules import each other in a circle: " + " -> ".join(circle.args[1]))


def test_the_reader_of_imports_sees_every_form_of_import() -> None:
    """The other tests are blind where this reader is: it must see all that is known to stand in the house."""
    assert any(found.importer == "kamreport.findings" and found.imported.endswith("cells.CellRef") for found in INSIDE)
    assert says(Import("kamreport.cells", "kamreport.model.Account", "here")) == (
        "here: cells (floor 0) may not use model, floor 3 above it."
    )
    assert says(Import("kamreport.scoring.axes", "kamreport.rendering", "here")).endswith("its neighbour.")


def test_the_readme_shows_every_room_from_the_doors_down() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("| floor | rooms |")[2].partition("\n\n")[0]
    shown = [name for line in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", line.split("|")[2])]
    assert sorted(shown) == sorted(set(FLOOR_OF) - {FRONT})
    assert [FLOOR_OF[name] for name in shown] == sorted((FLOOR_OF[name] for name in shown), reverse=True)
