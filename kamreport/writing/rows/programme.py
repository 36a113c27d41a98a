"""The Programme results sheet: figures, then outcomes, then measures (KAM.md §3.9, §12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kamreport.results import NOWHERE, ClaimReading, MeasureReading, ProgrammeFigure, ProgrammeScores
from kamreport.results.written import ProgrammeRow

LAUNCH, PHASE = "LAUNCH", "PHASE"
"""Rows of the launch gate and of the phase reached."""
_NOT_STARTED = "Not started"


def programme(scores: ProgrammeScores | None) -> Iterator[ProgrammeRow]:
    """The rows of the sheet; none while no programme sheet has rows."""
    if scores is None:
        return
    yield _figure(scores.readiness)
    if scores.is_ready is not None:
        missing = [item.item_id for item in scores.gate if item.answer != "Yes"]
        note = f"not Yes: {', '.join(missing)}" if missing else "every critical item is Yes"
        yield _row(LAUNCH, measured="Yes" if scores.is_ready else "No", note=note)
    if scores.phases:
        reached = scores.phase.value if scores.phase else _NOT_STARTED
        told = "; ".join(f"{one.phase} {one.at_yes} of {one.applicable} at Yes" for one in scores.phases)
        yield _row(PHASE, measured=reached, note=told)
    for figure in (*scores.figures[1:], scores.trust, scores.leadership):
        yield _figure(figure)
    for claim in scores.claims:
        yield _claim(claim)
    for measure in scores.measures:
        yield _measure(measure)


def _row(item_id: str, **said: Any) -> ProgrammeRow:  # noqa: ANN401 - a cell of any kind
    blank: dict[str, Any] = dict.fromkeys(
        ("claimed", "measured", "old_value", "new_value", "agreement", "score", "coverage", "note")
    )
    return ProgrammeRow(origin=NOWHERE, item_id=item_id, **{**blank, **said})


def _figure(figure: ProgrammeFigure) -> ProgrammeRow:
    return _row(
        figure.code,
        score=figure.value,
        coverage=figure.coverage,
        note=f"{figure.title}: {figure.measured.reason}",
    )


def _claim(claim: ClaimReading) -> ProgrammeRow:
    """Claimed as it was answered; measured as the data would answer the same statement."""
    answer = claim.item.answer
    return _row(
        claim.item.item_id,
        claimed=answer.value if answer else None,
        measured={True: "favourable", False: "unfavourable", None: None}[claim.is_favourable],
        old_value=claim.before,
        new_value=claim.now,
        agreement=claim.agreement.value,
        note=claim.measured.reason or None,
    )


def _measure(measure: MeasureReading) -> ProgrammeRow:
    """Claimed is the Actual that was entered."""
    value = measure.measured.value
    return _row(
        measure.row.measure_id,
        claimed=measure.row.actual,
        measured=value,
        note=measure.measured.reason or (f"{measure.row.measure}, {measure.unit}" if measure.unit else None),
    )
