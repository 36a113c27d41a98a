"""What a manager put beside and below our rows in an open sheet, and where it stands afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kamreport.cells import column_letters
from kamreport.errors import RefusedError
from kamreport.package import OwnSheet
from kamreport.package.kept_cells import Key, key_of
from kamreport.package.moved_formulas import moved_formula
from kamreport.package.own_sheets import plain
from kamreport.package.sheet_filling import ROWS_GONE
from kamreport.writing.live.comments import NO_COMMENTS, Comments, Place, comments_on, refuse_threads
from kamreport.writing.live.standing import StandingOpen

Notes = dict[int, object]
"""A row's foreign cells by column: formulas as text, values otherwise."""


@dataclass(slots=True)
class Moves:
    """Foreign cells by row and column as they are and as they will be; ``known_by`` are ours, kept with lost rows."""

    before: dict[int, Notes] = field(default_factory=dict)
    after: dict[int, Notes] = field(default_factory=dict)
    remark_row: int = 0
    """The row of the remark over notes whose row is gone; 0 without."""
    known_by: dict[int, Notes] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    """Where rows with foreign cells or comments stand afterwards, by the number they had."""
    comments: Comments = NO_COMMENTS
    cleared: frozenset[Place] = frozenset()
    """Cells of ours with comments, which go when the cells are cleared."""

    @property
    def any(self) -> bool:
        """Whether a foreign cell changes its place."""
        return self.before != self.after or bool(self.remark_row)

    def put(self, old: int, new: int) -> None:
        """Let a row's foreign cells stand in another row."""
        self.after[new] = _moved(self.before[old], old, new)
        self.rows[old] = new

    @property
    def columns(self) -> list[int]:
        """The columns that hold foreign cells before or after."""
        return sorted({column for notes in (*self.before.values(), *self.after.values()) for column in notes})


def follow(standing: StandingOpen, own: OwnSheet) -> Moves:
    """Where each foreign cell goes: with its row's key, below our table at its distance, or under a remark."""
    area = standing.area
    moves = Moves(before=_foreign(standing), comments=comments_on(standing.sheet))
    for row in moves.comments.rows:
        if area.first_row < row:
            moves.before.setdefault(row, {})
    if standing.added and any(
        area.last_column - len(standing.added) < column <= area.last_column for column in moves.columns
    ):
        raise RefusedError(
            f"{standing.sheet.name} needs the column {column_letters(area.last_column)} for {standing.added[-1]}, but"
            " notes stand there. Move them further to the right and press the button again; nothing was changed."
        )
    place_of = {column.title: place for column, place in zip(own.columns, standing.places, strict=True)}
    known_by = [place_of[title] for title in own.key] or list(standing.places)
    waiting: defaultdict[Key, list[int]] = defaultdict(list)
    below: list[int] = []
    for row in sorted(moves.before):
        key = key_of([standing.rows.get(row, {}).get(place) for place in known_by])
        if row <= area.first_row:
            moves.put(row, row)
        elif any(key):
            waiting[key].append(row)
        else:
            below.append(row)
    last = _beside(moves, own, waiting, area.first_row)
    for row in below:
        moves.put(row, row + last - area.last_row if row > area.last_row else row)
    lost = [row for rows in waiting.values() for row in rows]
    _under_remark(moves, lost, max([last, *moves.after]), standing, known_by)
    moves.cleared = frozenset(
        (row, column)
        for row, column in (*moves.comments.notes, *moves.comments.threads)
        if column in standing.places and area.first_row < row <= standing.last_row
    )
    refuse_threads(standing.sheet.name, moves.comments.threads, moves.rows, moves.cleared)
    return moves


def _foreign(standing: StandingOpen) -> dict[int, Notes]:
    """Foreign cells by row, formulas as they are typed; one more reading only where there are any."""
    area = standing.area
    own = set(standing.places) - set(range(area.last_column - len(standing.added) + 1, area.last_column + 1))
    found = {
        row: {column for column in cells if column not in own or not area.first_row <= row <= area.last_row}
        for row, cells in standing.rows.items()
    }
    if not any(found.values()):
        return {}
    whole = standing.sheet.range((1, 1), (standing.last_row, standing.last_column)).formula
    formulas: Sequence[Sequence[Any]] = whole if isinstance(whole, (tuple, list)) else ((whole,),)
    kept: dict[int, Notes] = {}
    for row, columns in found.items():
        notes = {column: _typed(formulas[row - 1][column - 1], standing.rows[row][column]) for column in columns}
        if row > area.last_row:  # our own remark and the keys below it are made again
            notes = {column: value for column, value in notes.items() if column not in own}
        if notes:
            kept[row] = notes
    return kept


def _typed(formula: object, value: object) -> object:
    return formula if isinstance(formula, str) and formula.startswith("=") and formula != value else value


def _beside(moves: Moves, own: OwnSheet, waiting: dict[Key, list[int]], header: int) -> int:
    """Give the new rows the notes of their keys; the number of the last row of ours."""
    titles = [column.title for column in own.columns]
    at = [titles.index(title) for title in own.key] or range(len(titles))
    row = header
    for cells in own.rows:
        row += 1
        rows = waiting.get(key_of([plain(cells[place]) for place in at])) if waiting else None
        if rows:
            moves.put(rows.pop(0), row)
    return max(row, header + 1)


def _under_remark(
    moves: Moves, lost: Iterable[int], last: int, standing: StandingOpen, known_by: Sequence[int]
) -> None:
    row = last + 2
    for old in lost:
        moves.remark_row = moves.remark_row or row
        row += 1
        moves.put(old, row)
        held = standing.rows.get(old, {})
        moves.known_by[row] = {place: held[place] for place in known_by if place in held}
    if moves.remark_row:
        moves.known_by[moves.remark_row] = {min(standing.places): ROWS_GONE}


def _moved(notes: Notes, old: int, new: int) -> Notes:
    return {
        column: moved_formula(value, old, new) if isinstance(value, str) and value.startswith("=") else value
        for column, value in notes.items()
    }
