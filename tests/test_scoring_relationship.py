"""KAM.md §6.4, §6.5: who is in touch, which roles are held, and the pattern of contacts."""

from __future__ import annotations

import datetime as dt

from books import judge
from made import made
from nearly import nearly

from kamreport.model import Stakeholder
from kamreport.model.lists import Level, RelationshipModel, RoleState, StakeholderRole
from kamreport.results import RelationshipReading, StakeholderReading
from kamreport.scoring.relationship import relationship_coverage, relationship_model, support_balance

AS_OF = dt.date(2026, 4, 15)


def read(stakeholders: str, *, more: str = "") -> RelationshipReading:
    """The relationship of one key account, a Preferred provider (active window 276 days)."""
    text = f"""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier               |
|------------|--------------|--------|-------------|---------------------|--------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Preferred provider |
## Stakeholders
| Stakeholder ID | Account ID | Name | Role | Influence | Relationship strength | Level | Function | Support | Our counterpart | Last contact | Left |
|---|---|---|---|---|---|---|---|---|---|---|---|
{stakeholders.strip()}
{more}
"""
    return judge(text, AS_OF).scores.accounts["KA-001"].relationship


FOUR = """
| S-01 | KA-001 | Ida | Executive sponsor | 5 | 3 | Executive | Operations | 2  | P-02 | 2026-03-20 | |
| S-02 | KA-001 | Max | Economic buyer    | 4 | 2 | Senior    | Purchasing | -1 |      | 2025-01-10 | |
| S-03 | KA-001 | Eva | Champion          | 3 | 0 | Middle    | Finance    |    |      |            | |
| S-04 | KA-001 | Tom | User              | 2 | 4 | Middle    | Quality    | 1  |      |            | |
"""


def test_relationship_coverage_of_the_example_is_55_357() -> None:
    assert relationship_coverage([(5, 3), (4, 2), (3, 0), (2, 4)]) == nearly(31 / 56 * 100)
    assert read(FOUR).coverage == nearly(55.357, within=5e-4)


def test_without_stakeholders_nothing_is_known() -> None:
    found = read("")
    assert (found.coverage, found.single_threaded, found.model) == (None, None, None)
    assert found.roles[StakeholderRole.SPONSOR] is RoleState.MISSING


def test_active_needs_strength_and_a_contact_within_the_tiers_window() -> None:
    found = read(FOUR)
    assert [person.is_active for person in found.people] == [True, False, False, False]
    assert [person.is_undated for person in found.people] == [False, False, False, True]
    assert (found.threads, found.undated) == (1, 1)
    assert found.single_threaded is False


def test_one_thread_and_nobody_undated_is_single_threaded() -> None:
    found = read(FOUR.replace("| Quality    | 1  |      |            |", "| Quality    | 1  |      | 2024-01-10 |"))
    assert found.single_threaded is True
    assert found.model is RelationshipModel.BOW_TIE


def test_roles_are_held_named_or_missing() -> None:
    found = read(FOUR)
    assert dict(found.roles) == {
        StakeholderRole.SPONSOR: RoleState.HELD,
        StakeholderRole.BUYER: RoleState.HELD,
        StakeholderRole.CHAMPION: RoleState.NAMED,
    }
    assert found.missing_roles == ()


def test_access_is_the_levels_reached_with_a_working_relationship() -> None:
    assert read(FOUR).access == (Level.MIDDLE, Level.SENIOR, Level.EXECUTIVE)


def test_support_balance_weighs_those_whose_support_is_known() -> None:
    assert read(FOUR).support_balance == nearly((5 * 2 + 4 * -1 + 2 * 1) / (2 * (5 + 4 + 2)))
    assert support_balance([]) is None


def test_a_stakeholder_who_left_counts_nowhere() -> None:
    found = read(FOUR.replace("| 2026-03-20 | |", "| 2026-03-20 | Yes |"))
    assert [person.stakeholder.stakeholder_id for person in found.people] == ["S-02", "S-03", "S-04"]
    assert found.coverage == nearly(16 / 36 * 100)


def test_a_contact_after_the_as_of_date_is_not_counted_yet() -> None:
    found = read(FOUR.replace("2026-03-20", "2026-04-20"))
    assert found.people[0].last_contact is None
    assert found.people[0].is_undated


def test_a_touchpoint_after_last_contact_counts_as_the_last_contact() -> None:
    touched = """
## Touchpoints
| Account ID | Date       | Stakeholder ID |
|------------|------------|----------------|
| KA-001     | 2026-04-01 | S-02           |
| KA-001     | 2026-04-10 |                |
"""
    found = read(FOUR, more=touched)
    assert found.people[1].last_contact == dt.date(2026, 4, 1)
    assert found.people[1].is_active
    assert found.last_touch == dt.date(2026, 4, 10)
    assert list(map(str, found.last_touch_cells)) == ["Touchpoints!B3"]
    assert list(map(str, read(FOUR).last_touch_cells)) == ["Stakeholders!K2"]


def test_a_blank_counterpart_is_the_key_account_manager() -> None:
    assert [person.counterpart_id for person in read(FOUR).people] == ["P-02", "P-01", "P-01", "P-01"]


def person(number: int, counterpart: str, function: str) -> StakeholderReading:
    stakeholder = made(
        Stakeholder,
        stakeholder_id=f"S-{number}",
        account_id="KA-001",
        name="Ida",
        role=StakeholderRole.USER,
        influence=3,
        strength=3,
        function=function,
    )
    return StakeholderReading(
        stakeholder=stakeholder, last_contact=AS_OF, is_active=True, is_undated=False, counterpart_id=counterpart
    )


def test_the_relationship_models_follow_contacts_counterparts_and_functions() -> None:
    one = person(1, "P-01", "Purchasing")
    two = [one, person(2, "P-01", "Quality")]
    three = [one, person(2, "P-02", "Quality"), person(3, "P-03", "Finance")]
    assert relationship_model([], 1) is RelationshipModel.BOW_TIE
    assert relationship_model([one], 0) is RelationshipModel.BOW_TIE
    assert relationship_model([one], 1) is None
    assert relationship_model(two, 0) is RelationshipModel.ONE_ON_MANY
    assert relationship_model(three, 0) is RelationshipModel.DIAMOND
    assert relationship_model([one, person(2, "P-02", "Quality")], 0) is RelationshipModel.MIXED
    assert relationship_model([*three[:2], person(3, "P-03", "Quality")], 0) is RelationshipModel.MIXED
