"""Which criteria judge an account: what the Criteria sheet asks for, less what is wrong in it (KAM.md §4.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kamreport.cells import sheet_ref
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import AccountRatings, Anchor, Band, Criterion, Portfolio
from kamreport.model.lists import Axis, Method
from kamreport.schema.nearest import nearest
from kamreport.scoring.criteria import bands as bands_room
from kamreport.scoring.criteria.bands import brackets_of, check_scale, named
from kamreport.scoring.criteria.scales import Scale
from kamreport.scoring.measures import BY_FIELD
from kamreport.scoring.saying import Unit, edge, listed

S101 = Rule("S101", "weights-sum-zero", Severity.ERROR, "0.1", "The active weights of an axis sum to 0.")
S102 = Rule("S102", "weights-not-100", Severity.WARNING, "0.1", "The active weights of an axis do not sum to 100.")
S106 = Rule("S106", "unknown-measure", Severity.ERROR, "0.1", "A criterion names a measure that does not exist.")
S107 = Rule("S107", "rating-column-missing", Severity.ERROR, "0.1", "A rated criterion has no column in Ratings.")
S108 = Rule("S108", "anchors-missing", Severity.NOTE, "0.1", "A rated criterion lacks anchors for 1, 3 or 5.")
S113 = Rule("S113", "measure-on-both-axes", Severity.ERROR, "0.1", "One measure is used on both axes.")
S118 = Rule("S118", "potential-criterion", Severity.WARNING, "0.1", "Not exactly one criterion shows potential.")
S119 = Rule("S119", "too-many-criteria", Severity.NOTE, "0.1", "An axis has more than 10 active criteria.")

HUNDRED = 100.0
ROUGHLY = 1e-6
"""Weights typed as thirds may miss 100 by so much."""
MANY = 10
ANCHORED = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class AxisModel:
    """The criteria that judge one axis."""

    axis: Axis
    scales: tuple[Scale, ...]
    fault: str
    """Why the axis gives no score at all; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Judging:
    """The criteria of both axes, and what was found wrong while setting them up."""

    attractiveness: AxisModel
    strength: AxisModel
    potential_id: str | None
    """The criterion that shows potential; None when there is not exactly one."""
    findings: tuple[Finding, ...]

    @property
    def axes(self) -> tuple[AxisModel, AxisModel]:
        """Both axes."""
        return self.attractiveness, self.strength

    def of(self, axis: Axis) -> AxisModel:
        """The criteria of an axis."""
        return self.attractiveness if axis is Axis.ATTRACTIVENESS else self.strength


def set_up(portfolio: Portfolio) -> Judging:
    """Read the criteria; those in error are left out, and the findings say so (S101–S108, S113, S118, S119)."""
    active = [criterion for criterion in portfolio.rows(Criterion) if criterion.is_active]
    if Criterion not in portfolio.records:
        return Judging(_no_axis(Axis.ATTRACTIVENESS), _no_axis(Axis.STRENGTH), None, ())
    findings: list[Finding] = []
    bands = _by_criterion(portfolio.rows(Band))
    scales = [scale for scale in (_scale(one, bands[one.criterion_id], portfolio, findings) for one in active) if scale]
    scales = _without_shared_measures(scales, findings)
    findings += _check_anchors(scales, portfolio)
    across, up = (_axis_model(axis, active, scales, findings) for axis in Axis)
    potential_id = _potential(active, findings)
    return Judging(across, up, potential_id, tuple(findings))


def _no_axis(axis: Axis) -> AxisModel:
    return AxisModel(axis, (), "there is no Criteria sheet")


def _by_criterion(bands: Iterable[Band]) -> Mapping[str, Sequence[Band]]:
    found: dict[str, list[Band]] = defaultdict(list)
    for band in bands:
        found[band.criterion_id].append(band)
    return found


def _scale(criterion: Criterion, bands: Sequence[Band], portfolio: Portfolio, findings: list[Finding]) -> Scale | None:
    """A criterion with its scale; None, and findings, when it cannot be read."""
    measure = BY_FIELD.get((criterion.measure or "").strip().casefold())
    wrong = _check_rated(criterion, portfolio) if criterion.is_graded else _check_measure(criterion)
    unit = measure.unit if measure else Unit.NUMBER
    wrong += check_scale(criterion, bands, unit)
    findings += wrong
    if wrong:
        return None
    if criterion.method is Method.LOOKUP:
        return Scale(criterion, None, codes={(band.code or "").casefold(): band.score for band in bands})
    if criterion.is_graded:
        return Scale(criterion, None)
    return Scale(criterion, measure, brackets_of(bands, unit) if criterion.method is Method.BAND else ())


def _check_rated(criterion: Criterion, portfolio: Portfolio) -> list[Finding]:
    rated = portfolio.rows(AccountRatings)
    if not rated or criterion.criterion_id in rated[0].origin.columns:
        return []
    return [
        S107.at(
            criterion.origin.cell("criterion_id"),
            f"{named(criterion)} is rated, but Ratings has no column for it; it is left out.",
            hint=f"Add a column titled “{named(criterion)}” to Ratings, or set Active to No.",
            related=(See(sheet_ref(rated[0].origin.sheet), "the ratings"),),
        )
    ]


def _check_measure(criterion: Criterion) -> list[Finding]:
    field = (criterion.measure or "").strip()
    if field.casefold() in BY_FIELD:
        return []
    meant = nearest(field, BY_FIELD) if field else None
    told = f"names the measure “{field}”, which does not exist" if field else "names no measure"
    return [
        S106.at(
            criterion.origin.cell("measure"),
            f"{named(criterion)} {told}; it is left out.",
            hint=f"Did you mean {meant}?"
            if meant
            else "Take a measure's field name from the reference, such as revenue_share.",
        )
    ]


def _without_shared_measures(scales: Sequence[Scale], findings: list[Finding]) -> list[Scale]:
    """One measure on both axes ties them together: the later row is left out (T11)."""
    first: dict[str, Criterion] = {}
    kept = []
    for scale in scales:
        criterion, field = scale.criterion, scale.measure.field if scale.measure else ""
        earlier = first.setdefault(field, criterion) if field else criterion
        if earlier.axis is criterion.axis:
            kept.append(scale)
            continue
        findings.append(
            S113.at(
                criterion.origin.cell("measure"),
                f"{named(criterion)} reads {field}, which {named(earlier)} reads on the other axis; it is left out.",
                hint="Read another measure here, or rate it, so that the axes stay independent.",
                related=(See(earlier.origin.cell("measure"), f"used for {earlier.axis}"),),
            )
        )
    return kept


def _check_anchors(scales: Sequence[Scale], portfolio: Portfolio) -> list[Finding]:
    anchored = {(anchor.criterion_id, anchor.rating) for anchor in portfolio.rows(Anchor)}
    findings = []
    for criterion in (scale.criterion for scale in scales if scale.criterion.method is Method.RATING):
        lacking = [str(rating) for rating in ANCHORED if (criterion.criterion_id, rating) not in anchored]
        if lacking:
            findings.append(
                S108.at(
                    criterion.origin.cell("criterion_id"),
                    f"{named(criterion)} is rated, but Anchors says nothing of rating {listed(lacking)}.",
                    hint="Describe on Anchors what an account with that rating looks like, so that raters share one scale.",
                )
            )
    return findings


def _axis_model(axis: Axis, active: Sequence[Criterion], scales: Sequence[Scale], findings: list[Finding]) -> AxisModel:
    on_axis = [criterion for criterion in active if criterion.axis is axis]
    findings += _check_weights(axis, on_axis)
    if len(on_axis) > MANY:
        findings.append(
            S119.at(
                on_axis[MANY].origin.cell("criterion_id"),
                f"{axis} has {len(on_axis)} active criteria.",
                hint="Keep the few that tell accounts apart; set Active to No on the others.",
            )
        )
    kept = tuple(scale for scale in scales if scale.criterion.axis is axis)
    if sum(scale.criterion.weight for scale in kept) > 0:
        return AxisModel(axis, kept, "")
    return AxisModel(axis, kept, "no criterion of the axis carries weight")


def _check_weights(axis: Axis, on_axis: Sequence[Criterion]) -> list[Finding]:
    total = sum(criterion.weight for criterion in on_axis)
    where = on_axis[0].origin.cell("weight") if on_axis else sheet_ref("Criteria")
    if total <= 0:
        return [
            S101.at(
                where,
                f"The active weights of {axis} sum to 0, so no account has a score on it.",
                hint="Give its criteria weights that add up to 100."
                if on_axis
                else f"Add criteria with the Axis {axis}, or copy them from a new workbook.",
            )
        ]
    if abs(total - HUNDRED) <= ROUGHLY:
        return []
    return [
        S102.at(
            where,
            f"The active weights of {axis} sum to {edge(round(total, 6), Unit.NUMBER)}, not 100; they are scaled.",
            hint="Change the weights so that they add up to 100.",
            related=tuple(
                See(one.origin.cell("weight"), f"{one.criterion_id} weighs {one.weight:g}") for one in on_axis[1:]
            ),
        )
    ]


def _potential(active: Sequence[Criterion], findings: list[Finding]) -> str | None:
    marked = [criterion for criterion in active if criterion.is_potential]
    right = [criterion for criterion in marked if criterion.axis is Axis.ATTRACTIVENESS]
    if len(right) == len(marked) == 1:
        return right[0].criterion_id
    where = marked[0].origin.cell("is_potential") if marked else sheet_ref("Criteria")
    if marked and not right:
        told = f"{named(marked[0])} shows potential but judges {marked[0].axis}"
    else:
        told = (
            f"{listed([one.criterion_id for one in marked])} show potential"
            if marked
            else "No criterion shows potential"
        )
    findings.append(
        S118.at(
            where,
            f"{told}, so there is no stage advice.",
            hint="Set Shows potential to Yes on exactly one active criterion of Attractiveness.",
        )
    )
    return None


RULES = (S101, S102, *bands_room.RULES, S106, S107, S108, S113, S118, S119)
