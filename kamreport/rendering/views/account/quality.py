"""Q17: how much is known of this account, what was found, and how its figures are made."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.findings import Severity
from kamreport.model.lists import Axis
from kamreport.rendering import formats
from kamreport.rendering.addresses import name_cells
from kamreport.rendering.charts.bars import coverage_bar
from kamreport.rendering.language import say, say_count, term
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.defining import counted, definitions, findings_table
from kamreport.rendering.views.grounds import FINDINGS, condition_of, weights_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Remark, Section, Table
from kamreport.rendering.views.wording import axis_name, evidence_of, opening
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
        name=say("Data quality and definitions"),
        headline=_headline(case),
        point=_point(case),
        sources=("Findings", "Score lines", "Settings"),
        evidence=FINDINGS,
        coverage=_coverage(case),
        findings=findings_table(case.findings, most=_MOST_FINDINGS, caption=say("Findings about this account")),
        lines=_lines(case) if shown else None,
        definitions=definitions(case.wording) if shown else (),
    )


def _headline(case: Case) -> str:
    if not case.findings:
        return say("Nothing was found that needs correcting")
    errors = sum(one.severity is Severity.ERROR for one in case.findings)
    if errors:
        return say_count(
            "{count} error to correct in the workbook", "{count} errors to correct in the workbook", errors
        )
    return say("No errors; {findings}", findings=counted(case.findings, errors=False))


def _point(case: Case) -> str:
    marks = []
    thin = case.unscored
    if thin:
        marks.append(
            say_count(
                "{what} has no score: too little is known",
                "{what} have no score: too little is known",
                len(thin),
                what=formats.listed(list(thin)),
            )
        )
    if case.provisional:
        told = formats.listed(list(case.provisional))
        marks.append(say_count("{what} is provisional", "{what} are provisional", len(case.provisional), what=told))
    if case.scores.self_scored:
        marks.append(say("strength is self-scored"))
    if case.has_old_ratings:
        limit = formats.days(case.review.settings.rating_days)
        marks.append(say("ratings are older than {limit}", limit=limit))
    if case.scores.health.override_reason:
        health = case.scores.health
        until, why = formats.date(health.override_until), f"{health.override_why}, {health.override_by}"
        marks.append(say("health is overridden until {until}: {reason}", until=until, reason=why))
    if not marks:
        return say("Scores and health rest on enough data, and nothing in them is assumed.")
    return f"{opening(formats.listed(marks))}."


def _coverage(case: Case) -> tuple[Figure, ...]:
    settings = case.review.settings
    marks = (
        (
            settings.provisional_coverage,
            say(
                "provisional from {share}",
                share=formats.percent(settings.provisional_coverage),
            ),
        ),
        (settings.min_coverage, say("counts from {share}", share=formats.percent(settings.min_coverage))),
    )
    axes = [(axis_name(axis), case.scores.breakdown(axis)) for axis in Axis]
    known = [(name, one.coverage, evidence_of(one)) for name, one in axes if one is not None]
    known.append((say("Health"), case.scores.health.coverage, condition_of(case.scores.health)))
    return tuple(
        Figure(
            chart=coverage_bar(
                f"q17-{position}", title=say("{name}: share of data known", name=name), known=share, marks=marks,
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
    rows = tuple(_line(case, line) for breakdown in breakdowns for line in breakdown.lines)
    if not rows:
        return None
    return Table(
        caption=say("The sum behind the scores"),
        columns=(
            Column(title=say("Criterion")),
            Column(title=say("Axis")),
            Column(title=say("Score"), number=True),
            Column(title=say("Weight"), number=True),
            Column(title=say("Points"), number=True),
            Column(title=say("Left"), number=True),
            Column(title=say("What was read"), width="read"),
            Column(title=say("Cells")),
        ),
        rows=rows,
    )


def _line(case: Case, line: ScoreLine) -> tuple[Cell, ...]:
    used = line.effective_weight is not None
    weights = weights_of(case.review, line.axis)
    cells = (*line.evidence, *weights)
    weight = formats.percent(line.effective_weight, 1) if used else "–"
    assumed = (say("assumed"),) if line.is_assumed else ()
    return (
        Cell(text=line.criterion),
        Cell(text=term(Axis(line.axis))),
        Cell(text=formats.score(line.score) if line.score is not None else "–", marks=assumed, evidence=line.evidence),
        Cell(text=weight, evidence=weights),
        Cell(text=formats.score(line.contribution) if used else "–", evidence=cells, how=_points(line)),
        Cell(text=formats.score(line.points_left) if used else "–", evidence=cells),
        Cell(text=retold(line.reason) or term(line.outcome), evidence=line.evidence or cells),
        Cell(text=name_cells(line.evidence, most=2) or "–", tone="quiet", evidence=line.evidence),
    )


def _points(line: ScoreLine) -> str:
    """How the points of a criterion were reckoned; empty when it does not enter."""
    if line.effective_weight is None or line.score is None or line.contribution is None:
        return ""
    share, points = formats.percent(line.effective_weight, 1), formats.score(line.contribution)
    return f"{share} × {formats.score(line.score)} = {points}"
