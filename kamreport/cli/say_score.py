"""One account's scores with the sums behind them: what ``kamreport explain`` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from kamreport.cells import CellRef
from kamreport.cli.say_condition import choice_told, health_told, plan_told, stage_told, tier_told
from kamreport.cli.say_lines import title, told
from kamreport.model import Account, CompetitorRatings, Settings
from kamreport.model.lists import QUADRANT_ADVICE, Axis, Outcome
from kamreport.rendering.formats import NOT_KNOWN, date, percent, plain, score
from kamreport.results import AccountScores, Placement, Review, ScoreBreakdown, ScoreLine
from kamreport.schema import schema_of

_NAME = 34
_RIVALS = schema_of(CompetitorRatings).title
"""Ratings that stand beside a competitor's count in the comparison (KAM.md §5.8)."""


def score_told(review: Review, account: Account) -> Iterator[str]:
    """Both axes line by line, then the place in the matrix, stage, tier, health and the choice of key accounts."""
    scores = review.scores.accounts[account.account_id]
    standing = "key account" if account.is_key else "not a key account"
    yield click.style(f"{account.account_id} {account.name}", bold=True) + f" ({account.status}, {standing})"
    yield f"Period {review.period_label}, as of {date(review.as_of)}."
    for axis in Axis:
        yield ""
        yield from axis_told(axis, scores.breakdown(axis))
    parts = (
        _place(review, account, scores),
        stage_told(review, account, scores),
        tier_told(scores),
        health_told(review, scores),
        plan_told(account, scores),
        choice_told(scores),
    )
    for part in parts:
        yield ""
        yield from part


def axis_told(axis: Axis, breakdown: ScoreBreakdown | None) -> Iterator[str]:
    """One axis: its score with bounds, each criterion's part in it, and their sum."""
    if breakdown is None:
        yield title(axis) + " not scored: only Active and Prospect accounts are."
        return
    yield f"{title(axis)} {score(breakdown.total)}, {breakdown.state}; {_certainty(breakdown)}"
    for line in breakdown.lines:
        yield from _criterion(line)
    if breakdown.total is not None:
        what = "sum of the contributions" if breakdown.used else "50 × our weighted ratings ÷ theirs, at most 100"
        yield f"  {what:<{_NAME + 17}} {plain(breakdown.total, 2):>7}"
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
    name = f"  {line.criterion_id:<4} {textwrap.shorten(line.criterion, _NAME, placeholder='…'):<{_NAME}}"
    if line.is_used:
        assumed = f"  assumed ({line.policy})" if line.is_assumed else ""
        sum_of_it = (
            f"{score(line.score):>6} × {percent(line.effective_weight, 1):>6} = {plain(line.contribution, 2):>6}"
        )
        yield f"{name} {sum_of_it}{assumed}"
    else:
        yield f"{name} {_unused(line)}"
    yield from told(line.reason, cells=line.evidence)


def _unused(line: ScoreLine) -> str:
    if line.outcome is Outcome.MISSING:
        return f"missing, weight {plain(line.weight)} ({line.policy})"
    if line.outcome is Outcome.NOT_APPLICABLE:
        return "not applicable"
    how = "compared" if any(cell.sheet == _RIVALS for cell in line.evidence) else "not counted"
    return f"{score(line.score)}, {how} (weight {plain(line.weight)})"


def _place(review: Review, account: Account, scores: AccountScores) -> Iterator[str]:
    place, settings = scores.placement, review.settings
    if place.quadrant is None:
        yield f"{title('Quadrant')} none: {place.reason}"
        return
    certainty = {True: ["certain"], False: ["not certain"], None: []}[place.certain]  # bounds are not always given
    marks = certainty + ["borderline"] * bool(place.borderline)
    yield f"{title('Quadrant')} {', '.join([f'{place.quadrant} quadrant', *marks])}"
    yield f"  {QUADRANT_ADVICE[place.quadrant]}"
    cuts = f"Cuts at {score(review.scores.cut_a)} and {score(review.scores.cut_r)}, {settings.cut_mode.lower()}"
    yield from told(cuts, cells=_set(settings, "cut_a", "cut_r", "cut_mode"), indent=2)
    if place.priority is not None:
        yield from told(_mixed(account, scores, settings), cells=_set(settings, "priority_a"), indent=2)
    if place.rank is not None:
        yield from told(_ranked(place, settings), cells=_set(settings, "weight_range"), indent=2)
    if place.firmness:
        yield from told(f"Quadrant robust: {place.firmness[:1].lower()}{place.firmness[1:]}", indent=2)


def _mixed(account: Account, scores: AccountScores, settings: Settings) -> str:
    priority = f"Priority {score(scores.placement.priority)}"
    if account.is_emerging:
        return f"{priority}: attractiveness alone, because it is emerging"
    across, up = (score(one.total) if one else NOT_KNOWN for one in (scores.attractiveness, scores.strength))
    share = settings.priority_a
    return f"{priority} = {percent(share)} of attractiveness {across} + {percent(1 - share)} of strength {up}"


def _ranked(place: Placement, settings: Settings) -> str:
    moved = f"any one weight changes by {percent(settings.weight_range)}"
    if place.best_rank == place.worst_rank:
        rank = f"Rank {place.rank}, also when {moved}"
    else:
        rank = f"Rank {place.rank}, between {place.best_rank} and {place.worst_rank} when {moved}"
    return rank


def _set(settings: Settings, *fields: str) -> list[CellRef]:
    """The cells of those settings that stand in the workbook."""
    return [settings.cells[field] for field in fields if field in settings.cells]
