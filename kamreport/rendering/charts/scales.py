"""From values to places: straight scales, and ticks at round numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Tick: TypeAlias = Callable[[float], str]
"""Writes a value on an axis; given by the caller, because rounding has one home."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: ``low`` stands at ``start``, ``high`` at ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value; values outside stay at the nearer end."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def round_ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers from at or below ``low`` to at or above ``high``, about so many steps apart."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    rough = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * unit for unit in (1, 2, 5, 10) if power * unit >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [step * position for position in range(first, last + 1)]


def bounds(values: Sequence[float | None], *, zero: bool = True) -> tuple[float, float]:
    """Smallest and largest known value; with ``zero``, 0 lies between them. (0, 1) when none is known."""
    known = [value for value in values if value is not None]
    if not known:
        return (0.0, 1.0)
    low, high = min(known), max(known)
    return (min(low, 0.0), max(high, 0.0)) if zero else (low, high)
