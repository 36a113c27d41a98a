"""A stand-in for Excel: real xlwings code runs on it, with openpyxl's cells underneath.

It does what the real one is known to do to a careless writer: it reads texts again unless their cells are told to be
text, writes blocks into visible rows only while a filter is on, refuses cells of protected sheets, and, while somebody
edits a cell, every call. It is an engine of xlwings in the licence-free way, and lives in the tests only.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from stand_in_sheets import StandInNames, StandInSheet, StandInSheets
from xlwings import base_classes


class BusyError(Exception):
    """A call refused because somebody edits a cell."""

    hresult = -2147418111


class StandInBook(base_classes.Book):
    fullname: Any = ""
    app: Any = None
    api: Any = None

    def __init__(self, app: StandInApp, cells: Any, fullname: str) -> None:
        self.app, self.cells_of, self.fullname = app, cells, fullname
        self.tabs = {id(sheet): StandInSheet(self, sheet) for sheet in cells.worksheets}
        self.results: dict[str, Any] = {}
        self.api = SimpleNamespace(Application=app, ProtectStructure=False)

    name = property(lambda self: self.fullname.replace("\\", "/").rpartition("/")[2])
    sheets = property(StandInSheets)
    names = property(StandInNames)

    def activate(self) -> None:
        self.app.active_book = self

    def save(self, path: Any = None, password: Any = None) -> None:
        raise AssertionError("kamreport never saves the user's workbook")

    def write_to(self, path: Path) -> Path:
        """The file Excel would save, for a test to look into."""
        for tab in self.tabs.values():
            tab.cells_of._hyperlinks = list(tab.links.values())
            for row in tab.cells_of:
                for cell in row:
                    cell._hyperlink = None
        self.cells_of.save(path)
        return path


class StandInBooks(base_classes.Books):
    def __init__(self, app: StandInApp) -> None:
        self.app = app

    @property
    def active(self) -> StandInBook:
        return self.app.active_book or self.app.opened[0]

    def __call__(self, name_or_index: Any) -> StandInBook:
        if isinstance(name_or_index, int):
            return self.app.opened[name_or_index - 1]
        return next(book for book in self.app.opened if book.name.casefold() == str(name_or_index).casefold())

    def __len__(self) -> int:
        return len(self.app.opened)

    def __iter__(self) -> Iterator[StandInBook]:
        self.app.refuse_while_editing()
        return iter(self.app.opened)


class StandInApp(base_classes.App):
    screen_updating: Any = None
    enable_events: Any = None
    calculation: Any = None
    hwnd: Any = None
    pid: Any = None
    selection: Any = None
    engine: Any = None

    def __init__(self, engine: StandInEngine, hwnd: int) -> None:
        self.engine, self.hwnd, self.pid = engine, hwnd, hwnd + 1
        self.screen_updating, self.enable_events, self.calculation = True, True, "automatic"
        self.opened: list[StandInBook] = []
        self.active_book: StandInBook | None = None
        self.calls: Counter[tuple[str, str]] = Counter()
        self.alerts: list[tuple[str, str, str]] = []
        self.bar: list[Any] = []
        self.protections: list[tuple[str, dict[str, bool]]] = []
        self.selected: tuple[str, str] | None = None
        self.macros: list[tuple[str, Any]] = []
        self.editing_for = 0

    books = property(StandInBooks)

    def refuse_while_editing(self) -> None:
        if self.editing_for:
            self.editing_for -= 1
            raise BusyError("Call was rejected by callee")

    @property
    def status_bar(self) -> Any:
        return self.bar[-1] if self.bar else False

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.refuse_while_editing()
        self.bar.append(value)

    def activate(self, steal_focus: bool = False) -> None:
        self.calls["activate", ""] += 1

    def alert(self, prompt: str, title: str, buttons: Any, mode: str, callback: Any) -> str:
        self.alerts.append((title, prompt, mode))
        return "ok"

    def run(self, macro: str, args: Any) -> None:
        self.macros.append((macro, args))

    def open(self, source: Path, fullname: str = "") -> xw.Book:
        """Open a workbook file as a person would; ``fullname`` is what Excel calls it, its path if not given."""
        made = StandInBook(self, openpyxl.load_workbook(source), fullname or str(source))
        self.opened.append(made)
        return xw.Book(impl=made)


class StandInApps(base_classes.Apps):
    def __init__(self, engine: StandInEngine) -> None:
        self.running: list[StandInApp] = []
        self._engine = engine

    def keys(self) -> list[int]:
        return [app.pid for app in self.running]

    def __iter__(self) -> Iterator[StandInApp]:
        return iter(self.running)

    def __len__(self) -> int:
        return len(self.running)

    def __getitem__(self, pid: int) -> StandInApp:
        return next(app for app in self.running if app.pid == pid)

    def start(self, hwnd: int) -> StandInApp:
        """One more Excel."""
        app = StandInApp(self._engine, hwnd)
        self.running.append(app)
        return app


class StandInEngine:
    """What xlwings asks of an engine."""

    name, type = "stand-in", "desktop"

    def __init__(self) -> None:
        self.apps = StandInApps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return dt.datetime.combine(value, dt.time())
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data: Any, dates: Any, empty: Any, _numbers: Any, err_to_str: bool) -> Any:
        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty
            if isinstance(value, str) and value.startswith("#") and value in ("#N/A", "#REF!", "#DIV/0!", "#VALUE!"):
                return value if err_to_str else None
            if isinstance(value, int) and not isinstance(value, bool):
                return float(value)
            return dt.datetime.combine(dt.date(1899, 12, 30), value) if isinstance(value, dt.time) else value

        return [[clean(value) for value in row] for row in data]


@contextlib.contextmanager
def excel(hwnd: int = 7) -> Iterator[StandInApp]:
    """One running Excel that xlwings reaches."""
    engine = StandInEngine()
    before = (list(xw.engines.engines), dict(xw.engines.engines_by_name), getattr(xw.engines, "active", None))
    made = xw.Engine(impl=engine)
    xw.engines.add(made)
    engines: Any = xw.engines
    engines.active = made
    try:
        yield engine.apps.start(hwnd)
    finally:
        xw.engines.engines, xw.engines.engines_by_name = before[0], before[1]
        xw.engines.active = before[2]
