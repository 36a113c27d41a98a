"""Settling: keys used once, links that lead to the row that is meant, and what goes with a row left out."""

from __future__ import annotations

import datetime as dt

import pytest
from handmade import AS_OF, codes, made, portfolio

from kamreport.checking import Settled, settle
from kamreport.findings import Severity
from kamreport.model import (
    SHEETS,
    Account,
    AccountRatings,
    Action,
    Colleague,
    Objective,
    Offering,
    Portfolio,
    Remark,
    Revenue,
    Stakeholder,
    TeamRole,
    Touchpoint,
    WhiteSpace,
)
from kamreport.model.lists import KamDuty, NarrativePack
from kamreport.schema import kinds, schema_of

ANA = made(Colleague, person_id="P-01", name="Ana Ruiz")
BEN = made(Colleague, person_id="P-02", name="Ben Okoro")
NORTH = made(Account, account_id="KA-001", name="Northwind", manager_id="P-01")
SOUTH = made(Account, account_id="KA-002", name="Southbank", manager_id="P-01")
EAST = made(Account, account_id="KA-003", name="Eastgate", manager_id="P-01")


def settled(*records: object, **more: object) -> Settled:
    return settle(portfolio(*records, **more), AS_OF)  # type: ignore[arg-type]


def quarter(account_id: str, end: str, months: int | None = None) -> Revenue:
    return made(Revenue, account_id=account_id, period_end=dt.date.fromisoformat(end), months=months, revenue=1.0)


def person(stakeholder_id: str, account_id: str = "KA-001", reports_to: str | None = None) -> Stakeholder:
    return made(Stakeholder, stakeholder_id=stakeholder_id, account_id=account_id, reports_to=reports_to)


def test_a_portfolio_that_fits_together_is_left_as_it_is() -> None:
    before = portfolio(
        ANA, NORTH, SOUTH, quarter("KA-001", "2026-03-31"), person("S-01", reports_to="S-02"), person("S-02")
    )
    after = settle(before, AS_OF)
    assert not after.findings
    assert after.portfolio.rows(Account) == before.rows(Account)
    assert after.portfolio.rows(Stakeholder) == before.rows(Stakeholder)


def test_an_id_used_twice_in_different_case_leaves_both_rows_out_and_names_both_cells() -> None:
    after = settled(ANA, NORTH, made(Account, account_id="ka-001", name="Northwind again", manager_id="P-01"), SOUTH)
    first, second = after.findings
    assert codes(after.findings) == {"K101": 2}
    assert (str(first.where), [str(see.where) for see in first.related]) == ("Accounts!A2", ["Accounts!A3"])
    assert (str(second.where), [str(see.where) for see in second.related]) == ("Accounts!A3", ["Accounts!A2"])
    assert (first.account_id, first.account_name) == ("KA-001", "Northwind")
    assert [account.account_id for account in after.portfolio.accounts] == ["KA-002"]


def test_three_rows_of_one_key_are_three_findings() -> None:
    after = settled(ANA, NORTH, *[quarter("KA-001", "2026-03-31") for _ in range(3)], quarter("KA-001", "2025-12-31"))
    assert codes(after.findings) == {"K101": 3}
    assert "All 3 are left out" in after.findings[0].message
    assert [row.period_end.month for row in after.portfolio.rows(Revenue)] == [12]


def test_a_key_of_several_cells_is_compared_after_its_link_is_followed() -> None:
    after = settled(ANA, NORTH, quarter("KA-001", "2026-03-31"), quarter("northwind", "2026-03-31"))
    assert codes(after.findings) == {"K101": 2}


def test_two_duties_of_one_person_without_a_role_are_no_duplicates() -> None:
    duties = [made(TeamRole, account_id="KA-001", person_id="P-01", duty=duty) for duty in list(KamDuty)[:2]]
    assert not settled(ANA, NORTH, *duties).findings


def test_a_person_id_equal_to_a_stakeholder_id_leaves_both_out() -> None:
    after = settled(ANA, BEN, NORTH, person("p-02"), person("S-01"))
    assert codes(after.findings) == {"K101": 2}
    assert {str(finding.where) for finding in after.findings} == {"Team!A3", "Stakeholders!A2"}
    assert [row.person_id for row in after.portfolio.rows(Colleague)] == ["P-01"]
    assert [row.stakeholder_id for row in after.portfolio.rows(Stakeholder)] == ["S-01"]


def test_a_link_in_another_case_becomes_the_id_as_its_row_spells_it_in_silence() -> None:
    after = settled(ANA, made(Account, account_id="KA-001", manager_id="p-01"), quarter("ka-001", "2026-03-31"))
    assert not after.findings
    assert after.portfolio.accounts[0].manager_id == "P-01"
    assert after.portfolio.of("KA-001", Revenue)


def test_a_name_is_accepted_as_a_link_when_one_row_has_it() -> None:
    after = settled(ANA, made(Account, account_id="KA-001", manager_id="ana ruiz"))
    assert not after.findings
    assert after.portfolio.accounts[0].manager_id == "P-01"


def test_an_offering_is_found_by_the_name_packs_print() -> None:
    space = made(WhiteSpace, account_id="KA-001", offering_id="cold storage")
    after = settled(ANA, NORTH, made(Offering, offering_id="OF-1", offering="Cold storage"), space)
    assert not after.findings
    assert after.portfolio.rows(WhiteSpace)[0].offering_id == "OF-1"


def test_a_name_two_rows_have_is_not_accepted() -> None:
    twin = made(Colleague, person_id="P-07", name="Ana Ruiz")
    after = settled(ANA, twin, made(Account, account_id="KA-001", manager_id="Ana Ruiz"))
    (finding,) = after.findings
    assert finding.rule.code == "K102"
    assert "P-01 or P-07" in finding.hint
    assert [str(see.where) for see in finding.related] == ["Team!B2", "Team!B3"]
    assert not after.portfolio.accounts


def test_a_broken_required_link_is_an_error_that_leaves_the_row_out() -> None:
    after = settled(ANA, NORTH, quarter("KA-009", "2026-03-31"))
    (finding,) = after.findings
    assert (finding.rule.code, finding.severity, str(finding.where)) == ("K102", Severity.ERROR, "Revenue!A2")
    assert "“KA-009”" in finding.message
    assert not after.portfolio.rows(Revenue)


def test_a_broken_optional_link_is_a_warning_and_reads_as_blank() -> None:
    after = settled(ANA, made(Account, account_id="KA-001", name="Northwind", manager_id="P-01", our_sponsor_id="P-99"))
    (finding,) = after.findings
    assert (finding.rule.code, finding.severity, finding.account_id) == ("K102", Severity.WARNING, "KA-001")
    assert after.portfolio.accounts[0].our_sponsor_id is None


def test_a_broken_link_whose_blank_means_something_says_who_is_taken() -> None:
    met_by = made(Stakeholder, stakeholder_id="S-01", account_id="KA-001", counterpart_id="P-99")
    (finding,) = settled(ANA, NORTH, met_by).findings
    assert finding.message.endswith(" The link reads as blank, which means the key account manager.")


def test_an_id_typed_without_its_zeros_or_dashes_is_guessed() -> None:
    after = settled(ANA, NORTH, quarter("KA 1", "2026-03-31"))
    assert [finding.hint for finding in after.findings] == ["Did you mean KA-001?"]


def test_a_name_with_a_slip_is_guessed() -> None:
    after = settled(
        ANA, NORTH, quarter("Nortwind", "2026-03-31"), made(Account, account_id="KA-2", manager_id="Anna Ruiz")
    )
    assert [finding.hint for finding in after.findings] == ["Did you mean P-01?", "Did you mean KA-001?"]


def test_a_name_unlike_all_or_too_short_is_not_guessed() -> None:
    after = settled(ANA, NORTH, quarter("Southwind", "2026-03-31"), quarter("Nort", "2026-03-31"))
    assert not [finding.hint for finding in after.findings if "Did you mean" in finding.hint]


def test_a_link_that_must_stand_under_a_condition_leaves_the_row_out_while_it_holds() -> None:
    rows = [made(Remark, pack=pack, account_id="KA-009") for pack in (NarrativePack.ACCOUNT, NarrativePack.PORTFOLIO)]
    after = settled(ANA, NORTH, *rows)
    assert [finding.severity for finding in after.findings] == [Severity.ERROR, Severity.WARNING]
    assert [(row.pack, row.account_id) for row in after.portfolio.rows(Remark)] == [(NarrativePack.PORTFOLIO, None)]


def test_rows_of_a_row_left_out_by_reading_go_in_silence() -> None:
    after = settled(
        ANA,
        NORTH,
        quarter("KA-005", "2026-03-31"),
        quarter("lost and found ltd", "2026-03-31"),
        made(Account, account_id="KA-001X", manager_id="P-09"),
        left_out={Account: ["ka-005", "Lost and Found Ltd"], Colleague: ["P-09"]},
    )
    assert not after.findings
    assert not after.portfolio.rows(Revenue)
    assert len(after.portfolio.accounts) == 1


def test_a_row_left_out_takes_its_rows_and_theirs_with_it_in_silence() -> None:
    after = settled(
        ANA,
        made(Account, account_id="KA-001", name="Northwind", manager_id="P-99"),
        SOUTH,
        quarter("KA-001", "2026-03-31"),
        person("S-01"),
        person("S-02", "KA-002"),
        made(Action, action_id="AC-1", account_id="KA-002", owner_id="S-01"),
        made(Touchpoint, account_id="KA-002", stakeholder_id="S-01"),
    )
    assert codes(after.findings) == {"K102": 1}
    assert str(after.findings[0].where) == "Accounts!E2"
    left = after.portfolio
    assert (left.rows(Revenue), left.rows(Action)) == ((), ())
    assert [row.stakeholder_id for row in left.rows(Stakeholder)] == ["S-02"]
    assert [row.stakeholder_id for row in left.rows(Touchpoint)] == [None]


def test_duplicates_of_an_account_left_out_are_not_reported_on_their_own() -> None:
    after = settled(ANA, NORTH, NORTH, quarter("KA-001", "2026-03-31"), quarter("KA-001", "2026-03-31"))
    assert codes(after.findings) == {"K101": 2}


def test_a_needed_sheet_that_could_not_be_read_makes_no_noise_on_others() -> None:
    after = settle(Portfolio(portfolio().settings, {Account: [NORTH]}), AS_OF)
    assert not after.findings
    assert not after.portfolio.accounts


def test_a_link_to_an_optional_sheet_without_rows_reads_as_blank_in_silence() -> None:
    after = settled(ANA, NORTH, made(Action, action_id="AC-1", owner_id="P-01", objective_id="OB-1"))
    assert not after.findings
    assert after.portfolio.rows(Action)[0].objective_id is None


def test_a_link_to_a_row_of_another_account_reads_as_blank() -> None:
    after = settled(ANA, NORTH, SOUTH, person("S-01", reports_to="S-02"), person("S-02", "KA-002"))
    (finding,) = after.findings
    assert (finding.rule.code, finding.severity, str(finding.where)) == ("K104", Severity.WARNING, "Stakeholders!L2")
    assert [str(see.where) for see in finding.related] == ["Stakeholders!B3"]
    assert after.portfolio.rows(Stakeholder)[0].reports_to is None


def test_an_owner_from_another_account_reads_as_blank_and_the_action_stays() -> None:
    action = made(Action, action_id="AC-1", account_id="ka-001", owner_id="S-02")
    after = settled(ANA, NORTH, SOUTH, person("S-02", "KA-002"), action)
    assert codes(after.findings) == {"K104": 1}
    assert after.findings[0].account_name == "Northwind"
    assert [(row.account_id, row.owner_id) for row in after.portfolio.rows(Action)] == [("KA-001", "")]


def test_an_action_may_serve_an_objective_of_its_own_account_only() -> None:
    objectives = [made(Objective, objective_id=f"OB-{n}", account_id=f"KA-00{n}") for n in (1, 2)]
    actions = [made(Action, action_id=f"AC-{n}", owner_id="P-01", objective_id=f"OB-{n}") for n in (1, 2)]
    after = settled(ANA, NORTH, SOUTH, *objectives, *actions)
    assert codes(after.findings) == {"K104": 1}
    assert [row.objective_id for row in after.portfolio.rows(Action)] == ["OB-1", None]


@pytest.mark.parametrize(
    ("parents", "in_a_circle"),
    [
        ({"KA-001": "KA-001"}, {"KA-001"}),
        ({"KA-001": "KA-002", "KA-002": "KA-001"}, {"KA-001", "KA-002"}),
        ({"KA-001": "KA-002", "KA-002": "KA-003", "KA-003": "ka-001"}, {"KA-001", "KA-002", "KA-003"}),
        ({"KA-001": "KA-002", "KA-002": "KA-003", "KA-003": "KA-002"}, {"KA-002", "KA-003"}),
        ({"KA-001": "KA-002", "KA-002": "KA-003"}, set()),
    ],
)
def test_parents_that_run_in_a_circle_read_as_blank(parents: dict[str, str], in_a_circle: set[str]) -> None:
    accounts = [
        made(Account, account_id=f"KA-00{n}", manager_id="P-01", parent_id=parents.get(f"KA-00{n}")) for n in (1, 2, 3)
    ]
    after = settled(ANA, *accounts)
    assert {finding.account_id for finding in after.findings} == in_a_circle
    assert codes(after.findings) == ({"K103": len(in_a_circle)} if in_a_circle else {})
    blank = {account.account_id for account in after.portfolio.accounts if account.parent_id is None}
    assert blank == in_a_circle | ({"KA-001", "KA-002", "KA-003"} - parents.keys())


def test_reports_to_may_not_run_in_a_circle_either() -> None:
    after = settled(ANA, NORTH, person("S-01", reports_to="S-02"), person("S-02", reports_to="S-01"))
    assert codes(after.findings) == {"K103": 2}
    assert [row.reports_to for row in after.portfolio.rows(Stakeholder)] == [None, None]


def test_every_link_of_every_sheet_leads_to_a_sheet_that_is_declared() -> None:
    titles = {schema_of(record).title for record in SHEETS}
    links = [
        column.kind for record in SHEETS for column in schema_of(record).columns if isinstance(column.kind, kinds.Link)
    ]
    assert links
    assert all(set(link.targets) <= titles for link in links)


def test_ratings_of_one_account_stand_in_one_row() -> None:
    ratings = [made(AccountRatings, account_id=typed, grades={}) for typed in ("KA-001", "Northwind")]
    after = settled(ANA, NORTH, *ratings)
    assert codes(after.findings) == {"K101": 2}
    assert not after.portfolio.rows(AccountRatings)
