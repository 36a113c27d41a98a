"""One account's scores with the sums behind them: what ``kamreport explain`` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

import click

from kamreport.cells import CellRef, column_letters, quoted_sheet
from kamreport.model import Account
from kamreport.model.lists import QUADRANT_ADVICE, Axis, Outcome
from kamreport.rendering.formats import NOT_KNOWN, date, listed, percent, plain, score
from kamreport.results import AccountScores, HealthLine, Review, ScoreBreakdown, ScoreLine

_INDENT = "      "
_WIDTH = 110


def score_told(review: Review, account: Account) -> Iterator[str]:
    """Both axes line by line, then the place in the matrix, stage, tier, health and the choice of key accounts."""
    scores = review.scores.accounts[account.account_id]
    standing = "key account" if account.is_key else "not a key account"
    yield click.style(f"{account.account_id} {account.name}", bold=True) + f" ({account.status}, {standing})"
    yield f"Period {review.period_label}, as of {date(review.as_of)}."
    for axis in Axis:
        yield ""
        yield from axis_told(axis, scores.breakdown(axis))
    parts = (_place(review, account, scores), _stage(scores), _tier(scores), _health(scores), _choice(scores))
    for part in parts:
        yield ""
        yield from part


def axis_told(axis: Axis, breakdown: ScoreBreakdown | None) -> Iterator[str]:
    """One axis: its score with bounds, each criterion's part in it, and their sum."""
    if breakdown is None:
        yield _title(axis) + " not scored: only Active and Prospect accounts are."
        return
    yield f"{_title(axis)} {score(breakdown.total)}, {breakdown.state}; {_certainty(breakdown)}"
    for line in breakdown.lines:
        yield from _criterion(line)
    if breakdown.total is not None:
        yield f"  {'sum of the contributions':<47} {plain(breakdown.total, 2):>7}"
    if breakdown.reason:
        yield f"  {breakdown.reason}"


def _certainty(breakdown: ScoreBreakdown) -> str:
    if breakdown.coverage == 1:
        return "all of its weight is known"
    known = f"{percent(breakdown.coverage)} of its weight is known"
    if breakdown.low is None or breakdown.high is None:
        return known
    return f"{known}, so it lies between {score(breakdown.low)} and {score(breakdown.high)}"


def _criterion(line: ScoreLine) -> Iterator[str]:
    """A criterion's sum, and under it what was read and where."""
    name = f"  {line.criterion_id:<4} {textwrap.shorten(line.criterion, 30, placeholder='…'):<30}"
    if line.is_used:
        assumed = f"  assumed ({line.policy})" if line.is_assumed else ""
        sum_of_it = (
            f"{score(line.score):>6} × {percent(line.effective_weight, 1):>6} = {plain(line.contribution, 2):>6}"
        )
        yield f"{name} {sum_of_it}{assumed}"
    else:
        yield f"{name} {_unused(line)}"
    yield from _evidence(line.raw, line.reason, line.evidence)


def _unused(line: ScoreLine) -> str:
    if line.outcome is Outcome.MISSING:
        return f"missing, weight {plain(line.weight)} ({line.policy})"
    if line.outcome is Outcome.NOT_APPLICABLE:
        return "not applicable"
    return f"{score(line.score)}, not counted (weight {plain(line.weight)})"


def _evidence(raw: float | str | None, reason: str, evidence: Iterable[CellRef]) -> Iterator[str]:
    """What was read, why it counts as it does, and the cells it came from."""
    value = "" if raw is None else f"{raw:.4g}" if isinstance(raw, float | int) else raw
    said = f"read {value}" if value and value not in reason else ""
    told = "; ".join(part for part in (said, reason.rstrip("."), cells_told(evidence)) if part)
    if told:
        yield textwrap.fill(told, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False)


def cells_told(cells: Iterable[CellRef]) -> str:
    """Cells as people name them, runs in a column as one: ``Revenue!D22:D25, G22:G25; Settings!B10``."""
    sheets: dict[str, dict[int, set[int]]] = {}
    for cell in cells:
        sheets.setdefault(cell.sheet, {}).setdefault(cell.column, set()).add(cell.row)
    return "; ".join(
        f"{quoted_sheet(sheet)}!{', '.join(run for column, rows in columns.items() for run in _runs(column, sorted(rows)))}"
        for sheet, columns in sheets.items()
    )


def _runs(column: int, rows: list[int]) -> Iterator[str]:
    letters = column_letters(column)
    for _, numbered in groupby(enumerate(rows), key=lambda place: place[1] - place[0]):
        run = [row for _, row in numbered]
        yield f"{letters}{run[0]}" if len(run) == 1 else f"{letters}{run[0]}:{letters}{run[-1]}"


def _place(review: Review, account: Account, scores: AccountScores) -> Iterator[str]:
    place, settings = scores.placement, review.settings
    if place.quadrant is None:
        yield f"{_title('Quadrant')} none: {place.reason}"
        return
    marks = ["certain" if place.certain else "not certain"] + ["borderline"] * bool(place.borderline)
    cuts = f"cuts {score(review.scores.cut_a)} and {score(review.scores.cut_r)}, {settings.cut_mode}"
    yield f"{_title('Quadrant')} {place.quadrant} quadrant, {', '.join(marks)} ({cuts})."
    yield f"  {QUADRANT_ADVICE[place.quadrant]}"
    if place.priority is not None:
        share = settings.priority_a
        mix = f"{percent(share)} attractiveness + {percent(1 - share)} strength"
        yield f"  Priority {score(place.priority)} = {'attractiveness (emerging)' if account.is_emerging else mix}."
    if place.rank is not None:
        span = f"{place.best_rank} to {place.worst_rank} when one weight moves by {percent(settings.weight_range)}"
        yield f"  Rank {place.rank} ({span}); the quadrant {'holds' if place.robust else 'does not hold'}."


def _stage(scores: AccountScores) -> Iterator[str]:
    stage = scores.stage
    yield f"{_title('Relationship stage')} {stage.used or NOT_KNOWN}{' (declared only)' if stage.is_declared else ''}"
    if stage.advice is not None:
        yield f"  {stage.advice}: {stage.advice.told} (potential {stage.potential})"
    yield from _evidence(None, stage.reason, stage.evidence)


def _tier(scores: AccountScores) -> Iterator[str]:
    tier = scores.tier
    fits = {None: "", 0: ", which fits"}.get(tier.fit, ", under-served" if (tier.fit or 0) < 0 else ", over-served")
    yield f"{_title('Tier')} {tier.present}; recommended {tier.recommended or 'none'}{fits}"
    yield from _evidence(None, tier.reason, tier.evidence)


def _health(scores: AccountScores) -> Iterator[str]:
    health = scores.health
    colour = f", {health.colour.word}" if health.colour else ""
    yield f"{_title('Health')} {score(health.value)}{colour}, {health.state}; {percent(health.coverage)} of the weight is known"
    for component in health.components:
        yield f"  {component.name:<35} {score(component.value):>9}  weight {plain(component.weight)}"
        for line in component.lines:
            yield from _health_line(line)
    if health.cap is not None:
        yield f"  Computed {score(health.computed)}, capped at {score(health.cap)}: {health.cap_reason}"
    if health.override_reason:
        yield f"  Computed {score(health.computed)}, overridden: {health.override_reason}"


def _health_line(line: HealthLine) -> Iterator[str]:
    known = line.measured.outcome is Outcome.SCORED
    points = score(line.score) if known else str(line.measured.outcome)
    yield f"    {line.health_id} {line.title:<29} {points:>9}  weight {plain(line.weight)}"
    yield from _evidence(line.measured.value, line.measured.reason, line.measured.evidence)


def _choice(scores: AccountScores) -> Iterator[str]:
    selection = scores.selection
    yield f"{_title('Choice of key accounts')} {selection.placing}"
    told = [selection.decided_by, selection.reason]
    if selection.ties_with:
        told.append(f"ties with {listed(list(selection.ties_with))}")
    yield from _evidence(None, "; ".join(part for part in told if part), ())


def _title(words: str) -> str:
    return click.style(f"{words}:", bold=True)
