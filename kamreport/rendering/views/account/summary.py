"""Q01: the state, what moved, and what we need (KAM.md §14.1.1)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import Remark as NarrativeRemark
from kamreport.model.lists import QUADRANT_ADVICE, Colour, NarrativeKind, Potential, RoleState
from kamreport.rendering import formats
from kamreport.rendering.language import later, say
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.moving import change_of, movement_cells, subject_name
from kamreport.rendering.views.pieces import Cell, Column, Remark, Section, Shown, Table, Tile
from kamreport.rendering.views.wording import FIRST_REVIEW, colour_tone, evidence_of, sentence
from kamreport.results import Movement

_MOST_REMARKS = 4
_MOST_MOVEMENTS = 6
_STRONG = 75.0
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
        empty=case.unless_filled(_EMPTY, NarrativeRemark),
        tiles=_tiles(case),
        strong=_strong(case),
        weak=_weak(case),
        asks=_asks(case),
        advice=QUADRANT_ADVICE[quadrant] if quadrant is not None else "",
        movements=moved,
        first_review=FIRST_REVIEW
        if case.is_first
        else ""
        if moved
        else say("Nothing moved since the previous review."),
    )


def _headline(case: Case) -> str:
    placement, health = case.scores.placement, case.scores.health
    growth = case.measure("revenue_growth")
    parts = []
    if placement.quadrant is not None:
        parts.append(say("{account} stands in the {quadrant} quadrant", account=case.name, quadrant=placement.quadrant))
    if health.colour is not None:
        parts.append(
            say("health is {health} ({colour})", health=formats.score(health.value), colour=health.colour.word)
        )
    if growth is not None and growth.value is not None:
        direction = formats.rise_or_fall(growth.value)
        rate = "" if direction == "unchanged" else f" {formats.percent(abs(growth.value), 1)}"
        parts.append(say("revenue is {direction}{rate} on the year", direction=direction, rate=rate))
    if not parts:
        return say("{account} cannot be judged yet: scores, health and revenue are not known", account=case.name)
    return "; ".join(parts) if placement.quadrant is not None else f"{case.name}: {'; '.join(parts)}"


def _point(case: Case) -> str:
    if case.is_first:
        return FIRST_REVIEW
    moves = [case.movement(subject) for subject in ("Attractiveness", "Strength", "Health")]
    told = [_told(case, move) for move in moves if move is not None and move.change]
    since = case.review.previous.period_label if case.review.previous is not None else ""
    if not told:
        return say("Scores are as they were in {since}.", since=since) if since else say("Scores are as they were.")
    return sentence(say("since {since}, {told}", since=since, told=formats.listed(told)))


def _told(case: Case, move: Movement) -> str:
    change = move.change or 0.0
    verb = "rose" if change > 0 else "fell"
    text = say(
        "{subject} {verb} by {change} points",
        subject=move.subject.lower(),
        verb=verb,
        change=formats.score(abs(change)),
    )
    return (
        say("{text} through {criterion_name}", text=text, criterion_name=case.wording.criterion_name(move.main_cause))
        if move.main_cause
        else text
    )


def _tiles(case: Case) -> tuple[Tile, ...]:
    return (_quadrant(case), _stage(case), _tier(case), _health(case), *_money_tiles(case), _rank(case), _people(case))


def _quadrant(case: Case) -> Tile:
    placement = case.scores.placement
    note = "certain" if placement.certain else say("not certain: data are missing")
    if placement.borderline:
        note = say("borderline, {value}", value="certain" if placement.certain else say("not certain"))
    evidence = evidence_of(case.scores.attractiveness) + evidence_of(case.scores.strength)
    known = placement.quadrant is not None
    return Tile(
        label=say("Quadrant"),
        value=Shown(
            text=str(placement.quadrant) if known else formats.NOT_KNOWN,
            evidence=evidence,
            marks=_provisional(case) if known else (),
        ),
        change=_moved(case, "Quadrant"),
        note=note if known else placement.reason,
        word=True,
    )


def _provisional(case: Case) -> tuple[str, ...]:
    return ("provisional",) if case.provisional_axes else ()


def _stage(case: Case) -> Tile:
    stage = case.scores.stage
    note = say("declared; no evidence yet") if stage.is_declared else say("inferred from evidence")
    if stage.advice is not None:
        note = say("{note}; advice: {advice}", note=note, advice=stage.advice)
    return Tile(
        label=say("Relationship stage"),
        value=Shown(text=str(stage.used) if stage.used else formats.NOT_KNOWN, evidence=stage.evidence),
        change=_moved(case, "Stage"),
        note=note if stage.used else say("Fill Declared stage in Accounts."),
        word=True,
    )


def _tier(case: Case) -> Tile:
    tier = case.scores.tier
    if tier.recommended is None:
        note = tier.reason or say("Fill Complexity and Commitment for a recommendation.")
    elif not tier.fit:
        note = say("fits: as recommended")
    else:
        note = say(
            "{value}-served: {recommended} recommended",
            value="under" if tier.fit < 0 else "over",
            recommended=tier.recommended,
        )
    return Tile(
        label=say("Tier"),
        value=Shown(text=tier.present.value, evidence=case.cells("tier")),
        change=_moved(case, "Tier"),
        note=sentence(note).rstrip(".") if tier.recommended else note,
        word=True,
    )


def _health(case: Case) -> Tile:
    health = case.scores.health
    marks = ("provisional",) if case.has_provisional_health else ()
    note = say("{coverage} of its data known", coverage=formats.percent(health.coverage))
    if health.colour is not None:
        note = f"{health.colour.word}; {note}"
    if health.override_reason:
        note += say(
            "; overridden ({override_reason}), computed {computed}",
            override_reason=health.override_reason,
            computed=formats.score(health.computed),
        )
    elif health.cap is not None:
        note += say("; capped from {computed}", computed=formats.score(health.computed))
    evidence = tuple(cell for part in health.components for line in part.lines for cell in line.measured.evidence)
    tone = colour_tone(health.colour)
    return Tile(
        label=say("Health, 0–100"),
        value=Shown(text=formats.score(health.value), tone=tone, marks=marks, evidence=tuple(dict.fromkeys(evidence))),
        change=_moved(case, "Health"),
        note=note,
        word=health.value is None,
    )


def _money_tiles(case: Case) -> tuple[Tile, Tile]:
    growth = case.wording.change(case.measure("revenue_growth"))
    target = case.measure("target_ratio")
    rate = case.measure("contribution_rate")
    aim = case.review.settings.target_margin
    against = (
        say("target not known")
        if target is None or target.value is None
        else say("{target} of target", target=formats.percent(target.value))
    )
    share = "" if rate is None or rate.value is None else say("{rate} of revenue", rate=formats.percent(rate.value))
    aimed = say("; target {aim}", aim=formats.percent(aim)) if share and aim is not None else ""
    known = growth.text not in {formats.NOT_KNOWN, "does not apply"}
    revenue = case.wording.amount(case.measure("revenue_12m"))
    margin = case.wording.amount(case.measure("contribution_12m"))
    return (
        Tile(
            label=say("Revenue, 12 months"),
            value=revenue,
            change=Shown(
                text=say("{growth} on the year before", growth=growth.text), tone=growth.tone, evidence=growth.evidence
            )
            if known
            else None,
            note=against,
            word=revenue.text == formats.NOT_KNOWN,
        ),
        Tile(
            label=say("Contribution, 12 months"),
            value=margin,
            note=f"{share}{aimed}" if margin.text != formats.NOT_KNOWN else say("needs gross margin and cost to serve"),
            word=margin.text == formats.NOT_KNOWN,
        ),
    )


def _rank(case: Case) -> Tile:
    placement = case.scores.placement
    ranked = sum(one.placement.rank is not None for one in case.review.scores.accounts.values())
    if placement.rank is None:
        return Tile(
            label=say("Priority rank"),
            value=Shown(text=formats.NOT_KNOWN, tone="quiet"),
            note=say("needs a score on both axes"),
            word=True,
        )
    span = say(
        "{best_rank}–{worst_rank} when weights vary",
        best_rank=formats.whole(placement.best_rank),
        worst_rank=formats.whole(placement.worst_rank),
    )
    firm = placement.best_rank == placement.worst_rank
    return Tile(
        label=say("Priority rank"),
        value=Shown(text=say("{rank} of {ranked}", rank=formats.whole(placement.rank), ranked=formats.whole(ranked))),
        change=_moved(case, "Rank"),
        note=say("firm when weights vary") if firm else span,
    )


def _people(case: Case) -> Tile:
    relationship = case.scores.relationship
    threads = formats.count_of(relationship.threads, "active contact")
    undated = say(" (+{undated} undated)", undated=formats.whole(relationship.undated)) if relationship.undated else ""
    known = relationship.coverage is not None
    return Tile(
        label=say("Relationship coverage, 0–100"),
        value=Shown(
            text=formats.score(relationship.coverage), evidence=relationship.evidence, tone="" if known else "quiet"
        ),
        change=_moved(case, "Relationship coverage"),
        note=f"{threads}{undated}" if known else say("Fill Stakeholders."),
        word=not known,
    )


def _moved(case: Case, subject: str) -> Shown | None:
    movement = case.movement(subject)
    if movement is None:
        return None
    shown = change_of(case.wording, movement)
    previous = case.review.previous
    since = (
        say(" since {period_label}", period_label=previous.period_label)
        if previous is not None and movement.change is not None
        else ""
    )
    return Shown(text=f"{shown.text}{since}", tone=shown.tone)


def _strong(case: Case) -> tuple[Remark, ...]:
    remarks = [
        Remark(text=say("{part} health is {part_2}.", part=part.name, part_2=formats.score(part.value)), kind="good",
               evidence=tuple(cell for line in part.lines for cell in line.measured.evidence))
        for part in sorted(case.scores.health.components, key=lambda part: -(part.value or 0))
        if part.value is not None and part.colour is Colour.GREEN
    ][:2]  # fmt: skip
    for breakdown in (case.scores.attractiveness, case.scores.strength):
        lines = [one for one in breakdown.used if (one.score or 0) >= _STRONG] if breakdown is not None else []
        best = sorted(lines, key=lambda one: -(one.contribution or 0))[:1]
        remarks += [
            Remark(text=say("{criterion}: {score} of 100 on {axis}.", criterion=one.criterion, score=formats.score(one.score), axis=one.axis.lower()), kind="good",
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
                    cap_reason=health.cap_reason,
                ),
                kind="bad",
            )
        )
    remarks += [
        Remark(text=say("{part} health is {part_2}: at risk.", part=part.name, part_2=formats.score(part.value)), kind="bad",
               evidence=tuple(cell for line in part.lines for cell in line.measured.evidence))
        for part in health.components
        if part.colour is Colour.RED
    ]  # fmt: skip
    if relationship.single_threaded and case.account.is_key and health.cap is None:
        remarks.append(
            Remark(text=say("One departure would break the relationship: at most one active contact."), kind="bad")
        )
    missing = [role.value.lower() for role in relationship.missing_roles]
    if missing and relationship.people:
        remarks.append(
            Remark(
                text=say(
                    "Nobody is known as {replace}.", replace=formats.listed(missing).replace(say(" and "), say(" or "))
                ),
                kind="bad",
            )
        )
    target = case.measure("target_ratio")
    if target is not None and target.value is not None and target.value < 1:
        short = formats.percent(1 - target.value, 1)
        remarks.append(
            Remark(text=say("Revenue is {short} short of target.", short=short), kind="bad", evidence=target.evidence)
        )
    remarks += _dated_worries(case)
    remarks = [*_threats(case), *remarks]
    remarks = [*case.narrative(NarrativeKind.RISK), *remarks]
    return tuple(remarks[: _MOST_REMARKS + 1]) or (Remark(text=say("Nothing known so far calls for attention.")),)


def _threats(case: Case) -> list[Remark]:
    """The gravest risk entered, when it is high or severe."""
    return [
        Remark(
            text=say("{gravity} risk: {risk}.", gravity=one.gravity.capitalize(), risk=one.risk.risk.rstrip(".")),
            kind="bad",
            evidence=(one.risk.origin.cell("risk"),),
        )
        for one in case.scores.risks[:1]
        if one.gravity in {"high", "severe"}
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
        names = formats.count_of(len(case.late), "action is", "actions are")
        evidence = tuple(action.origin.cell("due") for action in case.late)
        remarks.append(Remark(text=say("{names} overdue.", names=names), kind="bad", evidence=evidence))
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
    if tier.fit:
        text = say(
            "Decide whether the tier moves from {present} to {recommended}.",
            present=tier.present,
            recommended=tier.recommended,
        )
        remarks.append(Remark(text=text, evidence=tier.evidence))
    missing = [role.value.lower() for role in case.scores.relationship.missing_roles]
    if missing and case.account.is_key:
        remarks.append(Remark(text=say("Open the door to a {missing}.", missing=formats.listed(missing))))
    if not remarks and case.ahead:
        remarks.append(
            Remark(
                text=say(
                    "Stand behind the {count} of the next {ahead_days}.",
                    count=formats.count_of(len(case.ahead), "promise"),
                    ahead_days=formats.days(case.review.settings.ahead_days),
                )
            )
        )
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
