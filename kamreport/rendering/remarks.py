"""What there is to say about packs: empty sections, a silent page 1, the engine's remarks, and why one was not made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamreport.cells import CellRef, sheet_ref
from kamreport.findings import Finding
from kamreport.model import Account, Remark
from kamreport.model.lists import NarrativeKind, NarrativePack
from kamreport.rendering import formats
from kamreport.rendering.rules import R101, R103, R201, R202, R203, R204, R205, R301
from kamreport.rendering.views.pieces import Document
from kamreport.rendering.workshop.tickets import Trouble
from kamreport.results import Review

_GIVEN_UP = {
    "html": "Look for a loop without an end in templates of your own, or give it more time with --time-limit",
    "pdf": "Shorten what is longest in its sheets, give it more time with --time-limit, or use its HTML",
}
"""What to do about a pack that was given up, by form: HTML is so quick to set that its data is hardly ever the cause."""


def remark_look(troubles: Iterable[str]) -> Iterator[Finding]:
    """A warning for each thing in a look that was left out."""
    for trouble in troubles:
        yield R301.at(
            _where(None),
            f"The look: {trouble.rstrip('.')}.",
            hint="Correct it and run again; the packs were made without it.",
        )


def remark_empty(document: Document, account: Account | None) -> Iterator[Finding]:
    """One note for the sections that core sheets would feed and that have no data."""
    empty = [section for section in document.unfilled if section.core]
    if not empty:
        return
    names = formats.listed([f"“{section.name}”" for section in empty])
    sections = "section" if len(empty) == 1 else "sections"
    lines = " ".join(dict.fromkeys(section.line for section in empty))
    verb = "prints" if len(empty) == 1 else "print"
    yield R101.at(
        _where(account),
        f"{document.title}: the {sections} {names} {verb} only what to fill.",
        hint=lines,
        account=_whose(account),
    )


def remark_silence(review: Review, account: Account) -> Iterator[Finding]:
    """A note when Narrative is in use, but says no win or no decision for the account (silent while it is empty)."""
    if not review.portfolio.rows(Remark):
        return
    own = review.portfolio.of(account.account_id, Remark)
    kinds = {row.kind for row in own if row.pack is NarrativePack.ACCOUNT}
    lacking = [kind.value for kind in (NarrativeKind.WIN, NarrativeKind.DECISION) if kind not in kinds]
    if lacking:
        yield R103.at(
            _where(account),
            f"{account.name}: Narrative has no {' and no '.join(lacking)} for page 1 of its pack.",
            hint=f"Add a row to Narrative: Pack Account, Account ID {account.account_id}, Kind {' and '.join(lacking)}.",
            account=_whose(account),
        )


def remark_layout(title: str, account: Account | None, log: Iterable[str]) -> Iterator[Finding]:
    """A warning for each different thing the PDF engine said."""
    for line in dict.fromkeys(log):
        yield R201.at(
            _where(account),
            f"{title}: the PDF engine says: {line.rstrip('.')}.",
            hint="Look at the PDF; the HTML of the same pack is not affected.",
            account=_whose(account),
        )


def remark_trouble(title: str, account: Account | None, form: str, trouble: Trouble, log: str) -> Finding:
    """An error that says why a pack was not made. ``log`` is the file beside the packs that holds all there is to know."""
    where, whose = _where(account), _whose(account)
    if trouble.kind == "template":
        return R202.at(
            where,
            f"{title}: a template cannot be set: {trouble.told.rstrip('.')}. Its {form.upper()} was not made.",
            hint="Correct that line of the template and run again; all other packs are complete.",
            account=whose,
        )
    if trouble.kind in {"time", "memory", "ended"}:
        return R204.at(
            where,
            f"{title}: its {form.upper()} was given up: {trouble.told.rstrip('.')}.",
            hint=f"{_GIVEN_UP.get(form, _GIVEN_UP['html'])}; all other packs are complete.",
            account=whose,
        )
    return R203.at(
        where,
        f"{title}: its {form.upper()} was not made because of a fault inside kamreport: {trouble.told.rstrip('.')}.",
        hint=f"Please report it with {log}, which lies beside the packs; all other packs are complete.",
        account=whose,
    )


def remark_place(title: str, account: Account | None, file: str, why: str) -> Finding:
    """An error for a file that could not be written, with the system's reason."""
    return R205.at(
        _where(account),
        f"{title}: {file} cannot be written: {why}. What was there is still there.",
        hint="Close it if it is open, and run again; all other packs are complete.",
        account=_whose(account),
    )


def _where(account: Account | None) -> CellRef:
    return account.origin.cell("name") if account is not None else sheet_ref("Settings")


def _whose(account: Account | None) -> tuple[str, str]:
    return (account.account_id, account.name) if account is not None else ("", "")
