"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

FARTHEST = 2
"""Suggestions are offered up to this edit distance (KAM.md §4.1)."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest to a word, without regard to case; None when none is within two edits.

    A candidate that shares nothing with a very short word is no suggestion.
    """
    typed = word.casefold()
    best: tuple[int, str] | None = None
    for candidate in candidates:
        distance = _distance(typed, candidate.casefold())
        if distance <= min(FARTHEST, len(typed) - 1, len(candidate) - 1) and (best is None or distance < best[0]):
            best = (distance, candidate)
    return best[1] if best else None


def _distance(left: str, right: str) -> int:
    if abs(len(left) - len(right)) > FARTHEST:
        return FARTHEST + 1
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
        above = row
    return above[-1]
