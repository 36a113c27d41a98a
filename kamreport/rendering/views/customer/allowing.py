"""The allow-list: the one place where a review is read for a customer (KAM.md §14.3).

What is not copied here cannot be printed: the sections see the copy only. Of rows with an Audience, only Shared ones
are read; a blank Audience is Internal. A column not named below is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from kamreport.model import (
    Account,
    Action,
    Commitment,
    Event,
    Need,
    Profile,
    Remark,
    Revenue,
    Stakeholder,
    ValueDelivered,
)
from kamreport.model.lists import (
    ActionStatus,
    Audience,
    EventKind,
    NarrativeKind,
    NarrativePack,
    NeedStatus,
    ObjectiveStatus,
)
from kamreport.rendering.language import later
from kamreport.rendering.views.customer.shared import (
    Aim,
    Happening,
    Outcome,
    Period,
    Promised,
    ServiceLevel,
    SharedAccount,
    Step,
    Trouble,
    Voice,
    Wish,
)
from kamreport.results import Review

R = TypeVar("R")

_STATES = {
    ObjectiveStatus.ON_TRACK: later("on track"),
    ObjectiveStatus.AT_RISK: later("behind"),
    ObjectiveStatus.OFF_TRACK: later("well behind"),
    ObjectiveStatus.ACHIEVED: later("reached"),
}
"""How an objective stands, in words for the customer; one that was dropped is left out."""

_WELL = (ObjectiveStatus.ON_TRACK, ObjectiveStatus.ACHIEVED)
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\u200b\ufeff]+")
_LONG, _LONGEST = 260, 520


def share(review: Review, account: Account) -> SharedAccount:
    """Copy what the account's customer may see, and nothing else."""
    settings, portfolio, as_of = review.settings, review.portfolio, review.as_of
    scores = review.scores.accounts[account.account_id]

    def shared(record: type[R]) -> list[R]:
        return _shared(portfolio.of(account.account_id, record))

    def known(field: str, most: int = _LONG) -> str:
        return _told(getattr(profile, field, None), most)

    profile = next(iter(shared(Profile)), None)
    events, commitments = shared(Event), shared(Commitment)
    return SharedAccount(
        company=_told(settings.company_name),
        name=account.name,
        industry=_told(account.industry),
        region=_told(account.region),
        period=_told(review.period_label),
        period_end=review.period_end,
        as_of=as_of,
        horizon=settings.ahead_days,
        currency=settings.currency or "",
        money_unit=settings.money_unit.value,
        wins=_remarks(shared(Remark), NarrativeKind.WIN),
        background=known("background", _LONGEST),
        market=known("their_market"),
        strategy=known("their_strategy"),
        wishes_of_customers=known("wishes_of_their_customers"),
        value_creation=known("how_they_create_value"),
        profit_source=known("where_their_profit_comes_from"),
        solution=known("solution", _LONGEST),
        proposition=known("value_proposition", _LONGEST),
        happenings=tuple(
            Happening(row.date, _told(row.event)) for row in events if row.kind is not EventKind.ESCALATION
        ),
        periods=tuple(
            Period(row.period_end, row.covered_months, row.revenue)
            for row in portfolio.of(account.account_id, Revenue)
            if row.period_end <= review.period_end
        ),
        revenue_12m=scores.value("revenue_12m"),
        revenue_before=scores.value("revenue_prior"),
        outcomes=tuple(
            Outcome(
                outcome=_told(row.outcome),
                measure=_told(row.measure),
                unit=_told(row.unit),
                before=row.baseline,
                now=row.now,
                worth=row.yearly_value,
                confirmed_on=row.confirmed_on if row.confirmed_on and row.confirmed_on <= as_of else None,
            )
            for row in shared(ValueDelivered)
        ),
        service_levels=tuple(
            ServiceLevel(
                promise=_told(row.promise), unit=_told(row.unit), target=row.target, actual=row.actual, kept=row.is_kept
            )
            for row in commitments
            if row.service_level
        ),
        troubles=tuple(
            Trouble(row.date, _told(row.event), row.closed_on if row.closed_on and row.closed_on <= as_of else None)
            for row in events
            if row.kind is EventKind.ESCALATION and row.date <= as_of
        ),
        voices=tuple(Voice(one.end, one.mean) for one in scores.plan.voice),
        csat=scores.value("csat_12m"),
        nps=scores.value("nps_12m"),
        wishes=tuple(
            Wish(
                need=_told(row.need),
                why=_told(row.why),
                is_open=row.status is NeedStatus.OPEN,
                is_met=row.status is NeedStatus.MET,
                promises=tuple(
                    Promised(_told(promise.promise), promise.due)
                    for promise in commitments
                    if promise.need_id == row.need_id
                ),
            )
            for row in shared(Need)
        ),
        promises=tuple(
            Promised(_told(row.promise), row.due)
            for row in commitments
            if not row.service_level and row.need_id not in {need.need_id for need in shared(Need)}
        ),
        aims=tuple(
            Aim(
                objective=_told(row.objective),
                measure=_told(row.measure),
                unit=_told(row.unit),
                baseline=row.baseline,
                target=row.target,
                actual=row.actual,
                progress=one.progress,
                elapsed=one.elapsed,
                due=row.due,
                is_theirs=bool(row.customers_own_objective),
                state=_STATES[row.status],
                is_well=row.status in _WELL,
            )
            for one in scores.plan.objectives
            if (row := one.objective).audience is Audience.SHARED and row.status in _STATES
        ),
        steps=tuple(
            Step(
                text=_told(row.text),
                due=row.due,
                by_customer=portfolio.find(Stakeholder, row.owner_id) is not None,
                is_open=row.is_open(as_of),
                is_begun=row.status is ActionStatus.IN_PROGRESS,
            )
            for row in sorted(shared(Action), key=lambda row: (row.due, row.origin.row))
            if row.status is not ActionStatus.CANCELLED
        ),
        decisions=_remarks(shared(Remark), NarrativeKind.DECISION, NarrativeKind.ASK),
    )


def _shared(rows: Iterable[Any]) -> list[Any]:
    """The rows a customer may see: those that say so."""
    return [row for row in rows if row.audience is Audience.SHARED]


def _remarks(rows: Iterable[Remark], *kinds: NarrativeKind) -> tuple[str, ...]:
    """What was written for the account's first page, in the order the sheet gives it."""
    own = [row for row in rows if row.pack is NarrativePack.ACCOUNT and row.kind in kinds]
    ordered = sorted(own, key=lambda row: (row.order is None, row.order or 0, row.origin.row))
    return tuple(_told(row.text) for row in ordered)


def _told(text: str | None, most: int = _LONG) -> str:
    """A text on one line, cut at a word where it is longer than a reader would follow."""
    plain = " ".join(_NOT_TEXT.sub(" ", text or "").split())
    if len(plain) <= most:
        return plain
    cut = plain[: most + 1].rpartition(" ")[0]
    return f"{cut if len(cut) > most // 2 else plain[:most]} …"
