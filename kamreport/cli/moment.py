"""What time it is at the keyboard."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Local time as a workbook holds it: without a zone."""
    return dt.datetime.now().astimezone().replace(microsecond=0, tzinfo=None)
