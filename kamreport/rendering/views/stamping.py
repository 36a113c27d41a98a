"""What is printed on every page when results are stale, provisional, or read from an open workbook (KAM.md §14.1.2)."""

from __future__ import annotations

from collections.abc import Sequence

from kamreport.rendering import formats
from kamreport.rendering.language import later, say
from kamreport.results import Review

STALE, PROVISIONAL, OPEN = later("STALE"), later("PROVISIONAL"), later("OPEN WORKBOOK")
POINTER = later("The last section says how much.")
"""Where a pack that ends with data quality says more; a team's own pack may end otherwise."""


def stamps(review: Review, provisional: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The stamps, and what each means. ``provisional`` names what rests on too little data."""
    marks: list[str] = []
    meaning: list[str] = []
    if (moment := review.workbook.read_open_at) is not None:
        marks.append(f"{say(OPEN)} {moment:%H:%M}")
        meaning.append(
            say(
                "OPEN WORKBOOK: read from Excel on {date} at {moment}, with changes that may not be saved in the file.",
                date=formats.date(moment.date()),
                moment=f"{moment:%H:%M}",
            )
        )
    if review.stale:
        marks.append(say(STALE))
        meaning.append(
            say(
                "STALE: this period was not reviewed yet; the workbook holds the results of an earlier review. Run the review."
            )
            if review.unreviewed
            else say("STALE: the workbook changed since these results were made. Run the review again.")
        )
    if provisional:
        marks.append(say(PROVISIONAL))
        meaning.append(
            say("PROVISIONAL: part of the data is missing for {named}.", named=formats.listed(list(provisional)))
            + f" {say(POINTER)}"
        )
    return tuple(marks), tuple(meaning)
