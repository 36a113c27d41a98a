"""Answers to the programme that must be what their row asks for: a rating, a word, or any text (KAM.md §12.7)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kamreport.cells import Raw
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding
from kamreport.model import ProgrammeQuestion
from kamreport.model.lists import AnswerKind, ChecklistAnswer
from kamreport.schema import Kind, kinds, schema_of

ASKED: dict[AnswerKind, Kind] = {
    AnswerKind.RATING: kinds.Whole(low=1, high=5),
    AnswerKind.YES_PARTIAL_NO: kinds.AnswerChoice(ChecklistAnswer),
}
"""What the cell Answer holds, by Answer kind; an Open answer is any text."""
_TITLE = schema_of(ProgrammeQuestion).column("answer").title


def answers_of_their_kind(copy: WorkingCopy) -> Iterator[Finding]:
    """C102, C103, C105 to C107 or C110: an answer that is not what Answer kind asks for reads as blank (KAM.md §4.1)."""
    changes: dict[int, dict[str, object]] = {}
    for row in copy.rows.get(ProgrammeQuestion, ()):
        kind = ASKED.get(row.answer_kind)
        if kind is None or row.answer is None:
            continue
        found = kind.parse(
            _typed(row.answer, row.answer_kind), row.origin.cell("answer"), f"{_TITLE} of {row.question_id}"
        )
        if isinstance(found, Finding):
            changes[id(row)] = {"answer": None}
            yield found
    copy.change(ProgrammeQuestion, changes)


def _typed(answer: str, asked: AnswerKind) -> Raw:
    """What stood in the cell: the sheet keeps numbers as the text they read as, for an Open answer may be one."""
    if asked is AnswerKind.RATING:
        try:
            number = float(answer)
        except ValueError:
            return answer
        return number if math.isfinite(number) else answer
    return answer
