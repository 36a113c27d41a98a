"""What the customer needs, and what was promised in answer."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.customer.shared import Promised, SharedAccount, Wish
from kamreport.rendering.views.customer.telling import not_shown, that_fit
from kamreport.rendering.views.pieces import Cell, Column, Remark, Section, Table

_MOST, _MOST_PROMISES = 8, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs(Section):
    """Needs with the promises that answer them."""

    needs: Table | None
    """Needs, open ones first; None when none is shared."""
    solution: str
    """What we offer as a whole; empty when not shared."""
    proposition: str
    """Why that is worth choosing; empty when not shared."""
    promises: tuple[Remark, ...]
    """What we promised besides."""


def needs(account: SharedAccount) -> Needs | None:
    """Set needs and promises; None when neither they nor our offer are shared."""
    if not account.wishes and not account.promises and not account.solution and not account.proposition:
        return None
    return Needs(
        code="C10",
        name=say("What you need"),
        headline=_headline(account),
        point=_point(account),
        sources=(),
        needs=_needs(account),
        solution=account.solution,
        proposition=account.proposition,
        promises=tuple(Remark(text=_promise(one)) for one in that_fit(account.promises, _promise, _MOST)),
    )


def _headline(account: SharedAccount) -> str:
    open_ = [one for one in account.wishes if one.is_open]
    if not account.wishes:
        return say("What we promised you") if account.promises else say("What we offer you")
    if not open_:
        return say("No need you told us of is open")
    answered = sum(bool(one.promises) for one in open_)
    if answered == len(open_):
        return say_count(
            "One need is open, and our promise answers it",
            "{count} needs are open, and a promise of ours answers each",
            len(open_),
        )
    if not answered:
        return say_count(
            "One need is open and waits for our answer", "{count} needs are open and wait for our answer", len(open_)
        )
    return say_count(
        "One of {all} open needs has our promise",
        "{count} of {all} open needs have our promise",
        answered,
        all=formats.whole(len(open_)),
    )


def _point(account: SharedAccount) -> str:
    met = sum(one.is_met for one in account.wishes)
    if met:
        return say_count("One need is met.", "{count} needs are met.", met)
    return say("Tell us what is missing here.")


def _needs(account: SharedAccount) -> Table | None:
    rows = sorted(account.wishes, key=lambda one: (not one.is_open, not one.is_met))
    if not rows:
        return None
    shown = that_fit(rows, _longest, _MOST)
    with_reason = any(one.why for one in shown)
    why = (Column(title=say("Why it matters to you")),) if with_reason else ()
    return Table(
        caption=say("What you need, and what we promised"),
        columns=(
            Column(title=say("What you need"), width="" if with_reason else "wide"),
            *why,
            Column(title=say("What we promised")),
            Column(title=say("State"), width="narrow"),
        ),
        rows=tuple(_row(one, with_reason=with_reason) for one in shown),
        note=not_shown(rows, len(shown)),
    )


def _longest(one: Wish) -> str:
    """What sets the height of its row."""
    return max(one.need, one.why, _promises(one), key=len)


def _row(one: Wish, *, with_reason: bool) -> tuple[Cell, ...]:
    why = (Cell(text=one.why or "–"),) if with_reason else ()
    return (Cell(text=one.need), *why, Cell(text=_promises(one)), Cell(text=_state(one)))


def _state(one: Wish) -> str:
    return say("open") if one.is_open else say("met") if one.is_met else say("declined")


def _promises(one: Wish) -> str:
    if not one.promises:
        return say("our answer is still to come") if one.is_open else "–"
    return "; ".join(_promise(promise) for promise in one.promises[:_MOST_PROMISES])


def _promise(one: Promised) -> str:
    promise = one.promise.rstrip(".")
    return say("{promise}, by {date}", promise=promise, date=formats.date(one.due)) if one.due else promise
