"""The sheets behind the results: the sums, their sensitivity, the choice, the portfolio, what moved, what was found."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.cells import name_cells
from kamreport.findings import Finding
from kamreport.model.lists import Axis
from kamreport.results import NOWHERE, Review, ScoreLine
from kamreport.results.written import FindingRow, MovementRow, PortfolioRow, ScoreLineRow, SelectionRow, SensitivityRow
from kamreport.writing.rows.results import by_rank

_LAST = float("inf")


def score_lines(review: Review) -> Iterator[ScoreLineRow]:
    """The rows of Score lines: accounts as in Results, criteria as in Criteria."""
    for scores in by_rank(review):
        for axis in Axis:
            breakdown = scores.breakdown(axis)
            for line in breakdown.lines if breakdown else ():
                yield _score_line(scores.account_id, line)


def _score_line(account_id: str, line: ScoreLine) -> ScoreLineRow:
    return ScoreLineRow(
        origin=NOWHERE,
        account_id=account_id,
        axis=line.axis,
        criterion_id=line.criterion_id,
        raw=line.raw,
        score=line.score,
        weight=line.weight,
        effective_weight=line.effective_weight,
        contribution=line.contribution,
        points_left=line.points_left,
        outcome=line.outcome,
        policy=line.policy,
        reason=line.reason or None,
        source_cells=name_cells(line.evidence) or None,
    )


def sensitivity(review: Review) -> Iterator[SensitivityRow]:
    """The rows of Sensitivity, in the order of Score lines."""
    for scores in by_rank(review):
        for crossing in scores.crossings:
            yield SensitivityRow(
                origin=NOWHERE,
                account_id=crossing.account_id,
                axis=crossing.axis,
                criterion_id=crossing.criterion_id,
                effective_weight=crossing.effective_weight,
                crossing_effective_weight=crossing.crossing_effective_weight,
                crossing_weight_share=crossing.crossing_weight_share,
                score_minus=crossing.score_minus,
                score_plus=crossing.score_plus,
                flips=crossing.flips,
            )


def selection(review: Review) -> Iterator[SelectionRow]:
    """The rows of Selection: eligible accounts by their place, the others after them."""
    chosen = [(scores.account_id, scores.selection) for scores in by_rank(review)]
    for account_id, reading in sorted(chosen, key=lambda pair: _LAST if pair[1].rank is None else pair[1].rank):
        yield SelectionRow(
            origin=NOWHERE,
            rank=reading.rank,
            account_id=account_id,
            priority=reading.priority,
            cut_score=reading.cut_score,
            outcome=reading.placing,
            decided_by=reading.decided_by or None,
            reason=reading.reason or None,
            ties_with=", ".join(reading.ties_with) or None,
        )


def portfolio(review: Review) -> Iterator[PortfolioRow]:
    """The rows of Portfolio; a measure that is not known says why in its note."""
    for measure in review.scores.measures.values():
        unknown = measure.measured.reason if measure.measured.value is None else ""
        yield PortfolioRow(
            origin=NOWHERE,
            measure=measure.title,
            value=measure.measured.value,
            unit=measure.unit or None,
            counted=measure.counted,
            left_out=measure.left_out,
            note=measure.note or unknown or None,
        )


def movements(review: Review) -> Iterator[MovementRow]:
    """The rows of Movements: accounts as in Results, those gone last."""
    order = {scores.account_id: at for at, scores in enumerate(by_rank(review))}
    for movement in sorted(review.movements, key=lambda movement: order.get(movement.account_id, len(order))):
        yield MovementRow(
            origin=NOWHERE,
            account_id=movement.account_id,
            subject=movement.subject,
            before=movement.before,
            after=movement.after,
            change=movement.change,
            data_effect=movement.data_effect,
            definition_effect=movement.definition_effect,
            coverage_effect=movement.coverage_effect,
            weight_effect=movement.weight_effect,
            main_cause=movement.main_cause or None,
            roster_only=movement.roster_only if movement.subject == "Rank" else None,
        )


def findings(said: tuple[Finding, ...]) -> Iterator[FindingRow]:
    """The rows of Findings, in the order of the review; a finding about a whole sheet has no cell."""
    for finding in said:
        yield FindingRow(
            origin=NOWHERE,
            severity=finding.severity.word.capitalize(),
            code=finding.rule.code,
            name=finding.rule.name,
            sheet=finding.where.sheet,
            cell=finding.where.a1 if finding.where.row else None,
            account_id=finding.account_id or None,
            account_name=finding.account_name or None,
            message=finding.message,
            hint=finding.hint,
            see_also="; ".join(f"{see.where}: {see.says}" for see in finding.related) or None,
        )
