"""The account review as a document: which sections, in which order, and what would make it richer."""

from __future__ import annotations

from collections.abc import Callable

from kamreport.model import Account
from kamreport.model import Remark as Written
from kamreport.model.lists import NarrativePack, Tier
from kamreport.rendering import formats
from kamreport.rendering.language import later, say, term
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.account.commercial import commercial
from kamreport.rendering.views.account.needs import needs
from kamreport.rendering.views.account.overview import overview
from kamreport.rendering.views.account.place import place, reasons
from kamreport.rendering.views.account.plan import ahead, plan
from kamreport.rendering.views.account.quality import quality
from kamreport.rendering.views.account.relationship import relationship
from kamreport.rendering.views.account.risks import risks
from kamreport.rendering.views.account.rivalry import rivalry
from kamreport.rendering.views.account.service import service
from kamreport.rendering.views.account.since import since_last_review
from kamreport.rendering.views.account.summary import summary
from kamreport.rendering.views.account.value import satisfaction, value
from kamreport.rendering.views.account.white_space import space
from kamreport.rendering.views.narrating import commented
from kamreport.rendering.views.pieces import Document, Section, Unfilled
from kamreport.rendering.views.stamping import stamps
from kamreport.results import Review

SECTIONS: tuple[tuple[str, Callable[[Case], Section | None], str, str], ...] = (
    ("Q01", summary, later("Summary"), ""),
    ("Q02", since_last_review, later("Since last review"), ""),
    ("Q03", overview, later("Account overview"), ""),
    ("Q04", commercial, later("Commercial performance"), later("Fill Revenue for the last 12 months.")),
    (
        "Q05",
        value,
        later("Value delivered to the customer"),
        later("Fill Value delivered: what is better for them, and who confirms it?"),
    ),
    ("Q06", satisfaction, later("Service and satisfaction"), later("Fill Commitments and Feedback.")),
    ("Q07", place, later("Place in the key account matrix"), later("Fill Ratings so that both axes can be scored.")),
    ("Q08", reasons, later("Why this score"), later("Fill Ratings so that both axes can be scored.")),
    ("Q09", relationship, later("Relationship"), later("Fill Stakeholders; add Stage evidence for the ladder.")),
    ("Q10", needs, later("Needs and value proposition"), later("Fill Needs: what do they want, and why?")),
    ("Q11", space, later("White space and share of wallet"), later("Fill White space and Wallet.")),
    ("Q12", rivalry, later("Competition and SWOT"), later("Fill SWOT; each statement needs its consequence.")),
    ("Q13", plan, later("Objectives and action plan"), later("Fill Objectives; actions alone do not show direction.")),
    ("Q14", risks, later("Risks"), later("No risk entered; none is detected. Fill Risks.")),
    ("Q16", ahead, later("Next {days}"), later("No action is due in the next {days}. Fill Actions.")),
    ("Q15", service, later("How we manage this account"), later("Fill Account team to see open roles.")),
    ("Q17", quality, later("Data quality and definitions"), ""),
)
"""Code, what sets the section, its name, and its line when it has no data (KAM.md §14.2)."""

_OPTIONAL = ("Q05", "Q06", "Q10", "Q11", "Q12", "Q14")
"""Sections that no core sheet feeds: their absence is no fault."""

_VENDOR = ("Q01", "Q04", "Q13", "Q16", "Q17")
"""All that a pack of the lowest tier prints (KAM.md §14.1.5)."""


def account_document(review: Review, account: Account) -> Document:
    """The account QBR of one account, ready to be set."""
    case = Case.of(review, account)
    sections: list[Section] = []
    waiting: list[Unfilled] = []
    for code, build, name, line in SECTIONS:
        if not _wanted(case, code):
            continue
        section = build(case)
        if section is not None:
            sections.append(section)
        else:
            days = formats.days(review.settings.ahead_days)
            told, core = say(line, days=days), code not in _OPTIONAL
            waiting.append(Unfilled(code=code, name=say(name, days=days), line=told, core=core))
    remarks = review.portfolio.of(account.account_id, Written)
    stamped, meaning = stamps(review, case.provisional_axes)
    return Document(
        pack="account",
        kind=say("Account review") + (f" · {review.period_label}" if review.period_label else ""),
        title=account.name,
        company=review.settings.company_name or "",
        facts=_facts(case),
        running=f"{account.name} · {review.period_label}",
        dated=say("As of {as_of} · Review {review_id}", as_of=formats.date(review.as_of), review_id=review.review_id),
        stamps=stamped,
        stamps_mean=meaning,
        notes=_notes(case),
        sections=commented(sections, remarks, NarrativePack.ACCOUNT),
        unfilled=commented(sorted(waiting, key=lambda one: one.code), remarks, NarrativePack.ACCOUNT),
    )


def _wanted(case: Case, code: str) -> bool:
    return case.account.tier is not Tier.VENDOR or code in _VENDOR


def _facts(case: Case) -> tuple[str, ...]:
    facts = [
        say("Managed by {manager}", manager=case.wording.name_of(case.account.manager_id)),
        term(case.account.tier),
    ]
    if case.account.is_key:
        facts.append(say("Key account"))
    facts += [
        say("Period to {period_end}", period_end=formats.date(case.review.period_end)),
        say("As of {as_of}", as_of=formats.date(case.review.as_of)),
    ]
    return tuple(facts)


def _notes(case: Case) -> tuple[str, ...]:
    if not case.has_provisional_health:
        return ()
    known = formats.percent(case.scores.health.coverage)
    return (say("Health is provisional: {known} of its data are known.", known=known),)
