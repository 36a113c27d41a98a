"""Figures to so many digits, comparable with anything a computation gives."""

from __future__ import annotations

from typing import Any

import pytest


def nearly(value: Any, within: float | None = None) -> Any:  # noqa: ANN401 - numbers, lists and tables of them
    """A number, or a list or table of numbers, that may be off by ``within`` (the last digit of a float if not said)."""
    return pytest.approx(value, abs=within)
