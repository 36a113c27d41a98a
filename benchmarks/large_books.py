"""Workbooks of any size with every core sheet filled, the same rows every time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from kamreport.cells import Raw
from kamreport.model import Account, AccountRatings, Action, Colleague, Criterion, Revenue, SettingLine, Stakeholder
from kamreport.rulebook import RULES
from kamreport.writing.template import new_workbook, shipped_rows
from kamreport.writing.template.shipped_texts import Row

QUARTERS = tuple(
    dt.datetime(year, month, day)  # noqa: DTZ001 - cells know no zones
    for year in (2024, 2025)
    for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
)
KEY_SHARE = 0.25
GRADED = tuple(
    f"{row['Criterion ID']} {row['Criterion']}" for row in shipped_rows("Lite")[Criterion] if row["Method"] == "Rating"
)


def make_book(path: Path, accounts: int) -> None:
    """A workbook with every core sheet filled for so many accounts; the same rows every time."""
    dice = random.Random(accounts)  # noqa: S311 - the same rows every time, not a secret
    ids = [f"KA-{number:05}" for number in range(1, accounts + 1)]
    people = [f"P-{number:04}" for number in range(1, max(accounts // 10, 1) + 1)]
    rows: dict[type, Sequence[Row]] = {
        SettingLine: [
            {"Setting": "Period end", "Value": QUARTERS[-1]},
            {"Setting": "As-of date", "Value": dt.datetime(2026, 1, 19)},  # noqa: DTZ001 - as Excel holds it
            {"Setting": "Currency", "Value": "EUR"},
            {"Setting": "Company revenue, 12 months", "Value": accounts * 20_000_000.0},
            {"Setting": "Target margin", "Value": 0.2},
        ],
        Colleague: [
            {"Person ID": person, "Name": f"Colleague {person}", "Job": "Account manager"} for person in people
        ],
        Account: [account_row(dice, account, people) for account in ids],
        Revenue: [revenue_row(dice, account, end) for account in ids for end in QUARTERS],
        AccountRatings: [rating_row(dice, account) for account in ids],
        Stakeholder: [person for account in ids for person in people_at(dice, account, people)],
        Action: [action_row(dice, account, number, people) for account in ids for number in (1, 2)],
    }
    new_workbook(path, preset="lite", rules=RULES, rows=rows)


def account_row(dice: random.Random, account: str, people: list[str]) -> Row:
    """One account, filled as densely as the shipped example: two columns in three."""
    key = dice.random() < KEY_SHARE
    filled: dict[str, Raw] = {
        "Account ID": account, "Account name": f"Customer {account}", "Status": "Active",
        "Key account": "Yes" if key else "No", "Key account manager": dice.choice(people),
        "Tier": dice.choice(("Vendor", "Preferred provider", "Business consultant")), "Industry": "Services",
        "Region": "Europe", "Business size": "Large", "Country": "DE", "Employees": float(dice.randrange(50, 5000)),
        "First purchase": day(2015, 1, dice.randrange(3000)), "Contract start": day(2025, 1, 0),
        "Renewal date": day(2026, 2, dice.randrange(400)), "Annual contract value": float(dice.randrange(9_000_000)),
        "Declared stage": dice.choice(("Tactical", "Cooperative")), "Customer's view of stage": "Cooperative",
        "Complexity": float(dice.randint(1, 5)), "Commitment": float(dice.randint(1, 5)),
        "Last review": day(2025, 6, dice.randrange(200)), "Manager hours per month": float(dice.randint(2, 30)),
        "Largest supplier": "No",
    }  # fmt: skip
    joined: dict[str, Raw] = {
        "Key type": "Existing",
        "Key since": day(2020, 1, 0),
        "Process stage": "Strategy",
        "Investment, 12 months": 9e4,
    }
    return filled | joined if key else filled


def revenue_row(dice: random.Random, account: str, end: dt.datetime) -> Row:
    """One quarter of an account, every column filled."""
    revenue = float(dice.randrange(50_000, 5_000_000))
    return {
        "Account ID": account, "Period end": end, "Months covered": 3.0, "Revenue": revenue,
        "Target revenue": revenue * 1.02, "Recurring revenue": revenue * 0.6, "Gross margin": revenue * 0.4,
        "Cost to serve": revenue * 0.15, "Orders": float(dice.randrange(200)),
    }  # fmt: skip


def rating_row(dice: random.Random, account: str) -> Row:
    """The ratings of an account, all criteria known."""
    grades: dict[str, Raw] = {title: float(dice.randint(1, 5)) for title in GRADED}
    told: dict[str, Raw] = {
        "Rated on": day(2025, 9, 0),
        "Rated by": "Ana Ruiz",
        "Source": "Both",
        "Evidence": "Talks with purchasing",
    }
    first: dict[str, Raw] = {"Account ID": account}
    return first | grades | told


def people_at(dice: random.Random, account: str, people: list[str]) -> Iterator[Row]:
    """Three people at an account, one in each key role."""
    first = f"S-{account[3:]}-1"
    for number, role in enumerate(("Executive sponsor", "Economic buyer", "Champion"), 1):
        yield {
            "Stakeholder ID": f"S-{account[3:]}-{number}", "Account ID": account, "Name": f"Person {number} at {account}",
            "Role": role, "Influence": float(dice.randint(1, 5)), "Relationship strength": float(dice.randint(0, 4)),
            "Level": dice.choice(("Operational", "Middle", "Senior")), "Function": "Purchasing",
            "Job title": "Head of purchasing", "Support": float(dice.randint(-2, 2)),
            "Our counterpart": dice.choice(people), "Reports to": first if number > 1 else None,
            "Last contact": day(2025, 7, dice.randrange(180)),
        }  # fmt: skip


def action_row(dice: random.Random, account: str, number: int, people: list[str]) -> Row:
    """One open action."""
    return {
        "Action ID": f"X-{account[3:]}-{number}", "Account ID": account, "Action": "Agree next year's volumes",
        "Owner": dice.choice(people), "Due": day(2025, 11, dice.randrange(150)), "Status": "In progress",
        "Audience": "Internal",
    }  # fmt: skip


def day(year: int, month: int, after: int) -> dt.datetime:
    """A day so many days after the first of a month."""
    return dt.datetime(year, month, 1) + dt.timedelta(days=after)  # noqa: DTZ001 - as Excel holds it
