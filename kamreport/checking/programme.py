"""The programme's own sheets (K801, K802, K803; KAM.md §12)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import listed, money, percent
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import ChecklistItem, ProgrammeMeasure
from kamreport.model.lists import ChecklistAnswer, Horizon, MeasureKind
from kamreport.results import Agreement

K801 = Rule("K801", "claim-rosier-than-data", Severity.WARNING, "0.1", "An outcome is claimed that the data deny.")
K802 = Rule(
    "K802", "measures-unbalanced", Severity.WARNING, "0.1", "Programme measures in use lack a kind or a horizon."
)
K803 = Rule("K803", "yes-without-evidence", Severity.NOTE, "0.1", "A checklist item is Yes without evidence.")

_WHOLE = ("money", "count")
"""Units that need no decimals."""


def claim_rosier_than_data(case: Case) -> Iterator[Finding]:
    """K801: an outcome is answered favourably, but what the sheets say of key accounts is unfavourable."""
    programme = case.scores.programme
    for claim in programme.claims if programme else ():
        if claim.agreement is Agreement.ROSIER and claim.before is not None and claim.now is not None:
            before, now = _figure(claim.before, claim.unit), _figure(claim.now, claim.unit)
            yield K801.at(
                claim.item.origin.cell("answer"),
                f"{claim.item.item_id} “{claim.item.item}” is answered {claim.item.answer}, but the data deny it:"
                f" {before} against {now} ({claim.measured.reason}).",
                hint="Look at the figures together, then correct the answer or the data.",
            )


def _figure(value: float, unit: str) -> str:
    """A figure of an outcome as people say it."""
    return percent(value) if unit == "fraction" else money(value) if unit in _WHOLE else f"{value:.2f}"


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


RULES = (K801, K802, K803)
CHECKS: tuple[Check, ...] = (claim_rosier_than_data, measures_unbalanced, yes_without_evidence)
