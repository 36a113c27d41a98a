"""KAM.md §9.2: dependence on few customers."""

from __future__ import annotations

import pytest
from books import judge
from hypothesis import given, settings
from hypothesis import strategies as st
from made import in_force
from nearly import nearly

from kamreport.results import Concentration
from kamreport.scoring.concentration import flag_of, label_of, must_consider, spread_of

SETTINGS = in_force()


def concentrated(
    shares: dict[str, float], *, parents: dict[str, str] | None = None, company: str = "100"
) -> Concentration:
    """Accounts with these revenues, of a company with revenue ``company``."""
    accounts = "\n".join(
        f"| {one} | {one} | Active | No | P-01 | Vendor | {(parents or {}).get(one, '')} |" for one in shares
    )
    revenue = "\n".join(f"| {one} | 2026-03-31 | 12 | {share} |" for one, share in shares.items())
    return judge(f"""
## Settings
| Setting                    | Value |
|----------------------------|-------|
| Company revenue, 12 months | {company} |
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier | Parent account |
|---|---|---|---|---|---|---|
{accounts}
## Revenue
| Account ID | Period end | Months covered | Revenue |
|---|---|---|---|
{revenue}
""").scores.concentration


def test_the_worked_example_of_concentration() -> None:
    found = concentrated({"KA-1": 40, "KA-2": 20, "KA-3": 15, "KA-4": 10, "KA-5": 5})
    assert (found.hhi_low, found.hhi_high) == (nearly(2350), nearly(2450))
    assert (found.effective_low, found.effective_high) == (nearly(4.08, within=5e-3), nearly(4.26, within=5e-3))
    assert (found.cr1, found.cr3, found.cr5) == (nearly(0.40), nearly(0.75), nearly(0.90))
    assert found.label == "high"


def test_bounds_are_equal_when_all_revenue_is_listed() -> None:
    found = concentrated({"KA-1": 60, "KA-2": 40}, company="")
    assert found.hhi_low == found.hhi_high == nearly(5200)
    assert found.base.reason == "revenue of the listed accounts"


def test_an_account_two_and_a_half_times_the_mean_share_must_be_considered() -> None:
    found = concentrated({"KA-1": 50, "KA-2": 20, "KA-3": 15, "KA-4": 10, "KA-5": 5})
    assert [group.must_consider for group in found.groups] == [True, False, False, False, False]
    assert must_consider(0.5, 0.2, is_key=True, multiple=2.5) is False


def test_accounts_under_one_parent_count_as_one_customer() -> None:
    found = concentrated({"KA-1": 10, "KA-2": 20, "KA-3": 30}, parents={"KA-2": "KA-1", "KA-3": "KA-2"})
    (group,) = found.groups
    assert (group.top_id, group.account_ids, group.share) == ("KA-1", ("KA-1", "KA-2", "KA-3"), nearly(0.6))
    assert group.flag == "dominant"
    assert [str(cell) for cell in group.evidence] == ["Revenue!D2", "Revenue!D3", "Revenue!D4"]


@pytest.mark.parametrize(
    ("share", "flag"),
    [(0.099, ""), (0.10, "major"), (0.25, "high"), (0.40, "severe"), (0.50, "dominant")],
)
def test_flags_begin_at_their_marks(share: float, flag: str) -> None:
    assert flag_of(share, SETTINGS) == flag


@pytest.mark.parametrize(("index", "label"), [(999, "low"), (1000, "moderate"), (1799, "moderate"), (1800, "high")])
def test_labels_begin_at_their_marks(index: float, label: str) -> None:
    assert label_of(index, SETTINGS) == label


def test_without_revenue_nothing_is_concentrated() -> None:
    found = concentrated({})
    assert (found.cr1, found.hhi_low, found.label, found.groups) == (None, None, "", ())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=12), st.floats(1.0, 3.0))
def test_effective_customers_lie_between_one_and_the_number_of_groups(amounts: list[float], rest: float) -> None:
    found = spread_of([amount / (sum(amounts) * rest) for amount in amounts])
    assert found is not None
    assert found.low <= found.high
    assert found.effective_low <= found.effective_high + 1e-9
    assert found.effective_low >= 1 - 1e-9
    if rest == 1.0:
        assert found.effective_high <= len(amounts) + 1e-9
