"""The programme with what several sections ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Remark as Written
from kamreport.model.lists import ChecklistAnswer, NarrativeKind, NarrativePack
from kamreport.rendering import formats
from kamreport.rendering.language import say, term
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.narrating import written
from kamreport.rendering.views.pieces import Cell, Column, Remark, Table
from kamreport.rendering.views.wording import Wording
from kamreport.results import PROGRAMME_AXIS, Index, ProgrammeFigure, ProgrammeScores, Review, counting_reviews
from kamreport.results.written import HistoryLine, Run, ScoreHistory

_TONE = {ChecklistAnswer.YES: "good", ChecklistAnswer.NO: "bad"}
_OURS = (Index.READINESS, Index.OUTCOMES, Index.SUCCESS, Index.FRAMEWORK, Index.TRUST, Index.LEADERSHIP)
NOTHING = "–"
"""What stands in a cell nobody filled."""


@dataclass(frozen=True, slots=True)
class Past:
    """One kept review of the programme: what it is called, and its figures by code, and where they are kept."""

    label: str
    figures: dict[str, float]
    cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A review, what it says of the programme, and how that is worded."""

    review: Review
    programme: ProgrammeScores
    wording: Wording

    @classmethod
    def of(cls, review: Review, programme: ProgrammeScores) -> Office:
        """The office of a review whose programme sheets have rows."""
        return cls(review, programme, Wording.of(review))

    def narrative(self, *kinds: NarrativeKind) -> list[Remark]:
        """What managers wrote about the programme."""
        return written(self.review.portfolio.rows(Written), NarrativePack.PROGRAMME, *kinds)

    def owner(self, person_id: str | None) -> str:
        """Who answers for an item; a dash where nobody is named."""
        return self.wording.name_of(person_id) if person_id else NOTHING

    def before(self, figure: ProgrammeFigure) -> float | None:
        """The figure in the previous review."""
        previous = self.review.previous
        lines = previous.lines if previous else ()
        return next((_raw(line) for line in lines if _is_of(line, figure.code)), None)

    def kept(self, figure: ProgrammeFigure) -> tuple[CellRef, ...]:
        """Where History lines keep the figure of the previous review."""
        previous = self.review.previous
        lines = [line for line in (previous.lines if previous else ()) if _is_of(line, figure.code)]
        return column_of(HistoryLine, [line for line in lines if line.origin.row], "raw")

    def past(self) -> tuple[Past, ...]:
        """Every earlier review that kept figures of the programme, oldest first; of one Period end the last."""
        portfolio = self.review.portfolio
        rows = [row for row in portfolio.rows(ScoreHistory) if row.period_end < self.review.period_end]
        counting = counting_reviews(rows, portfolio.rows(Run))
        reviews = {row.period_end: row for row in rows if counting[row.period_end] == row.review_id}
        found = []
        for _, row in sorted(reviews.items()):
            lines = [
                line
                for line in self.review.portfolio.rows(HistoryLine)
                if line.review_id == row.review_id and line.axis == PROGRAMME_AXIS
            ]
            figures = {line.criterion_id: raw for line in lines if (raw := _raw(line)) is not None}
            if figures:
                found.append(
                    Past(
                        row.period_label or formats.date(row.period_end), figures, column_of(HistoryLine, lines, "raw")
                    )
                )
        return tuple(found)


def title_of(figure: ProgrammeFigure) -> str:
    """What a figure is called: in the reader's language where it is ours, as the team typed it for an element."""
    return say(figure.title) if figure.code in _OURS else figure.title


def _is_of(line: HistoryLine, code: str) -> bool:
    return line.axis == PROGRAMME_AXIS and line.criterion_id == code


def _raw(line: HistoryLine) -> float | None:
    return float(line.raw) if isinstance(line.raw, (int, float)) and not isinstance(line.raw, bool) else None


def answer_cell(answer: ChecklistAnswer | None, *where: CellRef) -> Cell:
    """An answer with its tone; blank says so."""
    if answer is None:
        return Cell(text=say("not answered"), tone="quiet", evidence=where)
    return Cell(text=term(answer), tone=_TONE.get(answer, ""), evidence=where)


def table_of_filled(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, note: str = ""
) -> Table:
    """A table without the columns in which no row has anything."""
    kept_rows = [tuple(row) for row in rows]
    kept = [at for at in range(len(columns)) if any(row[at].text != NOTHING for row in kept_rows)]
    return Table(
        caption=caption,
        columns=tuple(columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in kept_rows),
        note=note,
    )
