"""A formula that moves to another row takes its references to its own row along."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r'"[^"]*"|&quot;.*?&quot;'  # text
    r"|'[^']*'!\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?"  # another sheet
    r"|[\w.]+!\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?"
    r"|\[[^\]]*\]"  # columns of a table
    r"|(?<![\w.$])(?P<column>\$?[A-Z]{1,3})(?P<row>[0-9]+)(?![\w.(!])"
)


def moved_formula(formula: str, old: int, new: int) -> str:
    """The formula with relative references to row ``old`` of its own sheet pointing at row ``new``."""

    def move(match: re.Match[str]) -> str:
        if match["row"] and int(match["row"]) == old:
            return f"{match['column']}{new}"
        return match[0]

    return _TOKEN.sub(move, formula)
