"""Q09: who the people are, how deep the relationship is, and who sees it how (KAM.md §6)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import INDICATORS, StageEvidence
from kamreport.model.lists import KEY_ROLES, RelationshipModel, RoleState, StakeholderRole
from kamreport.rendering import formats
from kamreport.rendering.charts.relations import Person, View, stage_ladder, stakeholder_map
from kamreport.rendering.language import later, say
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Shown, Table
from kamreport.rendering.views.wording import fact, sentence
from kamreport.results import RelationshipReading, StakeholderReading
from kamreport.schema import schema_of

_EMPTY = later("Fill Stakeholders; add Stage evidence for the ladder.")
_MODELS = {
    RelationshipModel.BOW_TIE: later("one pair of people carries everything; a departure ends it"),
    RelationshipModel.ONE_ON_MANY: later("several doors are open, but one person of ours carries them all"),
    RelationshipModel.DIAMOND: later("functions meet functions and the manager coordinates"),
    RelationshipModel.MIXED: later("on the way to a team; roles may be unclear"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(Section):
    """The relationship with the account's people."""

    people: Figure
    """The map of stakeholders."""
    ladder: Figure | None
    """The four steps with every view of the stage; None when no view is known."""
    indicators: Table | None
    """What the stage rests on; None without stage evidence."""
    facts: tuple[Fact, ...]
    """Coverage, threads, key roles, access, pattern."""
    advice: str
    """What stage and potential advise, or empty."""


def relationship(case: Case) -> Relationship | None:
    """Set the relationship; None when no stakeholder is listed."""
    reading = case.scores.relationship
    if not reading.people:
        return None
    stage = case.scores.stage
    return Relationship(
        code="Q09",
        name=say("Relationship"),
        headline=_headline(case, reading),
        point=_point(reading),
        sources=("Stakeholders", "Accounts", "Results"),
        empty=""
        if stage.inferred
        else case.unless_filled(say("Add Stage evidence to infer the stage."), StageEvidence),
        people=_people(case, reading),
        ladder=_ladder(case),
        indicators=_indicators(case),
        facts=_facts(reading),
        advice=f"{stage.advice}: {stage.advice.told}" if stage.advice is not None else "",
    )


def _headline(case: Case, reading: RelationshipReading) -> str:
    if reading.single_threaded:
        return say("The relationship hangs on a single thread")
    missing = [role.value.lower() for role in reading.missing_roles]
    if missing:
        return say("No {replace} is known yet", replace=formats.listed(missing).replace(say(" and "), say(" or ")))
    if reading.model is not None:
        return say("The pattern is {model}: {MODELS}", model=reading.model, MODELS=_MODELS[reading.model])
    return say(
        "{count} known at {account}", count=formats.count_of(len(reading.people), "stakeholder"), account=case.name
    )


def _point(reading: RelationshipReading) -> str:
    coverage = say("Influence-weighted strength is {coverage} of 100", coverage=formats.score(reading.coverage))
    return say(
        "{coverage}, with {count}{undated}.",
        coverage=coverage,
        count=formats.count_of(reading.threads, say("active contact")),
        undated=_undated(reading),
    )


def _undated(reading: RelationshipReading) -> str:
    return say(" (+{undated} undated)", undated=formats.whole(reading.undated)) if reading.undated else ""


def _people(case: Case, reading: RelationshipReading) -> Figure:
    people = [_person(one) for one in reading.people]
    chart = stakeholder_map("q09-people", title=say("Stakeholders at {account}", account=case.name), people=people)
    return Figure(
        chart=chart,
        caption=say("Who we know, by level and strength of the relationship"),
        sources=("Stakeholders",),
        evidence=reading.evidence,
        note=say("Size is influence; the sign is support for us; a broken outline means no active contact."),
    )


def _person(one: StakeholderReading) -> Person:
    stakeholder = one.stakeholder
    return Person(
        name=stakeholder.name,
        role=stakeholder.role.value,
        level=str(stakeholder.level or ""),
        influence=stakeholder.influence,
        strength=stakeholder.strength,
        support=stakeholder.support,
        quiet=not one.is_active,
    )


def _ladder(case: Case) -> Figure | None:
    stage = case.scores.stage
    views = [
        View(whose, known.rank)
        for whose, known in (
            ("evidence", stage.inferred),
            (say("we say"), stage.declared),
            (say("they say"), stage.customer_view),
        )
        if known is not None
    ]
    if not views:
        return None
    note = ""
    if stage.view_difference:
        side = "above" if stage.view_difference > 0 else "below"
        note = say(
            "We place it {count} {side} the customer's view.",
            count=formats.count_of(abs(stage.view_difference), "stage"),
            side=side,
        )
    return Figure(
        chart=stage_ladder("q09-stage", title=say("Relationship stage"), views=views, width=310),
        caption=say("Relationship stage, as each side sees it"),
        sources=("Accounts",) if stage.inferred is None else ("Accounts", "Stage evidence"),
        evidence=stage.evidence or case.cells("declared_stage", "customer_stage"),
        note=note,
    )


def _indicators(case: Case) -> Table | None:
    """The six indicators, what other sheets suggest beside them, and what held the stage down."""
    row = next(iter(case.rows(StageEvidence)), None)
    if row is None:
        return None
    stage = case.scores.stage
    titles = {column.field: column.title for column in schema_of(StageEvidence).columns}
    said = {
        "i1_position": _suggested(stage.suggested_position, say("share of wallet")),
        "i2_interaction": _suggested(stage.suggested_interaction, say("the pattern of contacts")),
    }
    rows = tuple(
        (
            Cell(text=titles[field]),
            Cell(text=formats.whole(getattr(row, field)), evidence=(row.origin.cell(field),)),
            Cell(text=said.get(field, "")),
        )
        for field in INDICATORS
    )
    total = say("Total {stage} of 24. ", stage=formats.score(stage.total)) if stage.total is not None else ""
    dated = say(
        "Assessed {assessed_on}{value}.",
        assessed_on=formats.date(row.assessed_on),
        value=say(" by {assessed_by}", assessed_by=row.assessed_by) if row.assessed_by else "",
    )
    return Table(
        caption=say("What the stage rests on"),
        columns=(
            Column(title=say("Indicator")),
            Column(title=say("Answer, 1–4"), number=True),
            Column(title=say("Suggested by other sheets")),
        ),
        rows=rows,
        note=" ".join(word for word in (f"{total}{sentence(stage.reason)}".strip(), dated) if word),
    )


def _suggested(step: int | None, source: str) -> str:
    return say("{source} suggests {step}", source=source, step=formats.whole(step)) if step is not None else ""


def _facts(reading: RelationshipReading) -> tuple[Fact, ...]:
    model = f"{reading.model}: {_MODELS[reading.model]}" if reading.model is not None else formats.NOT_KNOWN
    access = formats.listed([level.value for level in reading.access]) or say("none with a working relationship")
    balance = formats.NOT_KNOWN if reading.support_balance is None else formats.plain(reading.support_balance, 2)
    touch = formats.date(reading.last_touch)
    return (
        *(_role(reading, role) for role in KEY_ROLES),
        fact(say("Levels reached"), access),
        fact(say("Support balance, −1 to 1"), balance),
        fact(say("Last contact"), touch),
        fact("Pattern", model),
    )


def _role(reading: RelationshipReading, role: StakeholderRole) -> Fact:
    state = reading.roles.get(role, RoleState.MISSING)
    names = [one.stakeholder.name for one in reading.people if one.stakeholder.role is role]
    if state is RoleState.MISSING:
        return Fact(label=role.value, value=Shown(text=say("missing"), tone="bad"))
    who = formats.listed(names, most=2)
    words = who if state is RoleState.HELD else say("{who}; no working relationship yet", who=who)
    evidence = tuple(one.stakeholder.origin.cell("role") for one in reading.people if one.stakeholder.role is role)
    return Fact(label=role.value, value=Shown(text=words, evidence=evidence))
