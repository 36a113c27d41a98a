"""Revenue rows that cover one month twice (K403; KAM.md §3.6.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kamreport.checking.months import covered, spelled_runs
from kamreport.checking.working_copy import WorkingCopy
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Revenue

K403 = Rule("K403", "revenue-overlap", Severity.ERROR, "0.1", "Two Revenue rows of an account cover the same month.")

_SHOWN = 3


def revenue_periods(copy: WorkingCopy) -> Iterator[Finding]:
    """Leave out every Revenue row that shares a month with another row of its account."""
    by_account: defaultdict[str, list[Revenue]] = defaultdict(list)
    for row in copy.rows.get(Revenue, ()):
        by_account[row.account_id].append(row)
    out: list[Revenue] = []
    for rows in by_account.values():
        for row, others in _overlapping(rows):
            yield _told(copy, row, others)
            out.append(row)
    copy.leave_out(Revenue, out)


def _overlapping(rows: Sequence[Revenue]) -> Iterator[tuple[Revenue, list[Revenue]]]:
    spans = sorted([(months.start, months.stop) for months in map(covered, rows)])
    if all(before[1] <= after[0] for before, after in pairwise(spans)):
        return
    by_month: defaultdict[int, list[Revenue]] = defaultdict(list)
    for row in rows:
        for number in covered(row):
            by_month[number].append(row)
    for row in rows:
        others = {id(other): other for number in covered(row) for other in by_month[number] if other is not row}
        if others:
            yield row, list(others.values())


def _told(copy: WorkingCopy, row: Revenue, others: Sequence[Revenue]) -> Finding:
    account_id, name = copy.account_of(row)
    own = set(covered(row))
    twice = {number for other in others for number in covered(other) if number in own}
    return K403.at(
        row.origin.cell("period_end"),
        f"Revenue of {name} ({account_id}) for {spelled_runs(twice)} stands in another row as well. "
        "The rows are left out.",
        hint="Delete the row that counts the same revenue again, or correct its Period end or Months covered.",
        related=tuple(
            See(other.origin.cell("period_end"), f"covers {spelled_runs(covered(other))}") for other in others[:_SHOWN]
        ),
        account=(account_id, name),
    )


RULES = (K403,)
