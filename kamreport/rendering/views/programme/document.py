"""The programme pack as a document: which sections, in which order, and what would make it richer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kamreport.model import Remark as Written
from kamreport.model.lists import NarrativePack
from kamreport.rendering import formats
from kamreport.rendering.language import later, say
from kamreport.rendering.views.narrating import commented
from kamreport.rendering.views.pieces import Chapter, Document, Section, Unfilled
from kamreport.rendering.views.programme.checklist import before_launch, launch_gate
from kamreport.rendering.views.programme.framework import maturity
from kamreport.rendering.views.programme.office import Office
from kamreport.rendering.views.programme.outcomes import outcomes
from kamreport.rendering.views.programme.people import people, voices
from kamreport.rendering.views.programme.progress import actions, measures, milestones
from kamreport.rendering.views.programme.quality import quality
from kamreport.rendering.views.programme.trend import trend
from kamreport.rendering.views.programme.verdict import verdict
from kamreport.rendering.views.stamping import stamps
from kamreport.results import Review

_CHECKLIST = later("Fill Checklist.")

SECTIONS: tuple[tuple[str, Callable[[Office], Section | None], str, str], ...] = (
    ("M01", verdict, later("Verdict"), _CHECKLIST),
    ("M02", before_launch, later("Before launch"), _CHECKLIST),
    ("M03", launch_gate, later("Launch gate"), _CHECKLIST),
    ("M04", maturity, later("Framework"), later("Fill Framework scores.")),
    ("M05", milestones, later("Milestones"), later("Fill planned dates.")),
    ("M08", voices, later("Success reasons, trust, leadership"), later("Fill Programme questions.")),
    ("M09", people, later("People"), later("Fill Fluency and Account team.")),
    ("M06", measures, later("Programme measures"), later("Fill targets in Programme measures.")),
    ("M07", outcomes, later("After launch: claimed against measured"), later("Answer POST1–POST9.")),
    ("M10", trend, later("Trend by quarter"), later("Needs two reviews.")),
    ("M11", actions, later("Programme actions"), later("Fill Programme actions.")),
)
"""Code, what sets the section, its name, and its line when it has no data, chapter by chapter (KAM.md §14.5)."""
CODES = (*(code for code, *_ in SECTIONS), "M12")
"""All sections; the last, about the data, is always there."""

_CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (later("Changing the view"), ("M01", "M02", "M03", "M04", "M05")),
    (later("Priority accounts"), ()),
    (later("People chosen and trained"), ("M08", "M09")),
    (later("Success followed"), ("M06", "M07", "M10")),
    (later("Where it goes from here"), ("M11", "M12")),
)
"""Four steps after DemandFarm, and what is left (KAM.md §14.5); the second is told in another pack."""
_ELSEWHERE = later("Which accounts are key, and why, is told in the portfolio review under Choice of key accounts.")


def programme_document(review: Review) -> Document:
    """The programme pack of a review, ready to be set; without programme sheets it only says what to fill."""
    sections: list[Section] = []
    waiting: list[Unfilled] = []
    office = Office.of(review, review.scores.programme) if review.scores.programme else None
    for code, build, name, line in SECTIONS:
        section = build(office) if office else None
        if section is not None:
            sections.append(section)
        else:
            waiting.append(Unfilled(code=code, name=say(name), line=say(line)))
    company = review.settings.company_name or ""
    remarks = review.portfolio.rows(Written)
    stamped, meaning = stamps(review, ())
    return Document(
        pack="programme",
        kind=say("Programme review") + (f" · {review.period_label}" if review.period_label else ""),
        title=company or say("Our KAM programme"),
        company=company,
        facts=(
            say("Period to {period_end}", period_end=formats.date(review.period_end)),
            say("As of {as_of}", as_of=formats.date(review.as_of)),
            say("First review")
            if review.previous is None
            else say("Compared with {period}", period=review.previous.period_label),
        ),
        running=" · ".join((company or say("Programme"), review.period_label)),
        dated=say("As of {as_of} · Review {review_id}", as_of=formats.date(review.as_of), review_id=review.review_id),
        stamps=stamped,
        stamps_mean=meaning,
        sections=_with_chapters(commented((*sections, quality(review)), remarks, NarrativePack.PROGRAMME)),
        unfilled=commented(sorted(waiting, key=lambda one: one.code), remarks, NarrativePack.PROGRAMME),
    )


def _with_chapters(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections, each with the chapters that begin above it; one without sections begins where the next does."""
    headed: list[Section] = []
    waiting = [
        (Chapter(number=number, title=say(title), pointer="" if codes else say(_ELSEWHERE)), codes)
        for number, (title, codes) in enumerate(_CHAPTERS, 1)
    ]
    for section in sections:
        begin = next((at for at, (_, codes) in enumerate(waiting, 1) if section.code in codes), 0)
        begun = tuple(chapter for chapter, codes in waiting[:begin] if chapter.pointer or section.code in codes)
        waiting = waiting[begin:]
        headed.append(replace(section, chapters=begun))
    return tuple(headed)
