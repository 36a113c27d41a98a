"""Comments in an open sheet of ours: notes go with their rows; threads cannot be moved through Excel, so they stop it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

import xlwings as xw

from kamreport.cells import CellRef
from kamreport.errors import RefusedError

Place = tuple[int, int]
"""Row and column of a cell."""


class Comments(NamedTuple):
    """What is said in the comments of a sheet: notes by their cell, and the cells with threads."""

    notes: Mapping[Place, str]
    threads: Collection[Place]

    @property
    def rows(self) -> set[int]:
        """The rows with a comment of either kind."""
        return {row for row, _ in (*self.notes, *self.threads)}


NO_COMMENTS = Comments({}, ())


def comments_on(sheet: xw.Sheet) -> Comments:
    """The comments of a sheet. Excel for Mac tells nothing of threads, nor does Excel before 2019: none are seen there."""
    try:
        threads = {(at.row, at.column) for at in (comment.location for comment in sheet.comments)}
    except Exception:  # noqa: BLE001 - COM, AppleScript and xlwings each raise their own where there are no threads
        threads = set()
    notes = {(note.location.row, note.location.column): note.text for note in sheet.notes}
    return Comments({place: text for place, text in notes.items() if place not in threads}, threads)


def refuse_threads(
    title: str, threads: Collection[Place], moved: Mapping[int, int], cleared: Collection[Place]
) -> None:
    """Raise RefusedError where a thread would be lost or left beside another row."""
    for row, column in sorted(threads):
        if moved.get(row, row) != row or (row, column) in cleared:
            raise RefusedError(
                f"People discuss {CellRef(title, row, column)} in a comment thread, which Excel cannot move with its row."
                " Save and close the workbook and run kamreport review on it, which can; nothing was changed."
            )


def put_notes(
    sheet: xw.Sheet, notes: Mapping[Place, str], moved: Mapping[int, int], cleared: Collection[Place]
) -> None:
    """Put notes where their rows are now, and those back that went with the cells they stood on."""
    gone = {
        place: text for place, text in notes.items() if moved.get(place[0], place[0]) != place[0] or place in cleared
    }
    for place in gone:
        if note := sheet.range(place).note:
            note.delete()
    for (row, column), text in gone.items():
        sheet.range((moved.get(row, row), column)).add_note(text)
