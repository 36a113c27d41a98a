"""The nine outcomes after launch as the data show them, and how claims compare with them (KAM.md §12.2, §12.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kamreport.cells import CellRef
from kamreport.model import ChecklistItem
from kamreport.model.lists import ChecklistAnswer, EventKind
from kamreport.results import AccountScores, Agreement, ClaimReading, Measured
from kamreport.results.written import ScoreHistory
from kamreport.scoring.earlier_runs import review_a_year_ago
from kamreport.scoring.edges import NEAR
from kamreport.scoring.evidence import cells_of
from kamreport.scoring.programme.checklist import after_launch, is_favourable, is_reverse
from kamreport.scoring.programme.key_accounts import (
    Sides,
    Year,
    contribution,
    events,
    growth,
    rate,
    retention,
    satisfaction,
    wallet_share,
)
from kamreport.scoring.saying import Unit

_ORDER = tuple(Agreement)
NO_KEY = "Mark key accounts on Accounts."


class Case(NamedTuple):
    """What a measured outcome is read from."""

    sides: Sides
    scores: Mapping[str, AccountScores]


class Outcome(NamedTuple):
    """How one outcome is measured: Yes when ``now`` exceeds ``before``."""

    read: Callable[[Case], Year | None]
    unit: Unit
    told: str
    """What is compared, ``{before}`` with ``{now}`` understood."""
    fill: str
    """What to fill when it cannot be measured."""
    kept: Callable[[Case], tuple[CellRef, ...]] = lambda _: ()
    """Cells of the review it is compared with, where it is."""


def _share(case: Case) -> Year | None:
    return wallet_share(case.sides.key, case.sides.ground)


def _faster(field: str) -> Callable[[Case], Year | None]:
    """Growth of key accounts against that of the others."""

    def read(case: Case) -> Year | None:
        ours, others = growth(case.sides.key, field), growth(case.sides.other, field)
        return None if ours is None or others is None else Year(before=others, now=ours)

    return read


def _margin(case: Case) -> Year | None:
    return rate(case.sides.key, contribution)


def _stage(case: Case) -> Year | None:
    """Mean stage index of the key accounts that had one in the review of a year ago."""
    pairs = [(before, now) for row, now in _stages(case) if (before := row.stage_index) is not None]
    if not pairs:
        return None
    return Year(sum(before for before, _ in pairs) / len(pairs), sum(now for _, now in pairs) / len(pairs))


def _stages(case: Case) -> Iterator[tuple[ScoreHistory, float]]:
    """What the review of a year ago kept of each key account that had a stage index, and its index now."""
    ground = case.sides.ground
    end = ground.settings.period_end
    kept = review_a_year_ago(ground.portfolio, end) if end else ()
    then = {row.account_id.casefold(): row for row in kept if row.stage_index is not None}
    for one in case.sides.key:
        account_id = one.account.account_id
        row, now = then.get(account_id.casefold()), case.scores[account_id].stage.index
        if row is not None and now is not None:
            yield row, now


def _kept_cells(case: Case) -> tuple[CellRef, ...]:
    """Where Score history keeps what stages are compared with."""
    return cells_of([row for row, _ in _stages(case) if row.origin.row], "stage_index")


def _csat(case: Case) -> Year | None:
    return satisfaction(case.sides.key, case.sides.ground)


def _kept(case: Case) -> Year | None:
    return retention(case.sides.key, case.sides.ground)


def _referrals(case: Case) -> Year | None:
    found = events(case.sides.key, case.sides.ground, EventKind.REFERRAL)
    return Year(len(found[0]), len(found[1])) if found else None


def _invested(case: Case) -> Year | None:
    """Shared investment; not measurable while no Joint activity of two years has an amount."""
    found = events(case.sides.key, case.sides.ground, EventKind.JOINT_ACTIVITY)
    if found is None or all(row.amount is None for rows in found for row in rows):
        return None
    return Year(*(float(sum(row.amount or 0 for row in rows)) for rows in found))


OUTCOMES: Mapping[str, Outcome] = {
    "POST1": Outcome(
        _share, Unit.FRACTION, "share of wallet of key accounts, a year ago and now",
        "Fill Wallet for key accounts, with a row at least 12 months before Period end.",
    ),
    "POST2": Outcome(
        _faster("revenue"), Unit.FRACTION, "revenue growth of other accounts and of key accounts",
        "Fill 24 months of Revenue for key and for other accounts.",
    ),
    "POST3": Outcome(
        _faster("cost_to_serve"), Unit.FRACTION, "growth of cost to serve of other accounts and of key accounts",
        "Fill 24 months of Cost to serve in Revenue for key and for other accounts.",
    ),
    "POST4": Outcome(
        _margin, Unit.FRACTION, "contribution margin rate of key accounts, a year ago and now",
        "Fill 24 months of Gross margin and Cost to serve in Revenue for key accounts.",
    ),
    "POST5": Outcome(
        _stage, Unit.POINTS, "mean stage index of key accounts, a year ago and now",
        "Fill Stage evidence for key accounts, and review the workbook again a year later.", _kept_cells,
    ),
    "POST6": Outcome(
        _csat, Unit.GRADE, "mean CSAT of key accounts, a year ago and now",
        "Fill CSAT on Feedback for key accounts in both years.",
    ),
    "POST7": Outcome(
        _kept, Unit.FRACTION, "gross revenue retention of key accounts, a year ago and now",
        "Fill 36 months of Revenue for key accounts.",
    ),
    "POST8": Outcome(
        _referrals, Unit.COUNT, "referrals by key accounts, a year ago and now", "Fill Events with referrals.",
    ),
    "POST9": Outcome(
        _invested, Unit.MONEY, "shared investment with key accounts, a year ago and now",
        "Fill Amount of Joint activity events of key accounts.",
    ),
}  # fmt: skip
"""By Item ID; an outcome of the team's own is not measurable."""


def claims(items: Sequence[ChecklistItem], case: Case) -> tuple[ClaimReading, ...]:
    """Every outcome with what is claimed and what the data say; disagreements first."""
    readings = [_claim(item, case) for item in after_launch(items)]
    return tuple(sorted(readings, key=lambda one: _ORDER.index(one.agreement)))


def _claim(item: ChecklistItem, case: Case) -> ClaimReading:
    outcome = OUTCOMES.get(item.item_id.upper())
    found = outcome.read(case) if outcome and case.sides.key else None
    measured = Measured.missing(_why_not(outcome, case))
    if outcome and found:
        rose = found.now > found.before + NEAR
        measured = Measured.known(float(rose is not is_reverse(item)), outcome.told, outcome.kept(case))
    claimed = is_favourable(item)
    return ClaimReading(
        item=item,
        claimed=claimed,
        measured=measured,
        before=found.before if found else None,
        now=found.now if found else None,
        agreement=agreement(item.answer, claimed, None if measured.value is None else bool(measured.value)),
        unit=outcome.unit if outcome else "",
    )


def _why_not(outcome: Outcome | None, case: Case) -> str:
    if outcome is None:
        return "An outcome of your own is not measured."
    return outcome.fill if case.sides.key else NO_KEY


def agreement(answer: ChecklistAnswer | None, claimed: bool | None, measured: bool | None) -> Agreement:
    """How a claim and the data agree; both are favourable or not after direction (KAM.md §12.3)."""
    if measured is None or answer in (None, ChecklistAnswer.NOT_APPLICABLE):
        return Agreement.NOT_COMPARED
    if claimed is None:
        return Agreement.PARTLY
    if claimed is measured:
        return Agreement.AGREES
    return Agreement.ROSIER if claimed else Agreement.GLOOMIER
