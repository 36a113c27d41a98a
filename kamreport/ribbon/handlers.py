"""One handler a button: each calls ``run`` and gives the sentence a person reads afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kamreport import run
from kamreport.addin import examine, own_stamp
from kamreport.cells import CellRef
from kamreport.errors import UsageError
from kamreport.findings import Finding, Severity
from kamreport.reading.live import LiveBook
from kamreport.results import Review
from kamreport.results.written import FindingRow
from kamreport.ribbon.desk import Desk
from kamreport.run.open_workbook import prepare_open, write_into_open
from kamreport.run.outcomes import Making, Packs
from kamreport.schema import schema_of

HELP = (
    "Check: counts what needs attention and goes to the first error; nothing is written.\n"
    "Score and write back: writes findings, scores and history into kamreport's own sheets. Save the workbook yourself.\n"
    "QBR pack, Portfolio pack, Programme pack, All packs: make packs from the workbook as it is now.\n"
    "Open results: the folder with the packs.\n"
    "Check set-up: whether everything is in order.\n\n"
    "More in a terminal: kamreport help ribbon"
)


def check(desk: Desk) -> str:
    """Count the findings and go to the first error's cell."""
    review = prepare_open(desk.open_book(), now=desk.now, progress=desk.progress)
    found = _gravest(review)
    if found is not None and found.severity is Severity.ERROR:
        _select(desk, found.where)
        return f"{_counted(review)}\n\n{found}\n\nScore and write back lists them all on the sheet Findings."
    return _counted(review)


def score(desk: Desk) -> str:
    """Write the review into the open workbook and select its first error on Findings."""
    source = desk.open_book()
    review = prepare_open(source, now=desk.now, progress=desk.progress)
    written = write_into_open(review, source, now=desk.now, user=desk.user, told=desk.tell)
    if written.why_not:
        return f"Nothing was written: {written.why_not}\n\n{_counted(review)}"
    _show_findings(desk)
    if not written.changed:
        return f"{desk.book.name} holds these results already. {_counted(review)}"
    told = [f"Written: {', '.join(sheet.title for sheet in written.sheets)}. {_counted(review)}", *written.remarks]
    return "\n\n".join([*told, "Save the workbook to keep them."])


def account_pack(desk: Desk) -> str:
    """The pack of one account."""
    return _packs(desk, accounts=(desk.request.account,))


def portfolio_pack(desk: Desk) -> str:
    """The pack about all accounts."""
    return _packs(desk, packs=("portfolio",))


def programme_pack(desk: Desk) -> str:
    """The pack about the programme."""
    return _packs(desk, packs=("programme",))


def all_packs(desk: Desk) -> str:
    """Every pack."""
    return _packs(desk)


def results(desk: Desk) -> str:
    """Open the folder with the packs."""
    folder = desk.folder()
    if not folder.is_dir():
        return f"There are no packs of {desk.book.name} yet. Press All packs first; they go to {folder}."
    desk.show(folder)
    return ""


def set_up(desk: Desk) -> str:
    """Whether everything is in order."""
    checks = examine(desk.here, own_stamp(desk.here))
    return "\n\n".join(f"{'OK' if check.in_order else 'TO DO'}: {check.told}" for check in checks)


def help_(_desk: Desk) -> str:
    """What each button does."""
    return HELP


HANDLERS: Mapping[str, Callable[[Desk], str]] = {
    "check": check, "score": score, "account-pack": account_pack, "portfolio-pack": portfolio_pack,
    "programme-pack": programme_pack, "all-packs": all_packs, "results": results, "set-up": set_up, "help": help_,
}  # fmt: skip


def _packs(desk: Desk, *, packs: Sequence[str] = (), accounts: Sequence[str] = ()) -> str:
    review = prepare_open(desk.open_book(), now=desk.now, progress=desk.progress)
    if accounts and review.portfolio.account(accounts[0]) is None:
        raise UsageError(f"There is no account {accounts[0]} in {desk.book.name}. Choose it again in the list.")
    how = Making(look=desk.look())
    made = run.render(review, desk.folder(), packs=packs, accounts=accounts, how=how, progress=desk.progress)
    if made.why_not:
        return f"No packs: {made.why_not}"
    first = next((file for form in ("pdf", "html") for file in made.of(form)), None)
    if first is not None:
        desk.show(first.path if len(made.of(first.form)) == 1 else made.folder)
    return _told(made)


def _told(made: Packs) -> str:
    forms = " and ".join(f"{len(made.of(form))} {form.upper()}" for form in ("html", "pdf") if made.of(form))
    lines = [f"Packs in {made.folder}: {forms}."]
    if made.why_no_pdf:
        lines.append(f"No PDF: {made.why_no_pdf}")
    return "\n\n".join(lines)


def _counted(review: Review) -> str:
    counts = [(review.count(severity), severity.word) for severity in sorted(Severity, reverse=True)]
    said = ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts)
    reason = f"{review.why_unscored} " if review.why_unscored else ""
    return f"{reason}Findings: {said}."


def _gravest(review: Review) -> Finding | None:
    return max(review.findings, key=lambda finding: finding.severity, default=None)


def _select(desk: Desk, where: CellRef) -> None:
    titles = {sheet.name.casefold(): sheet for sheet in desk.book.sheets}
    if (sheet := titles.get(where.sheet.casefold())) is not None:
        sheet.range((max(where.row, 1), max(where.column, 1))).select()


def _show_findings(desk: Desk) -> None:
    """Go to the first error on Findings; to its first finding where none is an error."""
    title = schema_of(FindingRow).title
    if title.casefold() not in {sheet.name.casefold() for sheet in desk.book.sheets}:
        return
    rows = LiveBook(desk.book).read(title).rows
    errors = [number for number, cells in rows if Severity.ERROR.word.title() in cells.values()]
    _select(desk, CellRef(title, errors[0] if errors else 2, 1))
