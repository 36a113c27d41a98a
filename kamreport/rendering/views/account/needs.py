"""Q10: what the customer needs and why, and what we promised in answer (KAM.md §11.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kamreport.model import Commitment, Need, Profile, Question
from kamreport.model.lists import NeedStatus
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, stacked
from kamreport.rendering.language import later, later_count, say, say_count, term
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Table
from kamreport.rendering.views.wording import fact, more_rows

_MOST, _MOST_PROMISES = 6, 2
_OFFER = (
    ("solution", later("Solution")),
    ("value_proposition", later("Value proposition")),
    ("value_to_them", later("Value to them")),
    ("value_to_us", later("Value to us")),
    ("change_management", later("Change management")),
    ("joint_business_case_agreed", later("Joint business case agreed")),
)
_ALWAYS = ("solution", "value_proposition")
_ORDER = (NeedStatus.OPEN, NeedStatus.MET, NeedStatus.DECLINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs(Section):
    """Needs with the promises that answer them."""

    needs: Table | None
    """Needs, open ones first; None when none is listed."""
    proposition: tuple[Fact, ...]
    """What Profile says of our offer and its worth to both sides; empty when it says nothing."""
    questions: Figure | None
    """Answered share of each question category; None without a question."""


def needs(case: Case) -> Needs | None:
    """Set needs and promises; None when neither a need nor a question is listed."""
    rows = tuple(sorted(case.rows(Need), key=lambda row: (_ORDER.index(row.status), -row.priority, row.need_id)))
    proposition = _proposition(case)
    if not rows and not case.scores.plan.questions and not proposition:
        return None
    return Needs(
        code="Q10",
        name=say("Needs and value proposition"),
        headline=_headline(case, rows),
        point=_point(case, rows),
        sources=("Needs", "Commitments", "Profile"),
        evidence=(
            *column_of(Need, rows, "need", "status"),
            *column_of(Commitment, case.rows(Commitment), "need_id"),
            *column_of(Question, case.rows(Question), "relevant", "status"),
        ),
        empty=_empty(case, rows),
        needs=_needs(case, rows),
        proposition=proposition,
        questions=_questions(case),
    )


def _promises(case: Case, need: Need) -> tuple[Commitment, ...]:
    return tuple(row for row in case.rows(Commitment) if row.need_id == need.need_id)


def _headline(case: Case, rows: tuple[Need, ...]) -> str:
    open_ = [row for row in rows if row.status is NeedStatus.OPEN]
    if not rows and case.scores.plan.questions:
        return say("Questions are asked, but no need is written down yet")
    if not rows:
        return say("What we offer is written down, what they need is not")
    if not open_:
        return say("Every need we know of is met or declined")
    bare = sum(not _promises(case, row) for row in open_)
    if not bare:
        return say_count(
            "{count} need is open, each with a promise that answers it",
            "{count} needs are open, each with a promise that answers it",
            len(open_),
        )
    if bare == 1:
        return say_count(
            "{count} need is open; 1 of them has no promise yet",
            "{count} needs are open; 1 of them has no promise yet",
            len(open_),
        )
    return say(
        "{needs} needs are open; {bare} of them have no promise yet",
        needs=formats.whole(len(open_)),
        bare=formats.whole(bare),
    )


def _point(case: Case, rows: tuple[Need, ...]) -> str:
    open_ = [row for row in rows if row.status is NeedStatus.OPEN]
    first = say("First of them: {need}.", need=open_[0].need.rstrip(".")) if open_ else ""
    shares = case.scores.plan.questions
    if not shares:
        known = say_count("{count} need known.", "{count} needs known.", len(rows))
        return first or (known if rows else say("No need is written down yet."))
    unanswered = [term(one.category, inside=True) for one in shares if one.share < 1]
    waiting = say("Every relevant question has its answer.")
    if unanswered:
        waiting = say("Questions wait for answers on {categories}.", categories=formats.listed(unanswered, most=4))
    return f"{first} {waiting}".lstrip()


def _empty(case: Case, rows: tuple[Need, ...]) -> str:
    lines = [] if rows else [say("Fill Needs: what do they want, and why?")]
    if not case.rows(Profile):
        lines.append(say("Fill Profile with the solution and the value proposition."))
    if not case.rows(Question):
        lines.append(say("Fill Questions to see what we do not know yet."))
    return " ".join(lines)


def _needs(case: Case, rows: tuple[Need, ...]) -> Table | None:
    if not rows:
        return None
    cells = tuple(
        (
            Cell(text=row.need, evidence=(row.origin.cell("need"),)),
            Cell(text=row.why or row.pain_point or formats.not_known(), evidence=(row.origin.cell("why"),)),
            _promise(case, row),
            Cell(text=formats.whole(row.priority), evidence=(row.origin.cell("priority"),)),
            Cell(text=term(row.status), evidence=(row.origin.cell("status"),)),
        )
        for row in rows[:_MOST]
    )
    return Table(
        caption=say("What they need, and what we promised; open needs first"),
        columns=(
            Column(title=say("Need")),
            Column(title=say("Why")),
            Column(title=say("Our promise")),
            Column(title=say("Priority, 5 highest"), number=True),
            Column(title=say("Status"), width="narrow"),
        ),
        rows=cells,
        note=more_rows(
            rows,
            _MOST,
            later_count("{count} more need on the sheet {sheet}.", "{count} more needs on the sheet {sheet}."),
            "Needs",
        ),
    )


def _promise(case: Case, need: Need) -> Cell:
    promises = _promises(case, need)
    if not promises:
        missing = need.status is NeedStatus.OPEN
        return Cell(text=say("no promise yet") if missing else say("none"), tone="bad" if missing else "")
    told = "; ".join(
        f"{row.promise.rstrip('.')} ({term(row.value_add, inside=True)})" for row in promises[:_MOST_PROMISES]
    )
    if len(promises) > _MOST_PROMISES:
        told += "; " + say_count("{count} more", "{count} more", len(promises) - _MOST_PROMISES)
    return Cell(text=told, evidence=tuple(row.origin.cell("promise") for row in promises))


def _proposition(case: Case) -> tuple[Fact, ...]:
    """Solution and value proposition, and what else of the offer is filled; nothing when nothing is."""
    profile = next(iter(case.rows(Profile)), None)
    if profile is None or not any(_said(profile, field) for field, _ in _OFFER):
        return ()
    return tuple(
        fact(say(label), _said(profile, field) or formats.not_known(), (profile.origin.cell(field),))
        for field, label in _OFFER
        if field in _ALWAYS or _said(profile, field)
    )


def _said(profile: Profile, field: str) -> str:
    held = getattr(profile, field)
    return formats.date(held) if isinstance(held, dt.date) else held or ""


def _questions(case: Case) -> Figure | None:
    shares = case.scores.plan.questions
    if not shares:
        return None
    bars = [
        Bar(name=term(one.category), parts=(one.share,), limit=1.0,
            label=say("{answered} of {relevant}", answered=formats.whole(one.answered), relevant=formats.whole(one.relevant)))
        for one in shares
    ]  # fmt: skip
    return Figure(
        chart=stacked("q10-questions", title=say("Answered questions about {account}", account=case.name), bars=bars),
        caption=say("Questions answered, by category"),
        sources=("Questions",),
        evidence=column_of(Question, case.rows(Question), "relevant", "status"),
        note=say("The stroke stands at all relevant questions."),
    )
