"""The portfolio with what several sections ask of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kamreport.cells import CellRef
from kamreport.model import Account, Opportunity, Settings
from kamreport.model import Remark as Written
from kamreport.model.lists import NarrativeKind, NarrativePack
from kamreport.rendering.views.grounds import column_of, condition_of, places_of
from kamreport.rendering.views.narrating import written
from kamreport.rendering.views.pieces import Remark, join_evidence
from kamreport.rendering.views.portfolio.behind import cells_behind
from kamreport.rendering.views.wording import Wording
from kamreport.results import AccountScores, Measured, Review, Scores


@dataclass(frozen=True, slots=True)
class Desk:
    """A review, its accounts with their scores, and how they are worded."""

    review: Review
    wording: Wording

    @classmethod
    def of(cls, review: Review) -> Desk:
        """The desk of a review."""
        return cls(review, Wording.of(review))

    @property
    def scores(self) -> Scores:
        """All scores."""
        return self.review.scores

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.review.settings

    @property
    def pairs(self) -> tuple[tuple[Account, AccountScores], ...]:
        """Accounts that are scored, with their scores, in the order of the sheet."""
        known = self.scores.accounts
        return tuple(
            (account, known[account.account_id])
            for account in self.review.portfolio.accounts
            if account.is_scored and account.account_id in known
        )

    @property
    def ranked(self) -> tuple[tuple[Account, AccountScores], ...]:
        """Accounts with a rank, best first."""
        known = [pair for pair in self.pairs if pair[1].placement.rank is not None]
        return tuple(sorted(known, key=lambda pair: (pair[1].placement.rank or 0, pair[0].account_id)))

    @property
    def placed(self) -> tuple[tuple[Account, AccountScores], ...]:
        """Accounts with a score on both axes."""
        return tuple(
            pair
            for pair in self.pairs
            if pair[1].attractiveness is not None
            and pair[1].strength is not None
            and pair[1].attractiveness.total is not None
            and pair[1].strength.total is not None
        )

    @property
    def by_revenue(self) -> tuple[tuple[Account, AccountScores], ...]:
        """Scored accounts, largest revenue first, unknown revenue last."""

        def key(pair: tuple[Account, AccountScores]) -> tuple[bool, float, str]:
            revenue = revenue_of(pair[1])
            return (revenue is None, -(revenue or 0.0), pair[0].account_id)

        return tuple(sorted(self.pairs, key=key))

    def unless_filled(self, line: str, *records: type) -> str:
        """A line that asks for rows; empty once the sheets have some."""
        return "" if any(self.review.portfolio.rows(record) for record in records) else line

    def narrative(self, *kinds: NarrativeKind) -> list[Remark]:
        """What managers wrote about the portfolio for page 1."""
        return written(self.review.portfolio.rows(Written), NarrativePack.PORTFOLIO, *kinds)

    def measure(self, field: str) -> Measured | None:
        """A measure of the portfolio as a whole; None when the scoring does not know it."""
        known = self.scores.measures.get(field)
        return None if known is None else replace(known.measured, evidence=self.cells_behind(field))

    def value(self, field: str) -> float | None:
        """Its value."""
        known = self.scores.measures.get(field)
        return None if known is None else known.measured.value

    def cells_behind(self, *fields: str) -> tuple[CellRef, ...]:
        """The cells of measures of the portfolio as a whole."""
        accounts, won = self.review.portfolio.accounts, self.review.portfolio.rows(Opportunity)
        return join_evidence(*(cells_behind(self.scores, accounts, field, won) for field in fields))

    @property
    def places(self) -> tuple[CellRef, ...]:
        """What both axes of all scored accounts rest on."""
        return places_of(one for _, one in self.pairs)

    @property
    def healths(self) -> tuple[CellRef, ...]:
        """What the health of all scored accounts rests on."""
        return join_evidence(*(condition_of(one.health) for _, one in self.pairs))

    def column(self, *fields: str) -> tuple[CellRef, ...]:
        """These columns of Accounts, every account."""
        return column_of(Account, self.review.portfolio.accounts, *fields)


def revenue_of(scores: AccountScores) -> float | None:
    """Revenue of 12 months."""
    measured = scores.measures.get("revenue_12m")
    return None if measured is None else measured.value


def revenue_cells(scores: AccountScores) -> Measured | None:
    """Revenue of 12 months with its cells."""
    return scores.measures.get("revenue_12m")
