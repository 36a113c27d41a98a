"""What an account could buy from us and does not (KAM.md §9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kamreport.model import WhiteSpace
from kamreport.model.lists import WhiteSpaceStatus
from kamreport.records import later
from kamreport.results import Measured
from kamreport.scoring.evidence import cells_across
from kamreport.scoring.facts import Facts

TO_WIN = (WhiteSpaceStatus.PIPELINE, WhiteSpaceStatus.OPEN)
OPEN_TO_US = (*TO_WIN, WhiteSpaceStatus.COMPETITOR)
_GAP = ("current_annual", "potential_annual")
_FILL = Measured.missing("Fill the White space sheet.")
_NONE = Measured.missing("White space has no row of this account.")


def white_space(facts: Facts) -> Measured:
    """Σ(potential − current) over what is in the pipeline, open or with a competitor."""
    cells = facts.ground.portfolio.of(facts.account.account_id, WhiteSpace)
    return _known(facts, cells, space_of(cells), "status", *_GAP)


def weighted_white_space(facts: Facts) -> Measured:
    """The same × probability, over pipeline and open."""
    cells = facts.ground.portfolio.of(facts.account.account_id, WhiteSpace)
    return _known(facts, cells, weighted_space_of(cells), "status", *_GAP, "probability")


def white_space_coverage(facts: Facts) -> Measured:
    """Owned cells / eligible cells."""
    cells = facts.ground.portfolio.of(facts.account.account_id, WhiteSpace)
    share = coverage_of(cells)
    if cells and share is None:
        return Measured.missing("No offering is eligible for this account.")
    return _known(facts, cells, share or 0.0, "status")


def space_of(cells: Iterable[WhiteSpace]) -> float:
    """A blank potential leaves a cell out; a blank current is 0 here only."""
    return sum(_gap(cell) for cell in cells if cell.status in OPEN_TO_US)


def weighted_space_of(cells: Iterable[WhiteSpace]) -> float:
    """A cell without probability is left out (K405)."""
    return sum(_gap(cell) * (cell.probability or 0.0) for cell in cells if cell.status in TO_WIN)


def coverage_of(cells: Iterable[WhiteSpace]) -> float | None:
    """Owned / (all − Not eligible); None without an eligible cell."""
    eligible = [cell for cell in cells if cell.status is not WhiteSpaceStatus.NOT_ELIGIBLE]
    owned = sum(cell.status is WhiteSpaceStatus.OWNED for cell in eligible)
    return owned / len(eligible) if eligible else None


def _gap(cell: WhiteSpace) -> float:
    return 0.0 if cell.potential_annual is None else cell.potential_annual - (cell.current_annual or 0.0)


def _known(facts: Facts, cells: Sequence[WhiteSpace], value: float, *fields: str) -> Measured:
    if not cells:
        return _NONE if facts.ground.portfolio.rows(WhiteSpace) else _FILL
    return Measured.known(value, "", later(cells_across, cells, fields))
