"""The portfolio pack as a document: which sections, in which order, and what would make it richer."""

from __future__ import annotations

from collections.abc import Callable

from kamreport.model import Remark as Written
from kamreport.model.lists import NarrativePack, ScoreState
from kamreport.rendering import formats
from kamreport.rendering.language import later, say, say_count
from kamreport.rendering.views.narrating import commented
from kamreport.rendering.views.pieces import Document, Section, Unfilled
from kamreport.rendering.views.portfolio.comparison import comparison
from kamreport.rendering.views.portfolio.condition import data_quality, health
from kamreport.rendering.views.portfolio.desk import Desk
from kamreport.rendering.views.portfolio.headlines import headlines
from kamreport.rendering.views.portfolio.map import matrix_section, moves
from kamreport.rendering.views.portfolio.people import capacity, stages, tiers
from kamreport.rendering.views.portfolio.pipeline import pipeline
from kamreport.rendering.views.portfolio.ranking import firmness, ranking
from kamreport.rendering.views.portfolio.schedule import plans, renewals
from kamreport.rendering.views.portfolio.selection import selection
from kamreport.rendering.views.portfolio.weight import dependence, spread
from kamreport.rendering.views.stamping import stamps
from kamreport.rendering.views.wording import FIRST_REVIEW
from kamreport.results import Review

_RATINGS = later("Fill Ratings.")

SECTIONS: tuple[tuple[str, Callable[[Desk], Section | None], str, str], ...] = (
    ("P01", headlines, later("Headlines"), ""),
    ("P02", matrix_section, later("Key account matrix"), _RATINGS),
    ("P03", moves, later("Movement since last review"), FIRST_REVIEW),
    ("P04", ranking, later("Ranking with bounds"), _RATINGS),
    ("P05", firmness, later("How firm is the ranking"), _RATINGS),
    ("P06", dependence, later("Concentration"), later("Fill Revenue, and Company revenue in Settings.")),
    (
        "P07",
        comparison,
        later("Key against other accounts"),
        later("Needs 24 months of Revenue and at least one account that is not key."),
    ),
    ("P08", stages, later("Relationship stages and advice"), later("Fill Stage evidence or Declared stage.")),
    ("P09", tiers, later("Tier and service fit"), later("Fill Complexity and Commitment.")),
    ("P10", capacity, later("Capacity and time"), later("Fill Max accounts and Manager hours per month.")),
    ("P11", pipeline, later("White space and pipeline"), later("Fill White space or Opportunities.")),
    ("P12", health, later("Health and risk"), later("Health needs Revenue with targets and Stakeholders.")),
    ("P13", plans, later("Plans and freshness"), later("Fill Actions.")),
    ("P14", selection, later("Choice of key accounts"), later("Needs both axes scored for at least one account.")),
    ("P15", spread, later("Volume and region"), later("Fill Region.")),
    ("P16", renewals, later("Renewals ahead"), later("Fill Renewal date.")),
    ("P17", data_quality, later("Data quality"), ""),
)
"""Code, what sets the section, its name, and its line when it has no data (KAM.md §14.4)."""

_LATER = ("P03",)
"""Sections that wait for time to pass, not for data."""
_OPTIONAL = ("P11",)
"""Sections that no core sheet feeds."""


def portfolio_document(review: Review) -> Document:
    """The portfolio pack of a review, ready to be set."""
    desk = Desk.of(review)
    sections: list[Section] = []
    waiting: list[Unfilled] = []
    for code, build, name, line in SECTIONS:
        section = build(desk)
        if section is not None:
            sections.append(section)
        else:
            waiting.append(Unfilled(code=code, name=say(name), line=say(line), core=code not in (*_LATER, *_OPTIONAL)))
    company = review.settings.company_name or ""
    remarks = review.portfolio.rows(Written)
    stamped, meaning = stamps(review, _provisional(desk))
    return Document(
        pack="portfolio",
        kind=say("Portfolio review") + (f" · {review.period_label}" if review.period_label else ""),
        title=company or say("Our key accounts"),
        company=company,
        facts=_facts(desk),
        running=" · ".join((company or say("Portfolio"), review.period_label)),
        dated=say("As of {as_of} · Review {review_id}", as_of=formats.date(review.as_of), review_id=review.review_id),
        stamps=stamped,
        stamps_mean=meaning,
        sections=commented(sections, remarks, NarrativePack.PORTFOLIO),
        unfilled=commented(sorted(waiting, key=lambda one: one.code), remarks, NarrativePack.PORTFOLIO),
    )


def _facts(desk: Desk) -> tuple[str, ...]:
    review = desk.review
    return (
        say_count("{count} account", "{count} accounts", len(desk.review.portfolio.accounts)),
        say("Period to {period_end}", period_end=formats.date(review.period_end)),
        say("As of {as_of}", as_of=formats.date(review.as_of)),
        say("First review")
        if review.previous is None
        else say("Compared with {period}", period=review.previous.period_label),
    )


def _provisional(desk: Desk) -> tuple[str, ...]:
    """Scores that are provisional, in words; health is left to its own section, where each account says so."""
    states = [
        breakdown.state
        for _, one in desk.pairs
        for breakdown in (one.attractiveness, one.strength)
        if breakdown is not None
    ]
    count = sum(state is ScoreState.PROVISIONAL for state in states)
    return (say_count("{count} axis score", "{count} axis scores", count),) if count else ()
