"""The Excel that a button was pressed in, its workbook, and what it says while a cell is being edited."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import xlwings as xw

from kamreport.errors import FileBusyError, KamreportError
from kamreport.ribbon.request import Request

PATIENCE = 8.0
"""Seconds to wait for somebody who is typing in a cell."""
FINISH_EDITING = "Excel is busy: a cell is being edited or a dialogue is open. Finish that (Enter or Esc), then press the button again."
_PAUSE = 0.25
_TRIES = 2000
_BUSY_RESULTS = (-2147418111, -2147417846, -2146777998)
"""Call rejected by callee; the message filter is busy; Excel is in edit mode."""
_BUSY_NAMES = ("ExcelBusyError", "CommandError")


class ExcelMissingError(KamreportError):
    """No running Excel, or none with that workbook."""


def find_app(request: Request) -> xw.App:
    """The Excel of the click: the one with that window, else the one that has the workbook."""
    bound_retries()
    apps = list(xw.apps) if xw.engines else []
    if not apps:
        raise ExcelMissingError("No running Excel was found.")
    same = [app for app in apps if request.hwnd and _hwnd(app) == request.hwnd]
    if same:
        return same[0]
    having = [app for app in apps if any(_books_named(app, request.book))]
    if len(having) > 1:
        raise ExcelMissingError(
            f"{request.book} is open in {len(having)} Excels. Close it in all but one and press the button again."
        )
    return (having or apps)[0]


def find_book(app: xw.App, request: Request) -> xw.Book:
    """The workbook of the click, by its whole name. Raises ExcelMissingError when it is not open there."""
    found = list(_books_named(app, request.book))
    if not found:
        raise ExcelMissingError(
            f"The workbook '{request.book}' is not open any more. Click into the workbook and press the button again."
        )
    return found[0]


def wait_until_ready(app: xw.App, *, patience: float = PATIENCE, pause: Callable[[float], None] = time.sleep) -> None:
    """Wait while Excel refuses calls, but not for ever. Raises FileBusyError with the next step."""
    for _ in range(max(1, round(patience / _PAUSE))):
        try:
            app.status_bar = "kamreport …"
        except Exception as error:
            if not is_busy(error):
                raise
            pause(_PAUSE)
        else:
            return
    raise FileBusyError(FINISH_EDITING)


def is_busy(error: BaseException) -> bool:
    """Whether an error says that Excel takes no calls just now; COM and AppleScript each say it their way."""
    return getattr(error, "hresult", 0) in _BUSY_RESULTS or type(error).__name__ in _BUSY_NAMES


def bound_retries() -> None:
    """Let xlwings give up on a busy Excel after some tries; by itself it tries for ever."""
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = _TRIES  # type: ignore[attr-defined]  # there on Windows only


def _books_named(app: xw.App, name: str) -> Iterator[xw.Book]:
    return (book for book in app.books if book.name.casefold() == name.casefold())


def _hwnd(app: xw.App) -> int:
    try:
        return int(app.hwnd or 0)
    except NotImplementedError:
        return 0  # macOS numbers no windows
