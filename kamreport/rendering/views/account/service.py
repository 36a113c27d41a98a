"""Q15: how this account is managed: its tier, what that means, and who stands for it (KAM.md §7)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.model import PERSPECTIVES, TeamRole, TierService
from kamreport.model.lists import AccountRole, KamDuty
from kamreport.rendering import formats
from kamreport.rendering.charts.voices import Part, role_strip
from kamreport.rendering.language import later, noun, say, say_count, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.pieces import Fact, Figure, Section
from kamreport.rendering.views.wording import fact

_TITLES = {
    "value_focus": later("Value focus"),
    "finding_value": later("Finding value"),
    "specifying_value": later("Specifying value"),
    "delivering_value": later("Delivering value"),
    "risk_focus": later("Risk focus"),
    "assessing_risk": later("Assessing risk"),
    "reducing_risk": later("Reducing risk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Section):
    """What the tier means for this account."""

    rhythm: tuple[Fact, ...]
    """What the tier promises, beside what is kept."""
    team: Figure | None
    """Six roles and six duties with who plays them; None when the account team is not filled."""
    perspectives: tuple[Fact, ...]
    """How accounts of this tier are looked at; empty for tiers without texts."""


def service(case: Case) -> Service | None:
    """Set the service; None when Tiers does not describe the account's tier."""
    promised = case.service
    if promised is None:
        return None
    return Service(
        code="Q15",
        name=say("How we manage this account"),
        headline=_headline(case),
        point=_point(case, promised),
        sources=("Tiers", "Accounts", "Team"),
        evidence=(*case.cells("tier"), promised.origin.cell("touchpoint_days"), *case.scores.relationship.evidence),
        empty=case.unless_filled(say("Fill Account team to see open roles."), TeamRole),
        rhythm=_rhythm(case, promised),
        team=_team(case),
        perspectives=_perspectives(promised),
    )


def _headline(case: Case) -> str:
    tier = case.scores.tier
    if tier.recommended is None:
        return say("It is managed as {present}; no recommendation yet", present=tier.present)
    if not tier.fit:
        return say("It is managed as {present}, as recommended", present=tier.present)
    return say(
        "It is managed as {present}; {recommended} is recommended", present=tier.present, recommended=tier.recommended
    )


def _point(case: Case, promised: TierService) -> str:
    touch = case.scores.relationship.last_touch
    if touch is None:
        return say(
            "A touchpoint is due every {every}; no contact is dated.",
            every=formats.days(promised.touchpoint_days),
        )
    since = (case.review.as_of - touch).days
    told = {"every": formats.days(promised.touchpoint_days), "since": formats.days(since)}
    if since <= promised.touchpoint_days:
        return say("A touchpoint is due every {every}; the last was {since} ago: kept.", **told)
    return say("A touchpoint is due every {every}; the last was {since} ago: not kept.", **told)


def _rhythm(case: Case, promised: TierService) -> tuple[Fact, ...]:
    tier = case.scores.tier
    access = {None: say("no level is filled"), True: say("short of it"), False: say("reached")}[tier.access_short]
    review = formats.date(case.account.last_review)
    cells = promised.origin.cell
    return (
        fact(say("Key account manager"), case.wording.name_of(case.account.manager_id), case.cells("manager_id")),
        fact(say("Usual job"), term(promised.job), (cells("job"),)),
        fact(say("What we do"), promised.what_we_do or formats.not_known(), (cells("what_we_do"),)),
        fact(say("Resources"), promised.resources or formats.not_known(), (cells("resources"),)),
        fact(say("Access expected"), f"{retold(tier.expected_access)}: {access}", tier.evidence),
        fact(
            say("Review every"),
            say("{every}; last {review}", every=formats.days(promised.review_days), review=review),
            (cells("review_days"),),
        ),
        fact(
            say("Reply within"),
            say_count("{count} hour", "{count} hours", promised.reply_hours),
            (cells("reply_hours"),),
        ),
        fact(say("Manager hours per month"), formats.whole(case.account.kam_hours), case.cells("kam_hours")),
    )


def _perspectives(promised: TierService) -> tuple[Fact, ...]:
    texts = ((field, getattr(promised, field)) for field in PERSPECTIVES)
    return tuple(fact(say(_TITLES[field]), text, (promised.origin.cell(field),)) for field, text in texts if text)


def _team(case: Case) -> Figure | None:
    rows = case.rows(TeamRole)
    if not rows:
        return None
    roles = [Part(term(role), _who(case, [row for row in rows if row.account_role is role])) for role in AccountRole]
    duties = [Part(term(duty), _who(case, [row for row in rows if row.duty is duty])) for duty in KamDuty]
    nobody = [noun(part.name) for part in (*roles, *duties) if not part.who]
    return Figure(
        chart=role_strip(
            "q15-team",
            title=say("Account team of {account}", account=case.name),
            rows=((say("Roles in the account team"), roles), (say("Duties of key account management"), duties)),
        ),
        caption=say("Who plays which part"),
        sources=("Account team", "Team"),
        evidence=tuple(row.origin.cell("person_id") for row in rows),
        note=say("Open: {nobody}.", nobody=formats.listed(nobody)) if nobody else say("Every role and duty is taken."),
    )


def _who(case: Case, rows: list[TeamRole]) -> str:
    return formats.listed([case.wording.name_of(row.person_id) for row in rows], most=2)
