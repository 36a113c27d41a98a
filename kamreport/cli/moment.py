"""Who is at the keyboard, and what time it is there."""

from __future__ import annotations

import datetime as dt
import getpass


def now() -> dt.datetime:
    """Local time as a workbook holds it: without a zone."""
    return dt.datetime.now().astimezone().replace(microsecond=0, tzinfo=None)


def user() -> str:
    """The name somebody is signed in with; empty when the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
