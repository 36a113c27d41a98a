"""From a workbook to a review, whatever is wrong with it (KAM.md §1.2, §3.4, §4.1, §13)."""

from __future__ import annotations

import datetime as dt

import pytest
from books import book

from kamreport import history, run
from kamreport.errors import UsageError
from kamreport.results import PreviousReview, Review

NORTHWIND = """
    ## Accounts
    | Account ID | Account name | Status | Key account | Key account manager | Tier   |
    |------------|--------------|--------|-------------|---------------------|--------|
    | KA-001     | Northwind    | Active | Yes         | P-01                | Vendor |
    | KA-002     | Contoso      | Active | No          | P-01                | Vendor |
    | KA-003     | Contoso      | Active | No          | P-01                | Vendor |
"""


def review(markdown: str, as_of: dt.date | None = None) -> Review:
    return run.review_of(book(markdown), as_of=as_of)


def codes(reviewed: Review) -> list[str]:
    return [finding.rule.code for finding in reviewed.findings]


@pytest.mark.parametrize(
    ("sheets", "says", "code"),
    [
        (
            f"## Settings\nonly these rows\n| Setting | Value |\n|-|-|\n| Currency | EUR |\n{NORTHWIND}",
            "Period end",
            "C101",
        ),
        ("## Settings\n| Setting | Value |\n|-|-|\n| Currency | Euro |\n", "Currency", "C111"),
        ("## Accounts\nabsent\n", "The sheet Accounts", "W101"),
        ("## Accounts\n| Account ID | Status |\n|-|-|\n| KA-001 | Active |\n", "The sheet Accounts", "W102"),
    ],
    ids=["no Period end", "no Currency", "no Accounts", "Accounts without its columns"],
)
def test_a_workbook_in_which_nothing_can_be_scored_still_has_its_findings(sheets: str, says: str, code: str) -> None:
    reviewed = review(sheets.replace("    ", ""))
    assert reviewed.why_unscored.startswith(says)
    assert reviewed.why_unscored.endswith("so nothing could be scored.")
    assert code in codes(reviewed)
    assert not reviewed.scores.accounts
    assert not reviewed.portfolio.accounts
    with pytest.raises(UsageError, match="nothing could be scored"):
        run.find_account(reviewed, "KA-001")


def test_records_are_settled_even_when_nothing_can_be_scored() -> None:
    reviewed = review(
        "## Settings\n| Setting | Value |\n|-|-|\n| Currency | Euro |\n"
        + NORTHWIND.replace("KA-002", "KA-001").replace("    ", "")
    )
    assert codes(reviewed).count("K101") == 2


@pytest.mark.parametrize(
    ("setting", "argument", "expected"),
    [
        ("2026-04-14", dt.date(2026, 5, 1), dt.date(2026, 5, 1)),
        ("2026-04-14", None, dt.date(2026, 4, 14)),
        ("", None, dt.date(2026, 3, 31)),
    ],
    ids=["the argument", "Settings", "Period end"],
)
def test_the_as_of_date_is_the_argument_or_the_setting_or_period_end(
    setting: str, argument: dt.date | None, expected: dt.date
) -> None:
    settings = f"## Settings\n| Setting | Value |\n|-|-|\n| As-of date | {setting} |\n"
    assert review(settings + NORTHWIND.replace("    ", ""), argument).as_of == expected


@pytest.mark.parametrize(("label", "expected"), [("", "2026 Q1"), ("Spring 2026", "Spring 2026")])
def test_a_period_is_called_by_its_calendar_quarter_unless_settings_say_otherwise(label: str, expected: str) -> None:
    assert review(f"## Settings\n| Setting | Value |\n|-|-|\n| Period label | {label} |\n").period_label == expected


def test_an_account_is_found_by_its_id_or_its_name_without_regard_to_case() -> None:
    reviewed = review(NORTHWIND)
    assert run.find_account(reviewed, "ka-001").account_id == "KA-001"
    assert run.find_account(reviewed, "NORTHWIND ").account_id == "KA-001"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Contoso", "2 accounts are called 'Contoso': say which by its Account ID."),
        ("KA-01", "There is no account 'KA-01' in portfolio.xlsx. Did you mean KA-001?"),
        ("Fabrikam", "There is no account 'Fabrikam' in portfolio.xlsx. It holds KA-001, KA-002"),
    ],
)
def test_an_account_that_is_not_found_is_a_question_answered(said: str, answer: str) -> None:
    with pytest.raises(UsageError) as error:
        run.find_account(review(NORTHWIND), said)
    assert str(error.value).startswith(answer)


@pytest.mark.parametrize(
    "row",
    [
        "| KA-001 | Northwind | Activ  | No | P-01 | Vendor |",
        "| KA-001 | Northwind | Active | No | P-99 | Vendor |",
        "| KA-001 | Northwind | Active | No | P-01 | Vendor |\n| ka-001 | Norwind | Active | No | P-01 | Vendor |",
    ],
)
def test_an_account_whose_row_was_left_out_is_not_said_to_be_absent(row: str) -> None:
    titles = "| Account ID | Account name | Status | Key account | Key account manager | Tier |\n|-|-|-|-|-|-|"
    with pytest.raises(UsageError, match=r"The row of 'ka-001' on Accounts is left out for an error in it"):
        run.find_account(review(f"## Accounts\n{titles}\n{row}\n"), "ka-001")


def test_the_review_is_named_by_period_end_and_inputs() -> None:
    reviewed = review(NORTHWIND)
    assert reviewed.review_id == f"2026-03-31-{reviewed.input_fingerprint[:6]}"
    assert review(NORTHWIND).review_id == reviewed.review_id
    assert review(NORTHWIND.replace("Northwind", "Northwynd")).review_id != reviewed.review_id


RATED = """
## Accounts
| Account ID | Account name | Status | Key account | Key account manager | Tier   |
|------------|--------------|--------|-------------|---------------------|--------|
| KA-001     | Northwind    | Active | Yes         | P-01                | Vendor |
| KA-002     | Contoso      | Active | No          | P-02                | Vendor |

## Ratings
| Account ID | A1 | A4 | R1 | R3 | R4 | R6 | Rated on   | Rated by |
|------------|----|----|----|----|----|----|------------|----------|
| KA-001     | 4  | 4  | 4  | 4  | 3  | 4  | 2026-03-01 | Ana      |
| KA-002     | 2  | 2  | 2  | 3  | 2  | 2  | 2026-03-01 | Ana      |
"""
REARRANGED = """
## Ratings
header in row 3
A1: Our ratings, spring 2026
| _mood | R6 | R4 | R3 | R1 | A4 | A1 Growth potential | Account ID | Rated by | Rated on   |
|-------|----|----|----|----|----|---------------------|------------|----------|------------|
|       | 2  | 2  | 3  | 2  | 2  | 2                   | ka-002     | Ana      | 2026-03-01 |
| good  | 4  | 3  | 4  | 4  | 4  | 4                   | KA-001     | Ana      | 2026-03-01 |

## Accounts
| Account ID | Tier   | _since when | Account name | Status | Key account | Key account manager |
|------------|--------|-------------|--------------|--------|-------------|---------------------|
| KA-002     | Vendor | forever     | Contoso      | ACTIVE | No          | P-02                |
|            |        |             |              |        |             |                     |
| KA-001     | vendor |             | Northwind    | Active | Yes         | P-01                |
"""


def test_sorting_moving_and_annotating_changes_neither_fingerprints_nor_scores() -> None:
    """KAM.md §17.6; case in links and choices does not count either."""
    one, other = review(RATED), review(REARRANGED)
    assert other.model_fingerprint == one.model_fingerprint
    assert other.input_fingerprint == one.input_fingerprint
    assert review(RATED, dt.date(2027, 1, 1)).input_fingerprint == one.input_fingerprint
    kept = PreviousReview(
        review_id=one.review_id,
        period_end=dt.date(2025, 12, 31),
        period_label="2025 Q4",
        scores=history.remember(one)[0],
        lines=history.remember(one)[1],
    )
    assert history.movements(kept, *history.remember(other), other.portfolio) == ()
