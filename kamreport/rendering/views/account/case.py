"""One account with everything a section needs to know about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from kamreport.cells import CellRef
from kamreport.findings import Finding
from kamreport.model import Account, Action, Offering, Stakeholder, TierService
from kamreport.model import Remark as Written
from kamreport.model.lists import ActionStatus, Axis, NarrativeKind, NarrativePack, ScoreState
from kamreport.rendering.language import noun, say, term
from kamreport.rendering.views.narrating import written
from kamreport.rendering.views.pieces import Remark
from kamreport.rendering.views.wording import Wording
from kamreport.results import AccountScores, Measured, Movement, Review

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Case:
    """An account, its scores and its review; what several sections ask stands here once."""

    review: Review
    account: Account
    scores: AccountScores
    wording: Wording

    @classmethod
    def of(cls, review: Review, account: Account) -> Case:
        """The case of an account of the review."""
        return cls(review, account, review.scores.accounts[account.account_id], Wording.of(review))

    @property
    def name(self) -> str:
        """The account's name."""
        return self.account.name

    def measure(self, field: str) -> Measured | None:
        """A measure by its field; None when the scoring does not know it."""
        return self.scores.measures.get(field)

    def cells(self, *fields: str) -> tuple[CellRef, ...]:
        """Cells of the account's own row, those that exist."""
        origin = self.account.origin
        return tuple(origin.cell(field) for field in fields if field in origin.columns)

    @property
    def actions(self) -> tuple[Action, ...]:
        """Its actions by due date, cancelled ones left out."""
        rows = self.review.portfolio.of(self.account.account_id, Action)
        kept = [row for row in rows if row.status is not ActionStatus.CANCELLED]
        return tuple(sorted(kept, key=lambda row: (row.due, row.action_id)))

    def is_open(self, action: Action) -> bool:
        """Whether it waits on the as-of date."""
        return action.is_open(self.review.as_of)

    def is_late(self, action: Action) -> bool:
        """Open and past its date (K501)."""
        return action.is_late(self.review.as_of)

    @property
    def late(self) -> tuple[Action, ...]:
        """Open actions past their date."""
        return tuple(action for action in self.actions if self.is_late(action))

    @property
    def ahead(self) -> tuple[Action, ...]:
        """Open actions due within the plan horizon, late ones included: they are still owed."""
        until = self.review.as_of + dt.timedelta(days=self.review.settings.ahead_days)
        return tuple(action for action in self.actions if self.is_open(action) and action.due <= until)

    def owner(self, action: Action) -> str:
        """Who owes an action: a colleague, or a person at the account."""
        stakeholder = self.review.portfolio.find(Stakeholder, action.owner_id)
        return stakeholder.name if stakeholder is not None else self.wording.name_of(action.owner_id)

    def is_theirs(self, action: Action) -> bool:
        """Whether the customer owes it."""
        return self.review.portfolio.find(Stakeholder, action.owner_id) is not None

    def rows(self, record: type[R]) -> tuple[R, ...]:
        """The rows of a sheet about the account, in the order of the sheet."""
        return self.review.portfolio.of(self.account.account_id, record)

    def is_used(self, record: type) -> bool:
        """Whether a sheet has rows at all, about whichever account."""
        return bool(self.review.portfolio.rows(record))

    def is_filled(self, *records: type) -> bool:
        """Whether any of these sheets has a row about the account."""
        return any(self.review.portfolio.of(self.account.account_id, record) for record in records)

    def unless_filled(self, line: str, *records: type) -> str:
        """A line that asks for rows; empty once there are some."""
        return "" if self.is_filled(*records) else line

    def narrative(self, *kinds: NarrativeKind) -> list[Remark]:
        """What managers wrote about the account for page 1."""
        rows = self.review.portfolio.of(self.account.account_id, Written)
        return written(rows, NarrativePack.ACCOUNT, *kinds)

    @property
    def service(self) -> TierService | None:
        """What its tier promises."""
        return self.review.portfolio.find(TierService, self.account.tier)

    @property
    def movements(self) -> tuple[Movement, ...]:
        """What moved since the previous review."""
        return self.review.moved(self.account.account_id)

    def movement(self, subject: str) -> Movement | None:
        """The movement of one subject, or None when it did not move."""
        return next((one for one in self.movements if one.subject == subject), None)

    @property
    def is_first(self) -> bool:
        """Whether nothing earlier is known of it."""
        previous = self.review.previous
        return previous is None or previous.of(self.account.account_id) is None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings that concern it."""
        return tuple(one for one in self.review.findings if one.account_id == self.account.account_id)

    @property
    def provisional(self) -> tuple[str, ...]:
        """What of it is provisional, in words."""
        health = (say("health"),) if self.has_provisional_health else ()
        return (*self.provisional_axes, *health)

    @property
    def provisional_axes(self) -> tuple[str, ...]:
        """The axes whose score is provisional, in words."""
        return tuple(noun(term(axis)) for axis in Axis if self._state(axis) is ScoreState.PROVISIONAL)

    @property
    def has_provisional_health(self) -> bool:
        """Whether its health is provisional, as it normally is with core sheets alone (KAM.md §3.3)."""
        return self.scores.health.state is ScoreState.PROVISIONAL

    @property
    def unscored(self) -> tuple[str, ...]:
        """What of it has no score because too little is known, in words."""
        axes = [noun(term(axis)) for axis in Axis if self._state(axis) is ScoreState.NOT_SCORED]
        health = [say("health")] if self.scores.health.state is ScoreState.NOT_SCORED else []
        return (*axes, *health)

    @property
    def strength_marks(self) -> tuple[str, ...]:
        """Marks of the strength score."""
        return (say("self-scored"),) if self.scores.self_scored else ()

    @property
    def has_old_ratings(self) -> bool:
        """Whether its ratings are older than the limit (S202)."""
        return self.wording.has_old_ratings(self.account.account_id)

    def marks_of(self, axis: Axis) -> tuple[str, ...]:
        """Quality marks of an axis score: who judged it, how long ago (KAM.md §14.1.10)."""
        own = self.strength_marks if axis is Axis.STRENGTH else ()
        return (*own, *((say("old ratings"),) if self.has_old_ratings else ()))

    def offering_name(self, offering_id: str) -> str:
        """The offering of an ID; the ID where Offerings does not have it."""
        found = self.review.portfolio.find(Offering, offering_id)
        return found.offering if found is not None else offering_id

    def _state(self, axis: Axis) -> ScoreState | None:
        breakdown = self.scores.breakdown(axis)
        return None if breakdown is None else breakdown.state
