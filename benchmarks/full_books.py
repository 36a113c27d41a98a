"""Workbooks of any size with every optional and programme sheet filled as well, the same rows every time.

What a cell may hold is asked of its declaration: a new sheet or column is filled here without a line of code.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from large_books import QUARTERS, account_row, action_row, day, people_at, rating_row, revenue_row

from kamreport.cells import Raw
from kamreport.model import (
    OPTIONAL,
    PROGRAMME,
    Account,
    AccountRatings,
    Action,
    Colleague,
    Commitment,
    Competitor,
    CompetitorRatings,
    Criterion,
    Event,
    Feedback,
    ListValue,
    Need,
    Objective,
    Offering,
    Opportunity,
    Override,
    PlanStep,
    Profile,
    Question,
    Remark,
    Revenue,
    Risk,
    SettingLine,
    StageEvidence,
    Stakeholder,
    Swot,
    TeamRole,
    Touchpoint,
    ValueDelivered,
    Wallet,
    WhiteSpace,
)
from kamreport.model.lists import OwnList
from kamreport.rulebook import RULES
from kamreport.schema import Column, kinds, schema_of
from kamreport.writing.template import new_workbook, shipped_rows
from kamreport.writing.template.shipped_texts import Row, programme_rows

SHARES: Mapping[type, float] = {
    Objective: 1, WhiteSpace: 1, Opportunity: 1, Touchpoint: 1, Profile: 0.5, Risk: 0.5, Wallet: 0.5, Feedback: 0.5,
    StageEvidence: 0.5, Need: 0.5, Commitment: 0.5, Event: 0.5, TeamRole: 0.5, Competitor: 0.5, Swot: 0.5,
    PlanStep: 0.5, Remark: 0.25, ValueDelivered: 0.25, CompetitorRatings: 0.25, Question: 0.25, Override: 0.05,
}  # fmt: skip
"""Of how many accounts each optional sheet tells something."""
FILLED = 0.67
"""The share of optional cells that are filled, as in the shipped example."""
OFFERINGS = 20
AHEAD = frozenset({"Due", "Expected close", "Until"})
"""Titles of dates that lie in the future."""
LARGE = frozenset({"Spend in our categories", "Expected spend in 3 years", "Potential annual"})
"""Titles of what is never less than what an account buys today."""
SHIPPED = shipped_rows("Lite")
LISTS: Sequence[Row] = (
    *SHIPPED[ListValue],
    *({"List": of.value, "Value": f"Our own {of.value.lower()}"} for of in OwnList),
)
RATED = tuple(
    f"{row['Criterion ID']} {row['Criterion']}"
    for row in SHIPPED[Criterion]
    if row["Method"] == "Rating" and row["Axis"] == "Strength"
)


@dataclass(slots=True)
class Filling:
    """What the cells of one account's rows may lead to."""

    dice: random.Random
    account: str
    people: Sequence[str]
    ids: dict[str, str] = field(default_factory=dict)
    """By title of a sheet, a row there that this account may point to."""
    made: int = 0

    def row(self, record: type) -> Row:
        """A row of a sheet; what it requires is filled, of the rest two cells in three."""
        schema = schema_of(record)
        cells: dict[str, Raw] = {}
        for column in schema.columns:
            if column.is_family:
                cells |= {title: float(self.dice.randint(1, 5)) for title in RATED}
            elif column.required or (column.required_when is None and self.dice.random() < FILLED):
                cells[column.title] = self.cell(column)
        by_field = {column.field: cells.get(column.title) for column in schema.columns}
        for column in schema.columns:
            if column.required_when and column.required_when.holds(by_field):
                cells[column.title] = self.cell(column)
        return cells

    def cell(self, column: Column) -> Raw:
        """What a cell of that column could hold."""
        for kind, fill in BY_KIND.items():
            if isinstance(column.kind, kind):
                return fill(self, column, column.kind)
        raise TypeError(f"nothing is known to fill {column.title} with")

    def link(self, _column: Column, kind: Any) -> Raw:  # noqa: ANN401 - a kind of any class
        """The ID of a row there is."""
        titles = [title for title in kind.targets if title in self.ids]
        return self.ids[titles[-1]] if titles else self.dice.choice(self.people) if "Team" in kind.targets else None

    def new_id(self, column: Column, _kind: object) -> Raw:
        """An ID nobody has yet."""
        self.made += 1
        return f"{column.title[:3].upper()}-{self.account[3:]}-{self.made}"

    def number(self, column: Column, kind: Any) -> Raw:  # noqa: ANN401 - a kind of any class
        """A number within the limits of its column."""
        low = 30e6 if column.title in LARGE else kind.low or 0.0
        high = low + 90_000.0 if kind.high is None else kind.high
        if isinstance(kind, kinds.Whole):
            return float(self.dice.randint(int(low), int(min(high, low + 9))))
        return round(self.dice.uniform(low + 0.01 * (high - low), high), 2)

    def date(self, column: Column, _kind: object) -> Raw:
        """A day of the last year, or of the coming one."""
        since = QUARTERS[-1]
        return since + dt.timedelta(days=self.dice.randrange(30, 300) * (1 if column.title in AHEAD else -1))

    def listed(self, _column: Column, kind: Any) -> Raw:  # noqa: ANN401 - a kind of any class
        """A value of one of the team's own lists."""
        return self.dice.choice([row["Value"] for row in LISTS if row["List"] == kind.list_name])


BY_KIND: Mapping[type, Callable[[Filling, Column, Any], Raw]] = {
    kinds.Link: Filling.link,
    kinds.Id: Filling.new_id,
    kinds.Steps: lambda *_: 3.0,
    kinds.Number: Filling.number,
    kinds.Date: Filling.date,
    kinds.OwnChoice: Filling.listed,
    kinds.Choice: lambda self, _, kind: self.dice.choice(kind.words()),
    kinds.Words: lambda self, _, kind: self.dice.choice(kind.words()),
    kinds.Flag: lambda self, _, kind: self.dice.choice(kind.words()),
    kinds.Text: lambda self, column, _: f"{column.title} at {self.account}, as told in talk {self.dice.randrange(99)}",
}
"""What fills a cell, by its kind; the first that fits."""


def make_full_book(path: Path, accounts: int) -> int:
    """A workbook with every sheet filled for so many accounts; gives the number of rows."""
    rows = full_rows(accounts)
    new_workbook(path, preset="lite", rules=RULES, rows=rows, sheets=(*OPTIONAL, *PROGRAMME))
    return sum(map(len, rows.values()))


def full_rows(accounts: int) -> dict[type, list[Row]]:
    """The rows of every sheet, by record class."""
    dice = random.Random(accounts)  # noqa: S311 - the same rows every time, not a secret
    people = [f"P-{number:04}" for number in range(1, max(accounts // 10, 1) + 1)]
    rows: dict[type, list[Row]] = {
        record: [] for record in (*SHARES, Account, Revenue, AccountRatings, Stakeholder, Action)
    }
    offerings = [f"OFF-{number:02}" for number in range(1, OFFERINGS + 1)]
    for number in range(1, accounts + 1):
        account = f"KA-{number:05}"
        ids = {"Accounts": account, "Offerings": dice.choice(offerings)}
        for record, row in rows_of_account(Filling(dice, account, people, ids)):
            rows[record].append(row)
    rows[SettingLine] = setting_rows(accounts)
    rows[ListValue] = list(LISTS)
    rows[Colleague] = [
        {"Person ID": person, "Name": f"Colleague {person}", "Job": "Account manager"} for person in people
    ]
    rows[Offering] = [
        {"Offering ID": one, "Offering": f"Service {one}", "Typical annual value": 50_000.0} for one in offerings
    ]
    return rows | programme(dice, people)


def rows_of_account(filling: Filling) -> Iterator[tuple[type, Row]]:
    """Every row that belongs to an account, those that others point to first."""
    dice, account = filling.dice, filling.account
    people = list(filling.people)
    yield Account, account_row(dice, account, people)
    for end in QUARTERS[-4:]:
        yield Revenue, revenue_row(dice, account, end)
    yield AccountRatings, rating_row(dice, account)
    for person in islice(people_at(dice, account, people), 2):
        yield Stakeholder, person
    yield Action, action_row(dice, account, 1, people)
    filling.ids |= {"Stakeholders": f"S-{account[3:]}-1", "Actions": f"X-{account[3:]}-1"}
    for record, share in SHARES.items():
        if dice.random() < share:
            row = filling.row(record)
            schema = schema_of(record)
            if isinstance(schema.columns[0].kind, kinds.Id):
                filling.ids[schema.title] = str(row[schema.columns[0].title])
            yield record, row


def setting_rows(accounts: int) -> list[Row]:
    """The settings in force."""
    return [
        {"Setting": "Period end", "Value": QUARTERS[-1]},
        {"Setting": "As-of date", "Value": day(2026, 1, 18)},
        {"Setting": "Currency", "Value": "EUR"},
        {"Setting": "Company revenue, 12 months", "Value": accounts * 20_000_000.0},
        {"Setting": "Target margin", "Value": 0.2},
    ]


def programme(dice: random.Random, people: Sequence[str]) -> dict[type, list[Row]]:
    """The sheets of the programme: the shipped items answered, an action and the fluency of everybody."""
    rows: dict[type, list[Row]] = {
        record: [{**item, **answered(dice, record, item)} for item in items]
        for record, items in programme_rows().items()
    }
    filling = Filling(dice, "KA-00000", people)
    for record in PROGRAMME:
        if record not in rows:
            rows[record] = []
            for person in people:
                filling.ids = {"Team": person}
                rows[record].append(filling.row(record))
    return rows


def answered(dice: random.Random, record: type, item: Row) -> dict[str, Raw]:
    """What a team says to a shipped item."""
    answers: Mapping[str, Sequence[Raw]] = {
        "Answer": {"Rating": ("2", "3", "4"), "Open": ("As told at the review",)}.get(
            str(item.get("Answer kind")), ("Yes", "Partial", "No")
        ),
        "Score": (0.0, 1.0, 2.0, 3.0, 4.0), "Status": ("Not started", "In progress", "Done"),
        "Target": (80.0, 90.0), "Actual": (70.0, 85.0),
    }  # fmt: skip
    titles = [column.title for column in schema_of(record).columns if column.title in answers]
    return {title: dice.choice(answers[title]) for title in titles}
