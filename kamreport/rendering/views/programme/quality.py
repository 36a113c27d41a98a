"""M12: what was found about the programme sheets, and how the figures are made."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.findings import Severity
from kamreport.model import PROGRAMME, Settings
from kamreport.rendering import formats
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.defining import counted, findings_table
from kamreport.rendering.views.grounds import FINDINGS
from kamreport.rendering.views.pieces import Remark, Section, Table
from kamreport.results import Review
from kamreport.schema import schema_of

_MOST = 12
_SHEETS = frozenset(schema_of(record).title for record in PROGRAMME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality(Section):
    """The ground the pack stands on."""

    findings: Table | None
    """The gravest findings about programme sheets; None when there is none."""
    definitions: tuple[Remark, ...]
    """How the figures are made; empty when formulas are not shown."""


def quality(review: Review) -> Quality:
    """Set the last section; there is one even before any programme sheet has rows."""
    own = [one for one in review.findings if one.where.sheet in _SHEETS]
    errors = sum(one.severity is Severity.ERROR for one in own)
    return Quality(
        code="M12",
        name=say("Data quality and definitions"),
        headline=say_count(
            "{count} error to correct in the programme sheets",
            "{count} errors to correct in the programme sheets",
            errors,
        )
        if errors
        else say("The programme sheets have no errors"),
        point=say(
            "{findings} in all; the Findings sheet links each to its cell.", findings=counted(own, errors=bool(errors))
        ),
        sources=("Findings", "Settings"),
        evidence=FINDINGS,
        findings=findings_table(own, most=_MOST, caption=say("The gravest findings")),
        definitions=_definitions(review.settings) if review.settings.show_formulas else (),
    )


def _definitions(settings: Settings) -> tuple[Remark, ...]:
    share = formats.percent(settings.phase_share)
    return (
        Remark(text=say("Readiness is the mean of the answers before launch: Yes 1, Partial one half, No 0; N/A leaves, blank is not known.")),
        Remark(text=say("A phase is reached when it and each earlier one have {share} of their items at Yes.", share=share),
               evidence=(settings.cell("phase_share"),)),
        Remark(text=say("The outcomes index is favourable less unfavourable outcomes, over all answered, from −1 to 1; Yes to POST3 is unfavourable.")),
        Remark(text=say("Outcomes are measured over the key accounts of today, these 12 months against the 12 before.")),
        Remark(text=say("An element is 25 times the weighted mean of its scored items; the framework is the mean of its elements.")),
        Remark(text=say("The success index is 25 times the mean rating less 1. Open answers are printed, never scored.")),
    )  # fmt: skip
