"""What other weights would change, in words: quadrants, and places in the ranking (KAM.md §5.7)."""

from __future__ import annotations

from kamreport.model.lists import Axis, Quadrant
from kamreport.rendering import formats
from kamreport.rendering.language import say, say_count, term
from kamreport.rendering.views.grounds import axis_of, cuts_of, places_of, weights_of
from kamreport.rendering.views.pieces import Remark, join_evidence
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.results import Crossing, Swap

_MOST = 6
"""Sentences of a list; the sheet Results has one for each account."""
_PLACES = (0, 1, 2, 3)


def quadrant_flips(desk: Desk) -> tuple[Remark, ...]:
    """Of each account the weight nearest to where its quadrant flips; the nearest first."""
    found = [
        (crossing, account.name, one.placement.quadrant)
        for account, one in desk.ranked
        if one.placement.quadrant is not None and (crossing := one.placement.nearest_flip) is not None
    ]
    found.sort(key=_how_near)
    remarks = [_flip(desk, crossing, name, quadrant) for crossing, name, quadrant in found[:_MOST]]
    return (*remarks, *_rest(len(found)))


def rank_swaps(desk: Desk) -> tuple[Remark, ...]:
    """Neighbours in the ranking that one weight would make change places; the nearest first."""
    swaps = sorted(desk.scores.swaps, key=lambda swap: swap.distance)
    name_of = {account.account_id: account.name for account, _ in desk.ranked}
    remarks = [_swap(desk, swap, name_of[swap.ahead], name_of[swap.behind]) for swap in swaps[:_MOST]]
    return (*remarks, *_rest(len(swaps)))


def _swap(desk: Desk, swap: Swap, first: str, second: str) -> Remark:
    if swap.is_tie:
        return Remark(text=say("{first} and {second} have the same priority as it is.", first=first, second=second))
    then, now = _weights(swap.tie_weight, swap.effective_weight)
    text = say(
        "{first} and {second} change places when {criterion} weighs {then} instead of {now}.",
        first=first,
        second=second,
        criterion=desk.wording.criterion_name(swap.criterion_id),
        then=then,
        now=now,
    )
    scored = places_of(desk.scores.accounts[one] for one in (swap.ahead, swap.behind))
    weights = (*weights_of(desk.review, swap.axis), desk.settings.cell("priority_a"))
    return Remark(text=text, evidence=join_evidence(scored, weights))


def random_draws(desk: Desk) -> tuple[Remark, ...]:
    """Accounts that some of the random weightings would move, the least firm first; nothing while that test is off."""
    draws, cells = desk.settings.random_weightings, (desk.settings.cell("random_weightings"),)
    shares = [(one.placement.share_of_weightings, account.name) for account, one in desk.ranked]
    known = sorted((share, name) for share, name in shares if share is not None)
    if not known:
        return ()
    moved = [(share, name) for share, name in known if share < 1]
    if not moved:
        text = say("All accounts keep their quadrant in each of {draws} random weightings.", draws=formats.whole(draws))
        return (Remark(text=text, evidence=cells, kind="good"),)
    remarks = [
        Remark(
            text=say(
                "{account} keeps its quadrant in {share} of {draws} random weightings.",
                account=name,
                share=formats.percent(share),
                draws=formats.whole(draws),
            ),
            evidence=cells,
        )
        for share, name in moved[:_MOST]
    ]
    return (*remarks, *_rest(len(moved)))


def _how_near(found: tuple[Crossing, str, Quadrant]) -> tuple[bool, float]:
    crossing = found[0]
    return not crossing.flips, abs((crossing.crossing_effective_weight or 0.0) - crossing.effective_weight)


def _flip(desk: Desk, crossing: Crossing, account: str, quadrant: Quadrant) -> Remark:
    values = {
        "account": account,
        "before": term(quadrant),
        "after": term(quadrant.beyond(crossing.axis)),
        "criterion": desk.wording.criterion_name(crossing.criterion_id),
    }
    then, now = _weights(crossing.crossing_effective_weight or 0.0, crossing.effective_weight)
    if not crossing.lies_on_the_cut:
        text = say(
            "{account} moves from the {before} to the {after} quadrant when {criterion} weighs {then} instead of {now}.",
            **values,
            then=then,
            now=now,
        )
    elif crossing.falls_with_more:
        text = say(
            "{account} moves from the {before} to the {after} quadrant when {criterion} weighs a little more than {now}.",
            **values,
            now=now,
        )
    else:
        text = say(
            "{account} moves from the {before} to the {after} quadrant when {criterion} weighs a little less than {now}.",
            **values,
            now=now,
        )
    scores = desk.scores.accounts[crossing.account_id]
    scored = axis_of(scores.attractiveness if crossing.axis is Axis.ATTRACTIVENESS else scores.strength)
    cells = join_evidence(scored, weights_of(desk.review, crossing.axis), cuts_of(desk.review))
    return Remark(text=text, evidence=cells, kind="bad" if crossing.flips else "")


def _weights(then: float, now: float) -> tuple[str, str]:
    """Two weights with so many decimals that they differ in print."""
    told = ((formats.percent(then, places), formats.percent(now, places)) for places in _PLACES)
    return next((pair for pair in told if pair[0] != pair[1]), (formats.percent(then), formats.percent(now)))


def _rest(count: int) -> tuple[Remark, ...]:
    """What to say when there are more than the list holds."""
    if count <= _MOST:
        return ()
    return (
        Remark(
            text=say_count("{count} more on the sheet Results.", "{count} more on the sheet Results.", count - _MOST)
        ),
    )
