"""Words that several sections for the customer share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence, Sized
from typing import TypeVar

from kamreport.rendering import formats
from kamreport.rendering.fitting import unit_name
from kamreport.rendering.formats import Money
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import SharedAccount, Step

R = TypeVar("R")

_ROOM, _AT_LEAST = 640, 2
"""Letters of a table's texts, so that the whole stays within six pages (KAM.md §14.3); rows that are shown anyway."""


def money_of(account: SharedAccount) -> Money:
    """How amounts are written."""
    return Money(account.currency, account.money_unit)


def side_of(account: SharedAccount, step: Step) -> str:
    """Who does it: the customer, or we."""
    return account.name if step.by_customer else account.company or say("we")


def quarter_name(end: dt.date) -> str:
    """The calendar quarter in which a period ends."""
    return say("{year} Q{quarter}", year=str(end.year), quarter=str((end.month + 2) // 3))


def that_fit(rows: Sequence[R], text_of: Callable[[R], str], most: int) -> Sequence[R]:
    """The first rows that leave room for the other sections: at most ``most``, and fewer where texts are long."""
    room, kept = _ROOM, 0
    for row in rows[:most]:
        room -= len(text_of(row))
        if room < 0 and kept >= _AT_LEAST:
            break
        kept += 1
    return rows[:kept]


def not_shown(rows: Sized, shown: int) -> str:
    """What to say below the first ``shown`` rows; empty when all are there."""
    more = len(rows) - shown
    if more < 1:
        return ""
    return say_count(
        "One more is not printed here; ask us for it.", "{count} more are not printed here; ask us for them.", more
    )


def in_unit(value: float | None, unit: str) -> str:
    """A figure with its unit, as precise as it was typed: 98.5 %, 12 days; a dash when it is not known."""
    if value is None:
        return "–"
    return f"{formats.as_typed(value)} {unit_name(unit)}".strip()
