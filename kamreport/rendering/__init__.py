"""Packs: the same facts as the workbook's, set well, as HTML and PDF (KAM.md §14).

Importing the room loads its rules alone. What makes packs is loaded when it is first asked for: the rulebook and every
command stand on this floor too, and most of them make none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kamreport.rendering.rules import RULES

if TYPE_CHECKING:
    from kamreport.rendering.making import Progress, render
    from kamreport.rendering.outcome import Made, Outcome
    from kamreport.rendering.packs import ACCOUNT, CUSTOMER, PACKS, PORTFOLIO, PROGRAMME, Pack
    from kamreport.rendering.workshop.tickets import Limits

__all__ = [
    "ACCOUNT",
    "CUSTOMER",
    "PACKS",
    "PORTFOLIO",
    "PROGRAMME",
    "RULES",
    "Limits",
    "Made",
    "Outcome",
    "Pack",
    "Progress",
    "render",
]

_ROOMS = ("making", "outcome", "packs", "workshop.tickets")
"""Where the other names of this room are declared."""


def __getattr__(name: str) -> object:
    if name in __all__:
        for room in _ROOMS:
            found = vars(import_module(f"{__name__}.{room}"))
            if name in found:
                return found[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
