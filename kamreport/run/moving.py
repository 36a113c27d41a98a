"""What moved between two workbooks, matched by keys and never by row (KAM.md §13)."""

from __future__ import annotations

import os
from dataclasses import dataclass

from kamreport import history
from kamreport.errors import UsageError
from kamreport.results import Movement, PreviousReview, ProgrammeFigure, Review
from kamreport.run.model_changes import ModelChange, model_changes
from kamreport.run.preparing import prepare


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMovement:
    """A figure of the programme that differs; None is not known."""

    code: str
    title: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatMoved:
    """Two workbooks, each reviewed at its own as-of date, and what differs between them."""

    old: Review
    new: Review
    movements: tuple[Movement, ...]
    """By account in the order of the new workbook, accounts that are gone last; causes as of the new model."""
    programme: tuple[FigureMovement, ...]
    model: tuple[ModelChange, ...]
    """What they judge differently, which is nothing the accounts did."""

    @property
    def is_equal(self) -> bool:
        """Whether nothing moved."""
        return not self.movements and not self.programme

    def name_of(self, account_id: str) -> str:
        """An account's name as the newer workbook that has it spells it."""
        found = self.new.portfolio.account(account_id) or self.old.portfolio.account(account_id)
        return found.name if found else account_id


def compare(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> WhatMoved:
    """Review two workbooks and explain what moved from the old one to the new one; neither is written.

    Raises WorkbookError when one cannot be read as a workbook, UsageError when nothing in one can be scored.
    """
    before, after = prepare(old), prepare(new)
    for review in (before, after):
        if review.why_unscored:
            raise UsageError(f"{review.workbook.path.name}: {review.why_unscored}")
    scores, lines = history.remember(before)
    kept = PreviousReview(
        review_id=before.review_id,
        period_end=before.period_end,
        period_label=before.period_label,
        scores=scores,
        lines=lines,
    )
    moved = history.movements(kept, *history.remember(after), after.portfolio)
    return WhatMoved(
        old=before,
        new=after,
        movements=moved,
        programme=_programme(before, after),
        model=model_changes(before.portfolio, after.portfolio),
    )


def _programme(before: Review, after: Review) -> tuple[FigureMovement, ...]:
    then, now = _figures(before), _figures(after)
    return tuple(
        FigureMovement(
            code=code, title=(now.get(code) or then[code]).title, before=_value(then, code), after=_value(now, code)
        )
        for code in dict.fromkeys((*now, *then))
        if not _same(_value(then, code), _value(now, code))
    )


def _figures(review: Review) -> dict[str, ProgrammeFigure]:
    programme = review.scores.programme
    return {figure.code: figure for figure in programme.figures} if programme else {}


def _value(figures: dict[str, ProgrammeFigure], code: str) -> float | None:
    figure = figures.get(code)
    return figure.value if figure else None


def _same(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return abs(after - before) <= _NEAR


_NEAR = 1e-9
"""What is computed twice may differ in the last digit."""
