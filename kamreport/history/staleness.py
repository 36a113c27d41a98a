"""Whether written results still belong to what the workbook says, and what can be compared with (KAM.md §13.4)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.cells import sheet_ref
from kamreport.findings import Finding, Rule, Severity
from kamreport.history.fingerprints import definition_fingerprint
from kamreport.model import Band, Criterion, Portfolio
from kamreport.results import PreviousReview, Review
from kamreport.results.written import Run

H101 = Rule(
    "H101", "results-stale", Severity.WARNING, "0.1", "The written results belong to other inputs, model or as-of date."
)
H102 = Rule("H102", "no-earlier-review", Severity.NOTE, "0.1", "There is no review of an earlier Period end.")
H103 = Rule("H103", "model-changed", Severity.NOTE, "0.1", "Accounts are judged differently than in the last review.")

_MENTIONED = 4


def last_run(portfolio: Portfolio) -> Run | None:
    """The run that Runs logged last; None before the first."""
    return max(reversed(portfolio.rows(Run)), key=lambda run: run.time, default=None)


def is_unreviewed(review: Review) -> bool:
    """Whether Runs logged no review of this Period end, the day a Review ID begins with (KAM.md §3.9)."""
    day = review.period_end.isoformat()
    return not any(run.review_id.startswith(day) for run in review.portfolio.rows(Run))


def stale_reasons(review: Review) -> tuple[tuple[str, str], ...]:
    """What differs between the last run and this reading: a field of Runs, and the difference in words.

    Empty when the written results still hold, and before the first run, when nothing is written.
    """
    run = last_run(review.portfolio)
    if run is None:
        return ()
    found: list[tuple[str, str]] = []
    if run.input_fingerprint != review.input_fingerprint:
        found.append(("input_fingerprint", "cells that managers fill were changed"))
    if run.model_fingerprint != review.model_fingerprint:
        found.append(("model_fingerprint", "Settings or model sheets were changed"))
    if run.as_of != review.as_of:
        found.append(("as_of", f"the as-of date was {run.as_of} and is {review.as_of}"))
    return tuple(found)


def history_findings(review: Review) -> tuple[Finding, ...]:
    """H101 to H103 for a review whose ``previous`` is known."""
    return (*_stale(review), *_nothing_earlier(review), *_model_changed(review))


def _stale(review: Review) -> Iterator[Finding]:
    run, reasons = last_run(review.portfolio), stale_reasons(review)
    if run and reasons and is_unreviewed(review):
        yield H101.at(
            run.origin.cell("review_id"),
            f"The period up to {review.period_end} was not reviewed yet; the results in this workbook are those of "
            f"review {run.review_id}, written on {run.time:%Y-%m-%d at %H:%M}.",
            hint="Run the review (kamreport review), so that results and packs show this period.",
        )
    elif run and reasons:
        said = [words for _, words in reasons]
        yield H101.at(
            run.origin.cell(reasons[0][0]),
            f"The results in this workbook were written on {run.time:%Y-%m-%d at %H:%M}; since then "
            + " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))
            + ".",
            hint="Run the review again (kamreport review), so that results and packs show the workbook as it is.",
        )


def _nothing_earlier(review: Review) -> Iterator[Finding]:
    if review.previous is None:
        yield H102.at(
            sheet_ref("Score history"),
            f"No review of a Period end before {review.period_end} is kept, so nothing can be compared.",
            hint="Nothing to do: movement starts with the review of the next period.",
        )


def _model_changed(review: Review) -> Iterator[Finding]:
    earlier = review.previous
    if earlier is None or all(row.model_fingerprint == review.model_fingerprint for row in earlier.scores):
        return
    changes = list(_criteria_changes(review.portfolio, earlier))
    said = [text for _, text in changes[:_MENTIONED]]
    if len(changes) > _MENTIONED:
        said.append(f"{len(changes) - _MENTIONED} more")
    where = next((criterion.origin.cell("criterion_id") for criterion, _ in changes if criterion), None)
    yield H103.at(
        where or sheet_ref("Criteria" if changes else "Settings"),
        f"The model differs from that of review {earlier.review_id}: "
        + ("; ".join(said) if said else "a setting, a health measure or a tier has changed, no criterion")
        + ".",
        hint="Read movement by its effects: definition, coverage and weight effects are ours, not the account's.",
    )


def _criteria_changes(portfolio: Portfolio, earlier: PreviousReview) -> Iterator[tuple[Criterion | None, str]]:
    """Criteria whose weight or meaning changed, that are new, or that are gone."""
    then = {line.criterion_id.casefold(): line for line in earlier.lines}
    for criterion in (row for row in portfolio.rows(Criterion) if row.is_active):
        line = then.pop(criterion.criterion_id.casefold(), None)
        if line is None:
            yield criterion, f"{criterion.criterion_id} is new"
            continue
        if (line.weight or 0.0) != criterion.weight:
            yield criterion, f"weight of {criterion.criterion_id} from {line.weight or 0.0:g} to {criterion.weight:g}"
        bands = [band for band in portfolio.rows(Band) if band.criterion_id == criterion.criterion_id]
        if line.definition != definition_fingerprint(criterion, bands):
            yield criterion, f"{criterion.criterion_id} is graded differently"
    for line in then.values():
        yield None, f"{line.criterion_id} is gone"


RULES = (H101, H102, H103)
