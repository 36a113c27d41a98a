"""The rulebook: every rule of every room, in one tuple that can be read."""

from __future__ import annotations

from kamreport import checking, history, reading, rendering, schema, scoring, writing
from kamreport.errors import UsageError
from kamreport.findings import Rule

_ROOMS = (schema, reading, checking, scoring, history, writing, rendering)

RULES: tuple[Rule, ...] = tuple(sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code))
"""Sorted by code. A rule that is not here does not exist (a test looks for them in the code)."""

_BY_CODE = {rule.code: rule for rule in RULES}
_BY_NAME = {rule.name: rule for rule in RULES}


def find_rule(said: str) -> Rule:
    """A rule by its code (``k201``) or its name (``renewal-passed``). Raises UsageError when there is none."""
    word = said.strip()
    rule = _BY_CODE.get(word.upper()) or _BY_NAME.get(word.lower())
    if rule is not None:
        return rule
    near = schema.nearest(word.upper(), _BY_CODE) or schema.nearest(word.lower(), _BY_NAME)
    meant = f" Did you mean {near}?" if near else ""
    raise UsageError(f"There is no rule '{said}'.{meant} 'kamreport help rules' lists them all.")
