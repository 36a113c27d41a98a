"""The door itself: whatever happens behind it, a person reads one message and Excel gets an exit code.

0 done, 10 a problem the person was shown, 11 a fault of ours the person was shown; 2 wrong arguments and 3 no Excel
are for the add-in to tell, which shows its own message for any other code.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from kamreport import __version__
from kamreport.addin import NAME, Places, places
from kamreport.errors import KamreportError, UsageError
from kamreport.ribbon.desk import Desk, Opener, open_outside
from kamreport.ribbon.excels import (
    FINISH_EDITING,
    ExcelMissingError,
    find_app,
    find_book,
    is_busy,
    wait_until_ready,
)
from kamreport.ribbon.handlers import HANDLERS
from kamreport.ribbon.request import Request, read_request

DONE, TOLD, FAULT_TOLD, WRONG_ARGUMENTS, NO_EXCEL = 0, 10, 11, 2, 3
_TITLE = "KAM"
_WITHOUT_BOOK = ("set-up", "help")


def main(arguments: Sequence[str], opener: Opener = open_outside) -> int:
    """Do what a button asks for; the exit code. Nothing is raised."""
    here = places(sys.platform, os.environ, Path.home())
    try:
        request = read_request(arguments)
    except UsageError as error:
        _write(here, f"wrong arguments: {error}")
        return WRONG_ARGUMENTS
    try:
        app = find_app(request)
    except Exception as error:  # noqa: BLE001 - without an Excel there is nobody to tell but the log
        _write(here, "".join(traceback.format_exception(error)))
        return NO_EXCEL
    code = _serve(app, request, here, opener)
    if sys.platform == "darwin":
        _call_back(app, here, code)
    return code


def _call_back(app: xw.App, here: Places, code: int) -> None:
    """Tell the add-in that all is done: on macOS it did not wait, because Excel takes no calls during a macro."""
    try:
        app.macro(f"'{NAME}'!KamFinished")(code)
    except Exception as error:  # noqa: BLE001 - the work is done; only the buttons stay grey
        _write(here, "".join(traceback.format_exception(error)))


def _serve(app: xw.App, request: Request, here: Places, opener: Opener) -> int:
    try:
        wait_until_ready(app)
        try:
            told = HANDLERS[request.action](Desk(request, _book(app, request), here, opener))
        finally:
            app.status_bar = False
    except KamreportError as error:
        return _say(app, here, str(error), TOLD)
    except Exception as error:  # noqa: BLE001 - the last resort: a person never reads a traceback
        if is_busy(error):
            return _say(app, here, FINISH_EDITING, TOLD)
        _write(here, "".join(traceback.format_exception(error)))
        sentence = f"A fault inside kamreport ({type(error).__name__}). Please report it with {here.log}."
        return _say(app, here, sentence, FAULT_TOLD)
    return _say(app, here, told, DONE) if told else DONE


def _book(app: xw.App, request: Request) -> xw.Book:
    """The workbook; for the two buttons that need none, whatever is open will do."""
    try:
        return find_book(app, request)
    except ExcelMissingError:
        if request.action not in _WITHOUT_BOOK or not len(app.books):
            raise
        return app.books[0]


def _say(app: xw.App, here: Places, sentence: str, code: int) -> int:
    """A message box; when even that fails, the log, and a code for which the add-in speaks itself."""
    try:
        app.alert(sentence, title=_TITLE, buttons="ok", mode="info" if code == DONE else "critical")
    except Exception as error:  # noqa: BLE001 - Excel may have gone away meanwhile
        _write(here, f"{sentence}\n{''.join(traceback.format_exception(error))}")
        return NO_EXCEL
    return code


def _write(here: Places, text: str) -> None:
    """Add to the log; a log that cannot be written changes nothing."""
    try:
        here.log.parent.mkdir(parents=True, exist_ok=True)
        with here.log.open("a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M:%S} kamreport {__version__}\n{text}\n")
    except OSError:
        return
