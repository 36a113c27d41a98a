"""Data quality and definitions: what is known, what was found, and the weights and cuts used (Q17, P17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kamreport.findings import Finding, Severity
from kamreport.model import Criterion, HealthMeasure
from kamreport.model.lists import Axis, WhenMissing
from kamreport.model.measure_titles import MEASURE_TITLES
from kamreport.rendering import formats
from kamreport.rendering.language import later, later_count, noun, say, say_count, term
from kamreport.rendering.views.grounds import FINDINGS
from kamreport.rendering.views.pieces import Cell, Column, Remark, Table
from kamreport.rendering.views.wording import Wording

_COUNTED = {
    Severity.ERROR: later_count("{count} error", "{count} errors"),
    Severity.WARNING: later_count("{count} warning", "{count} warnings"),
    Severity.NOTE: later_count("{count} note", "{count} notes"),
}
_NUMBERED = {
    Severity.ERROR: later("error {code}"),
    Severity.WARNING: later("warning {code}"),
    Severity.NOTE: later("note {code}"),
}


def counted(findings: Iterable[Finding], *, errors: bool = True) -> str:
    """How many findings of each severity: 1 error, 3 warnings and 2 notes; without ``errors`` only the other two."""
    counts = Counter(finding.severity for finding in findings)
    told = [one for one in sorted(_COUNTED, reverse=True) if errors or one is not Severity.ERROR]
    return formats.listed([say_count(*_COUNTED[one], counts[one]) for one in told])


def findings_table(findings: Iterable[Finding], *, most: int, caption: str) -> Table | None:
    """Errors and warnings with their cells and next steps, gravest first; None when there is neither."""
    every = list(findings)
    graver = sorted(
        (one for one in every if one.severity > Severity.NOTE),
        key=lambda one: (-one.severity, one.where.sheet, *one.order),
    )
    if not graver:
        return None
    rows = tuple(
        (
            Cell(
                text=say(_NUMBERED[one.severity], code=one.rule.code),
                tone="bad" if one.severity is Severity.ERROR else "",
            ),
            Cell(text=str(one.where)),
            Cell(text=one.message, evidence=(one.where,)),
            Cell(text=one.hint),
        )
        for one in graver[:most]
    )
    rest = len(every) - len(rows)
    stands = later_count(
        "{count} more finding stands on the Findings sheet.", "{count} more findings stand on the Findings sheet."
    )
    note = say_count(*stands, rest) if rest > 0 else ""
    return Table(
        caption=caption,
        columns=(
            Column(title=say("Finding"), width="narrow"),
            Column(title=say("Cell"), width="narrow"),
            Column(title=say("What is the case")),
            Column(title=say("Next step")),
        ),
        rows=rows,
        note=note,
        evidence=FINDINGS,
    )


def weights_table(wording: Wording) -> Table:
    """The criteria in force with weight, method and source."""
    rows = []
    for axis in Axis:
        criteria = [one for one in wording.review.portfolio.rows(Criterion) if one.axis is axis and one.is_active]
        total = sum(one.weight for one in criteria)
        for one in criteria:
            share = one.weight / total if total else None
            missing = one.when_missing or WhenMissing.EXCLUDE
            rows.append(
                (
                    Cell(text=one.name, evidence=(one.origin.cell("name"),)),
                    Cell(text=term(axis)),
                    Cell(text=formats.percent(share, 1), evidence=(one.origin.cell("weight"),)),
                    Cell(text=_measure(one)),
                    Cell(text=term(one.direction)),
                    Cell(text=term(missing)),
                )
            )
    return Table(
        caption=say("Criteria and weights used"),
        columns=(
            Column(title=say("Criterion")),
            Column(title=say("Axis")),
            Column(title=say("Weight"), number=True),
            Column(title=say("Method")),
            Column(title=say("Better is")),
            Column(title=say("When missing")),
        ),
        rows=tuple(rows),
    )


def _measure(criterion: Criterion) -> str:
    if not criterion.measure:
        return term(criterion.method)
    measure = noun(say(MEASURE_TITLES.get(criterion.measure, criterion.measure)))
    return say("{method} on {measure}", method=term(criterion.method), measure=measure)


def definitions(wording: Wording) -> tuple[Remark, ...]:
    """How the printed figures are to be read, with the limits in force."""
    settings = wording.settings
    health = [one for one in wording.review.portfolio.rows(HealthMeasure) if one.is_active]
    parts = tuple(dict.fromkeys(one.component for one in health))
    return (
        Remark(text=say("Scores run from 0 to 100 and higher is better; {cut_words}; borderline is within {borderline_band} points of a cut.", cut_words=wording.cut_words(), borderline_band=formats.limit(settings.borderline_band)),
               evidence=(settings.cell("cut_a"), settings.cell("cut_r"), settings.cell("borderline_band"))),
        Remark(text=say("A score counts when {min_coverage} of its weight is known, is provisional from {provisional_coverage}, and is not given below.", min_coverage=formats.percent(settings.min_coverage), provisional_coverage=formats.percent(settings.provisional_coverage)),
               evidence=(settings.cell("min_coverage"), settings.cell("provisional_coverage"))),
        Remark(text=say("Priority is {priority_a} attractiveness and {priority_r} strength; for emerging accounts attractiveness alone.", priority_a=formats.percent(settings.priority_a), priority_r=formats.percent(1 - settings.priority_a)), evidence=(settings.cell("priority_a"),)),
        Remark(text=say("Health is at risk below {health_red} and healthy from {health_green}; its parts are {parts}.", health_red=formats.limit(settings.health_red), health_green=formats.limit(settings.health_green), parts=formats.listed([noun(part) for part in parts])),
               evidence=(settings.cell("health_red"), settings.cell("health_green"))),
        Remark(text=say("Twelve months end on {period_end}; ages count to {as_of}; what is not known is never counted as 0.", period_end=formats.date(wording.review.period_end), as_of=formats.date(wording.review.as_of)),
               evidence=(settings.cell("period_end"), settings.cell("as_of"))),
        Remark(text=say("Figures are rounded where they are printed; sums and changes are reckoned before.")),
    )  # fmt: skip
