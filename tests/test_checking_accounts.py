"""Dates, stages, tiers and people of accounts: where each rule begins and where it stays silent."""

from __future__ import annotations

import datetime as dt

import pytest
from books import findings, judge
from small_books import accounts, people, sheet

from kamreport.findings import Severity

AS_OF = dt.date(2026, 4, 15)


def severities(markdown: str, code: str) -> list[Severity]:
    return [one.severity for one in judge(markdown, AS_OF).findings if one.rule.code == code]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"Renewal date": "2026-04-14"}, 1),
        ({"Renewal date": "2026-04-15"}, 0),
        ({"Renewal date": "2026-04-14", "Status": "Prospect"}, 0),
        ({"Renewal date": "2026-04-14", "Status": "Lost"}, 0),
    ],
)
def test_an_active_account_is_asked_for_its_next_renewal(change: dict[str, str], found: int) -> None:
    assert len(findings(accounts(change), "K202", as_of=AS_OF)) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"Last review": "2026-01-13"}, []),  # 92 days
        ({"Last review": "2026-01-12"}, [Severity.WARNING]),
        ({"Last review": ""}, [Severity.NOTE]),
        ({"Last review": "2026-05-01"}, []),
        ({"Last review": "", "Key account": "No"}, []),
        ({"Last review": "", "Status": "Lost"}, []),
        ({"Last review": "2025-05-01", "Tier": "Vendor"}, []),  # 349 of 365 days
    ],
)
def test_a_review_is_due_after_the_days_of_the_tier(change: dict[str, str], found: list[Severity]) -> None:
    assert severities(accounts(change), "K208") == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"Last strategy review": "2025-04-15"}, []),
        ({"Last strategy review": "2025-04-14"}, [Severity.WARNING]),
        ({"Last strategy review": ""}, [Severity.NOTE]),
    ],
)
def test_a_strategy_review_is_due_after_the_days_of_settings(change: dict[str, str], found: list[Severity]) -> None:
    assert severities(accounts(change), "K209") == found


def test_nothing_has_happened_before_it_is_the_day() -> None:
    today, tomorrow = "2026-04-15", "2026-04-16"
    assert findings(accounts({"First purchase": today, "Key since": today}), "K206", as_of=AS_OF) == []
    assert len(findings(accounts({"First purchase": tomorrow, "Key since": tomorrow}), "K206", as_of=AS_OF)) == 2


def test_a_due_date_or_a_renewal_may_lie_ahead() -> None:
    assert not findings(accounts({"Renewal date": "2027-01-01", "Notice date": "2026-10-01"}), "K206", as_of=AS_OF)


def test_an_action_done_after_the_as_of_date_counts_as_open() -> None:
    action = {
        "Action ID": "AC-01",
        "Account ID": "KA-001",
        "Action": "Send the forecast",
        "Owner": "P-01",
        "Due": "2026-03-01",
        "Status": "Done",
        "Done on": "2026-04-20",
    }
    book = accounts({}) + "\n" + sheet("Actions", action)
    assert len(findings(book, "K206", "K501", as_of=AS_OF)) == 2
    assert len(findings(book, "K206", "K501", as_of=dt.date(2026, 4, 20))) == 0


@pytest.mark.parametrize(
    ("status", "due", "found"),
    [("Not started", "2026-04-14", 1), ("In progress", "2026-04-15", 0), ("Cancelled", "2026-01-01", 0)],
)
def test_an_open_action_is_overdue_from_the_day_after(status: str, due: str, found: int) -> None:
    action = {"Action ID": "AC-01", "Account ID": "KA-001", "Action": "Call", "Owner": "P-01"}
    book = accounts({}) + "\n" + sheet("Actions", {**action, "Due": due, "Status": status})
    assert len(findings(book, "K501", as_of=AS_OF)) == found


def test_an_emerging_key_account_has_its_key_type() -> None:
    assert not findings(accounts({"Key type": "Emerging"}, {"Key account": "No"}), "K204")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"Complexity": "4", "Commitment": "3", "Tier": "Business consultant"}, ""),
        ({"Complexity": "2", "Commitment": "3", "Key account": "No", "Tier": "Preferred provider"}, ""),
        ({"Complexity": "2", "Commitment": "3", "Key account": "No", "Tier": "Vendor"}, "under-served"),
        ({"Complexity": "2", "Commitment": "2", "Key account": "No", "Tier": "Partner"}, "over-served"),
        ({"Complexity": "2", "Tier": "Partner"}, ""),
    ],
)
def test_a_tier_that_differs_from_the_recommended_one_is_named(change: dict[str, str], found: str) -> None:
    said = findings(accounts(change), "K212")
    assert [found in one for one in said] == ([True] if found else [])


@pytest.mark.parametrize(
    ("declared", "view", "found"), [("Tactical", "Strategic", 1), ("Tactical", "Tactical", 0), ("Tactical", "", 0)]
)
def test_two_views_of_the_stage_are_compared_when_both_are_known(declared: str, view: str, found: int) -> None:
    change = {"Declared stage": declared, "Customer's view of stage": view}
    assert len(findings(accounts(change), "K211")) == found


@pytest.mark.parametrize(
    ("levels", "tier", "found"),
    [
        ([("Operational", "2")], "Vendor", 0),
        ([("Middle", "2")], "Vendor", 1),
        ([("Operational", "2"), ("Middle", "2"), ("Senior", "2")], "Partner", 0),
        ([("Operational", "2"), ("Middle", "2"), ("Senior", "1")], "Partner", 1),
        ([("", "4")], "Partner", 0),
    ],
)
def test_the_levels_reached_are_measured_against_the_tier(levels: list[tuple[str, str]], tier: str, found: int) -> None:
    said = [{"Level": level, "Relationship strength": strength} for level, strength in levels]
    assert len(findings(accounts({"Tier": tier}) + "\n" + people(*said), "K213")) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([], 0),
        ([{"Last contact": "2026-04-01"}], 1),
        ([{"Last contact": "2026-04-01"}, {"Relationship strength": "1"}], 1),
        ([{"Last contact": "2026-04-01"}, {"Last contact": "2025-01-01"}], 1),
        ([{"Last contact": "2026-04-01"}, {"Last contact": "2026-03-01"}], 0),
        ([{"Last contact": "2026-04-01"}, {"Last contact": ""}], 0),
        ([{"Last contact": "2026-04-01"}, {"Last contact": "2026-03-01", "Left": "Yes"}], 1),
    ],
)
def test_one_thread_is_too_few_for_a_key_account(said: list[dict[str, str]], found: int) -> None:
    filled = people(*said) if said else ""
    assert len(findings(accounts({}) + "\n" + filled, "K301", as_of=AS_OF)) == found
    assert not findings(accounts({"Key account": "No"}) + "\n" + filled, "K301", "K308", as_of=AS_OF)


def test_a_bow_tie_is_not_said_while_undated_people_leave_it_open() -> None:
    said = [{"Last contact": "2026-04-01"}, {"Last contact": ""}]
    assert not findings(accounts({}) + "\n" + people(*said), "K308", as_of=AS_OF)


def test_a_role_is_named_even_by_somebody_who_is_hardly_aware_of_us() -> None:
    roles = [
        {"Role": role, "Relationship strength": "0"} for role in ("Executive sponsor", "Decision maker", "Champion")
    ]
    assert not findings(accounts({}) + "\n" + people(*roles), "K302")
    (finding,) = findings(accounts({}) + "\n" + people(*roles[:1], {"Role": "Champion", "Left": "Yes"}), "K302")
    assert "Economic buyer or Champion" in finding


def test_a_key_account_without_stakeholders_lacks_all_three_roles() -> None:
    (finding,) = findings(accounts({}), "K302")
    assert "Executive sponsor, Economic buyer or Champion" in finding


def test_a_sheet_of_stakeholders_that_could_not_be_read_does_not_accuse_every_account() -> None:
    assert not findings(accounts({}) + "\n## Stakeholders\nabsent\n", "K302")


def test_a_repeated_setting_is_said_once() -> None:
    twice = sheet("Settings", *[{"Setting": "Renewal warning", "Value": "30"}] * 2)
    assert len([one for one in findings(twice) if "Renewal warning" in one]) == 1


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"Influence": "4", "Last contact": "2026-01-12"}, 0),  # 93 days
        ({"Influence": "4", "Last contact": "2026-01-11"}, 1),
        ({"Influence": "3", "Last contact": "2025-01-11"}, 0),
        ({"Influence": "5", "Last contact": ""}, 0),
        ({"Influence": "5", "Last contact": "2025-01-11", "Left": "Yes"}, 0),
    ],
)
def test_influential_people_are_quiet_after_the_active_window(change: dict[str, str], found: int) -> None:
    assert len(findings(accounts({}) + "\n" + people(change), "K307", as_of=AS_OF)) == found


@pytest.mark.parametrize(("date", "found"), [("2026-03-15", 0), ("2026-03-14", 1)])  # 31 days
def test_the_newest_contact_with_anyone_keeps_the_rhythm(date: str, found: int) -> None:
    said = people({"Last contact": "2025-06-01"}, {"Last contact": date})
    assert len(findings(accounts({}) + "\n" + said, "K309", as_of=AS_OF)) == found


def test_a_touchpoint_keeps_the_rhythm_as_well_as_last_contact() -> None:
    said = people({"Last contact": "2025-06-01"})
    touched = sheet("Touchpoints", {"Account ID": "KA-001", "Date": "2026-04-10", "Stakeholder ID": "S-01"})
    assert findings(accounts({}) + "\n" + said, "K309", as_of=AS_OF)
    assert not findings(accounts({}) + "\n" + said + "\n" + touched, "K309", as_of=AS_OF)


@pytest.mark.parametrize("who", [{}, {"Left": "Yes"}])
def test_a_broken_rhythm_is_found_where_a_touchpoint_names_nobody_who_is_still_there(who: dict[str, str]) -> None:
    said = people({"Last contact": "2025-06-01", **who})
    touched = sheet("Touchpoints", {"Account ID": "KA-001", "Date": "2026-01-10"})
    (found,) = findings(accounts({}) + "\n" + said + "\n" + touched, "K309", "W901", as_of=AS_OF)
    assert found.startswith("warning[K309] Touchpoints!B2: The last contact with anyone at Northwind (KA-001) was on ")


def test_a_partner_whose_sponsor_link_is_broken_has_no_sponsor() -> None:
    assert findings(accounts({"Tier": "Partner", "Our executive sponsor": "P-09"}), "K306")
    assert not findings(accounts({"Tier": "Partner", "Our executive sponsor": "P-02"}), "K306")


def test_a_job_brings_its_own_limit_of_accounts() -> None:
    five: list[dict[str, str]] = [{}] * 5
    assert not findings(accounts(*five, {"Status": "Lost"}), "K304")
    (finding,) = findings(accounts(*five, {"Status": "Prospect"}), "K304")
    assert "answers for 6 accounts; the limit is 5" in finding


def test_a_severity_lowered_in_settings_is_lowered_here_too() -> None:
    settings = sheet("Settings", {"Setting": "Severity of K202", "Value": "Note"})
    assert severities(accounts({"Renewal date": "2026-04-14"}) + "\n" + settings, "K202") == [Severity.NOTE]


def test_findings_carry_the_account_they_are_about() -> None:
    about = [
        (one.account_id, one.account_name)
        for one in judge(accounts({"Renewal date": "2026-04-14"}), AS_OF).findings
        if one.rule.code == "K202"
    ]
    assert about == [("KA-001", "Northwind")]
