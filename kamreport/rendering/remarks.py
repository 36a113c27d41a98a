"""What there is to say about packs once they are made: empty sections, a silent page 1, the engine's remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kamreport.cells import CellRef, sheet_ref
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Account, Remark
from kamreport.model.lists import NarrativeKind, NarrativePack
from kamreport.rendering import formats
from kamreport.rendering.views.pieces import Document
from kamreport.results import Review

R101 = Rule(
    "R101",
    "section-empty",
    Severity.NOTE,
    "0.1.0",
    "Sections of a pack printed only the line that says what to fill.",
)
R103 = Rule(
    "R103",
    "narrative-missing",
    Severity.NOTE,
    "0.1.0",
    "Narrative says no win or no decision for an account pack.",
)
R201 = Rule(
    "R201",
    "layout-remark",
    Severity.WARNING,
    "0.1.0",
    "The PDF engine remarked on a pack; its layout may suffer.",
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


def remark_layout(document: Document, account: Account | None, log: Iterable[str]) -> Iterator[Finding]:
    """A warning for each different thing the PDF engine said."""
    for line in dict.fromkeys(log):
        yield R201.at(
            _where(account),
            f"{document.title}: the PDF engine says: {line.rstrip('.')}.",
            hint="Look at the PDF; the HTML of the same pack is not affected.",
            account=_whose(account),
        )


def _where(account: Account | None) -> CellRef:
    return account.origin.cell("name") if account is not None else sheet_ref("Settings")


def _whose(account: Account | None) -> tuple[str, str]:
    return (account.account_id, account.name) if account is not None else ("", "")


RULES = (R101, R103, R201)
