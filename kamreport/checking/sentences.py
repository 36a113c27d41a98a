"""How a finding speaks of what it found: who, how much, how long."""

from __future__ import annotations

import math
from collections.abc import Iterable

from kamreport.model import Account, Colleague, Stakeholder

_LISTED = 5
"""How many things a sentence lists before it says how many more there are."""
_FINEST = 7
"""Decimals of a percentage beyond which two of them count as one."""
_FORGIVEN = 1e-9


def who(someone: Account | Colleague | Stakeholder) -> str:
    """An account or a person: the name people use, and the ID that cells hold."""
    if isinstance(someone, Account):
        return f"{someone.name} ({someone.account_id})"
    return f"{someone.name} ({someone.person_id if isinstance(someone, Colleague) else someone.stakeholder_id})"


def known_as(account: Account) -> tuple[str, str]:
    """An account as findings carry it: ID and name."""
    return (account.account_id, account.name)


def listed(words: Iterable[str], last: str = "and") -> str:
    """``a, b and c``; a long list ends with how many more there are."""
    every = list(words)
    if len(every) > _LISTED:
        every = [*every[: _LISTED - 1], f"{len(every) - _LISTED + 1} more"]
    return f" {last} ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)


def days(number: int) -> str:
    """``1 day``, ``92 days``."""
    return f"{number} day" if number == 1 else f"{number} days"


def money(amount: float) -> str:
    """An amount in full units, as it stands in the cell."""
    return f"{_half_up(amount, 0):,.0f}"


def figure(number: float | None) -> str:
    """A number as people type it, whatever it counts: 1,250,000, 4.25."""
    return "–" if number is None else f"{number:,.10g}"


def percent(fraction: float, places: int = 1) -> str:
    """A fraction with one decimal at most, or as many as are asked for: 25%, 7.4%."""
    told = f"{_half_up(100 * fraction, places):.{places}f}"
    return (told.rstrip("0").rstrip(".") if "." in told else told) + "%"


def places_apart(first: float, second: float) -> int:
    """How many decimals tell two percentages apart: one that only comes near another must not read like it."""
    apart = (places for places in range(1, _FINEST) if percent(first, places) != percent(second, places))
    return next(apart, 1)


def grew(fraction: float, places: int = 1) -> str:
    """``grew by 4.2%``, ``fell by 11%``, ``did not change``."""
    if percent(abs(fraction), places) == "0%":
        return "did not change"
    return f"{'grew' if fraction > 0 else 'fell'} by {percent(abs(fraction), places)}"


def _half_up(number: float, places: int) -> float:
    """Rounded half up, away from 0 (KAM.md §5.2); the last digits of a sum are forgiven."""
    step = 10.0**places
    rounded = math.floor(abs(number) * step + 0.5 + _FORGIVEN) / step
    return -rounded if number < 0 and rounded else rounded
