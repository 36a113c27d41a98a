"""Q14: what threatens the account, found by itself and entered by people (KAM.md §9.3)."""

from __future__ import annotations

from dataclasses import dataclass

from kamreport.cells import CellRef
from kamreport.model import Risk
from kamreport.rendering import formats
from kamreport.rendering.charts.bars import Bar, stacked
from kamreport.rendering.language import later, later_count, say, say_count
from kamreport.rendering.reasons import retold
from kamreport.rendering.views.account.case import Case
from kamreport.rendering.views.grounds import column_of
from kamreport.rendering.views.pieces import Cell, Column, Figure, Remark, Section, Table, join_evidence
from kamreport.rendering.views.wording import more_rows, sentence
from kamreport.results import GradedRisk

NO_RISK = later("No risk entered; detected ones are listed. Fill Risks.")
_GRADES = range(1, 6)
_MOST = 6
_HEAT = {"low": "good", "medium": "fair", "high": "poor", "severe": "poor"}
_GRAVE = ("high", "severe")
_GRAVITIES = {"low": later("low"), "medium": later("medium"), "high": later("high"), "severe": later("severe")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Risks(Section):
    """What may go wrong, and what it would cost."""

    detected: tuple[Remark, ...]
    """Risks the workbook shows by itself, AR1 to AR8."""
    grid: Table | None
    """Likelihood by impact with the risks in their cells; None without an open risk."""
    risks: Table | None
    """Open risks, gravest first."""
    exposed: Figure | None
    """Revenue at risk against the revenue of 12 months; None when it is not known."""


def risks(case: Case) -> Risks | None:
    """Set the risks; None when none is entered or detected."""
    graded, detected = case.scores.risks, case.scores.detected_risks
    if not case.is_filled(Risk) and not detected:
        return None
    return Risks(
        code="Q14",
        name=say("Risks"),
        headline=_headline(case, graded),
        point=_point(graded),
        sources=("Risks", "Results"),
        evidence=_cells(case, graded),
        empty="" if case.is_filled(Risk) else say(NO_RISK),
        detected=tuple(Remark(text=sentence(retold(one.told)), kind="bad", evidence=one.evidence) for one in detected),
        grid=_grid(case, graded),
        risks=_table(case, graded),
        exposed=_exposed(case),
    )


def _cells(case: Case, graded: tuple[GradedRisk, ...]) -> tuple[CellRef, ...]:
    """What headline and point rest on: the open risks with what they expose, and what was detected."""
    fields = ("risk", "likelihood", "impact", "mitigation")
    entered = column_of(Risk, [one.risk for one in graded], *fields) if graded else ()
    detected = [one.evidence for one in case.scores.detected_risks]
    return join_evidence(entered, case.scores.revenue_at_risk.evidence, *detected)


def _headline(case: Case, graded: tuple[GradedRisk, ...]) -> str:
    at_risk = case.scores.revenue_at_risk.value
    if graded and at_risk:
        return say_count(
            "{at_risk} of revenue is at risk through {count} open risk",
            "{at_risk} of revenue is at risk through {count} open risks",
            len(graded),
            at_risk=case.wording.money.amount(at_risk),
        )
    if graded:
        grave = sum(one.gravity in _GRAVE for one in graded)
        return say_count(
            "{count} open risk, {grave} of them high or severe",
            "{count} open risks, {grave} of them high or severe",
            len(graded),
            grave=formats.whole(grave) if grave else say("none"),
        )
    detected = len(case.scores.detected_risks)
    if detected:
        return say_count(
            "{count} risk is detected, none is entered as open",
            "{count} risks are detected, none is entered as open",
            detected,
        )
    return say("Every risk entered is closed, and none is detected")


def _point(graded: tuple[GradedRisk, ...]) -> str:
    if not graded:
        return say("What is detected needs a decision: enter it as a risk with a mitigation, or act on it.")
    worst = graded[0]
    bare = sum(not one.risk.mitigation for one in graded)
    gravest = say(
        "Gravest: {risk} ({gravity}, {score} of 25).",
        risk=worst.risk.risk.rstrip("."),
        gravity=say(_GRAVITIES[worst.gravity]),
        score=formats.whole(worst.score),
    )
    rest = say_count("{count} risk has no mitigation.", "{count} risks have no mitigation.", bare)
    return f"{gravest} {rest}" if bare else gravest


def _grid(case: Case, graded: tuple[GradedRisk, ...]) -> Table | None:
    if not graded:
        return None
    rows = tuple(
        (Cell(text=str(seen)), *(_field(case, graded, seen, felt) for felt in _GRADES)) for seen in reversed(_GRADES)
    )
    return Table(
        caption=say("Open risks by likelihood and impact"),
        columns=(
            Column(title=say("Likelihood ↓ impact →")),
            *(Column(title=str(felt), number=True, width="field") for felt in _GRADES),
        ),
        rows=rows,
        shaded=True,
    )


def _field(case: Case, graded: tuple[GradedRisk, ...], seen: int, felt: int) -> Cell:
    here = [one.risk for one in graded if (one.risk.likelihood, one.risk.impact) == (seen, felt)]
    names = formats.listed([risk.risk_id for risk in here], most=2)
    return Cell(
        text=names or "·",
        heat=_HEAT[case.scores.plan.gravities[seen, felt]],
        evidence=tuple(risk.origin.cell("risk_id") for risk in here),
    )


def _table(case: Case, graded: tuple[GradedRisk, ...]) -> Table | None:
    if not graded:
        return None
    return Table(
        caption=say("Open risks, gravest first"),
        columns=(
            Column(title=say("ID"), width="narrow"),
            Column(title=say("Risk")),
            Column(title=say("Gravity"), width="narrow"),
            Column(title=say("Exposed{in_money}", in_money=case.wording.in_money), number=True),
            Column(title=say("Chance"), number=True),
            Column(title=say("Mitigation")),
            Column(title=say("Owner")),
        ),
        rows=tuple(_row(case, one) for one in graded[:_MOST]),
        note=more_rows(
            graded,
            _MOST,
            later_count(
                "{count} more open risk on the sheet {sheet}.", "{count} more open risks on the sheet {sheet}."
            ),
            "Risks",
        ),
    )


def _row(case: Case, one: GradedRisk) -> tuple[Cell, ...]:
    risk, cell = one.risk, one.risk.origin.cell
    assumed = case.review.settings.cell(f"risk_p{risk.likelihood}")
    return (
        Cell(text=risk.risk_id),
        Cell(text=risk.risk, evidence=(cell("risk"),)),
        Cell(
            text=f"{say(_GRAVITIES[one.gravity])} {one.score}",
            tone="bad" if one.gravity in _GRAVE else "",
            evidence=(cell("likelihood"), cell("impact")),
        ),
        Cell(text=case.wording.money.figure(risk.revenue_exposed), evidence=(cell("revenue_exposed"),)),
        Cell(
            text=formats.percent(one.probability),
            marks=(say("assumed"),) if one.is_assumed else (),
            evidence=(cell("likelihood"), assumed) if one.is_assumed else (cell("probability"),),
        ),
        Cell(text=risk.mitigation or say("none yet"), evidence=(cell("mitigation"),)),
        Cell(text=case.wording.name_of(risk.owner) if risk.owner else say("nobody yet")),
    )


def _exposed(case: Case) -> Figure | None:
    at_risk, revenue = case.scores.revenue_at_risk, case.measure("revenue_12m")
    if not case.scores.risks or at_risk.value is None or revenue is None or revenue.value is None:
        return None
    money = case.wording.money
    told = say("{at_risk} of {revenue}", at_risk=money.amount(at_risk.value), revenue=money.amount(revenue.value))
    bar = Bar(name=say("Revenue at risk"), parts=(at_risk.value,), limit=revenue.value, label=told)
    stroke = say("The stroke is the revenue of 12 months.")
    return Figure(
        chart=stacked("q14-exposed", title=say("Revenue at risk of {account}", account=case.name), bars=[bar]),
        caption=say("Revenue at risk: probability × revenue exposed, at most the revenue of 12 months"),
        sources=("Risks", "Revenue"),
        evidence=at_risk.evidence,
        note=f"{stroke} {sentence(retold(at_risk.reason))}".rstrip(),
    )
