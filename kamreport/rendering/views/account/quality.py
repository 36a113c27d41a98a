"""Q17: how much is known of this account, what was found, and how its figures are made."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.findings import Severity
from kamreport.model.lists import Axis
from kamreport.rendering import formats
from kamreport.rendering.addresses import name_cells
from kamreport.rendering.charts.bars import coverage_bar
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.defining import counted, definitions, findings_table
from kamreport.rendering.views.pieces import Cell, Column, Figure, Remark, Section, Table
from kamreport.rendering.views.wording import axis_name, evidence_of
from kamreport.results import ScoreLine

_MOST_FINDINGS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality(Section):
    """The ground the pack stands on."""

    coverage: tuple[Figure, ...]
    """How much is known of each score."""
    findings: Table | None
    """The gravest findings that concern the account; None when there is none."""
    lines: Table | None
    """Every criterion of an axis with a score; None when there is none, or formulas are not shown."""
    definitions: tuple[Remark, ...]
    """How the figures are made; empty when formulas are not shown."""


def quality(case: Case) -> Quality:
    """Set the last section."""
    shown = case.review.settings.show_formulas
    return Quality(
        code="Q17",
        name="Data quality and definitions",
        headline=_headline(case),
        point=_point(case),
        sources=("Findings", "Score lines", "Settings"),
        coverage=_coverage(case),
        findings=findings_table(case.findings, most=_MOST_FINDINGS, caption="Findings about this account"),
        lines=_lines(case) if shown else None,
        definitions=definitions(case.wording) if shown else (),
    )


def _headline(case: Case) -> str:
    if not case.findings:
        return "Nothing was found that needs correcting"
    errors = sum(one.severity is Severity.ERROR for one in case.findings)
    if errors:
        return f"{formats.count_of(errors, 'error')} to correct in the workbook"
    return f"No errors; {counted(case.findings).replace('0 errors, ', '')}"


def _point(case: Case) -> str:
    marks = []
    thin = case.unscored
    if thin:
        marks.append(
            f"{formats.listed(list(thin))} {'has' if len(thin) == 1 else 'have'} no score: too little is known"
        )
    if case.provisional:
        marks.append(
            f"{formats.listed(list(case.provisional))} {'is' if len(case.provisional) == 1 else 'are'} provisional"
        )
    if case.scores.self_scored:
        marks.append("strength is self-scored")
    if case.has_old_ratings:
        limit = formats.days(case.review.settings.rating_days)
        marks.append(f"ratings are older than {limit}")
    if case.scores.health.override_reason:
        marks.append(f"health is overridden: {case.scores.health.override_reason}")
    if not marks:
        return "Scores and health rest on enough data, and nothing in them is assumed."
    text = formats.listed(marks)
    return text[0].upper() + text[1:] + "."


def _coverage(case: Case) -> tuple[Figure, ...]:
    settings = case.review.settings
    marks = (
        (settings.provisional_coverage, f"provisional from {formats.percent(settings.provisional_coverage)}"),
        (settings.min_coverage, f"counts from {formats.percent(settings.min_coverage)}"),
    )
    axes = [(axis_name(axis), case.scores.breakdown(axis)) for axis in Axis]
    known = [(name, one.coverage, evidence_of(one)) for name, one in axes if one is not None]
    known.append(("Health", case.scores.health.coverage, ()))
    return tuple(
        Figure(
            chart=coverage_bar(
                f"q17-{position}", title=f"{name}: share of data known", known=share, marks=marks,
                label=formats.percent(share), width=206,
            ),
            caption=name,
            sources=("Results",),
            evidence=evidence,
        )
        for position, (name, share, evidence) in enumerate(known)
    )  # fmt: skip


def _lines(case: Case) -> Table | None:
    breakdowns = [one for one in (case.scores.attractiveness, case.scores.strength) if one is not None and one.used]
    rows = tuple(_line(line) for breakdown in breakdowns for line in breakdown.lines)
    if not rows:
        return None
    return Table(
        caption="The sum behind the scores",
        columns=(
            Column(title="Criterion"),
            Column(title="Axis"),
            Column(title="Score", number=True),
            Column(title="Weight", number=True),
            Column(title="Points", number=True),
            Column(title="Left", number=True),
            Column(title="What was read", width="read"),
            Column(title="Cells"),
        ),
        rows=rows,
    )


def _line(line: ScoreLine) -> tuple[Cell, ...]:
    used = line.effective_weight is not None
    weight = formats.percent(line.effective_weight, 1) if used else "–"
    assumed = ("assumed",) if line.is_assumed else ()
    return (
        Cell(text=line.criterion),
        Cell(text=line.axis.value),
        Cell(text=formats.score(line.score) if line.score is not None else "–", marks=assumed),
        Cell(text=weight),
        Cell(text=formats.score(line.contribution) if used else "–", evidence=line.evidence),
        Cell(text=formats.score(line.points_left) if used else "–"),
        Cell(text=line.reason or line.outcome.value),
        Cell(text=name_cells(line.evidence, most=2) or "–", tone="quiet"),
    )
