"""KAM.md §9.1 and §9.3: retention, lifetime value, volume bands, top fifth, white space, revenue at risk."""

from __future__ import annotations

import datetime as dt

import pytest
from books import judge
from made import in_force, made
from nearly import nearly
from small_books import accounts, revenue, sheet

from kamreport.model import Account, Opportunity, Risk
from kamreport.model.lists import AccountStatus, OpenClosed, OpportunityType, Outcome, RiskCategory, SalesStage, Tier
from kamreport.results import Measured
from kamreport.scoring.commercial import (
    Retention,
    expected_years,
    lifetime_value,
    retention_in_force,
    retention_of,
    top_count,
    top_fifth_share,
    volume_bands,
)
from kamreport.scoring.measures.voice import promoter_score
from kamreport.scoring.measures.wallet import yearly_growth
from kamreport.scoring.returns import hourglass_share
from kamreport.scoring.risk import Gravity, expose, gravity_of
from kamreport.scoring.windows import window_ending

SETTINGS = in_force()
NAMED = {"account_id": "KA-001", "name": "Northwind", "is_key": True, "manager_id": "P-01", "tier": Tier.VENDOR}


def test_nrr_and_grr_of_the_example_are_0_80_and_0_72() -> None:
    kept = retention_of([(100, 120), (80, 60), (50, 0), (20, 20), (0, 40)])
    assert kept == Retention(nearly(0.80), nearly(0.72))


def test_without_a_cohort_there_is_no_retention() -> None:
    assert retention_of([(0, 40)]) is None


def test_lifetime_value_of_0_9_m_at_80_percent_is_4_5_m() -> None:
    account = made(Account, status=AccountStatus.ACTIVE, **NAMED)
    found = lifetime_value(account, Measured.known(900_000), Measured.known(0.80))
    assert found.value == nearly(4_500_000)
    assert found.reason == "estimate over 5 years"


def test_a_lost_account_has_no_lifetime_value() -> None:
    account = made(Account, status=AccountStatus.LOST, **NAMED)
    found = lifetime_value(account, Measured.known(900_000), Measured.known(0.80))
    assert found.outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(("retention", "years"), [(0, 1), (0.80, 5), (0.95, 10), (1, 10)])
def test_expected_years_end_at_ten(retention: float, years: float) -> None:
    assert expected_years(retention) == nearly(years)


def test_retention_comes_from_settings_else_from_the_portfolio() -> None:
    told = in_force(expected_retention=0.9)
    assert retention_in_force(told, Retention(1.0, 0.72)).value == 0.9
    assert retention_in_force(SETTINGS, Retention(1.0, 0.72)).value == 0.72
    assert retention_in_force(SETTINGS, None).value is None


def test_the_top_fifth_of_11_accounts_is_3() -> None:
    assert top_count(11) == 3
    assert [top_count(count) for count in (1, 5, 6, 10, 15)] == [1, 1, 2, 2, 3]


def test_the_top_fifth_is_sorted_by_the_measure_itself() -> None:
    assert top_fifth_share([10, 50, 20, 15, 5]) == nearly(0.5)
    assert top_fifth_share([-10, 5]) is None


def test_volume_bands_of_50_30_15_5_are_a_b_c_d() -> None:
    assert volume_bands({"a": 50, "b": 30, "c": 15, "d": 5}, SETTINGS) == {"a": "A", "b": "B", "c": "C", "d": "D"}


def test_without_revenue_there_are_no_volume_bands() -> None:
    assert volume_bands({"a": 0}, SETTINGS) == {}


def test_nps_of_the_example_is_30() -> None:
    assert promoter_score([9, 10, 9, 10, 9, 7, 8, 7, 0, 6]) == nearly(30)


def test_wallet_growth_of_the_example_is_7_43_percent() -> None:
    assert yearly_growth(15.0e6, 18.6e6) == nearly(0.0743, within=5e-5)


def risk(likelihood: int, probability: float | None, exposed: float | None) -> Risk:
    return made(
        Risk,
        risk_id="R-1",
        account_id="KA-001",
        category=RiskCategory.COMMERCIAL,
        risk="Tender",
        likelihood=likelihood,
        impact=3,
        probability=probability,
        revenue_exposed=exposed,
        status=OpenClosed.OPEN,
    )


def test_revenue_at_risk_of_the_example_is_0_8_m_then_at_most_the_revenue() -> None:
    first, second = risk(3, None, 2_000_000), risk(2, 0.5, 12_000_000)
    assert expose([first], 6_000_000, SETTINGS).value == nearly(800_000)
    assert expose([second], 6_000_000, SETTINGS).value == nearly(6_000_000)
    both = expose([first, second], 6_000_000, SETTINGS)
    assert (both.value, both.assumed, both.unquantified) == (nearly(6_000_000), 1, 0)


def test_a_risk_without_exposed_revenue_counts_as_not_quantified() -> None:
    assert expose([risk(5, 0.5, None)], 1_000_000, SETTINGS) == (0.0, 0, 1)


@pytest.mark.parametrize(
    ("likelihood", "impact", "gravity"),
    [(1, 4, "low"), (1, 5, "medium"), (3, 3, "medium"), (2, 5, "high"), (3, 5, "severe"), (5, 5, "severe")],
)
def test_gravity_is_likelihood_times_impact(likelihood: int, impact: int, gravity: str) -> None:
    assert gravity_of(likelihood, impact) is Gravity(gravity)


def test_hourglass_share_is_what_was_won_after_the_first_sale() -> None:
    def won(kind: OpportunityType, amount: float, close: dt.date) -> Opportunity:
        return made(
            Opportunity,
            opportunity_id="OP-1",
            account_id="KA-001",
            opportunity="Line 4",
            type=kind,
            sales_stage=SalesStage.WON,
            amount=amount,
            probability=1.0,
            expected_close=close,
        )

    inside, outside = dt.date(2026, 1, 10), dt.date(2025, 3, 31)
    found = [
        won(OpportunityType.LAND, 20, inside),
        won(OpportunityType.RENEWAL, 60, inside),
        won(OpportunityType.UPSELL, 20, inside),
        won(OpportunityType.LAND, 500, outside),
    ]
    assert hourglass_share(found, window_ending(dt.date(2026, 3, 31), 12)) == nearly(0.8)
    assert hourglass_share([], window_ending(dt.date(2026, 3, 31), 12)) is None


MARKET = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   | Investment, 12 months |
|------------|--------------|--------|-------------|---------------------|--------|-----------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor | 200,000               |
| KA-002     | Southgate    | Active | No          | P-01                | Vendor |                       |
## Revenue
| Account ID | Period end | Months covered | Revenue   | Gross margin | Cost to serve |
|------------|------------|----------------|-----------|--------------|---------------|
| KA-001     | 2026-03-31 | 12             | 6,000,000 | 1,000,000    | 400,000       |
| KA-001     | 2025-03-31 | 12             | 5,000,000 |              |               |
| KA-002     | 2026-03-31 | 12             | 2,000,000 |              |               |
| KA-002     | 2025-03-31 | 12             | 4,000,000 |              |               |
## Offerings
| Offering ID | Offering |
|-------------|----------|
| OF-1        | Pumps    |
| OF-2        | Valves   |
## White space
| Account ID | Buying centre | Offering ID | Status       | Current annual | Potential annual | Probability | Competitor |
|------------|---------------|-------------|--------------|----------------|------------------|-------------|------------|
| KA-001     | Plant A       | OF-1        | Owned        | 900            | 1,000            |             |            |
| KA-001     | Plant A       | OF-2        | Pipeline     | 100            | 500              | 0.5         |            |
| KA-001     | Plant B       | OF-1        | Open         |                | 300              |             |            |
| KA-001     | Plant B       | OF-2        | Competitor   |                | 700              |             | Acme       |
| KA-001     | Plant C       | OF-1        | Open         |                |                  |             |            |
| KA-001     | Plant C       | OF-2        | Not eligible |                |                  |             |            |
## Lists
| List          | Value   |
|---------------|---------|
| Buying centre | Plant A |
| Buying centre | Plant B |
| Buying centre | Plant C |
"""


def test_white_space_counts_what_is_not_ours_yet() -> None:
    found = judge(MARKET).scores.accounts["KA-001"]
    assert found.white_space.value == nearly(400 + 300 + 700)
    assert found.weighted_white_space.value == nearly(200)
    assert found.white_space_coverage.value == nearly(1 / 5)
    assert judge(MARKET).scores.accounts["KA-002"].white_space.reason == "White space has no row of this account."


def test_white_space_of_blank_potentials_is_not_known() -> None:
    blank = (
        MARKET.replace("1,000 ", "      ").replace(" 500 ", "     ").replace(" 300 ", "     ").replace(" 700 ", "     ")
    )
    found = judge(blank).scores.accounts["KA-001"]
    assert found.white_space.value is None
    assert found.white_space.reason == "No potential is filled in on White space."
    assert found.weighted_white_space.value is None
    assert found.white_space_coverage.value == nearly(1 / 5)


def test_weighted_white_space_without_a_probability_is_not_known() -> None:
    found = judge(MARKET.replace("| 0.5 ", "|     ")).scores.accounts["KA-001"]
    assert found.white_space.value == nearly(400 + 300 + 700)
    assert found.weighted_white_space.reason == "No potential with a probability is filled in on White space."


def test_white_space_is_0_where_everything_is_owned() -> None:
    owned = (
        MARKET.replace("Pipeline  ", "Owned     ")
        .replace("Open        ", "Owned       ")
        .replace("Competitor   |      ", "Owned        |      ")
    )
    assert judge(owned).scores.accounts["KA-001"].white_space.value == 0


def test_contribution_per_money_invested_needs_both() -> None:
    found = judge(MARKET).scores.accounts
    assert found["KA-001"].contribution_per_investment.value == nearly(3.0)
    assert found["KA-002"].contribution_per_investment.value is None


def test_portfolio_measures_count_who_entered_and_who_stayed_out() -> None:
    found = judge(MARKET).scores.measures
    assert found["revenue_12m"].measured.value == nearly(8_000_000)
    assert found["nrr"].measured.value == nearly(8 / 9)
    assert found["grr"].measured.value == nearly(7 / 9)
    assert found["key_growth"].measured.value == nearly(0.2)
    assert found["other_growth"].measured.value == nearly(-0.5)
    assert (found["contribution_rate"].counted, found["contribution_rate"].left_out) == (1, 1)
    assert found["contribution_rate"].measured.value == nearly(0.1)
    assert found["key_csat"].note == "Fill the Feedback sheet."
    assert found["white_space"].measured.value == nearly(1400)


def test_open_risks_are_graded_gravest_first_and_closed_ones_stay_out() -> None:
    found = judge("""
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor |
## Revenue
| Account ID | Period end | Months covered | Revenue   |
|------------|------------|----------------|-----------|
| KA-001     | 2026-03-31 | 12             | 6,000,000 |
## Risks
| Risk ID | Account ID | Category    | Risk    | Likelihood | Impact | Probability | Revenue exposed | Status | Closed on  |
|---------|------------|-------------|---------|------------|--------|-------------|-----------------|--------|------------|
| R-1     | KA-001     | Commercial  | Tender  | 3          | 2      |             | 2,000,000       | Open   |            |
| R-2     | KA-001     | Competitive | Newcomer | 4         | 5      | 0.5         |                 | Open   |            |
| R-3     | KA-001     | Delivery    | Strike  | 5          | 5      |             | 9,000,000       | Closed | 2026-02-01 |
""").scores.accounts["KA-001"]
    told = [(one.risk.risk_id, one.score, one.gravity, one.probability, one.is_assumed) for one in found.risks]
    assert told == [("R-2", 20, "severe", 0.5, False), ("R-1", 6, "medium", 0.4, True)]
    assert found.revenue_at_risk.value == nearly(800_000)
    assert found.revenue_at_risk.reason == "1 with assumed probability, 1 not quantified"


def test_a_risk_closed_after_the_as_of_date_still_stands() -> None:
    """KAM.md §4.3, K206: what is dated after the as-of date is not counted yet."""
    closed = {"Account ID": "KA-001", "Category": "Delivery", "Risk": "Strike", "Likelihood": "3", "Impact": "4"}
    closed |= {"Mitigation": "Stock", "Probability": "0.5", "Revenue exposed": "400,000", "Status": "Closed"}
    later, before = ({**closed, "Risk ID": f"R-{n}", "Closed on": f"2026-0{n}-01"} for n in (5, 3))
    found = judge("\n".join([accounts({}), revenue(1_000_000), sheet("Risks", later, before)]))
    of_account = found.scores.accounts["KA-001"]
    assert [one.risk.risk_id for one in of_account.risks] == ["R-5"]
    assert of_account.revenue_at_risk.value == nearly(200_000)
    assert {part.code: part.is_complete for part in of_account.plan_parts}["PL17"]
    (said,) = (str(one) for one in found.findings if one.rule.code == "K206")
    assert said.startswith("warning[K206] Risks!K2: Northwind (KA-001): Closed on is 2026-05-01, after the as-of date")
    assert "Until then it counts as open." in said
