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
    return _measured(facts, cells, space_of(cells), "No potential is filled in on White space.", *_GAP)


def weighted_white_space(facts: Facts) -> Measured:
    """The same × probability, over pipeline and open."""
    cells = facts.ground.portfolio.of(facts.account.account_id, WhiteSpace)
    blank = "No potential with a probability is filled in on White space."
    return _measured(facts, cells, weighted_space_of(cells), blank, *_GAP, "probability")


def white_space_coverage(facts: Facts) -> Measured:
    """Owned cells / eligible cells."""
    cells = facts.ground.portfolio.of(facts.account.account_id, WhiteSpace)
    return _measured(facts, cells, coverage_of(cells), "No offering is eligible for this account.")


def space_of(cells: Iterable[WhiteSpace]) -> float | None:
    """A blank potential leaves a cell out, a blank current is 0 here only; None where all potentials are blank."""
    return _sum_of([_gap(cell) for cell in cells if cell.status in OPEN_TO_US])


def weighted_space_of(cells: Iterable[WhiteSpace]) -> float | None:
    """A cell without probability is left out (K405); None where that leaves none of them."""
    gaps = [(_gap(cell), cell.probability) for cell in cells if cell.status in TO_WIN]
    return _sum_of([None if gap is None or chance is None else gap * chance for gap, chance in gaps])


def coverage_of(cells: Iterable[WhiteSpace]) -> float | None:
    """Owned / (all − Not eligible); None without an eligible cell."""
    eligible = [cell for cell in cells if cell.status is not WhiteSpaceStatus.NOT_ELIGIBLE]
    owned = sum(cell.status is WhiteSpaceStatus.OWNED for cell in eligible)
    return owned / len(eligible) if eligible else None


def _gap(cell: WhiteSpace) -> float | None:
    return None if cell.potential_annual is None else cell.potential_annual - (cell.current_annual or 0.0)


def _sum_of(parts: Sequence[float | None]) -> float | None:
    """0 where nothing is left to win; None where something is and nothing is known of it."""
    known = [part for part in parts if part is not None]
    return sum(known) if known or not parts else None


def _measured(facts: Facts, cells: Sequence[WhiteSpace], value: float | None, unknown: str, *fields: str) -> Measured:
    if not cells:
        return _NONE if facts.ground.portfolio.rows(WhiteSpace) else _FILL
    if value is None:
        return Measured.missing(unknown)
    return Measured.known(value, "", later(cells_across, cells, ("status", *fields)))
