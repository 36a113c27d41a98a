"""From records as typed to records that fit together: unique keys, links that lead somewhere, possible pairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from kamreport.checking.answers import answers_of_their_kind
from kamreport.checking.contracts import contract_dates
from kamreport.checking.guarding import guarded
from kamreport.checking.keys import part_colliding_ids, part_duplicates
from kamreport.checking.links import Links
from kamreport.checking.loops import open_loops
from kamreport.checking.market import potential_below_current, wallet_below_revenue
from kamreport.checking.objectives import target_equals_baseline
from kamreport.checking.overrides import override_too_long
from kamreport.checking.revenue_periods import revenue_periods
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding
from kamreport.model import Portfolio

Repair = Callable[[WorkingCopy], Iterator[Finding]]
REPAIRS: tuple[Repair, ...] = (
    contract_dates,
    revenue_periods,
    potential_below_current,
    wallet_below_revenue,
    target_equals_baseline,
    override_too_long,
    answers_of_their_kind,
)
"""What is put right once links hold: each says what it found and changes the working copy."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A portfolio whose records fit together, and what had to be said about the ones that did not.

    Keys are unique; links hold the target's ID as the target spells it, None where they are broken. A required
    link to a row of another account (K104, a warning: the row stays) is an empty text.
    """

    portfolio: Portfolio
    findings: tuple[Finding, ...]


def settle(portfolio: Portfolio, as_of: dt.date, repairs: tuple[Repair, ...] = REPAIRS) -> Settled:
    """Make the records of a workbook fit together (KAM.md §3.1, §4.1, §4.3).

    Takes records as reading made them, links as typed, and the as-of date. Rows in error are left out, and with
    them, in silence, the rows that belong to them; of two optional cells that contradict each other both read as
    blank. Raises nothing; settling a settled portfolio changes nothing and finds nothing.
    """
    copy = WorkingCopy(portfolio, as_of)
    _settle_keys_and_links(copy)
    for repair in repairs:
        copy.findings += guarded(partial(repair, copy), repair.__name__.replace("_", " "))
    return Settled(portfolio.with_rows(copy.rows, copy.left_out), tuple(copy.findings))


def _settle_keys_and_links(copy: WorkingCopy) -> None:
    links = Links(copy)
    part_colliding_ids(copy)
    for record in links.order():
        links.follow_required(record)
        part_duplicates(copy, record)
    for record in copy.records:
        links.follow_optional(record)
        open_loops(copy, record)
