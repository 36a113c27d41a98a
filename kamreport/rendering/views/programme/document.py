"""The programme pack as a document: which sections, in which order, and what would make it richer."""

from __future__ import annotations

from collections.abc import Callable

from kamreport.rendering import formats
from kamreport.rendering.language import later, say
from kamreport.rendering.views.pieces import Document, Section, Unfilled
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
    ("M01", verdict, "Verdict", _CHECKLIST),
    ("M02", before_launch, later("Before launch"), _CHECKLIST),
    ("M03", launch_gate, later("Launch gate"), _CHECKLIST),
    ("M04", maturity, "Framework", later("Fill Framework scores.")),
    ("M05", milestones, "Milestones", later("Fill planned dates.")),
    ("M06", measures, later("Programme measures"), later("Fill targets in Programme measures.")),
    ("M07", outcomes, later("After launch: claimed against measured"), later("Answer POST1–POST9.")),
    ("M08", voices, later("Success reasons, trust, leadership"), later("Fill Programme questions.")),
    ("M09", people, "People", later("Fill Fluency and Account team.")),
    ("M10", trend, later("Trend by quarter"), later("Needs two reviews.")),
    ("M11", actions, later("Programme actions"), later("Fill Programme actions.")),
)
"""Code, what sets the section, its name, and its line when it has no data (KAM.md §14.5)."""
CODES = (*(code for code, *_ in SECTIONS), "M12")
"""All sections; the last, about the data, is always there."""


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
            waiting.append(Unfilled(code=code, name=name, line=line))
    company = review.settings.company_name or ""
    stamped, meaning = stamps(review, ())
    return Document(
        pack="programme",
        kind="Programme review" + (f" · {review.period_label}" if review.period_label else ""),
        title=company or say("Our KAM programme"),
        company=company,
        facts=(
            say("Period to {period_end}", period_end=formats.date(review.period_end)),
            say("As of {as_of}", as_of=formats.date(review.as_of)),
            say("First review")
            if review.previous is None
            else say("Compared with {period_label}", period_label=review.previous.period_label),
        ),
        running=f"{company or say('Programme')} · {review.period_label}",
        dated=say("As of {as_of} · Review {review_id}", as_of=formats.date(review.as_of), review_id=review.review_id),
        stamps=stamped,
        stamps_mean=meaning,
        sections=(*sections, quality(review)),
        unfilled=tuple(waiting),
    )
