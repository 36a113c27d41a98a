"""Optional sheets: market, objectives, needs, account team, overrides and the programme."""

from __future__ import annotations

import datetime as dt

import pytest
from books import findings, judge
from handmade import made
from small_books import accounts, revenue, sheet

from kamreport.findings import Severity
from kamreport.model import Objective, Override, Wallet, WhiteSpace

AS_OF = dt.date(2026, 4, 15)
OFFERINGS = sheet("Offerings", {"Offering ID": "OF-01", "Offering": "Cold storage"})
CENTRE = sheet("Lists", {"List": "Buying centre", "Value": "Plant North"})
OBJECTIVE = {
    "Objective ID": "OB-01",
    "Account ID": "KA-001",
    "Objective": "Grow",
    "Focus": "Expand",
    "Due": "2026-12-31",
    "Owner": "P-01",
    "Status": "On track",
}


def book(*sheets: str) -> str:
    return "\n".join([accounts({}), *sheets])


def space(**said: str) -> str:
    plain = {"Account ID": "KA-001", "Buying centre": "Plant North", "Offering ID": "OF-01", "Status": "Open"}
    return "\n".join(
        [OFFERINGS, CENTRE, sheet("White space", plain | {k.replace("_", " "): v for k, v in said.items()})]
    )


def wallet(*rows: tuple[str, str]) -> str:
    plain = {"Account ID": "KA-001", "Basis": "Estimate", "Confidence": "3"}
    return sheet("Wallet", *({**plain, "As of": date, "Spend in our categories": spend} for date, spend in rows))


def day(said: str) -> dt.date:
    return dt.date.fromisoformat(said)


@pytest.mark.parametrize(
    ("current", "potential", "found"), [("300", "299", 1), ("300", "300", 0), ("", "1", 0), ("300", "", 0)]
)
def test_potential_below_current_blanks_both(current: str, potential: str, found: int) -> None:
    judged = judge(book(space(Current_annual=current, Potential_annual=potential, Probability="10%")))
    assert sum(one.rule.code == "K401" for one in judged.findings) == found
    (row,) = judged.portfolio.rows(WhiteSpace)
    if found:
        assert (row.current_annual, row.potential_annual) == (None, None)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([("2026-01-31", "1000")], 1),
        ([("2026-01-31", "999")], 0),
        ([("2026-01-31", "999"), ("2025-01-31", "2000")], 1),
        ([("2026-01-31", "999"), ("2025-01-31", "900")], 0),
        ([("2026-01-31", "2000"), ("2025-01-31", "900")], 2),
        ([("2026-12-31", "10")], 1),
    ],
)
def test_a_wallet_below_revenue_is_left_out_and_the_next_older_one_is_looked_at(
    rows: list[tuple[str, str]], kept: int
) -> None:
    judged = judge(book(revenue(1000), wallet(*rows)))
    assert len(judged.portfolio.rows(Wallet)) == kept
    assert sum(one.rule.code == "K402" for one in judged.findings) == len(rows) - kept


@pytest.mark.parametrize(
    ("status", "probability", "found"),
    [("Open", "", 1), ("Pipeline", "", 1), ("Open", "0%", 0), ("Owned", "", 0), ("Not eligible", "", 0)],
)
def test_white_space_that_could_be_won_has_a_probability(status: str, probability: str, found: int) -> None:
    assert len(findings(book(space(Status=status, Probability=probability)), "K405")) == found


@pytest.mark.parametrize(
    ("stage", "close", "found"),
    [("Proposed", "2026-04-14", 1), ("Proposed", "2026-04-15", 0), ("Won", "2026-04-14", 0), ("Lost", "2026-04-14", 0)],
)
def test_an_open_opportunity_closes_in_the_future(stage: str, close: str, found: int) -> None:
    row = {"Opportunity ID": "OP-01", "Account ID": "KA-001", "Opportunity": "Second store", "Type": "Upsell"}
    more = {"Sales stage": stage, "Amount": "10", "Probability": "50%", "Expected close": close}
    assert len(findings(book(sheet("Opportunities", row | more)), "K406", as_of=AS_OF)) == found


@pytest.mark.parametrize(("number", "found"), [(10, 0), (11, 1)])
def test_a_map_holds_ten_offerings(number: int, found: int) -> None:
    rows = [{"Offering ID": f"OF-{n:02}", "Offering": f"Offering {n}"} for n in range(number)]
    assert len(findings(book(sheet("Offerings", *rows)), "K407")) == found


@pytest.mark.parametrize(
    ("dates", "found"),
    [(("2025-04-15",), 0), (("2025-04-14",), 1), (("2024-01-31", "2026-01-31"), 0), (("2026-12-31",), 0)],
)
def test_the_newest_wallet_counts_for_its_age(dates: tuple[str, ...], found: int) -> None:
    assert len(findings(book(wallet(*((date, "5000") for date in dates))), "K408", as_of=AS_OF)) == found


@pytest.mark.parametrize(
    ("status", "served", "found"),
    [
        ("On track", "In progress", 0),
        ("On track", "Done", 1),
        ("Off track", "Cancelled", 1),
        ("Achieved", "Done", 0),
        ("Dropped", "Done", 0),
    ],
)
def test_an_open_objective_is_served_by_an_open_action(status: str, served: str, found: int) -> None:
    action = {
        "Action ID": "AC-01",
        "Account ID": "KA-001",
        "Action": "Visit",
        "Owner": "P-01",
        "Due": "2026-06-30",
        "Status": served,
        "Done on": "2026-03-01" if served == "Done" else "",
        "Objective ID": "ob-01",
    }
    rows = sheet("Objectives", {**OBJECTIVE, "Status": status}) + "\n" + sheet("Actions", action)
    assert len(findings(book(rows), "K502", as_of=AS_OF)) == found


@pytest.mark.parametrize(
    ("priority", "status", "promised", "found"),
    [
        ("4", "Open", "ND-09", 1),
        ("3", "Open", "ND-09", 0),
        ("5", "Met", "ND-09", 0),
        ("5", "Open", "ND-01", 0),
        ("5", "Open", "", 1),
    ],
)
def test_an_urgent_need_is_answered_by_a_commitment(priority: str, status: str, promised: str, found: int) -> None:
    need = {"Account ID": "KA-001", "Need type": "Relationship", "Need": "A contact at night"}
    needs = sheet(
        "Needs",
        {**need, "Need ID": "ND-01", "Priority": priority, "Status": status},
        {**need, "Need ID": "ND-09", "Priority": "1", "Status": "Open"},
    )
    promise = {"Commitment ID": "CM-01", "Account ID": "KA-001", "Promise": "A number to call", "Value-add": "Support"}
    assert len(findings(book(needs, sheet("Commitments", promise | {"Need ID": promised})), "K503")) == found
    assert not findings(book(needs), "K503")


def test_a_key_account_without_any_objective_lacks_all_three() -> None:
    two = accounts({}, {"Account name": "Southbank"}, {"Account name": "Eastgate", "Key account": "No"})
    said = findings(two + "\n" + sheet("Objectives", OBJECTIVE), "K504")
    assert ["Penetrate or Protect" in said[1], "Penetrate, Expand or Protect" in said[0]] == [True, True]
    assert len(said) == 2
    assert not findings(two, "K504")


def test_a_target_where_the_baseline_is_blanks_both() -> None:
    judged = judge(book(sheet("Objectives", OBJECTIVE | {"Baseline": "40", "Target": "40", "Actual": "45"})))
    (row,) = judged.portfolio.rows(Objective)
    assert (row.baseline, row.target, row.actual) == (None, None, 45)
    assert [str(one.where) for one in judged.findings if one.rule.code == "K505"] == ["Objectives!I2"]


def objective(**said: float) -> Objective:
    figures: dict[str, object] = {**said}
    return made(Objective, 2, due=day("2026-04-11"), start=day("2026-01-01"), **figures)


def test_progress_works_for_rising_and_falling_targets() -> None:
    assert objective(baseline=40.0, target=60.0, actual=45.0).progress == pytest.approx(0.25)
    assert objective(baseline=12.0, target=4.0, actual=6.0).progress == pytest.approx(0.75)
    assert objective(baseline=12.0, target=4.0).progress is None


def test_the_elapsed_share_stays_between_nothing_and_all() -> None:
    row = objective()
    assert row.elapsed(day("2026-03-02")) == pytest.approx(0.60)
    assert row.elapsed(day("2025-12-01")) == 0
    assert row.elapsed(day("2026-12-01")) == 1
    assert made(Objective, due=day("2026-04-11")).elapsed(day("2026-03-02")) is None
    same_day = made(Objective, due=day("2026-01-01"), start=day("2026-01-01"))
    assert (same_day.elapsed(day("2025-12-31")), same_day.elapsed(day("2026-01-01"))) == (0, 1)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"Actual": "45"}, 1),  # KAM.md §11.5: 0.25 < 0.60 - 0.25
        ({"Actual": "47"}, 0),  # 0.35 is not below 0.35
        ({"Actual": "45", "Status": "At risk"}, 0),
        ({"Actual": "59", "Status": "Achieved"}, 1),
        ({"Actual": "60", "Status": "Achieved"}, 0),
        ({"Actual": "70", "Status": "Achieved"}, 0),
        ({"Actual": "", "Status": "Achieved"}, 0),
    ],
)
def test_status_and_figures_of_an_objective_agree(said: dict[str, str], found: int) -> None:
    row = OBJECTIVE | {"Baseline": "40", "Target": "60", "Start": "2026-01-01", "Due": "2026-04-11"} | said
    assert len(findings(book(sheet("Objectives", row)), "K506", as_of=day("2026-03-02"))) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"Service level": "Yes", "Target": "98"}, 1),
        ({"Service level": "Yes", "Target": "98", "Actual": "0"}, 0),
        ({"Service level": "No"}, 0),
        ({}, 0),
    ],
)
def test_a_service_level_is_measured(said: dict[str, str], found: int) -> None:
    promise = {"Commitment ID": "CM-01", "Account ID": "KA-001", "Promise": "On time", "Value-add": "Support"}
    assert len(findings(book(sheet("Commitments", promise | said)), "K507")) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"Status": "Open", "Due": "2026-04-14"}, 1),
        ({"Status": "Open", "Due": "2026-04-15"}, 0),
        ({"Status": "Open"}, 0),
        ({"Status": "Answered", "Due": "2026-04-14"}, 0),
        ({"Status": "Open", "Due": "2026-04-14", "Relevant": "No"}, 0),
    ],
)
def test_an_open_question_has_time_until_its_date(said: dict[str, str], found: int) -> None:
    question = {"Account ID": "KA-001", "Category": "Trends", "Question": "A third site?"}
    assert len(findings(book(sheet("Questions", question | said)), "K508", as_of=AS_OF)) == found


@pytest.mark.parametrize(
    ("kind", "until", "codes", "kept"),
    [
        ("Health", "2026-04-14", {"K601"}, 1),
        ("Health", "2026-04-15", set(), 1),
        ("Health", "2026-05-04", set(), 1),  # 92 days
        ("Health", "2026-05-05", {"K602"}, 0),
        ("Include", "2027-12-31", set(), 1),
        ("Include", "", set(), 1),
    ],
)
def test_decisions_by_hand_run_out(kind: str, until: str, codes: set[str], kept: int) -> None:
    row = {"Account ID": "KA-001", "Override": kind, "Reason": "Strike", "By": "Ben", "From": "2026-02-01"}
    said = row | {"Until": until, "Value": "40" if kind == "Health" else ""}
    judged = judge(book(sheet("Overrides", said)), AS_OF)
    assert {one.rule.code for one in judged.findings} & {"K601", "K602"} == codes
    assert len(judged.portfolio.rows(Override)) == kept


def test_open_roles_of_an_account_team_are_a_warning_or_a_note() -> None:
    held = sheet("Account team", {"Account ID": "KA-001", "Person ID": "P-01", "Account role": "Innovator"})
    said = [(one.severity, one.message) for one in judge(book(held)).findings if one.rule.code == "K303"]
    assert [severity for severity, _ in said] == [Severity.WARNING, Severity.NOTE]
    assert "Project manager or Results driver" in said[0][1]
    assert "Technical expert, Relationship lead or Collaborator" in said[1][1]
    assert not findings(book(), "K303")


@pytest.mark.parametrize(("known", "found"), [(0, 0), (1, 1), (3, 1), (4, 0)])
def test_too_few_indicators_are_a_note(known: int, found: int) -> None:
    titles = ("I1 Position", "I2 Interaction", "I3 Exit", "I4 Planning", "I5 Visibility", "I6 Economics")
    row = {"Account ID": "KA-001", "Assessed on": "2026-01-31"} | dict.fromkeys(titles[:known], "2")
    assert len(findings(book(sheet("Stage evidence", row | dict.fromkeys(titles[known:], ""))), "K214")) == found


def test_programme_measures_in_use_are_of_both_kinds_and_horizons() -> None:
    rows = [
        {"Measure ID": "PM1", "Measure": "Offering mix", "Kind": "Process", "Horizon": "Short", "Target": "1"},
        {"Measure ID": "RM1", "Measure": "Revenue growth", "Kind": "Results", "Horizon": "Long", "Actual": "1"},
        {"Measure ID": "RM2", "Measure": "Profitability", "Kind": "Results"},
    ]
    assert not findings(book(sheet("Programme measures", *rows)), "K802")
    assert len(findings(book(sheet("Programme measures", rows[0], rows[2])), "K802")) == 2
    assert not findings(book(sheet("Programme measures", rows[2])), "K802")


@pytest.mark.parametrize(
    ("answer", "evidence", "found"), [("Yes", "", 1), ("Yes", "Minutes", 0), ("Partial", "", 0), ("N/A", "", 0)]
)
def test_a_yes_names_its_evidence(answer: str, evidence: str, found: int) -> None:
    row = {"Item ID": "PRE01", "Item": "Leaders are committed", "Part": "Before launch"}
    said = row | {"Answer": answer, "Evidence": evidence}
    assert len(findings(book(sheet("Checklist", said)), "K803")) == found
