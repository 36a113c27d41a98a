"""Q09: who the people are, how deep the relationship is, and who sees it how (KAM.md §6)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import INDICATORS, StageEvidence, Stakeholder
from kamreport.model.lists import KEY_ROLES, RelationshipModel, RoleState, StakeholderRole
from kamreport.rendering import formats
from kamreport.rendering.charts.relations import Person, View, stage_ladder, stakeholder_map
from kamreport.rendering.language import later, later_count, say, say_count, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import column_of, measured_in
from kamreport.rendering.views.pieces import Cell, Column, Fact, Figure, Section, Shown, Table
from kamreport.rendering.views.wording import fact, sentence
from kamreport.results import RelationshipReading, StakeholderReading
from kamreport.schema import schema_of

_MODELS = {
    RelationshipModel.BOW_TIE: later("one pair of people carries everything; a departure ends it"),
    RelationshipModel.ONE_ON_MANY: later("several doors are open, but one person of ours carries them all"),
    RelationshipModel.DIAMOND: later("functions meet functions and the manager coordinates"),
    RelationshipModel.MIXED: later("on the way to a team; roles may be unclear"),
}

_PATTERN = ("counterpart_id", "level", "function", "last_contact")
"""What of a stakeholder the pattern of contacts is read from (KAM.md §6.4)."""


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
        evidence=(*reading.evidence, *_people_cells(reading, "role", *_PATTERN)),
        empty=""
        if stage.inferred
        else case.unless_filled(say("Add Stage evidence to infer the stage."), StageEvidence),
        people=_people(case, reading),
        ladder=_ladder(case),
        indicators=_indicators(case),
        facts=_facts(reading),
        advice=f"{term(stage.advice)}: {say(stage.advice.told)}" if stage.advice is not None else "",
    )


def _headline(case: Case, reading: RelationshipReading) -> str:
    if reading.single_threaded:
        return say("The relationship hangs on a single thread")
    missing = [term(role, inside=True) for role in reading.missing_roles]
    if missing:
        return say("No {roles} is known yet", roles=formats.listed(missing, either=True))
    if reading.model is not None:
        return say("The pattern is {model}: {meaning}", model=reading.model, meaning=say(_MODELS[reading.model]))
    return say_count(
        "{count} stakeholder known at {account}",
        "{count} stakeholders known at {account}",
        len(reading.people),
        account=case.name,
    )


def _point(reading: RelationshipReading) -> str:
    return say(
        "Influence-weighted strength is {coverage} of 100, with {contacts}.",
        coverage=formats.score(reading.coverage),
        contacts=contacts(reading),
    )


def contacts(reading: RelationshipReading) -> str:
    """How many people are in touch, and how many may be: 3 active contacts (+1 undated)."""
    if not reading.undated:
        return say_count("{count} active contact", "{count} active contacts", reading.threads)
    return say_count(
        "{count} active contact (+{undated} undated)",
        "{count} active contacts (+{undated} undated)",
        reading.threads,
        undated=formats.whole(reading.undated),
    )


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


def _people_cells(reading: RelationshipReading, *fields: str) -> tuple[CellRef, ...]:
    return column_of(Stakeholder, [one.stakeholder for one in reading.people], *fields)


def _person(one: StakeholderReading) -> Person:
    stakeholder = one.stakeholder
    return Person(
        name=stakeholder.name,
        role=term(stakeholder.role),
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
            (say("evidence"), stage.inferred),
            (say("we say"), stage.declared),
            (say("they say"), stage.customer_view),
        )
        if known is not None
    ]
    if not views:
        return None
    note = ""
    if stage.view_difference:
        above = later_count(
            "We place it {count} stage above the customer's view.",
            "We place it {count} stages above the customer's view.",
        )
        below = later_count(
            "We place it {count} stage below the customer's view.",
            "We place it {count} stages below the customer's view.",
        )
        note = say_count(*(above if stage.view_difference > 0 else below), abs(stage.view_difference))
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
    suggests = {
        "i1_position": measured_in([case.scores], "share_of_wallet"),
        "i2_interaction": _people_cells(case.scores.relationship, *_PATTERN),
    }
    rows = tuple(
        (
            Cell(text=say(titles[field])),
            Cell(text=formats.whole(getattr(row, field)), evidence=(row.origin.cell(field),)),
            Cell(text=said.get(field, ""), evidence=suggests.get(field, ())),
        )
        for field in INDICATORS
    )
    total = say("Total {total} of 24.", total=formats.limit(stage.total)) if stage.total is not None else ""
    day = formats.date(row.assessed_on)
    dated = (
        say("Assessed {day} by {who}.", day=day, who=row.assessed_by)
        if row.assessed_by
        else say("Assessed {day}.", day=day)
    )
    return Table(
        caption=say("What the stage rests on"),
        columns=(
            Column(title=say("Indicator")),
            Column(title=say("Answer, 1–4"), number=True),
            Column(title=say("Suggested by other sheets")),
        ),
        rows=rows,
        evidence=(*stage.evidence, row.origin.cell("assessed_on"), row.origin.cell("assessed_by")),
        note=" ".join(word for word in (total, sentence(retold(stage.reason)), dated) if word),
    )


def _suggested(step: int | None, source: str) -> str:
    return say("{source} suggests {step}", source=source, step=formats.whole(step)) if step is not None else ""


def _facts(reading: RelationshipReading) -> tuple[Fact, ...]:
    model = (
        f"{term(reading.model)}: {say(_MODELS[reading.model])}" if reading.model is not None else formats.not_known()
    )
    access = formats.listed([term(level) for level in reading.access]) or say("none with a working relationship")
    balance = formats.not_known() if reading.support_balance is None else formats.plain(reading.support_balance, 2)
    touch = formats.date(reading.last_touch)
    return (
        *(_role(reading, role) for role in KEY_ROLES),
        fact(say("Levels reached"), access, _people_cells(reading, "level", "strength")),
        fact(say("Support balance, −1 to 1"), balance, _people_cells(reading, "support", "influence")),
        fact(
            say("Last contact"),
            touch,
            reading.last_touch_cells or _people_cells(reading, "last_contact"),
        ),
        fact(say("Pattern"), model),
    )


def _role(reading: RelationshipReading, role: StakeholderRole) -> Fact:
    state = reading.roles.get(role, RoleState.MISSING)
    names = [one.stakeholder.name for one in reading.people if one.stakeholder.role is role]
    if state is RoleState.MISSING:
        return Fact(label=term(role), value=Shown(text=say("missing"), tone="bad"))
    who = formats.listed(names, most=2)
    words = who if state is RoleState.HELD else say("{who}; no working relationship yet", who=who)
    evidence = tuple(one.stakeholder.origin.cell("role") for one in reading.people if one.stakeholder.role is role)
    return Fact(label=term(role), value=Shown(text=words, evidence=evidence))
