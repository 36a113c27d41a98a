"""Stages and tiers: what is said of them against what is seen (K210–K214, K306, K701; KAM.md §6, §7.2)."""

from __future__ import annotations

from collections.abc import Iterator

from kamreport.checking.case import Case, Check
from kamreport.checking.sentences import known_as, listed, who
from kamreport.findings import Finding, Rule, See, Severity
from kamreport.model import INDICATORS, StageEvidence
from kamreport.model.lists import Tier
from kamreport.schema import schema_of

K210 = Rule("K210", "stage-declared-differs", Severity.WARNING, "0.1", "The declared stage is not the inferred one.")
K211 = Rule("K211", "stage-views-differ", Severity.WARNING, "0.1", "We and the customer see different stages.")
K212 = Rule("K212", "tier-differs", Severity.WARNING, "0.1", "The present tier is not the recommended one.")
K213 = Rule("K213", "tier-access-short", Severity.WARNING, "0.1", "The levels reached fall short of the tier.")
K214 = Rule("K214", "stage-evidence-thin", Severity.NOTE, "0.1", "Too little evidence to infer a stage.")
K306 = Rule("K306", "our-sponsor-missing", Severity.WARNING, "0.1", "A Partner has no executive sponsor of ours.")
K701 = Rule("K701", "one-tier-for-all", Severity.WARNING, "0.1", "All accounts are managed in one tier.")

ENOUGH = 4
"""Indicators that must be known before a stage is inferred (KAM.md §6.1)."""
_SEVERAL = 5
"""Fewer scored accounts may well share one tier (KAM.md §4.3)."""


def stage_declared_differs(case: Case) -> Iterator[Finding]:
    """K210: declared stage and inferred stage differ."""
    evidence = schema_of(StageEvidence).title
    for account, found in case.scored:
        stage = found.stage
        if stage.stage_difference:
            yield K210.at(
                account.origin.cell("declared_stage"),
                f"{who(account)} is declared to be at the {stage.declared} stage; the evidence says {stage.inferred}.",
                hint="Correct Declared stage, or the indicators on Stage evidence if they are out of date.",
                related=tuple(See(cell, "read for it") for cell in stage.evidence if cell.sheet == evidence)[:3],
                account=known_as(account),
            )


def stage_views_differ(case: Case) -> Iterator[Finding]:
    """K211: declared stage and the customer's view are a stage or more apart."""
    for account, found in case.scored:
        stage = found.stage
        if stage.view_difference:
            yield K211.at(
                account.origin.cell("declared_stage"),
                f"We declare {who(account)} to be at the {stage.declared} stage; the customer says {stage.customer_view}.",
                hint="Talk about it at the next review: what does each side see that the other does not?",
                related=(See(account.origin.cell("customer_stage"), f"the customer says {stage.customer_view}"),),
                account=known_as(account),
            )


def tier_differs(case: Case) -> Iterator[Finding]:
    """K212: present tier and recommended tier differ."""
    for account, found in case.scored:
        tier = found.tier
        if tier.fit and tier.recommended:
            served = "over-served" if tier.fit > 0 else "under-served"
            yield K212.at(
                account.origin.cell("tier"),
                f"{who(account)} is managed as {tier.present}; {tier.recommended} is recommended ({tier.reason}), "
                f"so it is {served}.",
                hint=f"Change Tier to {tier.recommended}, or correct Complexity and Commitment.",
                related=tuple(See(cell, "read for the recommendation") for cell in tier.evidence[:2]),
                account=known_as(account),
            )


def tier_access_short(case: Case) -> Iterator[Finding]:
    """K213: the levels reached fall short of what the present tier expects."""
    for account, found in case.scored:
        if found.tier.access_short:
            reached = found.relationship.access
            yield K213.at(
                account.origin.cell("tier"),
                f"{who(account)} is managed as {account.tier}, which expects access to {found.tier.expected_access}; "
                + (
                    f"only {listed(reached)} {'is' if len(reached) == 1 else 'are'} reached."
                    if reached
                    else "no level is reached."
                ),
                hint="Build contacts at the missing levels, and fill Level on Stakeholders for those you know.",
                account=known_as(account),
            )


def stage_evidence_thin(case: Case) -> Iterator[Finding]:
    """K214: one to three of the six indicators are known, so that no stage is inferred."""
    for row in case.portfolio.rows(StageEvidence):
        blank = [field for field in INDICATORS if getattr(row, field) is None]
        known = len(INDICATORS) - len(blank)
        account = case.portfolio.account(row.account_id)
        if 0 < known < ENOUGH and account is not None:
            yield K214.at(
                row.origin.cell(blank[0]),
                f"{known} of {len(INDICATORS)} indicators of {who(account)} {'is' if known == 1 else 'are'} known; "
                f"a stage is inferred from {ENOUGH} on.",
                hint=f"Judge {listed(schema_of(StageEvidence).column(field).title for field in blank)} as well.",
                account=known_as(account),
            )


def our_sponsor_missing(case: Case) -> Iterator[Finding]:
    """K306: tier Partner without Our executive sponsor."""
    for account in case.accounts:
        if account.tier is Tier.PARTNER and account.our_sponsor_id is None:
            yield K306.at(
                account.origin.cell("our_sponsor_id"),
                f"{who(account)} is managed as Partner, and none of our leaders stands for it.",
                hint="Choose the Person ID of a leader in Our executive sponsor.",
                account=known_as(account),
            )


def one_tier_for_all(case: Case) -> Iterator[Finding]:
    """K701: five or more scored accounts, all in one tier."""
    scored = [account for account, found in case.scored if found.placement.quadrant is not None]
    tiers = {account.tier for account in scored}
    if len(scored) >= _SEVERAL and len(tiers) == 1:
        yield K701.at(
            scored[0].origin.cell("tier"),
            f"All {len(scored)} scored accounts are managed as {scored[0].tier}.",
            hint="Fill Complexity and Commitment and compare with the recommended tiers on Results.",
        )


RULES = (K210, K211, K212, K213, K214, K306, K701)
CHECKS: tuple[Check, ...] = (
    stage_declared_differs,
    stage_views_differ,
    tier_differs,
    tier_access_short,
    stage_evidence_thin,
    our_sponsor_missing,
    one_tier_for_all,
)
