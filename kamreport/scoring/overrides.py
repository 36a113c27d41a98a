"""Decisions by hand that are in force at a date (KAM.md §8.3, §10 step 10)."""

from __future__ import annotations

from collections.abc import Collection

from kamreport.model import Override
from kamreport.model.lists import OverrideKind
from kamreport.scoring.facts import Facts


def in_force(facts: Facts, kinds: Collection[OverrideKind]) -> Override | None:
    """The override of an account that began last, From ≤ as-of ≤ Until; None when there is none."""
    rows = facts.ground.portfolio.of(facts.account.account_id, Override)
    if not rows:  # as for nearly every account
        return None
    as_of = facts.ground.as_of
    found = [
        override
        for override in rows
        if override.override in kinds
        and override.start <= as_of
        and (override.until is None or as_of <= override.until)
        and _is_whole(override)
    ]
    return max(found, key=lambda override: override.start, default=None)


def _is_whole(override: Override) -> bool:
    """A Health override needs its value and its last day: without one it would hold for ever (KAM.md §3.8)."""
    return override.override is not OverrideKind.HEALTH or None not in (override.value, override.until)
