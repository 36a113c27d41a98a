"""The programme's own sheets (K802, K803; KAM.md §12)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import listed
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import ChecklistItem, ProgrammeMeasure
from kamreport.model.lists import ChecklistAnswer, Horizon, MeasureKind

K802 = Rule(
    "K802", "measures-unbalanced", Severity.WARNING, "0.1", "Programme measures in use lack a kind or a horizon."
)
K803 = Rule("K803", "yes-without-evidence", Severity.NOTE, "0.1", "A checklist item is Yes without evidence.")


def measures_unbalanced(case: Case) -> Iterator[Finding]:
    """K802: measures with a target or a figure are not of both kinds, or not of both horizons."""
    used = [row for row in case.portfolio.rows(ProgrammeMeasure) if row.target is not None or row.actual is not None]
    if not used:
        return
    kinds = [kind for kind in MeasureKind if kind not in {row.kind for row in used}]
    horizons = [horizon for horizon in Horizon if horizon not in {row.horizon for row in used}]
    if kinds:
        yield K802.at(
            used[0].origin.cell("kind"),
            f"Of {len(used)} programme measures in use, none is of kind {listed(kinds, 'or')}.",
            hint=f"Set a target for a measure of kind {kinds[0]}.",
        )
    if horizons:
        yield K802.at(
            used[0].origin.cell("horizon"),
            f"Of {len(used)} programme measures in use, none has the horizon {listed(horizons, 'or')}.",
            hint=f"Choose Horizon for each measure in use, and use one whose horizon is {horizons[0]}.",
        )


def yes_without_evidence(case: Case) -> Iterator[Finding]:
    """K803: Answer Yes, Evidence blank."""
    for row in case.portfolio.rows(ChecklistItem):
        if row.answer is ChecklistAnswer.YES and row.evidence is None:
            yield K803.at(
                row.origin.cell("evidence"),
                f"{row.item_id} “{row.item}” is answered Yes without evidence.",
                hint="Name a document, a date or a person that shows it.",
            )


RULES = (K802, K803)
CHECKS: tuple[Check, ...] = (measures_unbalanced, yes_without_evidence)
