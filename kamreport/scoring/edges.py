"""Comparisons with a cut or an edge: a value within 1e-9 of it counts as on it (KAM.md §5.2)."""

from __future__ import annotations

NEAR = 1e-9
"""How close a value must be to an edge to count as on it."""


def reaches(value: float, edge: float) -> bool:
    """Whether a value is at an edge or above it."""
    return value >= edge - NEAR


def within(value: float, edge: float) -> bool:
    """Whether a value is at an edge or below it."""
    return value <= edge + NEAR


def same(left: float, right: float) -> bool:
    """Whether two values count as equal."""
    return abs(left - right) <= NEAR
