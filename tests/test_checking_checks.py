"""The tuple of checks: each is named after its rule, none breaks down, none speaks without cause."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from books import judge
from handmade import AS_OF, codes
from small_books import accounts, people, ratings, revenue, sheet

from kamreport import checking
from kamreport.checking import CHECKS, RULES
from kamreport.checking.case import Case
from kamreport.findings import Finding

WELL_KEPT = "\n".join(
    [
        sheet(
            "Settings",
            {"Setting": "Company revenue, 12 months", "Value": "100,000"},
            {"Setting": "As-of date", "Value": "2026-04-10"},
        ),
        accounts(
            {
                "Key type": "Existing",
                "Our executive sponsor": "P-02",
                "Renewal date": "2027-01-31",
                "Notice date": "2026-10-31",
                "Contract start": "2024-02-01",
                "Complexity": "4",
                "Commitment": "3",
                "Last review": "2026-02-12",
                "Last strategy review": "2025-11-20",
                "Process stage": "Execution",
                "Alignment meeting": "2025-12-02",
                "Manager hours per month": "30",
            },
            {"Key account": "No", "Tier": "Vendor", "Account name": "Southbank", "Manager hours per month": "30"},
            {"Key account": "No", "Tier": "Vendor", "Account name": "Eastgate", "Status": "Prospect"},
            {"Key account": "No", "Tier": "Vendor", "Account name": "Westfield", "Status": "Lost"},
        ),
        revenue(3000, 4000, 0, 0, Gross_margin=[900, 1200, 0, 0], Cost_to_serve=[100, 200, 0, 0]),
        ratings("453433", "222222"),
        people(
            {
                "Last contact": "2026-04-01",
                "Level": "Executive",
                "Role": "Executive sponsor",
                "Our counterpart": "P-02",
            },
            {"Last contact": "2026-03-20", "Level": "Middle", "Role": "Economic buyer"},
            {"Last contact": "2026-03-28", "Level": "Operational"},
        ),
        sheet(
            "Actions",
            {
                "Action ID": "AC-01",
                "Account ID": "KA-001",
                "Action": "Agree the pilot",
                "Owner": "P-01",
                "Due": "2026-05-31",
                "Status": "In progress",
            },
        ),
    ]
)


def test_a_workbook_that_is_kept_well_gives_no_finding_between_records() -> None:
    found = [str(one) for one in judge(WELL_KEPT).findings if one.rule in RULES]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_check_is_named_after_its_rule(check: object) -> None:
    names = {rule.name.replace("-", "_") for rule in RULES}
    assert getattr(check, "__name__", "") in names


def test_no_check_stands_twice() -> None:
    assert len(set(CHECKS)) == len(CHECKS)


def test_a_check_that_breaks_down_keeps_what_it_had_found_and_stops_no_other() -> None:
    judged = judge(accounts({"Renewal date": "2026-01-01"}))

    def many_offerings(case: Case) -> Iterator[Finding]:
        yield from CHECKS[0](case)
        raise KeyError("offering")

    found = checking.check(judged.portfolio, judged.scores, AS_OF, (many_offerings, CHECKS[0]))
    assert codes(found) == {"K202": 2, "W901": 1}
    (broken,) = [one for one in found if one.rule.code == "W901"]
    assert "K407 many-offerings" in broken.message
    assert "KeyError: 'offering'" in broken.message


def test_checking_says_the_same_twice() -> None:
    judged = judge(WELL_KEPT.replace("2026-04-01", "2025-04-01"))
    once = checking.check(judged.portfolio, judged.scores, judged.as_of)
    assert once
    assert once == checking.check(judged.portfolio, judged.scores, judged.as_of)
