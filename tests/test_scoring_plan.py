"""KAM.md §11.1: how complete an account plan is for its tier."""

from __future__ import annotations

from books import judge
from nearly import nearly

from kamreport.model.lists import Tier
from kamreport.results import Measured
from kamreport.scoring.plan_fields import FIELDS

PROFILE = """
## Profile
| Account ID | Background | Their market | Their strategy | Wishes of their customers | How they create value | Where their profit comes from | Solution | Change management | Value proposition | Joint business case agreed |
|---|---|---|---|---|---|---|---|---|---|---|
| KA-001 | Pumps | Steady | Growth | Speed | Service | Spares | Full line | Training | Less downtime | 2026-01-10 |
"""
OBJECTIVES = """
## Objectives
| Objective ID | Account ID | Objective | Focus     | Target | Due        | Owner | Status   |
|--------------|------------|-----------|-----------|--------|------------|-------|----------|
| O-1          | KA-001     | Enter     | Penetrate | 10     | 2026-12-31 | P-01  | On track |
| O-2          | KA-001     | Widen     | Expand    |        | 2026-12-31 | P-01  | Dropped  |
| O-3          | KA-001     | Keep      | Protect   |        | 2026-12-31 | P-01  | Achieved |
"""
ACTIONS = """
## Actions
| Action ID | Account ID | Action | Owner | Due        | Status      | Objective ID |
|-----------|------------|--------|-------|------------|-------------|--------------|
| A-1       | KA-001     | Call   | P-01  | 2026-06-01 | In progress | O-1          |
"""
REST = """
## Needs
| Need ID | Account ID | Need type          | Need  | Priority | Status |
|---------|------------|--------------------|-------|----------|--------|
| N-1     | KA-001     | Product or service | Speed | 4        | Open   |
## Commitments
| Commitment ID | Account ID | Promise | Value-add | Need ID |
|---------------|------------|---------|-----------|---------|
| C-1           | KA-001     | Fast    | Support   | N-1     |
## Wallet
| Account ID | As of      | Spend in our categories | Basis    | Confidence |
|------------|------------|-------------------------|----------|------------|
| KA-001     | 2026-01-31 | 15,000,000              | Estimate | 3          |
## Risks
| Risk ID | Account ID | Category   | Risk   | Likelihood | Impact | Mitigation | Status |
|---------|------------|------------|--------|------------|--------|------------|--------|
| R-1     | KA-001     | Commercial | Tender | 3          | 3      | Talk       | Open   |
"""


def completeness(*sheets: str, tier: str = "Partner", sponsor: str = "P-02") -> Measured:
    return (
        judge(f"""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   | Our executive sponsor |
|------------|--------------|--------|-------------|---------------------|--------|-----------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | {tier} | {sponsor}             |
{"".join(sheets)}
""")
        .scores.accounts["KA-001"]
        .plan_completeness
    )


def test_the_tiers_ask_for_3_6_15_and_17_fields() -> None:
    assert [sum(tier in field.tiers for field in FIELDS) for tier in Tier] == [3, 6, 15, 17]


def test_a_whole_plan_is_complete_for_every_tier() -> None:
    for tier in Tier:
        assert completeness(PROFILE, OBJECTIVES, ACTIONS, REST, tier=tier).value == 1


def test_a_business_consultant_with_12_of_15_is_0_80() -> None:
    thin = PROFILE.replace("| Full line | Training | Less downtime |", "| | | |")
    found = completeness(thin, OBJECTIVES, ACTIONS, REST, tier="Business consultant")
    assert found.value == nearly(0.80)
    assert (
        found.reason
        == "12 of 15 fields complete; open: PL09 Solution, PL11 Change management and PL14 Value proposition"
    )


def test_each_missing_part_opens_its_field() -> None:
    whole = (PROFILE, OBJECTIVES, ACTIONS, REST)

    def opened(at: int, old: str, new: str) -> str:
        changed = [sheet.replace(old, new) if place == at else sheet for place, sheet in enumerate(whole)]
        return completeness(*changed).reason.partition("open: ")[2]

    assert opened(0, "2026-01-10", "2026-05-10") == "PL15 Joint business case"
    assert opened(1, "| Protect  ", "| Expand   ") == "PL08 Penetrate, Expand and Protect"
    assert opened(1, "| 10     |", "|        |") == "PL07 An objective with a target"
    assert opened(2, "| O-1          |", "|              |") == "PL10 Open actions"
    assert opened(3, "| N-1     |\n## Wallet", "|         |\n## Wallet") == "PL12 A need with a commitment"
    assert opened(3, "2026-01-31", "2024-01-31") == "PL13 A recent wallet"
    assert opened(3, "| Talk       |", "|            |") == "PL17 An open risk with mitigation"
    assert completeness(*whole, sponsor="").reason.endswith("open: PL16 Our executive sponsor")


def test_without_profile_and_objectives_there_is_no_plan_to_judge() -> None:
    assert completeness(ACTIONS).reason == "Fill the Profile and Objectives sheets."
