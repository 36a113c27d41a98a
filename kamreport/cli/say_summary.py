"""The end of a run in the words of a manager: what was found, what moved, who has no score, where the packs are."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.cli.say_findings import counted
from kamreport.findings import Severity
from kamreport.model import Criterion
from kamreport.model.lists import Axis
from kamreport.rendering.formats import count_of, date, listed, points, score
from kamreport.results import Movement, Review
from kamreport.run import Added
from kamreport.run.outcomes import Packs, RunOutcome, SheetChange, Written

_QUADRANT = "Quadrant"
_MOST = 5
"""So many accounts are named; the workbook names them all."""


def added_told(added: Added) -> Iterator[str]:
    """Which sheets were added, and which were there."""
    if added.titles:
        yield f"{added.path.name}: added {listed(list(added.titles))}. Nothing else in it changed."
    if added.there:
        verb = "is" if len(added.there) == 1 else "are"
        yield f"{added.path.name}: {listed(list(added.there))} {verb} there already and left as found."


def review_told(review: Review) -> Iterator[str]:
    """What a review says, before anything is written."""
    if review.why_unscored:
        yield f"{review.workbook.path.name}: {review.why_unscored}"
        yield f"Findings: {counted(review.findings)} See: kamreport check {review.workbook.path.name}"
        return
    yield f"{review.workbook.path.name}: {review.period_label}, as of {date(review.as_of)}, review {review.review_id}."
    yield f"Findings: {counted(review.findings)}"
    yield from _unscored(review)
    yield from _moved(review)


def _unscored(review: Review) -> Iterator[str]:
    """Accounts without a place in the matrix, and why."""
    names = []
    for account in review.portfolio.accounts:
        place = review.scores.accounts[account.account_id].placement
        if account.is_scored and place.quadrant is None:
            names.append(f"{account.account_id} {account.name} ({place.reason.rstrip('.') or 'a score is missing'})")
    scored = sum(account.is_scored for account in review.portfolio.accounts) - len(names)
    yield f"Placed in the key account matrix: {count_of(scored, 'account')}."
    if names:
        yield f"Not placed: {count_of(len(names), 'account')}."
        yield from (f"  {name}" for name in names[:_MOST])
        if len(names) > _MOST:
            yield f"  and {len(names) - _MOST} more: see the sheet Results"


def _moved(review: Review) -> Iterator[str]:
    if review.previous is None:
        yield "Movement: first review; movement starts next time."
        return
    accounts = {movement.account_id for movement in review.movements if not movement.roster_only}
    yield f"Movement since {review.previous.period_label}: {count_of(len(accounts), 'account')} moved."
    places = [movement for movement in review.movements if movement.subject == _QUADRANT]
    scores = [movement for movement in review.movements if movement.subject in tuple(Axis)]
    largest = sorted(scores, key=lambda movement: (-abs(movement.change or 0), movement.account_id))
    yield from (f"  {_moved_place(review, movement)}" for movement in places[:_MOST])
    yield from (f"  {_moved_score(review, movement)}" for movement in largest[:_MOST])


def _moved_place(review: Review, movement: Movement) -> str:
    before, after, name = movement.before, movement.after, _name(review, movement)
    if before is None or after is None:
        return f"{name}: {f'newly in the {after}' if before is None else f'no longer in the {before}'} quadrant"
    return f"{name}: from {before} to {after} quadrant"


def _moved_score(review: Review, movement: Movement) -> str:
    before, after = (value if isinstance(value, float) else None for value in (movement.before, movement.after))
    subject = f"{_name(review, movement)}: {movement.subject.lower()}"
    if before is None or after is None:
        return f"{subject} {'lost its score' if after is None else f'scored for the first time, {score(after)}'}"
    criterion = review.portfolio.find(Criterion, movement.main_cause)
    cause = f", mostly {criterion.name if criterion else movement.main_cause}" if movement.main_cause else ""
    return f"{subject} {score(before)} to {score(after)} ({points(movement.change)}{cause})"


def _name(review: Review, movement: Movement) -> str:
    account = review.portfolio.account(movement.account_id)
    return f"{movement.account_id} {account.name}" if account else movement.account_id


def written_told(written: Written) -> Iterator[str]:
    """What was written into the workbook, or what would be; in a dry run sheet by sheet."""
    if written.why_not:
        yield f"Not written: {written.why_not}"
    elif not written.changed and not written.dry_run and written.path != written.review.workbook.path:
        yield f"{written.path} is a copy of {written.review.workbook.path.name}, which held these results already."
    elif not written.changed:
        yield f"{written.path.name} holds these results already; nothing {'would be' if written.dry_run else 'was'} written."
    elif written.dry_run:
        yield f"Would write {count_of(written.changed_cells, 'cell')} into {written.path.name}; nothing was written:"
        yield from (f"  {_sheet(sheet)}" for sheet in written.sheets)
    else:
        yield f"Written into {written.path}: {listed([sheet.title for sheet in written.sheets])}."
        if written.alone:
            yield "It holds the results alone: nothing could be written into a copy of the workbook itself."
    if written.changed:
        yield from written.remarks


def _sheet(sheet: SheetChange) -> str:
    kind = "new sheet" if sheet.is_new else "own sheet"
    return f"{sheet.title}: {kind}, {count_of(sheet.rows, 'row')}, {count_of(sheet.changed_cells, 'changed cell')}"


def packs_told(packs: Packs) -> Iterator[str]:
    """Which packs were made, where they are, and why one is missing or not as it should be."""
    if packs.why_not:
        yield f"No packs: {packs.why_not}"
        return
    forms = listed([f"{len(packs.of(form))} {form.upper()}" for form in ("html", "pdf") if packs.of(form)])
    fresh = f"; {count_of(packs.made, 'pack')} made, {packs.unchanged} unchanged" if packs.unchanged else ""
    yield f"Packs in {packs.folder}: {forms or 'none'}{fresh}."
    if packs.files:
        yield from _not_as_reviewed(packs.review)
    yield from (str(finding) for finding in packs.findings if finding.severity > Severity.NOTE)
    if packs.why_no_pdf:
        yield f"No PDF: {packs.why_no_pdf}"
    first = next((file for file in packs.files if not file.account_id), None)
    if first is not None:
        yield f"Open first: {first.path}"


def _not_as_reviewed(review: Review) -> Iterator[str]:
    """That no review of what the packs show is kept in the workbook, and how they say so."""
    book = review.workbook.path.name
    why = (
        f"{review.period_label} was not reviewed yet" if review.unreviewed else f"{book} changed since its last review"
    )
    if review.stale:
        yield f"They are marked STALE: {why}. kamreport run {book} reviews it and makes them anew."
    elif review.unreviewed:
        yield f"No review of {review.period_label} is kept in {book} yet: kamreport run {book} writes it."


def run_told(run: RunOutcome) -> Iterator[str]:
    """The whole run: the review, what was written, the packs."""
    yield from review_told(run.review)
    yield from written_told(run.written)
    if run.packs is not None:
        yield from packs_told(run.packs)
