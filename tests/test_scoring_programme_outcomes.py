"""Outcomes after launch and programme measures, computed from the accounts (KAM.md §12.2, §12.3, §12.6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import books
import pytest
from nearly import nearly

from kamreport.cells import RowRef
from kamreport.model import ChecklistItem, ProgrammeMeasure
from kamreport.model.lists import RelationshipStage
from kamreport.results import NOWHERE, Agreement, ClaimReading, MeasureReading, ProgrammeScores
from kamreport.results.written import ScoreHistory
from kamreport.scoring import score
from kamreport.writing.template import programme_rows

AS_OF = dt.date(2026, 4, 10)
ACCOUNTS = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier    | Our executive sponsor |
|------------|--------------|--------|-------------|---------------------|---------|-----------------------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Partner | P-02                  |
| KA-002     | Aurelia      | Active | Yes         | P-01                | Partner |                       |
| KA-003     | Brennan      | Active | No          | P-01                | Vendor  |                       |
"""
REVENUE = """
## Revenue
| Account ID | Period end | Months covered | Revenue | Gross margin | Cost to serve |
|------------|------------|----------------|---------|--------------|---------------|
| KA-001     | 2024-03-31 | 12             | 1000    |              |               |
| KA-001     | 2025-03-31 | 12             | 800     | 300          | 100           |
| KA-001     | 2026-03-31 | 12             | 900     | 400          | 150           |
| KA-002     | 2024-03-31 | 12             | 400     |              |               |
| KA-002     | 2025-03-31 | 12             | 400     | 100          | 50            |
| KA-002     | 2026-03-31 | 12             | 600     | 200          | 60            |
| KA-003     | 2025-03-31 | 12             | 500     | 200          | 20            |
| KA-003     | 2026-03-31 | 12             | 550     | 250          | 25            |
"""
WALLET = """
## Wallet
| Account ID | As of      | Spend in our categories | Basis    | Confidence |
|------------|------------|-------------------------|----------|------------|
| KA-001     | 2025-03-31 | 1600                    | Estimate | 4          |
| KA-001     | 2026-02-28 | 1500                    | Estimate | 4          |
| KA-002     | 2025-04-30 | 1000                    | Estimate | 4          |
"""
FEEDBACK = """
## Feedback
| Account ID | Date       | CSAT |
|------------|------------|------|
| KA-001     | 2024-06-01 | 4    |
| KA-001     | 2025-06-01 | 3    |
| KA-001     | 2025-09-01 | 5    |
| KA-002     | 2025-09-01 | 5    |
"""
EVENTS = """
## Events
| Account ID | Date       | Kind           | Event   | Amount |
|------------|------------|----------------|---------|--------|
| KA-001     | 2024-05-01 | Joint activity | Pilot   | 1000   |
| KA-001     | 2025-05-01 | Joint activity | Line    | 3000   |
| KA-002     | 2025-06-01 | Referral       | Friends |        |
| KA-003     | 2025-06-01 | Joint activity | Other   | 9000   |
"""
STAGE = """
## Stage evidence
| Account ID | I1 Position | I2 Interaction | I3 Exit | I4 Planning | I5 Visibility | I6 Economics | Assessed on |
|------------|-------------|----------------|---------|-------------|---------------|--------------|-------------|
| KA-001     | 3           | 3              | 3       | 3           | 3             | 3            | 2026-02-01  |
"""
QUESTIONS = """
## Programme questions
| Question ID | Block          | Question | Answer kind    | Answer  |
|-------------|----------------|----------|----------------|---------|
| TR2         | Internal trust | See?     | Yes-Partial-No | Yes     |
| TR4         | Internal trust | Look?    | Yes-Partial-No | Partial |
| TR5         | Internal trust | Pay?     | Yes-Partial-No | No      |
"""


def table(record: type, title: str, more: dict[str, str], columns: tuple[str, ...], only: str = "") -> str:
    """A shipped programme sheet as Markdown, with answers by ID."""
    rows = [row for row in programme_rows()[record] if str(row[columns[0]]).startswith(only)]
    added = sorted({column for column in more if not column.startswith("=")})
    lines = [f"## {title}", "| " + " | ".join([*columns, *added]) + " |", "|---" * (len(columns) + len(added)) + "|"]
    for row in rows:
        cells = [str(row.get(column, "")) for column in columns]
        lines.append("| " + " | ".join([*cells, *(more[column] for column in added)]) + " |")
    return "\n".join(lines) + "\n"


def checklist(answer: str) -> str:
    """The nine outcomes, all with one answer."""
    columns = ("Item ID", "Item", "Part", "Direction")
    return table(ChecklistItem, "Checklist", {"Answer": answer}, columns, only="POST")


def measures() -> str:
    """The ten measures."""
    return table(ProgrammeMeasure, "Programme measures", {}, ("Measure ID", "Measure", "Kind", "Unit", "Direction"))


def history(period_end: dt.date, index: float) -> ScoreHistory:
    """What a review kept of KA-001."""
    return ScoreHistory(
        **{
            **dict.fromkeys(ScoreHistory.__dataclass_fields__),  # type: ignore[arg-type]  # all else is blank
            "origin": NOWHERE,
            "review_id": f"{period_end}-abcdef",
            "period_end": period_end,
            "account_id": "KA-001",
            "stage": RelationshipStage.COOPERATIVE,
            "stage_index": index,
        }
    )


@cache
def programme(markdown: str, *kept: tuple[dt.date, float]) -> ProgrammeScores:
    """What is said of the programme of a workbook with these reviews behind it."""
    portfolio = books.portfolio(markdown, AS_OF).with_rows({ScoreHistory: [history(*one) for one in kept]})
    found = score(portfolio, AS_OF).programme
    assert found is not None
    return found


def claim(code: str, markdown: str, *kept: tuple[dt.date, float]) -> ClaimReading:
    """One outcome of a workbook."""
    return next(one for one in programme(markdown, *kept).claims if one.item.item_id == code)


def measure(code: str, markdown: str) -> MeasureReading:
    """One measure of a workbook."""
    return next(one for one in programme(markdown).measures if one.row.measure_id == code)


WHOLE = ACCOUNTS + REVENUE + WALLET + FEEDBACK + EVENTS + STAGE + QUESTIONS + checklist("Yes") + measures()


@pytest.mark.parametrize(
    ("code", "before", "now", "favourable"),
    [
        ("POST1", 800 / 1600, 900 / 1500, True),  # KA-002 has no wallet a year earlier
        ("POST2", 0.1, 1500 / 1200 - 1, True),
        ("POST3", 0.25, 210 / 150 - 1, False),  # key costs grew faster, which is bad news
        ("POST4", 250 / 1200, 390 / 1500, True),
        ("POST6", 4.0, 4.0, False),  # KA-002 did not answer a year ago; no rise is no
        ("POST7", 1200 / 1400, 1.0, True),
        ("POST8", 0.0, 1.0, True),
        ("POST9", 1000.0, 3000.0, True),  # KA-003 is not a key account
    ],
)
def test_an_outcome_is_measured_over_key_accounts_that_know_both_years(
    code: str, before: float, now: float, favourable: bool
) -> None:
    found = claim(code, WHOLE)
    assert (found.before, found.now) == (nearly(before), nearly(now))
    assert found.is_favourable is favourable


def test_what_is_dated_after_the_as_of_date_is_not_counted_yet() -> None:
    early = dt.date(2025, 6, 30)
    found = score(books.portfolio(WHOLE, early), early).programme
    assert found is not None
    said = {one.item.item_id: (one.before, one.now) for one in found.claims}
    assert said["POST6"] == (4.0, 3.0)
    assert said["POST8"] == (0.0, 1.0)
    earlier = dt.date(2025, 5, 31)
    found = score(books.portfolio(WHOLE, earlier), earlier).programme
    assert found is not None
    said = {one.item.item_id: (one.before, one.now) for one in found.claims}
    assert (said["POST8"], said["POST9"]) == ((0.0, 0.0), (1000.0, 3000.0))


def test_stage_is_compared_with_the_review_nearest_to_a_year_ago() -> None:
    year_ago, near = (dt.date(2025, 3, 31), 40.0), (dt.date(2025, 6, 30), 90.0)
    found = claim("POST5", WHOLE, year_ago, near)
    assert found.before == 40.0
    assert found.now is not None
    assert found.is_favourable is (found.now > 40.0)
    assert claim("POST5", WHOLE, near).before == 90.0


def test_only_the_rows_stage_was_compared_with_are_named_as_its_cells() -> None:
    at = {"stage_index": 12}
    rows = [
        replace(history(day, 40.0), origin=RowRef("Score history", number, at))
        for number, day in enumerate((dt.date(2025, 3, 31), dt.date(2025, 12, 31), dt.date(2026, 3, 31)), 2)
    ]
    found = score(books.portfolio(WHOLE, AS_OF).with_rows({ScoreHistory: rows}), AS_OF).programme
    assert found is not None
    (stage,) = [one for one in found.claims if one.item.item_id == "POST5"]
    assert [str(cell) for cell in stage.measured.evidence] == ["'Score history'!L2"]


def test_a_review_more_than_100_days_off_is_not_of_a_year_ago() -> None:
    found = claim("POST5", WHOLE, (dt.date(2025, 9, 30), 40.0))
    assert found.is_favourable is None
    assert found.measured.reason.startswith("Fill Stage evidence")


@pytest.mark.parametrize(
    ("code", "sheet"),
    [
        ("POST1", "Wallet"), ("POST2", "Revenue"), ("POST3", "Cost to serve"), ("POST4", "Gross margin"),
        ("POST5", "Stage evidence"), ("POST6", "Feedback"), ("POST7", "36 months"), ("POST8", "Events"),
        ("POST9", "Joint activity"),
    ],
)  # fmt: skip
def test_without_its_inputs_an_outcome_says_what_to_fill_and_is_not_compared(code: str, sheet: str) -> None:
    found = claim(code, ACCOUNTS + checklist("Yes"))
    assert found.is_favourable is None
    assert sheet in found.measured.reason
    assert found.agreement is Agreement.NOT_COMPARED


def test_without_key_accounts_nothing_can_be_measured() -> None:
    found = claim("POST2", ACCOUNTS.replace("| Yes ", "| No  ") + REVENUE + checklist("Yes"))
    assert found.measured.reason == "Mark key accounts on Accounts."


def test_post3_claimed_no_while_costs_outgrow_others_is_rosier_than_the_data() -> None:
    assert claim("POST3", ACCOUNTS + REVENUE + checklist("No")).agreement is Agreement.ROSIER
    assert claim("POST3", ACCOUNTS + REVENUE + checklist("Yes")).agreement is Agreement.AGREES


def test_disagreements_come_first_rosier_before_gloomier() -> None:
    agreements = [one.agreement for one in programme(WHOLE).claims]
    assert agreements == sorted(agreements, key=tuple(Agreement).index)
    assert agreements[0] is Agreement.ROSIER


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("PM2", 210 / 1500), ("PM4", 0.5), ("PM5", 0.5), ("RM1", 0.25), ("RM2", 390 / 1500), ("RM3", 4.5),
        ("RM4", 1.0),
    ],
)  # fmt: skip
def test_a_programme_measure_is_computed_over_key_accounts(code: str, value: float) -> None:
    assert measure(code, WHOLE).measured.value == nearly(value)


@pytest.mark.parametrize(("code", "sheet"), [("PM1", "White space"), ("PM3", "Profile"), ("RM5", "Stakeholders")])
def test_a_measure_without_its_sheet_says_what_to_fill(code: str, sheet: str) -> None:
    found = measure(code, WHOLE).measured
    assert found.value is None
    assert sheet in found.reason


def test_a_measure_of_the_teams_own_is_shown_and_not_computed() -> None:
    own = "## Programme measures\n| Measure ID | Measure | Kind |\n|---|---|---|\n| XX1 | Own | Process |\n"
    found = measure("XX1", ACCOUNTS + own)
    assert (found.measured.value, found.unit) == (None, "")


def test_without_programme_sheets_nothing_is_said_of_the_programme() -> None:
    assert score(books.portfolio(ACCOUNTS + REVENUE, AS_OF), AS_OF).programme is None
