"""The eight tiles of an account's first page: where it stands, each figure with its sum and its cells."""

from __future__ import annotations

from dataclasses import replace

from kamreport.rendering import formats
from kamreport.rendering.language import later, say, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.account.relationship import contacts
from kamreport.rendering.views.account.sums import (
    contribution_sum,
    growth_sum,
    priority_sum,
    revenue_sum,
)
from kamreport.rendering.views.grounds import condition_of, cuts_of, measured_in, place_of, rank_of
from kamreport.rendering.views.moving import change_of
from kamreport.rendering.views.pieces import Shown, Tile, join_evidence
from kamreport.rendering.views.sums import health_sum, told
from kamreport.rendering.views.wording import colour_tone, sentence
from kamreport.results import Placement


def tiles(case: Case) -> tuple[Tile, ...]:
    """Where the account stands, in eight figures."""
    return (_quadrant(case), _stage(case), _tier(case), _health(case), *_money_tiles(case), _rank(case), _people(case))


def _quadrant(case: Case) -> Tile:
    placement = case.scores.placement
    note = _standing(placement)
    evidence = join_evidence(place_of(case.scores), cuts_of(case.review))
    known = placement.quadrant is not None
    return Tile(
        label=say("Quadrant"),
        value=Shown(
            text=term(placement.quadrant) if placement.quadrant is not None else formats.not_known(),
            evidence=evidence,
            marks=_provisional(case) if known else (),
        ),
        change=_moved(case, "Quadrant"),
        note=note if known else retold(placement.reason),
        note_evidence=evidence,
        word=True,
    )


def _standing(placement: Placement) -> str:
    """How sure the quadrant is; without bounds, as in Relative mode, only whether a cut is near (KAM.md §5.8)."""
    if placement.certain is None:
        return say("borderline") if placement.borderline else ""
    if placement.borderline:
        return say("borderline, certain") if placement.certain else say("borderline, not certain")
    return say("certain") if placement.certain else say("not certain: data are missing")


def _provisional(case: Case) -> tuple[str, ...]:
    return (say("provisional"),) if case.provisional_axes else ()


def _stage(case: Case) -> Tile:
    stage = case.scores.stage
    note = say("declared; no evidence yet") if stage.is_declared else say("inferred from evidence")
    if stage.advice is not None:
        note = say("{note}; advice: {advice}", note=note, advice=stage.advice)
    return Tile(
        label=say("Relationship stage"),
        value=Shown(text=term(stage.used) if stage.used else formats.not_known(), evidence=stage.evidence),
        change=_moved(case, "Stage"),
        note=note if stage.used else say("Fill Declared stage in Accounts."),
        word=True,
    )


def _tier(case: Case) -> Tile:
    tier = case.scores.tier
    if tier.recommended is None:
        note = retold(tier.reason) or say("Fill Complexity and Commitment for a recommendation.")
    elif not tier.fit:
        note = say("fits: as recommended")
    else:
        under, over = later("under-served: {recommended} recommended"), later("over-served: {recommended} recommended")
        note = say(under if tier.fit < 0 else over, recommended=tier.recommended)
    return Tile(
        label=say("Tier"),
        value=Shown(text=term(tier.present), evidence=case.cells("tier")),
        change=_moved(case, "Tier"),
        note=sentence(note).rstrip(".") if tier.recommended else note,
        word=True,
    )


def _health(case: Case) -> Tile:
    health = case.scores.health
    marks = (say("provisional"),) if case.has_provisional_health else ()
    notes = [say(health.colour.word)] if health.colour is not None else []
    notes.append(say("{coverage} of its data known", coverage=formats.percent(health.coverage)))
    if health.override_reason:
        notes.append(
            say(
                "overridden until {until} ({reason}), computed {computed}",
                until=formats.date(health.override_until),
                reason=f"{health.override_why}, {health.override_by}",
                computed=formats.score(health.computed),
            )
        )
    elif health.cap is not None:
        notes.append(say("capped from {computed}", computed=formats.score(health.computed)))
    evidence = condition_of(health)
    tone = colour_tone(health.colour)
    return Tile(
        label=say("Health, 0–100"),
        value=Shown(
            text=formats.score(health.value), tone=tone, marks=marks, evidence=evidence, how=health_sum(health)
        ),
        change=_moved(case, "Health"),
        note="; ".join(notes),
        note_evidence=evidence,
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
    if share and aim is not None:
        share += "; " + say("target {aim}", aim=formats.percent(aim))
    known = growth.text not in {formats.not_known(), say("does not apply")}
    revenue = told(case.wording.amount(case.measure("revenue_12m")), revenue_sum(case))
    margin = told(case.wording.amount(case.measure("contribution_12m")), contribution_sum(case))
    return (
        Tile(
            label=say("Revenue, 12 months"),
            value=revenue,
            change=Shown(
                text=say("{growth} on the year before", growth=growth.text),
                tone=growth.tone,
                evidence=growth.evidence,
                how=growth_sum(case),
            )
            if known
            else None,
            note=against,
            note_evidence=measured_in([case.scores], "target_ratio"),
            word=revenue.text == formats.not_known(),
        ),
        Tile(
            label=say("Contribution, 12 months"),
            value=margin,
            note=share if margin.text != formats.not_known() else say("needs gross margin and cost to serve"),
            note_evidence=(
                *measured_in([case.scores], "contribution_rate"),
                case.review.settings.cell("target_margin"),
            ),
            word=margin.text == formats.not_known(),
        ),
    )


def _rank(case: Case) -> Tile:
    placement = case.scores.placement
    ranked = sum(one.placement.rank is not None for one in case.review.scores.accounts.values())
    if placement.rank is None:
        return Tile(
            label=say("Priority rank"),
            value=Shown(text=formats.not_known(), tone="quiet"),
            note=say("needs a score on both axes"),
            word=True,
        )
    span = say(
        "{best_rank}–{worst_rank} when weights vary",
        best_rank=formats.whole(placement.best_rank),
        worst_rank=formats.whole(placement.worst_rank),
    )
    firm, evidence = placement.best_rank == placement.worst_rank, rank_of(case.review, case.scores)
    return Tile(
        label=say("Priority rank"),
        value=Shown(
            text=say("{rank} of {ranked}", rank=formats.whole(placement.rank), ranked=formats.whole(ranked)),
            evidence=evidence,
            how=priority_sum(case),
        ),
        change=_moved(case, "Rank"),
        note=say("firm when weights vary") if firm else span,
        note_evidence=evidence,
    )


def _people(case: Case) -> Tile:
    relationship = case.scores.relationship
    known = relationship.coverage is not None
    return Tile(
        label=say("Relationship coverage, 0–100"),
        value=Shown(
            text=formats.score(relationship.coverage), evidence=relationship.evidence, tone="" if known else "quiet"
        ),
        change=_moved(case, "Relationship coverage"),
        note=contacts(relationship) if known else say("Fill Stakeholders."),
        note_evidence=relationship.evidence,
        word=not known,
    )


def _moved(case: Case, subject: str) -> Shown | None:
    movement = case.movement(subject)
    if movement is None:
        return None
    shown = change_of(case.wording, movement)
    previous = case.review.previous
    if previous is None or movement.change is None:
        return shown
    return replace(shown, text=say("{change} since {period}", change=shown.text, period=previous.period_label))
