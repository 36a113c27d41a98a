"""The clock and the network live at the doors: no other room asks what day it is, and no room calls anybody."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from house import ROOT, dotted, imports, modules, room, tree

DOORS = ("cli", "ribbon")
CLOCKS = {
    "date.today",
    "datetime.today",
    "datetime.now",
    "datetime.utcnow",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
}
NETWORK = ("socket", "ssl", "http", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc", "socketserver")
NETWORK_NAMES = ("urllib.request", "webbrowser", "asyncio.open_connection", "requests", "httpx", "aiohttp", "urllib3")


def clocks_asked(parsed: ast.AST) -> list[tuple[int, str]]:
    """Line and spelling of every clock an expression asks: ``dt.date.today`` is one."""
    found = []
    for node in ast.walk(parsed):
        if isinstance(node, ast.Attribute):
            spelled = ast.unparse(node)
            if ".".join(spelled.split(".")[-2:]) in CLOCKS:
                found.append((node.lineno, spelled))
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [(node.lineno, f"time.{name.name}") for name in node.names if f"time.{name.name}" in CLOCKS]
    return found


@pytest.mark.parametrize("file", [f for f in modules() if room(dotted(f)) not in DOORS], ids=dotted)
def test_no_room_but_a_door_asks_the_clock(file: Path) -> None:
    asked = [f"{file.relative_to(ROOT)}:{line}: {clock}" for line, clock in clocks_asked(tree(file))]
    assert not asked, "the date is an argument here (as_of, now): " + ", ".join(asked)


@pytest.mark.parametrize(
    "source",
    ["dt.date.today()", "datetime.now(tz)", "import time\ntime.time()", "from time import time", "f(date.today)"],
)
def test_the_reader_of_clocks_sees_each_way_of_asking(source: str) -> None:
    assert clocks_asked(ast.parse(source))


def test_no_room_uses_the_network() -> None:
    calls = [
        f"{found.place}: {found.imported}"
        for found in imports()
        if found.imported.split(".")[0] in NETWORK
        or any(found.imported == name or found.imported.startswith(f"{name}.") for name in NETWORK_NAMES)
    ]
    assert not calls, "nothing leaves the machine: " + ", ".join(calls)
