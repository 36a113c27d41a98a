"""M10: how the programme's figures came along from review to review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kamreport.rendering import formats
from kamreport.rendering.charts.slopes import Slope, slopes
from kamreport.rendering.language import say, say_count
from kamreport.rendering.views.pieces import Cell, Column, Figure, Section, Table, join_evidence
from kamreport.rendering.views.programme.office import Office, title_of
from kamreport.results import Index, ProgrammeFigure

_MOST = 6
_SHARE = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Section):
    """The figures over reviews."""

    slopes: Figure
    """Readiness, success reasons and framework on 0–100."""
    table: Table
    """Every figure that was kept, by review."""


def trend(office: Office) -> Trend | None:
    """Set the trend; None until an earlier review kept figures."""
    past = office.past()[1 - _MOST :]
    if not past:
        return None
    names = [*(one.label for one in past), office.review.period_label]
    drawn = [one for one in office.programme.figures if one.code in (Index.READINESS, Index.SUCCESS, Index.FRAMEWORK)]
    rows = []
    for figure in drawn:
        values = [*(one.figures.get(figure.code) for one in past), figure.value]
        if any(value is not None for value in values):
            scaled = tuple(_scaled(figure, value) for value in values)
            rows.append(Slope(title_of(figure), scaled, formats.score(scaled[-1])))
    kept = names if any(one.value is not None for one in office.programme.figures) else names[:-1]
    return Trend(
        code="M10",
        name=say("Trend by quarter"),
        headline=_headline(drawn, past[-1].figures),
        point=say_count(
            "{count} review kept figures of the programme, that of {last}.",
            "{count} reviews kept figures of the programme, from {first} to {last}.",
            len(kept),
            first=kept[0],
            last=kept[-1],
        ),
        sources=("History lines", "Programme results"),
        evidence=join_evidence(*(office.kept(one) for one in drawn), *(one.measured.evidence for one in drawn)),
        slopes=Figure(
            chart=slopes("m10-slopes", title=say("The programme over reviews, 0–100"), reviews=names, rows=rows),
            caption=say("Readiness, success reasons and framework, 0–100"),
            sources=("History lines",),
            evidence=(
                *(cell for one in past for cell in one.cells),
                *(cell for one in drawn for cell in one.measured.evidence),
            ),
        ),
        table=Table(
            caption=say("Figures by review"),
            columns=(Column(title=say("Figure")), *(Column(title=name, number=True) for name in names)),
            rows=tuple(
                (
                    Cell(text=title_of(figure)),
                    *(Cell(text=_said(figure, one.figures.get(figure.code)), evidence=one.cells) for one in past),
                    Cell(text=_said(figure, figure.value), evidence=figure.measured.evidence, tone="strong"),
                )
                for figure in office.programme.figures
            ),
        ),
    )


def _scaled(figure: ProgrammeFigure, value: float | None) -> float | None:
    return None if value is None else value * _SHARE if figure.code == Index.READINESS else value


def _said(figure: ProgrammeFigure, value: float | None) -> str:
    if value is None:
        return "–"
    if figure.code == Index.READINESS:
        return formats.percent(value)
    return formats.plain(value, 2) if figure.code == Index.OUTCOMES else formats.score(value)


def _headline(figures: Sequence[ProgrammeFigure], before: dict[str, float]) -> str:
    """Which of the figures that are drawn moved most."""
    moved = [
        (one, (_scaled(one, one.value) or 0.0) - (_scaled(one, before[one.code]) or 0.0))
        for one in figures
        if one.value is not None and one.code in before
    ]
    if not moved:
        return say("No figure is known in both the previous review and this one")
    moved = [pair for pair in moved if abs(pair[1]) >= 0.05]  # noqa: PLR2004 - less prints as no change
    if not moved:
        return say("No figure moved since the previous review")
    figure, change = max(moved, key=lambda pair: abs(pair[1]))
    told = {"figure": title_of(figure), "change": formats.score(abs(change))}
    if change > 0:
        return say("{figure} rose most, by {change} points", **told)
    return say("{figure} fell most, by {change} points", **told)
