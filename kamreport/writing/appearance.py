"""How a result looks in its cell: soft colours for what a word means, each always with its word."""

from __future__ import annotations

from collections.abc import Mapping

from kamreport.model.lists import Colour, Outcome, Placing, Quadrant, ScoreState
from kamreport.package import Look

_GREEN = Look(fill="DDF0E4", ink="14613C")
_AMBER = Look(fill="FCEFD2", ink="7A4E00")
_RED = Look(fill="F9DEDC", ink="94211A")
_BLUE = Look(fill="DFEBF8", ink="0B4A8C")
_GREY = Look(fill="ECEEF2", ink="5B6472")
_QUIET = Look(ink="8A94A6")
_GOOD, _BAD = Look(ink="1A7A4C"), Look(ink="B3261E")

WAY = Look(ink="0B5CAD", underlined=True)
"""A cell that leads somewhere."""

BY_WORD: Mapping[str, Mapping[object, Look]] = {
    "quadrant": {
        Quadrant.STRATEGIC: _GREEN, Quadrant.STAR: _BLUE, Quadrant.STATUS: _AMBER, Quadrant.STREAMLINE: _GREY,
    },
    "colour": {Colour.GREEN: _GREEN, Colour.AMBER: _AMBER, Colour.RED: _RED},
    "severity": {"Error": _RED, "Warning": _AMBER, "Note": _GREY},
    "selection": {
        Placing.KEY: _GREEN, Placing.WATCH: _AMBER, Placing.BORDERLINE: _AMBER, Placing.OVER_CAPACITY: _BLUE,
        Placing.SECONDARY: _GREY, Placing.UNJUDGED: _QUIET,
    },
    "state": {ScoreState.PROVISIONAL: _AMBER, ScoreState.NOT_SCORED: _QUIET},
    "outcome": {Outcome.MISSING: _AMBER, Outcome.NOT_APPLICABLE: _QUIET},
}  # fmt: skip
"""Looks by the kind of word, then by the word."""

WORDS: Mapping[str, str] = {
    "quadrant": "quadrant", "colour": "colour", "severity": "severity", "selection": "selection",
    "a_state": "state", "r_state": "state", "health_state": "state",
}  # fmt: skip
"""Which kind of word a field holds; a field ``outcome`` holds a placing or an outcome, told by the word itself."""

CHANGES = frozenset(
    {"change", "data_effect", "definition_effect", "coverage_effect", "weight_effect", "stage_difference"}
)
"""Fields that hold a change, which is good or bad by its sign."""

_SMALL, _LARGE = 1, 1000


def look_of(field: str, value: object) -> Look | None:
    """The look of a value in a field; None for plain ones."""
    if field == "outcome":
        return BY_WORD["selection" if isinstance(value, Placing) else "outcome"].get(value)
    if field in CHANGES:
        return change_look(value)
    return BY_WORD[WORDS[field]].get(value)


def change_look(value: object) -> Look | None:
    """Green ink for a rise, red for a fall; the sign says the same without colour."""
    if not isinstance(value, (int, float)) or not value:
        return None
    return _GOOD if value > 0 else _BAD


def figure_look(value: object, unit: str = "") -> Look | None:
    """How a figure of any kind is shown: by its unit, else by its size."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return _FIGURES[_BY_UNIT.get(unit) or _by_size(float(value))]


_BY_UNIT: Mapping[str, str] = {
    "money": "#,##0", "fraction": "0.0%", "fraction a year": "0.0%", "ratio": "0.00", "points": "0.0",
    "1–5": "0.0", "count": "#,##0", "days": "#,##0", "years": "0.0",
}  # fmt: skip


_FIGURES = {
    number_format: Look(number_format=number_format) for number_format in (*_BY_UNIT.values(), "0.000", "#,##0", "0.0")
}


def _by_size(value: float) -> str:
    if value == int(value):
        return "#,##0"
    return "0.000" if abs(value) < _SMALL else "#,##0" if abs(value) >= _LARGE else "0.0"
