"""The cells behind what the programme takes from the accounts: measures computed, outcomes compared (KAM.md §12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kamreport.cells import CellRef
from kamreport.model import INDICATORS, Account, Event, Feedback, Revenue, StageEvidence, Wallet
from kamreport.rendering.views.grounds import column_of, measured_in
from kamreport.rendering.views.pieces import join_evidence
from kamreport.rendering.views.programme.office import Office
from kamreport.results import AccountScores, ClaimReading, MeasureReading

_FIELDS: dict[str, tuple[str, ...]] = {
    "PM2": ("cost_rate",),
    "RM1": ("revenue_growth",),
    "RM2": ("contribution_rate",),
    "RM3": ("csat_12m",),
    "RM4": ("revenue_prior", "revenue_12m"),
}
"""Measures of every key account that a programme measure is computed from, by its ID."""
_OWN: dict[str, Callable[[AccountScores], tuple[CellRef, ...]]] = {
    "PM1": lambda one: one.white_space_coverage.evidence,
    "PM3": lambda one: one.plan_completeness.evidence,
    "RM5": lambda one: one.relationship.evidence,
}
_COLUMNS: dict[str, tuple[tuple[type, tuple[str, ...]], ...]] = {
    "POST1": ((Wallet, ("spend",)), (Revenue, ("revenue",))),
    "POST2": ((Revenue, ("revenue",)),),
    "POST3": ((Revenue, ("cost_to_serve",)),),
    "POST4": ((Revenue, ("revenue", "gross_margin", "cost_to_serve")),),
    "POST5": ((StageEvidence, INDICATORS),),
    "POST6": ((Feedback, ("csat",)),),
    "POST7": ((Revenue, ("revenue",)),),
    "POST8": ((Event, ("kind",)),),
    "POST9": ((Event, ("kind", "amount")),),
}
"""Columns that the two values of an outcome after launch are read from, by its ID."""
_AGAINST_OTHERS = ("POST2", "POST3")


def computed_from(office: Office, one: MeasureReading) -> tuple[CellRef, ...]:
    """The cells of a measure computed from key accounts, and what says which accounts are key."""
    code = one.row.measure_id.upper()
    key = [account for account in office.review.portfolio.accounts if account.is_key]
    known = office.review.scores.accounts
    scores = [known[account.account_id] for account in key if account.account_id in known]
    if code == "PM4":
        return office.programme.trust.measured.evidence
    if code == "PM5":
        return join_evidence(column_of(Account, key, "our_sponsor_id"), _who(office))
    own = [_OWN[code](score) for score in scores] if code in _OWN else []
    return join_evidence(measured_in(scores, *_FIELDS.get(code, ())), *own, _who(office))


def compared(office: Office, one: ClaimReading) -> tuple[CellRef, ...]:
    """The columns an outcome is measured from, rows of key accounts, or of all where it compares them with others.

    Of an earlier review only the rows it is compared with.
    """
    code, portfolio = one.item.item_id.upper(), office.review.portfolio
    wanted = [account for account in portfolio.accounts if account.is_key or code in _AGAINST_OTHERS]
    cells = []
    for record, fields in _COLUMNS.get(code, ()):
        rows: list[Any] = []
        for account in wanted:
            rows += portfolio.of(account.account_id, record)
        cells.append(column_of(record, rows, *fields))
    return join_evidence(*cells, one.measured.evidence, _who(office)) if cells else (one.item.origin.cell("answer"),)


def _who(office: Office) -> tuple[CellRef, ...]:
    """Which accounts are key, and since when they buy: what is not yet or no longer bought is 0."""
    return column_of(Account, office.review.portfolio.accounts, "is_key", "first_purchase", "status")
