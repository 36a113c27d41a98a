"""A check that breaks down is reported, and the others still run (W901; KAM.md §4.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kamreport.cells import sheet_ref
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Account
from kamreport.schema import schema_of

W901 = Rule("W901", "check-failed", Severity.WARNING, "0.1", "A check broke down; the other checks still ran.")


def guarded(check: Callable[[], Iterable[Finding]], name: str) -> list[Finding]:
    """What a check finds; when it breaks down, what it had found and one finding that names it."""
    found: list[Finding] = []
    try:
        found.extend(check())
    except Exception as broken:  # noqa: BLE001 - whatever breaks in one check must not silence the others
        found.append(
            W901.at(
                sheet_ref(schema_of(Account).title),
                f"The check “{name}” broke down ({type(broken).__name__}: {broken}); the other checks ran.",
                hint="Report this line to the makers of kamreport; the other findings can be trusted.",
            )
        )
    return found


RULES = (W901,)
