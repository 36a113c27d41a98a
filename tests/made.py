"""Records made by hand, for tests of rooms that never saw a workbook."""

from __future__ import annotations

from typing import Any, TypeVar

from kamreport.cells import RowRef
from kamreport.model import Settings

R = TypeVar("R")
SOMEWHERE = RowRef("Sheet", 2, {})


def made(record: type[R], **fields: object) -> R:
    """A record with these fields; cells that are not named are blank."""
    known: dict[str, object] = {"origin": SOMEWHERE, **fields}
    return record(**known)


def in_force(**said: object) -> Settings:
    """Settings with these values; the others have their defaults."""
    known: dict[str, Any] = {"severities": {}, "cells": {}, **said}
    return Settings(**known)
