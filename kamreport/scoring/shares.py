"""What shares are taken of, and the programme cap: settings that need a look before they are used (S109, S110, S116, S117)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kamreport.cells import CellRef
from kamreport.findings import Finding, Rule, Severity
from kamreport.model import Settings
from kamreport.results import Measured
from kamreport.schema import setting_rows
from kamreport.scoring.edges import NEAR
from kamreport.scoring.saying import Unit, said

S109 = Rule("S109", "cap-impossible", Severity.ERROR, "0.1", "The programme cap exceeds 100 accounts.")
S110 = Rule("S110", "cap-large", Severity.WARNING, "0.1", "The programme cap exceeds 50 accounts.")
S116 = Rule("S116", "company-revenue-missing", Severity.WARNING, "0.1", "Company revenue is not known.")
S117 = Rule("S117", "company-revenue-too-small", Severity.ERROR, "0.1", "Company revenue is less than the listed sum.")

IMPOSSIBLE = 100
LARGE = 50


def share_base(
    settings: Settings, listed: Iterable[float], unread: Mapping[CellRef, str]
) -> tuple[Measured, list[Finding]]:
    """Company revenue, or the sum of the listed accounts (their R12) when it is blank or too small.

    ``unread`` says what cells in error hold: such a cell is not blank to the eye.
    """
    total, given, where = sum(listed), settings.company_revenue_12m, settings.cell("company_revenue_12m")
    if given is not None and given >= total - NEAR * max(1.0, total):
        return Measured.known(given, "company revenue", (where,)), []
    instead = Measured.known(total, "revenue of the listed accounts")
    if given is None:
        lacking = f"holds {unread[where]}, which cannot be used" if where in unread else "is blank"
        finding = S116.at(
            where,
            f"Company revenue {lacking}, so shares are taken of the listed accounts and depend on which are listed.",
            hint="Fill Company revenue, 12 months in Settings.",
        )
    else:
        finding = S117.at(
            where,
            f"Company revenue {said(given, Unit.MONEY)} is less than the {said(total, Unit.MONEY)} of the listed"
            " accounts; it is read as blank.",
            hint="Fill all revenue of your company over the 12 months up to Period end, in full units.",
        )
    return instead, [finding]


def cap_in_force(settings: Settings) -> tuple[int, list[Finding]]:
    """The programme cap; one above 100 is in error and gives way to the default."""
    cap, where = settings.programme_cap, settings.cell("programme_cap")
    if cap > IMPOSSIBLE:
        usual = next(row.default for row in setting_rows(Settings) if row.field == "programme_cap")
        finding = S109.at(
            where,
            f"A programme of {cap} key accounts is out of reach; {usual} is used.",
            hint="Set Programme cap to what your managers can serve: 5 to 35 is usual.",
        )
        return int(str(usual)), [finding]
    if cap <= LARGE:
        return cap, []
    finding = S110.at(
        where,
        f"A programme cap of {cap} is far above usual practice.",
        hint="Set Programme cap to what your managers can serve: 5 to 35 is usual.",
    )
    return cap, [finding]


RULES = (S109, S110, S116, S117)
