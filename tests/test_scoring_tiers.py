"""KAM.md §7.2: the recommended tier, its fit, and access below what the tier expects."""

from __future__ import annotations

import pytest
from made import in_force, made

from kamreport.model import Account
from kamreport.model.lists import AccountStatus, Level, Quadrant, RelationshipStage, Tier
from kamreport.results import RelationshipReading
from kamreport.scoring.tiers import is_access_short, read_tier, recommend_tier, told_access

SETTINGS = in_force()
NOBODY = RelationshipReading(
    people=(),
    coverage=None,
    threads=0,
    undated=0,
    single_threaded=None,
    roles={},
    access=(),
    support_balance=None,
    model=None,
    last_touch=None,
    evidence=(),
)


def account(*, is_key: bool, complexity: int | None, commitment: int | None, tier: Tier = Tier.CONSULTANT) -> Account:
    return made(
        Account,
        account_id="KA-001",
        name="Northwind",
        status=AccountStatus.ACTIVE,
        is_key=is_key,
        manager_id="P-01",
        tier=tier,
        complexity=complexity,
        commitment=commitment,
    )


def recommended(one: Account, quadrant: Quadrant | None, stage: RelationshipStage | None) -> Tier | None:
    return recommend_tier(one, quadrant, stage, SETTINGS).tier


def test_the_worked_examples_of_recommended_tiers() -> None:
    strategic, deep = Quadrant.STRATEGIC, RelationshipStage.INTERDEPENDENT
    assert recommended(account(is_key=True, complexity=4, commitment=3), strategic, deep) is Tier.PARTNER
    assert recommended(account(is_key=True, complexity=3, commitment=3), strategic, deep) is Tier.CONSULTANT
    assert recommended(account(is_key=False, complexity=2, commitment=3), strategic, deep) is Tier.PREFERRED


@pytest.mark.parametrize(
    ("quadrant", "stage"),
    [
        (Quadrant.STAR, RelationshipStage.STRATEGIC),
        (None, RelationshipStage.STRATEGIC),
        (Quadrant.STRATEGIC, RelationshipStage.COOPERATIVE),
        (Quadrant.STRATEGIC, None),
    ],
)
def test_partner_needs_the_strategic_quadrant_and_a_deep_stage(
    quadrant: Quadrant | None, stage: RelationshipStage | None
) -> None:
    assert recommended(account(is_key=True, complexity=5, commitment=5), quadrant, stage) is Tier.CONSULTANT


def test_without_complexity_or_commitment_nothing_is_recommended() -> None:
    advised = recommend_tier(account(is_key=True, complexity=None, commitment=4), Quadrant.STRATEGIC, None, SETTINGS)
    assert advised.tier is None
    assert advised.reason == "Fill Complexity and Commitment."


def test_below_the_limit_an_account_that_is_not_key_is_a_vendors() -> None:
    assert recommended(account(is_key=False, complexity=2, commitment=2), None, None) is Tier.VENDOR


@pytest.mark.parametrize(("present", "fit"), [(Tier.PREFERRED, -1), (Tier.CONSULTANT, 0), (Tier.PARTNER, 1)])
def test_fit_is_present_rank_minus_recommended_rank(present: Tier, fit: int) -> None:
    one = account(is_key=True, complexity=3, commitment=3, tier=present)
    advised = recommend_tier(one, Quadrant.STAR, None, SETTINGS)
    assert read_tier(one, advised, NOBODY).fit == fit


def test_access_is_unknown_when_no_level_is_filled() -> None:
    one = account(is_key=True, complexity=3, commitment=3)
    assert read_tier(one, recommend_tier(one, None, None, SETTINGS), NOBODY).access_short is None


@pytest.mark.parametrize(
    ("tier", "access", "short"),
    [
        (Tier.VENDOR, (Level.OPERATIONAL,), False),
        (Tier.VENDOR, (), True),
        (Tier.PREFERRED, (Level.OPERATIONAL,), True),
        (Tier.PREFERRED, (Level.OPERATIONAL, Level.MIDDLE), False),
        (Tier.CONSULTANT, (Level.OPERATIONAL, Level.MIDDLE, Level.SENIOR), False),
        (Tier.CONSULTANT, (Level.SENIOR, Level.EXECUTIVE), True),
        (Tier.PARTNER, tuple(Level), False),
    ],
)
def test_access_below_what_the_tier_expects(tier: Tier, access: tuple[Level, ...], short: bool) -> None:
    assert is_access_short(tier, access) is short


def test_expected_access_is_said_in_words() -> None:
    assert told_access(Tier.PREFERRED) == "Operational and Middle"
    assert told_access(Tier.PARTNER) == "three levels, one of them Senior or Executive"
