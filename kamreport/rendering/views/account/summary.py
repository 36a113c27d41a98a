"""Q01: the state, what moved, and what we need (KAM.md §14.1.1)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Action
from kamreport.model import Remark as NarrativeRemark
from kamreport.model.lists import QUADRANT_ADVICE, Axis, Colour, NarrativeKind, Potential, RoleState
from kamreport.rendering import formats
from kamreport.rendering.language import later, noun, say, say_count, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.account.tiles import tiles
from kamreport.rendering.views.grounds import before_of, column_of, condition_of, health_of, measured_in, place_of
from kamreport.rendering.views.moving import movement_cells, subject_name
from kamreport.rendering.views.pieces import Cell, Column, Remark, Section, Table, Tile, join_evidence
from kamreport.rendering.views.wording import FIRST_REVIEW, sentence
from kamreport.results import Movement

_MOST_REMARKS = 3
_MOST_WORRIES = 4
"""One more than managers may fill: what the data show is never crowded out."""
_MOST_MOVEMENTS = 5
_STRONG = 75.0
_GRAVE = {"high": later("High risk: {risk}."), "severe": later("Severe risk: {risk}.")}
_TOLD = ("Attractiveness", "Strength", "Health")
_EMPTY = later("Fill Narrative with wins, risks and the decision you need.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary(Section):
    """Page 1 of an account review."""

    tiles: tuple[Tile, ...]
    """Eight headline figures: where it stands."""
    strong: tuple[Remark, ...]
    """What speaks for the account, read from the data."""
    weak: tuple[Remark, ...]
    """What needs attention, read from the data."""
    asks: tuple[Remark, ...]
    """What the data ask of us or of leadership."""
    lessons: tuple[Remark, ...]
    """What managers learned, in their words."""
    advice: str
    """What its quadrant advises, or empty."""
    movements: Table | None
    """What moved since the previous review; None for a first review."""
    first_review: str
    """The line for a first review, or empty."""


def summary(case: Case) -> Summary:
    """Set the first page of an account."""
    quadrant = case.scores.placement.quadrant
    moved = _movements(case)
    return Summary(
        code="Q01",
        name=say("Summary"),
        headline=_headline(case),
        point=_point(case),
        sources=("Results", "Accounts", "Revenue", "Actions"),
        empty=case.unless_filled(say(_EMPTY), NarrativeRemark),
        evidence=_cells(case),
        tiles=tiles(case),
        strong=_strong(case),
        weak=_weak(case),
        asks=_asks(case),
        lessons=tuple(case.narrative(NarrativeKind.LESSON)),
        advice=say(QUADRANT_ADVICE[quadrant]) if quadrant is not None else "",
        movements=moved,
        first_review=_first_review(case, moved),
    )


def _first_review(case: Case, moved: Table | None) -> str:
    if case.is_first:
        return say(FIRST_REVIEW)
    return "" if moved else say("Nothing moved since the previous review.")


def _cells(case: Case) -> tuple[CellRef, ...]:
    """What headline and point rest on: place, health and growth, and what they were before."""
    scores = case.scores
    subjects = [one.subject for one in case.movements if one.subject in _TOLD]
    moved = [before_of(case.review, case.account.account_id, subject) for subject in subjects]
    growth = measured_in([scores], "revenue_growth")
    return join_evidence(place_of(scores), condition_of(scores.health), growth, *moved)


def _headline(case: Case) -> str:
    placement, health = case.scores.placement, case.scores.health
    growth = case.measure("revenue_growth")
    parts = []
    if placement.quadrant is not None:
        parts.append(say("{account} stands in the {quadrant} quadrant", account=case.name, quadrant=placement.quadrant))
    if health.colour is not None:
        parts.append(
            say("health is {health} ({colour})", health=formats.score(health.value), colour=say(health.colour.word))
        )
    if growth is not None and growth.value is not None:
        parts.append(_growth(growth.value))
    if not parts:
        return say("{account} cannot be judged yet: scores, health and revenue are not known", account=case.name)
    return "; ".join(parts) if placement.quadrant is not None else f"{case.name}: {'; '.join(parts)}"


def _growth(growth: float) -> str:
    rate = formats.percent(abs(growth), 1)
    if growth > 0:
        return say("revenue is up {rate} on the year", rate=rate)
    return (
        say("revenue is down {rate} on the year", rate=rate) if growth < 0 else say("revenue is unchanged on the year")
    )


def _point(case: Case) -> str:
    if case.is_first:
        return say(FIRST_REVIEW)
    moves = [case.movement(subject) for subject in _TOLD]
    told = [_told(case, move) for move in moves if move is not None and _shows(move)]
    since = case.review.previous.period_label if case.review.previous is not None else ""
    if not told:
        return say("Scores are as they were in {since}.", since=since) if since else say("Scores are as they were.")
    return sentence(say("since {since}, {told}", since=since, told=formats.listed(told)))


def _shows(move: Movement) -> bool:
    """Whether a change is more than rounding takes away."""
    return bool(move.change) and formats.score(abs(move.change or 0.0)) != formats.score(0.0)


def _told(case: Case, move: Movement) -> str:
    change = move.change or 0.0
    told = {"subject": noun(subject_name(move)), "change": formats.score(abs(change))}
    if not move.main_cause:
        rose, fell = later("{subject} rose by {change} points"), later("{subject} fell by {change} points")
        return say(rose if change > 0 else fell, **told)
    rose = later("{subject} rose by {change} points through {criterion}")
    fell = later("{subject} fell by {change} points through {criterion}")
    return say(rose if change > 0 else fell, criterion=case.wording.criterion_name(move.main_cause), **told)


def _strong(case: Case) -> tuple[Remark, ...]:
    remarks = [
        Remark(text=say("{part} health is {health}.", part=part.name, health=formats.limit(part.value)), kind="good",
               evidence=health_of([part]))
        for part in sorted(case.scores.health.components, key=lambda part: -(part.value or 0))
        if part.value is not None and part.colour is Colour.GREEN
    ][:2]  # fmt: skip
    for breakdown in (case.scores.attractiveness, case.scores.strength):
        lines = [one for one in breakdown.used if (one.score or 0) >= _STRONG] if breakdown is not None else []
        best = sorted(lines, key=lambda one: -(one.contribution or 0))[:1]
        remarks += [
            Remark(text=say("{criterion}: {score} of 100 on {axis}.", criterion=one.criterion, score=formats.limit(one.score), axis=noun(term(Axis(one.axis)))), kind="good",
                   evidence=one.evidence)
            for one in best
        ]  # fmt: skip
    held = [role for role, state in case.scores.relationship.roles.items() if state is RoleState.HELD]
    if len(held) == len(case.scores.relationship.roles) and held:
        remarks.append(Remark(text=say("All three key roles are held with a working relationship."), kind="good"))
    if case.scores.stage.potential is Potential.HIGH:
        remarks.append(Remark(text=say("Its potential is high."), kind="good"))
    remarks = [*case.narrative(NarrativeKind.WIN), *remarks]
    return tuple(remarks[:_MOST_REMARKS]) or (Remark(text=say("Nothing known so far stands out.")),)


def _weak(case: Case) -> tuple[Remark, ...]:
    health, relationship = case.scores.health, case.scores.relationship
    remarks: list[Remark] = []
    if health.cap is not None:
        remarks.append(
            Remark(
                text=say(
                    "Health is capped at {cap}: {cap_reason}.",
                    cap=formats.whole(health.cap),
                    cap_reason=retold(health.cap_reason),
                ),
                kind="bad",
                evidence=join_evidence(*(cap.evidence for cap in health.caps if cap.holds)),
            )
        )
    remarks += [
        Remark(text=say("{part} health is {health}: at risk.", part=part.name, health=formats.limit(part.value)), kind="bad",
               evidence=health_of([part]))
        for part in health.components
        if part.colour is Colour.RED
    ]  # fmt: skip
    if relationship.single_threaded and case.account.is_key and health.cap is None:
        remarks.append(
            Remark(text=say("One departure would break the relationship: at most one active contact."), kind="bad")
        )
    missing = [term(role, inside=True) for role in relationship.missing_roles]
    if missing and relationship.people:
        text = say("Nobody is known as {roles}.", roles=formats.listed(missing, either=True))
        remarks.append(Remark(text=text, kind="bad"))
    target = case.measure("target_ratio")
    if target is not None and target.value is not None and target.value < 1:
        short = formats.percent(1 - target.value, 1)
        remarks.append(
            Remark(text=say("Revenue is {short} short of target.", short=short), kind="bad", evidence=target.evidence)
        )
    remarks += _dated_worries(case)
    remarks = [*_threats(case), *remarks]
    remarks = [*case.narrative(NarrativeKind.RISK), *remarks]
    return tuple(remarks[:_MOST_WORRIES]) or (Remark(text=say("Nothing known so far calls for attention.")),)


def _threats(case: Case) -> list[Remark]:
    """The gravest risk entered, when it is high or severe."""
    return [
        Remark(
            text=say(_GRAVE[one.gravity], risk=one.risk.risk.rstrip(".")),
            kind="bad",
            evidence=(one.risk.origin.cell("risk"),),
        )
        for one in case.scores.risks[:1]
        if one.gravity in _GRAVE
    ]


def _dated_worries(case: Case) -> list[Remark]:
    remarks = []
    renewal = case.account.renewal_date
    left = (renewal - case.review.as_of).days if renewal is not None else -1
    if 0 <= left <= case.review.settings.renewal_days:
        text = say(
            "The contract renews in {left}, on {renewal_date}.",
            left=formats.days(left),
            renewal_date=formats.date(case.account.renewal_date),
        )
        remarks.append(Remark(text=text, kind="bad", evidence=case.cells("renewal_date")))
    if case.late:
        text = say_count("{count} action is overdue.", "{count} actions are overdue.", len(case.late))
        evidence = tuple(action.origin.cell("due") for action in case.late)
        remarks.append(Remark(text=text, kind="bad", evidence=evidence))
    growth = case.measure("revenue_growth")
    if growth is not None and growth.value is not None and growth.value < 0:
        text = say("Revenue fell {percent} on the year.", percent=formats.percent(-growth.value, 1))
        remarks.append(Remark(text=text, kind="bad", evidence=growth.evidence))
    return remarks


def _asks(case: Case) -> tuple[Remark, ...]:
    remarks: list[Remark] = []
    if case.late:
        first = case.late[0]
        text = say(
            "Clear what is overdue, first “{first}” ({owner}, due {due}).",
            first=first.text,
            owner=case.owner(first),
            due=formats.date(first.due),
        )
        remarks.append(Remark(text=text, evidence=(first.origin.cell("text"),)))
    notice = case.account.notice_date
    if notice is not None and 0 <= (notice - case.review.as_of).days <= case.review.settings.ahead_days:
        text = say(
            "Agree the line for the renewal before notice can be given, by {notice}.", notice=formats.date(notice)
        )
        remarks.append(Remark(text=text, evidence=case.cells("notice_date")))
    tier = case.scores.tier
    if tier.fit and tier.recommended is not None:
        text = say(
            "Decide whether the tier moves from {present} to {recommended}.",
            present=tier.present,
            recommended=tier.recommended,
        )
        remarks.append(Remark(text=text, evidence=tier.evidence))
    missing = [term(role, inside=True) for role in case.scores.relationship.missing_roles]
    if missing and case.account.is_key:
        remarks.append(Remark(text=say("Open the door to the {roles}.", roles=formats.listed(missing))))
    if not remarks and case.ahead:
        text = say_count(
            "Stand behind the {count} promise of the next {days}.",
            "Stand behind the {count} promises of the next {days}.",
            len(case.ahead),
            days=formats.days(case.review.settings.ahead_days),
        )
        remarks.append(Remark(text=text, evidence=column_of(Action, case.ahead, "due", "status")))
    told = case.narrative(NarrativeKind.DECISION, NarrativeKind.ASK)
    return (*told, *remarks[: max(_MOST_REMARKS - len(told), 0)])


def _movements(case: Case) -> Table | None:
    if case.is_first or not case.movements:
        return None
    rows = tuple(
        movement_cells(case.wording, one, Cell(text=subject_name(one))) for one in case.movements[:_MOST_MOVEMENTS]
    )
    previous = case.review.previous
    since = previous.period_label if previous is not None else ""
    return Table(
        caption=say("What moved since {since}", since=since),
        columns=(
            Column(title=say("Subject")),
            Column(title=say("Before"), number=True),
            Column(title=say("Now"), number=True),
            Column(title=say("Change"), number=True),
            Column(title=say("Main cause")),
        ),
        rows=rows,
    )
