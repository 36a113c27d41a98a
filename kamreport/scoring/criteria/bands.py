"""The scales of Band, Lookup and Linear criteria, and what can be wrong with them (S103–S105)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import Band, Criterion
from kamreport.model.lists import Method
from kamreport.scoring.criteria.scales import Bracket, told_band
from kamreport.scoring.edges import NEAR
from kamreport.scoring.saying import Unit, edge

S103 = Rule("S103", "band-hole", Severity.ERROR, "0.1", "The bands of a criterion leave values without a score.")
S104 = Rule("S104", "band-overlap", Severity.ERROR, "0.1", "Two bands of a criterion hold the same value.")
S105 = Rule("S105", "goalposts-wrong", Severity.ERROR, "0.1", "The goalposts of a Linear criterion do not rise.")


def named(criterion: Criterion) -> str:
    """A criterion as findings name it: A2 Present revenue."""
    return f"{criterion.criterion_id} {criterion.name}"


def brackets_of(bands: Sequence[Band], unit: Unit) -> tuple[Bracket, ...]:
    """Bands in rising order, blank ends open."""
    rising = sorted(bands, key=_span)
    return tuple(
        Bracket(*_span(band), band.score, told_band(*_span(band), unit), band.origin.cell("start")) for band in rising
    )


def check_scale(criterion: Criterion, bands: Sequence[Band], unit: Unit) -> list[Finding]:
    """What is wrong with the scale of a criterion; with any finding it is left out."""
    if criterion.method is Method.LINEAR:
        return _check_goalposts(criterion)
    if criterion.method is Method.RATING:
        return []
    if not bands:
        return [
            S103.at(
                criterion.origin.cell("method"),
                f"{named(criterion)} has the method {criterion.method} but no row in Bands; it is left out.",
                hint=f"Add its {'codes' if criterion.method is Method.LOOKUP else 'bands'} on Bands.",
            )
        ]
    return (
        _check_codes(criterion, bands) if criterion.method is Method.LOOKUP else _check_tiling(criterion, bands, unit)
    )


def _check_goalposts(criterion: Criterion) -> list[Finding]:
    low, high = criterion.low, criterion.high
    if low is not None and high is not None and high > low:
        return []
    return [
        S105.at(
            criterion.origin.cell("high"),
            f"{named(criterion)} runs from Low {_bound(low)} to High {_bound(high)}; it is left out.",
            hint="Make High larger than Low; a criterion of which less is better has the Direction Lower.",
        )
    ]


def _bound(value: float | None) -> str:
    return "(blank)" if value is None else edge(value, Unit.NUMBER)


def _check_codes(criterion: Criterion, bands: Sequence[Band]) -> list[Finding]:
    findings: list[Finding] = []
    first: dict[str, Band] = {}
    for band in bands:
        code = (band.code or "").casefold()
        if not code:
            findings.append(
                S103.at(
                    band.origin.cell("code"),
                    f"A row of {named(criterion)}, a Lookup criterion, has no Code; it is left out.",
                    hint="Fill Code, or delete the row.",
                )
            )
        elif code in first:
            findings.append(_twice(criterion, first[code], band, f"the code {band.code} twice"))
        first.setdefault(code, band)
    return findings


def _check_tiling(criterion: Criterion, bands: Sequence[Band], unit: Unit) -> list[Finding]:
    rising = sorted(bands, key=_span)
    findings = [
        S103.at(
            band.origin.cell("end"),
            f"A band of {named(criterion)} runs from {edge(_span(band)[0], unit)} to {edge(_span(band)[1], unit)}"
            " and holds no value; it is left out.",
            hint="Make To larger than From.",
        )
        for band in rising
        if _span(band)[1] <= _span(band)[0]
    ]
    for lower, upper in pairwise(rising):
        end, start = _span(lower)[1], _span(upper)[0]
        if start > end + NEAR:
            findings.append(_hole(criterion, lower, upper, f"from {edge(end, unit)} to {edge(start, unit)}"))
        elif start < end - NEAR:
            values = "the lowest values" if math.isinf(start) else f"values from {edge(start, unit)} on"
            findings.append(_twice(criterion, lower, upper, f"{values} in two bands"))
    return findings


def _hole(criterion: Criterion, lower: Band, upper: Band, gap: str) -> Finding:
    return S103.at(
        upper.origin.cell("start"),
        f"No band of {named(criterion)} holds values {gap}; the criterion is left out.",
        hint="Let From of each band equal To of the band below it.",
        related=(See(lower.origin.cell("end"), "the band below ends here"),),
    )


def _twice(criterion: Criterion, first: Band, second: Band, what: str) -> Finding:
    field = "code" if criterion.method is Method.LOOKUP else "start"
    return S104.at(
        second.origin.cell(field),
        f"{named(criterion)} has {what}; the criterion is left out.",
        hint="Keep one row for each code."
        if criterion.method is Method.LOOKUP
        else "Let From of each band equal To of the band below it.",
        related=(See(first.origin.cell(field), "the other row"),),
    )


def _span(band: Band) -> tuple[float, float]:
    return (
        -math.inf if band.start is None else band.start,
        math.inf if band.end is None else band.end,
    )


RULES = (S103, S104, S105)
